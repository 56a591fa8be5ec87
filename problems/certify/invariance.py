"""Whether the iterates of a problem's algorithm can leave its region: proved where that can be, else monitored at run time.

With m a convex combination of gradients, |m_i| <= c_i; with v >= sqrt(delta), |m_i/v_i| <= c_i/sqrt(delta). So while the
iterates stay in the region (where c holds), by induction
  constant decay, lambda eta <= 1:  |x_i| <= max(|x_0,i|, c_i/(lambda sqrt(delta))), a convex combination of the two;
  any decay with lambda eta <= 1:   |x_i| <= |x_0,i| + T eta c_i/sqrt(delta) after T steps.
"""

from collections.abc import Sequence

import numpy as np
from flint import arb
from numpy.typing import NDArray

from problems.certify.arithmetic.balls import ball, highest
from problems.certify.certificate import Invariance
from problems.enclosure import rounded
from problems.schema import AlgorithmSection

#: algorithms that decay the iterate itself
DECAYING = ("adamw", "adamw-d", "stagewise-adamw")


def invariance(
    algorithm: AlgorithmSection, start: NDArray[np.float64], region: float | None, bounds: Sequence[arb]
) -> Invariance:
    """`bounds` holds c_i of the gradient that enters the moments (for l2-Adam with the decay in it)."""
    if region is None:
        return Invariance(True, "the region is all of R^d")
    decay, root = ball(algorithm.lambda_), ball(algorithm.delta).sqrt()
    reached = [abs(ball(float(x))) for x in start]
    edge = ball(region)
    largest = algorithm.largest("eta")
    step = None if largest is None else ball(largest)
    # without a decay of the iterates there is nothing that must contract
    contracts = algorithm.name not in DECAYING or step is None or decay * step <= 1
    if algorithm.name == "adamw" and algorithm.lambda_ > 0 and contracts:
        far = [x.max(c / (decay * root)) for x, c in zip(reached, bounds, strict=True)]
        if all(x <= edge for x in far):
            return Invariance(True, f"|x_i| <= max(|x_0,i|, c_i/(lambda sqrt(delta))) = {_top(far)} while lambda eta <= 1")
    if step is not None and algorithm.T is not None and contracts and algorithm.name != "stagewise-adamw":
        far = [x + algorithm.T * step * c / root for x, c in zip(reached, bounds, strict=True)]
        if all(x <= edge for x in far):
            return Invariance(True, f"|x_i| <= |x_0,i| + T eta c_i/sqrt(delta) = {_top(far)}")
    why = {
        "adamw": "c_i/(lambda sqrt(delta)) reaches beyond the region",
        "adamw-d": "the decay fades, so it does not hold the iterates back for ever",
        "stagewise-adamw": "the decay fades within a stage",
    }.get(algorithm.name, "nothing in the update holds the iterates back")
    return Invariance(False, f"{why}: every run is watched and stopped at its first exit")


def _top(far: Sequence[arb]) -> str:
    return f"{max(rounded(highest(x), float('inf')) for x in far):.6g}"
