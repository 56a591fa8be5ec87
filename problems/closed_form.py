"""Closed-form constants of a problem, and the check of what its file declares against them."""

import numpy as np

from problems.enclosure import Enclosure
from problems.errors import InputError
from problems.families.base import Array, Family
from problems.noise import Noise
from problems.sampling import Sampling


def around(value: float, method: str, rounding: float) -> Enclosure:
    """The enclosure of a closed form that was evaluated in floating point with this relative error."""
    return Enclosure(value * (1 - rounding), value * (1 + rounding), method)


def closed_forms(family: Family, noise: Noise | Sampling, region: float | None, start: Array) -> dict[str, Enclosure]:
    """L, c_inf, c_s, sigma, Delta and (where there is one) mu of a problem; infinite where there is no bound."""
    method = f"closed form of {family.name}"
    if isinstance(noise, Sampling):
        c_inf = float(np.max(noise.bound))
    else:
        c_inf = float(np.max(family.gradient_bound(region) + noise.bound))
    value = float(family.value_at(np.column_stack([start, start]))[0])
    gap, error = value - family.minimum, family.rounding * (abs(value) + abs(family.minimum))
    best = {
        "L": around(family.smoothness(region), method, family.rounding),
        "c_inf": around(c_inf, method, family.rounding),
        "sigma": around(noise.sigma, f"closed form of {noise.kind} noise", family.rounding),
        "Delta": Enclosure(max(gap - error, 0.0), max(gap + error, 0.0), method),
    }
    best["c_s"] = around(least_gradient(family, noise, region), method, family.rounding)
    mu = family.pl(region)
    if mu is not None:
        best["mu"] = around(mu, method, family.rounding)
    return best


def least_gradient(family: Family, noise: Noise | Sampling, region: float | None) -> float:
    """c_s, a lower bound of ||g_k||_inf: noise that never vanishes in a coordinate, less the gradient there."""
    if isinstance(noise, Sampling):
        return 0.0
    slopes = family.gradient_bound(region)
    return float(np.max(np.where(np.isfinite(slopes), np.abs(noise.scale) * noise.least_mean - slopes, 0.0), initial=0.0))


def check_declared(declared: dict[str, float], best: dict[str, Enclosure], where: str) -> None:
    """Refuse a declared constant that is on the wrong side of its closed form.

    Raises:
        InputError: names file, key, the declared value and the value it must reach.
    """
    for name, value in declared.items():
        if name not in best:
            raise InputError(f"{name}={value:g} is claimed but this family has none  ({where}: [constants] {name})")
        enclosure = best[name]
        below = name in ("mu", "c_s")
        if below and value > enclosure.upper:
            raise InputError(
                f"{name}={value!r} must be at most {enclosure.upper:.10g}, the {enclosure.method}"
                f"  ({where}: [constants] {name})"
            )
        if not below and value < enclosure.lower:
            raise InputError(
                f"{name}={value!r} must be at least {enclosure.lower:.10g}, the {enclosure.method}"
                f"  ({where}: [constants] {name})"
            )
