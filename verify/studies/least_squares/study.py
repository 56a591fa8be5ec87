"""Theorem 1: do both bounds hold, over k, alpha, a, x_0 and l2-Adam's lambda, and is the gap between the two k^(-alpha)?

Both algorithms run through the ensemble (`distances`), to intervals for the means of their last distances. AdamW's are bounded
surely or have a bounded fourth moment; l2-Adam's law is known exactly (`linear_law`), which gives every mean a second time, and
the fourth moment of what is cut. tau is a bound of E|g_i| that is derived for AdamW, exact for l2-Adam.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import sympy as sp
from threadpoolctl import threadpool_limits

from problems.certify.arithmetic.balls import ball, precision
from theory import symbols as s
from theory.claim import Claim, Part
from theory.papers.adamw.theorem_1.statement import WEIGHT, ends_of_step_7
from theory.prove.evaluate import evaluator
from theory.symbols import expand
from verify.decide.error_rates import Even
from verify.decide.evaluate import as_function, number, written_out
from verify.decide.helps import more
from verify.decide.row import Row
from verify.decide.verdict import Measured, Outcome, Result
from verify.studies.base import Progress, Study
from verify.studies.least_squares import gap_figures
from verify.studies.least_squares.distance_lines import SEVERITY, Judged, Line, judge, measure, parameters, part_of
from verify.studies.least_squares.distances import BETA_2, Setting
from verify.studies.least_squares.gap import MUTANTS, mutants, planted, slopes
from verify.studies.least_squares.linear_law import ball_law, bits_for, enclosed_length, laws, mean_length
from verify.studies.least_squares.search import attacked as attacked
from verify.studies.render import markdown

#: the bound for l2-Adam lacks the condition number of step 4
KNOWN = ("theorem-1:paper l2-adam",)
HORIZONS, ALPHAS = (17, 50, 150, 450, 1300, 4000, 10_000), (0.05, 0.25, 0.5, 1.0)
FEW, RANGE_HORIZONS = (17, 150, 1300), (36, 400)
#: a, x_0, delta
INSTANCES = ((1e-3, 1.0, 1.0), (1e-3, 1e3, 1.0), (0.1, 0.0, 1.0), (0.1, 10.0, 1.0), (3.0, 0.0, 1.0), (3.0, 1.0, 1.0),
             (1.0, 1.0, 1e-4))  # fmt: skip
#: a, x_0 where the start decides, and where the noise does
ALONE = ((0.01, 1.0), (1.0, 0.0))
CURVES, POINTS = 1024, 512
#: horizons up to which violations are confirmed in balls
CONFIRMED = 2_000
#: values of lambda in a scan
SCANNED = 240
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
        found += [("step 7", Setting("l2-adam", k, a, x_0, decay=decay)) for a, x_0 in ALONE for decay in decays(k)]
    for k in HORIZONS[:-1]:
        found.append(("x_* = 1", Setting("adamw", k, alpha=0.25, shift=1.0, x_0=2.0)))
        found.append(("x_* = 1", Setting("l2-adam", k, decay=k**0.5, shift=1.0, x_0=2.0)))
    return found


def ends_at(k: int) -> dict[str, tuple[float, float]]:
    """The ends of step 7's interval as the paper prints it, and as c_k has it."""
    found = {"printed": ends_of_step_7(WEIGHT, 1), "corrected": ends_of_step_7(WEIGHT, 2)}
    return {name: (number(low, {s.k: k}), number(high, {s.k: k})) for name, (low, high) in found.items()}


def decays(k: int) -> tuple[float, ...]:
    """l2-Adam's lambda: 0, the printed and the corrected ends of step 7, beside them, between them and beyond them."""
    (low, high), (low_2, high_2) = ends_at(k).values()
    return (0.0, low, low_2, 1.02 * low_2, 1.0, k**0.5, high, float(k), 0.98 * high_2, high_2, 1.02 * high_2)


def decide(claims: Sequence[Claim], seed: int, error_rate: float, progress: Progress) -> Study:
    """Rows of theorem 1; curves, slopes, planted falsehoods. The error rate is split evenly over what is sampled."""
    settings = grid()
    spent = Even(error_rate, {"mean distances": len(settings), "planted falsehoods": len(MUTANTS)})
    share = spent.each
    runs = {(group, name): POINTS for group in GROUPS for name in ("adamw", "l2-adam")} | {(GROUPS[0], "adamw"): CURVES}
    with threadpool_limits(1):
        progress("least squares: AdamW and l2-Adam over k, alpha, a, x_0, lambda")
        lines = measure(settings, runs, seed, share)
        judged = {claim.key: judge(claim, lines) for claim in claims}
        rows = [row for claim in claims for row in _rows(claim, judged[claim.key], share)]
        progress("least squares: slopes, violations in balls, planted falsehoods")
        data = {
            "runs": {"curves": CURVES, "others": POINTS},
            "beta_2": BETA_2,
            "error_rate": share,
            "error_rates": spent.as_data(),
            "lines": [_as_data(line, [(claim, judged[claim.key][j]) for claim in claims]) for j, line in enumerate(lines)],
            "slopes": slopes(lines, HORIZONS, ALPHAS),
            "scan": [scan(claims, k, a, x_0) for k in RANGE_HORIZONS for a, x_0 in ALONE],
            "confirmed": [found for claim in claims for found in _confirmed(claim, judged[claim.key])],
            "controls": [found for claim in claims for found in planted(str(claim.variant), judged[claim.key])],
            "mutants": mutants(seed, share),
        }
    return Study(tuple(rows), data)


