"""Theorem 1: do both bounds hold, over k, alpha, a, x_0 and l2-Adam's lambda, and is the gap between the two k^(-alpha)?

Both algorithms run through the ensemble (`distances`), to intervals for the means of their last distances. AdamW's are bounded surely or
have a bounded fourth moment; l2-Adam's law is known exactly (`linear_law`), which decides every mean a second time and gives the
fourth moment of what is cut. tau is a bound of E|g_i| that is derived for AdamW and exact for l2-Adam.
"""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import sympy as sp
from threadpoolctl import threadpool_limits

from problems.certify.balls import ball, precision
from theory import symbols as s
from theory.claim import Claim, Part, Variant
from theory.claims.theorem_1 import ends_of_step_7
from theory.prove.evaluate import evaluator
from theory.symbols import expand
from verify.evaluate import number
from verify.studies import gap_figures
from verify.studies.base import Progress, Row, Study
from verify.studies.distance_lines import SEVERITY, Line, bound_of, hypotheses, measure, parameters, part_of, verdict
from verify.studies.distances import Setting
from verify.studies.gap import MUTANTS, mutants, planted, slopes
from verify.studies.linear_law import ball_law, bits_for, enclosed_length
from verify.studies.render import markdown
from verify.verdict import HypothesisStatus, Measured, Outcome, Result

NAME, TITLE = "least_squares", "AdamW against l2-Adam on least squares"
CLAIMS = ("theorem-1",)
#: the bound for l2-Adam lacks the condition number of step 4
KNOWN = ("theorem-1:paper l2-adam",)
HORIZONS, ALPHAS = (17, 50, 150, 450, 1300, 4000, 10_000), (0.05, 0.25, 0.5, 1.0)
FEW, RANGE_HORIZONS = (17, 150, 1300), (36, 400)
#: a, x_0, delta
INSTANCES = ((1e-3, 1.0, 1.0), (1e-3, 1e3, 1.0), (0.1, 0.0, 1.0), (0.1, 10.0, 1.0), (3.0, 0.0, 1.0), (3.0, 1.0, 1.0), (1.0, 1.0, 1e-4))
CURVES, POINTS = 1024, 512
#: horizons up to which violations are confirmed in balls
CONFIRMED = 2_000
GROUPS = ("k and alpha", "a, x_0, delta", "another ell", "step 7", "x_* = 1")


def grid() -> list[tuple[str, Setting]]:
    """Every setting, with its group."""
    found = [("k and alpha", Setting("adamw", k, alpha=alpha)) for alpha in ALPHAS for k in HORIZONS]
    found += [("k and alpha", Setting("l2-adam", k, decay=k**0.5)) for k in HORIZONS]
    for a, x_0, delta in INSTANCES:
        ell = delta**0.5
        for k in FEW:
            found.append(("a, x_0, delta", Setting("adamw", k, a, x_0, alpha=0.25, delta=delta, ell=ell)))
            found.append(("a, x_0, delta", Setting("l2-adam", k, a, x_0, decay=k**0.5, delta=delta, ell=ell)))
    for k in FEW:
        found.append(("another ell", Setting("adamw", k, alpha=0.25, delta=0.25, ell=1.0)))
        found.append(("another ell", Setting("l2-adam", k, decay=k**0.5 / 2.0, delta=0.25, ell=1.0)))
    for k in RANGE_HORIZONS:
        found += [("step 7", Setting("l2-adam", k, a, decay=decay)) for a in (0.01, 1.0) for decay in decays(k)]
    for k in HORIZONS:
        found.append(("x_* = 1", Setting("adamw", k, alpha=0.25, shift=1.0, x_0=2.0)))
        found.append(("x_* = 1", Setting("l2-adam", k, decay=k**0.5, shift=1.0, x_0=2.0)))
    return found


def decays(k: int) -> tuple[float, ...]:
    """l2-Adam's lambda: 0, the printed and the corrected ends of step 7, beside them, between them and beyond them."""
    (low, high), (low_2, high_2) = ([number(end, {s.k: k}) for end in ends_of_step_7(1 / sp.sqrt(s.k), j)] for j in (1, 2))
    return (0.0, low, low_2, 1.02 * low_2, 1.0, k**0.5, high, float(k), 0.98 * high_2, high_2, 1.02 * high_2)


def decide(claims: Sequence[Claim], seed: int, error_rate: float, progress: Progress) -> Study:
    """Rows of theorem 1; curves, slopes, planted falsehoods. The error rate is split evenly over what is sampled."""
    with threadpool_limits(1):
        settings = grid()
        share = error_rate / (len(settings) + len(MUTANTS))
        progress("least squares: AdamW and l2-Adam over k, alpha, a, x_0, lambda")
        lines = measure(settings, {group: CURVES if group == GROUPS[0] else POINTS for group in GROUPS}, seed, share)
        rows = [row for claim in claims for row in _rows(claim, lines, share)]
        progress("least squares: slopes, violations in balls, planted falsehoods")
        data = {
            "runs": [CURVES, POINTS],
            "error_rate": share,
            "lines": [_as_data(line, claims) for line in lines],
            "slopes": slopes(lines, HORIZONS, ALPHAS),
            "confirmed": [found for claim in claims for found in _confirmed(claim, lines)],
            "controls": [found for claim in claims if claim.variant == Variant.REPAIRED for found in planted(claim, lines)],
            "mutants": mutants(seed, share),
        }
    return Study(tuple(rows), data)


