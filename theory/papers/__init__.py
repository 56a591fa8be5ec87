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
    """The files of all claims whose names begin with `pattern`, each with its paper's folder."""
    for package, paper in papers(own):
        for module in modules_in(package, paper, pattern):
            yield paper, module


def modules_in(package: str, paper: Path, pattern: str) -> Iterator[ModuleType]:
    """The files of one paper's claims whose names begin with `pattern`.

    Directly in a folder of one's own every file is a claim's one file; in a paper here it is what several claims share.
    """
    claims = [path.name for path in sorted(paper.iterdir()) if path.is_dir() and path.name not in PLACES]
    one_file = () if package.startswith(f"{__name__}.") else ("*.py",)
    yield from modules(package, paper, *(f"{claim}/{pattern}*.py" for claim in claims), *one_file)


@cache
def _declared(own: Folders) -> dict[str, tuple[Path, Claim]]:
    found: dict[str, tuple[Path, Claim]] = {}
    for package, paper in papers(own):
        for key, (place, claim) in _stated(package, paper).items():
            if key in found:
                raise InputError(f"{place}: the claim {key} is declared twice")
            found[key] = paper, claim
    return found


@cache
def _stated(package: str, paper: Path) -> dict[str, tuple[str | None, Claim]]:
    """The claims of one paper by their keys, each with its file."""
    found: dict[str, tuple[str | None, Claim]] = {}
    for module in modules_in(package, paper, "statement"):
        for claim in exported(module, "CLAIMS", Claim):
            if claim.key in found:
                raise InputError(f"{module.__file__}: the claim {claim.key} is declared twice")
            found[claim.key] = module.__file__, claim
    return found


@cache
def _named(package: str, paper: Path, claim: str) -> tuple[Claim, ...]:
    """The claims of this id in a folder of its name, in a paper here: the others need not be made, which takes long."""
    folder = claim.replace("-", "_")
    if not (package.startswith(f"{__name__}.") and folder.isidentifier()):
        return ()
    found = modules(package, paper, f"{folder}/statement*.py")
    return tuple(one for module in found for one in exported(module, "CLAIMS", Claim) if one.id == claim)


def home_of(claim: str, own: Folders = ()) -> tuple[str, Path] | None:
    """Package and folder of the paper that states the claim with this id; None if none does.

    Of the papers here those with a folder of the claim's name are looked at first.
    """
    if own:
        _declared(own)  # what is one's own is looked at whole: a claim may be there twice
    for place in papers(own):
        if _named(*place, claim):
            return place
    return next((place for place in papers(own) if any(one.id == claim for _, one in _stated(*place).values())), None)


def all_claims(own: Folders = ()) -> tuple[Claim, ...]:
    """Every claim in every variant, in the order of the paper (lemmas, theorems and corollaries by file name).

    Raises:
        InputError: a file of one's own cannot be imported, or declares a claim that is there already.
    """
    return tuple(claim for _, claim in _declared(own).values())


def paper_of(claim: str, own: Folders = ()) -> Path:
    """The folder of the paper that states the claim with this id."""
    place = home_of(claim, own)
    assert place is not None, claim
    return place[1]


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
    place = home_of(wanted, own)
    mine = () if place is None else _named(*place, wanted) or (claim for _, claim in _stated(*place).values())
    hits = tuple(c for c in mine if c.id == wanted and variant in ("", c.variant))
    if not hits:
        known = ", ".join(dict.fromkeys(c.id for c in all_claims(own)))
        variants = "|".join(dict.fromkeys(c.variant for c in all_claims(own)))
        raise KeyError(f"claim {name!r} is not known; there are: {known} (optionally :{variants})")
    return hits
