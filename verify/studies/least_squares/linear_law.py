"""The exact law of Theorem 1's l2-Adam: with eta_k gamma_k = beta_1 w, w = ell/c_1, it is a linear recursion with normal noise.

    m' = (1-beta_1) m + beta_1 (h y - a^2 s - a xi),   y' = y - w beta_1 m',   h = a^2 + lambda,

so (y, m) is normal at every step, and its means and covariances follow a recursion of their own, which is computed in floating
point for many settings at once, or in balls for one. The mean length of a normal vector Z in the plane is a single integral,

    E||Z|| = pi^(-1/2) int_0^oo (1 - E exp(-u^2 ||Z||^2)) u^(-2) du,
    E exp(-t ||Z||^2) = prod_i (1 + 2 t v_i)^(-1/2) exp(-t mu_i^2/(1 + 2 t v_i)),

v_i the variances and mu_i the means along the axes of the covariance. The bracket grows with u, so sums over cells of its
values at their ends enclose the integral.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from flint import arb, fmpq
from numpy.typing import NDArray

from problems.certify.arithmetic.balls import ball
from verify.studies.least_squares.distances import OUTWARD, Setting, Spread, folded

Array = NDArray[np.float64]
#: cells of the enclosing sums, and where they begin and end in units of 1/(root mean square length)
CELLS, REACH = 2_000, 1e5


class Moments(NamedTuple):
    """Means and covariances of the iterate y and the momentum m; floats, arrays or balls."""

    y: Any
    m: Any
    yy: Any
    ym: Any
    mm: Any


class Constants(NamedTuple):
    """Of the recursion: beta_1, w, a, h = a^2 + lambda, and the minimiser s."""

    beta: Any
    w: Any
    a: Any
    h: Any
    s: Any


class Pair(NamedTuple):
    """The law of (x_{k+1} - x_*, x_k - x_*), and tau = max E|g_i| up to there."""

    now: Any
    before: Any
    v_now: Any
    v_both: Any
    v_before: Any
    tau: Any


def step(law: Moments, c: Constants) -> tuple[Moments, Any]:
    """The law one step on, and the covariance of the new iterate with the old."""
    keep, pull = 1 - c.beta, c.beta * c.h
    m = keep * law.m + pull * law.y - c.beta * c.a * c.a * c.s
    cross = keep * law.ym + pull * law.yy  # of y with the new m
    mm = keep * keep * law.mm + 2 * keep * pull * law.ym + pull * pull * law.yy + (c.beta * c.a) * (c.beta * c.a)
    move = c.w * c.beta
    moved = Moments(law.y - move * m, m, law.yy - 2 * move * cross + move * move * mm, cross - move * mm, mm)
    return moved, law.yy - move * cross


def laws(settings: Sequence[Setting]) -> list[Pair]:
    """The laws of l2-Adam's settings in floating point."""
    order = sorted(range(len(settings)), key=lambda j: settings[j].k)
    table = np.array([_constants(settings[j]) for j in order]).T
    k = np.array([settings[j].k for j in order])
    law = Moments(np.array([settings[j].x_0 for j in order]), *np.zeros((4, len(k))))
    tau, found, first = np.zeros(len(k)), {}, 0
    for i in range(int(k[-1])):
        c = Constants(*table)
        tau = np.maximum(tau, folded(c.a**2 * (law.y - c.s), np.sqrt(c.a**4 * law.yy + c.a**2)))
        moved, both = step(law, c)
        done = int(np.searchsorted(k, i + 1, "right")) - first
        for j in range(done):
            numbers = (moved.y[j] - c.s[j], law.y[j] - c.s[j], moved.yy[j], both[j], law.yy[j], OUTWARD * tau[j])
            found[order[first + j]] = Pair(*map(float, numbers))
        law, table, tau = Moments(*(row[done:] for row in moved)), table[:, done:], tau[done:]
        first += done
    return [found[j] for j in range(len(settings))]


def _constants(setting: Setting) -> Constants:
    w = setting.ell / np.sqrt(setting.delta)
    return Constants(setting.k**-0.5, w, setting.a, setting.a**2 + setting.decay, setting.shift)


