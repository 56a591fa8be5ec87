"""What a certificate says: degenerate problems, the region, the cache, the command line."""

import json
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from threadpoolctl import threadpool_limits
from typer.testing import CliRunner

from problems.certify import cache, certify
from problems.certify.arithmetic.balls import precision
from problems.certify.certificate import Status
from problems.enclosure import Enclosure
from problems.errors import InputError
from problems.families.base import Family
from problems.families.welsch_regression import WelschRegression
from problems.kept import cache_folder
from problems.load import build, load, shipped
from verify.commands.cli import app

from .conftest import CASES, SAMPLING, SMALL, text


def test_degenerate_problems_have_every_constant(degenerate):
    for c in degenerate.certificate.constants:
        assert c.status is Status.CERTIFIED
        assert not math.isnan(c.enclosure.lower)
        assert not math.isnan(c.enclosure.upper)
        json.dumps(c.to_dict(), allow_nan=False)


def test_what_the_degenerate_constants_are(degenerate):
    best = {c.name: (c.enclosure.lower, c.enclosure.upper) for c in degenerate.certificate.constants}
    name = degenerate.name
    if "flat" in name and "one coordinate" not in name:
        assert best["L"] == best["Delta"] == (0.0, 0.0)
        assert best["mu"] == (math.inf, math.inf)  # every constant serves
        assert best["mu_k"] == (0.0, 0.0)  # but none serves every decay
    if "one point" in name:
        assert best["L"] == (0.0, 0.0)
        if "finite sum" not in name:  # F is least at the one point
            assert best["mu"] == best["mu_k"] == (math.inf, math.inf)
    if name == "no noise":
        assert best["sigma"] == (0.0, 0.0)
    if name == "one sample":
        assert best["sigma"] == (0.0, 0.0)


def test_widths(case):
    """1e-6 for separable families, 1e-3 for quadratics and least squares."""
    family = case.name.split()[0]
    limit = {"quadratic": 1e-3, "least-squares": 1e-3}.get(family, 1e-6)
    if family in ("welsch-regression", "sigmoid-classification") or case.name in ("loss", "loss of classes"):
        limit, names = 1e-6, ("c_inf",) if "additive" not in case.name else ("sigma",)
    else:
        names = ("L", "c_inf", "sigma", "Delta", "minimum", "mu")
    for name in names:
        assert case.certificate[name].enclosure.width <= limit, (name, case.certificate[name].enclosure)


def test_what_is_declared_is_judged(write):
    problem = write(text("rational-well", constants="L = 1.99\nc_inf = 0.9\nsigma = 0.5\nmu = 0.01"))
    certificate = certify(problem, kept=False)
    assert [certificate[n].status for n in ("L", "c_inf", "sigma", "mu")] == ["REFUTED", "CERTIFIED", "CERTIFIED", "CERTIFIED"]
    with pytest.raises(InputError, match=r"L=1\.99 must be at least 2\.0: .* \[constants\] L\)$"):
        certificate.require()
    certificate.require(("c_inf", "sigma"))


def test_a_value_inside_the_enclosure_is_undecided_and_not_used(write):
    problem = write(text("welsch-regression", SMALL, noise=SAMPLING, region=1.0, decay=0.0, constants="L = 1.3752"))
    certificate = certify(problem, kept=False)
    assert certificate["L"].enclosure.lower < 1.3752 < certificate["L"].enclosure.upper
    assert certificate["L"].status is Status.UNDECIDED
    certificate.require()  # not refuted
    assert load(problem.path).constant("L") is None


def test_the_bound_on_L_of_a_finite_sum_is_attained_by_other_labels():
    """The per-sample bound of `welsch-regression` is the best L where some x fits the labels exactly."""
    rows = np.random.default_rng(3).standard_normal((12, 3))
    rows /= np.linalg.norm(rows, axis=1)[:, None]
    rows = np.round(rows * 64) / 64  # so that fitted labels are exact floats
    fitted = WelschRegression(rows, rows @ np.array([0.25, -0.5, 0.125]), 1.0)
    noisy = WelschRegression(rows, rows @ np.array([0.25, -0.5, 0.125]) + np.tile([0.7, -0.7], 6), 1.0)
    with precision(), threadpool_limits(1):
        best, loose = (f.model(1.0, 1).smoothness(0 * f.samples + ball_zero()).enclosure for f in (fitted, noisy))
    assert best.width < 1e-6
    assert loose.upper < 0.95 * best.upper
    assert loose.width < 1e-3


