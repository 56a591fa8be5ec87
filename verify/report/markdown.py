"""report.md, from report.json alone."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

LEGEND = {
    "HOLDS": "the upper confidence limit lies at or below the bound (pathwise: at every step of every run)",
    "VIOLATED": "the lower confidence limit lies above the bound (pathwise: at some step, named)",
    "UNDECIDED": "the interval contains the bound after the largest allowed number of runs",
    "INAPPLICABLE": "a hypothesis fails, which is named; nothing was computed",
}


def number(value: Any, digits: int = 4) -> str:
    """A number for people: `digits` significant digits, an em dash for nothing."""
    if value is None:
        return "—"
    if isinstance(value, str):
        return value
    if isinstance(value, int) or (isinstance(value, float) and value.is_integer() and abs(value) < 1e7):
        return str(int(value))
    return f"{value:.{digits}g}" if math.isfinite(value) else str(value)


def tabled(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The ledger as a table: one row per claim, variant and part; one column per problem; verdict and ratio in each cell."""
    table: dict[tuple[str, str, str], dict[str, Any]] = {}
    for row in rows:
        key = (row["claim"], row["variant"], row["part"])
        cells = table.setdefault(key, {"claim": row["claim"], "variant": row["variant"], "part": row["part"], "cells": {}})
        cells["cells"].setdefault(row["problem"], []).append(row)
    return list(table.values())


def render(document: Mapping[str, Any], figures: Sequence[Mapping[str, str]]) -> str:
    """The report as Markdown."""
    environment = Environment(
        loader=PackageLoader("verify.report"), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False
    )
    environment.filters["number"] = number
    problems = list(dict.fromkeys(row["problem"] for row in document["results"]))
    heads: dict[tuple[Any, ...], Any] = {}
    for row in document["results"]:
        heads.setdefault((row["claim"], row["variant"], row["problem"], row["parameters"].get("epsilon")), row)
    counts = {name: sum(row["verdict"] == name for row in document["results"]) for name in LEGEND}
    return environment.get_template("report.md.j2").render(
        d=document,
        figures=figures,
        legend=LEGEND,
        problems=problems,
        counts=counts,
        heads=list(heads.values()),
        table=tabled(document["results"]),
    )
