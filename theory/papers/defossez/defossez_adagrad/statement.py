"""Adagrad without momentum (Defossez, Bottou, Bach, Usunier 2022).

Under S, N and B, with R = c_inf + delta^(1/2), beta_1 = 1 and a sum of squares that begins at 0, for every eta > 0,

    (1/T) sum_{k<T} E||grad F(x_k)||^2
        <= 2 R Delta/(eta T^(1/2)) + (4 d R^2 + eta d R L) log(1 + T R^2/delta)/T^(1/2).
"""

from dataclasses import replace

import sympy as sp

from theory.claim import Kind, Part
from theory.papers.defossez.defossez_adam.statement import CLAIMS as OF_ADAM
from theory.papers.defossez.defossez_adam.statement import NO_MOMENTUM, R
from theory.symbols import Delta, L, T, beta_1, d, delta, epsilon, eta, grad_F_sq

SOURCE = "Defossez, Bottou, Bach, Usunier 2022: Adagrad without momentum"
TERMS = (
    ("initial gap", 2 * R * Delta / (eta * sp.sqrt(T))),
    ("noise", (4 * d * R**2 + eta * d * R * L) * sp.log(1 + T * R**2 / delta) / sp.sqrt(T)),
)
(ADAM,) = OF_ADAM
CLAIMS = (
    replace(
        ADAM,
        id="defossez-adagrad",
        title="Adagrad without momentum",
        source=f"{SOURCE} (statement known; proof of our own)",
        statement=__doc__.split("\n", 2)[2].strip(),
        algorithms=("adagrad",),
        hypotheses=(NO_MOMENTUM,),
        run_with={
            beta_1: sp.Integer(1), eta: sp.sqrt(delta) / L / 2, T: sp.ceiling((4 * R * Delta / (eta * epsilon**2)) ** 2),
        },
        parts=(
            Part(
                "gradient", Kind.EXPECTATION, grad_F_sq, sp.Add(*(term for _, term in TERMS)), SOURCE,
                "the gradient becomes small", TERMS,
            ),
        ),
    ),
)  # fmt: skip
