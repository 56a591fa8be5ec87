"""The one loop: different lengths, faults at the exact step, what is kept, and how much memory it takes."""

import tracemalloc
from pathlib import Path

import numpy as np
import pytest

from tests import lab
from verify.simulate.averages import Averages
from verify.simulate.ensemble import Ensemble
from verify.simulate.measure import Chunk, Largest, Snapshots, Stopped, thinned
from verify.simulate.neighbours import Neighbours
from verify.simulate.program import HYPER_ROWS
from verify.simulate.schedule import PaperSchedule, TorchHyper, TorchSchedule

BACKENDS = ["numpy", "compiled"]
ALL = (
    "F",
    "decay_energy",
    "x_sq",
    "grad_F_sq",
    "grad_F_k_sq",
    "grad_l2_sq",
    "u_sq",
    "m_err_sq",
    "v_dx_sq",
    "dx_sq",
    "x_sup",
    "g_sup",
)


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("coupled", [False, True])
def test_every_run_may_have_its_own_length(backend: str, coupled: bool, tmp_path: Path) -> None:
    """More runs than a block holds, each as long as it likes: each equals a run of that length alone."""
    changes = {}
    if coupled:
        if backend == "compiled":
            backend = "auto"
        changes = {
            "problem": {"family": "quadratic", "dimension": None},
            "problem.parameters": {"amplitude": None, "eigenvalues": [1.0, 0.5, 0.2], "rotation": 3},
        }
    where = lab.uncertified(tmp_path, changes)
    steps = np.arange(1, 301) % 23 + 1
    keep = {"reducers": (Averages(("F", "u_sq")), Largest(("g_sup",)), lab.Everything(("F",))), "backend": backend}
    uneven = lab.run(where, "adamw-d", steps, 300, **keep)
    for length in (1, 7, 23):
        even = lab.run(where, "adamw-d", length, 300, **keep)
        mine = steps == length
        for name in ("mean:F", "mean:u_sq", "max:g_sup", "state"):
            assert np.array_equal(uneven[name][..., mine], even[name][..., mine]), (name, length)
        assert np.array_equal(uneven["path:F"][:length, mine], even["path:F"][:, mine])
        assert np.isnan(uneven["path:F"][length:, mine]).all()
    assert not uneven["stopped"].any()


@pytest.mark.parametrize("backend", BACKENDS)
def test_runs_of_different_length_in_pytorchs_convention(backend: str, tmp_path: Path) -> None:
    where, plan = lab.uncertified(tmp_path), TorchSchedule(TorchHyper(0.01))
    uneven = lab.run(where, "adamw", np.array([5, 40]), 2, schedule=plan, backend=backend)["state"]
    even = lab.run(where, "adamw", 5, 2, schedule=plan, backend=backend)["state"]
    assert lab.bits(uneven[..., 0], even[..., 0])


