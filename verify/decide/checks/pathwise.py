"""Pathwise claims: an inequality at a step, or between a step and the next, at every step of every run.

Both sides are compared up to rounding (`verify.decide.checks.rounding`). Where a hypothesis of the claim speaks of the step (as
Corollary 1's does), nothing is claimed, or counted as checked, at a step where it fails.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from problems.errors import InputError
from problems.problem import Problem
from theory import symbols as s
from theory.claim import Claim, Hypothesis, Part
from theory.symbols import expand
from verify.decide.checks.rounding import Rounding
from verify.decide.evaluate import Values, as_function
from verify.decide.verdict import Outcome
from verify.simulate.neighbours import Entries, Neighbours
from verify.simulate.program import HYPER_ROWS
from verify.simulate.quantities import MEASURED

Array = NDArray[np.float64]
#: values, and whether each must be ">" or ">=" 0
Margins = tuple[tuple[Any, str], ...]
#: letters that the schedule gives at every step
PER_STEP = {s.eta: "eta", s.beta_1: "beta_1", s.lambda_: "lambda_", s.lambda_k: "lambda_"}


def of_step(claim: Claim) -> tuple[Hypothesis, ...]:
    """The hypotheses of a claim that speak of single steps: of measured quantities, or of the decay at the step."""
    return tuple(h for h in claim.hypotheses if h.relation.free_symbols & {*MEASURED, s.lambda_k})


def margins_of(claim: Claim) -> Margins:
    """What must be ">" or ">=" 0 at a step for the claim to speak of it."""
    relations = [hypothesis.relation for hypothesis in of_step(claim)]
    return tuple((expand(one.gts - one.lts), ">" if one.rel_op in "<>" else ">=") for one in relations)


def passes(margin: Array, how: str) -> NDArray[np.bool_]:
    """Where a margin is as it must be."""
    return margin > 0 if how == ">" else margin >= 0


class StepInequality:
    """A pathwise part as slack and allowance on arrays (K, W); picklable, so that workers can take it."""

    def __init__(self, claim: Claim, part: Part, problem: Problem, values: Values) -> None:
        self.difference = expand(part.right - part.left)
        self.margins = margins_of(claim)
        letters = self.difference.free_symbols.union(*(margin.free_symbols for margin, _ in self.margins))
        self.letters = tuple(sorted(letters, key=str))
        self.values = {letter: values[letter] for letter in self.letters if letter in values and letter not in PER_STEP}
        for letter in self.letters:
            if not (letter in MEASURED or letter in PER_STEP or letter in values):
                known = ", ".join(sorted(map(str, MEASURED)))
                why = "is measured at no step, given by no schedule, and no constant of this problem"
                raise InputError(f"part {part.id} of {claim.key}: the letter {letter} {why}; measured are {known}")
        self.rounding = Rounding(problem)
        measured = [MEASURED[letter] for letter in part.left.free_symbols | part.right.free_symbols if letter in MEASURED]
        chosen = [one.rounding for one in measured if one.rounding is not None]
        if len(chosen) != 1:
            allowed = ", ".join(sorted(str(letter) for letter, one in MEASURED.items() if one.rounding is not None))
            why = "no rounding allowance is derived for an inequality of this form: it must have exactly one of the letters"
            raise InputError(f"part {part.id} of {claim.key}: {why} {allowed}")
        self.allowance, extra = chosen[0]
        needed = [name for letter in self.letters if letter in MEASURED for name in MEASURED[letter].rows]
        self.needs = tuple(sorted({*needed, *extra}))

    def __repr__(self) -> str:
        """Everything that the numbers depend on: results on disk are known by it."""
        return self._told

    @cached_property
    def _told(self) -> str:
        # plans are compared by it, one with another
        values = sorted((str(letter), value) for letter, value in self.values.items())
        margins = [f"{sp.srepr(margin)} {how} 0" for margin, how in self.margins]
        return f"{sp.srepr(self.difference)} {margins} {values} {self.allowance} {self.rounding}"

    def __call__(
        self, now: Mapping[str, Array], after: Mapping[str, Array], hyper: Array
    ) -> tuple[Array, Callable[[Entries, Entries], Array]]:
        slack, margins = self._sides(now, after, hyper)
        for margin, how in margins:
            slack = np.where(passes(margin, how), slack, np.inf)

        def allowance(rows: Entries, columns: Entries) -> Array:
            # the rounding is asked for where it matters: at few entries, each a point of its own
            here, there = ({name: values[rows, columns] for name, values in side.items()} for side in (now, after))
            table = hyper[rows, :, columns if hyper.shape[2] > 1 else 0]
            return np.broadcast_to(getattr(self.rounding, self.allowance)(here, there, table), rows.shape)

        return np.asarray(slack), allowance

    def terms(self, now: Mapping[str, Any], after: Mapping[str, Any], hyper: Any) -> tuple[Any, Margins, Any]:
        """Slack, margins where anything is claimed, and allowance: of nodes, for a compiled loop."""
        return *self._sides(now, after, hyper), getattr(self.rounding, self.allowance)(now, after, hyper)

    def _sides(self, now: Mapping[str, Any], after: Mapping[str, Any], hyper: Any) -> tuple[Any, Margins]:
        given = [self._value(letter, now, after, hyper) for letter in self.letters]
        return as_function(self.difference, self.letters)(*given), tuple(
            (as_function(margin, self.letters)(*given), how) for margin, how in self.margins
        )

    def _value(self, letter: sp.Symbol, now: Mapping[str, Any], after: Mapping[str, Any], hyper: Array) -> Any:
        return value_of(letter, now, after, lambda name: hyper[:, HYPER_ROWS.index(name)], self.values)


def value_of(
    letter: sp.Symbol, now: Mapping[str, Any], after: Mapping[str, Any], hyper: Any, constants: Mapping[sp.Symbol, Any]
) -> Any:
    """What a letter stands for at a step; `hyper(name)` gives the schedule's. Works on arrays and on balls."""
    if letter in PER_STEP:
        return hyper(PER_STEP[letter])
    if letter in MEASURED:
        return MEASURED[letter].of(after if MEASURED[letter].ahead else now)
    return constants[letter]


def name_of(claim: Claim, part: Part) -> str:
    """What the records of a part's check are called."""
    return f"{claim.key} {part.id}"


def reducer(claim: Claim, part: Part, problem: Problem, values: Values) -> Neighbours:
    """The streaming check of this part."""
    inequality = StepInequality(claim, part, problem, values)
    return Neighbours(inequality.needs, inequality, (name_of(claim, part),))


def decide(name: str, records: Mapping[str, NDArray[np.generic]]) -> tuple[Outcome, dict[str, Any] | None, float, int]:
    """(verdict, witness, least slack where it is least against its allowance, steps checked)."""
    worst = np.asarray(records[f"{name}:worst"], dtype=np.float64)
    checked = int(np.sum(records[f"{name}:checked"]))
    run = int(np.argmin(worst))
    slack = float(records[f"{name}:slack"][run])
    if not checked:
        return Outcome.INAPPLICABLE, None, slack, checked
    if worst[run] >= -1.0:
        return Outcome.HOLDS, None, slack, checked
    witness = {
        "run": run,
        "step": int(records[f"{name}:step"][run]),
        "slack": slack,
        "slack_over_allowance": float(worst[run]),
        "violations": int(np.sum(records[f"{name}:violations"])),
    }
    return Outcome.VIOLATED, witness, slack, checked
