"""How large a measured quantity can be at all: what a distribution-free statement about its mean needs.

A quantity's range is its own expression, evaluated on bounds of what a step consists of.
From B, |grad F_i|, |g_i| <= c_inf; from what the algorithm declares, bounds of |m_i|, of v_i and of the step (for AdamW c_inf,
c_2 and c_inf, by Lemma 1); from the region, |x_i| <= r, or, where there is none, what the iterates can reach by each step
(`reach.py`). Where an update acts on each coordinate alone, c_inf may be the bound of that coordinate's own gradient and noise,
else it is that of all of them; the decay and the step size count step by step: an average over a run is at most the average of
what each step allows. What rests on a bound that is not declared is infinite.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import sympy as sp
from numpy.lib.mixins import NDArrayOperatorsMixin
from numpy.typing import NDArray

from problems.problem import Problem
from problems.sampling import Sampling
from theory import symbols as s
from theory.algorithms.base import Decay
from verify.decide.evaluate import as_function
from verify.decide.reach import Reach
from verify.simulate.program import HYPER_ROWS, sums
from verify.simulate.quantities import QUANTITIES, Absent, View
from verify.simulate.schedule import Schedule

Array = NDArray[np.float64]
#: what |g_i| may exceed c_inf by, relative to it, and still count as within: rounding of the constant and of the run
EXCESS = 1e-9
#: steps whose bounds are added at a time
CHUNK = 65_536
#: the quantities whose means claims speak of
MEANS = tuple(name for name, quantity in QUANTITIES.items() if name in s.LETTERS and quantity.reduce == "sum")


class Size(NDArrayOperatorsMixin):
    """Bounds least <= |a| <= most of a quantity, (d, K) or what broadcasts to it; arithmetic gives bounds again."""

    def __init__(self, most: Any, least: Any = 0.0) -> None:
        self.most, self.least = np.asarray(most, dtype=float), np.asarray(least, dtype=float)

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **keywords: Any) -> Any:
        a, *others = (one if isinstance(one, Size) else Size(abs(one), abs(one)) for one in inputs)
        with np.errstate(all="ignore"):
            if ufunc in (np.add, np.subtract):
                return Size(a.most + others[0].most)
            if ufunc is np.multiply:  # what is 0 stays so, whatever bound the other has
                none = (a.most == 0.0) | (others[0].most == 0.0)
                return Size(np.where(none, 0.0, a.most * others[0].most), a.least * others[0].least)
            if ufunc is np.divide:
                return Size(np.where(a.most == 0.0, 0.0, a.most / others[0].least), a.least / others[0].most)
        return a if ufunc in (np.absolute, np.negative) else NotImplemented


class Sizes(View):
    """Bounds of what a step consists of. The step's own is declared (`moved`): the difference of two places says nothing."""

    moved: Size

    @property
    def v_dx(self) -> Size:
        return self.moved

    @property
    def dx(self) -> Any:
        return self.moved / self.v


#: the quantities that have ranges
RANGED = ("gap_F_k", *MEANS)


def ranges(problem: Problem, eta: float) -> dict[str, float]:
    """Upper bounds of the quantities at any step; infinite where the problem gives none."""
    at_most = step_ranges(problem, np.array([problem.algorithm.lambda_]), np.array([eta]))
    return {name: float(values[0]) for name, values in at_most.items()}


def step_ranges(problem: Problem, lambda_k: Array, eta: Array, reached: Array | None = None) -> dict[str, Array]:
    """Upper bounds of the quantities at steps with these weight decays and step sizes, (K,).

    `reached` (d, K) bounds |x_i| at these steps where the problem has no region.
    """
    c_inf = problem.constant("c_inf")
    assert c_inf is not None
    c_inf *= 1.0 + EXCESS  # what the monitor of B lets pass must lie inside
    rule, d = problem.rule, problem.dimension
    g = np.minimum(_own_bound(problem) * (1.0 + EXCESS), c_inf)[:, None]
    m, v_low, v_high, move = _declared(problem, g, eta)
    if rule.decay_kind is Decay.NONE:
        lambda_k = np.zeros_like(lambda_k)
    elif rule.decay_kind not in (Decay.DECOUPLED, Decay.OWN):  # in the gradient: c_inf bounds not all that enters the moments
        m = v_high = move = np.full((d, 1), np.inf)
    region: Any = reached if reached is not None else np.inf if problem.region is None else problem.region
    grad = np.minimum(problem.family.gradient_bound(problem.region), c_inf)[:, None]
    none = Absent("nothing bounds it")
    view = Sizes(
        Size(region), none, Size(m), Size(v_high, v_low), none, none, Size(g), Size(grad), none, Size(lambda_k), none, none
    )
    view.moved = Size(eta) * (Size(move) + view.decay * (view.x * view.v))
    smoothness = problem.constant("L")
    # F(x) - F(x_*) by smoothness or by the gradient, whichever says less
    far = np.broadcast_to(region, (d, 1)) if reached is None else reached
    far = far + np.abs(problem.family.x_star)[:, None]
    bent = smoothness / 2.0 * np.sum(np.square(far), axis=0) if smoothness else np.inf
    from_star = np.minimum(bent, np.sum((Size(far) * Size(grad)).most, axis=0))

    def summed(name: str) -> Array:
        try:
            most = QUANTITIES[name].of(view).most
        except TypeError:
            most = np.inf
        return np.asarray(np.sum(np.broadcast_to(most, (d, len(eta))), axis=0))

    gap, *means = RANGED
    return {gap: from_star + summed("decay_energy")} | {name: summed(name) for name in means}


