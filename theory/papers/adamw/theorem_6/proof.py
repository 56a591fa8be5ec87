"""Theorem 6: AdamW's generalisation bound (appendix H.2)."""

import sympy as sp

from theory.claim import Goal, Step
from theory.letters import at
from theory.link import Given, Role, when
from theory.papers.adamw.lemma_4 import proof as lemma_4
from theory.papers.adamw.theorem_6.statement import SAFE_C_0, SAFE_COVARIANCE, STATED_C_0, STATED_COVARIANCE
from theory.prove.conclusions import Same
from theory.prove.mutate import conclude, drop, halve, mutants, reverse, scale, swap, swap_right
from theory.symbols import b, d, eta, kl, log_det_M, log_det_ratio, n_samples, rho, risk_gap, tau, trace_M, x_star_sq

HALF = sp.Rational(1, 2)
z, u_1, u_2 = sp.symbols("z u_1 u_2", real=True)
s_1, s_2 = sp.symbols("s_1 s_2", positive=True)


log_1, log_2, log_scale, log_det_1 = sp.symbols("log_1 log_2 log_scale log_det_1", real=True)  # of s_1, s_2, 2b/eta, det S_1
trace_of_ratio, square_of_means = sp.symbols("trace_of_ratio square_of_means", positive=True)


def divergence(prior: sp.Expr, posterior: sp.Expr, gap_sq: sp.Expr) -> sp.Expr:
    """Step 1's formula in one dimension, for variances and the squared distance of the means."""
    return (log_1 - log_2 + posterior / prior) / 2 + gap_sq / prior / 2 - HALF


# -- step 1: in one dimension by moments, the posterior being the law of u_2 + sqrt(s_2) z; in d dimensions both sides are
# invariant under x -> W x (`congruent`), and two covariance matrices are diagonal together for some W, where both sides are
# sums over the coordinates.
density = sp.exp(-(z**2) / 2) / sp.sqrt(2 * sp.pi)
LINE = (z, -sp.oo, sp.oo)
moments = tuple(
    Goal("sympy", Same(sp.Integral(z**power * density, LINE), value), note=f"moment {power} of the standard normal law")
    for power, value in enumerate((1, 0, 1))
)
MEAN_SQUARE = sp.expand((u_2 + sp.sqrt(s_2) * z - u_1) ** 2)
spread = Goal(
    "sympy",
    Same(
        MEAN_SQUARE.coeff(z, 0) + MEAN_SQUARE.coeff(z, 1) * 0 + MEAN_SQUARE.coeff(z, 2) * 1,
        s_2 + (u_1 - u_2) ** 2,
    ),
    note="the posterior's second moment about u_1",
)
assembled = Goal(
    "sympy",
    Same(
        (log_1 - log_2) / 2 - HALF + (s_2 + (u_1 - u_2) ** 2) / (2 * s_1),
        divergence(s_1, s_2, (u_1 - u_2) ** 2),
    ),
    note="the mean of log density of the posterior minus that of the prior; log_1, log_2 the logarithms of s_1, s_2",
)
W, Wt, S_1, S_2 = (sp.Symbol(name, commutative=False) for name in ("W", "Wt", "S_1", "S_2"))
DIAGONAL = Given(
    "diagonal together", Role.CITED,
    "similar matrices have the same trace and determinant; W S_1 W' = I and W S_2 W' is diagonal for some W, S_1 and S_2 being"
    " positive definite",
    (),
)  # fmt: skip
congruent = Goal(
    "sympy",
    Same((W * S_1 * Wt) ** -1 * W * S_2 * Wt, Wt**-1 * S_1**-1 * S_2 * Wt),
    note="x -> W x makes a similar matrix of S_1^(-1) S_2, Wt being W': its trace and its determinant stay; any size",
    uses=(at(DIAGONAL),),
)
NOT_CONGRUENT = Same((W * S_1 * Wt) ** -1 * W * S_2 * Wt, W**-1 * S_1**-1 * S_2 * Wt)


ONE, NONE = sp.Integer(1), sp.Integer(0)


# -- step 2: prior N(0, rho I), posterior N(x_*, M), any dimension d
TRUE_DIVERGENCE = (d * log_1 - log_det_M + trace_M / rho) / 2 + x_star_sq / rho / 2 - d / 2


