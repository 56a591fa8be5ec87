"""The goals of theorem 1's proof (appendix G.1); its steps stand in `theorem_1.py`.

Letters with a bar in the name are expectations: `X` of |x_k|, `M_abs` of |m_k|. `r = 1 - eta lambda`, `P = r^k`,
`G = sum_{i=1..k} r^(k-i)`. In the second route `c`, `b_k` are trace and determinant of the companion matrix.
"""

import sympy as sp

from theory.claim import Goal
from theory.letters import at
from theory.link import Given, Role, let, over_steps, pick, when
from theory.papers.adamw.lemma_1 import proof as lemma_1
from theory.papers.adamw.theorem_1.statement import (
    STATED_ETA,
    STATED_LAMBDA,
    decay_of,
    ends_of_step_7,
    squared_condition,
    step_of,
    trace_of,
)
from theory.prove.conclusions import BigO, HasUnit, Same
from theory.symbols import alpha, beta_1, c_1, delta, ell, eta, gap_0, lambda_, tau_g

HALF = sp.Rational(1, 2)
x, y, m, x_prev, g = sp.symbols("x y m x_prev g", real=True)
p, v, k = sp.symbols("p v k", positive=True)
X, X_next, M_abs, M_next, G, P = sp.symbols("X X_next M_abs M_next G P", nonnegative=True)

# -- step 1, in the mean
one_step = Goal(
    "z3",
    sp.Le(sp.Abs((1 - p) * x - eta * m / v), (1 - p) * sp.Abs(x) + eta / c_1 * sp.Abs(m)),
    (when(sp.Le(p, 1)), pick(at(lemma_1.root_range), 0)),
    "p = eta lambda <= 1; one coordinate is all there is",
)
ABS_MEAN = Given(
    "N", Role.ASSUMPTION, "E|g_i| <= tau, and the mean of the convex combination's absolute value",
    (sp.Le(M_next, (1 - beta_1) * M_abs + beta_1 * tau_g),),
)  # fmt: skip
momentum = Goal(
    "z3",
    sp.Le(M_next, tau_g),
    (at(ABS_MEAN), when(sp.Le(M_abs, tau_g)), sp.Le(beta_1, 1)),
    "E|m_i| <= tau is kept, from m_0 = 0",
)
UNROLLED = sp.Le(X, P * gap_0 + eta * tau_g / c_1 * G)
MEAN_STEP = Given(
    "the mean is linear and monotone", Role.CITED, "the mean of one_step: X_next, X, M_abs are E|x_{k+1}|, E|x_k|, E|m_k|",
    (sp.Le(X_next, (1 - p) * X + eta / c_1 * M_abs),),
)  # fmt: skip
unrolled = Goal(
    "z3",
    sp.Le(X_next, (1 - p) * P * gap_0 + eta * tau_g / c_1 * ((1 - p) * G + 1)),
    (
        at(MEAN_STEP),
        over_steps(momentum, sp.Le(M_abs, tau_g), {M_abs: M_next}, {M_abs: 0}),
        when(UNROLLED, sp.Le(p, 1)),
    ),
    "from k to k + 1: P becomes r P, the sum G becomes r G + 1",
    uses=(at(one_step),),
)
geometric = Goal("z3", sp.Eq((1 - p) * G + 1, (1 - (1 - p) * P) / p), (when(sp.Eq(G, (1 - P) / p)),), "p G = 1 - P is kept")
closed = Goal(
    "z3",
    sp.Le(P * gap_0 + eta * tau_g / c_1 * G, P * gap_0 + tau_g / (lambda_ * c_1)),
    (when(sp.Eq(G, (1 - P) / p)), let(p, eta * lambda_)),
    "p = eta lambda, c_1 = delta^(1/2)",
)

# -- step 2
lam, lam_prev = sp.symbols("lambda_k lambda_prev", nonnegative=True)
eta_prev, gam, gam_prev = sp.symbols("eta_prev gamma_k gamma_prev", positive=True)
ratio = eta * gam / (eta_prev * gam_prev)
trace_2 = 1 - eta * lam + (1 - beta_1) * ratio
det_2 = (1 - beta_1) * (1 - eta_prev * lam_prev) * ratio
m_before = ((1 - eta_prev * lam_prev) * x_prev - x) / (eta_prev * gam_prev)
m_adamw = (1 - beta_1) * m_before + beta_1 * g


