"""What the proofs of this paper rest on: its assumptions, its definitions, and the results that it cites.

Letters of one coordinate: `f` of grad F(x_k), `m`, `n`, `g`, `x`, `v`, `h` of grad F_k(x_k), `u` of u_k. Letters of vectors are
those of `theory.symbols`, which `run` measures: a fact about a run is one about these.
"""

import sympy as sp

from theory.letters import SETTING
from theory.link import Given, Node, Role, Sense, Use
from theory.symbols import (
    A1_m,
    A1_n,
    A1_x,
    F_k_next,
    F_k_now,
    F_next,
    F_now,
    F_star,
    L,
    b,
    beta_1,
    beta_2,
    c_1,
    c_2,
    c_inf,
    decay_ahead,
    decay_next,
    decay_now,
    delta,
    dx_sq,
    eta,
    gap_F_k,
    grad_dx,
    grad_F_k_sq,
    grad_step_sq,
    lambda_k,
    m_err_sq,
    mu,
    mu_v,
    noise_sq_next,
    sigma,
    u_over_v,
    u_sq,
    v_dx_sq,
)

f, m, n, g, x, h, u, s, e, q, past = sp.symbols("f m n g x h u s e q past", real=True)
v, v_next = sp.symbols("v v_next", positive=True)
m_next, n_next, x_next = sp.symbols("m_next n_next x_next", real=True)
lambda_next = sp.Symbol("lambda_next", real=True)
length_sq, turn_sq = sp.symbols("length_sq turn_sq", nonnegative=True)
turned = sp.Symbol("turned", real=True)
cross = sp.Symbol("cross", real=True)
h_u_over_v = sp.Symbol("h_u_over_v", real=True)
a, c = sp.symbols("a c", nonnegative=True)
LETTERS = SETTING.knowing(lambda_next)

ASSUMPTION, DEFINITION, CITED = Role.ASSUMPTION, Role.DEFINITION, Role.CITED

# -- assumptions
S = Given("S", ASSUMPTION, "F is smooth: its gradient is L-Lipschitz", (sp.Le(grad_step_sq, L**2 * dx_sq),), Sense.PATHWISE)
S_SEGMENT = Given(
    "S", ASSUMPTION, "the same along the segment from x to x + h, at x + s h: turn_sq = ||grad F(x + s h) - grad F(x)||^2",
    (sp.Le(turn_sq, L**2 * s**2 * length_sq), sp.Ge(s, 0)),
)  # fmt: skip
N_SQUARE = Given(
    "N", ASSUMPTION, "the minibatch's noise has the mean square sigma^2/b at most", (sp.Le(noise_sq_next, sigma**2 / b),),
    Sense.CONDITIONAL,
)  # fmt: skip
N_START = Given(
    "N", ASSUMPTION, "so has the momentum's error at m_0 = g_0", (sp.Le(m_err_sq, sigma**2 / b),), Sense.EXPECTATION
)
N_MEAN = Given(
    "N", ASSUMPTION, "the noise e has the mean 0 given the past, so its product with what is known before has the mean 0",
    (sp.Eq(cross, 0),), Sense.CONDITIONAL, frozenset({past}),
)  # fmt: skip
B = Given("B", ASSUMPTION, "|g| <= c_inf in every coordinate", (sp.Le(g, c_inf), sp.Ge(g, -c_inf)))
P = Given(
    "P", ASSUMPTION, "||grad F_k(x)||^2 >= 2 mu (F_k(x) - F_k(x_*))", (sp.Le(gap_F_k, grad_F_k_sq / (2 * mu)),), Sense.PATHWISE
)