def in_letters(covariance: sp.Expr, constant: sp.Expr, scale: sp.Expr = ONE, log_of_scale: sp.Expr = NONE) -> sp.Expr:
    """Twice the divergence by the formula, scale * M for M; logarithms of numbers become letters."""
    letters = {
        sp.log(2 * n_samples / tau): 0, sp.log(2 * b * rho / eta): log_scale + log_1,
        log_det_M: log_det_M + d * log_of_scale, log_det_ratio: log_det_M - d * log_1, trace_M: scale * trace_M,
    }  # fmt: skip
    return (covariance + constant).subs(letters, simultaneous=True)


true_divergence = Goal(
    "sympy",
    Same(
        (log_det_1 - log_det_M + trace_of_ratio) / 2 + square_of_means / 2 - d / 2,
        TRUE_DIVERGENCE.subs({log_1: log_det_1 / d, trace_M: rho * trace_of_ratio, x_star_sq: rho * square_of_means}),
    ),
    note="step 1 at S_1 = rho I: log det S_1 = d log rho, tr S_1^(-1) M = tr M/rho, u_1 = 0",
    uses=(at(assembled), at(congruent)),
)
HINT = ((d, 1), (log_det_M, 0), (trace_M, 1), (rho, 1), (eta, 2), (b, 1), (x_star_sq, 4), (log_1, 0), (log_scale, 0))
divergence_used = Goal(
    "sympy",
    Same(TRUE_DIVERGENCE, in_letters(STATED_COVARIANCE, STATED_C_0) / 2),
    note="M as in lemma 5; log_1, log_scale: the logarithms of rho, 2b/eta",
    hint=HINT,
)
rescaled = Goal(
    "sympy",
    Same(TRUE_DIVERGENCE, in_letters(STATED_COVARIANCE, STATED_C_0, 2 * b / eta, log_scale) / 2),
    note="the same with (2b/eta) M for M, M without its factor eta/(2b)",
    hint=HINT,
)
divergence_safe = Goal("sympy", Same(TRUE_DIVERGENCE, in_letters(SAFE_COVARIANCE, SAFE_C_0) / 2), note="any d")
divergence_rescaled = Goal(
    "sympy",
    Same(in_letters(STATED_COVARIANCE, SAFE_C_0, 2 * b / eta, log_scale), in_letters(SAFE_COVARIANCE, SAFE_C_0)),
    note="the same by (2b/eta) M, as the paper writes it",
)

# -- step 3
log_term, inside = sp.symbols("log_term inside", real=True)
PAC_BAYES = Given(
    "lemma-4",
    Role.DEFINITION,
    "lemma-4, squared; log_term = ln(2n/tau)",
    (sp.Le(risk_gap**2, 16 * (kl + log_term) / n_samples),),
)
bound = Goal(
    "z3",
    sp.Le(risk_gap**2, 8 / n_samples * (inside + 2 * log_term)),
    (at(PAC_BAYES), when(sp.Eq(kl, inside / 2))),
    "inside is twice the divergence, log_term = ln(2n/tau)",
    uses=(at(divergence_safe),),
)
bound_paper = Goal(
    "z3", bound.conclusion, (at(PAC_BAYES), when(sp.Eq(kl, inside / 2))), bound.note, uses=(at(divergence_used),)
)
# The printed c_0 with N = (2b/eta) M: lemma 4 with its 4 does not give it, Maurer's constant does.
TANGENT = Given(
    "log y >= 1 - 1/y", Role.CITED, "in every direction, y an eigenvalue of rho M^(-1): log det(rho M^(-1)) + tr M/rho >= d",
    (sp.Ge(in_letters(SAFE_COVARIANCE, sp.Integer(0)), d),),
)  # fmt: skip
saved = Goal(
    "z3",
    sp.Le(
        risk_gap,
        sp.sqrt(8 / n_samples * (in_letters(STATED_COVARIANCE, STATED_C_0, 2 * b / eta, log_scale) + 2 * lemma_4.log_all)),
    ),
    (at(lemma_4.MAURER), at(lemma_4.ROOT_N), at(TANGENT), when(sp.Eq(kl, TRUE_DIVERGENCE))),
    "the printed bound for N",
    uses=(at(divergence_safe),),
)
stated_enough = Goal(
    "z3",
    sp.Ge(in_letters(STATED_COVARIANCE, STATED_C_0), 2 * TRUE_DIVERGENCE),
    (),
    "what the bound must exceed",
    hint=HINT,
)

