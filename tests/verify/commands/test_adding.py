"""docs/adding.md, followed to the letter from an empty folder, and AdaBound and a family of one's own beside it."""

import json
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from verify.commands.cli import app
from verify.report import document

PAGE = (Path(__file__).parents[3] / "docs" / "adding.md").read_text(encoding="utf-8")
CLI = CliRunner()
ADABOUND = '''
from typing import Any

import numpy as np
import sympy as sp
from pydantic import Field

from theory.algorithms.base import Algorithm, Bounds, Decay, Hyper, Moved, Objective, Parameters, State
from theory.symbols import Letter, c_inf, eta, k
from theory.units import Unit
from verify.report import document


class Own(Parameters):
    final_lr: float = Field(default=0.1, gt=0)
    gamma: float = Field(default=1e-3, gt=0)


FINAL, SPEED = sp.symbols("final_lr gamma_bound", positive=True)
TOP = FINAL * (1 + 1 / SPEED)


def update(state: State, g: Any, h: Hyper) -> Moved:
    """Adam with its step size clipped between two bounds that meet."""
    m = (1.0 - h.beta_1) * state.m + h.beta_1 * g
    n = (1.0 - h.beta_2) * state.n + h.beta_2 * (g * g)
    rate = np.clip(h.eta / np.sqrt(n + h.delta), h.own.lower, h.own.upper)
    return Moved(State(state.x - rate * m, m, n), h.eta / rate, 0.0)


def reference(state: State, g: Any, h: Hyper) -> State:
    m = state.m * (1.0 - h.beta_1) + g * h.beta_1
    n = state.n * (1.0 - h.beta_2) + g * g * h.beta_2
    rate = np.minimum(np.maximum(h.eta / np.sqrt(n + h.delta), h.own.lower), h.own.upper)
    return State(state.x - rate * m, m, n)


ALGORITHM = Algorithm(
    "adabound", "Luo, Xiong, Liu, Sun 2019", update, sp.Integer(0), "AdaBound", Parameters=Own,
    letters={
        "final_lr": Letter(FINAL, Unit(sp.Integer(-1), sp.Integer(2)), "the step size that SGD ends with"),
        "gamma": Letter(SPEED, Unit(sp.Integer(0), sp.Integer(0)), "how fast the bounds meet"),
    },
    rows={"lower": FINAL * (1 - 1 / (SPEED * (k + 1) + 1)), "upper": FINAL * (1 + 1 / (SPEED * (k + 1)))},
    decay_kind=Decay.NONE, objective=Objective.LOSS,
    bounds=Bounds(m=c_inf, v_low=eta / TOP, v_high=eta / (FINAL * SPEED / (SPEED + 1)), move=c_inf),
    averages=True, reference=reference,
)
'''
FAMILY = '''
from typing import Any

import numpy as np

from problems.families.base import Array, Parameters, Separable, Setting


class Bowl(Separable):
    """F(x) = sum a x_i^2 / 2."""

    name = "bowl"

    class Parameters(Parameters):
        a: float = 1.0

    def __init__(self, a: float, dimension: int) -> None:
        self.coefficients, self.dimension = (np.full(dimension, a),), dimension

    @classmethod
    def build(cls, parameters: Any, setting: Setting) -> "Bowl":
        return cls(parameters.a, setting.dimension or 1)

    @property
    def minimum(self) -> float:
        return 0.0

    def smoothness(self, region: float | None) -> float:
        return float(self.coefficients[0][0])

    def gradient_bound(self, region: float | None) -> Array:
        return self.coefficients[0] * (np.inf if region is None else region)

    @staticmethod
    def term(x: Any, *p: Any) -> Any:
        return 0.5 * p[0] * (x * x)

    @staticmethod
    def slope(x: Any, *p: Any) -> Any:
        return p[0] * x
'''


def said(line: str, status: int = 0) -> str:
    done = CLI.invoke(app, shlex.split(line)[1:])
    assert done.exit_code == status, (line, done.output, done.exception)
    return done.output


def test_the_page_followed_to_the_letter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    begin, go_on = re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL)
    for line in begin.splitlines():
        said(line)
    (claim,), (problem,) = (re.findall(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL) for kind in ("python", "toml"))
    (tmp_path / "momentum" / "momentum_bound.py").write_text(claim, encoding="utf-8")
    (tmp_path / "momentum" / "problems" / "momentum_well.toml").write_text(problem, encoding="utf-8")
    output = "".join(said(line) for line in go_on.splitlines())
    assert json.loads(Path("momentum/expected.json").read_text())["momentum-bound:paper"] == {
        "momentum-bound.1": "PROVED", "momentum-bound.2": "PROVED", "momentum-bound.3": "PROVED", "momentum-bound.4": "REFUTED",
    }  # fmt: skip
    assert "nothing to mend" in output
    assert "1 HOLDS" in output
    assert document.read(Path("report"))["results"][0]["verdict"] == "HOLDS"


def test_adabound_and_a_family(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    said("adamw-verify new problem bowl")
    for file, text in (("algorithms/adabound.py", ADABOUND), ("families/bowl.py", FAMILY)):
        Path(file).parent.mkdir()
        Path(file).write_text(text, encoding="utf-8")
    problem = Path("problems/bowl.toml")
    text = (
        problem.read_text()
        .replace('term = "a*x^2/(1+x^2)"', 'family = "bowl"')
        .replace('"adamw-d"', '"adabound"')
        .replace("lambda = 0.1\n", "")
    )
    problem.write_text(text.replace("[target]", "[algorithm.parameters]\ngamma = 0.5\n\n[target]"), encoding="utf-8")
    said("adamw-verify new claim tail")
    claim = Path("tail.py")
    claim.write_text(claim.read_text().replace('("adamw", "adamw-d", "adam")', '("adabound",)'), encoding="utf-8")
    said("adamw-verify audit --papers . --accept")
    assert "nothing to mend" in said("adamw-verify check .")
    assert "CERTIFIED" in said("adamw-verify certify --papers .")
    assert "1 HOLDS" in said("adamw-verify run tail --papers . --runs 64 --max-runs 64 --workers 2 --out report")
    Path("algorithms/adabound.py").write_text(
        ADABOUND.replace("v_high=eta / (FINAL * SPEED / (SPEED + 1))", "v_high=eta / TOP"), encoding="utf-8"
    )
    assert "adabound: bounds.v_high is exceeded" in said("adamw-verify check .", status=1)