def ball_zero():
    from flint import arb

    return arb(0)


@pytest.mark.parametrize(
    ("algorithm", "decay", "extra", "proved"),
    [
        ("adamw", 1.0, "", True),  # c_inf/(lambda sqrt(delta)) = 1.27 lies inside
        ("adamw", 0.1, "", False),
        ("adamw-d", 1.0, "", False),
        ("adam", 0.0, "eta = 0.001\nT = 100", True),  # 0.4 + 100 * 0.001 * 1.28
        ("adam", 0.0, "eta = 0.001\nT = 10000", False),
        ("adamw", 1.0, "eta = 1.5", False),  # lambda eta > 1
    ],
)
def test_the_region(write, algorithm, decay, extra, proved):
    content = text("rational-well", algorithm=algorithm, decay=decay).replace("[target]", f"{extra}\n[target]")
    region = certify(write(content), kept=False).region
    assert region.proved is proved
    assert ("max(|x_0" in region.argument or "T eta" in region.argument) is proved


def test_a_kept_certificate_is_the_same(write, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    problem = write(text("rational-well", constants="L = 1.0"))
    made = certify(problem)
    assert cache.load(problem, 1) == made
    assert certify(problem) == made
    assert cache.load(problem, 2) is None
    other = write(text("rational-well", constants="L = 1.0", region=2.5))
    assert cache.load(other, 1) is None


ENDS = st.fractions() | st.sampled_from([np.inf, -np.inf, Fraction(-3, 2**20_000), Fraction(7**9_000)])


@given(st.tuples(ENDS, ENDS))
def test_every_end_of_an_enclosure_is_kept(ends):
    """Also one that takes more decimal digits than Python writes."""
    kept = Enclosure(*sorted(ends), "a way")
    assert cache._enclosure_in(json.loads(json.dumps(cache._enclosure_out(kept)))) == kept
    assert kept.lower <= kept.low <= kept.high <= kept.upper


@given(st.fractions())
def test_ends_that_were_kept_in_decimals_are_read(end):
    assert cache._end(str(end)) == end


def test_a_broken_cache_is_not_used(write, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    problem = write(CASES["quadratic"])
    made = certify(problem)
    for path in cache_folder("certificates").glob("*.json"):
        path.write_text("{")
    again = certify(problem)
    assert [c.enclosure for c in again.constants] == [c.enclosure for c in made.constants]


def test_data_change_the_key(write):
    problems = [write(text("least-squares", f"samples = 12\nseed = {seed}", noise=SAMPLING)) for seed in (1, 2)]
    assert cache.key(problems[0], 1) != cache.key(problems[1], 1)


def test_every_shipped_file_is_certified():
    for path in shipped():
        certificate = certify(build(path))
        assert {c.status for c in certificate.constants} == {Status.CERTIFIED}, path


def test_the_breast_cancer_bounds_are_nearly_attained():
    """c_inf is exact, an x with an L within 10 % of the bound is known; for sigma docs/constants.md says what is."""
    widths = {"L": 0.1, "c_inf": 1e-12}
    for path in shipped():
        if "breast_cancer" in path.name:
            certificate = certify(build(path))
            for name, width in (widths | ({"sigma": 1e-3} if "sigmoid" in path.name else {"sigma": 0.2})).items():
                assert certificate[name].enclosure.width <= width, (path.name, name)


KEYS = {"name", "declared", "lower", "upper", "status", "method", "looseness", "witness", "seconds", "why"}


def test_the_command(tmp_path):
    path = tmp_path / "p.toml"
    path.write_text(text("quadratic", "eigenvalues = [1.0, 2.0]", 2, constants="L = 2.0"))
    result = CliRunner().invoke(app, ["certify", str(path), "--json"])
    assert result.exit_code == 0
    found = json.loads(result.output)
    assert set(found) == {"problem", "read", "constants"}
    assert found["problem"] == "case"
    assert all(set(c) == KEYS for c in found["constants"])
    assert [c["declared"] for c in found["constants"] if c["name"] == "L"] == [2.0]
    several = CliRunner().invoke(app, ["certify", str(path), str(path), "--json"])
    assert [entry["problem"] for entry in json.loads(several.output)] == ["case", "case"]
    table = CliRunner().invoke(app, ["certify", str(path)])
    assert "CERTIFIED" in table.output
    assert "monitored" in table.output


DATA = "+1 1:2 2:0.5\n-1 2:-1 3:4\n+1 1:1 3:-0.5\n-1 1:-1 2:-0.25\n"


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (DATA, None),
        (DATA + "-1 1:nan\n", 'data="d.svm": d.svm: 1 value is missing, at row 5 column "1"'),
        (DATA + "-1 2:red\n", 'data="d.svm": d.svm row 5, column "2": "red" is not a number'),
        (DATA.replace("-1 ", "+1 "), 'd.svm, column "label": 1 class (+1) where there must be two'),
    ],
)
def test_a_libsvm_file_from_the_problem_file_to_the_certificate(tmp_path, content, line):
    (tmp_path / "d.svm").write_text(content)
    path = tmp_path / "p.toml"
    path.write_text(
        text("sigmoid-classification", 'data = "d.svm"\nstandardise = true\nintercept = true', None, "0.0", noise=SAMPLING)
    )
    result = CliRunner().invoke(app, ["certify", str(path), "--json"])
    if line is None:
        assert result.exit_code == 0
        assert {c["status"] for c in json.loads(result.output)["constants"]} == {"CERTIFIED"}
    else:
        assert isinstance(result.exception, InputError)
        assert str(result.exception).startswith(line)


