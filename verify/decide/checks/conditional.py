"""Conditional expectations: an inequality for the mean over the next minibatch, at given states.

Where the noise has finite support the mean is enumerated: additive signs are independent over coordinates, and what is
averaged is a sum over coordinates, so each coordinate's b + 1 values are summed with their binomial weights (unless a step
takes sums over the coordinates); a minibatch of one row of n has n outcomes. Otherwise the minibatch is drawn, and the mean
enclosed by a confidence sequence.

The states: those that runs pass through, corners of the region with extreme moments, and an adversary's (the worst of many
at random, driven on by small moves that lessen the slack). All respect Lemma 1's bounds and, with the next iterate, the region.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import comb
from typing import Any

import numpy as np
import sympy as sp
from flint import arb, ctx, fmpq
from numpy.typing import NDArray

from problems.discrete import Discrete
from problems.families.base import Coupled, Separable
from problems.noise import Noise, Rademacher, Silent
from problems.problem import Problem
from problems.sampling import Sampling
from theory import symbols as s
from theory.algorithms.base import Algorithm, Hyper, State
from theory.claim import Part
from theory.symbols import expand
from verify.decide.checks.pathwise import value_of
from verify.decide.checks.rounding import Rounding
from verify.decide.evaluate import Values, as_function
from verify.decide.ranges import EXCESS
from verify.simulate.program import HYPER_ROWS, own_rows, sums
from verify.simulate.quantities import QUANTITIES, seen
from verify.simulate.tables import table_of

Array = NDArray[np.float64]
BITS = 256
FUNCTIONS = [{"sqrt": lambda a: arb(a).sqrt(), "Max": max, "Min": min}]


@dataclass(frozen=True)
class States:
    """Columns (d, W): x_k, m_k, n_k; `k` (W,) are their steps, which set the decay; `label` says where they are from."""

    x: Any
    m: Any
    n: Any
    k: NDArray[np.int64]
    label: str

    def at(self, columns: Any) -> "States":
        """Some of the columns."""
        return States(self.x[:, columns], self.m[:, columns], self.n[:, columns], self.k[columns], self.label)


class NextStep:
    """Both sides of a conditional part at states, `schedule` giving the hyper-parameters of steps k and k + 1."""

    def __init__(self, part: Part, problem: Problem, algorithm: Algorithm, schedule: Any, values: Values) -> None:
        self.problem, self.algorithm, self.schedule = problem, algorithm, schedule
        self.part = part
        self.difference = expand(part.right - part.left)
        self.letters = tuple(sorted(self.difference.free_symbols, key=str))
        self.values = {letter: float(values[letter]) for letter in self.letters if letter in values}
        # what a search asks for at every move: the same steps, and one set of states several times
        self._told: dict[tuple[bytes, bool], dict[str, Any]] = {}
        self._here: tuple[States | None, Any] = (None, None)

    @cached_property
    def rounding(self) -> Rounding:
        """What its inequality is allowed by rounding."""
        return Rounding(self.problem)

    @property
    def finite(self) -> bool:
        """Whether the next minibatch has few outcomes."""
        noise = self.problem.noise
        if isinstance(noise, Sampling):
            return noise.batch == 1
        apart = self.problem.dimension == 1 or not sums(self.algorithm)
        if isinstance(noise, Discrete):
            outcomes = noise.outcomes()
            return outcomes is not None and (apart or len(outcomes[0][1]) == self.problem.dimension)
        return isinstance(noise, Silent) or (isinstance(noise, Rademacher) and apart)

    def slack(self, states: States) -> Array:
        """Right side less left side, (W,), by enumeration."""
        return self.means(states, (self.difference,))[0]

    def means(self, states: States, expressions: Sequence[sp.Expr]) -> list[Array]:
        """Means of expressions in the letters of both sides, linear in those of the next step: (W,) each, by enumeration."""
        with np.errstate(all="ignore"):
            now, x_next, _ = self._now(states)
            after = self._mean(states, x_next)
            found = [self._difference(states, now, after, as_function(one, self.letters)) for one in expressions]
        return [np.broadcast_to(one, len(states.k)) for one in found]

    def inside(self, states: States) -> NDArray[np.bool_]:
        """Whether the next iterate stays in the region."""
        if self.problem.region is None:
            return np.ones(states.x.shape[1], dtype=np.bool_)
        _, x_next, _ = self._now(states)
        return np.asarray(np.max(np.abs(x_next), axis=0) <= self.problem.region)

    def allowance(self, states: States) -> Array:
        """What rounding may do: every term is off by gamma of itself and of what cancels inside it."""
        now, x_next, _ = self._now(states)
        hyper = self._hyper(states.k)
        norm = np.sqrt(self.problem.dimension) * self.rounding.c_inf
        size = np.square(4.0 * norm + np.sqrt(now["u_sq"]) + np.sqrt(now["grad_F_k_sq"]))
        weights = self._weights()
        values = np.abs(now["F"]) + np.abs(self.problem.family.value_at(x_next))
        energy = 2.0 * (values + now["decay_energy"] + 2.0 * self.rounding.value_scale)
        return np.asarray(3.0 * self.rounding.gamma * (energy + weights * size) + 0.0 * hyper["eta"])

    def ball(self, states: States) -> Any:
        """The slack of one state as a ball of 256 bits; None where the family's gradient is no elementwise formula."""
        if not isinstance(self.problem.family, Separable) or not self.finite:
            return None
        before = ctx.prec
        ctx.prec = BITS
        try:
            exact = States(_balls(states.x), _balls(states.m), _balls(states.n), states.k, states.label)
            now, x_next, _ = self._now(exact)
            after = self._mean(exact, x_next)
            formula = sp.lambdify(self.letters, self.difference, modules=FUNCTIONS)
            return arb(np.ravel(self._difference(exact, now, after, formula))[0])
        finally:
            ctx.prec = before

    def draws(self, states: States, words: NDArray[np.uint64]) -> Array:
        """The left side less what is certain, for one state and many drawn minibatches: `words` (words, N) -> (N,)."""
        now, x_next, _ = self._now(states)
        g = self._drawn(np.repeat(x_next, words.shape[1], axis=1), words)
        after = self._after(states, x_next, self._gradient(x_next), g)
        return np.asarray(self._difference(states, now, after, as_function(self.difference, self.letters)))

    def slack_range(self, states: States) -> tuple[float, float]:
        """An interval that contains the slack of one state whatever the next minibatch is: from Lemma 1's bounds."""
        now, x_next, _ = self._now(states)
        h, c_inf = self._rows(states, 1), self.rounding.c_inf * (1.0 + EXCESS)
        fixed = (1.0 - h["beta_1"]) * states.m
        grad, term = self._gradient(x_next)
        far = np.abs(fixed - grad) + h["beta_1"] * c_inf
        ends = []
        for v_sq, error in ((0.0, 0.0), (c_inf**2, 1.0)):
            n = (1.0 - h["beta_2"]) * states.n + h["beta_2"] * v_sq
            energy = 0.5 * h["lambda_"] * np.sqrt(n + h["delta"]) * np.square(x_next)
            after = {"F": _total(term), "decay_energy": _total(energy), "m_err_sq": _total(error * np.square(far))}
            ends.append(float(self._difference(states, now, after, as_function(self.difference, self.letters))[0]))
        size = max(map(abs, ends)) * 1e-9  # outward, past rounding
        return min(ends) - size, max(ends) + size

    def _weights(self) -> float:
        """The sum of the magnitudes of what multiplies squared norms."""
        total = 0.0
        for letter in (s.m_err_sq, s.m_err_sq_next, s.grad_F_k_sq, s.u_sq, s.dx_sq):
            coefficient = sp.diff(self.difference, letter)
            total += abs(float(coefficient.subs(self.values)))
        return total

    def _hyper(self, k: NDArray[np.int64], cast: Any = None) -> dict[str, Any]:
        own = self.problem.algorithm.own
        rows = table_of(self.schedule, self.algorithm, own, k, np.zeros(len(k), dtype=np.int64))[:, :, 0]
        names = (*HYPER_ROWS, *own_rows(self.algorithm).values())
        table: dict[str, Any] = {name: rows[:, j] for j, name in enumerate(names)}
        table |= {name: np.full(len(k), Hyper._field_defaults.get(name, 0.0)) for name in self.schedule.neutral}
        return {name: cast(values) for name, values in table.items()} if cast else table

    def _rows(self, states: States, ahead: int) -> dict[str, Any]:
        k, exact = states.k + ahead, states.x.dtype == object
        key = (k.tobytes(), exact)
        if key not in self._told:
            self._told[key] = self._hyper(k, _balls if exact else None)
        return self._told[key]

    def _gradient(self, x: Any) -> tuple[Any, Any]:
        """(grad F, summands of F or F itself as a row) at the columns of x."""
        family = self.problem.family
        if isinstance(family, Separable):
            p = [_balls(c[:, None]) if x.dtype == object else c[:, None] for c in family.coefficients]
            return family.slope(x, *p), family.term(x, *p)
        return family.gradient_at(x), family.value_at(x)[None, :]

    def _now(self, states: States) -> tuple[dict[str, Any], Any, Any]:
        """Quantities at k, x_{k+1} and grad F(x_k). The moments at k are given: averages with both betas 0 keep them."""
        if self._here[0] is not states:
            self._here = states, self._moved(states)
        found: tuple[dict[str, Any], Any, Any] = self._here[1]
        return found

    def _moved(self, states: States) -> tuple[dict[str, Any], Any, Any]:
        h = self._rows(states, 0)
        grad, term = self._gradient(states.x)
        state = State(states.x, states.m, states.n)
        kept = Hyper.of(h | {"beta_1": 0.0 * h["beta_1"], "beta_2": 0.0 * h["beta_2"]}, own_rows(self.algorithm))
        moved = self.algorithm.update(state, grad, kept)
        view = seen(state, moved, grad, grad, term, kept, h["lambda_0"])
        return {name: _total(QUANTITIES[name].of(view)) for name in NOW}, moved.state.x, grad

    def _after(self, states: States, x_next: Any, there: tuple[Any, Any], g: Any) -> dict[str, Any]:
        grad, term = there
        state, hyper = State(x_next, states.m, states.n), Hyper.of(self._rows(states, 1), own_rows(self.algorithm))
        moved = self.algorithm.update(state, g(grad), hyper)
        view = seen(state, moved, grad, grad, term, hyper, 0.0)
        return {name: _total(QUANTITIES[name].of(view)) for name in ("F", "decay_energy", "m_err_sq")}

    def _mean(self, states: States, x_next: Any) -> dict[str, Any]:
        """Means over the next minibatch; what is averaged is a sum over coordinates, so their draws may be tied together."""
        noise, family = self.problem.noise, self.problem.family
        outcomes: list[tuple[Fraction, Any]]
        if isinstance(noise, Sampling):
            assert isinstance(family, Coupled)
            outcomes = [(Fraction(1, noise.samples), self._row(x_next, j)) for j in range(noise.samples)]
        else:
            outcomes = [(weight, self._shifted(noise, z, x_next)) for weight, z in _support(noise)]
        mean: dict[str, Any] = {}
        there = self._gradient(x_next)
        for weight, g in outcomes:
            exact = arb(fmpq(weight.numerator, weight.denominator)) if x_next.dtype == object else float(weight)
            for name, value in self._after(states, x_next, there, g).items():
                mean[name] = mean.get(name, 0.0) + exact * value
        return mean

    def _row(self, x_next: Array, j: int) -> Any:
        family, g = self.problem.family, np.empty_like(x_next)
        assert isinstance(family, Coupled)
        family.minibatch(x_next, np.full((1, x_next.shape[1]), j), g, {})
        return lambda grad: g

    def _shifted(self, noise: Noise, z: Array, x_next: Any) -> Any:
        step = (noise.scale / noise.batch)[:, None]
        shift = _balls(step) * _balls(z[:, None]) if x_next.dtype == object else step * z[:, None]
        return lambda grad: grad + shift

    def _drawn(self, x_next: Array, words: NDArray[np.uint64]) -> Any:
        noise, family = self.problem.noise, self.problem.family
        if isinstance(noise, Sampling):
            assert isinstance(family, Coupled)
            g = np.empty_like(x_next)
            family.minibatch(x_next, noise.rows(words), g, {})
            return lambda grad: g
        z = np.empty((1, *x_next.shape), dtype=noise.dtype)
        noise.fill(words[None], z)
        return lambda grad: grad + (noise.scale / noise.batch)[:, None] * z[0]

    def _difference(self, states: States, now: Mapping[str, Any], after: Mapping[str, Any], formula: Any) -> Any:
        h = self._rows(states, 0)
        constants: dict[sp.Symbol, Any] = dict(self.values)
        if states.x.dtype == object:
            constants = {letter: arb(value) for letter, value in self.values.items()}
        given = [
            after["m_err_sq"] if x == s.m_err_sq_next else value_of(x, now, after, h.__getitem__, constants)
            for x in self.letters
        ]  # fmt: skip
        return formula(*given)


NOW = ("F", "decay_energy", "m_err_sq", "grad_F_sq", "grad_F_k_sq", "u_sq", "dx_sq")


def _support(noise: Noise) -> list[tuple[Fraction, Array]]:
    """(probability, z) of the sum of a minibatch's unit draws in one coordinate, or (d,) where these are drawn together."""
    if isinstance(noise, Silent):
        return [(Fraction(1), np.zeros(1))]
    if isinstance(noise, Discrete):
        return [(weight, np.array([float(part) for part in z])) for weight, z in noise.outcomes() or ()]
    b = noise.batch
    return [(Fraction(comb(b, j), 2**b), np.array([float(2 * j - b)])) for j in range(b + 1)]


def _balls(values: Any) -> Any:
    array = np.asarray(values)
    out = np.empty(array.shape, dtype=object)
    for index in np.ndindex(array.shape):
        out[index] = arb(float(array[index]))
    return out


def _total(values: Any) -> Any:
    return np.add.reduce(values, axis=0)
