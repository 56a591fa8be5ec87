"""Do a claim's stated choices imply what its own proof uses, and stay admissible?

For every hypothesis that the statement leaves unsaid, the machine decides whether what it says implies it; for every
hypothesis, whether the prescribed hyper-parameters satisfy it, whatever the constants; and whether the moments may start at
zero where the proof starts them at the first gradient. Premises that only bound letters which the question does not contain
(a horizon from below) are left out: such letters can be chosen to fit.
"""

from dataclasses import dataclass

import sympy as sp

from theory.claim import Claim, Goal, Hypothesis, Variant
from theory.symbols import b, beta_1, beta_2, c_1, c_2, c_inf, delta, grad_F_sq, mu_v, sigma

#: What holds of the constants themselves.
CONSTANTS = (sp.Le(c_1, c_2),)
ZERO_START = Hypothesis("E||m_0 - grad F(x_0)||^2 <= sigma^2/b", sp.Le(grad_F_sq, sigma**2 / b), "initialisation", stated=False)
START_NOTE = "with m_0 = 0 the error of the first momentum is the gradient itself"
DRIFT = (sp.Eq(mu_v, beta_2 * c_inf**2 / delta),)


@dataclass(frozen=True)
class Question:
    """`hypothesis` of `claim`: does the statement imply it ("stated"), do the prescribed values satisfy it ("prescribed")?"""

    claim: Claim
    hypothesis: Hypothesis
    asked: str
    goal: Goal


def questions(claim: Claim) -> tuple[Question, ...]:
    """What is to be decided of the claim's hypotheses."""
    stated = [h for h in claim.hypotheses if h.stated]
    premises = tuple(_without_ceiling(h.relation) for h in stated)
    chosen = tuple(sp.Eq(letter, _without_ceiling(formula)) for letter, formula in claim.prescription.items())
    found = []
    for hypothesis in claim.hypotheses:
        wanted = _without_ceiling(hypothesis.relation)
        if not hypothesis.stated and claim.variant == Variant.PAPER:
            found.append(Question(claim, hypothesis, "stated", Goal("z3", wanted, _relevant(premises, wanted))))
        chosen_letters = {*claim.prescription, mu_v}  # a condition on the constants alone is the user's to meet
        about = _head(wanted) or wanted.free_symbols
        if claim.prescription and about & chosen_letters and not _is_definition(wanted, claim):
            goal = Goal("z3", wanted, _relevant((*chosen, sp.Le(beta_2, 1)), wanted))
            found.append(Question(claim, hypothesis, "prescribed", goal))
    if claim.initialisation == "gradient":
        found.append(Question(claim, ZERO_START, "m_0 = 0 instead of g_0", Goal("z3", ZERO_START.relation, (), START_NOTE)))
    return tuple(found)


def _without_ceiling(expression: sp.Basic) -> sp.Basic:
    """A ceiling replaced by its argument: what is shown of the real horizon holds of the next integer, or the other way."""
    return expression.replace(sp.ceiling, lambda argument: argument)


def _is_definition(relation: sp.Basic, claim: Claim) -> bool:
    """Whether the relation only repeats a prescription."""
    return relation.is_Relational and any(
        {relation.lhs, relation.rhs} == {letter, _without_ceiling(formula)} for letter, formula in claim.prescription.items()
    )


def _relevant(premises: tuple[sp.Basic, ...], wanted: sp.Basic) -> tuple[sp.Basic, ...]:
    """The premises that speak, directly or through others, of letters of `wanted`."""
    letters = set(wanted.free_symbols)
    if mu_v in letters:
        letters |= DRIFT[0].free_symbols
    kept: list[sp.Basic] = []
    hyper = {premise: premise.free_symbols for premise in premises}
    grown = True
    while grown:
        grown = False
        for premise, symbols in hyper.items():
            if premise not in kept and (_head(premise) & letters):
                kept.append(premise)
                letters |= symbols if isinstance(premise, sp.Eq) else set()
                grown = True
    context = [p for p in (*CONSTANTS, *DRIFT) if p.free_symbols & letters and (p is not DRIFT[0] or mu_v in letters)]
    kept += [p for p in (sp.Le(beta_1, 1),) if p in premises and p not in kept and beta_1 in letters]
    return (*kept, *context)


def _head(premise: sp.Basic) -> set[sp.Symbol]:
    """The letter that a premise bounds or fixes."""
    return {side for side in (premise.lhs, premise.rhs) if isinstance(side, sp.Symbol)} if premise.is_Relational else set()
