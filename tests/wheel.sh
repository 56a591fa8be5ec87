#!/usr/bin/env bash
# A wheel installed in a fresh environment does from an empty folder what the checkout does: new, audit, check, certify, run.
# Usage: tests/wheel.sh PYTHON LOCK, from the checkout (make wheel-test)
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$1" -m venv "$folder/env"
pip() { "$folder/env/bin/python" -m pip --quiet --disable-pip-version-check "$@"; }
pip install --require-hashes -r "$2"
pip wheel . --no-deps --no-build-isolation --wheel-dir "$folder/wheel"
pip install --no-deps "$folder"/wheel/*.whl
mkdir "$folder/empty"
cd "$folder/empty"
program() { "$folder/env/bin/adamw-verify" "$@"; }
program new paper mine
program new algorithm own-rule --into mine
sed -i 's/name = "adamw-d"/name = "own-rule"/; s/^lambda = 0.1$//' mine/problems/mine_well.toml
sed -i 's/("adamw", "adamw-d", "adam")/("own-rule",)/' mine/mine_bound.py
program audit --papers mine --accept
program check mine
program certify --papers mine
program run mine-bound --papers mine --runs 64 --max-runs 64 --workers 2 --out report
grep -q 'HOLDS' report/report.md
"$folder/env/bin/python" -c 'from verify import certify; print(certify("mine/problems/mine_well.toml", papers=["mine"]).problem)'
