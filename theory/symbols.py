"""Every letter of the paper, once: its SymPy symbol, its unit and its meaning.

Two letters that the paper overloads are split: `mu` is the PL constant, `mu_v` the drift rate of the second moment
(Lemma 1). `epsilon` is the target gradient norm, `eps_stage` the objective gap of Theorem 4.
"""

from dataclasses import dataclass
from functools import partial

import sympy as sp

from theory.units import Unit


@dataclass(frozen=True)
class Letter:
    """A letter of the paper; `unit` is in powers of (value of F, length of x).

    `known` says that it is a number known before a run; of any other letter nothing is known: it may be random.
    """

    symbol: sp.Symbol
    unit: Unit
    meaning: str
    known: bool = False


LETTERS: dict[str, Letter] = {}


def _letter(name: str, unit: tuple[object, object], meaning: str, known: bool = False, **assumptions: bool) -> sp.Symbol:
    symbol = sp.Symbol(name, **(assumptions or {"positive": True}))
    LETTERS[name] = Letter(symbol, Unit(*map(sp.Rational, unit)), meaning, known)
    return symbol


_number = partial(_letter, known=True)


L = _number("L", (1, -2), "smoothness: Lipschitz constant of the gradient of F")
mu = _number("mu", (1, -2), "PL constant")
Delta = _number("Delta", (1, 0), "F(x_0) - F(x_*)", nonnegative=True)
sigma = _number("sigma", (1, -1), "noise of one sample: E||grad f - grad F||^2 <= sigma^2", nonnegative=True)
c_inf = _number("c_inf", (1, -1), "sup-norm bound of the stochastic gradient", nonnegative=True)
c_s = _number("c_s", (1, -1), "lower bound c_{s,inf} of ||g_k||_inf (Lemma 1)", nonnegative=True)
delta = _number("delta", (2, -2), "stabiliser inside the root: v = sqrt(n + delta)")
c_1 = _number("c_1", (1, -1), "delta^(1/2), the least v")
c_2 = _number("c_2", (1, -1), "(c_inf^2 + delta)^(1/2), the largest v")
c_l = _number("c_l", (1, -1), "the least v of the algorithm, as it declares it")
c_u = _number("c_u", (1, -1), "the largest v of the algorithm, as it declares it")
lambda_ = _number("lambda", (0, -1), "weight decay at k = 0", nonnegative=True)
eta = _number("eta", (0, 1), "step size")
beta_1 = _number("beta_1", (0, 0), "weight of the new gradient in m (PyTorch's 1 - betas[0])")
beta_2 = _number("beta_2", (0, 0), "weight of the new squared gradient in n (PyTorch's 1 - betas[1])")
mu_v = _number("mu_v", (0, 0), "drift rate of the second moment (Lemma 1)", nonnegative=True)
epsilon = _number("epsilon", (1, -1), "target gradient norm")
eps_stage = _number("eps_stage", (1, 0), "target objective gap (epsilon of Theorem 4)")
b = _number("b", (0, 0), "minibatch size")
T = _number("T", (0, 0), "number of iterations")
K = _number("K", (0, 0), "number of stages")
k = _number("k", (0, 0), "iteration", nonnegative=True)
d = _number("d", (0, 0), "dimension")
gamma = _number("gamma", (0, 0), "factor of the decaying schedule (Theorem 3)")
x_0_sq = _letter("x_0_sq", (0, 2), "||x_0||^2 with x_* as given, i.e. from the origin of the decay", nonnegative=True)
decay_0 = _number(
    "decay_0",
    (1, 0),
    "(lambda/2) c_2 ||x_0||^2, a bound of the decay's share (lambda/2) ||x_0||^2_{v_0} of F_0(x_0)",
    nonnegative=True,
)
n_samples = _letter("n_samples", (0, 0), "size of the training set")
rho_prime = _letter("rho_prime", (0, 0), "ratio of assumption R: ||v x||_2 <= rho' ||x||_inf ||grad F||_2", nonnegative=True)
tau = _letter("tau", (0, 0), "failure probability (section 4)")
rho = _letter("rho", (0, 2), "variance of the prior N(0, rho I) (Theorem 6)")
alpha = _number("alpha", (0, 0), "exponent of Lemma 3 and Theorem 1")
tau_g = _number("tau_g", (1, -1), "tau of Theorem 1: E|g_i| <= tau", nonnegative=True)
ell = _number("ell", (0, 1), "a length scale (Theorem 1, repaired)")
dist = _letter("dist", (0, 1), "E|x_k - x_*| (Theorem 1)", nonnegative=True)
dist_pair = _letter("dist_pair", (0, 1), "E||(x_{k+1}, x_k)||, distances from x_* (Theorem 1)", nonnegative=True)
gap_0 = _number("gap_0", (0, 1), "Delta of Theorem 1: E|x_0 - x_*| <= Delta", nonnegative=True)
eta_0 = _number("eta_0", (0, 1), "step size at k = 0; of steps that rise first, the largest")
eps_0 = _number("eps_0", (1, 0), "objective gap before the first stage (Theorem 4)")
eps_prev = _number("eps_prev", (1, 0), "objective gap after the last stage, eps_{k-1} (Theorem 4)")
eps_k = _number("eps_k", (1, 0), "target objective gap of stage k (Theorem 4)")
decay_star = _number("decay_star", (1, 0), "(lambda/2) c_2 ||x_*||^2, the decay's share of F_k(x_*)", nonnegative=True)
gap_F_k = _letter("gap_F_k", (1, 0), "E[F_k(x_k) - F_k(x_*)] of a stage's output", real=True)
kl = _letter("kl", (0, 0), "KL(P || P_pre)", nonnegative=True)
risk_gap = _letter("risk_gap", (0, 0), "mean risk minus mean empirical risk under the posterior", real=True)
log_det_M = _letter("log_det_M", (0, 0), "log det M of a stationary covariance", real=True)
log_det_ratio = _letter("log_det_ratio", (0, 0), "log det(M / rho)", real=True)
nu = _letter("nu", (1, 0), "scale of the preconditioner, Q = (nu H)^(-1/2) (Corollary 3, repaired)")
lambda_l2 = _letter("lambda_l2", (1, -2), "weight decay of l2-Adam, in L's unit (Theorem 1, Corollary 3)", nonnegative=True)
trace_M = _letter("trace_M", (0, 2), "tr M of a stationary covariance")
x_star_sq = _letter("x_star_sq", (0, 2), "||x_*||^2", nonnegative=True)
s_h = _letter("s_h", (1, -2), "a singular value of the Hessian (Corollary 3)")

