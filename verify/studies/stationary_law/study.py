"""Lemma 5 and the law of theorem 7: is the closed form the stationary covariance?

Decided in rationals, compared with a solution certified in ball arithmetic, and measured three times (`agreement`): by the
exact transition of the SDE, by Euler-Maruyama, and by the algorithms themselves.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import sympy as sp
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from problems.families.quadratic import orthogonal
from theory.claim import Claim
from theory.papers.adamw.lemma_5.covariance import (
    CLOSED,
    DRIFT,
    MUTANTS,
    Basin,
    Stationary,
    diagonal_preconditioner,
    root_preconditioner,
    stationary,
)
from theory.papers.adamw.lemma_5.rational import diagonal_instance, exact_residual, is_zero, root_instance
from theory.symbols import b, eta, lambda_
from verify.decide.error_rates import Even
from verify.decide.helps import more
from verify.decide.row import Row, equal
from verify.decide.verdict import HypothesisStatus, Measured, Outcome, Result
from verify.report.figures import COLOURS, MARKERS
from verify.studies.base import Progress, Study
from verify.studies.render import COLOUR, NAMES, area, drawing, key, markdown
from verify.studies.stationary_law import agreement, samplers
from verify.studies.stationary_law.discrete import LIVE
from verify.studies.stationary_law.loewner import deviation, measured_deviation, measured_variance, worst_direction

Array = NDArray[np.float64]
ROOT, DIAGONAL = "Q = H^-1/2", "Q = diag(H_ii^-1/2)"
ALGORITHM = {"lemma-5": "adamw", "theorem-7": "l2-adam"}
#: the closed form of theorem 7 needs Q H = H Q
KNOWN = ("theorem-7:paper closed-form", "theorem-7:paper covariance", "theorem-7:paper variance")
#: largest relative error of a variance, in any direction, up to which samples can say "this is the covariance"
TOLERANCE = 0.1
#: algorithm, and whether Q = H^{-1/2}: theorem 7 as repaired speaks of that one alone
MEASURED = (("adamw", False), ("l2-adam", False), ("l2-adam", True))
DIMENSIONS, SAMPLES = (2, 10, 50), 200_000
CONDITION, WEIGHT_DECAY, STEP, BATCH = 100.0, 0.1, 0.01, 1.0
MAP_DIMENSIONS = (2, 5, 20)
#: of the Hessians on which steps are taken: their number grows with it
STEPPED_CONDITION = 10.0
INSTANCES = {DIAGONAL: diagonal_instance, ROOT: root_instance}
EXACT_SCALARS = {lambda_: sp.Rational(1, 3), eta: sp.Rational(1, 10), b: sp.Integer(4)}


def hessian(d: int, condition: float, seed: int) -> Array:
    """Eigenvalues from 1/condition to 1 in geometric progression, in a random basis."""
    u = orthogonal(d, seed)
    h = (u * np.geomspace(1.0 / condition, 1.0, d)) @ u.T
    return np.asarray((h + h.T) / 2)


def basin(d: int, seed: int, condition: float = CONDITION, step: float = STEP, root: bool = False) -> Basin:
    h = hessian(d, condition, seed)
    return Basin(h, root_preconditioner(h) if root else diagonal_preconditioner(h), WEIGHT_DECAY, step, BATCH)


def decide(claims: Sequence[Claim], seed: int, error_rate: float, progress: Progress) -> Study:
    """Rows for lemma 5 and theorem 7, and the section's data. The error rate is split evenly over what is sampled."""
    keys = [(d, name, root) for d in DIMENSIONS for name, root in MEASURED]
    # a sample's enclosure holds for all claimed matrices at once, the planted ones included; `variance` is one more for each
    samples_of = agreement.statements(DIMENSIONS, len(keys))
    spent = Even(error_rate, {"samples of a covariance": samples_of, "variances in one direction": len(DIMENSIONS)})
    share = spent.each
    stepped = {d: basin(d, seed + d, STEPPED_CONDITION) for d in DIMENSIONS}
    with threadpool_limits(1):
        progress("stationary law: rational instances")
        exact = _rational(seed)
        rows = [row for claim in claims for row in _closed_form_rows(claim, exact)]
        progress("stationary law: Ornstein-Uhlenbeck process, exact transition")
        laid = {(d, name, root): basin(d, seed + d, root=root) for d, name, root in keys}
        samples = {key: samplers.exact_samples(laid[key], key[1], SAMPLES, [seed, j]) for j, key in enumerate(keys)}
        for claim in claims:
            own = [key for key in keys if key[1] == ALGORITHM[claim.id]]
            rows += [row for key in own for row in _covariance_rows(claim, laid[key], key[2], samples[key], share)]
        progress("stationary law: closed forms over random Hessians")
        data: dict[str, Any] = {
            "tolerance": TOLERANCE,
            "error_rates": spent.as_data(),
            "samples": SAMPLES,
            "rational": exact,
            "closed_forms": _closed_forms(seed),
            "map": _map(seed),
            "controls": _controls(seed, samples[10, "adamw", False], samples[10, "l2-adam", False], share),
        }
        progress("stationary law: Euler-Maruyama")
        data["euler"], sampled = agreement.euler(stepped, seed, share)
        processes = [
            agreement.exact_process(laid[key], key[1], ROOT if key[2] else DIAGONAL, samples[key], SAMPLES, share)
            for key in keys
        ]
        data["agreement"] = processes + sampled
        data["frozen"] = agreement.frozen(stepped)
        data["discrete"] = agreement.algorithms(stepped, seed, share, progress)
        data["rates"] = agreement.rates(data["discrete"])
    return Study(tuple(rows), data)


