"""A planted falsehood is seen on runs: a bound of every paper that is measured, scaled; at least one row a paper."""

from pathlib import Path

import pytest

from tests.calls import program
from theory.papers import claims_in

#: paper, its problem file, claim, the bound that is made too small, the most runs
ROWS = [
    ("adabound", "adabound_narrow", "adabound-rate", "S=0.2", 128),
    ("adacn", "adacn_well", "adacn-secant", "steps=0.01", 128),
    ("defossez", "defossez_well", "defossez-adam", "gradient=0.001", 128),
    ("defossez", "adagrad_well", "defossez-adagrad", "gradient=0.0001", 128),
    ("reddi", "reddi_even", "adam-small-steps:repaired", "S=0.1", 128),
    ("rmsprop", "rmsprop_well", "rmsprop-penalty", "gradient=0.01", 128),
    ("rmsprop", "rmsprop_long_steps", "rmsprop-penalty", "bounded=0.1", 128),
    ("sadam", "sadam_well", "sadam-rate", "S=0.2", 128),
    ("scale_invariant", "planar_cosine", "scale-invariant-norm", "norm=0.1", 128),
    ("scaled_momentum", "sgd_momentum_well", "bounded-scaling:tighter", "S=0.4", 512),
    ("uadam", "uadam_well", "uadam-rate", "S=0.2", 128),
    ("win", "win_well", "win-rate:repaired", "S=0.1", 128),
    ("win", "win_decay_well", "win-decay:repaired", "S=0.1", 128),
    ("wuc_adam", "wuc_well", "wuc-adam-rate", "S=0.2", 128),
    ("xie_li", "box_noise", "adamw-box", "box=0.1", 128),
    ("xgrad", "xgrad_well", "xgrad-rate", "S=0.1", 128),
]


@pytest.fixture(autouse=True)
def _no_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    """This is about rows; `tests/verify` has what draws."""
    monkeypatch.setattr("verify.report.figures.render", lambda *_: [])


@pytest.mark.parametrize(("paper", "file", "claim", "wish", "most"), ROWS, ids=[f"{row[1]}-{row[3]}" for row in ROWS])
def test_a_planted_falsehood_is_seen(paper: str, file: str, claim: str, wish: str, most: int, tmp_path: Path) -> None:
    problem = claims_in(paper)[0] / "problems" / f"{file}.toml"
    few = ("--runs", 64, "--max-runs", most, "--workers", 1, "--all")
    done = program("run", claim, "-p", problem, "--out", tmp_path / "out", "--scale-bound", wish, *few)
    assert done.returncode == 1, done.stderr
    assert "1 VIOLATED" in done.stdout
