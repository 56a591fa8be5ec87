"""The proofs, step by step: the files of a claim's folder whose names begin with `proof`.

Each exports `STEPS`, the steps as the paper takes them, and, where one of them is refuted, `REPAIRED_STEPS`: those that
replace it. The repaired proof consists of these and of the paper's other steps; likewise that of any other variant, `tighter`
from `TIGHTER_STEPS`. A long proof may be spread over several files: a step belongs to the claim that its id names.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import sympy as sp

from theory.claim import Cause, Goal, Step, Variant
from theory.errors import InputError
from theory.link import Use
from theory.outside import Folders, exported, modules, papers
from theory.papers import home_of, modules_in, modules_of

SUFFIX = "_STEPS"


Steps = dict[str, dict[str, tuple[str, Step]]]


@cache
def _written(own: Folders) -> dict[str, tuple[Step, ...]]:
    """Every step by its variant, the paper's and the repaired first."""
    every = [_written_in(*place) for place in papers(own)]
    found = _by_id((file, variant, step) for one in every for variant, steps in one.items() for file, step in steps.values())
    return {variant: tuple(step for _, step in steps.values()) for variant, steps in found.items()}


@cache
def _written_in(package: str, paper: Path) -> Steps:
    """The steps of one paper by variant and id, each with its file."""
    return _by_id(
        (str(module.__file__), variant_of(name), step)
        for module in modules_in(package, paper, "proof")
        for name in vars(module)
        if f"_{name}".endswith(SUFFIX)
        for step in exported(module, name, Step)
    )


def _by_id(steps: Iterable[tuple[str, str, Step]]) -> Steps:
    found: Steps = {Variant.PAPER: {}, Variant.REPAIRED: {}}
    for file, variant, step in steps:
        if step.id in found.setdefault(variant, {}):
            raise InputError(f"{file}: the step {step.id} is written twice ({variant})")
        found[variant][step.id] = file, step
    return found


def variant_of(name: str) -> str:
    """The variant whose steps a proof exports under this name: `paper` for `STEPS`, `tighter` for `TIGHTER_STEPS`."""
    return name.removesuffix(SUFFIX).lower().replace("_", "-") if name.endswith(SUFFIX) else Variant.PAPER


def variants(own: Folders = ()) -> tuple[str, ...]:
    """The variants in which anything is proved: the paper's, the repaired, then others."""
    return tuple(_written(own))


def claims(own: Folders = ()) -> tuple[str, ...]:
    """Ids of the claims that have a proof."""
    return tuple(dict.fromkeys(step.claim for step in _written(own)[Variant.PAPER]))


def steps_of(claim: str, variant: str, own: Folders = ()) -> tuple[Step, ...]:
    """The proof of `claim`; in another variant than the paper's, with that variant's steps in their places.

    Where a variant has no step of its own the claim has no such proof: the tuple is empty.
    """
    place = home_of(claim, own)
    mine: dict[str, list[Step]] = {}
    for one in papers(own) if place is None else [place]:
        for written, steps in _written_in(*one).items():
            mine.setdefault(written, []).extend(step for _, step in steps.values() if step.claim == claim)
    paper = mine.get(Variant.PAPER, [])
    if variant == Variant.PAPER:
        return tuple(paper)
    repaired = {step.id: step for step in mine.get(variant, ())}
    if not repaired:
        return ()
    places = {step.id for step in paper}
    added = (step for step in repaired.values() if step.id not in places)
    return (*(repaired.get(step.id, step) for step in paper), *added)


@dataclass(frozen=True)
class Conclusions:
    """What a proof concludes: the parts of the claim as `run` measures them, by part, each from one or more goals.

    `rules` are further prescriptions, `regime` conditions that the statement names in words.
    """

    parts: Mapping[str, tuple[Use, ...]]
    rules: tuple[Mapping[sp.Symbol, sp.Expr], ...] = ()
    regime: tuple[sp.Basic, ...] = ()


def conclusions(claim: str, variant: str, own: Folders = ()) -> Conclusions:
    """The conclusions of the proof of `claim`: `CONCLUDES`, `RULES`, `REGIME` of its `proof.py`."""
    for _, module in modules_of("proof", own):
        if module.__name__.split(".")[-2].replace("_", "-") == claim and hasattr(module, "CONCLUDES"):
            found = module.CONCLUDES.get(variant, {})
            parts = {part: use if isinstance(use, tuple) else (use,) for part, use in found.items()}
            return Conclusions(parts, getattr(module, "RULES", ()), getattr(module, "REGIME", ()))
    return Conclusions({})


def causes(own: Folders = ()) -> tuple[Cause, ...]:
    """The root causes of refuted steps that the papers list in `causes.py`."""
    files = [module for package, paper in papers(own) for module in modules(package, paper, "causes.py")]
    return tuple(cause for module in files for cause in exported(module, "CAUSES", Cause))


@cache
def _places(own: Folders) -> dict[int, tuple[str, ...]]:
    """The steps that each goal belongs to, by the goal's identity."""
    found: dict[int, dict[str, None]] = {}
    for steps in _written(own).values():
        for step in steps:
            for goal in step.goals:
                found.setdefault(id(goal), {})[step.id] = None
    return {key: tuple(ids) for key, ids in found.items()}


def step_of(goal: Goal, own: Folders = ()) -> str:
    """The first step that the goal belongs to; its conclusion if it belongs to none."""
    places = _places(own).get(id(goal))
    return places[0] if places else str(goal.conclusion)


def all_steps(names: Iterable[str], own: Folders = ()) -> tuple[tuple[str, Step], ...]:
    """Every step, in every variant, of the claims `names`."""
    return tuple((variant, step) for name in names for variant in variants(own) for step in steps_of(name, variant, own))
