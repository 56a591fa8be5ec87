"""What people run, in the paper's letters: an optimiser of PyTorch, Optax or Keras with its options, or the paper's own."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from problems.errors import InputError
from problems.reading import decimal
from theory.algorithms import all_algorithms
from theory.algorithms.base import Algorithm, Decay
from theory.algorithms.torch_convention import TorchHyper


class Convention(StrEnum):
    """Whose names and meanings the settings have."""

    TORCH = "torch"
    OPTAX = "optax"
    KERAS = "keras"
    PAPER = "paper"


Setting = float | tuple[float, ...]
#: what is known by name, with the library's own default; the names in the order b1, b2, ... of `NAMES`
DEFAULTS: dict[Convention, dict[str, Setting]] = {
    Convention.TORCH: {"lr": 1e-3, "betas": (0.9, 0.999), "eps": 1e-8, "weight_decay": 0.01, "steps": 1000.0},
    Convention.OPTAX: {"learning_rate": 1e-3, "b1": 0.9, "b2": 0.999, "eps": 1e-8, "eps_root": 0.0, "weight_decay": 1e-4,
                       "steps": 1000.0},
    Convention.KERAS: {"learning_rate": 1e-3, "beta_1": 0.9, "beta_2": 0.999, "epsilon": 1e-7, "weight_decay": 0.004,
                       "steps": 1000.0},
    Convention.PAPER: {"eta": 1e-3, "beta_1": 0.1, "beta_2": 0.001, "delta": 1e-8, "lambda": 0.01, "steps": 1000.0},
}  # fmt: skip
PLACES = {Convention.TORCH: "torch.optim", Convention.OPTAX: "optax", Convention.KERAS: "keras.optimizers"}
#: options that make another algorithm of it, and what they do
OTHERS = {
    "amsgrad": "keeps the largest n_k that was seen", "nesterov": "looks one step ahead in m_k", "maximize": "climbs",
    "use_ema": "averages the iterates", "clipnorm": "clips the gradient", "mask": "decays some coordinates",
}  # fmt: skip


@dataclass(frozen=True)
class Translated:
    """The paper's letters, and what is run.

    `rule` is an algorithm of ours (None: the problem file's own, in the paper's convention), `optimiser` is what the
    library calls it, `torch` are the library's numbers. `departures` are what no number says: the name of a hypothesis, what is
    run, and what the claim has.
    """

    convention: Convention
    beta_1: float
    beta_2: float
    eta: float
    lambda_: float
    delta: float
    steps: int
    torch: TorchHyper | None
    rule: str | None
    optimiser: str
    remarks: tuple[str, ...]
    departures: tuple[tuple[str, str, str], ...] = ()

    def written(self, beta_1: float, beta_2: float, eta: float, lambda_: float, delta: float) -> str:
        """These numbers as somebody writes them who runs this optimiser; delta is eps^2 (or eps_root)."""
        n = _short
        if self.convention is Convention.PAPER:
            values = {"beta_1": n(beta_1), "beta_2": n(beta_2), "eta": n(eta), "lambda": n(lambda_), "delta": n(delta)}
            return ", ".join(f"{name}={value}" for name, value in values.items())
        b1, b2, eps = n(1.0 - beta_1), n(1.0 - beta_2), n(math.sqrt(delta))
        if self.convention is Convention.TORCH:
            said = f"lr={n(eta)}, betas=({b1}, {b2}), eps={eps}"
        elif self.convention is Convention.OPTAX:
            root = f"eps=0.0, eps_root={n(delta)}" if self.torch is not None and self.torch.eps_root else f"eps={eps}"
            said = f"learning_rate={n(eta)}, b1={b1}, b2={b2}, {root}"
        else:
            said = f"learning_rate={n(eta)}, beta_1={b1}, beta_2={b2}, epsilon={eps}"
        decay = f", weight_decay={n(lambda_)}" if decaying(self.convention, self.optimiser) is not None else ""
        return f"{PLACES[self.convention]}.{self.optimiser}({said}{decay})"


@cache
def optimisers(convention: Convention) -> dict[str, dict[Decay | None, Algorithm]]:
    """What a library calls its optimisers, with the rules that each is, by their decay."""
    found: dict[str, dict[Decay | None, Algorithm]] = {}
    for rule in all_algorithms().values():
        declared = {Convention.TORCH: (rule.torch,), Convention.OPTAX: (rule.optax,), Convention.KERAS: rule.keras}
        for name in filter(None, declared.get(convention, ())):
            found.setdefault(name, {})[rule.decay_kind] = rule
    return found


def decaying(convention: Convention, optimiser: str) -> Algorithm | None:
    """The rule that the optimiser is with a weight decay; None where it has none."""
    return next((rule for kind, rule in optimisers(convention)[optimiser].items() if kind is not Decay.NONE), None)


def parse(convention: Convention, words: Sequence[str], penalised: bool = False) -> tuple[str, dict[str, Setting]]:
    """The optimiser, and `words` such as "lr=1e-3" or "betas=0.9,0.999" over its defaults. Raises InputError.

    `penalised`: the problem file's algorithm has its decay in the gradient, which is what is meant where nothing is said.
    """
    chosen, known, decayed = dict(DEFAULTS[convention]), optimisers(convention), False
    kinds = [Decay.IN_GRADIENT, Decay.DECOUPLED] if penalised else [Decay.DECOUPLED]
    optimiser = next((name for kind in kinds for name, rules in known.items() if kind in rules), "")
    for word in words:
        name, equals, text = word.partition("=")
        if name in OTHERS and equals:
            if text.lower() not in ("false", "none", "0"):
                raise InputError(f"--{convention}: {name}={text} {OTHERS[name]}: no claim here is about that; leave it out")
            continue
        if name == "optimiser" and equals and known:
            if text not in known:
                raise InputError(f"--{convention}: optimiser={text} must be one of {', '.join(known)}")
            optimiser = text
            continue
        if not equals or name not in chosen:
            there = [*(["optimiser"] if known else []), *chosen]
            raise InputError(f"--{convention}: {word!r} is not a setting; there are: {', '.join(f'{n}=' for n in there)}")
        parts = [decimal(part) for part in text.strip("()[]").split(",")]
        numbers = tuple(part for part in parts if part is not None)
        if len(numbers) < len(parts):
            raise InputError(f"--{convention}: {name}={text} must be a number")
        wanted = 2 if name == "betas" else 1
        if len(numbers) != wanted:
            raise InputError(f"--{convention}: {name}={text} must have {wanted} number{'s' if wanted > 1 else ''}")
        chosen[name] = numbers if wanted == 2 else numbers[0]
        decayed = decayed or name == "weight_decay"
    if optimiser and Decay.NONE in known[optimiser] and not decayed:
        chosen["weight_decay"] = 0.0
    if optimiser and decaying(convention, optimiser) is None and chosen["weight_decay"]:
        others = ", ".join(f"optimiser={name}" for name in known if decaying(convention, name) is not None)
        raise InputError(f"--{convention}: {PLACES[convention]}.{optimiser} has no weight_decay; {others} has")
    return optimiser, chosen


def translate(convention: Convention, words: Sequence[str], penalised: bool = False) -> Translated:
    """The settings in the paper's letters.

    Raises:
        InputError: an unknown name, or a number outside what the algorithm allows.
    """
    optimiser, numbers = parse(convention, words, penalised)
    steps = _one(numbers, "steps", 1.0, 1e9)
    if steps != int(steps):
        raise InputError(f"steps={steps:g} must be a whole number")
    if convention is Convention.PAPER:
        return Translated(
            convention, _one(numbers, "beta_1", 0.0, 1.0, open_low=True), _one(numbers, "beta_2", 0.0, 1.0, open_low=True),
            _one(numbers, "eta", 0.0, 1e9, open_low=True), _one(numbers, "lambda", 0.0, 1e9),
            _one(numbers, "delta", 0.0, 1e9, open_low=True), int(steps), None, None, "", (),
        )  # fmt: skip
    names = {Convention.TORCH: ("lr", "betas[0]", "betas[1]", "eps"), Convention.OPTAX: ("learning_rate", "b1", "b2", "eps"),
             Convention.KERAS: ("learning_rate", "beta_1", "beta_2", "epsilon")}[convention]  # fmt: skip
    if convention is Convention.TORCH:
        betas = numbers["betas"]
        assert isinstance(betas, tuple)
        numbers |= {"betas[0]": betas[0], "betas[1]": betas[1]}
    rate = _one(numbers, names[0], 0.0, 1e9, open_low=True)
    b1, b2 = (_one(numbers, name, 0.0, 1.0, open_high=True) for name in names[1:3])
    eps, decay = _one(numbers, names[3], 0.0, 1e9), _one(numbers, "weight_decay", 0.0, 1e9)
    root = _one(numbers, "eps_root", 0.0, 1e9) if "eps_root" in numbers else 0.0
    delta = eps**2 + root
    if delta == 0.0:
        why = (
            "the paper divides by delta = eps^2"
            if eps == 0.0
            else f"its square, which is delta, is 0 in floats; {SMALLEST:g} is not"
        )
        raise InputError(f"--{convention}: {names[3]}={eps:g} must be greater than 0: {why}")
    hat = convention is Convention.KERAS
    torch = TorchHyper(rate, (b1, b2), eps, decay, root, hat)
    remarks = ["beta_1, beta_2 weigh the new gradient: 1 less the library's"]
    if eps > 0.0:
        remarks.append("delta = eps^2 (+ eps_root): eps + sqrt(n) is within a factor sqrt(2) of sqrt(n + eps^2)")
    # without weight decay every one of them is the same
    plain = next(rules[Decay.NONE] for rules in optimisers(convention).values() if Decay.NONE in rules)
    rule = (decaying(convention, optimiser) if decay > 0.0 else None) or plain
    return Translated(
        convention, 1.0 - b1, 1.0 - b2, rate, decay, delta, int(steps), torch, rule.name, optimiser, tuple(remarks),
        tuple(_departures(b1, b2, eps, hat)),
    )  # fmt: skip


SMALLEST = 1e-160


def _departures(b1: float, b2: float, eps: float, hat: bool) -> list[tuple[str, str, str]]:
    """What the library does that the claims do not, whatever the other numbers."""
    found = []
    if b1 > 0.0 or b2 > 0.0:
        found.append(("no bias correction", "m and n are divided by 1 - betas^(k+1)", "m_k and n_k as they are"))
        found.append(("initial moments", "m_0 = n_0 = 0 before the first gradient", "m_0 = g_0, n_0 = g_0^2"))
    if eps > 0.0:
        where = "sqrt(n) + eps, then corrected" if hat else "sqrt(n) + eps"
        found.append(("delta inside the root", where, "v = sqrt(n + delta)"))
    return found


def _one(
    numbers: Mapping[str, Setting], name: str, low: float, high: float, open_low: bool = False, open_high: bool = False
) -> float:
    value = numbers[name]
    assert isinstance(value, float)
    if not low <= value <= high or (open_low and value == low) or (open_high and value == high):
        least = f"greater than {low:g}" if open_low else f"at least {low:g}"
        raise InputError(f"{name}={value:g} must be {least} and {f'less than {high:g}' if open_high else f'at most {high:g}'}")
    return value


def _short(value: float) -> str:
    """A number as it can be pasted: as short as it may be without becoming another, beyond 12 digits."""
    return f"{value:.12g}"