def _rational(seed: int) -> list[dict[str, Any]]:
    table = []
    for label, make in INSTANCES.items():
        for name in DRIFT:
            exact, worst, total = 0, None, 0
            for d in (2, 3, 4):
                for j in range(20):
                    h, q = make(d, seed + 1000 * d + j)
                    total += 1
                    if is_zero(exact_residual(CLOSED[name], name, h, q, EXACT_SCALARS)):
                        exact += 1
                    elif worst is None:
                        worst = {"H": str(h.tolist()), "Q": str(q.tolist()), "lambda": "1/3", "eta": "1/10", "b": 4}
            table.append({"preconditioner": label, "algorithm": name, "instances": total, "solved": exact, "witness": worst})
    return table


def _commuting(claim: Claim, root: bool) -> tuple[HypothesisStatus, ...]:
    """The hypothesis of theorem 7, repaired: does it hold for this Q?"""
    if claim.key != "theorem-7:repaired":
        return ()
    value = "Q = H^-1/2" if root else "Q = diag(H_ii^-1/2), H not diagonal"
    return (HypothesisStatus("Q H = H Q", "holds" if root else "fails", value, "equal", "repair of step 2"),)


def _closed_form_rows(claim: Claim, exact: list[dict[str, Any]]) -> list[Result]:
    """Exactly solved or not, on every rational instance."""
    rows = []
    for line in exact:
        if line["algorithm"] != ALGORITHM[claim.id]:
            continue
        place = f"rational instances, {line['preconditioner']}"
        row = Row(claim, "closed-form", place, line["algorithm"], "matrix", known=KNOWN)
        asked = _commuting(claim, line["preconditioner"] == ROOT)
        if any(hypothesis.fails for hypothesis in asked):
            rows.append(row.of(Outcome.INAPPLICABLE, None, None, "Q H = H Q fails", hypotheses=asked))
            continue
        solved, total = line["solved"], line["instances"]
        verdict = Outcome.HOLDS if solved == total else Outcome.VIOLATED
        share = 1.0 - solved / total
        said = f"the Lyapunov equation is solved exactly on {solved} of {total} rational instances"
        rows.append(row.of(verdict, Measured(share, None, None, total), 0.0, said, witness=line["witness"], hypotheses=asked))
    return rows


def _claimed(claim: Claim, laid: Basin) -> Array:
    closed = laid.value(CLOSED[ALGORITHM[claim.id]])
    return np.asarray((closed + closed.T) / 2)  # what is not symmetric is no covariance; its symmetric part is compared


