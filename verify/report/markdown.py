"""report.md, from report.json alone."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from verify.report.cards import cards, found
from verify.report.export import bibtex
from verify.report.filled import environment
from verify.report.kernel_seen import counted
from verify.report.studied import split
from verify.report.vocabulary import LEGEND

#: what Markdown would take for markup
_MARKUP = re.compile(r"[\\`*_\[\]<>|#$~]")


def render(document: Mapping[str, Any], figures: Sequence[Mapping[str, str]], studies: Sequence[Mapping[str, Any]] = ()) -> str:
    """The report as Markdown; `studies` are title, text and figures of the studies in it."""
    own, others = split(document)
    counts = {name: sum(row["verdict"] == name for row in document["results"]) for name in LEGEND}
    return (
        environment("verify.report", filters=(("text", text), ("counted", counted)))
        .get_template("report.md.j2")
        .render(
            d={**document, "results": own},
            studies=studies,
            studied=others,
            figures=figures,
            legend=LEGEND,
            counts=counts,
            cards=cards(document),
            bibtex=bibtex(document),
            found=found(document["results"]),
        )
    )


def text(value: Any) -> str:
    """What somebody named, as text of a table: nothing in it is markup, and it stays on its line."""
    return _MARKUP.sub(r"\\\g<0>", " ".join(str(value).split()))
