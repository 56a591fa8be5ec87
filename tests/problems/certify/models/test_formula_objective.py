"""Objectives that are formulas: certified on a box, attacked by a search that reads the formula by itself.

The files are those of `python -m benchmarks.objectives`, which goes through all of them; here are the quick ones.
"""

from functools import cache

import numpy as np
import pytest
import sympy as sp
from flint import arb

from benchmarks.objectives import attack
from problems.certify.arithmetic.balls import precision
from problems.certify.constants import Certifier
from problems.certify.models import formula_boxes, formula_objective
from problems.errors import InputError
from problems.families.objective import Objective
from problems.load import build, from_tables

FILES = {path.stem: path for path in attack.shipped()}
QUICK = ("a_term_each", "double_well", "himmelblau", "linear", "log_sum_exp", "rosenbrock_2", "saddle")
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
    problem = build(FILES[name])
    with precision():
        return problem, Certifier(problem, 1).run()


@pytest.mark.thorough
@pytest.mark.parametrize("name", QUICK)
def test_no_enclosure_is_broken_and_all_are_narrow(name):
    problem, certificate = certified(name)
    found = attack.Attack(problem).found()
    assert not attack.broken(certificate, found)
    for constant in ("L", "c_inf", "sigma", "minimum", "Delta"):
        ends, value = certificate[constant].enclosure, found[constant]
        room = 1e-3 * (1e-3 + abs(value))
        assert ends.lower - room <= value <= ends.upper + room, (constant, value, ends)  # the attack has power
        assert ends.upper - ends.lower <= 2e-3 * max(abs(ends.upper), 1e-6), (constant, ends)


def test_an_enclosure_that_is_wrong_is_broken():
    """Two per cent at each safe end: the attack's own power, of every constant that is not 0."""
    problem, certificate = certified("a_term_each")
    found = attack.Attack(problem).found()
    for name in ("L", "c_inf", "sigma", "Delta", "minimum"):
        sign = -1.0 if name == "minimum" else 1.0
        assert attack.broken(certificate, {name: found[name] + sign * 0.02 * abs(found[name])}) == [name]


def test_a_saddle_has_no_pl_constant_and_an_infimum_on_the_region_alone():
    _, certificate = certified("saddle")
    assert certificate["mu"].enclosure.upper < 1e-12
    assert "over the region only" in certificate["minimum"].enclosure.method
    assert certificate["minimum"].enclosure.lower == pytest.approx(-1.0, abs=1e-3)


def test_an_infimum_is_that_over_all_of_space_where_it_can_be_shown():
    for name in ("rosenbrock_2", "himmelblau", "double_well"):
        found = certified(name)[1]["minimum"].enclosure
        assert "region only" not in found.method
        assert found.lower == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize(
    "wrong", [lambda true, x: sp.Rational(9, 10) * true, lambda true, x: sp.expand(true) - sp.LT(true, x)],
    ids=["a factor", "a dropped term"],
)  # fmt: skip
def test_a_wrong_derivative_is_caught(wrong, monkeypatch):
    """Ten per cent too small, or without its term of the highest degree: the attack breaks c_inf and L."""
    problem = build(FILES["rosenbrock_2"])
    found = attack.Attack(problem).found()
    true = formula_boxes.derivative
    monkeypatch.setattr(formula_boxes, "derivative", lambda e, x: wrong(true(e, x), x))
    with precision():
        model = formula_objective.ObjectiveModel(problem.family, problem.region, 1)
        spans = model.gradient_spans(arb(0))
        assert max(float(abs(s.greatest).max(abs(s.least))) for s in spans) < found["c_inf"] * 0.99
        assert float(model.smoothness(arb(0)).enclosure.high) < found["L"] * 0.99


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


@pytest.mark.parametrize("noise", [NOISE, {"kind": "discrete", "values": [4.0, -0.5, 0.0], "probabilities": [0.1, 0.8, 0.1]}])
@pytest.mark.parametrize(
    ("text", "d", "key", "region"),
    [("log(exp(x1)+exp(-x2)) + sqrt(1+(x1-2*x2)^2)", None, "objective", None),
     ("sqrt(1+x^2)+sqrt(1+(x-z)^2)", 6, "chain", None),
     ("-".join(["sqrt(1+x1^2)", "tanh(x2)", "tanh(x3)", "tanh(x4)", "tanh(x5)"]), None, "objective", 2.0)],
)  # fmt: skip
def test_what_no_range_is_known_of_may_be_finite(text, d, key, region, noise, tmp_path):
    """Slopes of at most 4 everywhere, in formulas whose range is not looked for: no constant is called infinite."""
    made = tables(text, d, region, key) | {"noise": noise}
    made["problem"] = {name: value for name, value in made["problem"].items() if value is not None}
    with precision():
        certificate = Certifier(from_tables(made, tmp_path / "case.toml"), 1).run()
    for name in ("L", "c_inf"):
        ends = certificate[name].enclosure
        assert ends.lower < 9.0, (name, ends)
        assert ends.lower < ends.upper