def _rows(claim: Claim, lines: Sequence[Line], share: float) -> list[Result]:
    """For each part and group one row on the settings that the claim speaks of, at the worst, and one on the others."""
    rows = []
    for part in claim.parts:
        for group in GROUPS:
            mine = [line for line in lines if line.group == group and line.setting.algorithm == part.id]
            checked = [(line, hypotheses(claim, line)) for line in mine]
            for inside in (True, False):
                these = [(line, h) for line, h in checked if inside != any(one.fails for one in h)]
                if these:
                    rows.append(_row(claim, part, group, these, inside, share))
    return rows


def _row(
    claim: Claim, part: Part, group: str, lines: Sequence[tuple[Line, tuple[HypothesisStatus, ...]]], inside: bool, share: float
) -> Result:
    began = time.perf_counter()
    decided = [(verdict(part, line), line, h) for line, h in lines]
    worst = max(decided, key=lambda one: (SEVERITY[one[0]], _ratio(part, one[1])))
    outcome, line, asked = worst
    place = f"least squares: {group}" + ("" if inside else ", outside")
    row = Row(claim, part.id, place, part.id, "expectation", share, parameters(line), KNOWN)
    measured = Measured(line.interval.mean, line.interval.lower, line.interval.upper, line.interval.runs)
    bound = bound_of(part, line)
    counts = {name: sum(one[0] == name for one in decided) for name in SEVERITY}
    said = f"{len(lines)} settings: " + ", ".join(f"{n} {name}" for name, n in counts.items() if n) + "; shown is the worst"
    if not inside:
        failing = ", ".join(h.name for h in asked if h.fails)
        said = f"{failing} fails; measured all the same: {said}"
    witness = {"exact mean": line.exact, **parameters(line)} if inside and outcome == Outcome.VIOLATED else None
    return row.of(
        outcome if inside else Outcome.INAPPLICABLE, measured, bound if np.isfinite(bound) else None, said, witness=witness,
        hypotheses=asked, terms={name: number(term, line.values) for name, term in part.terms} if np.isfinite(bound) else {},
        seconds=time.perf_counter() - began,
    )  # fmt: skip


def _ratio(part: Part, line: Line) -> float:
    ratio = line.interval.mean / bound_of(part, line)
    return ratio if np.isfinite(ratio) else -1.0


def _as_data(line: Line, claims: Sequence[Claim]) -> dict[str, Any]:
    found: dict[str, Any] = {"group": line.group, "algorithm": line.setting.algorithm, **parameters(line)}
    found |= {"mean": line.interval.mean, "lower": line.interval.lower, "upper": line.interval.upper, "exact": line.exact}
    found["agrees"] = line.agrees
    for claim in claims:
        part = part_of(claim, line.setting.algorithm)
        applies = not any(h.fails for h in hypotheses(claim, line))
        bound = bound_of(part, line)
        said = str(verdict(part, line)) if applies else str(Outcome.INAPPLICABLE)
        found[str(claim.variant)] = {"bound": bound if np.isfinite(bound) else None, "verdict": said}
    return found


def _confirmed(claim: Claim, lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Violations of l2-Adam's bound, decided again in balls from the exact law: no sampling, no rounding."""
    table = []
    for line in lines:
        one, part = line.setting, part_of(claim, line.setting.algorithm)
        out = one.algorithm != "l2-adam" or one.k > CONFIRMED or any(h.fails for h in hypotheses(claim, line))
        if out or verdict(part, line) != Outcome.VIOLATED:
            continue
        with precision(bits_for(one)):
            law = ball_law(one)
            low, high = enclosed_length(law)
            bound = ball_bound(part, one, law.tau)
            table.append(
                {**parameters(line), "mean": line.interval.mean, "lower": float(low.lower()), "upper": float(high.upper()),
                 "bound": float(bound.upper()), "confirmed": bool(low > bound)}
            )  # fmt: skip
    return table


def ball_bound(part: Part, setting: Setting, tau: Any) -> Any:
    """The right side in balls, `tau` being one; eta_0 = beta_1 ell at n_0 = 0."""
    right = expand(part.right).subs(s.eta_0, s.ell / sp.sqrt(s.k))
    exact = {s.k: setting.k, s.delta: setting.delta, s.ell: setting.ell, s.gap_0: abs(setting.x_0 - setting.shift)}
    point = {letter: ball(value) for letter, value in exact.items()} | {s.lambda_l2: ball(setting.decay), s.tau_g: tau}
    letters = tuple(sorted(right.free_symbols, key=str))
    return evaluator(right, letters)([point[letter] for letter in letters])


def figures(data: Mapping[str, Any], folder: Path) -> list[dict[str, str]]:
    """Measured means and bounds in k, their ratio, and l2-Adam over lambda."""
    return gap_figures.draw(data, folder)


def section(data: Mapping[str, Any]) -> str:
    """The section of the report."""
    return markdown("least_squares.md.j2", data)
