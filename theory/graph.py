"""The proofs as one graph: what a goal rests on, under which conditions, and what its status is along the way.

Nodes are goals, and what is trusted: assumptions, definitions, cited results, the setting, a claim's hypotheses. In a goal that
has links a premise that none of them provides is refused. A condition of a goal that its user does not provide stays a
condition of the user.
"""

from collections.abc import Iterable, Iterator, Mapping

import sympy as sp

from theory.claim import Claim, Goal, Hypothesis, Kind, Part, Variant
from theory.link import Given, Role, Rule, Sense, Use, is_condition, put, sense_of
from theory.prove.conclusions import relation_key
from theory.symbols import beta_1, beta_2, c_1, c_2

KEPT = (Rule.INSTANCE, Rule.MEAN, Rule.GIVEN_PAST)


#: said once, in section 3: weights of convex combinations, and delta <= c_inf^2 + delta
SETTING = (sp.Le(beta_1, 1), sp.Le(beta_2, 1), sp.Le(c_1, c_2))
SETTING_KEYS = frozenset(map(relation_key, SETTING))


def unprovided(goal: Goal) -> tuple[sp.Basic, ...]:
    """Premises that neither a link nor the setting provides; a goal without links speaks under all of its premises."""
    if not goal.uses:
        return ()
    provided = {relation_key(relation) for use in goal.uses for relation in use.relations} | SETTING_KEYS
    return tuple(premise for premise in goal.premises if premise != sp.true and relation_key(premise) not in provided)


def used(goal: Goal) -> Iterator[Goal]:
    """The goals that a goal's links point at."""
    for use in goal.uses:
        yield from (node for node in (use.node, *use.also) if isinstance(node, Goal))


def closure(goal: Goal) -> tuple[Goal, ...]:
    """The goal and all that it rests on, each once, itself last."""
    found: dict[int, Goal] = {}

    def visit(one: Goal) -> None:
        if id(one) not in found:
            for before in used(one):
                visit(before)
            found[id(one)] = one

    visit(goal)
    return tuple(found.values())


def name_of(node: object) -> str:
    """What a node that is no goal is called."""
    return (
        f"hypothesis {node.name}"
        if isinstance(node, Hypothesis)
        else f"{node.role} {node.id}"
        if isinstance(node, Given)
        else ""
    )


def asks(goals: Iterable[Goal]) -> tuple[sp.Basic, ...]:
    """The conditions of several goals, each once."""
    return tuple({relation_key(one): one for goal in goals for one in conditions(goal)}.values())


def trusted(goal: Goal) -> frozenset[tuple[Role, str, str]]:
    """Role, name and words of what the goal rests on without proof."""
    return frozenset(
        (use.node.role, use.node.id, "; ".join(filter(None, (use.node.says, use.node.nature))))
        for one in closure(goal)
        for use in one.uses
        if isinstance(use.node, Given) and not is_condition(use.node) and use.rule is not Rule.LET
    )


def conditions(goal: Goal) -> tuple[sp.Basic, ...]:
    """Conditions, and hypotheses of a claim, under which the goal's conclusion holds and that nothing on the way provides.

    A condition of a goal that is used is provided if a link of the user, which is no condition itself, gives just that
    relation, or if it is what an induction assumes.
    """
    done: dict[int, tuple[sp.Basic, ...]] = {}
    for one in closure(goal):
        done[id(one)] = _open(one, done)
    return done[id(goal)]


def _open(goal: Goal, below: dict[int, tuple[sp.Basic, ...]]) -> tuple[sp.Basic, ...]:
    provided = set(SETTING_KEYS)
    found: dict[tuple[object, ...], sp.Basic] = {}
    if not goal.uses and not goal.instance:
        found |= {relation_key(premise): premise for premise in goal.premises if premise != sp.true}
    for use in goal.uses:
        found |= {relation_key(relation): relation for relation in use.asks}
        for other in use.also:
            found |= {relation_key(relation): relation for relation in below.get(id(other), ())}
        if isinstance(use.node, Hypothesis) or is_condition(use.node):
            asked = use.node.facts if use.rule is Rule.BOUND else use.relations
            found |= {relation_key(relation): relation for relation in asked}
            continue
        provided |= {relation_key(relation) for relation in use.relations}
        if isinstance(use.node, Goal):
            letters = dict(use.at) if use.rule in KEPT else {}
            for inherited in below[id(use.node)]:
                moved = put(inherited, letters)
                if moved.func(*moved.args) != sp.true:
                    found.setdefault(relation_key(moved), moved)
    return tuple(relation for key, relation in found.items() if key not in provided)


#: In which sense a part of a claim has to be concluded; what is not listed may be in any.
SENSES = {
    Kind.PATHWISE: (Sense.PATHWISE, Sense.ALGEBRA), Kind.CONDITIONAL: (Sense.CONDITIONAL,),
    Kind.EXPECTATION: (Sense.EXPECTATION,),
}  # fmt: skip


def concludes(part: Part, use: Use) -> str:
    """Empty if the link gives the part as it is measured, else what it lacks."""
    wanted = relation_key(sp.Le(part.left, part.right, evaluate=False))
    if wanted not in set(map(relation_key, use.relations)):
        return f"concludes {use.relations}"
    senses = SENSES.get(part.kind, tuple(Sense))
    return "" if sense_of(use) in senses else f"concluded as {sense_of(use)}, measured as {part.kind}"


def beyond(
    claim: Claim, rules: Iterable[Mapping[sp.Symbol, sp.Expr]], regime: Iterable[sp.Basic], use: Use
) -> tuple[sp.Basic, ...]:
    """Conditions of a concluded part that are neither hypotheses of the claim, nor its prescription, nor its stated regime.

    For the paper's own statement only what the paper states counts as a hypothesis: a limit that its proof uses in silence is
    beyond it.
    """
    own = (hypothesis for hypothesis in claim.hypotheses if hypothesis.stated or claim.variant != Variant.PAPER)
    allowed = [hypothesis.relation for hypothesis in own] + list(regime)
    for prescription in (claim.prescription, *rules):
        for letter, formula in prescription.items():
            inside = formula.args[0] if isinstance(formula, sp.ceiling) else formula
            allowed += [sp.Ge(letter, one) for one in (inside, *(inside.args if isinstance(inside, sp.Max) else ()))]
            allowed += [sp.Le(letter, one) for one in (inside, *(inside.args if isinstance(inside, sp.Min) else ()))]
    keys = {relation_key(relation) for relation in allowed if relation.is_Relational}
    return tuple(one for one in conditions(Goal("same", sp.true, (), uses=(use,))) if relation_key(one) not in keys)
