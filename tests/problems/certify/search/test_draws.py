"""c_s where the gradient is affine, and constants that are exactly 0: against brute force, on degenerate inputs, with planted
falsehoods."""

import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
from flint import arb
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog, lsq_linear
from threadpoolctl import threadpool_limits

from problems.certify import certify
from problems.certify.arithmetic.affine import Affine, Draws, cancelling, dual_bound
from problems.certify.arithmetic.balls import ball, largest, precision
from problems.certify.arithmetic.matrices import exact_rank, matrix
from problems.certify.certificate import Status
from problems.certify.constants import Certifier
from problems.certify.models.finite_sum.minibatches import kindest
from problems.certify.models.finite_sum.stationary import distance, interior
from problems.certify.models.separable.model import SeparableModel
from problems.certify.search.draws import least_affine
from problems.families.base import Everywhere
from problems.families.cosine_logcosh import CosineLogcosh
from problems.families.least_squares import LeastSquares
from problems.families.rational_well import RationalWell
from problems.families.sine_quadratic import SineQuadratic
from problems.load import build, shipped

from ..conftest import WITHOUT, text
from ..test_perturbation import violates


def signs(scale, batch):
    return Draws(tuple(ball(scale) * k / batch for k in range(-batch, batch + 1, 2)))


def between(low, high):
    return Draws((ball(low), ball(high)), True)


def value_of(affine, draws):
    """The least ||Hx - c + z||_inf over the draws at a point."""

    def off(g, one):
        if one.continuous:
            low, high = g + one.values[0], g + one.values[-1]
            return low if low > 0 else -high if high < 0 else arb(0)
        best = abs(g + one.values[0])
        for z in one.values[1:]:
            best = best.min(abs(g + z))
        return best

    return lambda x: largest([off(g, one) for g, one in zip(affine.at(x), draws, strict=True)])


def program(h, c, radius, low, high):
    """The least ||Hx - c + z||_inf over the box and low <= z <= high, in floats."""
    d = len(c)
    one = np.ones((d, 1))
    found = linprog(np.r_[np.zeros(d), 1.0], A_ub=np.block([[h, -one], [-h, -one]]), b_ub=np.r_[c - low, high - c],
                    bounds=[(-radius, radius)] * d + [(0, None)])  # fmt: skip
    return found.fun


def brute(h, c, radius, draws):
    """Every choice of the finitely many draws, one linear program each."""
    options = [
        [(float(one.values[0]), float(one.values[-1]))] if one.continuous else [(float(z), float(z)) for z in one.values]
        for one in draws
    ]
    return min(program(h, c, radius, *map(np.array, zip(*chosen, strict=True))) for chosen in itertools.product(*options))


@st.composite
def affine_problems(draw):
    """A symmetric H of any rank (0 included), c, a box, and draws of several kinds."""
    d = draw(st.integers(1, 3))
    rank = draw(st.integers(0, d))
    rng = np.random.default_rng(draw(st.integers(0, 2**31)))
    root = rng.standard_normal((d, rank)) * draw(st.sampled_from([0.1, 1.0]))
    c = rng.standard_normal(d) * draw(st.sampled_from([0.0, 0.5, 3.0]))
    kinds = [draw(st.sampled_from(["none", "one", "two", "three", "between"])) for _ in range(d)]
    scale = draw(st.sampled_from([0.1, 0.7]))
    made = {"none": Draws((arb(0),)), "one": signs(scale, 1), "two": signs(scale, 2), "three": signs(scale, 3),
            "between": between(-scale, scale)}  # fmt: skip
    return root @ root.T, c, draw(st.sampled_from([0.0, 0.3, 2.0])), [made[kind] for kind in kinds]


@given(affine_problems())
@settings(max_examples=60, deadline=None)
def test_the_least_sup_norm_is_that_of_every_choice(case):
    h, c, radius, draws = case
    with precision():
        affine = Affine(matrix(h), tuple(ball(float(x)) for x in c), radius)
        found = least_affine(affine, draws, value_of(affine, draws))
        best = brute(h, c, radius, draws)
        assert found.enclosure.lower <= best + 1e-8
        assert found.enclosure.upper >= best - 1e-8
        if best > 1e-6:
            assert found.enclosure.width <= 1e-3
        assert all(abs(x) <= radius for x in found.at)
        assert value_of(affine, draws)([ball(x) for x in found.at]) <= ball(found.enclosure.high) + ball(1e-9)


