"""The goals of HSDMPG's Theorem 1; what a step consists of stands in `hsdmpg.minibatch`."""

import sympy as sp

from theory.claim import Goal
from theory.letters import at
from theory.link import Given, Role, when
from theory.papers.hsdmpg import minibatch
from theory.papers.hsdmpg.minibatch import a, u_0, z

t, mu, P = sp.symbols("t mu P", positive=True)
gam, c = sp.symbols("gam c", nonnegative=True)
chance, size = sp.symbols("chance size", positive=True)
RATE = mu / (3 * mu + 4 * gam)
LEAST = sp.Rational(3, 5)

#: the ends of the spectrum of P
LOWEST, HIGHEST = 1 / (sp.Rational(3, 2) + 2 * gam / mu), sp.Integer(2)
SPECTRUM = Given(
    "P", Role.CITED, "eigenvalues of P lie between (3/2 + 2 gam/mu)^{-1} and 2 (hsdmpg-spectral)",
    (sp.Ge(P, LOWEST), sp.Le(P, HIGHEST)),
)  # fmt: skip
A = Given("a", Role.DEFINITION, "a = mu/(3 mu + 4 gam)", (sp.Eq(a, RATE),))
contracts = Goal("z3", sp.And(sp.Le(1 - P / 2, 1 - a), sp.Ge(1 - P / 2, 0)), (at(SPECTRUM), at(A)), "an eigenvalue of I - P/2")
least_rate = Goal("z3", sp.Le(a, sp.Rational(1, 3)), (at(A),))


def zeta(start: sp.Expr) -> sp.Expr:
    """The theorem's constant, from ||theta_0 - theta_*||_H."""
    return (start + sp.Rational(1, 9)) ** 2 / 2 + sp.Rational(3, 8)


#: H = mu = 1, gam = 0, all rows: a = 1/3, P = 1, u_1 = u_0/2 + e_1/2; u_0 = 0, e_1 = `size` with probability `chance`, else 0
literal = Goal(
    "z3",
    sp.Le(chance * size**2 / 8, zeta(sp.Integer(0))),
    (when(sp.Le(chance, 1), sp.Le(chance * size, sp.Rational(1, 12))),),
    "E||e_1|| <= eps_1 = 1/12; E[F - F_*] = E(e_1/2)^2/2 at t = 1, and exp(-1/3) < 1",
    instance=True,
)
dropped = Goal(
    "flint",
    sp.Le((1 - a) * sp.exp(-a) + sp.exp(-2 * a), sp.exp(-2 * a)),
    (when(sp.Ge(a, sp.Rational(1, 100)), sp.Le(a, sp.Rational(1, 3))),),
    "t = 2, u_0 = 0: sum_{i <= 2} (1-a)^{2-i} exp(-a i) <= exp(-2 a)",
    instance=True,
)
total = minibatch.summed(minibatch.EXPONENTIAL, sp.Rational(1, 3), LEAST)
smaller = Goal(
    "z3", sp.Le(z**2 / 2, zeta(u_0)), (when(sp.Eq(z, sp.Max(u_0, LEAST))),), "the repaired zeta is below the stated one"
)
stated = Goal(
    "z3", sp.Le(minibatch.gap, zeta(u_0) * minibatch.y**2), (at(total.bound), at(smaller)), "the stated bound follows, too"
)
