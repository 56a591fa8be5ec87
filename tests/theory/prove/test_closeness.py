"""How close a mutant is: by points inside the premises."""

import pytest
import sympy as sp

from theory.claim import Goal
from theory.papers.adamw.theorem_2 import goals
from theory.prove.closeness import class_of, share_broken
from theory.prove.conclusions import BigO, Same
from theory.prove.mutate import reverse, scale

x, y = sp.symbols("x y", positive=True)
TRUE = Goal("z3", sp.Le(x, 2), (sp.Le(x, 1),))


def test_what_is_true_is_broken_nowhere_and_its_reverse_everywhere() -> None:
    assert share_broken(TRUE) == 0
    assert share_broken(reverse(TRUE).goal) == 1
    assert share_broken(goals.bracket_5) == 0
    assert share_broken(Goal("sympy", Same(x + y, y + x))) == 0
    assert share_broken(Goal("sympy", Same(x + y, y + x + 1))) == 1


def test_the_closer_a_mutant_the_fewer_points_break_it() -> None:
    shares = [share_broken(scale(factor)(TRUE).goal) for factor in (sp.Rational(1, 20), sp.Rational(1, 4), sp.Rational(9, 20))]
    assert None not in shares
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > shares[-1] > 0


def test_points_say_nothing_of_a_limit_or_inside_premises_that_exclude_each_other() -> None:
    assert share_broken(Goal("limit", BigO(x, x**2, x))) is None
    assert share_broken(Goal("z3", sp.Le(x, 2), (sp.Le(x, 1), sp.Ge(x, 2)))) is None


@pytest.mark.parametrize(
    ("share", "name"), [(0.0, "at no random point"), (0.05, "at most 10 %"), (0.3, "10 to 50 %"), (0.7, "more than 50 %")]
)
def test_classes(share: float, name: str) -> None:
    assert class_of(share) == name
    assert class_of(None) == "points cannot tell"
