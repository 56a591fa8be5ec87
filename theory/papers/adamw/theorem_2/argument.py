"""Theorem 2's argument as a program: from one step of the algorithm to the complexity, every formula derived.

    one step      F_{k+1} <= F_k + a eta M - (eta/2c_2) H - [eta/2c_2 - L eta^2/2c_1^2 - lambda eta^2/2c_1] U
    momentum      M' <= (1 - tau beta_1) M + D L^2 ||x' - x||^2 + beta_1^2 sigma^2/b,   ||x' - x||^2 <= eta^2 U/c_1^2
    potential     G = F_k + alpha M, with alpha such that M cancels
    telescoping   (1/T) sum (H + w U) <= (G_0 - G_T) 2c_2/(eta T) + noise, if what is left of U is at least w eta/2c_2

with H = ||grad F_k||^2, U = ||u_k||^2, M = ||m_k - grad F||^2. Two numbers are free: `a`, how much of the momentum's error one
step admits, and `tau`, the share of beta_1 by which that error contracts (Young's parameter). The paper takes a = 1/(2 c_1) and
tau = 1; `theory.papers.adamw.theorem_2.best` decides which are best.
"""

from dataclasses import dataclass

import sympy as sp

from theory.symbols import Delta, L, T, b, beta_1, c_1, c_2, decay_0, epsilon, eta, lambda_, sigma

M, H, U, s = sp.symbols("M H U s", positive=True)
alpha = sp.Symbol("alpha", positive=True)


def young_for(tau: sp.Expr) -> sp.Expr:
    """Young's parameter s for which (1 - beta_1)^2 (1 + s) = 1 - tau beta_1."""
    (found,) = sp.solve(sp.Eq((1 - beta_1) ** 2 * (1 + s), 1 - tau * beta_1), s)
    return sp.factor(found)


def drift(tau: sp.Expr) -> sp.Expr:
    """The factor D of L^2 ||x' - x||^2 that goes with `tau`: (1 - beta_1)^2 (1 + 1/s)."""
    return sp.factor((1 - beta_1) ** 2 * (1 + 1 / young_for(tau)))


QUARTER = sp.Rational(1, 4)


@dataclass(frozen=True)
class Argument:
    """The argument for one choice of its free numbers.

    `a` is a coefficient of unit (-1, 1); `tau` and `weight` (that of U in the average) are pure numbers; `D` bounds
    `drift(tau)` for the admissible beta_1, whose largest is `beta_limit`.
    """

    a: sp.Expr
    tau: sp.Rational
    D: sp.Expr
    beta_limit: sp.Rational
    weight: sp.Rational = QUARTER

    def potential_weight(self) -> sp.Expr:
        """alpha: what one step adds of M, and what the recursion takes of it, cancel."""
        (found,) = sp.solve(sp.Eq(self.a * eta + alpha * (1 - self.tau * beta_1), alpha), alpha)
        return sp.simplify(found)

    def left_of_U(self) -> sp.Expr:
        """The coefficient of -U in G_{k+1} - G_k."""
        own = eta / (2 * c_2) - L * eta**2 / (2 * c_1**2) - lambda_ * eta**2 / (2 * c_1)
        return own - self.potential_weight() * self.D * L**2 * eta**2 / c_1**2

    def condition(self) -> sp.Expr:
        """A posynomial in eta and beta_1 that must be at most 1: then what is left of U is at least weight eta/2c_2."""
        share = sp.expand(1 - self.left_of_U() * 2 * c_2 / eta) / (1 - self.weight)
        return sp.expand(sp.simplify(share))

    def noise(self) -> sp.Expr:
        """What one step adds to G."""
        return self.potential_weight() * beta_1**2 * sigma**2 / b

    def terms(self, potential: sp.Expr = Delta + decay_0) -> tuple[sp.Expr, sp.Expr, sp.Expr]:
        """Initial gap, initial momentum (m_0 = g_0), noise floor: their sum bounds (1/T) sum E[H + weight U]."""
        per_step = 2 * c_2 / eta
        momentum = self.potential_weight() * sigma**2 / b
        return tuple(sp.simplify(per_step * term) for term in (potential / T, momentum / T, self.noise()))

    def beta_for(self, share: sp.Expr) -> sp.Expr:
        """beta_1 whose noise floor is `share` of epsilon^2."""
        return sp.simplify(share * epsilon**2 * beta_1 / self.terms()[2])

    def leading_eta(self) -> sp.Expr:
        """The largest eta, as a multiple of beta_1, that the condition allows as beta_1 -> 0."""
        slope = sp.Symbol("slope", positive=True)
        limit = sp.limit(self.condition().subs(eta, slope * beta_1), beta_1, 0, "+")
        (found,) = sp.solve(sp.Eq(limit, 1), slope)
        return sp.simplify(found) * beta_1

    def leading_constants(self) -> tuple[sp.Expr, sp.Expr]:
        """Constants of T b as epsilon -> 0 for the best split of epsilon^2.

        They multiply c_2^2.5 Delta sigma^2 L/(c_1^2.5 epsilon^4) and c_2^2 sigma^4/(c_1^2 b epsilon^4); T b is their sum.
        """
        gap, momentum, floor = (term * T for term in self.terms(Delta))
        floor = floor / T
        # T = (gap + momentum)/(epsilon^2 - floor), all proportional to 1/beta_1 or beta_1: best at floor = epsilon^2/2
        beta = self.beta_for(sp.Rational(1, 2))
        at = {eta: self.leading_eta()}
        scale_gap = c_2 ** sp.Rational(5, 2) * Delta * sigma**2 * L / (c_1 ** sp.Rational(5, 2) * epsilon**4)
        scale_momentum = c_2**2 * sigma**4 / (c_1**2 * b * epsilon**4)
        best = [2 * b * term.subs(at).subs(beta_1, beta) / epsilon**2 for term in (gap, momentum)]
        return sp.simplify(best[0] / scale_gap), sp.simplify(best[1] / scale_momentum)


PAPER = Argument(a=1 / (2 * c_1), tau=sp.Integer(1), D=(1 - beta_1) ** 2 / beta_1, beta_limit=sp.Integer(1))