def mean_length(pair: Pair) -> float:
    """E||Z|| by the trapezoidal rule in log u: the integrand decays at both ends and is analytic, so the error is rounding."""
    variances, means, square = _axes(pair)
    y = np.arange(-40.0, 40.0, 0.05)
    t = np.exp(2.0 * y) / square
    axes = zip(variances, means, strict=True)
    exponent = sum(0.5 * np.log1p(2.0 * t * v) + t * mu * mu / (1.0 + 2.0 * t * v) for v, mu in axes)
    return float(np.sqrt(square / np.pi) * 0.05 * np.sum(-np.expm1(-exponent) * np.exp(-y)))


def spread_of(pair: Pair) -> Spread:
    """About the mean: E||Z - E Z||^4 = (tr C)^2 + 2 tr C^2."""
    variances, _, _ = _axes(pair)
    fourth = float(np.sum(variances)) ** 2 + 2.0 * float(np.sum(variances**2))
    return Spread((pair.now, pair.before), float("inf"), fourth**0.25)


def _axes(pair: Pair) -> tuple[Array, Array, float]:
    """Variances and means along the axes of the covariance, and E||Z||^2."""
    covariance = np.array([[pair.v_now, pair.v_both], [pair.v_both, pair.v_before]])
    variances, axes = np.linalg.eigh(covariance)
    variances, means = np.maximum(variances, 0.0), axes.T @ np.array([pair.now, pair.before])
    return variances, means, float(np.sum(variances) + np.sum(means**2))


# ---- in balls --------------------------------------------------------------------------------------------------------


def ball_law(setting: Setting) -> Pair:
    """The law in balls; call it under `bits_for`, which is enough for the radii to stay small."""
    beta = arb(fmpq(1, setting.k)).sqrt()
    a, w = ball(setting.a), ball(setting.ell) / ball(setting.delta).sqrt()
    c = Constants(beta, w, a, a * a + ball(setting.decay), ball(setting.shift))
    law, tau = Moments(ball(setting.x_0), *[arb(0)] * 4), arb(0)
    for _ in range(setting.k):
        mean, deviation = a * a * (law.y - c.s), (a**4 * law.yy + a * a).sqrt()
        z = abs(mean) / deviation / arb(2).sqrt()
        tau = tau.max(deviation * (2 / arb.pi()).sqrt() * (-z * z).exp() + abs(mean) * z.erf())
        moved, both = step(law, c)
        now = Pair(moved.y - c.s, law.y - c.s, moved.yy, both, law.yy, tau)
        law = moved
    return now


def bits_for(setting: Setting) -> int:
    """Bits that outlast the growth of radii: at most that of the matrix of absolute values, squared, in k steps."""
    c = _constants(setting)
    sizes = np.array([[abs(1 - c.w * c.beta**2 * c.h), c.w * c.beta * (1 - c.beta)], [c.beta * c.h, 1 - c.beta]])
    growth = max(float(np.max(np.abs(np.linalg.eigvals(sizes)))), 1.0)
    return 128 + int(2.2 * setting.k * np.log2(growth))


def enclosed_length(pair: Pair) -> tuple[Any, Any]:
    """Balls below and above E||Z||, by sums over cells of the integral; `pair` in balls."""
    half = (pair.v_now + pair.v_before) / 2
    determinant = pair.v_now * pair.v_before - pair.v_both * pair.v_both
    square = 2 * half + pair.now * pair.now + pair.before * pair.before

    def bracket(t: Any) -> Any:
        """1 - E exp(-t ||Z||^2), by |I + 2tC| and the adjugate: no axes are needed."""
        volume = 1 + 4 * t * half + 4 * t * t * determinant
        inner = square - 2 * half + 2 * t * (
            pair.v_before * pair.now**2 - 2 * pair.v_both * pair.now * pair.before + pair.v_now * pair.before**2
        )  # fmt: skip
        return 1 - (-t * inner / volume).exp() / volume.sqrt()

    scale = square.sqrt()
    ends = [(ball(float(u)) / scale) for u in np.geomspace(1.0 / REACH, REACH, CELLS + 1)]
    values = [bracket(u * u) for u in ends]
    inverse = [1 / u for u in ends]
    low = sum((values[j] * (inverse[j] - inverse[j + 1]) for j in range(CELLS)), values[-1] * inverse[-1])
    high = sum((values[j + 1] * (inverse[j] - inverse[j + 1]) for j in range(CELLS)), inverse[-1])
    high += square * ends[0]  # the bracket is at most u^2 E||Z||^2
    root = arb.pi().sqrt()
    return low / root, high / root
