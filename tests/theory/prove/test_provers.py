"""Every prover says yes to something true and no to something false, and its witnesses convince a reader."""

import contextlib
import io
from types import ModuleType

import cvc5.pythonic
import pytest
import sympy as sp
import z3

from theory.claim import Goal, Status
from theory.prove.conclusions import BigO, HasUnit, LimitIs, OneForAll, Same
from theory.prove.provers import decide, decide_and_recheck
from theory.prove.smt import Translator
from theory.symbols import Delta, L, c_1, epsilon, eta, lambda_, sigma

x, y = sp.symbols("x y", real=True)
p, q = sp.symbols("p q", positive=True)
k = sp.Symbol("k", positive=True)
HALF = sp.Rational(1, 2)
BOX = (sp.Ge(x, 0), sp.Le(x, 1))

TRUE = {
    "square": Goal("z3", sp.Ge(x**2 + y**2, 2 * x * y)),
    "means": Goal("z3", sp.Ge((p + q) / 2, sp.sqrt(p * q))),
    "third-root": Goal("z3", sp.Le(p ** sp.Rational(1, 3), 1 + p)),
    "maximum": Goal("z3", sp.Ge(sp.Max(x, y), (x + y) / 2)),
    "equality-premise": Goal("z3", sp.Eq(x, 3), (sp.Eq(x**3, 27),)),
    "geometric-sum": Goal("sympy", Same(sp.Sum(HALF**y, (y, 0, 4)), 2 - HALF**4)),
    "matrix": Goal("sympy", Same(sp.Matrix([[p, 0], [0, q]]) ** 2, sp.Matrix([[p**2, 0], [0, q**2]]))),
    "exponential": Goal("flint", sp.Ge(sp.exp(x), 1 + x / 2), BOX),
    "logarithm": Goal("limit", BigO(sp.log(k), k, k)),
    "e": Goal("limit", LimitIs((1 + 1 / k) ** k, k, sp.oo, sp.E)),
    "away-from-zero": Goal("limit", OneForAll(1 + 1 / k, k, sp.Integer(16))),
    "unit-of-eta": Goal("units", HasUnit(c_1 / L, sp.Integer(0), sp.Integer(1))),
    "unit-under-root": Goal("units", HasUnit(sp.sqrt(L * Delta), sp.Integer(1), sp.Integer(-1))),
}
FALSE = {
    "strict": Goal("z3", sp.Gt(x**2, 0)),
    "irrational-point": Goal("z3", sp.Ne(x**2, 2)),
    "one-tight-point": Goal("z3", sp.Gt((x - sp.Rational(1, 3)) ** 2 + (y - sp.Rational(2, 7)) ** 2, 0)),
    "root": Goal("z3", sp.Le(sp.sqrt(p), p)),
    "identity": Goal("sympy", Same((x + y) ** 2, x**2 + y**2)),
    "index": Goal("sympy", Same(sp.Sum(HALF**y, (y, 0, 4)), 2 - HALF**5)),
    "matrix": Goal("sympy", Same(sp.Matrix([[x, y]]), sp.Matrix([[x, 2 * y]]))),
    "exponential": Goal("flint", sp.Le(sp.exp(x), 1 + sp.Rational(3, 2) * x), BOX),
    "growth": Goal("limit", BigO(k, sp.log(k), k)),
    "not-e": Goal("limit", LimitIs((1 + 1 / k) ** k, k, sp.oo, sp.Integer(3))),
    "to-zero": Goal("limit", OneForAll(1 / sp.log(k), k, sp.Integer(16))),
    "unit": Goal("units", HasUnit(sigma**2 / epsilon**4, sp.Integer(0), sp.Integer(0))),
    "unit-in-log": Goal("units", HasUnit(sp.log(1 / epsilon), sp.Integer(0), sp.Integer(0))),
    "unit-of-sum": Goal("units", HasUnit(lambda_ * eta + eta, sp.Integer(0), sp.Integer(0))),
}


@pytest.mark.parametrize("name", TRUE)
def test_proves_what_is_true(name: str) -> None:
    found = decide_and_recheck(TRUE[name])
    assert found.status is Status.PROVED, found
    assert found.recheck


@pytest.mark.parametrize("name", FALSE)
def test_refutes_what_is_false(name: str) -> None:
    found = decide_and_recheck(FALSE[name])
    assert found.status is Status.REFUTED, found
    assert found.recheck
    assert found.witness is not None


@pytest.mark.parametrize("name", ["strict", "irrational-point", "one-tight-point", "root", "identity", "matrix", "exponential"])
def test_the_session_of_a_witness_shows_premises_true_and_conclusion_false(name: str) -> None:
    shown = decide(FALSE[name]).witness
    assert shown is not None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(shown.script, {})
    lines = printed.getvalue().splitlines()
    assert [line for line in lines if line.startswith("premise") and not line.endswith("True")] == []
    assert lines[-1].endswith("False")


def test_premises_matter() -> None:
    wanted = sp.Le(x, 1)
    assert decide(Goal("z3", wanted, (sp.Le(x**3, 1),))).status is Status.PROVED
    assert decide(Goal("z3", wanted, (sp.Le(x**3, 2),))).status is Status.REFUTED


def test_a_declared_sign_is_a_premise() -> None:
    assert decide(Goal("z3", sp.Gt(p, -1))).status is Status.PROVED
    assert decide(Goal("z3", sp.Gt(x, -1))).status is Status.REFUTED


def test_an_undefined_point_is_no_witness() -> None:
    """1/x >= 1 on (0, 1]: at x = 0 nothing is claimed."""
    assert decide(Goal("z3", sp.Ge(1 / x, 1), BOX)).status is Status.PROVED


def test_an_instance_never_proves() -> None:
    assert decide(Goal("z3", sp.Ge(x, 0), (sp.Eq(x, 1),), instance=True)).status is Status.OPEN


def test_a_wrong_hint_is_not_believed() -> None:
    goal = Goal("z3", sp.Ge(x**2, 0), hint=((x, 1),))
    assert decide(goal).status is Status.PROVED


def test_floats_are_refused() -> None:
    with pytest.raises(TypeError, match="float"):
        decide(Goal("z3", sp.Ge(x * y, -0.5)))


def test_an_unknown_prover_is_named() -> None:
    with pytest.raises(ValueError, match="'oracle' is not known"):
        decide(Goal("oracle", sp.Ge(p, 0)))


def test_deciding_twice_finds_the_same() -> None:
    goals = [*TRUE.values(), *FALSE.values()]
    first, second = ([(d.status, d.tried, d.witness) for d in map(decide, goals)] for _ in range(2))
    assert first == second


@pytest.mark.parametrize("solver", [z3, cvc5.pythonic], ids=["z3", "cvc5"])
def test_goals_share_no_context(solver: ModuleType) -> None:
    """What a solver finds may depend on the terms that its context has seen: there are none but the goal's."""
    one, other = (Translator(solver).constraints((sp.Ge(p, 1),), sp.Ge(p, 0))[0].ctx for _ in range(2))  # type: ignore[attr-defined]
    assert one != other
    assert solver.main_ctx() not in (one, other)
