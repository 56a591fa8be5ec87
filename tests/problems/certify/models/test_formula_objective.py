"""Objectives that are formulas: certified on a box, attacked by an independent search, and run.

The attack knows the formula only as text for SymPy's own parser and lambdify: another reading, other
derivatives and points.
"""

import math
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import sympy as sp
from flint import arb
from scipy.optimize import minimize

from problems.certify.arithmetic.balls import precision
from problems.certify.constants import Certifier
from problems.certify.models import formula_boxes, formula_objective
from problems.errors import InputError
from problems.families.objective import Objective
from problems.load import build, from_tables

X = sp.symbols("x1 x2 x3 x4", real=True)
#: formula, dimension, region, and whether the enclosures of L, c_inf and Delta must be narrow
OBJECTIVES = {
    "double well": ("(x1^2 - 1)^2", 1, 1.5, True),
    "Rosenbrock": ("(1 - x1)^2 + 100*(x2 - x1^2)^2", 2, 1.5, True),
    "Himmelblau": ("(x1^2 + x2 - 11)^2 + (x1 + x2^2 - 7)^2", 2, 4.0, True),
    "saddle": ("x1^2 - x2^2", 2, 1.0, True),
    "flat well": ("x1^4/(1 + x1^4)", 1, 2.0, True),
    "linear": ("3*x1 - x2", 2, 1.0, True),
}
NOISE = {"kind": "rademacher", "scale": 0.2}


def tables(text, d, region, key="objective", **algorithm):
    size = {} if d is None else {"dimension": d}
    return {
        "problem": {"name": "case", key: text, "start": 0.3, "region": region, **size},
        "noise": NOISE,
        "algorithm": {"name": "adamw-d", "delta": 1.0, "beta_2": 0.01, "lambda": 0.01, **algorithm},
        "target": {"epsilon": 0.5},
    }


@cache
def certified(name):
    text, d, region, _ = OBJECTIVES[name]
    problem = from_tables(tables(text, d, region), Path("case.toml"))
    with precision():
        return problem, Certifier(problem, 1).run()


class Attack:
    """The formula by SymPy's parser; suprema by many points and a bounded quasi-Newton method."""

    def __init__(self, text, d, region):
        x = X[:d]
        f = sp.sympify(text.replace("^", "**"), locals={str(s): s for s in X})
        self.f, self.g, self.h = (sp.lambdify(x, e, "numpy") for e in (f, [sp.diff(f, s) for s in x], sp.hessian(f, x)))
        self.d, self.r, self.draw = d, region, np.random.default_rng(7)

    def sup(self, value):
        corners = self.r * self.draw.choice([-1.0, 1.0], (8, self.d))
        points = np.vstack([self.draw.uniform(-self.r, self.r, (300, self.d)), corners, np.zeros((1, self.d))])
        values = [value(p) for p in points]
        found = max(values)
        for k in np.argsort(values)[-3:]:
            best = minimize(lambda p: -value(p), points[k], method="L-BFGS-B", bounds=[(-self.r, self.r)] * self.d)
            found = max(found, -best.fun)
        return found

    def curvature(self):
        return self.sup(lambda p: np.max(np.abs(np.linalg.eigvalsh(np.array(self.h(*p), dtype=float)))))

    def entry(self):
        return max(self.sup(lambda p, i=i, s=s: s * float(self.g(*p)[i])) for i in range(self.d) for s in (1, -1))

    def fall(self, start):
        return float(self.f(*start)) + self.sup(lambda p: -float(self.f(*p)))


@pytest.mark.parametrize("name", OBJECTIVES)
def test_no_enclosure_is_broken_and_all_are_narrow(name):
    text, d, region, narrow = OBJECTIVES[name]
    problem, certificate = certified(name)
    attack = Attack(text, d, region)
    found = {"L": attack.curvature(), "c_inf": attack.entry() + 0.2, "Delta": attack.fall(problem.start)}
    for constant, value in found.items():
        ends = certificate[constant].enclosure
        assert value <= ends.upper * (1 + 1e-9) + 1e-9, (constant, value, ends)
        assert value >= ends.lower * (1 - 1e-3) - 1e-3, (constant, value, ends)  # the attack has power
        if narrow:
            assert ends.upper - ends.lower <= 2e-3 * max(ends.upper, 1e-6), (constant, ends)
    assert certificate["sigma"].enclosure.upper == pytest.approx(0.2 * math.sqrt(d))


