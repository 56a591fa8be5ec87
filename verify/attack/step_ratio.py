"""An inequality about a step as a ratio: what is to be small over what is to be large, above 1 where it fails.

What is the same quantity at a step and at the next counts as one term, its change: the ratio is then that of the step. So does
a quantity that is compared with a number: of x <= 1 + mu the ratio is (x - 1)/mu. That of x over 1 + mu is nearly 1 wherever mu
is small, which says nothing of the inequality and leads a search there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from problems.families.term import Term
from problems.problem import Problem
from theory import symbols as s
from theory.claim import Claim, Part
from theory.symbols import expand
from verify.decide.checks.conditional import NextStep, States
from verify.decide.checks.pathwise import Margins, margins_of, passes, value_of
from verify.decide.evaluate import as_function
from verify.simulate.measure import Chunk, Reducer, Running
from verify.simulate.program import HYPER_ROWS
from verify.simulate.quantities import ENERGY, MEASURED

Array = NDArray[np.float64]
#: share of what cancels that rounding may be
ROUNDING = 1e-10


def rows_of(letter: sp.Symbol) -> tuple[str, ...]:
    """The quantities that a letter is made of."""
    return ("m_err_sq",) if letter == s.m_err_sq_next else MEASURED[letter].rows if letter in MEASURED else ()


def number_in(part: Part) -> sp.Expr:
    """What in right less left is a number, without letters."""
    return sp.expand(expand(part.right - part.left)).as_coeff_Add()[0]


def grouped_terms(part: Part) -> list[sp.Expr]:
    """The summands of right less left, those of one quantity taken together; a number goes with it, if there is but one."""
    found: dict[frozenset[tuple[str, ...]], sp.Expr] = {}
    difference = sp.expand(expand(part.right - part.left))
    for term in sp.Add.make_args(difference):
        key = frozenset(rows_of(letter) for letter in term.free_symbols if rows_of(letter))
        found[key] = found.get(key, sp.Integer(0)) + term
    measured = [key for key in found if key]
    if len(measured) == 1 and (number := number_in(part)):
        found[measured[0]] += number
        found[frozenset()] -= number
    return list(found.values())


def ratios(terms: Sequence[Array], lost: Any) -> Array:
    """Left over right of "0 <= sum of terms"; what `lost` cancels from a step to the next is rounded.

    0 where nothing is on the left but what rounding may be, also over nothing: 0 <= 0, as at rest, says nothing of a bound.
    Infinite over nothing else.
    """
    with np.errstate(all="ignore"):
        above, below = sum(np.maximum(-term, 0.0) for term in terms), sum(np.maximum(term, 0.0) for term in terms)
        fails = above > below + ROUNDING * (above + below + lost)
        ratio = np.where(fails, above / below, np.minimum(above / below, 1.0))
    return np.where(np.isfinite(above) & np.isfinite(below) & (above > ROUNDING * lost), ratio, 0.0)


def cancelled(problems: Sequence[Problem]) -> Array:
    """What the formula of each F adds and subtracts beside what F is: sqrt(1 + x^2) - 1 is off by a rounding of 1 at every x.

    The problems differ in numbers alone.
    """
    first = problems[0]
    if not isinstance(first.family, Term):
        return np.array([one.family.rounding_scales(one.region)[0] for one in problems])
    columns = [np.concatenate(column) for column in zip(*(one.family.coefficients for one in problems), strict=True)]  # type: ignore[attr-defined]
    regions = None if first.region is None else np.repeat([one.region for one in problems], first.dimension)
    each = first.family.with_coefficients(columns).value_rounding(regions)
    return np.add.reduce(each.reshape(len(problems), first.dimension), axis=1)


def at_states(part: Part, step: NextStep, states: States, lost: float) -> float:
    """The largest ratio of a conditional part over states; 0 where the next minibatch has too many outcomes.

    `lost` is what the formula of F cancels.
    """
    if not step.finite:
        return 0.0
    energy: Any = 0.0
    if step.difference.has(s.F_k_now):
        energy = np.abs(step.problem.family.value_at(states.x)) + lost
    ratio = ratios(step.means(states, grouped_terms(part)), energy)
    return float(np.max(np.where(step.inside(states), ratio, 0.0)))


@dataclass(frozen=True, eq=False)
class StepRatio(Reducer):
    """The largest ratio over the steps of each run at which the claim's hypotheses hold.

    `values` are the constants, (R,); `lost` what the formula of each run's F cancels, (R,).
    """

    claim: Claim
    part: Part
    values: Mapping[sp.Symbol, Array]
    lost: Array
    needs: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        letters = (self.part.right - self.part.left).free_symbols.union(*(m.free_symbols for m, _ in self.margins))
        object.__setattr__(self, "needs", tuple(sorted({row for letter in letters for row in rows_of(letter)})))

    @property
    def margins(self) -> Margins:
        """What is positive, or not negative, where the claim speaks of a step."""
        return margins_of(self.claim)

    def begin(self, width: int, runs: NDArray[np.int64]) -> "RunningStepRatio":
        lanes = np.concatenate([runs, np.full(width - len(runs), runs[-1])])
        values = {letter: values[lanes] for letter, values in self.values.items()}
        return RunningStepRatio(self, values, self.lost[lanes], width)


class RunningStepRatio(Running):
    def __init__(self, spec: StepRatio, values: Mapping[sp.Symbol, Array], lost: Array, width: int) -> None:
        self.spec, self.values = spec, values
        self.energies = [name for name in spec.needs if name in ENERGY]
        self.lost = (lost if self.energies else np.zeros(1)) + abs(float(number_in(spec.part)))
        self.terms, self.margins = grouped_terms(spec.part), spec.margins
        self.worst = np.zeros(width)

    def update(self, chunk: Chunk) -> None:
        start = 0 if chunk.preceded else 1
        first = chunk.first - 1 + start
        if len(chunk.q) - start < 2 or chunk.extra:
            return
        now = {name: chunk.q[start:-1, chunk.rows[name]] for name in self.spec.needs}
        after = {name: chunk.q[start + 1 :, chunk.rows[name]] for name in self.spec.needs}
        hyper = chunk.hyper[start:-1]
        counts = np.arange(first, first + len(hyper))[:, None] + 1 < chunk.limit
        with np.errstate(all="ignore"):
            terms = [np.broadcast_to(self._value(term, now, after, hyper), counts.shape) for term in self.terms]
            for margin, how in self.margins:
                counts = counts & passes(self._value(margin, now, after, hyper), how)
            ratio = ratios(terms, sum((np.abs(now[name]) for name in self.energies), self.lost))
        self.worst = np.maximum(self.worst, np.max(np.where(counts, ratio, 0.0), axis=0))

    def _value(self, term: sp.Expr, now: Any, after: Any, hyper: Array) -> Any:
        letters = tuple(sorted(term.free_symbols, key=str))
        given = [
            after["m_err_sq"] if x == s.m_err_sq_next
            else value_of(x, now, after, lambda name: hyper[:, HYPER_ROWS.index(name)], self.values)
            for x in letters
        ]  # fmt: skip
        return as_function(term, letters)(*given)

    def result(self) -> dict[str, NDArray[np.generic]]:
        return {f"step:{self.spec.part.id}": self.worst}
