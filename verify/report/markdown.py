"""report.md, from report.json alone."""

from collections.abc import Mapping, Sequence
from typing import Any

from verify.report.cards import cards, found
from verify.report.export import bibtex
from verify.report.filled import environment
from verify.report.kernel_seen import counted
from verify.report.names import in_cell, in_markdown
from verify.report.studied import split
from verify.report.swept import sweep
from verify.report.vocabulary import LEGEND, others


def render(document: Mapping[str, Any], figures: Sequence[Mapping[str, str]], studies: Sequence[Mapping[str, Any]] = ()) -> str:
    """The report as Markdown; `studies` are title, text and figures of the studies in it."""
    own, studied = split(document)
    counts = {name: sum(row["verdict"] == name for row in document["results"]) for name in LEGEND}
    return (
        environment(
            "verify.report", filters=(("text", in_cell), ("raw", in_markdown), ("counted", counted), ("others", others))
        )
        .get_template("report.md.j2")
        .render(
            d={**document, "results": own},
            studies=studies,
            studied=studied,
            figures=figures,
            legend=LEGEND,
            counts=counts,
            cards=cards(document),
            bibtex=bibtex(document),
            swept=sweep(document),
            found=found(document["results"]),
        )
    )
