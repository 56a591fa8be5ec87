"""Corollary 1: a stationary point of the dynamic objective is one of F (appendix G.3)."""

import sympy as sp

from theory.claim import Goal, Step
from theory.prove.conclusions import HasUnit
from theory.prove.mutate import drop, halve, mutants, reverse, swap
from theory.symbols import lambda_, rho_prime

norm_F, norm_F_k, norm_vx = sp.symbols("norm_F norm_F_k norm_vx", nonnegative=True)
x_inf = sp.Symbol("x_inf", nonnegative=True)
q = sp.Symbol("q", real=True)

bound = Goal(
    "z3",
    sp.Le(norm_F, norm_F_k / (1 - lambda_ * rho_prime * x_inf)),
    (
        sp.Eq(norm_F_k, sp.sqrt(norm_F**2 + 2 * lambda_ * q + lambda_**2 * norm_vx**2)),
        sp.Le(sp.Abs(q), norm_F * norm_vx),
        sp.Le(norm_vx, rho_prime * x_inf * norm_F),
        sp.Lt(lambda_ * rho_prime * x_inf, 1),
    ),
    "norms of grad F, grad F_k = grad F + lambda_k v x and v x; q = <grad F, v x>, so Cauchy-Schwarz; the third premise is R; "
    "lambda stands for lambda_k",
)
unit = Goal("units", HasUnit(rho_prime, sp.Integer(0), sp.Integer(0)), note="lambda_k rho' ||x||_inf is a pure number")

STEPS = (
    Step(
        id="corollary-1",
        says="||grad F(x_k)|| <= ||grad F_k(x_k)||/(1 - lambda_k rho' ||x_k||_inf)",
        source="Corollary 1; appendix G.3",
        goals=(bound, unit),
        mutants=mutants(bound, halve, reverse, drop(0), drop(1), drop(2), swap(rho_prime, rho_prime / 2, "rho' halved")),
    ),
)
