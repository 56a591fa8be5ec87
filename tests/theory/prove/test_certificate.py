"""Certificates: found for true goals, never for false ones, and refused once anything in them is changed."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import sympy as sp

from theory.claim import Goal, Status
from theory.papers.adamw.theorem_2 import goals as theorem_2
from theory.papers.adamw.theorem_4 import goals as theorem_4
from theory.prove.certificate import certificates_of
from theory.prove.certificate_check import excludes
from theory.prove.mutate import standard
from theory.prove.smt import refuted_at_random

x, y = sp.symbols("x y", positive=True)
z, w = sp.symbols("z w", real=True)
GOALS = {
    "linear": Goal("z3", sp.Le(x, 3), (sp.Le(x, y), sp.Le(y, 2))),
    "product": Goal("z3", sp.Le(x * y, 6), (sp.Le(x, 2), sp.Le(y, 3))),
    "square": Goal("z3", sp.Le(2 * z * w, z**2 + w**2)),
    "root": Goal("z3", sp.Le(sp.sqrt(x), 2), (sp.Le(x, 4),)),
    "quotient": Goal("z3", sp.Le(x / y, 2), (sp.Le(x, 2 * y),)),
    "strict": Goal("z3", sp.Lt(x, 3), (sp.Lt(x, y), sp.Le(y, 3))),
    "equation": Goal("z3", sp.Eq(z, w), (sp.Eq(z, 2 * x), sp.Eq(w, x + y), sp.Eq(x, y))),
    "bracket": theorem_2.bracket_7,
    "third": theorem_4.potential_third,
}


def data(goal: Goal) -> list[dict[str, Any]]:
    """The certificates as whoever checks them reads them."""
    return [json.loads(json.dumps(side.to_dict())) for sides in certificates_of(goal) for side in sides]


@pytest.mark.parametrize("name", GOALS)
def test_a_true_goal_has_a_certificate_that_holds(name: str) -> None:
    found = data(GOALS[name])
    assert found
    assert all(map(excludes, found))


@pytest.mark.parametrize("name", GOALS)
def test_a_false_goal_has_none(name: str) -> None:
    made = [mutant.goal for mutant in standard(GOALS[name])]
    false = [goal for goal in made if refuted_at_random(goal).status is Status.REFUTED]
    assert false
    assert not any(side for goal in false for side in certificates_of(goal))


def changes(certificate: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Copies with one weight, one coefficient, a sign or a term changed."""

    def copy() -> dict[str, Any]:
        again: dict[str, Any] = json.loads(json.dumps(certificate))
        return again

    for place, term in enumerate(certificate["terms"]):
        changed = copy()
        changed["terms"][place][0] = f"{term[0]}1" if "/" not in term[0] else "1/1009"
        yield changed
        changed = copy()
        del changed["terms"][place]
        yield changed
    changed = copy()
    changed["terms"] = []
    yield changed
    for place in {i for term in certificate["terms"] for i in term[2]}:
        if certificate["relations"][place][1]:
            changed = copy()
            changed["relations"][place][1][0][0] = "1009"
            yield changed


@pytest.mark.parametrize("name", [name for name in GOALS if name != "equation"])  # there the negation becomes 0 > 0
def test_a_changed_certificate_is_refused(name: str) -> None:
    for certificate in data(GOALS[name]):
        made = list(changes(certificate))
        assert made
        assert not any(map(excludes, made))


def test_a_weight_below_zero_or_a_letter_without_a_sign_is_refused() -> None:
    relations = [[">", [["1", [1]]]], [">", [["-1", [1]]]]]  # t > 0 and -t > 0
    good = {"signs": [""], "relations": relations, "terms": [["1", [0], [0], []], ["1", [0], [1], []]]}
    assert excludes(good)
    assert not excludes({**good, "terms": [["1", [0], [0], []], ["-1", [0], [0], []]]})
    assert not excludes({**good, "terms": [["1", [1], [0], []], ["1", [1], [1], []]]})
    assert not excludes({**good, "terms": []})
    weak = [[">=", [["1", [1]]]], [">=", [["-1", [1]]]]]
    assert not excludes({**good, "relations": weak})
