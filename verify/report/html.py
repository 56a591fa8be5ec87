"""report.html: one file that opens from disk without a network, from report.json and the figures beside it.

Formulas are MathML (converted from the document's LaTeX), figures are the SVG files inside the page, and what a file or a
person named is escaped by the template engine: nothing in a report is taken as markup.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape, unescape
from pathlib import Path
from typing import Any

from latex2mathml.converter import convert
from markdown_it import MarkdownIt
from markupsafe import Markup

from verify.report.cards import cards, matrix, places, worst
from verify.report.explore import explored
from verify.report.filled import environment
from verify.report.graph import graphs
from verify.report.swept import sweep
from verify.report.vocabulary import LEGEND

#: width and height of a picture, in points
_SIZE = re.compile(r'<svg[^>]* width="([\d.]+)pt" height="([\d.]+)pt"')
#: a sign by its number
_SIGN = re.compile(r"&#x[0-9A-F]+;")
#: a row around one sign, which is none
_ROW_OF_ONE = re.compile(r"<mrow>(<m[ino][^<>]*>[^<>]*</m[ino]>)</mrow>")
#: a bracket at either end of its row, of which all this is taken for granted; `fence` changes no picture
_AT_END = re.compile(
    r"""(?<=<mrow>)<mo stretchy="true" fence="true" form="prefix">(?=[(\[{])"""
    r"""|<mo stretchy="true" fence="true" form="postfix">(?=[)\]}]</mo></mrow>)"""
)
_FENCE = ' fence="false"'
#: what a page of HTML takes for granted
_NAMESPACE = ' xmlns="http://www.w3.org/1998/Math/MathML" display="inline"'


def render(
    document: Mapping[str, Any], folder: Path, figures: Sequence[Mapping[str, str]], studies: Sequence[Mapping[str, Any]] = ()
) -> str:
    """The page; `folder` holds the figures, `studies` are title, text (Markdown) and figures of the studies in the report."""
    rows, told = document["results"], cards(document)
    problems, cells = matrix(rows)
    return (
        environment("verify.report", filters=(("math", math), ("worst", _worst)), autoescape=True)
        .get_template("report.html.j2")
        .render(
            d=document,
            picture=lambda name: picture(folder / f"{name}.svg"),
            shape=lambda name: shape(folder / f"{name}.svg"),
            cards=told,
            claims={(claim["id"], claim["variant"]): claim for claim in document.get("claims", ())},
            places_of={
                (card.claim, line.variant): places(document, card.claim, line.variant) for card in told for line in card.lines
            },
            rows_of={card.claim: [row for row in rows if row["claim"] == card.claim] for card in told},
            steps_of=_grouped(document.get("audit", ())),
            graphs_of={claim: graphs(own, document["audit"]) for claim, own in _grouped(document.get("audit", ())).items()},
            explored=explored(document),
            problems=problems,
            cells=cells,
            counts={verdict: sum(row["verdict"] == verdict for row in rows) for verdict in LEGEND},
            legend=LEGEND,
            swept=sweep(document),
            figures=[{**figure, "claim": _claim(figure["name"], told)} for figure in figures],
            studies=[{**study, "html": prose(study["text"])} for study in studies],
            style=_source("report.css"),
            script=_source("report.js"),
        )
    )


@cache
def math(latex: str) -> Markup:
    """A formula as MathML in few bytes; one that the converter does not know is shown as it is written."""
    try:
        drawn = convert(latex)
    except Exception:  # the converter raises whatever its parser stumbles over
        return Markup("<code>{}</code>").format(latex)
    short = _ROW_OF_ONE.sub(r"\1", drawn.replace(_NAMESPACE, "").replace(_FENCE, ""))
    return Markup(_AT_END.sub("<mo>", _SIGN.sub(lambda sign: escape(unescape(sign[0])), short)))


def picture(path: Path) -> Markup:
    """An SVG file as the address of an image, within double quotes."""
    drawn = path.read_text(encoding="utf-8")
    # an apostrophe may stand within what double quotes hold, which single quotes are shorter than in an address
    for one, other in (("'", "&apos;"), ('"', "'"), ("%", "%25"), ("#", "%23"), ("&", "&amp;"), ("\n", " ")):
        drawn = drawn.replace(one, other)
    return Markup(f"data:image/svg+xml,{drawn}")


def shape(path: Path) -> Markup:
    """The room that an SVG file takes, as a style; empty where it does not say."""
    with path.open(encoding="utf-8") as drawn:
        found = _SIZE.search(drawn.read(1000))
    return Markup("aspect-ratio:{}/{};max-width:{}pt").format(found[1], found[2], found[1]) if found else Markup("")


def prose(markdown: str) -> Markup:
    """Markdown with tables as HTML; tags in it are text."""
    return Markup(MarkdownIt("commonmark", {"html": False}).enable("table").render(markdown))


def _worst(rows: Sequence[Mapping[str, Any]]) -> str:
    return worst(row["verdict"] for row in rows)


def _grouped(entries: Sequence[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for entry in entries:
        found.setdefault(entry["claim"], []).append(entry)
    return found


def _claim(name: str, known: Sequence[Any]) -> str:
    """The claim that a figure's name begins with; empty for one that is about all of them."""
    return next((card.claim for card in known if name.startswith(f"{card.claim}-")), "")


@cache
def _source(name: str) -> Markup:
    return Markup((Path(__file__).parent / "templates" / name).read_text(encoding="utf-8"))
