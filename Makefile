# make install  the locked dependencies into .venv
# make verify   the default verification, Theorem 2 on every shipped problem file: reports/latest/report.md
# make test     the tests; those that are long by nature (whole attacks, processes that are killed, browsers): make thorough
# All install first; all they need is Python (3.11 or later) and make.

PYTHON ?= python3
BIN := .venv/bin
PEERS := .venv-peers/bin
# nothing is compiled at installation: without bytecode every process would compile SymPy, SciPy and Matplotlib again
unexport PYTHONDONTWRITEBYTECODE

.PHONY: install verify report reference site test thorough faults wheel-test peers lint types kernel check citation bench pace lock clean picture

install: .venv/.installed

verify: .venv/.installed
	$(BIN)/adamw-verify run theorem-2 --out reports/latest

# every claim on every shipped problem file, with the proofs
report: .venv/.installed
	$(BIN)/adamw-verify run --audit --out reports/all

# the reference report, and the pages that are written from it; report.html is made but not committed
reference: .venv/.installed
	$(BIN)/adamw-verify run --audit --out reports/reference
	$(BIN)/python -m benchmarks.exponents
	$(BIN)/python -m benchmarks.transcript

# the documentation, the findings and the reference report as a site: build/site/index.html
site: .venv/.installed
	$(BIN)/python -m docs.site build/site

test: .venv/.installed
	$(BIN)/python -m pytest -n auto --dist loadgroup -m "not peers and not thorough"

# whole attacks, certificates of losses that bend against points and grids, what is killed or torn, pages in a browser, what the
# documentation says is run
thorough: .venv/.installed
	$(BIN)/python -m pytest -n auto --dist loadgroup -m "thorough and not peers"

# what is installed from a wheel, in a fresh environment, does what the checkout does
wheel-test: requirements.lock
	tests/wheel.sh $(PYTHON) $(CURDIR)/requirements.lock

# writes that fail, files that are torn, processes that are killed, problem files from a grammar: other places with SEED=1
SEED ?= 0
faults: .venv/.installed
	$(BIN)/python -m tests.faults --seed $(SEED) --minutes 10 --write

# parity with PyTorch, Optax and PEPit, in an environment of its own that has them
peers: .venv-peers/.installed
	$(PEERS)/python -m pytest -m peers tests/peers

lint: .venv/.installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-cache

# docs/architecture.svg from the imports
picture: .venv/.installed
	$(BIN)/python docs/architecture.py

types: .venv/.installed
	$(BIN)/mypy

# the proofs that Coq checks, their axioms, and falsehoods that must be refused; needs Coq (it says what is missing)
kernel:
	theory/kernel/build.sh
	theory/kernel/planted.sh
	cp build/kernel/built theory/kernel/built.txt

check: lint types test thorough peers

# CITATION.cff by the format's own checker, in an environment of its own
citation:
	$(PYTHON) -m venv build/citation
	build/citation/bin/python -m pip install --quiet --no-compile --disable-pip-version-check cffconvert==2.0.0
	build/citation/bin/cffconvert --validate

# timings: printed, never asserted
bench: .venv-peers/.installed
	$(PEERS)/python -m benchmarks.throughput
	$(PEERS)/python -m benchmarks.growth

# the loop beside C, in a minute; fails where a share of C has halved
pace: .venv/.installed
	$(BIN)/python -m benchmarks.throughput --check --sizes 256x100 --rounds 7 --only c means theorem-2

# bytecode is written for what is imported, when it is: half of the time of an installation
.venv/.installed: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --no-compile --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv-peers/.installed: requirements.lock requirements-peers.lock pyproject.toml
	$(PYTHON) -m venv .venv-peers
	$(PEERS)/python -m pip install --quiet --no-compile --disable-pip-version-check --require-hashes -r requirements.lock
	$(PEERS)/python -m pip install --quiet --disable-pip-version-check -r requirements-peers.lock
	$(PEERS)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

# needs uv (pip install uv): one lock for all supported versions of Python
lock:
	uv pip compile pyproject.toml --universal --python-version 3.11 --extra fast --extra tables --extra docs --extra dev \
	    --generate-hashes --no-header --quiet --output-file requirements.lock

clean:
	rm -rf .venv .venv-peers build *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
