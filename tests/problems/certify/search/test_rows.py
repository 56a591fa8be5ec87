"""The largest entry of a minibatch without replacement: no rows at any corner lie above the bound."""

import itertools

import numpy as np
import pytest

from problems.certify import certify
from problems.certify.arithmetic.balls import precision
from problems.certify.certificate import Status
from problems.certify.constants import Certifier
from problems.certify.search import rows

from ..conftest import WITHOUT, text


def truth(table, slopes, radius, b):
    """For every coordinate the largest |sum| over all rows and corners."""
    corners = radius * np.array(list(itertools.product((-1.0, 1.0), repeat=table.shape[1])))
    batches = np.array(list(itertools.combinations(range(len(table)), b)))
    residuals = corners @ table.T + slopes
    return [np.max(np.abs(np.sum((residuals * column)[:, batches], axis=2))) for column in table.T]


def instance(n, d, seed):
    draw = np.random.default_rng(seed)
    return draw.standard_normal((n, d)), draw.standard_normal(n)


@pytest.mark.parametrize(("n", "d", "b"), [(8, 3, 2), (8, 4, 3), (9, 3, 4), (9, 4, 6), (6, 2, 6), (7, 1, 3)])
@pytest.mark.parametrize("radius", [0.0, 0.5, 3.0])
def test_no_rows_lie_above_and_some_attain_it(n, d, b, radius):
    table, slopes = instance(n, d, n + d + b)
    best = truth(table, slopes, radius, b)
    found = rows.heaviest(table, slopes, radius, b, 1)
    assert np.all(found.tops >= best)
    assert np.max(found.tops) == pytest.approx(np.max(best), rel=1e-3)
    entries = np.sort(table[:, found.coordinate] * (table @ found.corner + slopes))
    assert max(abs(np.sum(entries[:b])), abs(np.sum(entries[-b:]))) >= 0.999 * np.max(best)


@pytest.mark.parametrize("work", [0, 100, 300, 1000, 3000])
def test_a_budget_that_ends_leaves_a_bound(work, monkeypatch):
    table, slopes = instance(9, 4, 1)
    monkeypatch.setattr(rows, "WORK", work)
    assert np.all(rows.heaviest(table, slopes, 1.0, 4, 1).tops >= truth(table, slopes, 1.0, 4))


@pytest.mark.parametrize("b", [2, 3, 5])
def test_rows_that_tie(b):
    table, slopes = np.ones((8, 3)), np.zeros(8)
    assert np.max(rows.heaviest(table, slopes, 2.0, b, 1).tops) == pytest.approx(6.0 * b)
    assert np.max(rows.heaviest(0.0 * table, slopes, 2.0, b, 1).tops) <= 1e-300


def test_what_is_too_much_work_is_left(monkeypatch):
    monkeypatch.setattr(rows, "SEARCHED", 0)
    assert rows.heaviest(*instance(8, 3, 1), 1.0, 2, 1) is None


@pytest.mark.parametrize(("d", "samples"), [(16, 40), (40, 100)])
def test_c_inf_without_replacement(write, d, samples):
    problem = write(text("least-squares", f"samples = {samples}\nseed = 4", d, noise=WITHOUT, region=0.5))
    assert certify(problem, kept=False)["c_inf"].enclosure.width <= 1e-3
    with precision():
        certifier = Certifier(problem, 1)
        c_inf = certifier.run()["c_inf"].enclosure
        assert certifier.judge("c_inf", c_inf.upper * 1.001).status is Status.CERTIFIED
        assert certifier.judge("c_inf", c_inf.lower * 0.999).status is Status.REFUTED