@given(affine_problems(), st.integers(0, 2**31))
@settings(max_examples=60, deadline=None)
def test_no_weights_prove_too_much(case, seed):
    """The bound holds for weights that are no LP's dual; whatever an LP says, it cannot make it false."""
    h, c, radius, draws = case
    w = np.random.default_rng(seed).standard_normal(len(c)) * 10.0 ** np.random.default_rng(seed).integers(-3, 3)
    low, high = [one.values[0] for one in draws], [one.values[-1] for one in draws]
    best = program(h, c, radius, np.array([float(z) for z in low]), np.array([float(z) for z in high]))
    with precision():
        affine = Affine(matrix(h), tuple(ball(float(x)) for x in c), radius)
        assert float(dual_bound(affine, w, low, high)) <= best + 1e-9
        assert dual_bound(affine, np.zeros(len(c)), low, high) == 0


def test_weights_without_a_region_bound_only_across_the_range_of_H():
    with precision():
        affine = Affine(matrix(np.diag([1.0, 0.0])), (arb(0), arb(0)), None)
        low, high = [ball(0.5)] * 2, [ball(0.5)] * 2
        assert dual_bound(affine, [0.0, 1.0], low, high) == ball(0.5)
        assert dual_bound(affine, [1e-9, 1.0], low, high) == 0


def test_a_zero_just_outside_is_not_claimed():
    """Hx = 1 at x = 1 (and, with noise, at 1 - 1/4): inside a box of radius 1.01, not inside one of 0.99."""
    silent = [Draws((arb(0),))]
    with precision():
        for radius, inside in ((1.01, True), (0.99, False), (1.0, True)):
            affine = Affine(matrix(np.eye(1)), (arb(1),), radius)
            assert (cancelling(affine, silent, [0], np.array([0.9])) is not None) is inside
            found = least_affine(affine, silent, value_of(affine, silent)).enclosure
            assert (found.high == 0) is inside
            assert found.width <= 1e-6
        affine = Affine(matrix(np.eye(1)), (arb(1),), 0.5)
        assert cancelling(affine, [between(-0.25, 0.25)], [0], np.array([0.5])) is None
        assert cancelling(affine, [between(-0.5, 0.5)], [0], np.array([0.5])) is not None
        # dependent rows: the system has a solution or none, which balls cannot tell
        assert cancelling(Affine(matrix(np.ones((2, 2))), (arb(1), arb(1)), 2.0), silent * 2, [0, 0], np.zeros(2)) is None


def test_a_small_budget_widens_and_never_lies(monkeypatch):
    rng = np.random.default_rng(4)
    root = rng.standard_normal((6, 5))
    h, c = root @ root.T, rng.standard_normal(6)
    draws = [signs(0.5, 1)] * 6
    best = brute(h, c, 1.0, draws)
    with precision():
        affine = Affine(matrix(h), tuple(ball(float(x)) for x in c), 1.0)
        full = least_affine(affine, draws, value_of(affine, draws)).enclosure
        monkeypatch.setattr("problems.certify.search.draws.NODES", 3)
        few = least_affine(affine, draws, value_of(affine, draws)).enclosure
    assert full.width <= 1e-6
    for one in (full, few):
        assert one.lower <= best + 1e-9
        assert one.upper >= best - 1e-9


QUADRATICS = {
    "odd batch, singular": ("eigenvalues = [1.0, 0.0, 2.5]\nrotation = 3", 'kind = "rademacher"\nscale = 0.25', False),
    "odd batch, invertible": ("eigenvalues = [1.0, 0.5, 2.5]\nrotation = 3", 'kind = "rademacher"\nscale = 0.25', True),
    "H = 0": ("eigenvalues = [0.0, 0.0]\nrotation = 1", 'kind = "rademacher"\nscale = 0.25\nbatch = 3', False),
    "uneven scales": ("eigenvalues = [1.0, 0.0]\nrotation = 2", 'kind = "rademacher"\nscale = [0.25, 0.0]', False),
    "uniform": ("eigenvalues = [1.0, 0.0]\nrotation = 2", 'kind = "uniform"\nscale = 0.1', True),
    "no noise": ("eigenvalues = [1.0, 0.0]\nrotation = 2", 'kind = "none"', True),
    "sigma = 0": ("eigenvalues = [1.0, 0.0]\nrotation = 2", 'kind = "rademacher"\nscale = 0.0', True),
    "d = 1": ("eigenvalues = [2.0]", 'kind = "rademacher"\nscale = 0.5\nbatch = 3', True),
    "diagonal": ("eigenvalues = [2.0, 0.0]", 'kind = "rademacher"\nscale = 0.5\nbatch = 3', False),
}