def test_the_value_that_a_refusal_names_is_certified(write):
    """Numbers are floats, exactly: L of the sine quadratic with amplitude 0.1 is 8 times the float 0.1, and not 0.8."""
    content = text("sine-quadratic", "amplitude = 0.1", constants="L = 0.8")
    best = 8 * Fraction(0.1)
    found = certify(write(content), kept=False)["L"]
    assert found.enclosure.low == found.enclosure.high == best
    assert found.status is (Status.CERTIFIED if Fraction(0.8) >= best else Status.REFUTED)
    again = certify(write(content.replace("L = 0.8", f"L = {found.enclosure.upper!r}")), kept=False)["L"]
    assert again.status is Status.CERTIFIED


def test_the_command_refuses_with_a_witness(tmp_path):
    path = tmp_path / "p.toml"
    path.write_text(text("quadratic", "eigenvalues = [1.0, 2.0]", 2, constants="L = 1.5"))
    result = CliRunner().invoke(app, ["certify", str(path)])
    assert isinstance(result.exception, InputError)
    assert "REFUTED" in result.output
    assert '"points"' in result.output


def test_the_command_tells_the_undecided_apart(tmp_path):
    path = tmp_path / "p.toml"
    path.write_text(text("welsch-regression", SMALL, noise=SAMPLING, region=1.0, decay=0.0, constants="L = 1.3752"))
    assert CliRunner().invoke(app, ["certify", str(path)]).exit_code == 1


@pytest.mark.parametrize("region", [1e-9, 1e-4, 0.05])
def test_mu_on_a_small_region_where_the_ratio_is_nearly_0_over_0(write, region):
    """The rational well's ratio is 2/(1 + x^2)^3, least at the edge."""
    enclosure = certify(write(text("rational-well", dimension=1, start="0.0", region=region)), kept=False)["mu"].enclosure
    best = 2 / (1 + region**2) ** 3
    assert enclosure.lower <= best * (1 + 1e-15)
    assert enclosure.upper >= best * (1 - 1e-15)
    assert enclosure.width <= 1e-6


def test_a_family_without_a_model_is_refused_by_name(write):
    problem = write(CASES["quadratic"])

    class Unknown(type(problem.family)):
        name = "unknown"
        model = Family.model

    problem.family.__class__ = Unknown
    with pytest.raises(InputError, match="unknown declares no `model`"):
        certify(problem, kept=False)
