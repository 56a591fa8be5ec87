"""c_s of finite sums whose loss is not a square, in few dimensions: the least sup norm of g over the region and the noise.

g is a mixture of the rows' gradients (all rows, or those of a minibatch) plus a draw. A search proposes a point and the kindest
mixture and draw there. Where the norm is nearly 0, a zero is enclosed (`zeros.py`): if it is inside the region, c_s is 0.
Otherwise branch and bound over the region (`search/boxes.py`) bounds the norms of all mixtures from below (`mixtures.py`). Of
too many minibatches some are searched, and nothing is proved from below.
"""

import itertools
import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from flint import arb
from scipy.optimize import linprog, minimize

from problems.certify.arithmetic.affine import Draws
from problems.certify.arithmetic.balls import enclosure, smallest, sup_norm
from problems.certify.arithmetic.krawczyk import Zero
from problems.certify.arithmetic.points import Array, Found, Point, balls, floats, origin, point_of
from problems.certify.models.finite_sum.minibatches import Batch, Rows, gradient_of, mean_gradient
from problems.certify.models.finite_sum.mixtures import Mixtures
from problems.certify.models.finite_sum.objective import FiniteSum
from problems.certify.models.finite_sum.region_bounds import TOLERANCE, cover_of
from problems.certify.models.finite_sum.zeros import zero_beside
from problems.certify.search.boxes import BoxSearch

#: minibatches that are all looked at, and weights of rows in those that are tried where all are too many
MINIBATCHES, TRIED = 1_000, 200_000
#: products of one branch and bound at effort 1: an entry of a gradient on a box takes about n + OTHERS of them
PRODUCTS, OTHERS = 1_200_000_000, 16
#: points that are looked at before any search starts, and products at all of them together
POINTS, LOOKED = 2_048, 60_000_000
#: searches, those of one mixture this share of the region apart; and exchanges of the mixture and the draw in one of them
STARTS, SPREAD, EXCHANGES = 10, 0.25, 3
#: a norm below this share of the gradients' scale is taken for a zero that may be provable, so often
TINY, TRIES = 1e-5, 8
#: a norm below this share of the gradients' scale is not bounded from below
NOTHING = 1e-10
#: parts of one branch and bound; boxes with the lowest bounds that are looked at after each
ROUNDS, LOW = 8, 64
#: of a local search
FINE = {"ftol": 1e-13, "maxiter": 60}
#: share by which a norm must fall for another search to start there
WORTH = 1e-6
#: share of an interval of draws that is left out at either end where a zero is sought well inside
MARGIN = 0.25
CANCELS = "the gradient and a draw of the noise cancel at a point of the region, enclosed by Krawczyk's operator in balls"
VANISHES = "a minibatch's gradient vanishes at a point of the region, enclosed by Krawczyk's operator in balls"
COVERED = "branch and bound over the region, for every draw of the noise"
EACH = "branch and bound over the region, for every minibatch"
SOME = "a norm is at least 0; a search over minibatches"
ONE_POINT = "exact enumeration of the minibatches at the one point"


def least_gradient(
    model: FiniteSum, draws: Sequence[Draws], value: Callable[[Sequence[arb]], arb], start: Point
) -> Found | None:
    """The least ||grad F + draw||_inf, `value` at a point; None where nothing is proved."""
    if cover_of(model) is None or not all(z.is_finite() for one in draws for z in one.values):
        return None
    every = [tuple(range(model.family.samples))]
    return _Least(model, every, draws, lambda x, _: value(x)).run(start, CANCELS, COVERED).found


