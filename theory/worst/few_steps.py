"""The worst L-smooth function of the first few steps, as a semidefinite program, and what it proves of a mean over them.

The step is A1's without noise and decay, m_0 = grad F(x_0), with one scaling v for all coordinates that stays what it is: the
limit of small gradients, as sqrt(n + delta) tends to sqrt(delta). With units in which v = L = 1 and g_k = grad F(x_k), every
m_k and every x_k - x_0 is a combination of g_0, ..., g_k, and what a claim says of a mean is a form in the inner products of
g_0, ..., g_{T-1}. Functions have values f_k and gradients g_k at these points if and only if, for all i and j,

    f_i >= f_j + <g_j, x_i - x_j> + (||g_i - g_j||^2 - ||x_i - x_j||^2 + 2 <g_i - g_j, x_i - x_j>) / 4,

and F_* is at most f_k - ||g_k||^2 / 2 (Taylor, Hendrickx, Glineur 2017, theorem 4; Drori, Shamir 2020). The greatest mean over
Delta = f_0 - F_* = 1 is the optimum. The solver only proposes: its gradients are rounded, and the least Delta that they can
have is the longest path through these conditions, which gives the lower end; its multipliers are rounded, and give the upper
end if what remains is a sum of squares. Both are exact.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Any

import numpy as np
import sympy as sp
from flint import fmpq, fmpq_mat
from numpy.typing import NDArray

from theory import symbols as s
from theory.algorithms import all_algorithms
from theory.algorithms.base import Decay
from theory.claim import Claim, Kind, Part, When
from theory.outside import Folders
from theory.worst.forms import Setting, excluded
from theory.worst.one_step import rational, semidefinite, solved, vectors_of

ONE, HALF = fmpq(1), fmpq(1, 2)
#: T and beta_1 of the settings
STEPS, BETAS = (1, 2, 4, 8), (Fraction(1), Fraction(1, 2), Fraction(1, 10))
#: L of the solver's class, a little smaller, so that what is rounded is still in the class
SMALLER = 1 - fmpq(1, 10**6)
#: by what factor more than the solver's the multipliers are, tried in turn
MORE = tuple(1 + fmpq(1, 10**j) for j in (7, 6, 5, 4))
#: what a claim says of these is of every step the same multiple of their squared norms
QUANTITIES = (s.grad_F_sq, s.grad_F_k_sq, s.u_sq, s.m_err_sq, s.dx_sq, s.v_dx_sq)
#: what is 0 here, and what is 1
NOTHING = (s.sigma, s.lambda_, s.mu_v, s.decay_0, s.decay_star)
UNITS = (s.L, s.b, s.c_1, s.c_2, s.c_l, s.c_u, s.Delta)
#: epsilon^2, as large as the claim's T allows
TARGET = sp.Symbol("epsilon_sq", positive=True)


@dataclass(frozen=True)
class Steps:
    """g_k, m_k and x_k - x_0 as combinations of g_0, ..., g_{T-1}: rows (1, T) of rationals."""

    eta: fmpq
    g: tuple[fmpq_mat, ...]
    m: tuple[fmpq_mat, ...]
    x: tuple[fmpq_mat, ...]

    @classmethod
    def of(cls, T: int, beta_1: Fraction, eta: Fraction) -> "Steps":
        """The first T steps."""
        beta, step = fmpq(*beta_1.as_integer_ratio()), fmpq(*eta.as_integer_ratio())
        g = [fmpq_mat(1, T, [int(i == k) for i in range(T)]) for k in range(T)]
        m, x = [g[0]], [fmpq_mat(1, T)]
        for after in g[1:]:
            x.append(x[-1] - step * m[-1])
            m.append((1 - beta) * m[-1] + beta * after)
        return cls(step, tuple(g), tuple(m), tuple(x))

    def mean(self, weights: Mapping[sp.Symbol, Fraction]) -> fmpq_mat:
        """The form of a mean over the steps of weighted squared norms."""
        T = len(self.g)
        total = fmpq_mat(T, T)
        for g, m in zip(self.g, self.m, strict=True):
            vectors = dict(zip(QUANTITIES, (g, g, m, m - g, self.eta * m, self.eta * m), strict=True))
            for letter, weight in weights.items():
                total += fmpq(*(weight / T).as_integer_ratio()) * product_of(vectors[letter], vectors[letter])
        return total

    def above(self, i: int, j: int, L: fmpq = ONE) -> fmpq_mat:
        """The form q of f_i >= f_j + q; j = -1 for F_*."""
        if j < 0:
            return 1 / (2 * L) * product_of(self.g[i], self.g[i])
        dg, dx = self.g[i] - self.g[j], self.x[i] - self.x[j]
        bends = 1 / (4 * L) * product_of(dg, dg) - L / 4 * product_of(dx, dx)
        return product_of(self.g[j], dx) + bends + HALF * product_of(dg, dx)


@dataclass(frozen=True)
class Few:
    """The greatest mean over T steps per Delta, enclosed, what the claim states, and gradients that attain the lower end."""

    part: Part
    setting: Setting
    stated: Fraction
    low: Fraction
    high: Fraction | None
    gradients: list[list[Fraction]]

    @property
    def ratio(self) -> Fraction:
        """Of what the function attains and what is stated."""
        return self.low / self.stated

    def told(self) -> dict[str, Any]:
        """As a row. `violated`: the function exceeds what is stated; `holds`: in this setting no function does."""
        return {
            "part": self.part.id, "ratio": float(self.ratio), "stated": float(self.stated), "low": float(self.low),
            "high": None if self.high is None else float(self.high), "violated": self.low > self.stated,
            "holds": self.high is not None and self.high <= self.stated,
            "setting": {str(letter): str(self.setting[letter]) for letter in (s.T, s.beta_1, s.eta)},
            "gradients": [[*map(str, g)] for g in self.gradients],
        }  # fmt: skip


def product_of(a: fmpq_mat, b: fmpq_mat) -> fmpq_mat:
    """The symmetric form of the inner product <a, b>."""
    table = a.transpose() * b
    return HALF * (table + table.transpose())


def value(form: fmpq_mat, inner: fmpq_mat) -> fmpq:
    """What a form is of these inner products."""
    return sum((c * x for c, x in zip(form.entries(), inner.entries(), strict=True)), fmpq(0))


class Program:
    """The greatest mean of T steps with Delta = 1. What a step is and what is averaged are parameters: it is laid out once."""

    def __init__(self, T: int) -> None:
        import cvxpy  # takes long, and who reads what is known of a claim needs none of it

        self.pairs = [(i, j) for i in range(T) for j in range(-1, T) if i != j]
        ends = np.zeros((len(self.pairs), T))
        for row, (i, j) in enumerate(self.pairs):
            ends[row, i] = 1.0
            if j >= 0:
                ends[row, j] = -1.0
        self.above, self.mean = cvxpy.Parameter((len(self.pairs), T * T)), cvxpy.Parameter((T, T))
        self.gram, f = cvxpy.Variable((T, T), PSD=True), cvxpy.Variable(T)
        self.conditions = ends @ f - self.above @ cvxpy.vec(self.gram, order="C") >= 0
        most = cvxpy.Maximize(cvxpy.trace(self.mean @ self.gram))
        self.problem = cvxpy.Problem(most, [self.conditions, f[0] <= 1.0])


#: one for each T
program = cache(Program)


def greatest(steps: Steps, mean: fmpq_mat) -> tuple[Fraction, Fraction | None, list[list[Fraction]]] | None:
    """The greatest mean per Delta, enclosed, and gradients of the lower end; None if the solver proposes none that pass."""
    T = mean.nrows()
    found = program(T)
    found.above.value = np.stack([numbers(steps.above(i, j, SMALLER)).ravel() for i, j in found.pairs])
    found.mean.value = numbers(mean)
    if not solved(found.problem):
        return None
    gradients = vectors_of(np.asarray(found.gram.value))
    rows = fmpq_mat(T, T, [fmpq(*x.as_integer_ratio()) for g in gradients for x in g])
    inner = rows * rows.transpose()
    gap = least_gap(steps, inner)
    if not gap:
        return None
    multipliers = (
        fmpq(*max(rational(float(x)), Fraction(0)).as_integer_ratio()) for x in np.ravel(found.conditions.dual_value)
    )
    high = proved(steps, mean, dict(zip(found.pairs, multipliers, strict=True)))
    return fraction(value(mean, inner) / gap), None if high is None else fraction(high), gradients


def numbers(form: fmpq_mat) -> NDArray[np.float64]:
    """A form as floats."""
    return np.array([float(fraction(c)) for c in form.entries()]).reshape(form.nrows(), form.ncols())


def fraction(x: fmpq) -> Fraction:
    """The same number."""
    return Fraction(int(x.p), int(x.q))


def least_gap(steps: Steps, inner: fmpq_mat) -> fmpq | None:
    """The least F(x_0) - F_* of an L-smooth function whose gradients have these inner products; None if there is none."""
    T = inner.nrows()
    above = {(i, j): value(steps.above(i, j), inner) for i in range(T) for j in range(-1, T) if i != j}
    f = [above[i, -1] for i in range(T)]
    for _ in range(T):
        after = [max(f[i], *(f[j] + above[i, j] for j in range(T) if j != i)) if T > 1 else f[i] for i in range(T)]
        if after == f:
            return f[0]
        f = after
    return None  # some gradients differ by more than their points


def proved(steps: Steps, mean: fmpq_mat, multipliers: Mapping[tuple[int, int], fmpq]) -> fmpq | None:
    """A bound of the mean per Delta: multiples of the conditions whose values cancel but for Delta, and a sum of squares."""
    T = mean.nrows()
    weights = dict(multipliers)

    def spare(k: int) -> fmpq:
        """What the values at k leave for the condition of F_*."""
        return sum((weights[j, k] - weights[k, j] for j in range(T) if j != k), fmpq(0))

    for k in range(1, T):
        weights[0, k] += max(-spare(k), fmpq(0))
        weights[k, -1] = spare(k)
    total = sum((weight * steps.above(i, j) for (i, j), weight in weights.items()), fmpq_mat(T, T))
    for more in MORE:
        if semidefinite((more * total - mean).tolist()):
            return more * (weights[0, -1] - spare(0))
    return None


def settings(claim: Claim, own: Folders = ()) -> Iterator[Setting]:
    """T and beta_1 on a grid; eta as the claim prescribes it and as its hypotheses allow, or 1 where they say nothing of it.

    None of a claim whose m_0 is 0, nor where another hypothesis fails.
    """
    known = all_algorithms(own)
    rules = [known[name] for name in claim.algorithms if name in known]
    if claim.initialisation == "zero" or not any(
        one.averages and not one.staged and one.decay_kind is not Decay.IN_GRADIENT for one in rules
    ):
        return
    formula = {**claim.run_with, **claim.prescription}.get(s.eta, sp.Integer(1))
    binding = [h.relation for h in claim.hypotheses if claim.binds(h)]
    limits = [one.lhs - one.rhs for one in binding if one.has(s.eta) and not one.has(s.T)]
    for T, beta_1 in product(STEPS, BETAS):
        given = {**dict.fromkeys(NOTHING, sp.Integer(0)), **dict.fromkeys(UNITS, sp.Integer(1))}
        given |= {s.T: sp.Integer(T), s.beta_1: sp.Rational(beta_1.numerator, beta_1.denominator)}
        quiet = {**given, s.sigma: sp.Rational(1, 10**9), s.epsilon: sp.Integer(1)}  # what noise alone limits is no limit
        here = [one.xreplace(quiet) for one in limits]
        most = [root for one in here if one.free_symbols == {s.eta} for root in sp.solve(one, s.eta) if root > 0]
        chosen = min(eta for eta in (formula.xreplace(quiet), sp.Integer(1), *most) if eta.is_Rational)
        setting = {**given, s.eta: chosen}
        # sigma is left open: 0 is small enough for what divides by it, and a bound that may be larger where it has to be
        if not excluded(claim, {letter: x for letter, x in setting.items() if letter != s.sigma}):
            yield {letter: Fraction(str(x)) for letter, x in setting.items()}


def averaged(part: Part) -> bool:
    """Whether a part is about a mean over all steps."""
    return part.kind == Kind.EXPECTATION and part.when == When.EACH and not part.weighted and not part.every_T


def of_part(claim: Claim, part: Part, given: Setting) -> tuple[dict[sp.Symbol, Fraction], Fraction] | None:
    """The weights of squared norms in a mean over all steps, and what is stated of it per Delta; None if it is no such part."""
    if not averaged(part):
        return None
    values = {letter: sp.Rational(x.numerator, x.denominator) for letter, x in given.items()}
    left, right = (sp.expand(sp.nsimplify(side, rational=True).xreplace(values)) for side in (part.left, part.right))
    if not left.free_symbols or not left.free_symbols <= set(QUANTITIES):
        return None
    if right.has(s.epsilon):
        horizon = [h.relation.rhs for h in claim.hypotheses if h.relation.lhs == s.T and h.relation.has(s.epsilon)]
        needed = [one.replace(sp.ceiling, lambda x: x).xreplace(values).subs(s.epsilon, sp.sqrt(TARGET)) for one in horizon]
        roots = [root for one in needed for root in sp.solve(sp.simplify(one) - values[s.T], TARGET)]
        right = right.subs(s.epsilon, sp.sqrt(max(roots))) if roots else sp.nan
    if not right.is_Rational or right <= 0:
        return None
    linear = sp.Poly(left, *sorted(left.free_symbols, key=str))
    weights = {letter: Fraction(str(linear.coeff_monomial(letter))) for letter in linear.gens}
    return (weights, Fraction(str(right))) if linear.total_degree() == 1 else None


def told(claim: Claim, parts: Sequence[Part], own: Folders = ()) -> list[dict[str, Any]]:
    """Of every part of this form the setting in which the worst function comes closest to what is stated, or exceeds it."""
    found: dict[str, Few] = {}
    here = [part for part in parts if averaged(part)]
    for given in settings(claim, own) if here else ():
        steps = Steps.of(int(given[s.T]), given[s.beta_1], given[s.eta])
        known: dict[tuple[tuple[sp.Symbol, Fraction], ...], Any] = {}
        for part in here:
            made = of_part(claim, part, given)
            if made is None:
                continue
            weights, stated = made
            key = tuple(sorted(weights.items(), key=str))
            if key not in known:
                known[key] = greatest(steps, steps.mean(weights))
            if known[key] is not None:
                one = Few(part, given, stated, *known[key])
                found[part.id] = max(found.get(part.id, one), one, key=lambda few: few.ratio)
    return [one.told() for one in found.values()]
