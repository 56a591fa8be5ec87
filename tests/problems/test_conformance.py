"""Every family and every shipped file: value, gradient, minimum and closed-form constants agree with each other.

A constant is attacked at random and structured points; where the closed form is exact, a constant ten per cent too good
must be caught by the same attack, so that the attack is known to have teeth.
"""

import numpy as np
import pytest

from problems.families import all_families
from problems.families.base import Coupled, Separable
from problems.families.written import Written
from verify.simulate.trace import Level, Node

#: relative allowance for rounding in the quantities compared
SLACK = 1e-9
EXACT_L = ("rational-well", "cosine-logcosh", "sine-quadratic", "quadratic", "least-squares", "least-squares-1d")
EXACT_BOUND = ("rational-well", "sine-quadratic", "quadratic", "least-squares", "least-squares-1d")
EXACT_MU = ("sine-quadratic", "quadratic", "least-squares", "least-squares-1d")


def test_every_family_has_instances(rows):
    assert set(rows) == set(all_families())


def test_gradient_is_the_derivative_of_the_value(instance):
    family, h = instance.family, 1e-4
    x = np.random.default_rng(1).uniform(-instance.region, instance.region, (family.dimension, 6))
    gradient = family.gradient_at(x)
    for i in range(family.dimension):
        step = np.zeros((family.dimension, 1))
        step[i] = h
        # fourth-order central difference
        near = family.value_at(x + step) - family.value_at(x - step)
        far = family.value_at(x + 2 * step) - family.value_at(x - 2 * step)
        scale = 1.0 + np.abs(family.value_at(x)) + family.smoothness(instance.region)
        assert np.all(np.abs((8 * near - far) / (12 * h) - gradient[i]) <= 1e-10 * scale)


def test_minimum_is_a_lower_bound(instance):
    family = instance.family
    values = family.value_at(np.hstack([instance.points(), 30 * instance.points(seed=3)]))
    assert np.all(values >= family.minimum - 1e-14)


def test_minimum_is_attained_where_it_is_claimed_exact(instance):
    family = instance.family
    if family.name == "least-squares":
        best = np.linalg.lstsq(family.table, family.targets, rcond=None)[0]
    elif family.name in ("welsch-regression", "sigmoid-classification"):
        assert family.minimum == 0.0  # a lower bound only
        return
    elif isinstance(family, Written):
        return  # a lower bound only, which may be none
    else:
        best = np.array([type(family).minimiser(*p) for p in zip(*family.coefficients, strict=True)]) if isinstance(
            family, Separable) else np.zeros(family.dimension)  # fmt: skip
    assert family.value_at(np.column_stack([best, best]))[0] == pytest.approx(family.minimum, rel=1e-10, abs=1e-15)


def _ratios_of_smoothness(instance):
    family, draw = instance.family, np.random.default_rng(2)
    x = instance.points()
    other = np.roll(instance.points(seed=4), 1, axis=1)
    close = np.clip(x + 1e-4 * draw.standard_normal(x.shape), -instance.region, instance.region)
    pairs = [(x, other), (x, close), _steepest_pair(instance)]
    a, b = (np.hstack(side) for side in zip(*pairs, strict=True))
    length = np.sqrt(np.sum(np.square(a - b), axis=0))
    change = np.sqrt(np.sum(np.square(family.gradient_at(a) - family.gradient_at(b)), axis=0))
    kept = length > 1e-9
    return change[kept] / length[kept]


def _steepest_pair(instance):
    """Two points either side of 0 along the top eigenvector of the Hessian there."""
    family, h = instance.family, 1e-4
    hessian = (family.gradient_at(h * np.eye(family.dimension)) if family.dimension > 1
               else family.gradient_at(np.full((1, 2), h))[:, :1])  # fmt: skip
    hessian = (hessian - family.gradient_at(np.zeros((family.dimension, 2)))[:, :1]) / h
    top = np.linalg.eigh(0.5 * (hessian + hessian.T))[1][:, -1:]
    return h * top, -h * top


def test_smoothness(instance):
    L = instance.family.smoothness(instance.region)
    ratios = _ratios_of_smoothness(instance)
    assert np.all(ratios <= L * (1 + 1e-6) + 1e-9)
    if instance.family.name in EXACT_L and L > 0:
        assert np.any(ratios > 0.9 * L)


