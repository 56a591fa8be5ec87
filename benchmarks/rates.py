"""Iteration counts and exponents on finer and longer grids than the report's, with more runs.

    python -m benchmarks.rates [--runs 256] [--finer 2] [--further 2] [--seed 0] [--out FOLDER] [claim ...]

Prints a line for each complexity and letter; with `--out` the table and the figures are written there.
"""

import argparse
import json
from pathlib import Path

from theory.papers import find
from verify.decide.verdict import plain
from verify.studies.rates import ABOUT
from verify.studies.rates import study as rates
from verify.studies.rates.rate_paths import ALGORITHMS, grids


def main() -> None:
    """Measure, print, and draw if asked to."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("claims", nargs="*", metavar="claim", default=list(ABOUT), help=", ".join(ABOUT))
    parser.add_argument("--runs", type=int, default=256)
    parser.add_argument("--finer", type=int, default=2)
    parser.add_argument("--further", type=float, default=2.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--error-rate", type=float, default=0.01)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    if unknown := set(options.claims) - set(ABOUT):
        parser.error(f"{', '.join(sorted(unknown))}: no iteration counts; there are those of {', '.join(ABOUT)}")
    asked = [
        (claim, algorithm, grid)
        for name in options.claims for claim in find(name)
        for algorithm in ALGORITHMS[name] for grid in grids(name, algorithm, options.finer, options.further)
    ]  # fmt: skip
    found = rates.follow(asked, options.seed, options.error_rate, options.runs, lambda text: print(text, flush=True))
    for row in found.results:
        m = row.measured
        fitted = "" if m is None else f"{m.mean:7.3f} [{m.lower:.3f}, {m.upper:.3f}] against {row.bound:.3f}"
        print(f"{row.claim}:{row.variant:9} {row.algorithm:8} {row.part:12} {row.verdict:12} {fitted}  {row.reason}")
    if options.out:
        data = json.loads(json.dumps(plain(found.data), allow_nan=False))
        rates.figures(data, options.out)
        (options.out / "rates.md").write_text(rates.section(data), encoding="utf-8")


if __name__ == "__main__":
    main()
