"""What starts at once: the list of commands imports no library that computes, and the catalogue needs the theory alone."""

import os
import subprocess
import sys
from importlib import import_module

import pytest

from verify.commands.cli import COMMANDS

HEAVY = {"numpy", "scipy", "sympy", "matplotlib", "cvxpy", "numba", "pydantic", "flint", "z3", "cvc5", "jinja2", "joblib"}


def loaded(code: str) -> set[str]:
    """The first names of all modules that a fresh process has after `code`."""
    show = "import sys; print(*{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run([sys.executable, "-c", f"{code}\n{show}"], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_the_finder_finds() -> None:
    assert "numpy" in loaded("import verify.simulate.ensemble")


@pytest.mark.parametrize(
    "code",
    ["import verify.commands.cli", "import verify",
     *(f"import sys; sys.argv = ['adamw-verify', '{asked}']\nimport verify.commands.cli\n"
       "try: verify.commands.cli.main()\nexcept SystemExit: pass" for asked in ("--help", "--version"))],
)  # fmt: skip
def test_the_list_of_commands_and_the_version_import_nothing_that_computes(code: str) -> None:
    assert not loaded(code) & HEAVY


def test_the_catalogue_needs_the_theory_alone() -> None:
    listing = (
        "import sys; sys.argv = ['adamw-verify', 'list']\nfrom verify.commands.cli import main\n"
        "try: main()\nexcept SystemExit: pass"
    )
    assert not loaded(listing) & {"numpy", "scipy", "matplotlib", "cvxpy", "numba", "z3"}


@pytest.mark.parametrize(("asked", "threads"), [(None, 1), ("2", 2)])
def test_linear_algebra_has_one_thread_unless_the_user_asks_for_more(asked: str | None, threads: int) -> None:
    code = (
        "import sys; sys.argv = ['adamw-verify', '--version']\nfrom verify.commands.cli import main\n"
        "try: main()\nexcept SystemExit: pass\nimport scipy.linalg\nfrom threadpoolctl import threadpool_info\n"
        "print(*{one['num_threads'] for one in threadpool_info() if one['user_api'] == 'blas'})"
    )
    names = {"OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"}
    environment = {name: value for name, value in os.environ.items() if name not in names}
    environment |= {} if asked is None else dict.fromkeys(names, asked)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.splitlines()[-1] == str(min(threads, os.cpu_count() or 1))


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_says_what_the_command_says(name: str) -> None:
    file, function, says = COMMANDS[name]
    assert getattr(import_module(f"verify.commands.{file}"), function).__doc__.split("\n\n")[0].strip() == says
