"""Writes the tables of exponents in docs/convergence.md from the reference report.

    python -m benchmarks.exponents [--check]

`--check` writes nothing and exits with status 1 if the page does not say what the report says.
"""

import re
import sys
from pathlib import Path
from typing import Any

from verify.report import document
from verify.report.numbers import number

ROOT = Path(__file__).parents[1]
PAGE, REPORT = ROOT / "docs" / "convergence.md", ROOT / "reports" / "reference"
#: a table of these claims stands between these two lines
TABLE = re.compile(r"(<!-- exponents (?P<claims>[a-z0-9 -]+) -->\n)(?P<table>.*?)(<!-- /exponents -->)", re.DOTALL)

Line = dict[str, Any]


def lines_of(report: dict[str, Any]) -> dict[tuple[str, str], list[Line]]:
    """The measured lines of each claim and letter, the paper's first; of several algorithms the first."""
    found: dict[tuple[str, str], list[Line]] = {}
    for line in report["studies"]["rates"]["data"]["lines"]:
        if line["points"]:
            found.setdefault((line["claim"], line["letter"]), []).append(line)
    for key, lines in found.items():
        first = lines[0]["algorithm"]
        found[key] = sorted((x for x in lines if x["algorithm"] == first), key=lambda x: x["variant"] != "paper")
    return found


def fitted(line: Line) -> str:
    at, low, high = line["fitted"]
    return f"{at:.2f} [{low:.2f}, {high:.2f}] {line['verdict']}"


def ratio(point: Line) -> str:
    return "—" if point["median"] is None else number(point["median"] / point["T"], 2)


def table(report: dict[str, Any], claims: list[str]) -> str:
    """One row for every letter of these claims."""
    both = "(paper, repaired)"
    head = ["part", f"predicted {both}", f"slope of b T {both}", "fitted, paper", "fitted, repaired", "measured / T (repaired)"]
    rows = ["| " + " | ".join(head) + " |", "|---" * len(head) + "|"]
    for (claim, letter), lines in lines_of(report).items():
        if claim not in claims:
            continue
        one, other = lines[0], lines[-1]
        ends = [other["points"][0], other["points"][-1]]
        grid = " to ".join(number(p["value"], 3) for p in (one["points"][0], one["points"][-1]))
        predicted, slopes = (
            ", ".join(number(float(f"{x[key]:.3g}"), 3) for x in (one, other)) for key in ("predicted", "by_T")
        )
        cells = [
            f"{claim} {one['part']}/{letter}, {grid}",
            predicted,
            slopes,
            fitted(one),
            fitted(other),
            " to ".join(map(ratio, ends)),
        ]
        rows.append("| " + " | ".join(cells) + " |")
    return "\n".join(rows) + "\n"


def written(page: str, report: dict[str, Any]) -> str:
    """The page with its tables as the report has them."""
    return TABLE.sub(lambda m: m.group(1) + table(report, m["claims"].split()) + m.group(4), page)


def main() -> int:
    page, report = PAGE.read_text(encoding="utf-8"), document.read(REPORT)
    new = written(page, report)
    if "--check" in sys.argv:
        print(
            "docs/convergence.md is up to date"
            if new == page
            else "docs/convergence.md differs: python -m benchmarks.exponents"
        )
        return 0 if new == page else 1
    PAGE.write_text(new, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
