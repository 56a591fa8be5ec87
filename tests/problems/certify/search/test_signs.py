"""Quadratics over the corners of a box: nothing lies above the bound, whatever the search says, and the bound is close."""

import itertools
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from flint import arb, arb_mat

from problems.certify import certify
from problems.certify.arithmetic.balls import ball, precision
from problems.certify.arithmetic.matrices import matrix
from problems.certify.certificate import Status
from problems.certify.constants import Certifier
from problems.certify.search import signs
from problems.certify.search.signs import Tree, climb, corner_bound, face, proved
from problems.certify.search.triangle_inequalities import PATTERNS, Multipliers, exchanged, lowered, plain

from ..conftest import SAMPLING, text


def every(d):
    return np.array(list(itertools.product((-1.0, 1.0), repeat=d))).reshape(-1, d)


def truth(m, p, q, radius):
    x = radius * every(len(p))
    return float(np.max(np.sum((x @ m) * x, axis=1) - 2 * x @ p + q))


def bound(m, p, q, radius, effort=1):
    with precision():
        upper, x = corner_bound(matrix(m), [ball(float(b)) for b in p], ball(q), radius, effort)
    return float(upper), x


def laplacian(edges):
    d = 1 + max(max(e) for e in edges)
    m = np.zeros((d, d))
    for i, j in edges:
        m[[i, j], [i, j]] += 1.0
        m[i, j] -= 1.0
        m[j, i] -= 1.0
    return m


def gram(d, rank, seed):
    a = np.random.default_rng(seed).standard_normal((d, rank))
    return a @ a.T / d


def linear(d, seed):
    return np.random.default_rng(seed + 100).standard_normal(d)


PETERSEN = [(i, (i + 1) % 5) for i in range(5)] + [(i + 5, (i + 2) % 5 + 5) for i in range(5)] + [(i, i + 5) for i in range(5)]
QUADRATICS = {
    **{f"random {d}": (gram(d, d, d), linear(d, d), 0.5, 0.7) for d in (2, 5, 8, 11, 12)},
    "far from convex": (np.diag(np.ones(9), 1) + np.diag(np.ones(9), -1) - gram(10, 3, 1), linear(10, 1), -3.0, 1.0),
    "cut of a circle of 5": (laplacian([(i, (i + 1) % 5) for i in range(5)]), np.zeros(5), 0.0, 1.0),
    "cut of a circle of 11": (laplacian([(i, (i + 1) % 11) for i in range(11)]), np.zeros(11), 0.0, 2.0),
    "cut of a clique of 7": (laplacian(list(itertools.combinations(range(7), 2))), np.zeros(7), 0.0, 1.0),
    "cut of a clique of 9": (laplacian(list(itertools.combinations(range(9), 2))), np.zeros(9), 1.0, 1.0),
    "cut of Petersen's graph": (laplacian(PETERSEN), np.zeros(10), 0.0, 1.0),
    "all alike": (np.ones((9, 9)), np.ones(9), 0.0, 1.0),
    "all alike, no linear part": (np.ones((9, 9)), np.zeros(9), 0.0, 1.0),
    "all against each other": (np.eye(9) - np.ones((9, 9)) / 9, np.zeros(9), 0.0, 1.0),
    "rank one": (gram(12, 1, 3), np.zeros(12), 0.0, 1.0),
    "rank one with a linear part": (gram(12, 1, 4), 0.1 * linear(12, 4), 0.0, 3.0),
    "linear": (np.zeros((6, 6)), linear(6, 6), 2.0, 1.0),
    "diagonal": (np.diag([1.0, 2.0, 0.5]), np.array([0.25, -1.0, 0.0]), 0.5, 2.0),
    "one coordinate": (np.array([[2.0]]), np.array([-0.5]), 0.25, 3.0),
    "one coordinate, no linear part": (np.array([[2.0]]), np.array([0.0]), 0.25, 3.0),
    "one point": (gram(6, 6, 1), linear(6, 1), 1.25, 0.0),
    "zero": (np.zeros((4, 4)), np.zeros(4), 0.0, 1.0),
    "tiny beside huge": (np.diag([1e12, 1.0, 1e-12]), np.array([0.0, 1e6, 1e-12]), 0.0, 1.0),
}


@pytest.mark.parametrize("name", QUADRATICS)
def test_the_best_corner_is_bounded_and_found(name):
    m, p, q, radius = QUADRATICS[name]
    (found, x), best = bound(m, p, q, radius), truth(m, p, q, radius)
    slack = 1e-12 * (abs(best) + radius**2 * np.sum(np.abs(m)))
    assert best - slack <= found <= best + 2e-3 * abs(best) + slack
    assert np.all(np.abs(x) == radius)
    assert x @ m @ x - 2 * p @ x + q == pytest.approx(best, rel=1e-9, abs=slack)