def least_minibatch(model: FiniteSum, b: int, replacement: bool, start: Point) -> Batch | None:
    """The least sup norm of the gradient of a minibatch of b rows; None where nothing is proved."""
    n = model.family.samples
    few = (math.comb(n + b - 1, b) if replacement else math.comb(n, b)) <= MINIBATCHES
    if model.region == 0.0 and few:
        return _at_one_point(model, _minibatches(n, b, replacement))
    if cover_of(model) is None:
        return None
    every = _minibatches(n, b, replacement) if few else _flat(model, b)
    silent = [Draws((arb(0),))] * model.dimension

    def value(x: Sequence[arb], rows: Rows) -> arb:
        return sup_norm(gradient_of(model, rows, x))

    return _Least(model, every, silent, value).run(start, VANISHES, EACH if few else SOME, few)


def _minibatches(n: int, b: int, replacement: bool) -> list[Rows]:
    return list((itertools.combinations_with_replacement if replacement else itertools.combinations)(range(n), b))


def _flat(model: FiniteSum, b: int) -> list[Rows]:
    """Minibatches of the b rows with the smallest gradients at points of the region."""
    family, radius = model.family, model.search.radius
    count = max(1, min(MINIBATCHES, TRIED // family.samples))
    points = np.random.default_rng(1).uniform(-radius, radius, (count, model.dimension))
    sizes = np.abs(family.slope_at(points @ family.table.T, family.targets)) * np.max(np.abs(family.table), axis=1)
    chosen = np.sort(np.argsort(sizes, axis=1, kind="stable")[:, :b], axis=1)
    return sorted({tuple(int(j) for j in rows) for rows in chosen})


def _at_one_point(model: FiniteSum, every: list[Rows]) -> Batch:
    x = origin(model.dimension)
    slopes = model.slopes(balls(x))
    norms = [sup_norm(mean_gradient(model, rows, slopes)) for rows in every]
    kindest = min(range(len(every)), key=lambda k: float(norms[k].mid()))
    least = smallest(norms)
    return Batch(Found(enclosure(least, least, ONE_POINT), x), every[kindest])


class _Least:
    def __init__(
        self,
        model: FiniteSum,
        every: Sequence[Rows],
        draws: Sequence[Draws],
        value: Callable[[Sequence[arb], Rows], arb],
    ) -> None:
        cover = cover_of(model)
        assert cover is not None
        assert model.region is not None
        self.model, self.every, self.draws, self.value, self.radius = model, every, draws, value, model.region
        self.d = model.dimension
        self.weights = np.array([np.bincount(rows, minlength=model.family.samples) / len(rows) for rows in every])
        self.mixtures = Mixtures(model.family, cover.few, self.weights, draws)
        #: products that an entry of every mixture's gradient takes
        self.cost = len(every) * (model.family.samples + OTHERS)
        self.budget = min(cover.budget, PRODUCTS * model.effort // (self.cost * self.d * (self.d + 3)))
        self.numbers = [floats(one.values) for one in draws]
        self.scale = self.best = np.inf
        self.at, self.mixture, self.tries = np.zeros(self.d), 0, TRIES
        self.zero: Zero | None = None
        #: where searches of each mixture ended
        self.apt: dict[int, Array] = {}

    def run(self, start: Point, zero: str, bounded: str, complete: bool = True) -> Batch:
        """`zero` and `bounded` name the method; `complete`: these are all mixtures, so that a bound means something."""
        points = self._points(start)
        norms = self.mixtures.norms(points)
        self.scale = float(np.max(norms)) or 1.0
        for place in self._promising(points, norms):
            self._see(points[place], int(np.argmin(norms[place])))
            if self.zero is not None:
                break
        settled = self.zero is not None or not complete or self.best <= NOTHING * self.scale
        low = arb(0) if settled else self._below()
        rows = self.every[self.mixture]
        if self.zero is not None:
            return Batch(Found(enclosure(arb(0), arb(0), zero), self.zero.at), rows)
        at = point_of(self.at)
        high = self.value(balls(at), rows).upper()
        return Batch(Found(enclosure(low.min(high), high, bounded), at), rows)

    def _points(self, start: Point) -> Array:
        """Structured points and random ones of the region."""
        search, draw = self.model.search, np.random.default_rng(0)
        known = [floats(point) for point in (start, search.minimiser(0.0))]
        count = max(1, min(POINTS, LOOKED // (self.cost * self.d)))
        chosen = np.array([*known, *search.starts(), *draw.uniform(-self.radius, self.radius, (count, self.d))])
        return np.clip(chosen, -self.radius, self.radius)

    def _promising(self, points: Array, norms: Array) -> list[int]:
        """Places of points with small norms, apart from each other or of different mixtures."""
        best, mixture, chosen = np.min(norms, axis=1), np.argmin(norms, axis=1), list[int]()
        for place in np.argsort(best, kind="stable"):
            near = [k for k in chosen if np.max(np.abs(points[k] - points[place])) < SPREAD * self.radius]
            if all(mixture[k] != mixture[place] for k in near):
                chosen.append(int(place))
            if len(chosen) == STARTS:
                break
        return chosen

    def _see(self, x: Array, mixture: int) -> None:
        """A local search from x; where it ends at a norm of nearly 0, an attempt to prove that a zero is there."""
        for _ in range(EXCHANGES):
            x = self._polished(x, mixture, *self._nearest(x, mixture))
            self.apt[mixture] = x
            norms = self.mixtures.norms(x[None, :])[0]
            kindest = int(np.argmin(norms))
            if norms[kindest] < self.best:
                self.best, self.at, self.mixture = float(norms[kindest]), x, kindest
            if norms[kindest] <= TINY * self.scale and self.tries > 0:
                self.tries -= 1
                self.zero = self._zero(x, kindest)
                if self.zero is not None:
                    self.mixture = kindest
                return
            if kindest == mixture and norms[kindest] > (1.0 - WORTH) * self.best:
                return
            mixture = kindest

    def _nearest(self, x: Array, mixture: int) -> tuple[Array, Array]:
        """The draws that come nearest to cancelling a mixture's gradient at x, as ends of intervals."""
        gradient = self.mixtures.gradients(x[None, :])[0, mixture]
        low, high = np.empty(self.d), np.empty(self.d)
        for i, (one, z, g) in enumerate(zip(self.draws, self.numbers, gradient, strict=True)):
            apt = z[int(np.argmin(np.abs(z + g)))]
            low[i], high[i] = (z[0], z[-1]) if one.continuous else (apt, apt)
        return low, high

    def _polished(self, x: Array, mixture: int, low: Array, high: Array) -> Array:
        """A local minimum over the region of the least t with g + low <= t and -(g + high) <= t, from x."""
        family, weights = self.model.family, self.weights[mixture]
        used = np.flatnonzero(weights)
        table, targets = family.table[used], family.targets[used]
        columns, radius, scale = table.T * weights[used], self.radius, self.scale
        signs = np.concatenate([np.ones(self.d), -np.ones(self.d)])
        ends = np.concatenate([low, high])

        def room(u: Array) -> Array:
            gradient = columns @ family.slope_at(table @ (radius * u[:-1]), targets)
            return np.asarray(u[-1] - signs * (np.tile(gradient, 2) + ends) / scale)

        def slopes(u: Array) -> Array:
            every = np.zeros(family.samples)
            every[used] = table @ (radius * u[:-1])
            hessian = (columns * self.model.search.curvature(every)[used]) @ table
            return np.column_stack([-signs[:, None] * np.tile(hessian, (2, 1)) * (radius / scale), np.ones(2 * self.d)])

        guess = np.append(np.clip(x / radius, -1.0, 1.0), 0.0)
        guess[-1] = -np.min(room(guess))
        aim = np.append(np.zeros(self.d), 1.0)
        solve: Any = minimize  # SciPy's overloads do not know of constraints with derivatives
        found = solve(
            lambda u: u[-1], guess, jac=lambda u: aim, method="SLSQP", bounds=[(-1.0, 1.0)] * self.d + [(None, None)],
            constraints=[{"type": "ineq", "fun": room, "jac": slopes}], options=FINE,
        ).x  # fmt: skip
        return np.clip(radius * found[:-1], -radius, radius) if np.all(np.isfinite(found)) else x

    def _zero(self, x: Array, mixture: int) -> Zero | None:
        """A zero beside x of this mixture's gradient and the draws that are nearest, inside the region, if it can be proved."""
        low, high = self._nearest(x, mixture)
        loose = [i for i, one in enumerate(self.draws) if one.continuous]
        fixed = [i for i in range(self.d) if i not in loose]
        draw = [arb(0)] * self.d
        for i in fixed:
            draw[i] = self.draws[i].values[int(np.argmin(np.abs(self.numbers[i] - low[i])))]
        within = MARGIN * (high - low)
        for guess in (x, self._polished(x, mixture, low + within, high - within)) if loose else (x,):
            rows = self.every[mixture]
            zero = zero_beside(self.model, guess.tolist(), rows, draw, fixed)
            if zero is None or not zero.inside(self.radius):
                continue
            wanted = [-g for g in gradient_of(self.model, rows, zero.box)] if loose else []
            ends = [self.draws[i].values for i in loose]
            if all(wanted[i] >= z[0] and wanted[i] <= z[-1] for i, z in zip(loose, ends, strict=True)):
                return zero
        return None

    def _below(self) -> arb:
        """A lower bound of the least norm over the region."""
        box = np.full((1, self.d), self.radius)

        def see(x: Array) -> None:
            if self.zero is not None or not len(x):
                return
            norms = self.mixtures.norms(x)
            place, mixture = np.unravel_index(int(np.argmin(norms)), norms.shape)
            if norms[place, mixture] < (1.0 - WORTH) * self.best:
                self._see(x[place], int(mixture))

        def target() -> float:
            self.mixtures.cap = self.best
            return np.inf if self.zero is not None else -self.best * (1.0 - TOLERANCE)

        search = BoxSearch(self.mixtures.bound, -box, box)
        for mixture in self.apt:
            self._help(self.apt[mixture], mixture)
        upper = np.inf
        for part in range(ROUNDS):
            upper = search.run(target, self.budget // ROUNDS, see)
            if not len(search.low) or (part + 1 >= ROUNDS // 2 and upper > -self.best / 2):
                break  # all is settled, or nothing will be
            worst = np.argsort(-search.upper, kind="stable")[:LOW]
            centre, half = (search.low[worst] + search.high[worst]) / 2, (search.high[worst] - search.low[worst]) / 2
            mixtures, places = np.unique(self.mixtures.weakest(centre, half), return_index=True)
            for mixture, place in zip(mixtures, places, strict=True):
                x = centre[place]
                low, high = self._nearest(x, int(mixture))
                self._help(self._polished(x, int(mixture), low, high), int(mixture))
        return arb(max(-upper, 0.0)) if np.isfinite(upper) else arb(0)

    def _help(self, x: Array, mixture: int) -> None:
        """The multipliers of the least norm of this mixture's gradient, made linear at x, help to bound it."""
        low, high = self._nearest(x, mixture)
        gradient = self.mixtures.gradients(x[None, :])[0, mixture]
        family = self.model.family
        hessian = (family.table.T * (self.weights[mixture] * self.model.search.curvature(family.table @ x))) @ family.table
        column = np.ones((self.d, 1))
        found = linprog(
            np.append(np.zeros(self.d), 1.0), A_ub=np.block([[hessian, -column], [-hessian, -column]]) / self.scale,
            b_ub=np.concatenate([-gradient - low, gradient + high]) / self.scale,
            bounds=[*zip(-self.radius - x, self.radius - x, strict=True), (None, None)], method="highs",
        )  # fmt: skip
        if found.x is not None:
            down, up = np.split(found.ineqlin.marginals, 2)
            self.mixtures.help(mixture, up - down)
