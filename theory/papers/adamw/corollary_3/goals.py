"""The goals of corollary 3's proof (appendix H.4); its steps stand in `corollary_3.py`.

In the eigenbasis of H everything is a sum over coordinates. Letters for one coordinate: `t = s^(1/2)`, `small < large` the two
numbers that kappa multiplies, `ratio_log = log(large/small)`.
"""

import sympy as sp

from theory.claim import Goal
from theory.letters import at
from theory.link import Given, Role, when
from theory.papers.adamw.corollary_3 import statement as claim
from theory.prove.conclusions import HasUnit, Same
from theory.prove.mutate import swap
from theory.symbols import b, eta, lambda_, nu, rho, s_h

t, kappa, small, large, y, m = sp.symbols("t kappa small large y m", positive=True)
log_m, log_rho, ratio_log = sp.symbols("log_m log_rho ratio_log", real=True)
HALF = sp.Rational(1, 2)
A_ADAMW, A_L2, A_ADAM = t + lambda_, t + lambda_ / t, t

# -- the covariances: H = t^2, Q = 1/t
covariance_adamw = Goal(
    "sympy",
    Same(eta / (2 * b) * (1 / t * t**2 + lambda_) ** -1 * (1 / t * t**2 / t), eta / (2 * b) / A_ADAMW),
    note="lemma 5's M in the eigenbasis of H, where Q = H^(-1/2) is diagonal",
)
covariance_l2 = Goal(
    "sympy",
    Same(eta / (2 * b) * (1 / t * t**2 + lambda_ / t) ** -1 * (1 / t * t**2 / t), eta / (2 * b) * t / (t**2 + lambda_)),
    note="theorem 7's M; Q and H commute here",
)
# -- err
inverse_adamw = Goal("sympy", Same(rho / (eta / (2 * b) / A_ADAMW), claim.Y_ADAMW.subs(s_h, t**2)), note="y = rho/m")
inverse_l2 = Goal("sympy", Same(rho / (eta / (2 * b) * t / (t**2 + lambda_)), claim.Y_L2.subs(s_h, t**2)), note="y = rho/m")
share = Goal(
    "sympy",
    Same(-log_m + m / rho + log_rho, (log_rho - log_m) + 1 / (rho / m)),
    note="-log m + m/rho + log rho, a coordinate's share of 2 KL (theorem 6, repaired), is h(rho/m); letters for logarithms",
)

# -- the comparison of two coordinates' shares
difference = Goal(
    "sympy",
    Same(
        sp.expand_log(claim.share(kappa * small) - claim.share(kappa * large), force=True),
        -(sp.log(large) - sp.log(small)) + (1 / small - 1 / large) / kappa,
    ),
    note="h(kappa small) - h(kappa large)",
)
ABOVE = (when(sp.Lt(small, large)),)
LOGARITHM = at(
    Given(
        "logarithms", Role.CITED, "ratio_log = log(large/small) has the sign of large - small",
        (sp.Ge(ratio_log * (large - small), 0),),
    )
)  # fmt: skip
SHARES = -ratio_log + (1 / small - 1 / large) / kappa
crossing = (1 / small - 1 / large) / ratio_log
beyond = Goal("z3", sp.Le(SHARES, 0), (*ABOVE, LOGARITHM, when(sp.Ge(kappa, crossing))), "if: ratio_log > 0 as large > small")
before = Goal("z3", sp.Ge(kappa, crossing), (*ABOVE, when(sp.Le(SHARES, 0))), "only if")
short_of = Goal("z3", sp.Ge(SHARES, 0), (*ABOVE, when(sp.Le(kappa, crossing))), "if, where `large` is AdamW's")
within = Goal("z3", sp.Le(kappa, crossing), (*ABOVE, LOGARITHM, when(sp.Ge(SHARES, 0))), "only if, where `large` is AdamW's")
order_inside = Goal("z3", sp.Lt(A_ADAMW, A_L2), (when(sp.Lt(t, 1), sp.Gt(lambda_, 0)),), "s < 1: AdamW has the smaller y")
order_outside = Goal("z3", sp.Gt(A_ADAMW, A_L2), (when(sp.Gt(t, 1), sp.Gt(lambda_, 0)),), "s > 1: AdamW has the larger y")
order_adam = Goal("z3", sp.Lt(A_ADAM, A_ADAMW), (when(sp.Gt(lambda_, 0)),), "Adam has the smaller y")
slope = Goal("sympy", Same(sp.diff(claim.share(y), y), (y - 1) / y**2), note="h falls on y < 1 and grows on y > 1")
enough = Goal(
    "z3",
    sp.Ge((y - 1) / y**2, 0),
    (when(sp.Ge(y, kappa * A_ADAMW), sp.Ge(kappa * A_ADAMW, 1)),),
    "so for s <= 1 it is enough that y_AdamW >= 1: h grows from y_AdamW to y_l2",
)
reversed_below = Goal(
    "z3",
    sp.Le((y - 1) / y**2, 0),
    (when(sp.Le(y, kappa * A_L2), sp.Le(kappa * A_L2, 1)),),
    "and if y_l2 <= 1 it turns around: h falls from y_AdamW to y_l2",
)

# -- the paper's conclusion
concluded = Goal(
    "flint",
    sp.Le(claim.share(kappa * A_ADAMW), claim.share(kappa * A_L2)),
    (sp.Le(t, 1),),
    "s = t^2 in [0, 1]",
    hint=((t, HALF), (lambda_, 1), (kappa, sp.Rational(1, 10))),
)
almost = Goal(
    "flint",
    sp.Le(
        99 * claim.share(kappa * A_ADAMW) + claim.share(kappa * A_ADAMW.subs(t, large)),
        99 * claim.share(kappa * A_L2) + claim.share(kappa * A_L2.subs(t, large)),
    ),
    (sp.Lt(t, 1), sp.Ge(kappa * t, 1)),
    "99 of 100 values s = t^2 < 1 and one s = large^2, every y >= 1",
    hint=((t, sp.Rational(999, 1000)), (lambda_, 10**4), (kappa, 2), (large, 10**4)),
)
adam_loses = Goal(
    "z3",
    sp.Ge((y - 1) / y**2, 0),
    (when(sp.Ge(y, kappa * A_ADAM), sp.Ge(kappa * A_ADAM, 1)),),
    "if y_Adam >= 1, h grows from y_Adam to y_AdamW: AdamW's bound is the larger",
)


def unit(formula: sp.Expr, value: int, length: int) -> Goal:
    """The formula's unit."""
    return Goal("units", HasUnit(formula, sp.Integer(value), sp.Integer(length)))


pair, other = sp.symbols("pair other", real=True)
summed = Goal(
    "z3", sp.Le(pair + other, 0), (when(sp.Le(pair, 0), sp.Le(other, 0)),), "differences of shares; any number of terms"
)

# 1/v has the unit (-1, 1), and so has Q = (nu H)^(-1/2) with nu of the unit (1, 0).
pure_adamw = unit(claim.SAFE_ADAMW, 0, 0)
pure_l2 = unit(claim.SAFE_L2, 0, 0)
LOST, SQUARED = swap(nu, 1, "scale dropped"), swap(s_h, s_h**2, "s squared")
