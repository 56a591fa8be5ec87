"""The derived bound is the paper's where the proof holds, differs where it does not, and the best constants are best."""

import numpy as np
import pytest
import sympy as sp

from theory.claim import Status
from theory.papers.adamw.theorem_2 import statement as theorem_2
from theory.papers.adamw.theorem_2.argument import PAPER, drift
from theory.papers.adamw.theorem_2.best import BEST, BEST_A, CONSTANTS, one_step_holds, tracking_holds
from theory.papers.adamw.theorem_2.compare import comparisons
from theory.papers.adamw.theorem_2.optimal import constraints, minimise
from theory.prove.provers import decide
from theory.symbols import Delta, L, T, b, beta_1, c_1, c_2, c_inf, decay_0, delta, epsilon, eta, lambda_, sigma

CASE = {
    L: 2, c_inf: 3, delta: 16, sigma: 1, b: 1, lambda_: sp.Rational(1, 10), Delta: 5, decay_0: 1, epsilon: sp.Rational(1, 10),
}  # fmt: skip


def test_the_derived_bound_is_that_of_the_repaired_theorem() -> None:
    eq_18 = next(part.right for part in theorem_2.REPAIRED.parts if part.id == "eq-18")
    assert sp.simplify(sum(PAPER.terms()) - eq_18) == 0


def test_only_the_initial_potential_differs_from_the_paper() -> None:
    unlike = {c.name: c.difference for c in comparisons() if c.difference != 0}
    assert set(unlike) == {"Eq. 18", "T, first bound"}
    assert sp.simplify(unlike["Eq. 18"] - 2 * c_2 * decay_0 / (eta * T)) == 0


def test_the_constants_36_and_9_shrink() -> None:
    first, second = (sp.simplify(x) for x in BEST.leading_constants())
    assert PAPER.leading_constants() == (16 / sp.sqrt(3), 4)
    assert first.subs({c_1: 1, c_2: 1}) == sp.Rational(64, 9)
    assert second.subs({c_1: 1, c_2: 1}) == sp.Rational(16, 9)
    assert sp.limit(second.subs(c_1, 1), c_2, sp.oo) == sp.Rational(4, 9)


@pytest.mark.parametrize("constant", CONSTANTS, ids=lambda c: c.name.partition(":")[0])
def test_each_best_constant_is_proved_and_cannot_be_improved(constant: object) -> None:
    for goal in (*constant.proof, *constant.sharp):  # type: ignore[attr-defined]
        assert decide(goal).status is Status.PROVED, goal


def test_slightly_better_than_best_is_refuted() -> None:
    almost = sp.Rational(999, 1000)
    assert decide(one_step_holds(almost * BEST_A)).status is Status.REFUTED
    assert decide(tracking_holds(almost * 5)).status is Status.REFUTED


def test_young_gives_the_paper_its_factor() -> None:
    assert sp.simplify(drift(sp.Integer(1)) - (1 - beta_1) ** 2 / beta_1) == 0


def test_the_best_form_is_the_derived_one_and_close_to_the_optimum() -> None:
    """What is written out for readers: the derived terms, an eta at which the derived condition is met with equality."""
    best = dict(theorem_2.REPAIRED.best)
    for derived, written in zip(BEST.terms(), ("initial gap", "initial momentum", "noise floor"), strict=True):
        assert sp.simplify(best[f"eq-18, {written}"] - derived) == 0
    limit, share = best["beta_1"].args
    assert limit == BEST.beta_limit
    assert sp.simplify(share - BEST.beta_for(sp.Rational(1, 2))) == 0
    values = {**CASE, c_1: 4, c_2: 5}
    for letter in (beta_1, eta, T):
        values[letter] = best[letter.name].subs(values)
    assert BEST.condition().subs(values).evalf() == pytest.approx(1.0)
    assert sum(BEST.terms()).subs(values) <= CASE[epsilon] ** 2
    found = minimise(CASE)
    assert float(found.lower_bound) <= values[T] <= 1.001 * found.T


@pytest.mark.parametrize("best", [True, False])
def test_optimal_parameters_satisfy_the_constraints_and_no_grid_point_does_better(best: bool) -> None:
    found = minimise(CASE, best)
    assert found.lower_bound <= found.T
    assert found.complexity_ratio < sp.Rational(1, 1000)
    needed = constraints(BEST if best else PAPER, CASE)
    assert all(c.subs({T: found.T, eta: found.eta, beta_1: found.beta_1}) <= 1 for c in needed)
    evaluate = sp.lambdify((T, eta, beta_1), needed)
    factors = np.linspace(0.2, 3, 57)
    for change in factors:
        etas, betas = float(found.eta) * factors, np.full(factors.shape, float(found.beta_1) * change)
        allowed = np.all([c <= 1 for c in evaluate(float(found.T) * 0.999, etas, betas)], axis=0)
        assert not allowed.any()


def test_the_best_constants_are_never_worse_than_the_papers() -> None:
    for accuracy in (3, sp.Rational(1, 3)):
        case = CASE | {epsilon: accuracy}
        assert minimise(case).T <= minimise(case, best=False).T


def test_optimal_beats_the_prescription() -> None:
    prescribed = theorem_2.REPAIRED.prescribe(CASE)
    assert prescribed[T] > 5 * minimise(CASE).T


def test_a_float_or_a_missing_constant_is_refused() -> None:
    with pytest.raises(ValueError, match=r"L=2\.0 is a float"):
        minimise(CASE | {L: 2.0})
    with pytest.raises(ValueError, match="no value for sigma"):
        minimise({letter: value for letter, value in CASE.items() if letter != sigma})
