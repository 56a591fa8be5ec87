"""The provers by name, and the independent re-check of what they decide."""

import time
from dataclasses import replace

import sympy as sp

from theory.claim import Goal, Status
from theory.prove import boxes, homogeneity, identity, limits, smt
from theory.prove.closeness import share_broken
from theory.prove.conclusions import Same, relation_key
from theory.prove.evaluate import Undefined, relation_evaluator
from theory.prove.points import letters_of, points_inside
from theory.prove.result import Decision
from theory.prove.witness import exact_truth


def among_premises(goal: Goal) -> Decision:
    """PROVED if the conclusion is one of the premises, up to expansion of both sides: its links have done the work.

    Otherwise random points may refute it, as for "z3".
    """
    conclusion: sp.Basic = goal.conclusion
    if relation_key(conclusion) in set(map(relation_key, goal.premises)):
        return Decision(Status.PROVED, "same", ("the conclusion is a premise",), recheck="nothing to decide")
    return smt.refuted_at_random(goal)


PROVERS = {
    "same": among_premises,
    "z3": smt.decide,
    "sympy": identity.decide,
    "limit": limits.decide,
    "flint": boxes.decide,
    "units": homogeneity.decide,
}


def decide(goal: Goal) -> Decision:
    """Ask the goal's prover. An instance that holds proves nothing: it comes back OPEN."""
    if goal.prover not in PROVERS:
        raise ValueError(f"prover {goal.prover!r} is not known; there are: {', '.join(PROVERS)}")
    start = time.perf_counter()
    found = PROVERS[goal.prover](goal)
    if goal.instance and found.status is Status.PROVED:
        found = replace(found, status=Status.OPEN, tried=(*found.tried, "holds in this special case only"))
    return replace(found, seconds=time.perf_counter() - start)


def decide_mutant(goal: Goal) -> Decision:
    """Decide a goal that should be false, and say how close to the truth it is.

    What is no longer among its own premises may still follow from the others, so that the change says nothing.
    """
    found = decide(goal)
    if goal.prover == "same" and found.status is Status.OPEN:
        found = decide(replace(goal, prover="z3"))
    return replace(found, broken=share_broken(goal))


def decide_and_recheck(goal: Goal) -> Decision:
    """Decide, then check the decision by other means; a contradiction between the two leaves the goal OPEN."""
    found = decide(goal)
    if found.status is Status.OPEN:
        return found
    start = time.perf_counter()
    confirmation = recheck(goal, found)
    seconds = found.seconds + time.perf_counter() - start
    if not confirmation:
        return replace(found, status=Status.OPEN, tried=(*found.tried, "the re-check did not confirm"), seconds=seconds)
    return replace(found, recheck=confirmation, seconds=seconds)


def recheck(goal: Goal, decision: Decision) -> str:
    """What confirms the decision; empty if nothing does."""
    if decision.recheck:
        return decision.recheck
    if goal.prover == "limit":
        return limits.recheck(goal, decision)
    if goal.prover == "units":
        return homogeneity.recheck(goal, decision)
    if decision.status is Status.REFUTED:
        return _reevaluated(goal, decision)
    opinion = smt.second_opinion(goal) if goal.prover == "z3" and decision.prover == "z3" else ""
    return opinion or _on_points(goal)


def _relations(goal: Goal) -> list[sp.Basic]:
    if isinstance(goal.conclusion, Same):
        return [identity.equation(left, right) for left, right in goal.conclusion.entries()]
    return [goal.conclusion]


def _reevaluated(goal: Goal, decision: Decision) -> str:
    """SymPy's own exact arithmetic on the witness."""
    if decision.witness is None:
        return ""
    named = {symbol.name: symbol for symbol in letters_of(*goal.premises, *_relations(goal))}
    values = {named[name]: sp.sympify(text) for name, text in decision.witness.values if name in named}
    premises = [sp.simplify(premise.subs(values)) for premise in goal.premises]
    if not all(premise == sp.true for premise in premises):
        return ""
    for relation in _relations(goal):
        if isinstance(relation, sp.Eq):
            gap = relation.lhs.subs(values) - relation.rhs.subs(values)
            broken = not sp.simplify(gap.doit()).equals(0)
        else:
            broken = exact_truth(relation, values) is False and relation.subs(values).doit() != sp.true
        if broken:
            return "SymPy, exact: premises true, conclusion false"
    return ""


def _on_points(goal: Goal) -> str:
    relations = _relations(goal)
    symbols = letters_of(*goal.premises, *relations)
    if not symbols:
        return "no letters: the evaluation is the proof" if _true_without_letters(relations) else ""
    checks = [relation_evaluator(relation, symbols) for relation in relations]
    held = undecided = 0
    for point in points_inside(goal.premises, symbols):
        try:
            found = [check(point) for check in checks]
        except (Undefined, ZeroDivisionError):
            continue
        if False in found:
            return ""
        held += None not in found
        undecided += None in found
    ties = f" ({undecided} more within 2^-200 of equality)" if undecided else ""
    return f"{held} exact random points{ties}" if held + undecided >= 100 else ""


def _true_without_letters(relations: list[sp.Basic]) -> bool:
    return all(relation_evaluator(relation, ())(()) is not False for relation in relations)
