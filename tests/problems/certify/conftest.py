"""Problem files of every family, ordinary and degenerate, and their certificates (made once)."""

import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from threadpoolctl import threadpool_limits

from problems.certify.arithmetic.balls import precision
from problems.certify.certificate import Certificate
from problems.certify.constants import Certifier
from problems.load import build
from problems.problem import Problem

DATA = Path(__file__).parents[3] / "problems" / "data" / "breast_cancer.csv"


def text(
    family: str,
    parameters: str = "",
    dimension: int | None = 3,
    start: str = "0.4",
    region: float | None = 2.0,
    noise: str = 'kind = "rademacher"\nscale = 0.25\nbatch = 2',
    algorithm: str = "adamw-d",
    decay: float = 0.1,
    constants: str = "",
    formula: str | None = None,
) -> str:
    size = "" if dimension is None else f"dimension = {dimension}\n"
    box = "" if region is None else f"region = {region}\n"
    return (
        f'[problem]\nname = "case"\n{formula or f"family = {family!r}"}\n{size}start = {start}\n{box}'
        f"[problem.parameters]\n{parameters}\n[noise]\n{noise}\n[constants]\n{constants}\n"
        f'[algorithm]\nname = "{algorithm}"\ndelta = 0.5\nbeta_2 = 0.01\nlambda = {decay}\n[target]\nepsilon = 0.5\n'
    )


SAMPLING = 'kind = "sampling"\nbatch = 3'
WITHOUT = SAMPLING + "\nreplacement = false"
SMALL = "samples = 12\nseed = 2"
BREAST = f'data = "{DATA}"\nlabel = "malignant"\nrows = "unit"'
CASES: dict[str, str] = {
    "rational-well": text("rational-well"),
    "rational-well everywhere": text("rational-well", region=None),
    "rational-well two amplitudes": text("rational-well", "amplitude = [0.3, 1.7]", 2, noise='kind = "uniform"\nscale = 0.1'),
    "rational-well l2": text("rational-well", algorithm="l2-adam", noise='kind = "truncated-normal"\nscale = 0.2'),
    "cosine-logcosh": text("cosine-logcosh", "ripple = 0.1\nfrequency = 3.0", region=3.0),
    "cosine-logcosh with traps": text("cosine-logcosh", "ripple = 0.5\nfrequency = 4.0", region=3.0),
    "sine-quadratic": text("sine-quadratic", "amplitude = 0.25", region=3.0),
    "sine-quadratic d=1": text("sine-quadratic", "amplitude = 2.0", 1, region=1.0, decay=0.0),
    "least-squares-1d": text("least-squares-1d", "a = 1.5", 1),
    "least-squares-1d shifted": text("least-squares-1d", "a = 1.5\nshift = 0.75", 1),
    "quadratic": text("quadratic", "eigenvalues = [1.0, 0.3, 2.5]\nrotation = 3"),
    "quadratic of low rank": text("quadratic", "eigenvalues = [1.0, 0.0, 2.5, 0.0]\nrotation = 3", 4),
    "least-squares": text("least-squares", SMALL, noise=SAMPLING, region=1.0),
    "least-squares of low rank": text("least-squares", SMALL + "\nrank = 2", 4, noise=WITHOUT, region=1.0),
    "least-squares additive": text("least-squares", SMALL, region=1.0, algorithm="l2-adam"),
    "welsch-regression": text("welsch-regression", SMALL, noise=SAMPLING, region=1.0),
    "welsch-regression additive": text("welsch-regression", SMALL, 2, region=1.0),
    "sigmoid-classification": text("sigmoid-classification", SMALL, noise=WITHOUT, region=1.0),
    "loss": text("loss", SMALL + "\nnu = 3.0", 2, noise=SAMPLING, region=1.0, decay=0.0, formula='loss = "log1p((t-y)^2/nu)"'),
    "loss of classes": text(
        "loss",
        SMALL + '\nlabels = "classes"',
        2,
        noise='kind = "sampling"',
        region=1.0,
        decay=0.0,
        formula='loss = "softplus(-y*t)"',
    ),
    "loss scaled square": text("loss", SMALL, 2, noise=WITHOUT, region=1.0, decay=0.0, formula='loss = "3*(t-y)^2"'),
    "term": text("term", "a = [1.0, 0.5]", 2, formula='term = "a*x^2/(1 + x^2)"'),
    "terms": text("terms", dimension=2, formula='term = ["x^2", "x^2/(1 + x^2)"]'),
}
#: families of finite sums whose losses bend: their constants are found by branch and bound
BENDING = ("welsch-regression", "sigmoid-classification", "loss")
DEGENERATE: dict[str, str] = {
    "flat": text("rational-well", "amplitude = 0.0"),
    "flat everywhere": text("cosine-logcosh", "amplitude = 0.0", region=None),
    "flat in one coordinate": text("sine-quadratic", "amplitude = [1.0, 0.0]", 2),
    "flat quadratic": text("quadratic", "eigenvalues = [0.0, 0.0]\nrotation = 1", 2),
    "region of one point": text("rational-well", start="0.0", region=0.0),
    "quadratic on one point": text("quadratic", "eigenvalues = [1.0, 2.0]", 2, start="0.0", region=0.0),
    "finite sum on one point": text("welsch-regression", SMALL, start="0.0", region=0.0, noise=SAMPLING),
    "no noise": text("rational-well", noise='kind = "none"'),
    "one sample": text("least-squares", "samples = 1", 2, noise='kind = "sampling"', region=1.0),
    "d=1": text("rational-well", dimension=1),
}


@pytest.hookimpl(tryfirst=True)  # before tests are chosen by their marks, and dealt
def pytest_collection_modifyitems(items):
    """What asks about the certified cases goes to one worker, which certifies them once; some of them take long."""
    for item in items:
        asked = item.callspec.params if hasattr(item, "callspec") else {}
        names = [asked[key] for key in ("case", "case_name", "degenerate") if isinstance(asked.get(key), str)]
        for name in (name for name in names if name in CASES | DEGENERATE):
            item.add_marker(pytest.mark.xdist_group("certified cases"))
            if name.split()[0] in BENDING:
                item.add_marker(pytest.mark.thorough)


@pytest.fixture(autouse=True)
def one_thread():
    """Small matrices: a second thread costs more than it brings."""
    with threadpool_limits(1):
        yield


@pytest.fixture
def write(tmp_path):
    """Writes a problem file and builds its problem, uncertified."""

    def made(content: str) -> Problem:
        path = tmp_path / "case.toml"
        path.write_text(content)
        return build(path)

    return made


@cache
def certified(name: str) -> tuple[Problem, Certifier, Certificate]:
    """The case's problem, the certifier (to judge other values) and its certificate."""
    content = (CASES | DEGENERATE)[name]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.toml"
        path.write_text(content)
        problem = build(path)
    with precision(), threadpool_limits(1):
        certifier = Certifier(problem, 1)
        return problem, certifier, certifier.run()


@dataclass(frozen=True, eq=False)
class Case:
    """A case with its problem, the certifier (to judge other values), and the certificate."""

    name: str
    problem: Problem
    certifier: Certifier
    certificate: Certificate


@pytest.fixture(params=CASES)
def case(request):
    return Case(request.param, *certified(request.param))


@pytest.fixture(params=DEGENERATE)
def degenerate(request):
    return Case(request.param, *certified(request.param))