def _covariance_rows(claim: Claim, laid: Basin, root: bool, sample: Array, share: float) -> list[Result]:
    """Is the closed form the covariance? In all directions, and where the formulas differ, in the one where they do most."""
    started = time.perf_counter()
    d, name, asked = laid.dimension, ALGORITHM[claim.id], _commuting(claim, root)
    parameters: dict[str, float | int | str] = {"d": d, "lambda": WEIGHT_DECAY, "eta": STEP, "b": BATCH, "condition": CONDITION}
    parameters["Q"] = "H^-1/2" if root else "diag(H_ii^-1/2)"
    place = f"ornstein-uhlenbeck d={d}{', ' + ROOT if root else ''}"
    row = Row(claim, "covariance", place, name, "high-probability", share, parameters, KNOWN)
    if any(hypothesis.fails for hypothesis in asked):
        return [row.of(Outcome.INAPPLICABLE, None, None, "Q H = H Q fails", hypotheses=asked)]
    claimed, exact = _claimed(claim, laid), stationary(laid, name)
    measured = measured_deviation(claimed, sample, SAMPLES, share)
    verdict, bound = equal(measured, TOLERANCE)
    reason = f"largest relative error of a variance in any direction; refuted above 0, confirmed up to {TOLERANCE:g}"
    seconds = time.perf_counter() - started
    helps = more(measured, bound, SAMPLES, "samples", (2, 2))
    rows = [row.of(verdict, measured, bound, reason, seconds=seconds, hypotheses=asked, helps=helps)]
    if not _same(laid.value(CLOSED[name]), exact):
        measured = measured_variance(claimed, sample, worst_direction(claimed, exact.covariance), SAMPLES, share)
        verdict, bound = equal(measured, TOLERANCE)
        reason = (
            f"relative error of the variance where the formulas differ most (by {deviation(claimed, exact.covariance):.6g})"
        )
        helps = more(measured, bound, SAMPLES, "samples", (2, 2))
        rows.append(replace(row, part="variance").of(verdict, measured, bound, reason, helps=helps))
    return rows


def _same(closed: Array, exact: Stationary) -> bool:
    """Whether two matrices agree to within the certificate and the closed form's own rounding."""
    return _relative(closed, exact.covariance) <= exact.relative_error + 1e-11


def _relative(closed: Array, exact: Array) -> float:
    return float(np.linalg.norm(closed - exact) / np.linalg.norm(exact))


def _closed_forms(seed: int) -> list[dict[str, Any]]:
    """Errors of the closed forms at the measured dimensions, against certified solutions."""
    table = []
    for d in DIMENSIONS:
        for label, root in (("diag(H_ii^-1/2)", False), ("H^-1/2", True)):
            laid = basin(d, seed + d, root=root)
            for name in DRIFT:
                solved = stationary(laid, name)
                error = _relative(laid.value(CLOSED[name]), solved.covariance)
                small = _same(laid.value(CLOSED[name]), solved)
                line = {"d": d, "preconditioner": label, "algorithm": name, "agrees": small}
                line |= {"error": "0 (rounding)" if small else f"{error:.6e}", "certified": f"{solved.relative_error:.1e}"}
                table.append(line)
    return table


def _map(seed: int) -> list[dict[str, Any]]:
    """Relative error of the closed forms over random Hessians with Q = diag(H_ii^-1/2)."""
    table = []
    for d in MAP_DIMENSIONS:
        for condition in (2.0, 10.0, 100.0, 1000.0):
            errors: dict[str, list[float]] = {"adamw": [], "l2-adam": []}
            for j in range(10):
                laid = basin(d, seed + 100 + j, condition)
                for name, found in errors.items():
                    found.append(_relative(laid.value(CLOSED[name]), stationary(laid, name).covariance))
            table.append(
                {"d": d, "condition": condition, "l2_median": float(np.median(errors["l2-adam"])),
                 "l2_least": min(errors["l2-adam"]), "l2_most": max(errors["l2-adam"]), "adamw_most": max(errors["adamw"])}
            )  # fmt: skip
    return table


