"""The worst L-smooth function of one step, as a small semidefinite program, and the exact constants that it proves.

Of every quantity q in a claim "0 <= rest + c q" about one step the least c is searched for: the greatest of -rest over q = 1.
The solver only proposes. Its function is rounded to rationals, made to satisfy the conditions of smoothness, and gives a lower
end of the least c; its multipliers are rounded and give an upper end, if what remains is a sum of squares: both are exact.
Where the lower end exceeds what the claim states, the function breaks the claim.
"""

import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from theory.claim import Claim, Part
from theory.outside import Folders
from theory.worst.forms import Form, Matrix, OneStep, U, W, scalings, steps_of

if TYPE_CHECKING:
    import cvxpy  # at run time where it is needed: it takes long

Array = NDArray[np.float64]
#: digits of a rounded function; what an upper end is allowed to be above the solver's optimum, tried in turn
DIGITS = 10**8
Near = tuple[float, Fraction]
LOOSER = (Fraction(0), *(Fraction(1, 10**j) for j in range(10, 4, -1)))


@dataclass(frozen=True)
class Function:
    """A function at two points: u, h, w of every group as vectors, turn, the variance of the next minibatch and its bound."""

    vectors: tuple[Matrix, ...]
    turn: Fraction
    variance: Fraction
    noise: Fraction

    def value(self, form: Form) -> Fraction:
        """What a form is of it."""
        total = form.turn * self.turn + form.variance * self.variance + form.noise * self.noise
        for table, products in zip(form.groups, self.products, strict=True):
            total += sum((c * x for row, one in zip(table, products, strict=True) for c, x in zip(row, one, strict=True) if c),
                         Fraction(0))  # fmt: skip
        return total

    @cached_property
    def products(self) -> tuple[Matrix, ...]:
        """The inner products of the vectors of every group, which every form is made of."""
        return tuple(
            tuple(tuple(sum((x * y for x, y in zip(a, b, strict=True)), Fraction(0)) for b in three) for a in three)
            for three in self.vectors
        )

    def written(self) -> dict[str, Any]:
        """Its numbers as texts, exactly."""
        vectors = [{name: [*map(str, v)] for name, v in zip("uhw", three, strict=True)} for three in self.vectors]
        return {"groups": vectors, "turn": str(self.turn), "variance": str(self.variance), "noise": str(self.noise)}

    def smooth(self, step: OneStep) -> bool:
        """Whether a function of the class has these values, and noise that is allowed this variance."""
        return self.value(step.up) >= 0 and self.value(step.down) >= 0 and 0 <= self.variance <= self.noise


@dataclass(frozen=True)
class Exact:
    """The least multiple of a quantity for which a part holds, enclosed; infinite where none does or none is needed."""

    step: OneStep
    letter: sp.Symbol
    low: Fraction
    high: Fraction | None
    function: Function

    @property
    def stated(self) -> Fraction:
        """The multiple that the part has."""
        return self.step.coefficients[self.letter]

    @property
    def holds(self) -> bool:
        """Whether the part is proved: of every smooth function, in this setting."""
        return self.high is not None and self.high <= self.stated

    @property
    def violated(self) -> bool:
        """Whether the function breaks the part: exactly, and checked anew."""
        return self.function.smooth(self.step) and self.function.value(self.step.slack()) < 0


class Program:
    """Least `rest` with `q` = 1, of functions with so many groups. The forms are parameters: it is laid out once."""

    def __init__(self, groups: int) -> None:
        import cvxpy

        self.tables = [cvxpy.Variable((3, 3), PSD=True) for _ in range(groups)]
        #: turn, the variance and its bound
        self.numbers = cvxpy.Variable(3)
        self._forms: list[tuple[list[cvxpy.Parameter], cvxpy.Parameter]] = []
        rest, q, up, down = (self._form() for _ in range(4))
        self.down = down >= 0
        allowed = [self.numbers[1:] >= 0, self.numbers[1] <= self.numbers[2]]
        self.problem = cvxpy.Problem(cvxpy.Minimize(rest), [up >= 0, self.down, q == 1, *allowed])

    def _form(self) -> "cvxpy.Expression":
        import cvxpy

        groups, numbers = [cvxpy.Parameter((3, 3)) for _ in self.tables], cvxpy.Parameter(3)
        self._forms.append((groups, numbers))
        return sum(cvxpy.trace(m @ table) for m, table in zip(groups, self.tables, strict=True)) + numbers @ self.numbers

    def solved(self, rest: Form, q: Form, step: OneStep) -> bool:
        """Solve it of these forms; whether the solver proposes anything."""
        for (groups, numbers), form in zip(self._forms, (rest, q, step.up, step.down), strict=True):
            for table, one in zip(groups, form.groups, strict=True):
                table.value = floats(one)
            numbers.value = np.array([float(form.turn), float(form.variance), float(form.noise)])
        return solved(self.problem)


#: one for each number of groups
program = cache(Program)


def exact(step: OneStep, letter: sp.Symbol) -> Exact | None:
    """The least multiple of this quantity; None where there is none, or the solver proposes nothing that passes."""
    rest, q = step.slack(letter), step.forms[letter]
    found = program(len(q.groups))
    if not found.solved(rest, q, step):
        return None
    function = rounded(step, [np.asarray(table.value) for table in found.tables], *map(float, found.numbers.value))
    if function.value(q) <= 0 or not function.smooth(step):
        return None
    low = -function.value(rest) / function.value(q)
    near = (-float(found.problem.value), step.coefficients[letter])
    return Exact(step, letter, low, proved(step, rest, q, near, float(found.down.dual_value)), function)


