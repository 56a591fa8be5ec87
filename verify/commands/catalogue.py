"""`list` and `show`: what can be verified. What they say is kept under the sources that it is made from."""

from typing import Annotated, Any

import typer

from theory.outside import Folders, found
from verify.commands.options import AsJson, Papers, Quiet, claims_of, plain_console, print_json, wide_console
from verify.report.told import told

#: the headings of the list, and those whose words may be broken
HEADINGS, LONG = ("claim", "variant", "paper", "parts", "title", "source"), ("title", "source")


def list_claims(papers: Papers = None, as_json: AsJson = False, quiet: Quiet = False) -> None:
    """The claims, one line each."""
    own = found(papers)
    claims = told(["list"], own, lambda: _listed(own))
    if as_json:
        print_json(claims)
        return
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for heading in HEADINGS:
        table.add_column(heading, no_wrap=heading not in LONG)
    for claim in claims:
        table.add_row(*(" ".join(claim[name]) if name == "parts" else claim[name] for name in HEADINGS))
    wide_console(quiet).print(table)


def show(
    claims: Annotated[list[str], typer.Argument(help="Claims, such as theorem-2 or theorem-2:repaired.")],
    papers: Papers = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Statement, hypotheses, prescription, bound and source of a claim."""
    own = found(papers)
    if as_json:
        print_json(told(["show", "--json", *claims], own, lambda: _stated(claims, own)))
        return
    lines = told(["show", *claims], own, lambda: _shown(claims, own))
    plain_console(soft_wrap=True, quiet=quiet).print("\n".join(lines))


# SymPy and the claims are imported where they are needed: not for what was said before


def _listed(own: Folders) -> list[dict[str, Any]]:
    from theory.papers import all_claims, paper_of

    return [
        {
            "claim": claim.id,
            "variant": str(claim.variant),
            "paper": paper_of(claim.id, own).name,
            "source": claim.source,
            "parts": [part.id for part in claim.parts],
            "title": claim.title,
        }
        for claim in all_claims(own)
    ]


def _shown(claims: list[str], own: Folders) -> list[str]:
    from verify.report.catalogue import shown

    return shown(claims_of(claims, own), own)


def _stated(claims: list[str], own: Folders) -> list[dict[str, Any]]:
    from verify.report.document import stated

    return stated(claims_of(claims, own))
