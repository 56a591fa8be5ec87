"""Adam with small steps (what Reddi, Kale, Kumar 2018 refute for convex losses, read for constant steps).

A step of Adam without momentum is eta g_k/v_k, v_k = (n_k + delta)^(1/2), and v_k has g_k in it. If the mean step were along
the gradient all the same, the noise would cost a multiple of eta: under S and N, for beta_1 = 1, c_l <= v_k <= c_u,

    (S)   (1/T) sum_{k<T} E||grad F(x_k)||^2 <= 2 c_u Delta/(eta T) + L c_u eta sigma^2/(c_l^2 b),

and small eta would make it as small as one likes. With slopes of 1010 with probability 1/100 and of -10 otherwise (theirs)
the mean step goes up although the mean slope is 1/5, and small steps rest off the stationary point.

The repaired variant has the noise that is left, however small eta is: (S) of `bounded-scaling` at beta_1 = 1.
"""

from dataclasses import replace

import sympy as sp

from theory.claim import Claim, Hypothesis, Kind, Part, Variant
from theory.papers.scaled_momentum.bounded_scaling.statement import DESCENDS_TIGHTER, ENDS, terms_of_S
from theory.symbols import Delta, L, T, b, beta_1, c_l, c_u, epsilon, eta, grad_F_sq, sigma, u_sq

SOURCE = "derived here"
NO_MOMENTUM = Hypothesis("beta_1 >= 1", sp.Ge(beta_1, 1), "statement")
TERMS = (("initial gap", 2 * c_u * Delta / (eta * T)), ("noise", L * c_u * eta * sigma**2 / (c_l**2 * b)))
REST_OF_NOISE = tuple((name, term.subs(beta_1, 1)) for name, term in terms_of_S(1))

PAPER = Claim(
    id="adam-small-steps",
    variant=Variant.PAPER,
    title="Adam with small steps",
    source="refuted by Reddi, Kale, Kumar 2018 (their example known, the form for constant steps derived here)",
    statement=__doc__.split("\n", 2)[2].split("The repaired")[0].strip(),
    assumptions=("S", "N", "B"),
    algorithms=("adam",),
    initialisation="gradient",
    hypotheses=(ENDS, DESCENDS_TIGHTER, NO_MOMENTUM),
    run_with={
        beta_1: sp.Integer(1), eta: c_l / (2 * L) / 10, T: sp.ceiling(4 * c_u * Delta / (eta * epsilon**2)),
    },
    parts=(
        Part("S", Kind.EXPECTATION, grad_F_sq, sp.Add(*(term for _, term in TERMS)), SOURCE, "small steps suffice", TERMS),
    ),
)  # fmt: skip
CLAIMS = (
    PAPER,
    replace(
        PAPER,
        variant=Variant.REPAIRED,
        source="derived here: bounded-scaling without momentum",
        statement=__doc__.split("\n", 2)[2].strip(),
        parts=(
            Part(
                "S", Kind.EXPECTATION, grad_F_sq + u_sq / 4, sp.Add(*(term for _, term in REST_OF_NOISE)), SOURCE,
                "the gradient becomes small up to the noise", REST_OF_NOISE,
            ),
        ),
        repairs=("the noise floor does not shrink with eta: v_k has g_k in it (step 1).",),
    ),
)  # fmt: skip