def test_smoothness_on_all_of_space_is_no_smaller(instance):
    assert instance.family.smoothness(None) >= instance.family.smoothness(instance.region)


def _attack_points(instance):
    """Points where a coordinate of the gradient is large: signs of the columns of the Hessian, towards and away."""
    family, r = instance.family, instance.region
    if not isinstance(family, Coupled) or family.dimension == 1:
        return np.tile(np.linspace(-r, r, 2001), (family.dimension, 1))
    hessian = family.gradient_at(np.eye(family.dimension)) - family.gradient_at(np.zeros((family.dimension, 2)))[:, :1]
    signs = np.where(hessian < 0, -r, r)
    return np.hstack([signs, -signs])


def test_gradient_bound(instance):
    family = instance.family
    bound = family.gradient_bound(instance.region)
    assert bound.shape == (family.dimension,)
    reached = np.max(np.abs(family.gradient_at(np.hstack([instance.points(), _attack_points(instance)]))), axis=1)
    assert np.all(reached <= bound * (1 + SLACK) + 1e-14)
    if family.name in EXACT_BOUND:
        assert np.all(reached >= 0.99 * bound - 1e-12)
    assert np.all(family.gradient_bound(None) >= bound * (1 - SLACK))


def test_gradient_bound_without_a_region(instance):
    family = instance.family
    far = 1e3 * np.random.default_rng(5).standard_normal((family.dimension, 60))
    everywhere = np.abs(family.gradient_at(np.hstack([far, instance.points()])))
    assert np.all(everywhere <= family.gradient_bound(None)[:, None] * (1 + SLACK))


def _ratios_of_pl(instance):
    family, r = instance.family, instance.region
    lines = [np.outer(direction, np.linspace(-r, r, 401)) for direction in np.eye(family.dimension)]
    if isinstance(family, Coupled):
        hessian = family.gradient_at(np.eye(max(family.dimension, 2))[: family.dimension])
        hessian = (hessian - family.gradient_at(np.zeros((family.dimension, 2)))[:, :1])[:, : family.dimension]
        best = np.linalg.lstsq(family.table, family.targets, rcond=1e-8)[0] if family.name == "least-squares" else 0.0
        vectors = np.linalg.eigh(0.5 * (hessian + hessian.T))[1].T
        lines = [np.outer(v, np.linspace(-r, r, 41)) + np.reshape(best, (-1, 1)) for v in vectors]
    x = np.hstack([instance.points(), *lines])
    gap = family.value_at(x) - family.minimum
    kept = gap > 1e-6 * (1 + family.minimum)  # the minimum is known to 1e-12
    return np.sum(np.square(family.gradient_at(x)), axis=0)[kept] / (2 * gap[kept])


def test_pl(instance):
    mu = instance.family.pl(instance.region)
    if mu is None:
        assert instance.family.name not in EXACT_MU
        return
    ratios = _ratios_of_pl(instance)
    if np.isinf(mu):
        assert len(ratios) == 0  # F is flat
        return
    assert mu > 0
    assert np.all(ratios >= mu * (1 - 1e-6))
    assert np.any(ratios < 1.1 * mu)
    assert instance.family.pl(None) <= mu


def test_value_and_gradient_of_a_run_do_not_depend_on_its_place(instance):
    family, width = instance.family, 16
    x = np.random.default_rng(6).uniform(-1, 1, (family.dimension, width))
    order = np.random.default_rng(7).permutation(width)
    assert np.array_equal(family.value_at(x)[order], family.value_at(np.ascontiguousarray(x[:, order])))
    assert np.array_equal(family.gradient_at(x)[:, order], family.gradient_at(np.ascontiguousarray(x[:, order])))


def test_separable_terms_are_programs(separable):
    """Every back end can record `term` and `slope`: plain arithmetic without a branch on a value."""
    family = separable.family
    x = Node("x", Level.FULL)
    p = [Node(f"p{i}", Level.COORDINATE) for i in range(len(family.coefficients))]
    assert isinstance(family.term(x, *p), Node)
    assert isinstance(family.slope(x, *p), Node)


def test_separable_terms_are_never_negative(separable):
    family = separable.family
    x = np.concatenate([np.logspace(-320, 150, 500), [0.0, 19.999, 20.0, 20.001, 709.0, 711.0]])
    for p in zip(*family.coefficients, strict=True):
        assert np.all(family.term(np.concatenate([-x, x]), *p) >= 0)
