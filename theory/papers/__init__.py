"""The papers: a folder each, in it a folder for each claim.

A claim is found because its folder is here: `statement.py` exports `CLAIMS`, one `Claim` per variant.
"""

import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache
from types import ModuleType

from theory.claim import Claim, Variant


def modules_of(pattern: str) -> Iterator[ModuleType]:
    """The files of all claims' folders whose names begin with `pattern`, in the order of the claims' names."""
    for paper in pkgutil.iter_modules(__path__, f"{__name__}."):
        if paper.ispkg:
            for claim in pkgutil.iter_modules(importlib.import_module(paper.name).__path__, f"{paper.name}."):
                if claim.ispkg:
                    inside = pkgutil.iter_modules(importlib.import_module(claim.name).__path__, f"{claim.name}.")
                    names = sorted(module.name for module in inside if module.name.rpartition(".")[2].startswith(pattern))
                    yield from map(importlib.import_module, names)


@cache
def all_claims() -> tuple[Claim, ...]:
    """Every claim in every variant, in the order of the paper (lemmas, theorems and corollaries by file name)."""
    found: list[Claim] = []
    for module in modules_of("statement"):
        found.extend(module.CLAIMS)
    keys = [claim.key for claim in found]
    if len(keys) != len(set(keys)):
        raise ValueError(f"claims declared twice: {sorted({key for key in keys if keys.count(key) > 1})}")
    return tuple(found)


def find(name: str) -> tuple[Claim, ...]:
    """The variants of the claim `name` (an id, or `id:variant`).

    Raises:
        KeyError: there is no such claim; the message lists those there are.
    """
    wanted, _, variant = name.partition(":")
    hits = tuple(c for c in all_claims() if c.id == wanted and variant in ("", c.variant))
    if not hits:
        known = ", ".join(dict.fromkeys(c.id for c in all_claims()))
        variants = "|".join(Variant)
        raise KeyError(f"claim {name!r} is not known; there are: {known} (optionally :{variants})")
    return hits