@pytest.mark.parametrize("name", QUADRATICS)
def test_branching_alone_loses_no_corner(name, monkeypatch):
    """Without a search for multipliers every sign is tried."""
    m, p, q, radius = (part[:7, :7] if np.ndim(part) == 2 else part[:7] if np.ndim(part) else part for part in QUADRATICS[name])
    monkeypatch.setattr(signs, "lowered", lambda c, m, *_: (m, np.eye(len(c)), 1))
    monkeypatch.setattr(signs, "NODE", 0.0)
    found, best = bound(m, p, q, radius)[0], truth(m, p, q, radius)
    assert best - 1e-9 * abs(best) <= found <= best + 2e-3 * abs(best) + 1e-9


LIES = {
    "nothing": lambda m: replace(m, diagonal=0.0 * m.diagonal, weights=0.0 * m.weights),
    "far too little": lambda m: replace(m, diagonal=m.diagonal - 1e3),
    "a little too little": lambda m: replace(m, diagonal=m.diagonal * (1 - 1e-6)),
    "weights below 0": lambda m: replace(m, weights=m.weights - 1.0),
    "huge weights": lambda m: replace(m, weights=m.weights + 1e9),
    "no number": lambda m: replace(m, diagonal=m.diagonal * np.nan),
}


def lying(lie):
    def search(c, m, alpha, steps):
        found, moments, count = lowered(c, m, alpha, steps)
        return lie(found), moments, count

    return search


@pytest.mark.parametrize("lie", LIES)
@pytest.mark.parametrize("name", ["random 8", "cut of a circle of 5", "rank one"])
def test_a_search_that_lies_is_corrected(lie, name, monkeypatch):
    m, p, q, radius = QUADRATICS[name]
    monkeypatch.setattr(signs, "lowered", lying(LIES[lie]))
    monkeypatch.setattr(signs, "WORK", 1e8)
    best = truth(m, p, q, radius)
    assert bound(m, p, q, radius)[0] >= best - 1e-12 * abs(best)


@pytest.mark.parametrize("lie", ["nothing", "far too little", "weights below 0"])
def test_the_verification_is_what_corrects_it(lie, monkeypatch):
    """With the multipliers taken at their word the bound is false: the test above would fail."""
    m, p, q, radius = QUADRATICS["random 8"]
    monkeypatch.setattr(signs, "lowered", lying(LIES[lie]))
    monkeypatch.setattr(signs, "proved", lambda c, m, *_: float(np.sum(m.diagonal) + np.sum(m.weights)))
    tree = Tree(radius**2 * np.block([[np.zeros((1, 1)), -p[None] / radius], [-p[:, None] / radius, m]]), q, 1)
    tree.top = -np.inf  # so that nothing is compared with what the local search knows
    assert tree.run() + q < truth(m, p, q, radius)


def test_a_matrix_that_is_not_positive_semidefinite_is_refused():
    s = gram(6, 6, 2)
    s -= np.linalg.eigvalsh(s)[0] * np.eye(6)
    assert signs._completes(s + 1e-12 * np.eye(6))
    assert not signs._completes(s - 1e-12 * np.eye(6))
    assert not signs._completes(np.full((3, 3), np.nan))


def some_triangles(n, count, draw):
    corners = np.sort(np.array([draw.choice(n, 3, replace=False) for _ in range(count)]), axis=1)
    return np.column_stack([corners, draw.integers(0, 4, count)])


@pytest.mark.parametrize("seed", range(8))
def test_any_multipliers_bound_every_corner(seed):
    draw = np.random.default_rng(seed)
    n = 7
    c = draw.standard_normal((n, n))
    c = c + c.T
    y = every(n)
    best = np.max(np.sum((y @ c) * y, axis=1))
    for scale in (0.0, 1.0, 100.0):
        m = Multipliers(scale * draw.standard_normal(n), some_triangles(n, 10, draw), scale * draw.random(10))
        assert proved(c, m, np.sum(np.abs(c))) >= best


def test_a_triangle_is_0_or_4_at_signs():
    for pattern in PATTERNS:
        assert {1 + a * s * t + b * s * u + e * t * u for s, t, u in every(3) for a, b, e in [pattern]} == {0.0, 4.0}


