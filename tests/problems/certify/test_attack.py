"""Every certified constant attacked, independently of its proof: the search of `attack`, with the family's own floats.

One hit fails the suite. The attack's power is tested too: it must break constants that are 2 % too small (separable families
and quadratics), where the enclosure says that this is possible.
"""

import itertools
import math
from functools import cache

import numpy as np
import pytest
from scipy.optimize import minimize
from threadpoolctl import threadpool_limits

from problems.certify import certify
from problems.load import build, shipped
from problems.noise import Noise
from verify.attack.climb import highest

from .conftest import CASES, certified

STARTS = 5
#: climbs of the search, and their generations
CLIMBS, GENERATIONS = 2, 5
#: minibatches that are few enough to try them all
ENUMERATED = 5000
#: share by which floating point may seem to exceed a constant that is attained exactly
ROUNDING = 1e-9


def least_norm(problem, x):
    """||g||_inf at x with the kindest noise that is known."""
    family, noise = problem.family, problem.noise
    if isinstance(noise, Noise):
        g = family.gradient_at(np.column_stack([x, x]))[:, 0]
        if noise.kind == "rademacher":
            draws = np.arange(-noise.batch, noise.batch + 1, 2) / noise.batch
            return float(np.max(np.min(np.abs(g[:, None] + noise.scale[:, None] * draws), axis=1)))
        return float(np.max(np.maximum(np.abs(g) - noise.bound, 0.0)))
    rows = family.table * family.slope_at(family.table @ x, family.targets)[:, None]
    sizes = np.max(np.abs(rows), axis=1)
    if noise.replacement:
        return float(np.min(sizes))
    if math.comb(noise.samples, noise.batch) > ENUMERATED:
        return float(np.max(np.abs(np.mean(rows[np.argsort(sizes)[: noise.batch]], axis=0))))
    return float(np.min(np.max(np.abs(np.mean(rows[minibatches(noise.samples, noise.batch)], axis=1)), axis=1)))


@cache
def minibatches(samples, batch):
    """Every minibatch without replacement, one a row."""
    return np.array(list(itertools.combinations(range(samples), batch)))


