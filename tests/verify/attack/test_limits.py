"""How far hypotheses let a letter go: to the next that binds, and no farther than the search."""

from dataclasses import replace

import numpy as np
import pytest

from theory import symbols as s
from theory.papers import find
from verify.attack.limits import chosen
from verify.attack.space import AS_GIVEN, LEVELS, OTHERWISE, REACH, corners
from verify.decide.plant import falsehood

CLAIM = find("theorem-2:repaired", ())[0]
#: c_1 = 2, c_2 about 2; where sigma is large the stated limits of beta_1 and eta are the least
VALUES = {
    s.delta: 4.0, s.beta_2: 0.1, s.lambda_: 0.0, s.b: 1.0, s.d: 1.0, s.epsilon: 0.01, s.x_0_sq: 1.0, s.c_s: 0.0, s.L: 1.0,
    s.sigma: 0.05, s.c_inf: 0.1, s.Delta: 1e-6, s.decay_0: 0.0,
}  # fmt: skip


def taken(claim: object, **places: float) -> dict[str, float]:
    """What one candidate has."""
    all_places = {name: np.array([places.get(name, AS_GIVEN)]) for name in ("beta_2", "beta_1", "eta", "T")}
    found = chosen(claim, {letter: np.array([x]) for letter, x in VALUES.items()}, all_places, 2000)  # type: ignore[arg-type]
    return {name: float(x[0]) for name, x in found.items()}


def without(name: str) -> object:
    """The claim without a hypothesis."""
    rest = tuple(one for one in CLAIM.hypotheses if one.name != name)
    assert len(rest) == len(CLAIM.hypotheses) - 1
    return falsehood(CLAIM, hypotheses=rest)


def test_in_the_middle_of_an_axis_a_letter_is_as_it_is_prescribed() -> None:
    assert all(np.isnan(x) for x in taken(CLAIM).values())


def test_a_drift_goes_up_to_1_where_a_hypothesis_says_so_and_on_where_none_does() -> None:
    value = taken(CLAIM, beta_2=0.0)["beta_2"]
    assert value == 1.0  # mu_v is 1/400 there: no file may have more
    close = {**VALUES, s.c_inf: 4.0, s.beta_2: 0.01}
    places = {"beta_2": np.zeros(1)}
    for claim, most in ((CLAIM, 0.25), (without("mu_v < 1"), 1.0)):
        found = chosen(claim, {letter: np.array([x]) for letter, x in close.items()}, places, 2000)  # type: ignore[arg-type]
        assert found["beta_2"][0] == pytest.approx(most, rel=2e-3)
        assert found["beta_2"][0] <= most
        assert claim is CLAIM or found["beta_2"][0] > 0.25


def test_a_hypothesis_that_is_dropped_is_gone_beyond_as_far_as_the_next() -> None:
    limit = 2.0 * 1e-4 / (3.0 * 2.0 * 2.5e-3)
    assert np.isnan(taken(CLAIM, beta_1=0.0)["beta_1"])  # it is prescribed at its limit
    assert taken(without("beta_1 of the statement"), beta_1=0.0)["beta_1"] == pytest.approx(1.0, rel=1e-3)
    assert taken(CLAIM, beta_1=1.0)["beta_1"] == pytest.approx(limit / 10.0**REACH, rel=5e-3)
    found = taken(without("eta of step 7"), beta_1=0.75, eta=0.0)
    tracking, stated = found["beta_1"], 4.0 * 1e-4 / (6.0 * 2.0 * 2.5e-3)  # beta_1 c_1/(2 L), and that of the statement
    assert 2.0 * tracking < found["eta"] <= stated
    assert found["eta"] == pytest.approx(stated, rel=5e-3)


def test_a_shorter_horizon_is_asked_for_where_one_is_allowed() -> None:
    assert np.isnan(taken(CLAIM, T=1.0)["T"])
    assert taken(without("T of the statement"), T=1.0)["T"] < 100.0


def test_structured_points_have_every_pair_of_levels() -> None:
    genes = ("start 0", "beta_2", "T", "epsilon")
    spread = np.stack(np.meshgrid(*[(np.arange(4) + 0.5) / 4] * 4), axis=-1).reshape(-1, 4)
    points = corners(genes, spread)
    for j, name in enumerate(genes):
        assert set(points[1:, j]) == set(LEVELS.get(name.split()[0], OTHERWISE))


def test_what_binds_nobody_limits_nothing() -> None:
    free = replace(CLAIM, hypotheses=())
    assert taken(free, eta=0.0)["eta"] > 0.0
