"""Corollary 3: AdamW against l2-Adam and Adam (appendix H.4).

What each goal says, and why it is the step, stands with the goals in `corollary_3_goals.py`.
"""

import sympy as sp

from theory.claim import Step
from theory.papers.adamw.corollary_3 import goals
from theory.papers.adamw.corollary_3 import statement as claim
from theory.prove.conclusions import Same
from theory.prove.mutate import conclude, drop, halve, mutants, reverse, scale, swap_right
from theory.symbols import eta, lambda_

SOURCE, STATEMENT = "appendix H.4", "statement of Corollary 3"
t, kappa = goals.t, goals.kappa

STEPS = (
    Step(
        id="corollary-3.M_AdamW",
        says="M_AdamW = (eta/2b) U (S^(1/2) + lambda I)^(-1) U' for Q = H^(-1/2)",
        source=STATEMENT,
        goals=(goals.covariance_adamw,),
        mutants=mutants(
            goals.covariance_adamw,
            halve,
            swap_right(lambda_, 2 * lambda_, "lambda doubled"),
            swap_right(t, t**2, "S for S^(1/2)"),
        ),
        means="Q = H^(-1/2) is assumption Q's diag(H_ii)^(-1/2) only if H is diagonal",
    ),
    Step(
        id="corollary-3.M_l2",
        says="M_l2 = (eta/2b) U S^(1/2) (S + lambda I)^(-1) U' for Q = H^(-1/2)",
        source=STATEMENT,
        goals=(goals.covariance_l2,),
        mutants=mutants(
            goals.covariance_l2,
            halve,
            swap_right(lambda_, 2 * lambda_, "lambda doubled"),
            swap_right(t, t**2, "S for S^(1/2)"),
        ),
        means="Q and H commute here, so theorem-7.2 holds",
    ),
    Step(
        id="corollary-3.err",
        says="the bounds depend on err = sum_i h(y_i), h(y) = log y + 1/y, with the stated y_i",
        source=STATEMENT,
        goals=(goals.share, goals.inverse_adamw, goals.inverse_l2),
        mutants=(
            *mutants(goals.share, halve),
            *mutants(goals.inverse_adamw, halve, swap_right(eta, 2 * eta, "eta doubled")),
            *mutants(goals.inverse_l2, halve, swap_right(lambda_, -lambda_, "sign of lambda")),
        ),
        means="agrees with the divergence as repaired (theorem-6.2), not with the paper's c_0",
    ),
    Step(
        id="corollary-3.y",
        says="y_AdamW = (2 rho b/eta)(s^(1/2) + lambda), y_l2 = (2 rho b/eta)(s^(1/2) + lambda s^(-1/2)),"
        " y_Adam = (2 rho b/eta) s^(1/2) are pure numbers, as log y needs",
        source=STATEMENT,
        goals=(goals.unit(claim.Y_ADAM, 0, 0), goals.unit(claim.Y_ADAMW, 0, 0), goals.unit(claim.Y_L2, 0, 0)),
        means="y_Adam is off by (value, length)^(1/2, 0), the others add different units: 'singular values in [0, 1]' depends"
        " on the unit in which the loss is measured",
    ),
    Step(
        id="corollary-3.l2",
        says="err_AdamW <= err_l2 when all s_i lie in [0, 1]",
        source=STATEMENT,
        goals=(goals.concluded,),
        means="h falls on y < 1: for small kappa = 2 rho b/eta it turns around",
    ),
    Step(
        id="corollary-3.almost",
        says="err_AdamW <= err_l2 when almost all s_i lie in [0, 1], even with every y_i >= 1",
        source=STATEMENT,
        goals=(goals.almost,),
        means="one large s outweighs 99 values below 1: a share of 97 % decides nothing by itself",
    ),
    Step(
        id="corollary-3.adam",
        says="if y_Adam >= 1, err_Adam <= err_AdamW",
        source="not claimed by the paper, which compares with l2-Adam alone; asked beside the corollary",
        goals=(goals.order_adam, goals.slope, goals.adam_loses),
        mutants=(
            *mutants(goals.order_adam, reverse, drop(0)),
            *mutants(goals.adam_loses, reverse, drop(0), drop(1)),
        ),
        means="where y_Adam >= 1 Adam's bound is the smallest of the three",
    ),
)