@pytest.mark.parametrize("region", [2.0, 0.0])
@pytest.mark.parametrize("name", QUADRATICS)
def test_quadratics(write, name, region):
    parameters, noise, zero = QUADRATICS[name]
    problem = write(text("quadratic", parameters, None, start="0.0", region=region, noise=noise))
    best = certify(problem, kept=False)["c_s"].enclosure
    assert best.width <= 1e-6
    if region:
        assert (best.high == 0) is zero
        h, draws = problem.family.hessian, draws_of(problem.noise)
        assert math.isclose(brute(h, np.zeros(len(h)), region, draws), best.upper, rel_tol=1e-6, abs_tol=1e-9)


def draws_of(noise):
    if noise.kind == "rademacher":
        return [signs(float(s), noise.batch) for s in noise.scale]
    return [between(-float(b), float(b)) for b in noise.bound]


def test_without_a_region(write):
    problem = write(text("quadratic", "eigenvalues = [1.0, 0.5]\nrotation = 3", None, region=None,
                         noise='kind = "rademacher"\nscale = 0.25'))  # fmt: skip
    best = certify(problem, kept=False)["c_s"].enclosure
    assert best.high == 0


def test_a_hundred_dimensions(write):
    """An odd batch has no draw of 0: some choice of signs puts the zero of the gradient inside the region."""
    values = ", ".join(f"{x:.3f}" for x in np.linspace(0.5, 4.0, 100))
    noise = 'kind = "rademacher"\nscale = 0.25\nbatch = 3'
    with threadpool_limits(1):
        certifier = Certifier(write(text("quadratic", f"eigenvalues = [{values}]\nrotation = 5", None, noise=noise)), 1)
        with precision():
            found = certifier.moments.least(certifier.start)
    assert found.enclosure.high == 0


TABLE = np.array([[1.0, 0.5, -0.5], [0.25, -1.0, 1.0], [2.0, 0.0, 0.0], [-1.0, 0.75, -0.75], [0.5, 0.5, -0.5]])
TARGETS = np.array([0.3, -0.2, 0.7, 0.1, -0.4])


def boxed(rows, radius):
    """Least squares of these rows over the box, in floats: the norm of the gradient there is 0 where a solution is inside."""
    x = lsq_linear(TABLE[rows], TARGETS[rows], (-radius, radius)).x
    return x, float(np.max(np.abs(TABLE[rows].T @ (TABLE[rows] @ x - TARGETS[rows]))) / len(rows))


@pytest.mark.parametrize("radius", [0.01, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0])
@pytest.mark.parametrize("batch", [2, 3, 5])
def test_a_minibatch_vanishes_where_its_solution_is_inside(batch, radius):
    every = [list(rows) for rows in itertools.combinations(range(5), batch)]
    inside = any(boxed(rows, radius)[1] < 1e-12 for rows in every)
    best = min(program(TABLE[r].T @ TABLE[r] / batch, TABLE[r].T @ TARGETS[r] / batch, radius, 0.0, 0.0) for r in every)
    with precision():
        model = LeastSquares(TABLE, TARGETS).model(radius, 1)
        found = kindest(model, batch).found
    assert (found.enclosure.high == 0) is inside
    assert found.enclosure.width <= 1e-6
    assert math.isclose(found.enclosure.upper, best, rel_tol=1e-6, abs_tol=1e-9)


def test_many_minibatches_without_a_zero_are_not_claimed(monkeypatch):
    with precision():
        model = LeastSquares(TABLE, TARGETS).model(0.01, 1)
        monkeypatch.setattr("problems.certify.models.finite_sum.minibatches.PROGRAMS", 3)
        assert kindest(model, 3) is None


def test_where_no_gradient_vanishes_nothing_is_interior():
    """The distance to a zero of the gradient is never understated: the least-norm solution is known in closed form."""
    with precision():
        for radius in (0.05, 1.0):
            model = LeastSquares(TABLE, TARGETS).model(radius, 1)
            solution = np.linalg.lstsq(TABLE, TARGETS, rcond=None)[0]
            point = tuple(Fraction(float(x)) for x in solution)
            assert distance(model, range(5), point) < arb(2) ** -40
            shifted = tuple(Fraction(float(x)) for x in solution + np.array([0.125, 0.0, 0.0]))
            assert distance(model, range(5), shifted) >= 0.125 * (1 - 2**-40)
            assert (interior(model, range(5)) is None) is bool(radius < np.max(np.abs(solution)))
    assert exact_rank(TABLE) == 2