def recursion(now: sp.Expr, trace: sp.Expr, determinant: sp.Expr) -> Goal:
    """Two steps of the rule against the companion matrix."""
    companion = sp.Matrix([[trace, -determinant], [1, 0]]) * sp.Matrix([x, x_prev])
    return Goal(
        "sympy",
        Same(sp.Matrix([now, x]), companion - sp.Matrix([eta * gam * beta_1 * g, 0])),
        note="m_{k-1} is taken from the last step's rule",
    )


second_route = recursion((1 - eta * lam) * x - eta * gam * m_adamw, trace_2, det_2)

# -- step 3
c, re, im = sp.symbols("c re im", real=True)
b_k, z = sp.symbols("b_k z", positive=True)
A = sp.Matrix([[c, -b_k], [1, 0]])
polynomial = Goal("sympy", Same((z * sp.eye(2) - A).det(), z**2 - c * z + b_k), note="the eigenvalues' polynomial")
modulus = Goal(
    "z3",
    sp.Eq(re**2 + im**2, b_k),
    (when(sp.Eq(b_k, c * re - re**2 + im**2), sp.Eq(2 * re * im, c * im), sp.Le(c**2, 4 * b_k)),),
    "re + i im is a root: real and imaginary part of its equation",
)

# -- step 4
CONTRACTS = (sp.Le(c**2, 4 * b_k), sp.Lt(b_k, 1))
spectral = Goal(
    "z3",
    sp.Le((c * x - b_k * y) ** 2 + x**2, b_k * (x**2 + y**2)),
    CONTRACTS,
    "the spectral norm of a product of one factor, put to the vector (x, y)",
    hint=((c, 1), (b_k, HALF), (x, 1), (y, 0)),
)
V = x**2 - c * x * y + b_k * y**2
energy = Goal(
    "sympy", Same(V.subs({x: c * x - b_k * y, y: x}, simultaneous=True), b_k * V), note="in this norm A scales exactly"
)
STRICT = (when(sp.Lt(c**2, 4 * b_k)),)
energy_above = Goal("z3", sp.Le(V, (1 + b_k) * (x**2 + y**2)), STRICT, "the largest eigenvalue is at most the trace")
energy_below = Goal("z3", sp.Le((b_k - c**2 / 4) * (x**2 + y**2), (1 + b_k) * V), STRICT, "the least is at least det/trace")
Z_0, Z_k, V_0, V_k = sp.symbols("Z_0 Z_k V_0 V_k", nonnegative=True)
product = Goal(
    "z3",
    sp.Le(Z_k, (1 + b_k) ** 2 / (b_k - c**2 / 4) * P * Z_0),
    (when(sp.Eq(V_k, P * V_0), sp.Le(V_0, (1 + b_k) * Z_0), sp.Le((b_k - c**2 / 4) * Z_k, (1 + b_k) * V_k)), *STRICT),
    "P = b^k, Z = ||(x_{k+1}, x_k)||^2",
)

# -- steps 5 to 7
prescribed = {lam: gam, lam_prev: gam_prev, eta: beta_1 / gam, eta_prev: beta_1 / gam_prev}
discriminant_2 = (trace_2**2 - 4 * det_2).subs(prescribed, simultaneous=True)
double = Goal("z3", sp.Le(discriminant_2, 0), (sp.Le(beta_1, 1),), "it is 0: a double eigenvalue")
trace_l2 = 1 - eta * gam * lam * beta_1 + (1 - beta_1) * ratio
det_l2 = (1 - beta_1) * ratio
m_l2 = (1 - beta_1) * (x_prev - x) / (eta_prev * gam_prev) + beta_1 * (g + lam * x)
l2_route = recursion(x - eta * gam * m_l2, trace_l2, det_l2)
discriminant_l2 = (trace_l2**2 - 4 * det_l2).subs({eta: beta_1 / gam, eta_prev: beta_1 / gam_prev}, simultaneous=True)
root = sp.sqrt(1 - beta_1)
IN_PAPERS = ((beta_1, sp.Rational(3, 4)), (lam, sp.Rational(1, 3)))  # the lower end, divided by beta_1