REPAIRED_STEPS = (
    Step(
        id="corollary-3.l2",
        says="s < 1: err_AdamW <= err_l2 in a coordinate iff kappa >= (1/a - 1/a')/log(a'/a), a = s^(1/2) + lambda,"
        " a' = s^(1/2) + lambda s^(-1/2); enough: y_AdamW >= 1. s > 1: iff kappa <= the same",
        source=f"{SOURCE}, repaired",
        goals=(
            goals.difference,
            goals.beyond,
            goals.before,
            goals.short_of,
            goals.within,
            goals.order_inside,
            goals.order_outside,
            goals.slope,
            goals.enough,
            goals.reversed_below,
        ),
        mutants=(
            *mutants(goals.difference, halve),
            *mutants(goals.beyond, reverse, drop(0), drop(1), drop(2)),
            *mutants(goals.before, reverse, scale(2), drop(0), drop(1)),
            *mutants(goals.short_of, reverse, drop(0), drop(1)),
            *mutants(goals.within, reverse, halve, drop(1), drop(2)),
            *mutants(goals.order_inside, reverse, drop(0), drop(1)),
            *mutants(goals.order_outside, reverse, drop(0)),
            *mutants(goals.slope, halve),
            *mutants(goals.enough, reverse, drop(0), drop(1)),
            *mutants(goals.reversed_below, reverse, drop(1)),
        ),
        wrong="h is monotone only on each side of y = 1",
        cost="a condition on kappa = 2 rho b/eta, for every singular value",
    ),
    Step(
        id="corollary-3.almost",
        says="the sum keeps the sign if every term does: s_i < 1 and kappa beyond each crossing, for all i",
        source=f"{SOURCE}, repaired",
        goals=(goals.summed,),
        mutants=mutants(goals.summed, reverse, drop(0), drop(1)),
        wrong="terms with s > 1 may outweigh the others",
        cost="all s_i, not almost all",
    ),
    Step(
        id="corollary-3.adam",
        says="err_AdamW <= err_Adam in a coordinate iff kappa <= (1/a - 1/a')/log(a'/a), a = s^(1/2), a' = s^(1/2) + lambda;"
        " if y_Adam >= 1 it is larger",
        source=f"{SOURCE}, repaired",
        goals=(goals.difference, goals.short_of, goals.within, goals.order_adam, goals.slope, goals.adam_loses),
        mutants=(
            *mutants(goals.difference, swap_right(kappa, 2 * kappa, "kappa doubled")),
            *mutants(goals.order_adam, reverse, drop(0)),
            *mutants(goals.adam_loses, reverse, drop(0), drop(1)),
            *mutants(goals.slope, conclude(Same(sp.diff(claim.share(goals.y), goals.y), 1 / goals.y), "1/y dropped")),
        ),
        wrong="nothing; the exact condition",
        cost="kappa at most the crossing; both comparisons can be had: at y_AdamW = 1 its term is h(1) = 1, the least",
    ),
    Step(
        id="corollary-3.y",
        says="with Q = (nu H)^(-1/2), nu of the unit of F: y_AdamW = kappa (s^(1/2) + lambda nu^(1/2))/nu^(1/2), y_l2 ="
        " kappa (s^(1/2) + lambda s^(-1/2))/nu^(1/2), l2-Adam's lambda in the unit of L, are pure numbers",
        source=f"{SOURCE}, repaired",
        goals=(goals.pure_adamw, goals.pure_l2),
        mutants=(
            *mutants(goals.pure_adamw, goals.LOST),
            *mutants(goals.pure_l2, goals.LOST, goals.SQUARED),
        ),
        wrong="Q = H^(-1/2) has not the unit of 1/v",
        cost="a scale nu, Q_ii = 1/v_i; the crossing s = 1 moves to s = (lambda_l2/lambda_AdamW)^2/nu",
    ),
)
