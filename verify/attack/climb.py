"""The search itself, of any function on a unit cube: space-filling points, and CMA-ES (the library `cmaes`) from the best.

Problems that break a claim are found by it, and (in the tests) points that break a certified constant.
"""

from collections.abc import Callable, Sequence

import numpy as np
from cmaes import CMA
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.stats import qmc

Array = NDArray[np.float64]
#: points of a generation, first step of CMA-ES, generations without a better one after which it begins elsewhere
GENERATION, STEP, PATIENCE = 20, 0.15, 10
#: how much better a better one is
BETTER = 1.001
#: of steps uphill
UPHILL = {"maxiter": 15}


def spread(axes: int, seed: Sequence[int], count: int) -> Array:
    """Points that fill the cube, (count, axes)."""
    return np.asarray(qmc.Sobol(axes, seed=np.random.default_rng(seed)).random(count))


class Climb:
    """CMA-ES from a point with a score, towards higher ones."""

    def __init__(self, start: Array, score: float, seed: Sequence[int]) -> None:
        bounds = np.tile([0.0, 1.0], (len(start), 1))
        drawn = int(np.random.default_rng(seed).integers(2**31))
        mean = np.clip(start, 0.01, 0.99)
        self._cma = CMA(mean=mean, sigma=STEP, bounds=bounds, seed=drawn, population_size=GENERATION)
        self.best, self._idle = score, 0

    @property
    def over(self) -> bool:
        """Whether it came to nothing for long."""
        return self._idle >= PATIENCE or bool(self._cma.should_stop())

    def ask(self) -> Array:
        """The next generation, (points, axes)."""
        return np.array([self._cma.ask() for _ in range(self._cma.population_size)])

    def tell(self, points: Array, scores: Sequence[float], costs: Sequence[float]) -> None:
        """The scores of a generation, and what CMA-ES is to make small of them."""
        self._cma.tell(list(zip(points, costs, strict=True)))
        better = max(scores) > self.best * BETTER
        self.best, self._idle = max(self.best, *scores), 0 if better else self._idle + 1


def highest(of: Callable[[Array], Array], starts: Array, seed: Sequence[int], climbs: int, generations: int) -> float:
    """The largest value found of a function of points (N, axes): at starts, on climbs from the best, and uphill from there.

    The last is for functions that are smooth (L-BFGS-B of SciPy, with differences).
    """
    values = of(starts)
    order = np.argsort(-values)
    best, tops = float(np.max(values)), [starts[at] for at in order[: 2 * climbs]]
    for number, at in enumerate(order[:climbs]):
        climb = Climb(starts[at], float(values[at]), [*seed, number])
        for _ in range(generations):
            if climb.over:
                break
            points = climb.ask()
            found = of(points)
            climb.tell(points, found.tolist(), (-found).tolist())
            if climb.best > best:
                best, tops = climb.best, [*tops, points[int(np.argmax(found))]]
    for top in tops[-3 * climbs :]:
        box = [(0.0, 1.0)] * len(top)
        uphill = minimize(lambda x: -float(of(x[None])[0]), top, method="L-BFGS-B", bounds=box, options=UPHILL)
        best = max(best, -float(uphill.fun))
    return best
