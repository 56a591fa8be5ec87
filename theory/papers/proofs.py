"""The proofs, step by step: the files of a claim's folder whose names begin with `proof`.

Each exports `STEPS`, the steps as the paper takes them, and, where one of them is refuted, `REPAIRED_STEPS`: those that
replace it. The repaired proof consists of these and of the paper's other steps. A long proof may be spread over several files:
a step belongs to the claim that its id names.
"""

from collections.abc import Iterable
from functools import cache

from theory.claim import Step, Variant
from theory.errors import InputError
from theory.outside import Folders, exported
from theory.papers import modules_of

VARIANTS = (Variant.PAPER, Variant.REPAIRED)


@cache
def _written(own: Folders) -> dict[Variant, tuple[Step, ...]]:
    found: dict[Variant, dict[str, Step]] = {variant: {} for variant in VARIANTS}
    for _, module in modules_of("proof", own):
        for variant, name in zip(VARIANTS, ("STEPS", "REPAIRED_STEPS"), strict=True):
            for step in exported(module, name, Step):
                if step.id in found[variant]:
                    raise InputError(f"{module.__file__}: the step {step.id} is written twice ({variant})")
                found[variant][step.id] = step
    return {variant: tuple(steps.values()) for variant, steps in found.items()}


def claims(own: Folders = ()) -> tuple[str, ...]:
    """Ids of the claims that have a proof."""
    return tuple(dict.fromkeys(step.claim for step in _written(own)[Variant.PAPER]))


def steps_of(claim: str, variant: Variant, own: Folders = ()) -> tuple[Step, ...]:
    """The proof of `claim`; in the repaired variant, with the repaired steps in their places.

    A claim without a repaired step has no repaired variant: the tuple is empty.
    """
    paper = [step for step in _written(own)[Variant.PAPER] if step.claim == claim]
    if variant is Variant.PAPER:
        return tuple(paper)
    repaired = {step.id: step for step in _written(own)[Variant.REPAIRED] if step.claim == claim}
    if not repaired:
        return ()
    places = {step.id for step in paper}
    added = (step for step in repaired.values() if step.id not in places)
    return (*(repaired.get(step.id, step) for step in paper), *added)


def all_steps(names: Iterable[str], own: Folders = ()) -> tuple[tuple[Variant, Step], ...]:
    """Every step, in both variants, of the claims `names`."""
    return tuple((variant, step) for name in names for variant in VARIANTS for step in steps_of(name, variant, own))
