"""Phase diagrams against direct evaluation, the turning point of whole spectra, verdicts that can be both."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from theory.papers import find
from theory.papers.adamw.corollary_3.comparison import PAIRS, err, identities, rate
from verify.decide.verdict import Outcome
from verify.studies.who_is_better import study as who_is_better
from verify.studies.who_is_better.study import C_EDGES, S_EDGES, spectrum, turn


@given(st.sampled_from(PAIRS), st.floats(1e-3, 10.0), st.integers(0, 10**6), st.floats(1e-3, 1e4))
def test_turning_point_decides_whole_spectra(pair: tuple[str, str], decay: float, seed: int, c: float) -> None:
    s = 10.0 ** np.random.default_rng(seed).uniform(-4, 2, 6)
    found = turn(pair, s, decay)
    better = err(pair[0], s, decay, c) < err(pair[1], s, decay, c)
    if found["turn"] is None:
        assert better == (found["when"] == "always")
    elif abs(c / found["turn"] - 1.0) > 1e-6:
        assert better == ((c > found["turn"]) if ">=" in found["when"] else (c < found["turn"]))


def test_certified_cells_agree_with_evaluation_at_random_points() -> None:
    generator = np.random.default_rng(0)
    for pair in PAIRS:
        cells = np.array(who_is_better._diagram(pair, 0.1)["cells"])
        assert {0, 1, 2} == set(np.unique(cells))
        assert np.mean(cells == 2) < 0.15
        for i, j in generator.integers(0, len(cells), (300, 2)):
            if cells[i, j] == 2:
                continue
            s = np.array([generator.uniform(S_EDGES[j], S_EDGES[j + 1])])
            c = generator.uniform(C_EDGES[i], C_EDGES[i + 1])
            assert (err(pair[0], s, 0.1, c) < err(pair[1], s, 0.1, c)) == (cells[i, j] == 0)


def test_verdicts() -> None:
    diagrams = [who_is_better._diagram(PAIRS[0], 0.1)]
    points = who_is_better._points(0)
    (paper,) = who_is_better._rows(find("corollary-3:paper")[0], identities(), diagrams, points)
    assert paper.verdict == Outcome.VIOLATED
    s, c = np.array([paper.witness["s"][1]]), paper.witness["2 rho b/eta"][0]
    assert s[0] <= 1.0
    assert err("adamw", s, paper.witness["lambda"], c) > err("l2-adam", s, paper.witness["lambda"], c)
    (repaired,) = who_is_better._rows(find("corollary-3:repaired")[0], identities(), diagrams, points)
    assert repaired.verdict == Outcome.HOLDS
    broken = dict(identities()) | {"planted": False}
    assert who_is_better._rows(find("corollary-3:repaired")[0], broken, diagrams, points)[0].verdict == Outcome.UNDECIDED


def test_a_false_statement_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """The paper's conclusion, "above c* whatever s": refuted at the first s > 1."""
    monkeypatch.setattr(who_is_better, "STATEMENTS", ((PAIRS[0], (-8.0, 8.0), "above"),))
    monkeypatch.setattr(who_is_better, "POINTS", 50)
    points = who_is_better._points(0)
    (row,) = who_is_better._rows(find("corollary-3:repaired")[0], identities(), [], points)
    assert row.verdict == Outcome.VIOLATED
    assert row.witness is not None
    assert row.witness["s"] > 1.0


def test_spectra_have_the_share_asked_for() -> None:
    for kind in ("log-normal", "power i^-1", "power i^-2", "exponential"):
        s = spectrum(kind, 0.97, np.random.default_rng(0))
        assert np.all(s > 0)
        assert np.mean(s <= 1.0) == 0.97
        assert np.all(rate("l2-adam", s, 0.1)[s < 1] > rate("adamw", s, 0.1)[s < 1])