class Attack:
    """The largest (or least) value of each constant's quotient that a search finds on a problem."""

    def __init__(self, problem):
        self.problem, self.family, self.d = problem, problem.family, problem.dimension
        self.radius = 16.0 if problem.region is None else problem.region
        self.draw = np.random.default_rng(5)

    def value(self, x):
        return float(self.family.value_at(np.column_stack([x, x]))[0])

    def gradient(self, x):
        return self.family.gradient_at(np.column_stack([x, x]))[:, 0]

    def starts(self):
        """Random, boundary and structured points of the region."""
        r, d = self.radius, self.d
        yield np.zeros(d)
        for share in (1.0, 0.15):
            yield np.full(d, r * share)
            yield r * share * np.where(np.arange(d) % 2, -1.0, 1.0)
        for k in range(STARTS):
            yield self.draw.uniform(-r, r, d) if k % 2 else r * np.sign(self.draw.standard_normal(d))

    def largest(self, f):
        r = self.radius

        def of(points):
            return np.array([f(np.clip(r * (2.0 * z - 1.0), -r, r)) for z in points])

        starts = np.array(list(self.starts())) / (2.0 * r) + 0.5
        return highest(of, np.clip(starts, 0.0, 1.0), [5], CLIMBS, GENERATIONS)

    def smoothness(self, shift=0.0):
        """||grad F(x) - grad F(y)|| / ||x - y|| over pairs: a short step along the steepest of several directions."""
        step = 1e-4 * min(self.radius, 1.0)

        def quotient(x):
            base = np.clip(x, -self.radius + step, self.radius - step)
            columns = base[:, None] + 0.5 * step * np.hstack([np.eye(self.d), -np.eye(self.d)])
            g = self.family.gradient_at(columns) + shift * columns
            hessian = (g[:, : self.d] - g[:, self.d :]) / step
            return float(np.linalg.norm((hessian + hessian.T) / 2, 2))

        return self.largest(quotient)

    def steepest(self, iterations):
        """As `smoothness`, climbed with the derivative of a simple eigenvalue, by differences of gradients."""
        step, identity = 1e-3, np.eye(self.d)

        def value(x):
            columns = x[:, None] + step * np.hstack([identity, -identity])
            g = self.family.gradient_at(columns)
            hessian = (g[:, : self.d] - g[:, self.d :]) / (2 * step)
            values, vectors = np.linalg.eigh((hessian + hessian.T) / 2)
            k = int(np.argmax(np.abs(values)))
            u = vectors[:, k]
            ahead, behind = (self.family.gradient_at(columns + sign * step * u[:, None]) for sign in (1, -1))
            change = u @ (ahead - behind) / (2 * step)
            turn = (change[: self.d] - change[self.d :]) / (2 * step)
            return -abs(values[k]), -np.sign(values[k]) * turn

        box = self.radius - 2 * step
        found = [
            minimize(value, np.clip(x, -box, box), jac=True, method="L-BFGS-B", bounds=[(-box, box)] * self.d,
                     options={"maxiter": iterations}).fun
            for x in itertools.islice(self.starts(), 3)
        ]  # fmt: skip
        return -min(found)

    def least(self):
        """The smallest ||g||_inf found."""
        return -self.largest(lambda x: -least_norm(self.problem, x))

    def entry(self, shift=0.0):
        noise = self.problem.noise

        def size(x):
            if isinstance(noise, Noise):
                return float(np.max(np.abs(self.gradient(x) + shift * x) + noise.bound))
            rows = self.family.table * self.family.slope_at(self.family.table @ x, self.family.targets)[:, None] + shift * x
            if noise.replacement:
                return float(np.max(np.abs(rows)))
            ordered = np.sort(rows, axis=0)
            b = noise.batch
            return float(max(np.max(np.abs(ordered[:b].mean(0))), np.max(np.abs(ordered[-b:].mean(0)))))

        return self.largest(size)

    def deviation(self):
        noise = self.problem.noise
        if isinstance(noise, Noise):
            words = self.draw.integers(0, 2**64, (4000, noise.words, 1), dtype=np.uint64)
            drawn = np.empty((4000, self.d, 1), dtype=noise.dtype)
            noise.fill(words, drawn)
            z = drawn[..., 0] * noise.scale / noise.batch
            # a sample's mean square, less six standard errors, is not above sigma^2
            squares = noise.batch * np.sum(np.square(z), axis=1)
            return math.sqrt(max(np.mean(squares) - 6 * np.std(squares) / math.sqrt(len(squares)), 0.0))
        factor = 1.0 if noise.replacement else (noise.samples - noise.batch) / max(noise.samples - 1, 1)

        def variance(x):
            rows = self.family.table * self.family.slope_at(self.family.table @ x, self.family.targets)[:, None]
            return float(np.mean(np.sum(np.square(rows - rows.mean(axis=0)), axis=1)))

        return math.sqrt(factor * self.largest(variance))

    def minimum(self, shift=0.0):
        def level(x):
            return self.value(x) + 0.5 * np.sum(shift * x * x), self.gradient(x) + shift * x

        return min(minimize(level, x, jac=True, method="BFGS").fun for x in itertools.islice(self.starts(), 4))

    def gap(self, shift=0.0):
        start = self.problem.start
        return self.value(start) + 0.5 * shift * start @ start - self.minimum(shift)

    def pl(self, decay=0.0):
        """The least PL quotient found, of F + (1/2) sum_i s_i x_i^2 for several s in [0, decay]^d."""
        least, zero = math.inf, np.zeros(self.problem.dimension)
        picks = [zero + 1.0, *self.draw.integers(0, 2, (3, len(zero)))] if decay > 0 else []
        for s in [zero, *(decay * pick for pick in picks)]:
            floor = self.minimum(s)

            def quotient(x, s=s, floor=floor):
                gap = self.value(x) + 0.5 * s @ (x * x) - floor
                if gap < 1e-7:
                    return -math.inf
                g = self.gradient(x) + s * x
                return -float(g @ g) / (2 * gap)

            least = min(least, -self.largest(lambda x, q=quotient: max(q(x), -1e6)))
        return least