@pytest.mark.parametrize("seed", range(6))
def test_a_child_starts_from_its_parents_bound(seed):
    draw = np.random.default_rng(seed)
    n = 6
    c = draw.standard_normal((n, n))
    c = c + c.T
    size = float(np.sum(np.abs(c)))
    m = Multipliers(draw.standard_normal(n), some_triangles(n, 25, draw), draw.random(25))
    low = np.linalg.eigvalsh(-m.added(c))[0]
    m = replace(m, diagonal=m.diagonal - low + 1e-9)
    for i, sign in itertools.product(range(1, n), (1.0, -1.0)):
        fixed = np.zeros(n)
        fixed[0], fixed[i] = 1.0, sign
        child = face(c, fixed)
        y = every(n)
        y = y[(y[:, 0] == 1.0) & (y[:, i] == sign)]
        best = np.max(np.sum((y @ c) * y, axis=1))
        rest = np.column_stack([np.ones(len(y)), y[:, fixed == 0]])
        assert np.max(np.sum((rest @ child) * rest, axis=1)) == pytest.approx(best)
        merged = m.merged(i, sign)
        assert np.sum(merged.diagonal) + np.sum(merged.weights) == pytest.approx(np.sum(m.diagonal) + np.sum(m.weights))
        assert best <= proved(child, merged, size) <= proved(c, m, size) + 1e-7


def test_triangles_tighten_the_bound_of_a_clique():
    """Three vertices: without triangles the bound of the cut is 9/4, with them 2."""
    m = laplacian([(0, 1), (1, 2), (0, 2)]) / 4
    loose, moments, _ = lowered(m, plain(m), 1e-4, 100)
    assert proved(m, loose, 1.0) == pytest.approx(2.25, rel=1e-3)
    tight, _, _ = lowered(m, exchanged(m, loose, moments), 1e-4, 100)
    assert proved(m, tight, 1.0) == pytest.approx(2.0, rel=1e-3)


def test_no_two_flips_improve_a_local_search():
    """The first sign is given."""
    c = gram(9, 9, 5)
    for y in climb(c, np.where(np.random.default_rng(0).random((20, 9)) < 0.5, -1.0, 1.0)):
        height = y @ c @ y
        for i, j in itertools.product(range(1, 9), repeat=2):
            z = y.copy()
            z[i] *= -1
            if i != j:
                z[j] *= -1
            assert z @ c @ z <= height + 1e-9


@pytest.mark.parametrize("work", [0, 3e6, 3e7])
def test_a_budget_that_ends_leaves_a_bound(work, monkeypatch):
    m, p, q, radius = QUADRATICS["cut of a clique of 9"]
    monkeypatch.setattr(signs, "WORK", work)
    assert bound(m, p, q, radius)[0] >= truth(m, p, q, radius) * (1 - 1e-12)


def test_what_the_balls_do_not_know_is_added():
    """Entries with a radius: the bound holds for every matrix inside."""
    m, p, q, radius = QUADRATICS["random 5"]
    wide = [[arb(float(x), 0.1) for x in row] for row in m]
    with precision():
        found = float(corner_bound(arb_mat(wide), [ball(float(b)) for b in p], ball(q), radius, 1)[0])
    y = every(5)[np.argmax([x @ m @ x - 2 * p @ x for x in radius * every(5)])]
    assert found >= truth(m + 0.1 * np.outer(y, y), p, q, radius)


def test_the_same_bound_every_time():
    m, p, q = gram(20, 30, 1), linear(20, 1), 0.0
    first, second = bound(m, p, q, 1.0), bound(m, p, q, 1.0)
    assert first[0] == second[0]
    assert np.array_equal(first[1], second[1])


@pytest.mark.parametrize(("d", "samples", "region"), [(16, 40, 0.5), (40, 60, 1.0)])
def test_sigma_a_thousandth_beside_the_best(write, d, samples, region):
    problem = write(text("least-squares", f"samples = {samples}\nseed = 5", d, noise=SAMPLING, region=region))
    with precision():
        certifier = Certifier(problem, 1)
        sigma = certifier.run()["sigma"].enclosure
        assert sigma.width <= 1e-3
        assert certifier.judge("sigma", sigma.upper * 1.001).status is Status.CERTIFIED
        found = certifier.judge("sigma", sigma.lower * 0.999)
    assert found.status is Status.REFUTED
    x = [Fraction(entry) for entry in found.witness.points[0]]
    assert all(abs(entry) == Fraction(region) for entry in x)


def test_all_targets_0(write):
    """x and -x tie."""
    problem = write(text("least-squares", "samples = 30\nseed = 1", 14, noise=SAMPLING, region=1.0))
    problem.family.targets[:] = 0.0
    assert certify(problem, kept=False)["sigma"].enclosure.width <= 1e-3
