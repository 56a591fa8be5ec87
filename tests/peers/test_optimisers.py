"""What `cover` measures is the library's own algorithm: iterate and moments after every step, and the end point it prints."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from problems.problem import Problem
from tests import lab
from theory.papers import find
from verify.decide.convention import Convention, Translated, translate
from verify.decide.coverage import experiment, measure
from verify.simulate.ensemble import Ensemble

pytestmark = pytest.mark.peers
torch = pytest.importorskip("torch", reason="PyTorch is not installed (extra `peers`)")
jax = pytest.importorskip("jax", reason="JAX is not installed (extra `peers`)")
optax = pytest.importorskip("optax", reason="Optax is not installed (extra `peers`)")
jax.config.update("jax_enable_x64", True)

(CLAIM,) = find("theorem-2:repaired")
SEED = 7
#: step by step at first, then where bias corrections have faded
HORIZONS = (*range(1, 13), 40, 200)
Array = np.ndarray[Any, np.dtype[np.float64]]
#: what is said to `cover`, and the library's own optimiser
CASES: dict[str, tuple[Convention, str, Callable[[], Any]]] = {
    "torch AdamW": (Convention.TORCH, "lr=0.02 betas=0.9,0.99 eps=1e-3 weight_decay=0.1",
                    lambda: (torch.optim.AdamW, {"lr": 0.02, "betas": (0.9, 0.99), "eps": 1e-3, "weight_decay": 0.1})),
    "torch AdamW, its defaults": (Convention.TORCH, "", lambda: (torch.optim.AdamW, {})),
    "torch Adam": (Convention.TORCH, "optimiser=Adam lr=0.02 weight_decay=0",
                   lambda: (torch.optim.Adam, {"lr": 0.02})),
    "torch Adam, l2": (Convention.TORCH, "optimiser=Adam lr=0.02 weight_decay=0.1",
                       lambda: (torch.optim.Adam, {"lr": 0.02, "weight_decay": 0.1})),
    "optax adamw": (Convention.OPTAX, "learning_rate=0.02 b1=0.8 b2=0.99 weight_decay=0.1",
                    lambda: optax.adamw(0.02, b1=0.8, b2=0.99, weight_decay=0.1)),
    "optax adamw, its defaults": (Convention.OPTAX, "", lambda: optax.adamw(1e-3)),
    "optax adamw, eps inside the root": (Convention.OPTAX, "learning_rate=0.02 eps=0 eps_root=0.01",
                                         lambda: optax.adamw(0.02, eps=0.0, eps_root=0.01)),
    "optax adam": (Convention.OPTAX, "optimiser=adam learning_rate=0.02", lambda: optax.adam(0.02)),
}  # fmt: skip


def gradient(where: Problem, x: Array, k: int) -> Array:
    """Of F, with the noise of the first run at step k."""
    found = where.family.gradient_at(np.repeat(x[:, None], 2, axis=1))[:, 0]
    return found + where.noise.scale / where.noise.batch * np.array(lab.signs(where, SEED, 0, k, "cover"), dtype=float)


def by_torch(where: Problem, made: tuple[Any, dict[str, Any]], steps: int) -> Iterator[Array]:
    x = torch.tensor(where.start, dtype=torch.float64, requires_grad=True)
    optimiser = made[0]([x], foreach=False, **made[1])
    for k in range(steps):
        x.grad = torch.tensor(gradient(where, x.detach().numpy(), k))
        optimiser.step()
        kept = optimiser.state[x]
        yield np.array([x.detach().numpy(), kept["exp_avg"].numpy(), kept["exp_avg_sq"].numpy()])


def by_optax(where: Problem, made: Any, steps: int) -> Iterator[Array]:
    x = jax.numpy.asarray(where.start)
    state = made.init(x)
    for k in range(steps):
        updates, state = made.update(jax.numpy.asarray(gradient(where, np.asarray(x), k)), state, x)
        x = optax.apply_updates(x, updates)
        yield np.array([np.asarray(x), np.asarray(state[0].mu), np.asarray(state[0].nu)])


def theirs(where: Problem, case: str, steps: int) -> list[Array]:
    convention, _, made = CASES[case]
    return list((by_torch if convention is Convention.TORCH else by_optax)(where, made(), steps))


def ours(where: Problem, given: Translated, steps: int) -> Array:
    made = experiment(CLAIM, where, replace(given, steps=steps), 0.5, SEED)
    return Ensemble(replace(made, backend="numpy")).run(range(1))["state"][:, :, 0]


def off(mine: Array, other: Array) -> float:
    """The largest relative difference of iterate and moments."""
    return max(float(np.max(np.abs(a - b)) / np.max(np.abs(b))) for a, b in zip(mine, other, strict=True))


@pytest.fixture
def where(tmp_path: Path) -> Problem:
    return lab.problem(tmp_path, {"noise": {"kind": "rademacher", "scale": 0.3, "batch": 2}})


@pytest.mark.parametrize("case", CASES)
def test_every_step_is_the_library_s(case: str, where: Problem) -> None:
    convention, words, _ = CASES[case]
    given = translate(convention, words.split())
    steps = theirs(where, case, HORIZONS[-1])
    assert np.max(np.abs(steps[-1][0] - where.start)) > 0.1  # it went somewhere
    for horizon in HORIZONS:
        assert off(ours(where, given, horizon), steps[horizon - 1]) <= 1e-12, horizon
    seen = measure(CLAIM, where, replace(given, steps=HORIZONS[-1]), 0.5, 2, SEED, 0.01)
    assert np.allclose(seen.end["x"], steps[-1][0], rtol=1e-9, atol=0.0)


@pytest.mark.parametrize(
    ("said", "other"),
    [
        ("torch AdamW", "torch Adam, l2"), ("torch Adam", "torch Adam, l2"), ("torch AdamW", "optax adamw"),
        ("torch AdamW, its defaults", "optax adamw, its defaults"), ("optax adam", "optax adamw, eps inside the root"),
    ],
)  # fmt: skip
def test_another_optimiser_is_told_apart(said: str, other: str, where: Problem) -> None:
    convention, words, _ = CASES[said]
    assert off(ours(where, translate(convention, words.split()), 20), theirs(where, other, 20)[-1]) > 1e-9