def solved(problem: "cvxpy.Problem") -> bool:
    """Solve it, anew whatever was solved before; whether the solver proposes anything.

    What an inaccurate answer proposes is verified like any other.
    """
    import cvxpy

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            problem.solve(solver=cvxpy.CLARABEL, warm_start=False)
        except cvxpy.SolverError:
            return False
    return problem.status in (cvxpy.OPTIMAL, cvxpy.OPTIMAL_INACCURATE)


def vectors_of(table: Array) -> list[list[Fraction]]:
    """Rounded vectors, the rows, with these inner products."""
    values, axes = np.linalg.eigh(table)
    return [[rational(x) for x in row] for row in axes * np.sqrt(np.maximum(values, 0.0))]


def told(claim: Claim, parts: Sequence[Part], own: Folders = ()) -> list[dict[str, Any]]:
    """Of every part of this form and every quantity in it the setting in which what is stated is closest to what holds."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for step in steps_of(claim, parts, own):
        for letter in step.varied:
            found = exact(step, letter)
            if found is None:
                continue
            spare = (found.stated - found.low) / abs(found.stated)
            before = rows.get((step.part.id, str(letter)))
            if before is None or spare < before["spare"]:
                rows[step.part.id, str(letter)] = {
                    "part": step.part.id, "quantity": str(letter), "spare": spare, "stated": found.stated, "low": found.low,
                    "high": found.high, "violated": found.violated, "holds": found.holds,
                    "setting": {str(name): str(x) for name, x in step.setting.items()}, "function": found.function.written(),
                }  # fmt: skip
    return [{key: float(x) if isinstance(x, Fraction) else x for key, x in row.items()} for row in rows.values()]


def floats(table: Matrix) -> Array:
    """A matrix of rationals as floats."""
    return np.array(table, dtype=float)


def rational(value: float) -> Fraction:
    """A number of few digits near a float."""
    return Fraction(round(value * DIGITS), DIGITS)


def rounded(step: OneStep, tables: Sequence[Array], turn: float, variance: float, noise: float) -> Function:
    """A function near the solver's: vectors with these inner products, w made shorter until an L-smooth function has them."""
    three = [vectors_of(table) for table in tables]
    bound = max(rational(noise), Fraction(0))
    allowed = min(max(rational(variance), Fraction(0)), bound)
    for shorter in (Fraction(0), *LOOSER[1:], Fraction(1)):
        vectors = tuple((*v[U:W], [(1 - shorter) * x for x in v[W]]) for v in three)
        still = Function(vectors, Fraction(0), allowed, bound)  # type: ignore[arg-type]
        most, least = still.value(step.up), -still.value(step.down)
        if least <= most:
            break
    return Function(vectors, min(max(rational(turn), least), most), allowed, bound)  # type: ignore[arg-type]


def proved(step: OneStep, rest: Form, q: Form, near: Near, weight: float) -> Fraction | None:
    """A multiple for which rest + c q is a sum of squares and of multiples of what is nonnegative: close above a float, or
    a rational beside it if it is as close.

    What remains is a quadratic in 1/v: its Bernstein coefficients speak for all v between c_1 and c_2.
    """
    optimum, stated = near
    for extra in LOOSER:
        beside = [stated] if abs(float(stated) - optimum) <= float(LOOSER[-1]) else []
        for c in (*beside, Fraction(optimum).limit_denominator(10**4) + extra, rational(optimum) + extra):
            total = rest.plus(q, c)
            for mu in near_to(weight, total.turn):
                left = total.plus(step.up, total.turn - mu).plus(step.down, -mu)  # turn is gone
                if left.turn or left.noise < max(Fraction(0), -left.variance):
                    continue
                if all(map(semidefinite, bernstein(left.groups, scalings(step.setting)))):
                    return c
    return None


def near_to(weight: float, turn: Fraction) -> Iterable[Fraction]:
    """Roundings of the multiplier of `down`; that of `up`, which has `turn` less, is nonnegative too."""
    near = (rational(weight) + Fraction(j, DIGITS) for j in (-10, -1, 0, 1, 10))
    found = {Fraction(0), Fraction(weight).limit_denominator(10**4), *near}
    return sorted({max(one, turn, Fraction(0)) for one in found})


def bernstein(groups: Sequence[Matrix], v: Sequence[Fraction]) -> Sequence[Matrix]:
    """The coefficients of matrices that are quadratic in 1/v, given at the ends and at one value between."""
    if len(v) == 1:
        return groups
    share = (1 / v[1] - 1 / v[0]) / (1 / v[2] - 1 / v[0])
    weights = [x / (2 * share * (1 - share)) for x in (-((1 - share) ** 2), Fraction(1), -(share**2))]
    middle = tuple(
        tuple(sum((w * x for w, x in zip(weights, entries, strict=True)), Fraction(0)) for entries in zip(*rows, strict=True))
        for rows in zip(*groups, strict=True)
    )
    return groups[0], middle, groups[2]


def semidefinite(table: Sequence[Sequence[Fraction]]) -> bool:
    """Whether a symmetric matrix is: by elimination, no pivot negative, and nothing beside one that is 0."""
    rows = [list(row) for row in table]
    for k, pivots in enumerate(rows):
        pivot = pivots[k]
        if pivot < 0 or (pivot == 0 and any(pivots[k:])):
            return False
        for row in rows[k + 1 :] if pivot else ():
            share = row[k] / pivot
            row[k:] = [a - share * b for a, b in zip(row[k:], pivots[k:], strict=True)]
    return True