def sample_bound(problem: Problem) -> Array:
    """Bounds of the stochastic gradient's coordinates, and so of the momentum's, which is an average of it; (d,)."""
    noise = problem.noise
    if isinstance(noise, Sampling):
        return np.asarray(noise.bound)
    return np.asarray(problem.family.gradient_bound(problem.region) + noise.bound)


def _own_bound(problem: Problem) -> Array:
    """What c_inf may be in a coordinate: its own bound, where no step takes sums over the coordinates; (d,)."""
    own = sample_bound(problem)
    return np.full_like(own, np.max(own)) if sums(problem.rule) else own


def _declared(problem: Problem, c_inf: Array, eta: Array) -> tuple[Array, ...]:
    """The algorithm's bounds of |m|, of v from below and above, and of v |step| / eta, which broadcast to (d, K).

    `c_inf` (d, 1) bounds the coordinates of the stochastic gradient, eta is (K,).
    """
    a, rule, bounds = problem.algorithm, problem.rule, problem.rule.bounds
    known = {s.c_inf: c_inf, s.d: problem.dimension, s.delta: a.delta, s.beta_2: a.beta_2, s.lambda_: a.lambda_, s.eta: eta}
    own = a.own
    known |= {letter.symbol: float(getattr(own, name)) for name, letter in rule.letters.items()}

    def of(bound: sp.Expr | None, unknown: float) -> Array:
        if bound is None or not bound.free_symbols <= known.keys():
            return np.full((1, 1), unknown)
        letters = tuple(sorted(bound.free_symbols, key=str))
        with np.errstate(divide="ignore"):  # a step of length 0
            return np.asarray(as_function(bound, letters)(*(known[x] for x in letters)))

    return of(bounds.m, np.inf), of(bounds.v_low, 0.0), of(bounds.v_high, np.inf), of(bounds.move, np.inf)


def _step(problem: Problem) -> Callable[[Array], Array]:
    """The algorithm's bound of |x_{k+1,i} - (1 - lambda_k eta) x_{k,i}| / eta at steps of these sizes, broadcast to (d, K)."""
    c_inf = problem.constant("c_inf")
    assert c_inf is not None
    g = np.minimum(_own_bound(problem), c_inf)[:, None] * (1.0 + EXCESS)

    def bound(eta: Array) -> Array:
        _, v_low, _, move = _declared(problem, g, eta)
        with np.errstate(divide="ignore"):
            return np.asarray(move / v_low)

    return bound


def reach_over(problem: Problem, schedule: Schedule, steps: int) -> float:
    """The largest |x_i| that any run can have in its first `steps` steps while its gradients are bounded by c_inf."""
    reach, decays, etas = Reach(problem, _step(problem)), HYPER_ROWS.index("lambda_"), HYPER_ROWS.index("eta")
    for first in range(0, steps, CHUNK):
        table = schedule.rows(np.arange(first, min(first + CHUNK, steps)), np.array([0]))[:, :, 0]
        reach.over(table[:, decays], table[:, etas])
    return float(np.max(reach.far))


def average_ranges(problem: Problem, schedule: Schedule, horizons: Sequence[int], weighted: bool = False) -> dict[str, Array]:
    """Upper bounds of the quantities' averages over k < T, for every T of `horizons` (rising); weights eta_k or none."""
    decays, etas = (HYPER_ROWS.index(name) for name in ("lambda_", "eta"))
    found: dict[str, list[float]] = {}
    total: dict[str, float] = {}
    weight, done = 0.0, 0
    reach = None if problem.region is not None else Reach(problem, _step(problem))
    for T in horizons:
        for first in range(done, T, CHUNK):
            table = schedule.rows(np.arange(first, min(first + CHUNK, T)), np.array([0]))[:, :, 0]
            w = table[:, etas] if weighted else np.ones(len(table))
            weight += float(np.sum(w))
            reached = None if reach is None else reach.over(table[:, decays], table[:, etas])
            for name, values in step_ranges(problem, table[:, decays], table[:, etas], reached).items():
                total[name] = total.get(name, 0.0) + float(np.sum(w * values))
        done = T
        for name, value in total.items():
            found.setdefault(name, []).append(value / weight * (1.0 + EXCESS))
    return {name: np.array(values) for name, values in found.items()}