@pytest.mark.parametrize(("radius", "inside"), [(0.34, False), (0.36, False), (2.0, True)])
def test_a_guess_must_be_farther_from_the_edge_than_from_the_zero(monkeypatch, radius, inside):
    """A guess at 0.3442, 0.125 beside the zero: outside of the first box, and too near the edge of the second."""
    solution = np.linalg.lstsq(TABLE, TARGETS, rcond=None)[0]
    monkeypatch.setattr(
        "problems.certify.models.finite_sum.stationary.guesses", lambda *_: [solution + np.array([0.125, 0.0, 0.0])]
    )
    with precision():
        assert (interior(LeastSquares(TABLE, TARGETS).model(radius, 1), range(5)) is not None) is inside


def low_rank(region):
    return text("least-squares", "samples = 12\nseed = 2\nrank = 2", 4, noise=WITHOUT, region=region)


def judged(problem, name, value):
    with precision(), threadpool_limits(1):
        certifier = Certifier(problem, 1)
        certifier.run()
        return certifier.judge(name, value)


@pytest.mark.parametrize("region", [1.05, 1.5, None])
def test_mu_k_of_singular_least_squares_is_zero(write, region):
    """At 1.05 the minimiser of least norm (1.043 in the first coordinate) is just inside; at 1.04 no minimiser is."""
    problem = write(low_rank(region))
    found = judged(problem, "mu_k", 1e-6)
    assert found.enclosure.low == found.enclosure.high == 0
    assert found.status is Status.REFUTED
    assert all(s > 0 for s in found.witness.decay)
    assert violates(problem, "mu_k", 1e-6, found.witness)


@pytest.mark.thorough
def test_mu_k_where_another_minimiser_than_the_shortest_is_inside():
    """x + y/2 = 1: the shortest solution (0.8, 0.4) is outside of |x| <= 0.75, (0.7, 0.6) is inside."""
    with precision():
        model = LeastSquares(np.array([[1.0, 0.5]]), np.array([1.0])).model(0.75, 1)
        found = model.pl_dynamic(arb(1))
        assert found.enclosure.low == found.enclosure.high == 0
        none = LeastSquares(np.array([[1.0, 0.5]]), np.array([1.0])).model(0.65, 1).pl_dynamic(arb(1))
        assert none.enclosure.low > 0  # no minimiser inside: 0.65 * 1.5 < 1


class Slow(RationalWell):
    """Declares no upper end of its value and no range of its slope."""

    @staticmethod
    def everywhere(a):
        return Everywhere((0.0, float("inf")), curvature=(-0.5 * a, 2.0 * a))


ONE = np.array([1.0])
#: family on all of R, and whether boundedness alone decides
BOUNDED = {
    "bounded value": (RationalWell(ONE), True),
    "bounded slope": (CosineLogcosh(ONE, np.array([0.1]), np.array([3.0])), True),
    "no facts": (Slow(ONE), False),
    "neither": (SineQuadratic(ONE), False),
}


@pytest.mark.parametrize("name", BOUNDED)
def test_mu_on_all_of_the_line(name):
    family, zero = BOUNDED[name]
    with precision():
        everywhere, window = SeparableModel(family, None, 2000), SeparableModel(family, 3.0, 2000)
        for found in (everywhere.pl(), everywhere.pl_dynamic(arb(1))):
            assert (found.enclosure.high == 0) is zero
            if zero:
                slope = everywhere.gradient([ball(x) for x in found.at])[0]
                assert slope * slope < 1e-20 * everywhere.value([ball(x) for x in found.at])
        assert window.pl().enclosure.low > 0  # on a bounded region the rule says nothing


def test_flat_terms_on_all_of_the_line():
    """A flat term has no such point; beside a bounded one it does not count."""
    with precision():
        flat = SeparableModel(RationalWell(np.array([0.0])), None, 500).pl().enclosure
        mixed = SeparableModel(RationalWell(np.array([0.0, 1.0])), None, 500).pl()
    assert flat.low == math.inf
    assert mixed.enclosure.high == 0
    assert mixed.at[0] == 0 < abs(mixed.at[1])


def test_the_shipped_files():
    for path in shipped():
        certificate = certify(build(path))
        if path.stem in ("least_squares_rank", "rotated_quadratic"):
            assert certificate["c_s"].enclosure.high == certificate["mu_k"].enclosure.high == 0
        if path.stem == "adam_well":
            assert certificate["mu"].enclosure.high == 0
