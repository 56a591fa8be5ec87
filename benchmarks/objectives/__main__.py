"""Certifies, attacks and runs the objectives of this folder, and writes the table of docs/constants.md.

    python -m benchmarks.objectives

A row: processor seconds of the certificate; enclosures of L, c_inf, the minimum and mu; the enclosures that the attack broke;
then Theorem 2 at the horizon that it prescribes, over 256 runs.
"""

import sys
import time
from collections import Counter
from pathlib import Path

from benchmarks.document import put
from benchmarks.objectives.attack import Attack, broken, shipped
from problems.certify import certify
from problems.load import build, load
from verify import bound, decide

PAGE = Path(__file__).parents[2] / "docs" / "constants.md"
CLAIM, RUNS = "theorem-2:repaired", 256
HEAD = ("file", "d", "region", "certified in", "L", "c_inf", "minimum", "mu", "broken by the attack", "T", "Theorem 2")


def ends(low: float, high: float) -> str:
    a, b = f"{low:.5g}", f"{high:.5g}"
    return a if a == b else f"[{a}, {b}]"


def row(path: Path) -> list[str]:
    """A line of the table."""
    began = time.process_time()
    problem = build(path)
    certificate = certify(problem, kept=False)
    took = time.process_time() - began
    problem = load(path)
    found = Attack(problem).found()
    (laid,) = bound(CLAIM, problem)
    rows = decide(CLAIM, problem, runs=RUNS, max_runs=RUNS)
    verdicts = Counter(str(one.verdict) for one in rows)
    shown = [ends(e.lower, e.upper) for e in (certificate[name].enclosure for name in ("L", "c_inf", "minimum", "mu"))]
    wrong = broken(certificate, found)
    horizon = f"{laid.parameters['T']:,}" if "T" in laid.parameters else "-"
    print(path.stem, found, laid.refusal, {one.reason for one in rows if one.reason}, flush=True)
    said = ", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items()))
    return [path.stem, str(problem.dimension), f"{problem.region:g}", f"{took:.1f} s", *shown,
            ", ".join(wrong) or f"none of {len(found)}", horizon, said]  # fmt: skip


def main() -> int:
    lines = [HEAD, ["---"] * len(HEAD), *(row(path) for path in shipped())]
    table = "".join("| " + " | ".join(line) + " |\n" for line in lines)
    print(table)
    put(PAGE, "objectives", table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
