"""Adam without momentum (Defossez, Bottou, Bach, Usunier 2022), in this program's letters: beta_2 weighs the new square.

Under S, N and B, with R = c_inf + delta^(1/2), beta_1 = 1, beta_2 < 1 and moments that begin at 0, for every eta > 0,

    (1/T) sum_{k<T} E||grad F(x_k)||^2 <= 2 R Delta/(eta T) + E ((1/T) log(1 + R^2/(beta_2 delta)) - log(1 - beta_2)),
    E = 4 d R^2/beta_2^(1/2) + eta d R L/beta_2.
"""

import sympy as sp

from theory.claim import Claim, Hypothesis, Kind, Part, Variant
from theory.symbols import Delta, L, T, beta_1, beta_2, c_inf, d, delta, epsilon, eta, grad_F_sq

SOURCE = "Defossez, Bottou, Bach, Usunier 2022: Adam without momentum"
R = c_inf + sp.sqrt(delta)
PRICE = 4 * d * R**2 / sp.sqrt(beta_2) + eta * d * R * L / beta_2
TERMS = (
    ("initial gap", 2 * R * Delta / (eta * T)),
    ("start of the moments", PRICE * sp.log(1 + R**2 / (beta_2 * delta)) / T),
    ("noise floor", -PRICE * sp.log(1 - beta_2)),
)
NO_MOMENTUM = Hypothesis("beta_1 >= 1", sp.Ge(beta_1, 1), "statement")
MEMORY = Hypothesis("beta_2 < 1", sp.Lt(beta_2, 1), "statement")

CLAIMS = (
    Claim(
        id="defossez-adam",
        variant=Variant.PAPER,
        title="Adam without momentum",
        source=f"{SOURCE} (statement known; proof of our own)",
        statement=__doc__.split("\n", 2)[2].strip(),
        assumptions=("S", "N", "B"),
        algorithms=("summed-adam",),
        initialisation="zero",
        hypotheses=(NO_MOMENTUM, MEMORY),
        run_with={
            beta_1: sp.Integer(1), eta: sp.sqrt(beta_2 * delta) / L / 2, T: sp.ceiling(8 * R * Delta / (eta * epsilon**2)),
        },
        parts=(
            Part(
                "gradient", Kind.EXPECTATION, grad_F_sq, sp.Add(*(term for _, term in TERMS)), SOURCE,
                "the gradient becomes small", TERMS,
            ),
        ),
    ),
)  # fmt: skip
