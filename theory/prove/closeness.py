"""How close a false goal is to the truth: the share of random points inside its premises that break it."""

from theory.claim import Goal
from theory.prove.conclusions import Same
from theory.prove.evaluate import Undefined, relation_evaluator
from theory.prove.identity import equation
from theory.prove.points import letters_of, points_inside

#: points that are looked at
DRAWS = 60
#: upper ends of the classes of shares, and what they are called
CLASSES = ((0.0, "at no random point"), (0.1, "at most 10 %"), (0.5, "10 to 50 %"), (1.0, "more than 50 %"))


def share_broken(goal: Goal) -> float | None:
    """The share of points inside the premises at which the conclusion is false; None where points cannot tell."""
    if goal.prover not in ("z3", "sympy", "same"):
        return None
    wanted = goal.conclusion
    relations = [equation(left, right) for left, right in wanted.entries()] if isinstance(wanted, Same) else [wanted]
    symbols = letters_of(*goal.premises, *relations)
    checks = [relation_evaluator(relation, symbols) for relation in relations]
    seen = broken = 0
    for point in points_inside(goal.premises, symbols, DRAWS, 6 * DRAWS):
        try:
            found = [check(point) for check in checks]
        except (Undefined, ZeroDivisionError):
            continue
        seen += 1
        broken += False in found
    return broken / seen if seen else None


def class_of(share: float | None) -> str:
    """The class that the share falls into."""
    if share is None:
        return "points cannot tell"
    return next(name for end, name in CLASSES if share <= end)
