"""The worst L-smooth function of a few steps: its ends enclose what functions do, and a bound a little too small is broken."""

import math
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
import sympy as sp
from flint import fmpq, fmpq_mat
from hypothesis import given, settings
from hypothesis import strategies as st

from theory import symbols as s
from theory.claim import Claim
from theory.papers import find
from theory.worst.few_steps import Steps, greatest, least_gap, proved, told
from verify.decide.plant import planted

(REPAIRED,), (PAPER,) = find("theorem-2:repaired", ()), find("theorem-2:paper", ())
BETA_1, ETA, T = Fraction(1, 2), Fraction(1, 4), 4
WEIGHTS = {s.grad_F_sq: Fraction(1), s.u_sq: Fraction(1, 4)}
#: 1-smooth functions: the slope at x, and how far F is above its infimum
FUNCTIONS: dict[str, tuple[Callable[[float], float], Callable[[float], float]]] = {
    "cosine": (math.sin, lambda x: 1.0 - math.cos(x)),
    "parabola": (lambda x: x, lambda x: x * x / 2.0),
    "hyperbola": (lambda x: x / math.hypot(1.0, x), lambda x: math.hypot(1.0, x) - 1.0),
    "well": (lambda x: x / (1.0 + x * x) ** 2, lambda x: 0.5 - 0.5 / (1.0 + x * x)),
}


@cache
def enclosed() -> tuple[Fraction, Fraction]:
    steps = Steps.of(T, BETA_1, ETA)
    found = greatest(steps, steps.mean(WEIGHTS))
    assert found is not None
    low, high, gradients = found
    assert high is not None
    assert len(gradients) == T
    return low, high


def rows(claim: Claim, *parts: str) -> dict[str, dict[str, Any]]:
    return {row["part"]: row for row in told(claim, [one for one in claim.parts if not parts or one.id in parts])}


def test_one_step_is_known_in_closed_form() -> None:
    steps = Steps.of(1, Fraction(1), Fraction(1))
    found = greatest(steps, steps.mean({s.grad_F_sq: Fraction(1)}))
    assert found is not None
    low, high, _ = found
    assert low == 2  # ||grad F||^2 <= 2 L Delta, attained by a parabola
    assert high is not None
    assert 2 <= high <= 2 * (1 + Fraction(1, 10**4))


def test_the_ends_are_close() -> None:
    low, high = enclosed()
    assert low < high < low * (1 + Fraction(1, 10**4))


@settings(deadline=None, max_examples=60)
@given(st.floats(-6.0, 6.0), st.sampled_from([*FUNCTIONS]), st.floats(0.05, 1.0))
def test_no_function_does_more(x: float, name: str, scale: float) -> None:
    slope, gap_at = FUNCTIONS[name]
    gap = gap_at(x) * scale
    m = total = 0.0
    for k in range(T):
        g = scale * slope(x)
        m = g if k == 0 else (1.0 - float(BETA_1)) * m + float(BETA_1) * g
        total += (g * g + m * m / 4.0) / T
        x -= float(ETA) * m
    assert total <= float(enclosed()[1]) * gap * (1.0 + 1e-9) + 1e-15


def test_the_papers_theorem_2_is_broken_and_the_repaired_one_is_not() -> None:
    assert {part for part, row in rows(PAPER).items() if row["violated"]} >= {"i", "eq-18", "iii"}
    repaired = rows(REPAIRED)
    assert {"i", "eq-18", "ii.a", "ii.b", "iii"} == set(repaired)
    assert all(row["holds"] and not row["violated"] for row in repaired.values())


@pytest.mark.parametrize(("part", "factor", "broken"), [("eq-18", 0.83, True), ("eq-18", 0.84, False), ("i", 0.27, True)])
def test_a_bound_less_than_the_exact_one_is_broken(part: str, factor: float, broken: bool) -> None:
    row = rows(planted(REPAIRED, f"{part}={factor}"), part)[part]
    assert row["violated"] is broken
    assert row["holds"] is not broken


def test_too_little_is_not_proved() -> None:
    steps = Steps.of(1, Fraction(1), Fraction(1))
    mean = steps.mean({s.grad_F_sq: Fraction(1)})
    assert proved(steps, mean, {(0, -1): fmpq(2)}) is not None
    assert proved(steps, mean, {(0, -1): fmpq(19, 10)}) is None


def test_gradients_that_differ_by_more_than_their_points_are_no_functions() -> None:
    steps = Steps.of(2, Fraction(1), Fraction(1, 4))
    assert least_gap(steps, fmpq_mat(2, 2, [1, 0, 0, 0])) is None  # from 1 to 0 within 1/4
    assert least_gap(steps, fmpq_mat(2, 2, [1, 1, 1, 1])) is not None


def test_claims_of_other_forms_are_left_alone() -> None:
    for name in ("theorem-3:paper", "lemma-2:paper", "theorem-4:paper"):
        (claim,) = find(name, ())
        assert told(claim, claim.parts) == []


def test_what_is_told_is_exact() -> None:
    row = rows(PAPER, "iii")["iii"]
    steps = Steps.of(int(row["setting"]["T"]), *(Fraction(row["setting"][x]) for x in ("beta_1", "eta")))
    gradients = [[sp.Rational(x) for x in g] for g in row["gradients"]]
    inner = fmpq_mat(len(gradients), len(gradients), [_dot(a, b) for a in gradients for b in gradients])
    gap = least_gap(steps, inner)
    assert gap is not None
    m, total = gradients[0], sp.Integer(0)
    beta = sp.Rational(row["setting"]["beta_1"])
    for k, g in enumerate(gradients):
        m = g if k == 0 else [(1 - beta) * a + beta * b for a, b in zip(m, g, strict=True)]
        total += sum((a - b) ** 2 for a, b in zip(m, g, strict=True)) / len(gradients)
    assert float(total) / (int(gap.p) / int(gap.q)) == pytest.approx(row["low"], rel=1e-12)


def _dot(a: list[sp.Rational], b: list[sp.Rational]) -> fmpq:
    x = sum(p * q for p, q in zip(a, b, strict=True))
    return fmpq(int(x.p), int(x.q))
