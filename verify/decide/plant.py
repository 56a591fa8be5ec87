"""Planting a falsehood: scale the right side of a part, or one term of it, to see the checker say no."""

from dataclasses import replace
from typing import Any

from problems.errors import InputError
from problems.limits import LARGEST, SMALLEST
from problems.reading import decimal
from theory.claim import Claim, Part, Variant


def planted(claim: Claim, wish: str) -> Claim:
    """`claim` with one right side scaled; `wish` is "PART=FACTOR" or "PART/TERM=FACTOR".

    Raises:
        InputError: the wish is not of that form, or names no part or term of the claim.
    """
    place, equals, factor = wish.rpartition("=")
    name, _, term = place.partition("/")
    scale = decimal(factor)
    if not equals or scale is None or not (scale == 0.0 or SMALLEST <= scale <= LARGEST):
        allowed = f"a factor that is 0 or in [{SMALLEST:g}, {LARGEST:g}]"
        raise InputError(f'--scale-bound "{wish}" must be PART=FACTOR or PART/TERM=FACTOR with {allowed}')
    parts = {part.id: part for part in claim.parts}
    if name not in parts:
        raise InputError(f"--scale-bound: {claim.id} has no part {name!r}; there are: {', '.join(parts)}")
    parts[name] = _scaled(parts[name], term, scale, claim.id)
    return falsehood(claim, parts=tuple(parts.values()))


def falsehood(claim: Claim, **changed: Any) -> Claim:
    """`claim` with these fields changed, as a planted falsehood: the hypotheses that bound it bind what is planted too."""
    hypotheses = (replace(one, stated=claim.binds(one)) for one in changed.pop("hypotheses", claim.hypotheses))
    return replace(claim, variant=Variant.PLANTED, hypotheses=tuple(hypotheses), **changed)


def _scaled(part: Part, term: str, scale: float, claim: str) -> Part:
    names = [name for name, _ in part.terms]
    if term and term not in names:
        known = ", ".join(names) or "none"
        raise InputError(f"--scale-bound: part {part.id} of {claim} has no term {term!r}; there are: {known}")
    if not term:
        terms = tuple((name, scale * value) for name, value in part.terms)
        return replace(part, right=scale * part.right, terms=terms)
    terms = tuple((name, scale * value if name == term else value) for name, value in part.terms)
    return replace(part, right=sum(value for _, value in terms), terms=terms)
