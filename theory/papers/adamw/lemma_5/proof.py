"""Lemma 5: AdamW's stationary law (appendix H.1)."""

import sympy as sp

from theory.claim import Goal, Step
from theory.papers.adamw import stationary as s
from theory.prove.conclusions import HasUnit, Same
from theory.prove.mutate import conclude, halve, mutants, swap, swap_right
from theory.symbols import b, eta, lambda_, nu, s_h

ROW = s.Q * s.H * s.Q
commutes = Goal(
    "sympy",
    Same((s.Q * s.H + lambda_) * ROW, ROW * (s.H * s.Q + lambda_)),
    note="A Q H Q = Q H Q A' for any size, A = Q H + lambda I: so A^(-1) Q H Q is symmetric, and A M = M A' = (eta/2b) Q H Q",
)
M_2, M_L2 = s.numerator(s.DRIFT_ADAMW), s.numerator(s.DRIFT_L2)
solves = Goal("sympy", s.lyapunov(s.DRIFT_ADAMW, M_2), s.DEFINITE, "two dimensions, times 2b det A/eta")
symmetric = Goal("sympy", Same(M_2, M_2.T), s.DEFINITE, "a covariance is symmetric; two dimensions, times 2b det A/eta")
unit = Goal(
    "units",
    HasUnit(eta / (2 * b) / (sp.sqrt(s_h) + lambda_), sp.Integer(0), sp.Integer(2)),
    note="in one dimension, H = s: Q = s^(-1/2)",
)

safe_unit = Goal(
    "units",
    HasUnit(eta / (2 * b) / (sp.sqrt(s_h / nu) + lambda_), sp.Integer(0), sp.Integer(2)),
    note="in one dimension, H = s: Q = (nu s)^(-1/2), nu Q H Q = 1, Q H = (s/nu)^(1/2)",
)

STEPS = (
    Step(
        id="lemma-5.1",
        says="the stationary covariance solves A M + M A' = (eta/b) Q H Q, A = Q H + lambda I",
        source="appendix H.1",
        goals=(s.covariance, s.similar_adamw),
        mutants=(
            *mutants(
                s.covariance, halve, swap_right(s.D, 2 * s.D, "noise doubled"), swap_right(s.A, -s.A, "sign of the drift")
            ),
            *mutants(s.similar_adamw, halve, conclude(s.NOT_SIMILAR, "Q^(1/2) on one side only")),
        ),
        means="in any dimension; unique, A being similar to a symmetric positive definite matrix",
    ),
    Step(
        id="lemma-5.2",
        says="hence M = (eta/2b) A^(-1) Q H Q",
        source="appendix H.1",
        goals=(commutes, solves, symmetric),
        mutants=(
            *mutants(
                solves,
                halve,
                conclude(s.lyapunov(s.DRIFT_ADAMW, M_L2), "l2-Adam's covariance"),
                conclude(s.lyapunov(s.DRIFT_ADAMW.T, M_2), "A' for A"),
            ),
            *mutants(symmetric, conclude(Same(M_L2, M_L2.T), "l2-Adam's covariance")),
            *mutants(commutes, halve),
        ),
        means="no commuting is needed: Q H Q intertwines A and A'",
    ),
    Step(
        id="lemma-5.M",
        says="M_AdamW = (eta/2b) (Q H + lambda I)^(-1) Q H Q is a squared length",
        source="statement of Lemma 5",
        goals=(unit,),
        means="Q = diag(H_ii)^(-1/2) stands for 1/v: Q H and lambda differ in unit by (value, length)^(1/2, 0)",
    ),
)

REPAIRED_STEPS = (
    Step(
        id="lemma-5.M",
        says="M_AdamW = (eta/2b) nu (Q H + lambda I)^(-1) Q H Q, Q = diag(nu H_ii)^(-1/2), nu of the unit of F, is a "
        "squared length",
        source="statement of Lemma 5, repaired",
        goals=(safe_unit,),
        mutants=mutants(safe_unit, swap(nu, 1, "nu dropped"), swap(s_h, s_h**2, "s squared"), swap(eta, eta**2, "eta squared")),
        wrong="Q = diag(H_ii)^(-1/2) has not the unit of 1/v, nor H/b that of a noise's covariance",
        cost="a scale nu: Q_ii = 1/v_i, the noise nu H/b; the formulas are the paper's at nu = 1",
    ),
)
