"""report.md, from report.json alone."""

from collections.abc import Mapping, Sequence
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from verify.report.numbers import number
from verify.report.studied import split
from verify.report.vocabulary import LEGEND

def tabled(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """The ledger as a table: one row per claim, variant and part; one column per problem; verdict and ratio in each cell."""
    table: dict[tuple[str, str, str], dict[str, Any]] = {}
    for row in rows:
        key = (row["claim"], row["variant"], row["part"])
        cells = table.setdefault(key, {"claim": row["claim"], "variant": row["variant"], "part": row["part"], "cells": {}})
        cells["cells"].setdefault(row["problem"], []).append(row)
    return list(table.values())


def render(document: Mapping[str, Any], figures: Sequence[Mapping[str, str]], studies: Sequence[Mapping[str, Any]] = ()) -> str:
    """The report as Markdown; `studies` are title, text and figures of the studies in it."""
    own, others = split(document)
    environment = Environment(
        loader=PackageLoader("verify.report"), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, autoescape=False
    )
    environment.filters["number"] = number
    problems = list(dict.fromkeys(row["problem"] for row in own))
    heads: dict[tuple[Any, ...], Any] = {}
    for row in own:
        heads.setdefault((row["claim"], row["variant"], row["problem"], row["parameters"].get("epsilon")), row)
    counts = {name: sum(row["verdict"] == name for row in document["results"]) for name in LEGEND}
    return environment.get_template("report.md.j2").render(
        d={**document, "results": own},
        studies=studies,
        studied=others,
        figures=figures,
        legend=LEGEND,
        problems=problems,
        counts=counts,
        heads=list(heads.values()),
        table=tabled(own),
    )
