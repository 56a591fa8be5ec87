"""Corollary 3: the crossing point decides every comparison, and ball arithmetic agrees."""

import flint
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from theory.papers.adamw.corollary_3.comparison import (
    PAIRS,
    Better,
    ball,
    certify,
    compared,
    crossing,
    difference,
    err,
    identities,
    rate,
)
from theory.papers.adamw.inputs import NotAllowed

POSITIVE = st.floats(1e-3, 1e3)


def test_identities() -> None:
    assert all(identities().values()), identities()


@given(POSITIVE, POSITIVE, POSITIVE, st.sampled_from(PAIRS))
def test_crossing_decides(s: float, weight_decay: float, c: float, pair: tuple[str, str]) -> None:
    one = np.array([s])
    u, w = (float(rate(name, one, weight_decay)[0]) for name in pair)
    assume(abs(u / w - 1) > 1e-6)
    star = float(crossing(np.array(u), np.array(w)))
    assume(abs(c / star - 1) > 1e-6)
    better = (c > star) if u < w else (c < star)
    first, second = (err(name, one, weight_decay, c) for name in pair)
    assert (first < second) == better
    assert min(1 / u, 1 / w) < star < max(1 / u, 1 / w)
    found = certify(*pair, flint.arb(s), flint.arb(weight_decay), flint.arb(c))
    assert found == (Better.FIRST if better else Better.SECOND)
    assert compared(*pair, flint.arb(s), flint.arb(weight_decay), flint.arb(c)) == found


def test_the_paper_s_conclusion_and_where_it_turns_around() -> None:
    """All s in [0, 1]: with y >= 1 AdamW has the smaller err than l2-Adam; with y_l2 <= 1 the larger one."""
    s = np.geomspace(1e-4, 1.0, 50)
    assert err("adamw", s, 0.1, 1e5) < err("l2-adam", s, 0.1, 1e5)
    assert err("adamw", s, 0.1, 1e-3) > err("l2-adam", s, 0.1, 1e-3)
    assert err("adamw", s, 0.1, 1e5) > err("adam", s, 0.1, 1e5)


def test_boxes_are_certified_or_left_open() -> None:
    box = ball(0.2, 0.3), ball(0.1, 0.2)
    assert certify("adamw", "l2-adam", *box, ball(100.0, 200.0)) == Better.FIRST
    assert certify("adamw", "l2-adam", *box, ball(0.1, 0.2)) == Better.SECOND
    assert certify("adamw", "l2-adam", *box, ball(0.5, 5.0)) == Better.UNKNOWN


def test_singular_values_are_checked() -> None:
    with pytest.raises(NotAllowed, match="s=-1 must be greater than 0"):
        rate("adam", np.array([1.0, -1.0]), 0.1)


@given(st.sampled_from(PAIRS), POSITIVE, POSITIVE, st.integers(0, 1000))
def test_difference_of_two_spectra_is_linear_in_the_inverse_scale(
    pair: tuple[str, str], weight_decay: float, c: float, seed: int
) -> None:
    generator = np.random.default_rng(seed)
    s, counts = 10.0 ** generator.uniform(-4, 2, 6), generator.uniform(0.0, 3.0, 6)
    a, g = difference(*(rate(name, s, weight_decay) for name in pair), counts)
    first, second = (err(name, s, weight_decay, c, counts) for name in pair)
    assert first - second == pytest.approx(a + g / c, abs=1e-9 * (1.0 + abs(first) + abs(second)))
