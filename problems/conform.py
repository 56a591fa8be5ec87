"""What a family must be, as a list of attacks: our own families pass it, and so must those of others.

An attack can only refute: value against gradient, minimum and closed forms at random and structured points of the region.
"""

from collections.abc import Iterator

import numpy as np

from problems.families.base import Array, Family, Separable

#: half width of the box where a problem has no region
REGION = 2.0
STEP = 1e-4


def family_faults(family: Family, region: float | None) -> Iterator[str]:
    """What is not as the family says, one line each."""
    r, d = region or REGION, family.dimension
    draw = np.random.default_rng(0)
    x = np.hstack(
        [draw.uniform(-r, r, (d, 40)), r * draw.choice([-1.0, 1.0], (d, 40)), np.tile(np.linspace(-r, r, 400), (d, 1))]
    )
    value, gradient = family.value_at(x), family.gradient_at(x)
    L, bound = family.smoothness(region), family.gradient_bound(region)
    if value.shape != (x.shape[1],) or gradient.shape != x.shape or bound.shape != (d,):
        yield f"{family.name}: the shapes of value, gradient and gradient_bound must be (W,), (d, W), (d,)"
        return
    for i in range(d):
        step = np.zeros((d, 1))
        step[i] = STEP
        near = family.value_at(x + step) - family.value_at(x - step)
        far = family.value_at(x + 2 * step) - family.value_at(x - 2 * step)
        slope = (8 * near - far) / (12 * STEP)  # fourth order
        worst = int(np.argmax(np.abs(slope - gradient[i])))
        if np.abs(slope - gradient[i])[worst] > 1e-6 * (1.0 + np.max(np.abs(gradient[i])) + np.max(np.abs(value))):
            yield f"{family.name}: the gradient is not the value's: {gradient[i, worst]:g} for {slope[worst]:g}, coordinate {i}"
    if np.min(value) < family.minimum - 1e-12 * (1.0 + abs(family.minimum)):
        yield f"{family.name}: the value {np.min(value):g} is below the minimum {family.minimum:g}"
    if np.any(np.max(np.abs(gradient), axis=1) > bound * (1 + 1e-9) + 1e-14):
        yield f"{family.name}: the gradient exceeds gradient_bound on |x_i| <= {r:g}"
    steepest = _steepest(family, x, gradient, r)
    if steepest > L * (1 + 1e-6) + 1e-9:
        yield f"{family.name}: the gradient changes by {steepest:g} a length, more than smoothness gives: L = {L:g}"
    if isinstance(family, Separable) and any(
        np.min(family.term(x[i], *p)) < 0 for i, p in enumerate(zip(*family.coefficients, strict=True))
    ):
        yield f"{family.name}: a term is negative"


def _steepest(family: Family, x: Array, gradient: Array, r: float) -> float:
    """The largest |grad F(x) - grad F(y)| / |x - y| over pairs far apart, and over pairs close together along an axis."""
    axes = STEP * np.eye(family.dimension)[:, :, None]
    largest = 0.0
    for y in (np.roll(x, 1, axis=1), *(np.clip(x + axis, -r, r) for axis in axes)):
        length = np.sqrt(np.sum(np.square(x - y), axis=0))
        change = np.sqrt(np.sum(np.square(gradient - family.gradient_at(y)), axis=0))
        largest = max(largest, float(np.max(np.where(length > 1e-9, change / np.maximum(length, 1e-9), 0.0))))
    return largest
