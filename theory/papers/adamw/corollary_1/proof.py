"""Corollary 1: a stationary point of the dynamic objective is one of F (appendix G.3)."""

import sympy as sp

from theory.claim import Goal, Step, Variant
from theory.letters import at
from theory.link import Given, Role
from theory.papers.adamw.corollary_1.statement import PAPER
from theory.prove.conclusions import HasUnit
from theory.prove.mutate import drop, halve, mutants, reverse, swap
from theory.symbols import grad_F_k_sq, grad_F_sq, lambda_k, rho_prime, x_sup

norm_F, norm_F_k, norm_vx = sp.symbols("norm_F norm_F_k norm_vx", nonnegative=True)
q = sp.Symbol("q", real=True)

NORM = Given(
    "grad F_k", Role.DEFINITION, "grad F_k = grad F + lambda_k v x, q = <grad F, v x>",
    (sp.Eq(norm_F_k, sp.sqrt(norm_F**2 + 2 * lambda_k * q + lambda_k**2 * norm_vx**2)),), nature="a norm",
)  # fmt: skip
CAUCHY = Given("Cauchy-Schwarz", Role.CITED, "|<grad F, v x>| <= ||grad F|| ||v x||", (sp.Le(sp.Abs(q), norm_F * norm_vx),))
R = Given("R", Role.ASSUMPTION, "||v x|| <= rho' ||x||_inf ||grad F||", (sp.Le(norm_vx, rho_prime * x_sup * norm_F),))
bound = Goal(
    "z3",
    sp.Le(norm_F, norm_F_k / (1 - lambda_k * rho_prime * x_sup)),
    (
        at(NORM),
        at(CAUCHY),
        at(R),
        *map(at, PAPER.hypotheses),
    ),
    "norms of grad F, grad F_k = grad F + lambda_k v x and v x; q = <grad F, v x>, so Cauchy-Schwarz; the third premise is R",
)
unit = Goal("units", HasUnit(rho_prime, sp.Integer(0), sp.Integer(0)), note="lambda_k rho' ||x||_inf is a pure number")

STEPS = (
    Step(
        id="corollary-1",
        says="||grad F(x_k)|| <= ||grad F_k(x_k)||/(1 - lambda_k rho' ||x_k||_inf)",
        source="Corollary 1; appendix G.3",
        goals=(bound, unit),
        mutants=mutants(bound, halve, reverse, *map(drop, range(5)), swap(rho_prime, rho_prime / 2, "rho' halved")),
    ),
)

#: the part as it is measured: the norms are the roots of the squares that a run has
CONCLUDES = {Variant.PAPER: {"corollary-1": at(bound, {norm_F: sp.sqrt(grad_F_sq), norm_F_k: sp.sqrt(grad_F_k_sq)})}}
