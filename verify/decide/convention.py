"""Hyper-parameters as people write them, in the paper's convention: PyTorch's, Optax's, or the paper's own names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from problems.errors import InputError
from theory.algorithms.torch_convention import TorchHyper


class Convention(StrEnum):
    """Whose names and meanings the settings have."""

    TORCH = "torch"
    OPTAX = "optax"
    PAPER = "paper"


#: what is known by name, with the library's own default; None: the problem file's
DEFAULTS: dict[Convention, dict[str, float | tuple[float, ...] | None]] = {
    Convention.TORCH: {"lr": 1e-3, "betas": (0.9, 0.999), "eps": 1e-8, "weight_decay": 0.01, "steps": 1000.0},
    Convention.OPTAX: {"learning_rate": 1e-3, "b1": 0.9, "b2": 0.999, "eps": 1e-8, "eps_root": 0.0, "weight_decay": 1e-4,
                       "steps": 1000.0},
    Convention.PAPER: {"eta": 1e-3, "beta_1": 0.1, "beta_2": 0.001, "delta": 1e-8, "lambda": 0.01, "steps": 1000.0},
}  # fmt: skip


@dataclass(frozen=True)
class Translated:
    """The paper's letters, and what the translation changes on the way."""

    beta_1: float
    beta_2: float
    eta: float
    lambda_: float
    delta: float
    steps: int
    torch: TorchHyper | None
    remarks: tuple[str, ...]


def parse(convention: Convention, words: Sequence[str]) -> dict[str, float | tuple[float, ...] | None]:
    """`words` such as "lr=1e-3" or "betas=0.9,0.999" over the library's defaults. Raises InputError."""
    chosen = dict(DEFAULTS[convention])
    for word in words:
        name, equals, text = word.partition("=")
        if not equals or name not in chosen:
            raise InputError(f"--{convention}: {word!r} is not a setting; there are: {', '.join(f'{n}=' for n in chosen)}")
        try:
            numbers = tuple(float(part) for part in text.split(","))
        except ValueError:
            raise InputError(f"--{convention}: {name}={text} must be a number") from None
        wanted = 2 if name == "betas" else 1
        if len(numbers) != wanted:
            raise InputError(f"--{convention}: {name}={text} must have {wanted} number{'s' if wanted > 1 else ''}")
        chosen[name] = numbers if wanted == 2 else numbers[0]
    return chosen


def translate(convention: Convention, words: Sequence[str]) -> Translated:
    """The settings in the paper's letters.

    Raises:
        InputError: an unknown name, or a number outside what the algorithm allows.
    """
    numbers = parse(convention, words)
    steps = _one(numbers, "steps", 1.0, 1e9)
    if convention is Convention.PAPER:
        return Translated(
            _one(numbers, "beta_1", 0.0, 1.0), _one(numbers, "beta_2", 0.0, 1.0), _one(numbers, "eta", 0.0, 1e9),
            _one(numbers, "lambda", -1e-300, 1e9), _one(numbers, "delta", 0.0, 1e9), int(steps), None,
            ("lambda_k is constant; the theorem's decays as (1 - mu_v)^k",),
        )  # fmt: skip
    if convention is Convention.TORCH:
        betas = numbers["betas"]
        assert isinstance(betas, tuple)
        numbers |= {"b1": betas[0], "b2": betas[1], "learning_rate": numbers["lr"], "eps_root": 0.0}
    b1, b2 = (_one(numbers, name, -1e-300, 1.0 - 1e-12) for name in ("b1", "b2"))
    eps, root = _one(numbers, "eps", -1e-300, 1e9), _one(numbers, "eps_root", -1e-300, 1e9)
    rate, decay = _one(numbers, "learning_rate", 0.0, 1e9), _one(numbers, "weight_decay", -1e-300, 1e9)
    if eps**2 + root == 0.0:
        raise InputError(f"--{convention}: eps=0 must be greater than 0: the paper divides by delta = eps^2")
    remarks: tuple[str, ...] = (
        "beta_1, beta_2 weigh the new gradient: 1 less the library's",
        "delta = eps^2 (+ eps_root): eps stands outside the root, which is within a factor sqrt(2) of sqrt(n + eps^2)",
        "bias corrections and m_0 = n_0 = 0; the theorem has neither and starts from m_0 = g_0, n_0 = g_0^2",
        "lambda_k is constant; the theorem's decays as (1 - mu_v)^k",
    )
    if root > 0.0:
        remarks += ("eps_root > 0: what is measured has no bias corrections",)
    torch = TorchHyper(rate, (b1, b2), eps, decay) if root == 0.0 else None
    return Translated(1.0 - b1, 1.0 - b2, rate, decay, eps**2 + root, int(steps), torch, remarks)


def _one(numbers: Mapping[str, float | tuple[float, ...] | None], name: str, above: float, most: float) -> float:
    value = numbers[name]
    assert isinstance(value, float)
    if not above < value <= most:
        raise InputError(f"{name}={value:g} must be greater than {max(above, 0.0):g} and at most {most:g}")
    return value
