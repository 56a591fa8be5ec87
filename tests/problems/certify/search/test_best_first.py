"""Best-first branch and bound: true bounds find the least value, a lying one may miss it, and no open node is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from problems.certify.search.best_first import best_first

VALUES = st.lists(st.integers(-50, 50), min_size=1, max_size=40)


def least(values, bound, budget=10**6):
    """The least value by halving ranges (first, end), and the ranges left open after so many."""
    best, spent = [max(values)], [0]

    def parts(node):
        a, b = node
        spent[0] += 1
        if b - a == 1:
            best[0] = min(best[0], values[a])
            return []
        middle = (a + b) // 2
        return [(a, middle), (middle, b)]

    left = best_first([(0, len(values))], lambda n: bound(*n), parts, lambda n: spent[0] >= budget or bound(*n) >= best[0])
    return best[0], left


@given(VALUES)
def test_true_bounds_find_the_least_value(values):
    assert least(values, lambda a, b: min(values[a:b]))[0] == min(values)


@given(VALUES, st.integers(0, 20))
def test_what_is_left_holds_the_least_value_and_comes_best_first(values, budget):
    found, left = least(values, lambda a, b: min(values[a:b]), budget)
    bounds = [min(values[a:b]) for a, b in left]
    assert bounds == sorted(bounds)
    assert min([found, *bounds]) == min(values)


def test_a_false_bound_misses_it():
    values = [3, 5, 4, 1, 6, 2]
    assert least(values, lambda a, b: min(values[a:b]) + (10 if b - a == 1 and a == 3 else 0))[0] > 1


@pytest.mark.parametrize("count", [1, 5])
def test_of_equal_ones_the_older_comes_first(count):
    seen = []
    best_first(range(count), lambda _: 0, lambda n: seen.append(n) or [], lambda _: False)
    assert seen == list(range(count))
