"""The claims. A file here is found because it is here: it exports `CLAIMS`, one `Claim` per variant."""

import importlib
import pkgutil
from functools import cache

from theory.claim import Claim, Variant


@cache
def all_claims() -> tuple[Claim, ...]:
    """Every claim in every variant, in the order of the paper (lemmas, theorems and corollaries by file name)."""
    found: list[Claim] = []
    for module in sorted(m.name for m in pkgutil.iter_modules(__path__)):
        found.extend(importlib.import_module(f"{__name__}.{module}").CLAIMS)
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
