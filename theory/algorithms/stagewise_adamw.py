"""A5 Stagewise AdamW (Algorithm 2): K stages of A1, stage k until accuracy eps_k = eps_0 / 2^k.

Each stage starts from the output of the last one, iterate and moments; the output is a uniformly drawn iterate of the
stage. Within a stage the rule is A4's, whose decay Theorem 4's one-step inequality needs; beta_1, eta and the length T_k of
each stage are those of `Stage`.
"""

from dataclasses import dataclass, replace

from theory.algorithms import adamw_d


@dataclass(frozen=True)
class Stage:
    """Parameters of one stage: k = 1..K, its accuracy eps_k, beta_1, eta and length T_k."""

    number: int
    eps: float
    beta_1: float
    eta: float
    T: int


def stage_accuracies(eps_0: float, eps: float) -> tuple[float, ...]:
    """eps_k = eps_0 / 2^k for k = 1..K, K = ceil(log2(eps_0 / eps)) being the least with eps_K <= eps."""
    accuracies: list[float] = []
    while not accuracies or accuracies[-1] > eps:
        accuracies.append((accuracies[-1] if accuracies else eps_0) / 2.0)
    return tuple(accuracies)


ALGORITHM = replace(adamw_d.ALGORITHM, name="stagewise-adamw", source="Algorithm 2", label="stagewise AdamW", staged=True)