def interval(power: int) -> tuple[Goal, Goal]:
    """`c^2 <= 4 b` exactly if lambda is between the two ends, each divided by beta_1^power."""
    low, high = ends_of_step_7(beta_1, power)
    inside = sp.And(sp.Ge(lam, low), sp.Le(lam, high))
    small = sp.Le(sp.expand(sp.simplify(discriminant_l2)), 0)
    return (
        Goal("z3", small, (when(*inside.args), sp.Le(beta_1, 1)), "if", hint=IN_PAPERS),
        Goal("z3", inside, (when(small), sp.Le(beta_1, 1)), "only if"),
    )


# -- step 8
s = sp.Symbol("s", nonnegative=True)
half_root = Goal("z3", sp.Le(root, 1 - beta_1 / 2), (sp.Le(beta_1, 1),), "beta_1 = k^(-1/2)")
noise_sum = Goal(
    "z3",
    sp.Le(beta_1**2 * tau_g * G, 2 * tau_g * beta_1),
    (when(sp.Eq(G, (1 - P) / (1 - s)), sp.Eq(s, root)), sp.Le(beta_1, 1)),
    "eta gamma beta_1 = beta_1^2; G the sum of s^(k-i), s = (1 - k^(-1/2))^(1/2)",
)

# -- step 9
lost = 1 / (k * (1 - (1 - 1 / sp.sqrt(k)) ** sp.Rational(3, 2)))
faster = Goal("limit", BigO(lost, k ** (-HALF - alpha), k, sp.oo), note="for every alpha > 0; the constant may depend on alpha")
as_fast = Goal("limit", BigO(lost, k ** (-HALF), k, sp.oo))
n = sp.Symbol("n", positive=True)
factor = Goal(
    "z3",
    sp.Le(1 / (n**2 * (1 - (1 - 1 / n) ** sp.Rational(3, 2))), sp.Rational(5, 7) / n),
    (when(sp.Gt(n, 4)),),
    "k = n^2 > 16",
)

# -- the parts
final = Goal(
    "z3",
    sp.Le(X, P * gap_0 + tau_g / (lambda_ * c_1)),
    (over_steps(unrolled, UNROLLED, {X: X_next, P: (1 - p) * P, G: (1 - p) * G + 1}, {X: gap_0, P: 1, G: 0}), at(closed)),
    "step 1, from E|x_0| <= gap_0",
    uses=(over_steps(geometric, sp.Eq(G, (1 - P) / p), {P: (1 - p) * P, G: (1 - p) * G + 1}, {P: 1, G: 0}),),
)
meets = Goal(
    "z3",
    sp.Le(X, P * (gap_0 + eta) + tau_g / z),
    (at(final), when(sp.Eq(lambda_, z / c_1))),
    "z = k^(1/2+alpha); eta for eta_0; step 1",
)
product_of_both = Goal(
    "sympy", Same(STATED_ETA * STATED_LAMBDA, sp.Rational(3, 2) / sp.sqrt(sp.Symbol("k", nonnegative=True))), note="eta lambda"
)
at_most_one = Goal("z3", sp.Le(sp.Rational(3, 2) / n, 1), (when(sp.Gt(n, 4)),), "k = n^2 > 16")
every_horizon = Goal("z3", sp.Le(sp.Rational(3, 2) / n, 1), (sp.Ge(n, 1),), "eta lambda <= 1 at every horizon k = n^2 >= 1")
meets_length = Goal(
    "z3",
    sp.Le(X, P * gap_0 + tau_g * ell / (c_1 * z)),
    (at(final), when(sp.Eq(lambda_, z / ell))),
    "z = k^(1/2+alpha); step 1",
)

# l2-Adam at k = 36, with c^2 < 4 b (step 7): E x follows the companion matrix exactly, and E||.|| >= ||E .||.
HORIZON, TINY = 36, sp.Rational(1, 10**12)
a, Lam = sp.symbols("a Lambda", positive=True)


def mean_after(steps: int) -> tuple[sp.Expr, sp.Expr]:
    """The means of x_{steps+1} and x_steps, x_1 = x_0 = gap_0, as polynomials in the trace c."""
    trace, now, before = sp.Poly(c, c, domain="QQ"), *[sp.Poly(1, c, domain="QQ")] * 2
    for _ in range(steps):
        now, before = trace * now - sp.Rational(5, 6) * before, now
    return sp.horner(now, c) * gap_0, sp.horner(before, c) * gap_0