# -- definitions
MOMENTUM = Given("m", DEFINITION, "m_k", (sp.Eq(m_next, (1 - beta_1) * m + beta_1 * g),))
SECOND_MOMENT = Given("n", DEFINITION, "n_k", (sp.Eq(n_next, (1 - beta_2) * n + beta_2 * g**2),))
DRIFT_RATE = Given("mu_v", DEFINITION, "mu_v as theorem 2 takes it", (sp.Eq(mu_v, beta_2 * c_inf**2 / delta),))
w, t = sp.symbols("w t", real=True)
ROOT = Given(
    "v", DEFINITION, "v_k = (n_k + delta)^(1/2)", (sp.Eq(v, sp.sqrt(n + delta)),), nature="a root; n is a mean of squares"
)
ENDS = Given(
    "c_1, c_2",
    DEFINITION,
    "delta^(1/2), (c_inf^2 + delta)^(1/2)",
    (sp.Eq(c_1, sp.sqrt(delta)), sp.Eq(c_2, sp.sqrt(c_inf**2 + delta))),
)
RATIO_OF_ROOTS = Given("v", DEFINITION, "v_k/v_{k+1} is the ratio's power 1/2", (sp.Eq(w, v / v_next),))
DRIFTED = Given(
    "drift", DEFINITION, "t = beta_2 (n_k - g^2)/(n_{k+1} + delta)",
    (sp.Eq(t, beta_2 * (n - g**2) / (SECOND_MOMENT.facts[0].rhs + delta)),),
)  # fmt: skip
UPDATE = Given("update", DEFINITION, "x_{k+1} of algorithm 1", (sp.Eq(x_next, (1 - lambda_k * eta) * x - eta * m / v),))
#: what is measured is algorithm 1, by part
A1 = {
    part: Given("algorithm 1", DEFINITION, f"its {what}", (sp.Le(off, 0),), Sense.PATHWISE)
    for part, what, off in (("A1.m", "momentum", A1_m), ("A1.n", "second moment", A1_n), ("A1.x", "iterate", A1_x))
}
U_K = Given("u", DEFINITION, "u_k", (sp.Eq(u, m + lambda_k * x * v),))
H_K = Given("grad F_k", DEFINITION, "grad F_k(x_k)", (sp.Eq(h, f + lambda_k * x * v),))
F_K = Given(
    "F_k", DEFINITION, "F_k = F + (lambda_k/2)||.||^2_{v_k}",
    (sp.Eq(F_k_now, F_now + decay_now), sp.Eq(F_k_next, F_next + decay_next)), Sense.PATHWISE,
)  # fmt: skip
F_INF = Given("F_*", DEFINITION, "F_* is the infimum", (sp.Ge(F_next, F_star),), Sense.PATHWISE)
DECAYS = Given(
    "lambda_k", DEFINITION, "lambda_k = lambda (1 - mu_v)^k, nonincreasing by theorem-2.lambda_k",
    (sp.Eq(lambda_next, (1 - mu_v) * lambda_k),),
)  # fmt: skip

# -- cited results
CAUCHY = Given("Cauchy-Schwarz", CITED, "|<a, b>| <= ||a|| ||b||", (sp.Le(q**2, turn_sq * length_sq),))
CAUCHY_VECTORS = Given("Cauchy-Schwarz", CITED, "<a, b> <= ||a|| ||b||", (sp.Le(q, a * c),))
TAYLOR = Given(
    "fundamental theorem of calculus", CITED,
    "F(x + h) = F(x) + <grad F(x), h> + turned, turned = int_0^1 <grad F(x + s h) - grad F(x), h> ds",
    (sp.Eq(F_next, F_now + grad_dx + turned),), Sense.PATHWISE,
)  # fmt: skip
INTEGRAL = Given(
    "monotone integrals", CITED, "turned is at most the integral over s in [0, 1] of a bound of its integrand q", ()
)
LINEAR_MEAN = Given("the mean is linear and monotone", CITED, "and so is the mean given the past; E E[.|past] = E", ())

# -- what a vector's letter is the sum of, over the coordinates
SHARES: dict[sp.Symbol, sp.Expr] = {
    dx_sq: (x_next - x) ** 2,
    v_dx_sq: (v * (x - x_next)) ** 2,
    m_err_sq: (m - f) ** 2,
    grad_F_k_sq: h**2,
    u_sq: u**2,
    u_over_v: u**2 / v,
    h_u_over_v: h * u / v,
    decay_now: lambda_k / 2 * v * x**2,
    decay_ahead: lambda_k / 2 * v * x_next**2,
    decay_next: lambda_next / 2 * v_next * x_next**2,
    grad_dx: f * (x_next - x),
}


def over_coordinates(node: Node, relation: sp.Basic) -> Use:
    """The sum of a coordinate's relation over the coordinates, the vectors' letters being those of `SHARES`."""
    return LETTERS.summed(node, relation, {letter: term for letter, term in SHARES.items() if relation.has(letter)})
