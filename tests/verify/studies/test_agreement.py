"""Every measurement agrees with the exact covariance at d = 2, 10, 50, and not with a wrong one."""

import pytest

from theory.papers.adamw.lemma_5.covariance import stationary
from verify.studies.stationary_law import agreement, samplers
from verify.studies.stationary_law.study import basin

DIMENSIONS = (2, 10, 50)
RUNS = 4_000


@pytest.mark.parametrize("d", DIMENSIONS)
def test_exact_transition_agrees(d: int) -> None:
    laid = basin(d, d)
    sample = samplers.exact_samples(laid, "l2-adam", RUNS, [0, d])
    found = agreement.exact_process(laid, "l2-adam", "Q", sample, RUNS, 1e-4)
    assert found["agrees"], found
    wrong = stationary(basin(d, d), "adamw").covariance
    assert not agreement._agreement("planted", "adamw", wrong, sample, RUNS, 1e-4)["agrees"]


def test_euler_agrees_with_its_own_covariance_and_its_bias_is_of_first_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agreement, "EULER_RUNS", 1000)
    bias, sampled = agreement.euler({d: basin(d, d, 10.0) for d in DIMENSIONS}, 0, 1e-5)
    assert [line["d"] for line in sampled] == [2, 2, 10, 10, 50, 50]
    assert all(line["agrees"] for line in sampled), sampled
    assert all(line["orders"][-1] == pytest.approx(1.0, abs=0.02) for line in bias)


def test_frozen_algorithms_approach_their_sde_to_the_first_order() -> None:
    table = agreement.frozen({d: basin(d, d, 10.0) for d in (2, 10)})
    assert len(table) == 12
    assert all(line["order"] == pytest.approx(1.0, abs=0.02) for line in table)


@pytest.mark.parametrize("d", DIMENSIONS)
def test_frozen_runs_agree(d: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agreement, "ETAS", (0.2,))
    monkeypatch.setattr(agreement, "RUNS", 64)
    monkeypatch.setattr(agreement, "_modes", lambda d: (agreement.discrete.FROZEN,))
    lines = agreement.algorithms({d: basin(d, d, 10.0)}, 0, 1e-4, lambda text: None)
    assert len(lines) == 3
    assert all(line["agrees"] for line in lines), lines


def test_rates_find_the_order() -> None:
    def line(eta: float, share: float) -> dict[str, object]:
        return {"d": 2, "algorithm": "adam", "mode": "live", "eta": eta, "frozen_exact": 0.9, "estimate": 0.9 - share,
                "standard_error": 0.001}  # fmt: skip

    (found,) = agreement.rates([line(eta, 0.3 * eta**0.5) for eta in (0.2, 0.1, 0.05)])
    assert [order for order, _ in found["orders"]] == pytest.approx([0.5, 0.5])
    assert 0.0 < found["orders"][0][1] < 0.1
    assert found["distances"][0] == pytest.approx(0.1 + 0.3 * 0.2**0.5)
    assert agreement.rates([line(0.2, 0.1), line(0.1, -0.01)])[0]["orders"] == [None]


def test_error_rate_is_split_over_every_interval(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two for each process and Euler-Maruyama, one for each run of an algorithm, one more for a frozen one's agreement."""
    monkeypatch.setattr(agreement, "ETAS", (0.4,))
    assert agreement.statements((2,), 3) == 2 * 3 + 2 * 2 + (2 + 1) * 3
    assert agreement.statements((2, 10), 0) == 8 + (2 + 1) * 3 + (3 + 1) * 3