last, last_but_one = mean_after(HORIZON)
v_0 = sp.sqrt(delta)
l2_refuted = Goal(
    "z3",
    sp.Le(sp.sqrt(last**2 + last_but_one**2), 3 * sp.Rational(5, 6) ** (HORIZON // 2) * Lam + sp.Rational(2, 6) * tau_g),
    (
        sp.Eq(c, 2 - sp.Rational(1, 6) - (lam + a**2) / 36),
        sp.Eq(lam, sp.Rational(3, 10)),
        sp.Eq(Lam, gap_0 + v_0 / 6),
        sp.Eq(tau_g, a * (a * 3 ** (HORIZON + 1) * (gap_0 + 1) + 1)),
    ),
    "three times the stated start term, of which x_1 = x_0 alone explains sqrt 2: the rest is the product of the "
    "matrices. k = 36, "
    "beta_1 = 1/6, lambda = sqrt(k)/20, m_0 = 0, so x_1 = x_0 = Delta; g = a (a x - xi) has E g = a^2 x, and the "
    "norm's mean is at least the norm of the mean; E|x_i| <= 3^i (Delta + 1) gives tau; eta_0 = beta_1 v_0, n_0 = 0",
    instance=True,
    hint=((a, TINY), (lam, sp.Rational(3, 10)), (gap_0, 1), (delta, sp.Rational(1, 10**8)), (c, 2 - sp.Rational(1, 6) -
    (sp.Rational(3, 10) + TINY**2) / 36), (Lam, 1 + sp.Rational(1, 6 * 10**4)), (tau_g, TINY * (TINY * 3 ** (HORIZON + 1)
    * 2 + 1))), )  # fmt: skip
N, N_next, N_0, R = sp.symbols("N N_next N_0 R", nonnegative=True)
driven = Goal(
    "z3",
    sp.Le(N_next, s * P * N_0 + 2 * beta_1 * tau_g),
    (
        when(sp.Le(N_next, s * N + beta_1**2 * tau_g), sp.Le(N, P * N_0 + 2 * beta_1 * tau_g)), when(sp.Le(s, 1 - beta_1 / 2)),
    ),
    "N = E of the norm of step 4 (repaired), in which (1, 0) has length 1; s = (1 - beta_1)^(1/2), P = s^k",
)  # fmt: skip
condition = Goal(
    "z3",
    sp.And(sp.Lt(c**2, 4 * b_k), sp.Le(squared_condition(c, b_k), 3 * n)),
    (when(sp.Eq(beta_1, 1 / n), sp.Eq(b_k, 1 - beta_1), sp.Eq(c, trace_of(beta_1, n)), sp.Gt(n, 4)),),
    "lambda = sqrt k = n: the squared norm is lost by the factor 3 sqrt k at most",
)

# -- prescribed formulas
unit_lambda = Goal("units", HasUnit(STATED_LAMBDA.subs(alpha, 1), sp.Integer(0), sp.Integer(-1)), note="at alpha = 1")
unit_eta = Goal("units", HasUnit(STATED_ETA.subs(alpha, 1), sp.Integer(0), sp.Integer(1)), note="at alpha = 1")
unit_lambda_length = Goal("units", HasUnit(decay_of(ell).subs(alpha, 1), sp.Integer(0), sp.Integer(-1)), note="at alpha = 1")
unit_eta_length = Goal("units", HasUnit(step_of(ell).subs(alpha, 1), sp.Integer(0), sp.Integer(1)), note="at alpha = 1")
unit_eta_k = Goal("units", HasUnit(beta_1 * c_1, sp.Integer(0), sp.Integer(1)), note="eta_k = beta_1 v_k, at v_k = c_1")
unit_eta_k_length = Goal("units", HasUnit(beta_1 * ell, sp.Integer(0), sp.Integer(1)), note="eta_k = beta_1 ell")
weight = Goal("z3", sp.And(sp.Gt(1 / n, 0), sp.Le(1 / n, 1)), (when(sp.Ge(n, 1)),), "k = n^2")
of_order = Goal(
    "z3",
    sp.Le((2 - beta_1 - beta_1**2 * lam) ** 2 - 4 * (1 - beta_1), 0),
    (when(sp.Eq(lam, R * n), sp.Ge(R * n, 1), sp.Le(R, n), sp.Eq(beta_1, 1 / n)),),
    "lambda = R sqrt k for a constant R > 0, k = n^2 >= max(1/R^2, R^2); r_k = 1",
)
