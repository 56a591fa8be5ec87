"""Pathwise inequalities: planted wrong ones are found, and the rounding allowance is large enough but not large."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
import sympy as sp

from problems.load import build as compose
from problems.load import every, shipped
from tests import lab
from theory import symbols as s
from theory.algorithms import all_algorithms
from theory.claim import Kind, Part
from theory.papers.adamw.theorem_2.statement import PAPER
from verify.decide.checks import pathwise, rounding
from verify.decide.plan import plan
from verify.decide.verdict import Outcome
from verify.simulate.ensemble import Ensemble
from verify.simulate.measure import Snapshots
from verify.simulate.program import build
from verify.simulate.quantities import QUANTITIES, SEPARABLE_ONLY
from verify.simulate.trace import Node

EQ_16 = next(part for part in PAPER.parts if part.id == "eq-16")


def judged(folder: Path, part: Part, steps: int | None = None) -> tuple[Outcome, dict | None, float, int]:
    where = lab.problem(folder)
    laid = plan(PAPER, where, 0.8, 0)
    assert laid.experiment is not None
    made = replace(
        laid.experiment, reducers=(pathwise.reducer(PAPER, part, where, laid.values),), steps=steps or laid.experiment.steps
    )
    return pathwise.decide(pathwise.name_of(PAPER, part), Ensemble(made).run(range(32)))


def test_eq_16_holds_at_every_step(tmp_path: Path) -> None:
    outcome, witness, slack, checked = judged(tmp_path, EQ_16, 50)
    assert (outcome, witness, checked) == (Outcome.HOLDS, None, 32 * 50)
    assert slack > -1e-12


eta, c_2 = s.eta, s.c_2
WRONG = {
    "sign of the gradient term inflated": EQ_16.right - 20 * eta / c_2 * s.grad_F_k_sq,
    "eta/(2 c_2) becomes 10 eta/c_2": EQ_16.right - sp.Rational(19, 2) * eta / c_2 * s.grad_F_k_sq,
    "the noise term subtracted": EQ_16.right - eta / s.c_1 * s.m_err_sq - 5 * eta / s.c_1 * s.m_err_sq,
    "strict descent": s.F_k_now - eta / c_2 * s.u_sq - eta / c_2 * s.grad_F_k_sq,
    "an equality off by one part in 1e9": s.F_k_next - sp.Float("1e-9") * s.F_k_now,
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_inequalities_are_violated_with_a_witness(name: str, tmp_path: Path) -> None:
    part = replace(EQ_16, right=WRONG[name])
    outcome, witness, slack, _ = judged(tmp_path, part, 50)
    assert outcome == Outcome.VIOLATED
    assert witness is not None
    assert 0 <= witness["run"] < 32
    assert 0 <= witness["step"] < 50
    assert witness["violations"] >= 1
    assert witness["slack"] == slack < 0
    assert witness["slack_over_allowance"] < -1


def operations(node: Node) -> int:
    """How many operations a result takes, each counted once."""
    seen: set[int] = set()
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if one.ufunc is not None and one.number not in seen:
            seen.add(one.number)
            waiting.extend(arg for arg in one.args if isinstance(arg, Node))
    return len(seen)


def test_no_result_takes_more_operations_than_the_allowance_assumes() -> None:
    given = [compose(path) for path in shipped()]
    pairs = [(where, rule) for where in given for rule in all_algorithms().values() if "n" in rule.slots._fields]
    pairs += [(where, where.rule) for where in map(compose, every())]
    assert {rule.name for _, rule in pairs} == {*all_algorithms()}
    for where, rule in pairs:
        names = lab.measurable(where, rule)
        lacks = SEPARABLE_ONLY if where.coupled else frozenset()
        assert names
        assert "n" not in rule.slots._fields or {*names} == {*QUANTITIES} - lacks
        for neutral in (("m_correction", "n_correction", "eps"), ()):
            outputs = build(where, rule, names, neutral).program.outputs
            assert max(operations(output.node) for output in outputs) < rounding.OPERATIONS, (where.name, rule.name)


@pytest.mark.parametrize("eps", [0.8, 2.0])
def test_the_slack_in_exact_rational_arithmetic_lies_within_the_allowance(eps: float, tmp_path: Path) -> None:
    """The rational well, exactly: from the computed x_k, m_k, v_k the exact x_{k+1} and the exact slack of Eq. 16."""
    where = lab.problem(tmp_path)
    laid = plan(PAPER, where, eps, 0)
    assert laid.experiment is not None
    plan_of = laid.experiment.schedule
    rule, T = all_algorithms()["adamw-d"], 25
    path = lab.array_run(where, rule, plan_of, 7, 2, T + 1)
    inequality = pathwise.StepInequality(PAPER, EQ_16, where, laid.values)
    amplitude = [Fraction(a) for a in where.family.coefficients[0].tolist()]
    keep = Snapshots(inequality.needs, tuple(range(T + 1)))
    q = Ensemble(lab.experiment(where, "adamw-d", T + 1, schedule=plan_of, reducers=(keep,))).run(range(2))
    c_1, c_2 = Fraction(1), Fraction(float(np.sqrt(where.constant("c_inf") ** 2 + 1.0)))
    step = Fraction(float(laid.values[s.eta]))

    def exact(k: int, r: int, name: str) -> list[Fraction]:
        return [Fraction(v) for v in path[name][k, r].tolist()]

    def value(x: list[Fraction], v: list[Fraction], decay: Fraction) -> Fraction:
        f = sum(a * t * t / (1 + t * t) for a, t in zip(amplitude, x, strict=True))
        return f + decay / 2 * sum(w * t * t for w, t in zip(v, x, strict=True))

    largest = Fraction(0)
    for k in range(T):
        now, after = ({name: q[f"at:{name}"][j : j + 1] for name in inequality.needs} for j in (k, k + 1))
        slack, allowed = inequality(now, after, plan_of.rows(np.array([k]), np.arange(2)))
        allowance = allowed(np.zeros(2, dtype=np.int64), np.arange(2))[None]
        for r in range(2):
            x, m, v = (exact(k, r, name) for name in ("x", "m", "v"))
            lam, lam_next = (Fraction(float(path["decay"][j, r, 0])) for j in (k, k + 1))
            u = [a + lam * t * w for a, t, w in zip(m, x, v, strict=True)]
            x_next = [t - step * a / w for t, a, w in zip(x, u, v, strict=True)]
            grad = [2 * a * t / (1 + t * t) ** 2 for a, t in zip(amplitude, x, strict=True)]
            grad_k = sum((g + lam * t * w) ** 2 for g, t, w in zip(grad, x, v, strict=True))
            m_err = sum((a - g) ** 2 for a, g in zip(m, grad, strict=True))
            right = (
                value(x, v, lam)
                + step / (2 * c_1) * m_err
                - step / (2 * c_2) * grad_k
                - step / (4 * c_2) * sum(a * a for a in u)
            )
            true = right - value(x_next, exact(k + 1, r, "v"), lam_next)
            off = abs(true - Fraction(float(slack[0, r])))
            assert off <= Fraction(float(allowance[0, r]))
            largest = max(largest, off)
        assert (allowance < 1e-11).all()
    assert largest > 0


def test_the_pathwise_parts_are_the_ones_that_are_tested() -> None:
    assert [part.id for part in PAPER.parts if part.kind == Kind.PATHWISE] == ["A1.m", "A1.n", "A1.x", "eq-16"]