def _controls(seed: int, adamw: Array, l2: Array, share: float) -> list[dict[str, Any]]:
    """Planted falsehoods, decided in rationals and on the samples at d = 10."""
    table = []
    laid, (h, q) = basin(10, seed + 10), diagonal_instance(3, seed)
    for change, forms in MUTANTS.items():
        for name, sample in (("adamw", adamw), ("l2-adam", l2)):
            form = laid.value(forms[name])
            measured = measured_deviation((form + form.T) / 2, sample, SAMPLES, share)
            refuted = not is_zero(exact_residual(forms[name], name, h, q, EXACT_SCALARS))
            verdict, _ = equal(measured, TOLERANCE)
            table.append(
                {"change": change, "algorithm": name, "refuted": refuted, "lower": measured.lower, "upper": measured.upper,
                 "verdict": str(verdict), "detected": refuted and verdict == Outcome.VIOLATED}
            )  # fmt: skip
    return table


def figures(data: Mapping[str, Any], folder: Path) -> list[dict[str, str]]:
    """The error of theorem 7's closed form over random Hessians, and the approach of the algorithms to their SDEs."""
    with drawing(folder) as out:
        figure, axes = plt.subplots(figsize=(5.4, 3.2))
        for j, d in enumerate(sorted({line["d"] for line in data["map"]})):
            lines = [line for line in data["map"] if line["d"] == d]
            x = [line["condition"] for line in lines]
            of: dict[str, Any] = {"marker": MARKERS[j], "markersize": 3.5, "label": f"d = {d}, median"}
            axes.plot(x, [line["l2_median"] for line in lines], color=COLOURS[j], **of)
            axes.fill_between(x, [line["l2_least"] for line in lines], [line["l2_most"] for line in lines], alpha=0.15,
                              color=COLOURS[j], linewidth=0)  # fmt: skip
        axes.set(xscale="log", yscale="log", xlabel="condition of H  (1)", ylabel="relative error, Frobenius  (1)")
        key(axes, [axes], {"least to most of ten": area()})
        out.save(figure, "stationary-closed-form", "Theorem 7's closed form against the exact covariance over random H, "
                 "Q = diag(H_ii^-1/2): median and range of ten. Lemma 5's is exact.")  # fmt: skip
        shown = min((10, *{line["d"] for line in data["frozen"]}), key=lambda d: abs(d - 10))
        figure = plt.figure(figsize=(8.6, 3.2), layout="constrained")  # which makes room for the keys below
        (halves,) = figure.subfigures(1, 2, squeeze=False)
        left, right = (half.subplots() for half in halves)
        for line in data["frozen"]:
            if line["d"] == shown:
                style = "-" if line["beta_1"] == 1.0 else "--"
                left.plot(line["etas"], line["errors"], style, color=COLOUR[line["algorithm"]], markersize=3.5,
                          marker=MARKERS[list(COLOUR).index(line["algorithm"])], markevery=(line["beta_1"] != 1.0, 2),
                          label=f"{NAMES[line['algorithm']]}, beta_1 = {line['beta_1']:g}")  # fmt: skip
        left.set(xscale="log", yscale="log", xlabel="eta ([x])", ylabel="largest relative error of a variance  (1)")
        left.set_title("frozen Q, exactly", fontsize=9)
        for line in data["rates"]:
            if line["d"] == shown:
                style = "-" if line["mode"] == LIVE.name else "--"
                right.plot(line["etas"], line["distances"], style, color=COLOUR[line["algorithm"]], markersize=3.5,
                           marker=MARKERS[list(COLOUR).index(line["algorithm"])],
                           label=f"{NAMES[line['algorithm']]}, {line['mode'].removeprefix('live, ')}")  # fmt: skip
        right.set(xlim=(0.0, None), ylim=(0.0, None), xlabel="eta ([x])", ylabel="1 - spread  (1)")
        right.locator_params(axis="x", nbins=5)
        right.set_title("live second moment, beta_1 = 0.1, estimated", fontsize=9)
        for half in halves:
            half.legend(fontsize=6.5, handlelength=3.0, loc="outside lower center", ncols=2)
        out.save(figure, "stationary-discrete", f"The algorithms against their SDEs, d = {shown}.")
        return out.drawn


def section(data: Mapping[str, Any]) -> str:
    """The section of the report."""
    return markdown("stationary_law", data)
