"""The allowance of Corollary 1's check covers what rounding may do, in rationals, near the end of its range as well."""

from fractions import Fraction
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests import lab
from verify.decide.checks.rounding import Rounding
from verify.simulate.program import HYPER_ROWS

#: ||grad F||, q = lambda_k ||v x|| / ||grad F||, ||grad F_k||
SIZES = (st.floats(1e-3, 1e3), st.floats(1e-17, 1.0).map(lambda rest: 1.0 - rest), st.just(0.0) | st.floats(1e-6, 1e3))


@pytest.fixture(scope="module")
def rounding(tmp_path_factory: pytest.TempPathFactory) -> Rounding:
    return Rounding(lab.uncertified(tmp_path_factory.mktemp("rounding")))


def allowed(rounding: Rounding, left: float, decay: float, right: float) -> float:
    hyper = np.zeros((1, len(HYPER_ROWS), 1))
    hyper[:, HYPER_ROWS.index("lambda_")] = 1.0
    now = {"vx_sq": decay**2, "grad_F_sq": left**2, "grad_F_k_sq": right**2}
    with np.errstate(all="ignore"):
        return float(rounding.stationarity({name: np.array([[value]]) for name, value in now.items()}, {}, hyper)[0, 0])


def worst(rounding: Rounding, left: float, decay: float, right: float) -> Fraction | None:
    """How far ||grad F_k|| / (1 - q) - ||grad F|| moves at most, its three numbers off by what they may be; None: no limit."""
    exact = Fraction(left), Fraction(decay), Fraction(right)
    gamma, scale = Fraction(rounding.gamma), Fraction(rounding.gradient_scale)
    off = (gamma * (exact[0] + scale), gamma * exact[1], gamma * (exact[0] + exact[1] + scale))

    def slack(a: Fraction, d: Fraction, b: Fraction) -> Fraction | None:
        return b / (1 - d / a) - a if 0 <= d < a and b >= 0 else None

    here = slack(*exact)
    assert here is not None
    moved = [
        slack(*(x + sign * o for x, sign, o in zip(exact, signs, off, strict=True))) for signs in product((-1, 0, 1), repeat=3)
    ]
    known = [abs(one - here) for one in moved if one is not None]
    ends = exact[1] + off[1] >= exact[0] - off[0]
    return None if ends else max(known)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(1.0, 1.0 - 1e-9, 1.0)
@example(0.25, 1.0 - 2.0**-52, 0.0)
@given(*SIZES)
def test_the_allowance_covers_every_rounding(rounding: Rounding, left: float, q: float, right: float) -> None:
    decay = q * left
    if decay >= left:
        return
    most, found = worst(rounding, left, decay, right), allowed(rounding, left, decay, right)
    assert found == np.inf or (most is not None and float(most) <= found * (1.0 + 1e-6))


def test_the_allowance_is_no_larger_than_it_must_be_and_the_first_order_is_too_small(rounding: Rounding) -> None:
    left, right = 1.0, 1.0
    off = rounding.gamma * (2.0 + rounding.gradient_scale)
    for rest in (1e3 * off, 10.0 * off, 2.0 * off):
        decay = 1.0 - rest
        most, found = worst(rounding, left, decay, right), allowed(rounding, left, decay, right)
        assert most is not None
        assert float(most) <= found <= 2.0 * float(most)
    first_order = right / rest**2 * off
    assert first_order < 0.8 * float(most)
    assert allowed(rounding, left, 1.0 - off / 2.0, right) == np.inf


def test_where_nothing_decays_q_has_no_error(rounding: Rounding, tmp_path: Path) -> None:
    found = allowed(rounding, 1e-30, 0.0, 1.0)
    assert found == pytest.approx(rounding.gamma * (1e-30 + rounding.gradient_scale) * 2.0)