def overflowing(tmp_path: Path, region: float | None, **algorithm: object) -> object:
    """A quadratic bowl on which Adam with eta = 1e200 overflows when x^2 is formed."""
    changes = {
        "problem": {"family": "sine-quadratic", "region": region, "start": 1.0},
        "problem.parameters": {"amplitude": 1.0},
        "noise": {"kind": "none", "scale": None, "batch": None},
        "algorithm": {"name": "adam", "lambda": None, **algorithm},
    }
    return lab.uncertified(tmp_path, changes)


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("chunk", [1, 3, 1000])
def test_the_first_non_finite_number_is_found_at_its_run_and_step(
    backend: str, chunk: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Step sizes 10^(10 j): the step at which x^2 first overflows is counted by a scalar loop."""
    monkeypatch.setattr("verify.simulate.ensemble.MOST_STEPS", chunk)
    where = overflowing(tmp_path, None)
    eta = np.array([1e-3, 1e200, 1e-3, 1e152])
    plan = lab.schedule("adamw", eta=eta, lambda_=np.array([0.0, 0.0, 0.0, 1e-150]), mu_v=0.0, beta_2=1e-10)
    found = lab.run(where, "adamw", 50, 4, schedule=plan, backend=backend, reducers=(Averages(("F",)), lab.Everything(("F",))))
    expected = []
    for r in range(4):
        x, m, n, at = 1.0, 0.0, 0.0, -1
        for k in range(50):
            with np.errstate(all="ignore"):
                if not np.isfinite(3.0 * np.float64(x) ** 2):
                    at = k
                    break
                h = lab.hyper_at(plan, k, r)
                x, m, n = lab.scalar_step("adamw", x, m, n, float(2.0 * x + 3.0 * np.sin(2.0 * np.float64(x))), h)
        expected.append(at)
    assert expected[1] == 1
    assert expected[3] > 1
    assert found["stopped_at"].tolist() == expected
    assert found["stopped"].tolist() == [Stopped.NO if at < 0 else Stopped.NOT_FINITE for at in expected]
    for r, at in enumerate(expected):  # what was measured before is kept
        end = 50 if at < 0 else at
        path = found["path:F"][:, r]
        assert np.isfinite(path[:end]).all()
        assert np.isnan(path[end:]).all()
        assert found["mean:F"][r] == pytest.approx(np.mean(path[:end]), rel=1e-13)


@pytest.mark.parametrize("backend", BACKENDS)
def test_a_number_that_is_none_is_seen_by_a_maximum(backend: str, tmp_path: Path) -> None:
    """x_1 = 0 * (1 - inf) is not a number; only the largest |x_i| is measured."""
    where = lab.uncertified(tmp_path, {"problem": {"start": [0.0, 1.0, 1.0]}, "noise": {"kind": "none", "scale": None}})
    plan = lab.schedule("adamw", eta=1e308, lambda_=100.0)
    found = lab.run(where, "adamw", 5, 1, schedule=plan, backend=backend)
    assert found["stopped"].tolist() == [Stopped.NOT_FINITE]
    assert found["stopped_at"].tolist() == [1]


@pytest.mark.parametrize("backend", BACKENDS)
@pytest.mark.parametrize("chunk", [1, 4, 1000])
def test_the_first_step_outside_the_region_is_found(
    backend: str, chunk: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("verify.simulate.ensemble.MOST_STEPS", chunk)
    where = lab.uncertified(tmp_path, {"problem": {"region": 1.6}, "noise": {"scale": 1.0}})
    free = lab.uncertified(tmp_path, {"problem": {"region": None}, "noise": {"scale": 1.0}})
    plan = lab.schedule("adamw", eta=0.05)
    keep = {"schedule": plan, "backend": backend, "reducers": (Averages(("F",), (0, 3, 59)), lab.Everything(("x_sup", "F")))}
    found, path = lab.run(where, "adamw", 60, 40, **keep), lab.run(free, "adamw", 60, 40, **keep)
    outside = path["path:x_sup"] > 1.6
    expected = np.where(outside.any(axis=0), np.argmax(outside, axis=0), -1)
    assert 5 < np.sum(expected > 0) < 40  # some leave, some do not
    assert found["stopped_at"].tolist() == expected.tolist()
    assert found["stopped"].tolist() == [Stopped.LEFT_REGION if at >= 0 else Stopped.NO for at in expected]
    for r, at in enumerate(expected):
        end = at if at >= 0 else 60
        assert np.array_equal(found["path:F"][:end, r], path["path:F"][:end, r])
        assert found["mean:F"][r] == pytest.approx(np.mean(path["path:F"][:end, r]), rel=1e-13)
        for point, k in enumerate((0, 3, 59)):
            assert np.isnan(found["course:F"][point, r]) == (k >= end)


def test_averages_courses_snapshots_and_first_times_equal_their_definitions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where, T = lab.uncertified(tmp_path), 137
    grid = (0, 1, 5, 63, 64, 136)
    weights = {"grad_F_k_sq": 1.0, "u_sq": 0.25}
    levels = {f"{level}": (weights, level) for level in (10.0, 0.7, 0.3, 0.15, 1e-9)}
    reducers = (
        Averages(("F", "grad_F_k_sq", "u_sq"), grid, levels),
        Snapshots(("u_sq",), grid),
        Largest(("g_sup",)),
        lab.Everything(ALL),
    )
    for chunk in (1, 5, 64, 1000):
        monkeypatch.setattr("verify.simulate.ensemble.MOST_STEPS", chunk)
        found = lab.run(where, "adamw-d", T, 20, reducers=reducers)
        path = {name: found[f"path:{name}"] for name in ALL}
        running = np.cumsum(path["F"], axis=0) / np.arange(1, T + 1)[:, None]  # cumsum adds in order, one after the other
        assert np.array_equal(found["mean:F"], running[-1])
        assert np.array_equal(found["course:F"], running[list(grid)])
        assert np.array_equal(found["at:u_sq"], path["u_sq"][list(grid)])
        assert np.array_equal(found["max:g_sup"], np.max(path["g_sup"], axis=0))
        sums = np.cumsum(sum(w * path[q] for q, w in weights.items()), axis=0)
        hit = set()
        for name, (_, level) in levels.items():
            small = sums <= level * np.arange(1, T + 1)[:, None]
            first = np.where(small.any(axis=0), np.argmax(small, axis=0) + 1.0, np.inf)
            assert np.array_equal(found[f"first:{name}"], first), name
            hit |= set(first.tolist())
        assert np.inf in hit
        assert len(hit) > 5  # some at once, some later, some never


def test_a_continued_run_measures_its_own_steps(tmp_path: Path) -> None:
    """first_step: averages, first times and courses are over the steps from there on, numbered as in the whole run."""
    where = lab.uncertified(tmp_path)
    whole = lab.run(where, "adamw-d", 50, 5, reducers=(lab.Everything(("F",)),))["path:F"]
    start = lab.run(where, "adamw-d", 20, 5)["state"]
    level = float(np.median(whole[20:30]))
    reducers = (Averages(("F",), (20, 49), {"a": ({"F": 1.0}, level)}), Snapshots(("F",), (25,)), lab.Everything(("F",)))
    found = lab.run(where, "adamw-d", 30, 5, start=start, first_step=20, reducers=reducers)
    running = np.cumsum(whole[20:], axis=0) / np.arange(1, 31)[:, None]
    assert np.array_equal(found["path:F"], whole[20:])
    assert np.array_equal(found["mean:F"], running[-1])
    assert np.array_equal(found["course:F"], running[[0, 29]])
    assert np.array_equal(found["at:F"][0], whole[25])
    small = np.cumsum(whole[20:], axis=0) <= level * np.arange(1, 31)[:, None]
    assert np.array_equal(found["first:a"], np.where(small.any(axis=0), np.argmax(small, axis=0) + 1.0, np.inf))


class Pairs:
    """An inequality that records which pairs of steps it is shown: slack = F_k - F_{k+1} + lift."""

    def __init__(self, lift: float = 0.0) -> None:
        self.lift, self.seen = lift, []

    def __call__(self, now: dict, after: dict, hyper: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        self.seen.append((now["F"].copy(), after["F"].copy(), hyper[:, HYPER_ROWS.index("lambda_")].copy()))
        slack = now["F"] - after["F"] + self.lift
        return slack, lambda rows, columns: np.full(len(rows), 1e-4)


@pytest.mark.parametrize("chunk", [1, 2, 10, 1000])
@pytest.mark.parametrize("T", [1, 2, 41])
def test_neighbours_see_every_one_of_T_pairs_once(chunk: int, T: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verify.simulate.ensemble.MOST_STEPS", chunk)
    where, R = lab.uncertified(tmp_path, {"noise": {"scale": 2.0}}), 6
    path = lab.run(where, "adamw-d", T + 1, R, reducers=(lab.Everything(("F",)),), backend="numpy")["path:F"]
    pairs = Pairs()
    found = lab.run(where, "adamw-d", T, R, reducers=(Neighbours(("F",), pairs, ("down", "also")),), backend="numpy")
    assert np.array_equal(np.concatenate([now for now, _, _ in pairs.seen])[:, :R], path[:-1])
    assert np.array_equal(np.concatenate([after for _, after, _ in pairs.seen])[:, :R], path[1:])
    table = lab.schedule("adamw-d").rows(np.arange(T), np.arange(1))[:, HYPER_ROWS.index("lambda_"), 0]
    assert np.array_equal(np.concatenate([lam for _, _, lam in pairs.seen])[:, 0], table)
    slack = path[:-1] - path[1:]
    assert found["down:checked"].tolist() == [T] * R
    assert np.array_equal(found["down:slack"], np.min(slack, axis=0))
    assert np.array_equal(found["down:worst"], np.min(slack / 1e-4, axis=0))
    assert np.array_equal(found["down:step"], np.argmin(slack, axis=0))
    assert np.array_equal(found["down:violations"], np.sum(slack < -1e-4, axis=0))
    assert T < 41 or found["down:violations"].sum() > 0
    assert all(np.array_equal(found[f"down:{what}"], found[f"also:{what}"]) for what in ("worst", "step", "slack", "checked"))


@pytest.mark.parametrize("chunk", [1, 3, 1000])
def test_the_entry_that_matters(chunk: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The least ratio among negative slacks, the least slack where none is negative, whatever the chunks are."""

    class Varied(Pairs):
        def __call__(self, now: dict, after: dict, hyper: np.ndarray) -> tuple[np.ndarray, object]:
            slack, _ = super().__call__(now, after, hyper)
            return slack, lambda rows, columns: 1e-4 + np.square(now["F"][rows, columns])

    monkeypatch.setattr("verify.simulate.ensemble.MOST_STEPS", chunk)
    where, R, T = lab.uncertified(tmp_path, {"noise": {"scale": 2.0}}), 6, 23
    path = lab.run(where, "adamw-d", T + 1, R, reducers=(lab.Everything(("F",)),), backend="numpy")["path:F"]
    for lift in (0.0, 100.0):
        found = lab.run(where, "adamw-d", T, R, reducers=(Neighbours(("F",), Varied(lift), ("v",)),), backend="numpy")
        slack = path[:-1] - path[1:] + lift
        ratio = slack / (1e-4 + np.square(path[:-1]))
        negative = (slack < 0).any(axis=0)
        assert negative.any() == (lift == 0.0)
        at = np.where(negative, np.argmin(ratio, axis=0), np.argmin(slack, axis=0))
        assert found["v:step"].tolist() == at.tolist()
        assert np.array_equal(found["v:worst"], ratio[at, np.arange(R)])
        assert np.array_equal(found["v:slack"], slack[at, np.arange(R)])


def test_neighbours_do_not_look_past_a_stop_nor_at_a_last_iterate_outside(tmp_path: Path) -> None:
    where = lab.uncertified(tmp_path, {"problem": {"region": 1.6}, "noise": {"scale": 1.0}})
    plan = lab.schedule("adamw", eta=0.05)
    T = 12
    for steps in range(1, T + 1):
        found = lab.run(where, "adamw", steps, 40, schedule=plan, reducers=(Neighbours(("F",), Pairs(), ("down",)),))
        at = lab.run(where, "adamw", T + 2, 40, schedule=plan)["stopped_at"]
        end = np.where((at >= 0) & (at <= steps), at, -1)
        assert found["stopped_at"].tolist() == end.tolist()
        assert found["down:checked"].tolist() == np.where(end >= 0, np.maximum(end - 1, 0), steps).tolist()


def test_an_inequality_that_gives_no_number_does_not_pass() -> None:
    class Strange:
        def __call__(self, now: dict, after: dict, hyper: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
            slack = np.ones_like(now["F"])
            slack[1, 0], slack[2, 1] = np.nan, -5.0
            slack[0, 2] = 0.0
            allowance = np.ones_like(slack)
            allowance[0, 2] = 0.0
            return slack, lambda rows, columns: allowance[rows, columns]

    running = Neighbours(("F",), Strange(), ("s",)).begin(3, np.arange(3))
    q = np.ones((5, 1, 3))
    running.update(Chunk(0, q, np.full(3, 4), False, False, {"F": 0}, np.zeros((5, len(HYPER_ROWS), 1))))
    found = running.result()
    assert found["s:violations"].tolist() == [1, 1, 0]
    assert found["s:worst"].tolist() == [-np.inf, -5.0, 0.0]
    assert found["s:step"].tolist() == [1, 2, 0]


def test_lengths_and_neighbours_exclude_each_other(tmp_path: Path) -> None:
    made = lab.experiment(lab.uncertified(tmp_path), "adam", np.array([1, 2]), reducers=(Neighbours(("F",), Pairs(), ("p",)),))
    with pytest.raises(ValueError, match="same number of steps"):
        Ensemble(made)


@pytest.mark.parametrize("backend", BACKENDS)
def test_memory_does_not_grow_with_the_number_of_steps(backend: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """16 times the steps, with everything a report measures: the same peak to 1 %."""
    monkeypatch.setattr("verify.simulate.ensemble.MOST_STEPS", 200)
    where = lab.uncertified(tmp_path)

    def peak(T: int) -> int:
        reducers = (
            Averages(ALL, tuple(thinned(1_000).tolist())),
            Largest(("g_sup",)),
            Neighbours(("F",), (lambda n, a, _: (n["F"], lambda rows, columns: np.ones(len(rows)))), ("p",)),
        )
        made = Ensemble(lab.experiment(where, "adamw-d", T, reducers=reducers, backend=backend))
        made.run(range(16))  # compile, and fill the caches
        tracemalloc.start()
        made.run(range(16))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    short, long = peak(1_000), peak(16_000)
    assert long < 1.01 * short


def test_memory_does_not_explode_in_one_dimension(tmp_path: Path) -> None:
    """Wide blocks of few coordinates: the measured values held at a time are bounded, too."""
    where = lab.uncertified(tmp_path, {"problem": {"dimension": 1}, "problem.parameters": {"amplitude": 1.0}})
    made = Ensemble(lab.experiment(where, "adamw-d", 600, reducers=(Averages(ALL),), backend="numpy"))
    tracemalloc.start()
    made.run(range(4096))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 300e6


def test_without_noise_all_runs_are_the_same(tmp_path: Path) -> None:
    where = lab.uncertified(tmp_path, {"noise": {"kind": "none", "scale": None, "batch": None}})
    state = lab.run(where, "adamw-d", 100, 40)["state"]
    assert np.array_equal(state, np.broadcast_to(state[..., :1], state.shape))
    zero = lab.uncertified(tmp_path, {"noise": {"scale": 0.0}})
    assert np.array_equal(lab.run(zero, "adamw-d", 100, 1)["state"], state[..., :1])


@pytest.mark.parametrize("T", [1, 2, 3, 119, 120, 5000])
def test_thinned_grids_contain_both_ends(T: int) -> None:
    grid = thinned(T)
    assert grid[0] == 0
    assert grid[-1] == T - 1
    assert (np.diff(grid) > 0).all()
    assert len(grid) <= 121


@pytest.mark.parametrize("uneven", [False, True])
@pytest.mark.parametrize("each", [False, True])
def test_a_chunks_table_is_that_of_its_steps_one_by_one(uneven: bool, each: bool, tmp_path: Path) -> None:
    T, R = 9, 5
    lambda_ = np.linspace(0.1, 0.5, R) if each else 0.1
    schedule = PaperSchedule("adamw-d", 0.1, 0.01, 0.02, lambda_, 1.0, 0.5, decaying=True)
    steps = np.arange(R) + T - R if uneven else T
    ensemble = Ensemble(lab.experiment(lab.uncertified(tmp_path), "adamw-d", steps, schedule=schedule))
    lanes = np.array([3, 1, 0, 4])
    end = steps[lanes] if isinstance(steps, np.ndarray) else np.full(len(lanes), T)
    for first, count in ((0, T), (0, 1), (2, 5)):
        table = ensemble._hyper(first, count, lanes, end, False)
        assert table.shape[0] == count + 1
        assert not table[0].any()
        for j, k in enumerate(range(first, first + count)):
            rows = np.broadcast_to(ensemble.rows_at(np.array([k]), lanes)[0], table[1 + j].shape)
            over = (k >= end) & uneven
            still = np.isin(ensemble.step.table, ["delta", "eps"])[:, None].astype(float)
            expected = np.where(over, still, rows) if uneven else rows
            assert np.array_equal(table[1 + j], expected)