def found_by(attack, name, problem, c_inf=0.0):
    shift = problem.algorithm.lambda_ if name.endswith("_l2") else 0.0
    kind = name.removesuffix("_l2")
    if kind == "mu_k":
        # decays up to lambda c_2, or at least lambda sqrt(delta)
        known = c_inf if math.isfinite(c_inf) else 0.0
        return attack.pl(problem.algorithm.lambda_ * math.hypot(known, math.sqrt(problem.algorithm.delta)))
    search = {"L": attack.smoothness, "c_inf": attack.entry, "Delta": attack.gap}.get(kind)
    if kind == "c_s":
        return attack.least()
    if search:
        return search(shift)
    return {"sigma": attack.deviation, "minimum": attack.minimum, "mu": attack.pl}[kind]()


def test_no_certified_constant_is_broken(case):
    attack = Attack(case.problem)
    for c in case.certificate.constants:
        found = found_by(attack, c.name, case.problem, case.certificate["c_inf"].enclosure.lower)
        if c.from_below:
            # a gap of 1e-7 under the quotient of mu costs digits
            assert found >= c.enclosure.lower - 1e-6 * max(1.0, abs(c.enclosure.lower)), (c.name, found, c.enclosure.lower)
        else:
            # a central difference of the gradient errs by the square of its step
            slack = 1e-6 if c.name.startswith("L") else ROUNDING
            assert found <= c.enclosure.upper * (1 + slack) + 1e-9, (c.name, found, c.enclosure.upper)


#: the best values of L, c_inf and Delta are known, and attained in the region
EXACT = [
    name for name in CASES
    if name.split()[0] in ("rational-well", "cosine-logcosh", "sine-quadratic", "quadratic", "least-squares")
    and "everywhere" not in name
]  # fmt: skip
SAMPLED = ["least-squares", "least-squares of low rank", "welsch-regression", "sigmoid-classification"]


@pytest.mark.xdist_group("certified cases")
@pytest.mark.parametrize("name", EXACT)
def test_the_attack_has_power(name):
    """It comes within 2 % of L, c_inf and Delta where the best value is known: it would break anything below."""
    problem, _, certificate = certified(name)
    attack = Attack(problem)
    for constant in ("L", "c_inf", "Delta"):
        found, best = found_by(attack, constant, problem), certificate[constant].enclosure.lower
        assert found >= 0.98 * best, (constant, found, best)


@pytest.mark.parametrize("case_name", SAMPLED)
def test_the_bound_of_a_minibatch_is_nearly_attained(case_name):
    problem, _, certificate = certified(case_name)
    assert Attack(problem).entry() >= 0.98 * certificate["c_inf"].enclosure.upper


@pytest.mark.parametrize("path", [p for p in shipped() if "breast_cancer" in p.name], ids=lambda p: p.stem)
def test_the_attack_on_the_breast_cancer_files(path):
    """Within 2 % of c_inf and 10 % of L, by gradients of the simulation alone; and nothing certified is broken."""
    problem = build(path)
    attack, certificate = Attack(problem), certify(problem)
    with threadpool_limits(1):
        steepest, entry, deviation = attack.steepest(30), attack.entry(), attack.deviation()
    ends = {name: certificate[name].enclosure for name in ("L", "c_inf", "sigma")}
    assert 0.9 * ends["L"].upper <= steepest <= ends["L"].upper * (1 + 1e-6)
    assert 0.98 * ends["c_inf"].upper <= entry <= ends["c_inf"].upper * (1 + ROUNDING)
    assert 0.8 * ends["sigma"].upper <= deviation <= ends["sigma"].upper * (1 + ROUNDING)
