"""The papers: a folder each, in it a folder for each claim.

A claim is found because its folder is here, or in a folder of one's own (`theory.outside`): `statement.py` exports `CLAIMS`,
one `Claim` per variant.
"""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

from theory.claim import Claim
from theory.errors import InputError
from theory.outside import PLACES, Folders, exported, modules, papers


def modules_of(pattern: str, own: Folders = ()) -> Iterator[tuple[Path, ModuleType]]:
    """The files of all claims whose names begin with `pattern`, each with its paper's folder.

    Directly in a folder of one's own every file is a claim's one file; in a paper here it is what several claims share.
    """
    for package, paper in papers(own):
        claims = [path.name for path in sorted(paper.iterdir()) if path.is_dir() and path.name not in PLACES]
        one_file = () if package.startswith(f"{__name__}.") else ("*.py",)
        for module in modules(package, paper, *(f"{claim}/{pattern}*.py" for claim in claims), *one_file):
            yield paper, module


@cache
def _declared(own: Folders) -> dict[str, tuple[Path, Claim]]:
    found: dict[str, tuple[Path, Claim]] = {}
    for paper, module in modules_of("statement", own):
        for claim in exported(module, "CLAIMS", Claim):
            if claim.key in found:
                raise InputError(f"{module.__file__}: the claim {claim.key} is declared twice")
            found[claim.key] = paper, claim
    return found


def all_claims(own: Folders = ()) -> tuple[Claim, ...]:
    """Every claim in every variant, in the order of the paper (lemmas, theorems and corollaries by file name).

    Raises:
        InputError: a file of one's own cannot be imported, or declares a claim that is there already.
    """
    return tuple(claim for _, claim in _declared(own).values())


def paper_of(claim: str, own: Folders = ()) -> Path:
    """The folder of the paper that states the claim with this id."""
    return next(paper for paper, declared in _declared(own).values() if declared.id == claim)


def claims_in(paper: str) -> tuple[Path, tuple[Claim, ...]]:
    """The folder of a paper of this package, and its claims.

    Raises:
        KeyError: there is no such paper; the message lists those there are.
    """
    folders = {path.name: path for _, path in papers()}
    if paper not in folders:
        raise KeyError(f"paper {paper!r} is not known; there are: {', '.join(folders)}")
    return folders[paper], tuple(claim for folder, claim in _declared(()).values() if folder == folders[paper])


def find(name: str, own: Folders = ()) -> tuple[Claim, ...]:
    """The variants of the claim `name` (an id, or `id:variant`).

    Raises:
        KeyError: there is no such claim; the message lists those there are.
    """
    wanted, _, variant = name.partition(":")
    hits = tuple(c for c in all_claims(own) if c.id == wanted and variant in ("", c.variant))
    if not hits:
        known = ", ".join(dict.fromkeys(c.id for c in all_claims(own)))
        variants = "|".join(dict.fromkeys(c.variant for c in all_claims(own)))
        raise KeyError(f"claim {name!r} is not known; there are: {known} (optionally :{variants})")
    return hits