STEPS = (
    Step(
        id="theorem-6.1",
        says="KL(N(u_2,S_2)||N(u_1,S_1)) = [log(det S_1/det S_2) + tr(S_1^-1 S_2)]/2 + (u_1-u_2)'S_1^-1(u_1-u_2)/2 - d/2",
        source="appendix H.2",
        goals=(*moments, spread, assembled, congruent),
        mutants=(
            *mutants(assembled, halve, swap_right(s_1, 2 * s_1, "prior's variance doubled")),
            *mutants(spread, halve, swap_right(u_1, -u_1, "sign of a mean")),
            *mutants(congruent, halve, conclude(NOT_CONGRUENT, "W for its transpose")),
        ),
    ),
    Step(
        id="theorem-6.2",
        says="KL = [-log det M + (eta/(2 rho b)) tr M + d log(2 b rho/eta) + ||x_*||^2/(2 rho) - d/2]/2, M as in lemma-5",
        source="appendix H.2",
        goals=(divergence_used, rescaled),
        means="wrong with M (it contains eta/(2b) already), and with (2b/eta) M (the last two terms are halved twice)",
    ),
    Step(
        id="theorem-6.3",
        says="lemma-4 gives the bound",
        source="appendix H.2",
        goals=(bound_paper,),
        mutants=mutants(bound_paper, scale(HALF), reverse, drop(0), drop(1)),
        means="from step 2's formula, whatever it is",
    ),
    Step(
        id="theorem-6.c_0",
        says="c_0 = ||x_*||^2/(2 rho) - d/2 + 2 ln(2n/tau) is enough",
        source="statement of Theorem 6",
        goals=(stated_enough,),
        means="too small once ||x_*||^2 > d rho: the bound does not follow from lemma 4 with its constant 4; by (2b/eta) M it "
        "does from Maurer's (repaired)",
    ),
)

REPAIRED_STEPS = (
    Step(
        id="theorem-6.2",
        says="KL = [-log det(M/rho) + tr M/rho + ||x_*||^2/rho - d]/2; by N = (2b/eta) M: [-log det N +"
        " (eta/(2 rho b)) tr N + d log(2 b rho/eta) + ||x_*||^2/rho - d]/2",
        source="appendix H.2, repaired",
        goals=(true_divergence, divergence_safe, divergence_rescaled),
        mutants=(
            *mutants(divergence_safe, halve, swap_right(x_star_sq, x_star_sq / 2, "mean's term halved")),
            *mutants(divergence_rescaled, halve),
        ),
        wrong="eta/(2b) is counted twice, the half of ||x_*||^2/rho - d as well",
        cost="c_0 grows by ||x_*||^2/(2 rho) - d/2",
    ),
    Step(
        id="theorem-6.c_0",
        says="c_0 = ||x_*||^2/rho - d + 2 ln(2n/tau); by N = (2b/eta) M the printed c_0 is enough, with Maurer's constant in "
        "lemma 4",
        source="statement of Theorem 6, repaired",
        goals=(divergence_safe, bound, saved),
        mutants=(
            *mutants(divergence_safe, swap_right(x_star_sq, 2 * x_star_sq, "mean's term doubled")),
            *mutants(bound, halve, drop(0)),
            *mutants(
                saved, scale(sp.Rational(1, 10)), drop(0), drop(2), swap(lemma_4.log_all, 0, "the sample's logarithm dropped")
            ),
        ),
        wrong="as step 2",
        cost="as step 2; none by N with Maurer's constant",
    ),
    Step(
        id="theorem-6.3",
        says="lemma-4 gives the bound",
        source="appendix H.2, repaired",
        goals=(bound,),
        mutants=mutants(bound, scale(HALF), reverse, drop(0), drop(1)),
        wrong="step 2",
        cost="as step 2",
    ),
)
