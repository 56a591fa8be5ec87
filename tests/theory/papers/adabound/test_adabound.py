"""AdaBound: its bound functions oscillate for ever, a planted falsehood is seen, and nothing is said of the last iterate."""

import numpy as np
import sympy as sp

from theory.papers import claims_in, find
from theory.papers.adabound.algorithms.adabound_relaxed import ALGORITHM, HIGH, LOW
from theory.symbols import k

FOLDER = claims_in("adabound")[0]


def test_the_bound_functions_stay_inside_and_do_not_settle() -> None:
    rows = [sp.lambdify((k, LOW, HIGH), ALGORITHM.rows[name]) for name in ("lower", "upper")]
    steps = np.arange(10_000)
    lower, upper = (row(steps, 0.5, 8.0) for row in rows)
    assert np.all((lower >= 0.5) & (lower <= upper * (1 + 1e-12)) & (upper <= 8.0))  # they meet, up to rounding
    for bound in (lower, upper):
        late = bound[-100:]
        assert late.max() > 1.5 * late.min()
        assert np.any(np.diff(late) > 0)
        assert np.any(np.diff(late) < 0)


def test_the_source_says_what_is_announced_and_what_is_derived() -> None:
    (claim,) = find("adabound-rate")
    assert "derived here" in claim.source
    assert "abstract only" in claim.source
    assert "not decided here" in claim.statement
