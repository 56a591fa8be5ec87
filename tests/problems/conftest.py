"""Instances of every family, ordinary and degenerate, for the conformance tests."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from problems.families import all_families
from problems.families.base import Family, Separable, Setting
from problems.load import FOLDER, build, shipped

BREAST = {"data": "data/breast_cancer.csv", "label": "malignant"}
LINEAR = [
    ({"samples": 30, "seed": 1}, 3),
    ({"samples": 12, "seed": 2, "rank": 2}, 5),
    ({"samples": 9, "seed": 3}, 1),
    ({"samples": 3, "seed": 4, "intercept": True, "rows": "unit"}, 4),
    ({**BREAST, "rows": "unit", "intercept": True}, None),
]
#: parameters and dimension of the instances of each family; a family without a row fails the suite
ROWS: dict[str, list[tuple[dict[str, object], int | None]]] = {
    "rational-well": [({}, 4), ({"amplitude": [0.3, 2.0]}, None), ({"amplitude": 0.0}, 3), ({"amplitude": 0.7}, 1)],
    "cosine-logcosh": [
        ({}, 3),
        ({"amplitude": [0.5, 1.5], "ripple": [0.0, 0.4], "frequency": [1.0, 5.0]}, None),
        ({"amplitude": 0.0}, 2),
        ({"ripple": 0.3, "frequency": 0.4}, 1),
    ],
    "sine-quadratic": [({}, 2), ({"amplitude": [0.25, 1.0, 0.0]}, None), ({"amplitude": 0.0}, 2), ({"amplitude": 3.0}, 1)],
    "quadratic": [
        ({"eigenvalues": [1.0, 0.5, 3.0]}, None),
        ({"eigenvalues": [2.0, 0.0, 0.5, 0.0], "rotation": 4}, 4),
        ({"eigenvalues": [0.0, 0.0], "rotation": 1}, None),
        ({"eigenvalues": [0.7], "rotation": 2}, 1),
    ],
    "least-squares": [*LINEAR, ({"samples": 40, "seed": 5}, 16)],
    "least-squares-1d": [({}, None), ({"a": 0.5}, 1), ({"a": 0.0}, None), ({"a": 0.8, "shift": -0.5}, 1)],
    "welsch-regression": [*LINEAR, ({"samples": 20, "c": 0.4}, 2)],
    "sigmoid-classification": LINEAR,
    "loss": [
        ({"loss": "log1p((t-y)^2/nu)", "nu": 3.0, "samples": 12, "seed": 2}, 2),
        ({"loss": "softplus(-y*t) + a*logcosh(t)", "a": 0.1, "labels": "classes", "samples": 20, "rows": "unit"}, 3),
        ({"loss": "(1+y^2)*log1p((t-y)^2)", "samples": 9, "seed": 3}, 3),
    ],
    "term": [
        ({"term": "a*x^2/(1+x^2)", "a": [0.3, 2.0]}, None),
        ({"term": "(x^2-1)^2"}, 2),
        ({"term": "0.3*x"}, 1),
    ],
    "terms": [({"term": ["x^2", "softplus(c*x)", "x^4/(1+x^4)"], "c": 1.5}, None)],
    "objective": [({"objective": "(1 - x1)^2 + 5*(x2 - x1^2)^2"}, None), ({"objective": "softplus(x1 + x2) + 0.1*x1^2"}, 2)],
    "chain": [({"chain": "(1 - x)^2 + c*(z - x^2)^2", "c": 10.0}, 4)],
}
REGION = 1.3


@dataclass(frozen=True, eq=False)
class Instance:
    """A family's instance, the region its constants are asked for, and where it comes from."""

    id: str
    family: Family
    region: float

    def points(self, count: int = 40, seed: int = 0) -> np.ndarray:
        """Points of the region, (d, W): random, near the origin, on the axes, corners."""
        draw, d, r = np.random.default_rng(seed), self.family.dimension, self.region
        inside = draw.uniform(-r, r, (d, count))
        near = 1e-3 * draw.standard_normal((d, count))
        corners = r * draw.choice([-1.0, 1.0], (d, count))
        line = np.linspace(-r, r, 400)
        axis = np.zeros((d, 400))
        axis[draw.integers(0, d)] = line
        return np.hstack([inside, near, corners, axis, np.tile(line, (d, 1))])


def _instances() -> list[Instance]:
    found = []
    for name, cls in all_families().items():
        for number, (parameters, dimension) in enumerate(ROWS.get(name, [])):
            family = cls.build(cls.Parameters.model_validate(parameters), Setting(dimension, FOLDER))
            found.append(Instance(f"{name}-{number}", family, REGION))
    for path in shipped():
        problem = build(path)  # not certified: this is run as tests are collected, by every worker
        found.append(Instance(path.name, problem.family, problem.region or REGION))
    return found


INSTANCES = _instances()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "instance" in metafunc.fixturenames:
        metafunc.parametrize("instance", INSTANCES, ids=lambda i: i.id)
    if "finite_sum" in metafunc.fixturenames:
        sums = [i for i in INSTANCES if getattr(i.family, "samples", 0)]
        metafunc.parametrize("finite_sum", sums, ids=lambda i: i.id)
    if "separable" in metafunc.fixturenames:
        sums = [i for i in INSTANCES if isinstance(i.family, Separable)]
        metafunc.parametrize("separable", sums, ids=lambda i: i.id)
    if "shipped_path" in metafunc.fixturenames:
        metafunc.parametrize("shipped_path", shipped(), ids=lambda p: Path(p).name)


@pytest.fixture
def rows() -> dict[str, list[tuple[dict[str, object], int | None]]]:
    return ROWS
