"""A4 AdamW-D: AdamW with the decaying weight decay that the theory needs, lambda_k = lambda (1 - mu_v)^k."""

from dataclasses import replace

from theory.algorithms import adamw
from theory.symbols import k, lambda_, mu_v

ALGORITHM = replace(
    adamw.ALGORITHM, name="adamw-d", source="Theorem 2: mu_v = beta_2 c_inf^2 / delta", lambda_k=lambda_ * (1 - mu_v) ** k,
    label="AdamW-D", torch=None, optax=None, keras=(),
)  # fmt: skip