# What the running averages of a run are called in a claim's left-hand side.
grad_F_sq = _letter("grad_F_sq", (2, -2), "||grad F(x_k)||^2", nonnegative=True)
grad_F_k_sq = _letter("grad_F_k_sq", (2, -2), "||grad F_k(x_k)||^2", nonnegative=True)
u_sq = _letter("u_sq", (2, -2), "||u_k||^2, u_k = m_k + lambda_k x_k v_k", nonnegative=True)
v_dx_sq = _letter("v_dx_sq", (2, 0), "||v_k (x_k - x_{k+1})||^2", nonnegative=True)
dx_sq = _letter("dx_sq", (0, 2), "||x_k - x_{k+1}||^2", nonnegative=True)
F_k_now = _letter("F_k_now", (1, 0), "F_k(x_k)", real=True)
F_k_next = _letter("F_k_next", (1, 0), "F_{k+1}(x_{k+1})", real=True)
m_err_sq_next = _letter("m_err_sq_next", (2, -2), "||m_{k+1} - grad F(x_{k+1})||^2", nonnegative=True)
m_sup = _letter("m_sup", (1, -1), "||m_k||_inf", nonnegative=True)
v_sq_sup = _letter("v_sq_sup", (2, -2), "||n_k + delta||_inf", nonnegative=True)
v_sq_ratio_max = _letter("v_sq_ratio_max", (0, 0), "max over coordinates of (n_k + delta)/(n_{k+1} + delta)")
v_sq_ratio_min = _letter("v_sq_ratio_min", (0, 0), "min over coordinates of (n_k + delta)/(n_{k+1} + delta)")
x_sup = _letter("x_sup", (0, 1), "||x_k||_inf", nonnegative=True)
x_sup_next = _letter("x_sup_next", (0, 1), "||x_{k+1}||_inf", nonnegative=True)
lambda_k = _number("lambda_k", (0, -1), "weight decay at step k; that it is not negative is a condition", real=True)
A1_m = _letter("A1_m", (1, -1), "largest |m_k - ((1-beta_1) m_{k-1} + beta_1 g_k)| over coordinates", nonnegative=True)
A1_n = _letter("A1_n", (2, -2), "largest |n_k - ((1-beta_2) n_{k-1} + beta_2 g_k^2)| over coordinates", nonnegative=True)
A1_x = _letter("A1_x", (0, 1), "largest |x_{k+1} - ((1-lambda_k eta) x_k - eta m_k/v_k)| over coordinates", nonnegative=True)
m_err_sq = _letter("m_err_sq", (2, -2), "||m_k - grad F(x_k)||^2", nonnegative=True)

# What the slack ledger measures at a step beside these (`theory.papers.adamw.slack`).
F_now = _letter("F_now", (1, 0), "F(x_k)", real=True)
F_next = _letter("F_next", (1, 0), "F(x_{k+1})", real=True)
F_star = _letter("F_star", (1, 0), "F(x_*), or a lower bound of F that is proved", real=True)
decay_now = _letter("decay_now", (1, 0), "(lambda_k/2) ||x_k||^2_{v_k}", real=True)
decay_next = _letter("decay_next", (1, 0), "(lambda_{k+1}/2) ||x_{k+1}||^2_{v_{k+1}}", real=True)
decay_ahead = _letter("decay_ahead", (1, 0), "(lambda_k/2) ||x_{k+1}||^2_{v_k}", real=True)
grad_dx = _letter("grad_dx", (1, 0), "<grad F(x_k), x_{k+1} - x_k>", real=True)
grad_step_sq = _letter("grad_step_sq", (2, -2), "||grad F(x_{k+1}) - grad F(x_k)||^2", nonnegative=True)
m_err_over_v = _letter("m_err_over_v", (1, -1), "sum of (m_k - grad F(x_k))^2 / v_k", nonnegative=True)
grad_F_k_over_v = _letter("grad_F_k_over_v", (1, -1), "sum of (grad F_k(x_k))^2 / v_k", nonnegative=True)
u_over_v = _letter("u_over_v", (1, -1), "sum of u_k^2 / v_k", nonnegative=True)
noise_sq_next = _letter("noise_sq_next", (2, -2), "||g_{k+1} - grad F(x_{k+1})||^2", nonnegative=True)
noise_m_err_next = _letter("noise_m_err_next", (2, -2), "<g - grad F, m - grad F> at k + 1", real=True)

#: What the abbreviations stand for; substituted when a formula is evaluated.
DEFINITIONS: dict[sp.Symbol, sp.Expr] = {
    c_1: sp.sqrt(delta),
    c_2: sp.sqrt(c_inf**2 + delta),
    mu_v: beta_2 * c_inf**2 / delta,
}


def expand(expression: sp.Expr) -> sp.Expr:
    """`expression` with c_1, c_2 and mu_v written out (section 3's abbreviations)."""
    return expression.subs(DEFINITIONS)
