"""What a claim chooses beside its hypotheses: letters that it defines, functions of the step, limits of constants.

Of a claim in stages the first stage of its constant schedule is written, in which eps_{k-1} is eps_0 and eps_k half of it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import sympy as sp

from theory.claim import Claim, Hypothesis, Variant
from theory.symbols import T, beta_1, eps_0, eps_k, eps_prev, eta, k


@dataclass(frozen=True)
class Chosen:
    """`letters`: numbers by definition, in order; `schedule`: functions of the step; `limits`: conditions."""

    letters: Mapping[sp.Symbol, sp.Expr] = field(default_factory=dict)
    schedule: Mapping[sp.Symbol, sp.Expr] = field(default_factory=dict)
    limits: tuple[Hypothesis, ...] = ()

    @property
    def formulas(self) -> tuple[sp.Basic, ...]:
        """Everything that is chosen by a formula."""
        return (*self.letters.values(), *self.schedule.values(), *(limit.relation for limit in self.limits))


def chosen(claim: Claim) -> Chosen:
    """What `claim` chooses. The choices of a claim without stages or steps that change are among its hypotheses."""
    if claim.schedules:
        given = claim.schedules[0].prescription
        limits = (sp.Le(beta_1, given[beta_1]), sp.Le(eta, given[eta]), sp.Ge(T, given[T]))
        return Chosen(
            {eps_0: claim.prescription[eps_0], eps_prev: eps_0, eps_k: eps_0 / 2},
            limits=tuple(Hypothesis(f"limit of {limit.lhs}", limit, "statement") for limit in limits),
        )
    schedule = {letter: formula for letter, formula in claim.prescription.items() if formula.has(k)}
    if schedule:
        rest = {letter: formula for letter, formula in claim.prescription.items() if letter not in schedule and letter != T}
        known = claim.variant != Variant.PAPER  # the paper's T is known up to a constant
        horizon = Hypothesis("limit of T", sp.Ge(T, claim.prescription[T]), "statement")
        return Chosen(rest, schedule, (horizon,) if known else ())
    return Chosen()


def denominators(formula: sp.Basic) -> Iterator[sp.Expr]:
    """What `formula` divides by and what may be 0 or less: a formula speaks only where these are positive."""
    found = {
        base
        for power in formula.atoms(sp.Pow)
        for base, exponent in (power.as_base_exp(),)
        if exponent.is_negative and not base.is_positive
    }
    yield from sorted(found, key=sp.default_sort_key)