def scan(claims: Sequence[Claim], k: int, a: float, x_0: float) -> dict[str, Any]:
    """l2-Adam's exact mean and the bounds over lambda, from below step 7's printed lower end to beyond the corrected upper."""
    ends = ends_at(k)
    line = np.geomspace(ends["printed"][0] / 4.0, 1.1 * ends["corrected"][1], SCANNED)
    settings = [Setting("l2-adam", k, a, x_0, decay=float(decay)) for decay in line]
    found = laws(settings)
    out: dict[str, Any] = {"k": k, "a": a, "x_0": x_0, "ends": ends, "lambda": line.tolist()}
    out["mean"] = [mean_length(law) for law in found]
    values: dict[sp.Symbol, Any] = {**settings[0].values(), s.lambda_l2: line, s.tau_g: np.array([law.tau for law in found])}
    for claim in claims:
        full, letters = written_out(part_of(claim, "l2-adam").right)
        with np.errstate(all="ignore"):
            bounds = as_function(full, letters)(*(values[letter] for letter in letters))
        out[str(claim.variant)] = [float(bound) if np.isfinite(bound) else None for bound in bounds]
    return out


def _rows(claim: Claim, judged: Sequence[Judged], share: float) -> list[Result]:
    """For each part and group one row on the settings that the claim speaks of, at the worst, and one on the others."""
    rows = []
    for part in claim.parts:
        for group in GROUPS:
            for inside in (True, False):
                these = [one for one in judged if one.part is part and one.line.group == group and one.applies == inside]
                if these:
                    rows.append(_row(claim, group, these, inside, share))
    return rows


def _row(claim: Claim, group: str, these: Sequence[Judged], inside: bool, share: float) -> Result:
    worst = max(these, key=lambda one: (SEVERITY[one.outcome], one.ratio))
    line, part, finite = worst.line, worst.part, bool(np.isfinite(worst.bound))
    place = f"least squares: {group}" + ("" if inside else ", outside")
    row = Row(claim, part.id, place, part.id, "expectation", share, parameters(line), KNOWN)
    m = line.interval
    if inside:
        counts = {name: sum(one.outcome == name for one in these) for name in SEVERITY}
        said = f"{len(these)} settings: " + ", ".join(f"{n} {name}" for name, n in counts.items() if n) + "; shown is the worst"
    else:
        failing = ", ".join(h.name for h in worst.hypotheses if h.fails)
        said = f"{failing}: fails. Measured all the same on {len(these)} settings; shown is the largest mean/bound"
    violated = inside and worst.outcome == Outcome.VIOLATED
    return row.of(
        worst.outcome if inside else Outcome.INAPPLICABLE, Measured(m.mean, m.lower, m.upper, m.runs),
        worst.bound if finite else None, said, hypotheses=worst.hypotheses,
        witness={**parameters(line), "exact mean": line.exact} if violated else None,
        terms={name: number(term, line.values) for name, term in part.terms} if finite else {}, helps=_helps(worst),
    )  # fmt: skip


def _helps(one: Judged) -> str:
    """What would decide a setting."""
    m = one.line.interval
    if not one.line.agrees:
        return f"another --seed: the interval [{m.lower:.6g}, {m.upper:.6g}] leaves out the exact mean {one.line.exact:.6g}"
    if np.isnan(one.bound):
        return "a bound: the right side is no number at this setting"
    return more(m, one.bound, m.runs, "runs")


def _as_data(line: Line, under: Sequence[tuple[Claim, Judged]]) -> dict[str, Any]:
    found: dict[str, Any] = {"group": line.group, "algorithm": line.setting.algorithm, **parameters(line)}
    found |= {"mean": line.interval.mean, "lower": line.interval.lower, "upper": line.interval.upper, "exact": line.exact}
    found["agrees"] = line.agrees
    for claim, one in under:
        said = one.outcome if one.applies else Outcome.INAPPLICABLE
        found[str(claim.variant)] = {"bound": one.bound if np.isfinite(one.bound) else None, "verdict": str(said)}
    return found


def _confirmed(claim: Claim, judged: Sequence[Judged]) -> list[dict[str, Any]]:
    """Violations of l2-Adam's bound, decided again in balls from the exact law: no sampling, no rounding."""
    table = []
    for one in judged:
        setting = one.line.setting
        if not setting.pair or setting.k > CONFIRMED or not one.applies or one.outcome != Outcome.VIOLATED:
            continue
        with precision(bits_for(setting)):
            law = ball_law(setting)
            low, high = enclosed_length(law)
            bound = ball_bound(one.part, setting, law.tau)
            table.append(
                {"variant": str(claim.variant), **parameters(one.line), "mean": one.line.interval.mean,
                 "lower": float(low.lower()), "upper": float(high.upper()), "bound": float(bound.upper()),
                 "confirmed": bool(low > bound)}
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
    return markdown("least_squares", data)
