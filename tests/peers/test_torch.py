"""Parity with PyTorch in float64: the same update rule, PyTorch's hyper-parameters, 1,000 steps on three problems."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests import lab
from theory.algorithms import all_algorithms
from theory.algorithms.torch_convention import TorchHyper
from verify.simulate.ensemble import Ensemble, Experiment
from verify.simulate.schedule import TorchSchedule

pytestmark = pytest.mark.peers
torch = pytest.importorskip("torch", reason="PyTorch is not installed (extra `peers`)")

STEPS = 1_000
NOISE = {"kind": "rademacher", "scale": 0.2, "batch": 2}
PROBLEMS: dict[str, dict[str, dict[str, Any]]] = {
    "rational-well": {"problem": {"region": None}, "noise": NOISE},
    "sine-quadratic": {
        "problem": {"family": "sine-quadratic", "region": None, "start": [2.0, -1.0, 0.3]},
        "problem.parameters": {"amplitude": [1.0, 0.5, 0.25]},
        "noise": NOISE,
    },
    "quadratic": {
        "problem": {"family": "quadratic", "dimension": None, "region": None, "start": [1.0, -2.0, 0.5]},
        "problem.parameters": {"amplitude": None, "eigenvalues": [1.0, 0.1, 0.01], "rotation": 5},
        "noise": NOISE,  # without noise it ends in a cycle of its own length scale, which doubles every rounding error
    },
}
#: our algorithm, PyTorch's optimiser, weight decay
METHODS = {
    "AdamW": ("adamw", "AdamW", 0.05),
    "Adam": ("adam", "Adam", 0.0),
    "Adam with l2": ("l2-adam", "Adam", 0.05),
}


def ours(where: Any, name: str, hyper: TorchHyper, steps: int) -> np.ndarray:
    made = Experiment(where, all_algorithms()[name], TorchSchedule(hyper), steps, 7, backend="numpy", keep_state=True)
    return Ensemble(made).run(range(1))["state"][:, :, 0]


def theirs(where: Any, optimiser: str, hyper: TorchHyper, steps: int) -> np.ndarray:
    x = torch.tensor(where.start, dtype=torch.float64, requires_grad=True)
    made = getattr(torch.optim, optimiser)(
        [x], lr=hyper.lr, betas=hyper.betas, eps=hyper.eps, weight_decay=hyper.weight_decay, foreach=False
    )
    for k in range(steps):
        gradient = where.family.gradient_at(np.repeat(x.detach().numpy()[:, None], 2, axis=1))[:, 0]
        if where.noise.words:
            gradient = gradient + where.noise.scale / where.noise.batch * np.array(lab.signs(where, 7, 0, k), dtype=float)
        x.grad = torch.tensor(gradient)
        made.step()
    kept = made.state[x]
    return np.array([x.detach().numpy(), kept["exp_avg"].numpy(), kept["exp_avg_sq"].numpy()])


@pytest.mark.parametrize("where", PROBLEMS)
@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("betas", [(0.9, 0.999), (0.5, 0.9)])
def test_equal_to_pytorch(where: str, method: str, betas: tuple[float, float], tmp_path: Path) -> None:
    name, optimiser, weight_decay = METHODS[method]
    made, hyper = lab.problem(tmp_path, PROBLEMS[where]), TorchHyper(1e-2, betas, 1e-8, weight_decay)
    a, b = ours(made, name, hyper, STEPS), theirs(made, optimiser, hyper, STEPS)
    assert np.max(np.abs(a[0] - made.start)) > 0.1  # it went somewhere
    for mine, yours in zip(a, b, strict=True):
        assert np.max(np.abs(mine - yours)) <= 1e-12 * np.max(np.abs(yours))


@pytest.mark.parametrize(
    ("name", "optimiser", "change"),
    [
        ("l2-adam", "AdamW", {}),
        ("adamw", "Adam", {}),
        ("adamw", "AdamW", {"betas": (0.1, 0.001)}),
        ("adamw", "AdamW", {"eps": 1e-5}),
        ("adamw", "AdamW", {"weight_decay": 0.0501}),
    ],
)
def test_parity_tells_other_methods_and_numbers_apart(
    name: str, optimiser: str, change: dict[str, Any], tmp_path: Path
) -> None:
    made, hyper = lab.problem(tmp_path, PROBLEMS["rational-well"]), TorchHyper(1e-2, (0.9, 0.999), 1e-8, 0.05)
    mine = ours(made, name, TorchHyper(**{**vars(hyper), **change}), 50)[0]
    yours = theirs(made, optimiser, hyper, 50)[0]
    assert np.max(np.abs(mine - yours)) > 1e-9 * np.max(np.abs(yours))