def test_a_saddle_has_no_pl_constant_and_an_infimum_on_the_region_alone():
    _, certificate = certified("saddle")
    assert certificate["mu"].enclosure.upper < 1e-12
    assert "over the region only" in certificate["minimum"].enclosure.method
    assert certificate["minimum"].enclosure.lower == pytest.approx(-1.0)


def test_an_infimum_is_that_over_all_of_space_where_it_can_be_shown():
    for name in ("Rosenbrock", "Himmelblau", "double well"):
        found = certified(name)[1]["minimum"].enclosure
        assert "region only" not in found.method
        assert found.lower == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize(
    "wrong", [lambda true, x: sp.Rational(9, 10) * true, lambda true, x: sp.expand(true) - sp.LT(true, x)],
    ids=["a factor", "a dropped term"],
)  # fmt: skip
def test_a_wrong_derivative_is_caught(wrong, monkeypatch):
    """Ten per cent too small, or without its term of the highest degree: the attack breaks c_inf and L."""
    text, d, region, _ = OBJECTIVES["Rosenbrock"]
    attack = Attack(text, d, region)
    true = formula_boxes.derivative
    monkeypatch.setattr(formula_boxes, "derivative", lambda e, x: wrong(true(e, x), x))
    with precision():
        problem = from_tables(tables(text, d, region), Path("case.toml"))
        model = formula_objective.ObjectiveModel(problem.family, region, 1)
        spans = model.gradient_spans(arb(0))
        assert max(float(abs(s.greatest).max(abs(s.least))) for s in spans) < attack.entry() * 0.99
        assert float(model.smoothness(arb(0)).enclosure.high) < attack.curvature() * 0.99


def test_a_pole_is_named_with_a_point(tmp_path):
    problem = from_tables(tables("1/(x1 - x2 + 0.3)", 2, 1.0), tmp_path / "case.toml")
    with pytest.raises(InputError, match=r"no second derivative is bounded at or beside \("):
        Certifier(problem, 1)


def test_a_chain_is_the_sum_over_its_neighbours(tmp_path):
    link, d = "(1 - x)^2 + 10*(z - x^2)^2", 6
    problem = from_tables(tables(link, d, 1.0, key="chain"), tmp_path / "case.toml")
    whole = " + ".join(f"(1 - x{i})^2 + 10*(x{i + 1} - x{i}^2)^2" for i in range(1, d))
    same = from_tables(tables(whole, d, 1.0), tmp_path / "case.toml").family
    x = np.random.default_rng(0).uniform(-1, 1, (d, 7))
    assert isinstance(same, Objective)
    assert problem.family.value_at(x) == pytest.approx(same.value_at(x))
    assert problem.family.gradient_at(x) == pytest.approx(same.gradient_at(x))
    with precision():
        certificate = Certifier(problem, 1).run()
    h = np.array([np.ptp(problem.family.gradient_at(np.column_stack([p - s, p + s])), axis=1) for p, s in
                  ((np.ones(d), 1e-5 * np.eye(d)[2]), (-np.ones(d), 1e-5 * np.eye(d)[2]))]) / 2e-5  # fmt: skip
    assert np.max(np.linalg.norm(h, axis=1)) <= certificate["L"].enclosure.upper
    assert np.max(np.abs(problem.family.gradient_at(x))) + 0.2 <= certificate["c_inf"].enclosure.upper
    assert certificate["minimum"].enclosure.lower == pytest.approx(0.0, abs=1e-9)
    assert certificate["minimum"].enclosure.upper == pytest.approx(0.0, abs=1e-9)


def test_a_file_of_a_formula_is_read(tmp_path):
    path = tmp_path / "case.toml"
    path.write_text(
        '[problem]\nname = "case"\nobjective = "a*(x1 - x2)^2 + x2^2"\nregion = 1.0\nstart = 0.5\n'
        '[problem.parameters]\na = 2.0\n[algorithm]\nname = "adam"\ndelta = 1.0\nbeta_2 = 0.1\n[target]\nepsilon = 0.1\n'
    )
    assert build(path).family.value_at(np.array([[1.0], [0.0]]))[0] == 2.0
    path.write_text(path.read_text().replace("a = 2.0", "a = 2.0\nb = 1.0"))
    with pytest.raises(InputError, match=r"b is no letter of the objective  \(.*\[problem.parameters\] b\)"):
        build(path)
