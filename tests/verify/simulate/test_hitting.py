"""When an average first falls to a level: its definition, whatever the chunks and back end; and the loop's early end."""

from pathlib import Path

import numpy as np
import pytest

from tests import lab
from verify.simulate.hitting import Hitting

WEIGHTS = {"grad_F_k_sq": 1.0, "u_sq": 0.25}
GRID = (0, 3, 40, 119)


@pytest.mark.parametrize("backend", ["numpy", "compiled"])
@pytest.mark.parametrize("chunk", [1, 7, 1000])
@pytest.mark.parametrize("weighted", [False, True])
def test_the_first_step_equals_its_definition(
    backend: str, chunk: int, weighted: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("verify.simulate.ensemble.MOST_STEPS", chunk)
    where, T, runs = lab.uncertified(tmp_path, {"problem": {"start": 0.6}}), 120, 5
    keep = {"schedule": lab.schedule("adamw-d", eta=0.3, decaying=True), "backend": backend}
    path = lab.run(where, "adamw-d", T, runs, reducers=(lab.Everything(tuple(WEIGHTS)),), **keep)
    values = sum(weight * path[f"path:{name}"] for name, weight in WEIGHTS.items())
    eta = 0.3 / np.sqrt(np.arange(T) + 1.0) if weighted else np.ones(T)
    average = np.cumsum(eta[:, None] * values, axis=0) / np.cumsum(eta)[:, None]
    # one for each run: three of them in between, never, at once
    levels = (*(float(average[k, r]) * 1.0001 for r, k in enumerate((70, 20, 110))), 1e-9, 1e9)
    found = lab.run(where, "adamw-d", T, runs, reducers=(Hitting(WEIGHTS, levels, GRID, weighted),), **keep)
    for r, level in enumerate(levels):
        small = np.flatnonzero(average[:, r] <= level)
        assert found[Hitting.HIT][r] == (small[0] + 1 if len(small) else np.inf)
    assert found[Hitting.HIT][4] == 1
    assert np.isinf(found[Hitting.HIT][3])
    assert np.all((found[Hitting.HIT][:3] > 2) & (found[Hitting.HIT][:3] < T))
    assert found[Hitting.COURSE] == pytest.approx(average[list(GRID)], rel=1e-12)


def test_the_loop_ends_once_every_run_is_there(tmp_path: Path) -> None:
    """Ten million million steps would not be finished; the counts are those of a run that is long enough."""
    where = lab.uncertified(tmp_path)
    short = lab.run(where, "adamw-d", 2000, 20, reducers=(Hitting(WEIGHTS, 0.9), lab.Everything(("u_sq",))))
    endless = lab.run(where, "adamw-d", 10**13, 20, reducers=(Hitting(WEIGHTS, 0.9),))
    grid = tuple(range(0, 10**5, 50))
    seen = lab.run(where, "adamw-d", 10**13, 20, reducers=(Hitting(WEIGHTS, 0.9, grid),))
    there = np.flatnonzero(np.mean(seen[Hitting.COURSE], axis=1) <= 0.9)
    assert len(there)  # it goes on until the mean over runs is seen on the grid
    assert np.isnan(seen[Hitting.COURSE][-1]).all()
    assert len(short["path:u_sq"]) == 2000  # another reducer wants them all
    assert np.isfinite(short[Hitting.HIT]).all()
    assert np.array_equal(short[Hitting.HIT], endless[Hitting.HIT])


def test_a_run_that_was_stopped_gets_nowhere_afterwards(tmp_path: Path) -> None:
    """Steps that do not count are zero in the records, and zeros must not pull the average down."""
    where = lab.uncertified(tmp_path, {"problem": {"region": 1.6}, "noise": {"scale": 1.0}})
    found = lab.run(
        where, "adamw-d", 300, 40, schedule=lab.schedule("adamw-d", eta=0.05), reducers=(Hitting(WEIGHTS, 0.5, (299,)),)
    )
    out = found["stopped"] > 0
    assert 5 < np.sum(out) < 40
    hits = found[Hitting.HIT][out]
    assert np.all(np.isinf(hits) | (hits <= found["stopped_at"][out]))
    assert np.isinf(hits).any()
    assert np.isnan(found[Hitting.COURSE][0, out]).all()
