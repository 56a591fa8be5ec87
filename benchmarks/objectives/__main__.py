"""Certifies, attacks and runs the objectives of this folder, and writes the table of docs/constants.md.

    python -m benchmarks.objectives [--families] [FILE ...]

A row: processor seconds of the certificate; enclosures of L, c_inf, the minimum and mu; the enclosures that the attack broke;
then Theorem 2 at the horizon that it prescribes, over 256 runs. `--families` compares the shipped families that are formulas
with their formulas instead.
"""

import math
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from benchmarks.document import keep
from benchmarks.objectives.attack import Attack, broken, shipped
from benchmarks.objectives.families import pair
from problems.certify import certify
from problems.load import build
from problems.load import shipped as problem_files
from problems.problem import Problem
from theory.algorithms import all_algorithms
from verify import bound, decide
from verify.simulate.ensemble import Ensemble, Experiment
from verify.simulate.schedule import PaperSchedule

PAGE = Path(__file__).parents[2] / "docs" / "constants.md"
CLAIM, RUNS, STEPS = "theorem-2:repaired", 256, 2_000
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
    problem = replace(problem, certificate=certificate)
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


def stepping(problem: Problem) -> float:
    """Seconds of processor time of an ensemble on it, its program compiled."""
    schedule = PaperSchedule("adamw-d", 0.1, 0.01, 0.01, 0.1, 1.0, 0.0)
    made = Experiment(problem, all_algorithms()["adamw-d"], schedule, STEPS, 0)
    Ensemble(replace(made, steps=2)).run(range(64))
    began = time.process_time()
    Ensemble(made).run(range(64))
    return time.process_time() - began


def family_row(path: Path) -> list[str] | None:
    """A line of the families' table; None where the file's family is no formula."""
    both = pair(path)
    if both is None:
        return None
    found, took = [], []
    for problem in both:
        began = time.process_time()
        found.append(certify(problem, kept=False))
        took.append(time.process_time() - began)
    differ = []
    for constant in found[0].constants:
        a, b = constant.enclosure, found[1][constant.name].enclosure
        if not (a.low <= b.high and b.low <= a.high):
            raise AssertionError(f"{path.stem}: the enclosures of {constant.name} are disjoint")
        if not all(math.isclose(x, y, rel_tol=1e-9, abs_tol=1e-12) for x, y in ((a.lower, b.lower), (a.upper, b.upper))):
            differ.append(f"{constant.name} {ends(a.lower, a.upper)} and {ends(b.lower, b.upper)}")
    steps = [f"{stepping(problem):.2f} s" for problem in both]
    return [path.stem, both[0].family.name, *(f"{t:.1f} s" for t in took), ", ".join(differ) or "none", *steps]


FAMILIES = ("file", "family", "class", "formula", "ends that differ", "steps, class", "steps, formula")


def main() -> int:
    stems = [word for word in sys.argv[1:] if not word.startswith("--")]
    families = "--families" in sys.argv
    for path in problem_files() if families else shipped():
        if stems and path.stem not in stems:
            continue
        line = family_row(path) if families else row(path)
        if line is not None:
            keep(PAGE, "families" if families else "objectives", FAMILIES if families else HEAD, line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
