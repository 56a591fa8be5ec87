"""Lemma 5 and the law of theorem 7: is the closed form the stationary covariance?

Decided in rationals, compared with a solution certified in ball arithmetic, and measured three times: by the exact transition
of the SDE, by Euler-Maruyama, and by the algorithms themselves.
"""

import time
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import sympy as sp
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from problems.families.quadratic import orthogonal
from theory.claim import Claim
from theory.generalisation.covariance import (
    CLOSED,
    DRIFT,
    MUTANTS,
    Basin,
    diagonal_preconditioner,
    root_preconditioner,
    stationary,
)  # fmt: skip
from theory.generalisation.rational import diagonal_instance, exact_residual, is_zero, root_instance
from theory.symbols import b, eta, lambda_
from verify.statistics import mean_interval
from verify.studies import samplers
from verify.studies.base import Progress, Row, Study, at_most
from verify.studies.loewner import deviation, measured_deviation
from verify.studies.render import COLOUR, NAMES, drawing, markdown
from verify.verdict import HypothesisStatus, Measured, Outcome, Result

Array = NDArray[np.float64]
NAME, TITLE = "stationary_law", "The stationary law"
CLAIMS = ("lemma-5", "theorem-7")
ABOUT: tuple[str, ...] = ()
ROOT = "Q = H^-1/2"
ALGORITHM = {"lemma-5": "adamw", "theorem-7": "l2-adam"}
#: the closed form of theorem 7 needs Q H = H Q
KNOWN = ("theorem-7:paper closed-form", "theorem-7:paper covariance")
#: largest relative error of a variance, in any direction, at which "this is the covariance" is said of samples
TOLERANCE = 0.1
#: algorithm, and whether Q = H^{-1/2}: theorem 7 as repaired speaks of that one alone
MEASURED = (("adamw", False), ("l2-adam", False), ("l2-adam", True))
DIMENSIONS, SAMPLES = (2, 10, 50), 200_000
CONDITION, WEIGHT_DECAY, STEP, BATCH = 100.0, 0.1, 0.01, 1.0
INSTANCES = {"Q = diag(H_ii^-1/2)": diagonal_instance, ROOT: root_instance}
DISCRETE_ETAS, DISCRETE_RUNS, BETA_1, BETA_2 = (0.2, 0.1, 0.03), 1536, 0.1, 0.02
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
    statements = 2 * len(DIMENSIONS) * len(claims) + len(DISCRETE_ETAS) * 6 * 2 + len(MUTANTS) * 2 + 3
    share = error_rate / statements
    with threadpool_limits(1):
        progress("stationary law: rational instances")
        exact = _rational(seed)
        rows = [row for claim in claims for row in _closed_form_rows(claim, exact)]
        progress("stationary law: Ornstein-Uhlenbeck process, exact transition")
        samples = {
            (d, name, root): samplers.exact_samples(basin(d, seed + d, root=root), name, SAMPLES, [seed, d])
            for d in DIMENSIONS for name, root in MEASURED
        }  # fmt: skip
        for claim in claims:
            for (d, name, root), sample in samples.items():
                if name == ALGORITHM[claim.id]:
                    rows.append(_covariance_row(claim, d, seed, root, sample, share))
        progress("stationary law: closed forms over random Hessians")
        data: dict[str, Any] = {
            "tolerance": TOLERANCE,
            "samples": SAMPLES,
            "rational": exact,
            "closed_forms": _closed_forms(seed),
            "map": _map(seed),
            "controls": _controls(seed, samples[10, "adamw", False], samples[10, "l2-adam", False], share),
        }
        progress("stationary law: Euler-Maruyama")
        data["euler"] = _euler(seed, share)
        progress("stationary law: the algorithms themselves")
        data["discrete"] = _discrete(seed, share)
        data["frozen"] = _frozen(seed)
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


def _covariance_row(claim: Claim, d: int, seed: int, root: bool, sample: Array, share: float) -> Result:
    started = time.perf_counter()
    laid = basin(d, seed + d, root=root)
    asked = _commuting(claim, root)
    parameters: dict[str, float | int | str] = {"d": d, "lambda": WEIGHT_DECAY, "eta": STEP, "b": BATCH, "condition": CONDITION}
    parameters["Q"] = "H^-1/2" if root else "diag(H_ii^-1/2)"
    place = f"ornstein-uhlenbeck d={d}{', ' + ROOT if root else ''}"
    row = Row(claim, "covariance", place, ALGORITHM[claim.id], "high-probability", share, parameters, KNOWN)
    if any(hypothesis.fails for hypothesis in asked):
        return row.of(Outcome.INAPPLICABLE, None, None, "Q H = H Q fails", hypotheses=asked)
    measured = measured_deviation(_claimed(claim, laid), sample, SAMPLES, share)
    reason = f"largest relative error of a variance in any direction, allowed {TOLERANCE:g}"
    seconds = time.perf_counter() - started
    return row.of(at_most(measured, TOLERANCE), measured, TOLERANCE, reason, seconds=seconds, hypotheses=asked)


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
                # below the certificate and the closed form's own rounding an error is no news
                small = error <= solved.relative_error + 1e-11
                line = {"d": d, "preconditioner": label, "algorithm": name, "agrees": small}
                line |= {"error": "0 (rounding)" if small else f"{error:.6e}", "certified": f"{solved.relative_error:.1e}"}
                table.append(line)
    return table


def _map(seed: int) -> list[dict[str, Any]]:
    """Relative error of the closed forms over random Hessians with Q = diag(H_ii^-1/2)."""
    table = []
    for d in (2, 5, 20):
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
            verdict = at_most(measured, TOLERANCE)
            table.append(
                {"change": change, "algorithm": name, "refuted": refuted, "lower": measured.lower, "upper": measured.upper,
                 "verdict": str(verdict), "detected": refuted and verdict == Outcome.VIOLATED}
            )  # fmt: skip
    return table


def _orders(steps: Sequence[float], errors: Sequence[float]) -> list[float | None]:
    pairs = zip(pairwise(steps), pairwise(errors), strict=True)
    return [None, *(float(np.log(e0 / e1) / np.log(h0 / h1)) for (h0, h1), (e0, e1) in pairs)]


def _euler(seed: int, share: float) -> dict[str, Any]:
    """Bias of Euler-Maruyama, exactly from its own equation, and sampled at the largest step."""
    laid = basin(10, seed + 10, 10.0)
    out: dict[str, Any] = {}
    for name in ("adamw", "l2-adam"):
        exact = stationary(laid, name).covariance
        steps = [0.2 / 2**j / float(np.linalg.norm(laid.value(DRIFT[name]), 2)) for j in range(6)]
        errors = [deviation(exact, samplers.euler_covariance(laid, name, h)) for h in steps]
        sample = samplers.euler_samples(laid, name, steps[0], 20_000, [seed, 1])
        own = measured_deviation(samplers.euler_covariance(laid, name, steps[0]), sample, 20_000, share)
        sampled = {"mean": own.mean, "lower": own.lower, "upper": own.upper, "agrees": own.lower == 0.0}
        out[name] = {"steps": steps, "errors": errors, "orders": _orders(steps, errors), "sampled": sampled}
    return out


def _frozen(seed: int) -> list[dict[str, Any]]:
    """The algorithms with frozen Q: their own covariance, exactly, against the SDE's as eta falls."""
    table = []
    for d in DIMENSIONS:
        for name in DRIFT:
            for beta_1 in (1.0, BETA_1):
                etas = [0.2 / 4**j for j in range(5)]
                errors = []
                for step in etas:
                    laid = basin(d, seed + d, 10.0, step)
                    errors.append(deviation(stationary(laid, name).covariance, samplers.frozen_covariance(laid, name, beta_1)))
                table.append({"d": d, "algorithm": name, "beta_1": beta_1, "etas": etas, "errors": errors,
                              "order": _orders(etas, errors)[-1]})  # fmt: skip
    return table


def _discrete(seed: int, share: float) -> list[dict[str, Any]]:
    """The algorithms run through the ensemble, with frozen and with live second moment.

    E cos(u'x) = exp(-u'Mu/2) for a Gaussian law, and the cosine is bounded, so its interval needs no assumption on the tails;
    with u'Mu = 1 for the SDE's M, -2 log of it is the variance over the SDE's. The two directions are the ends of M's spectrum.
    """
    table = []
    for step in DISCRETE_ETAS:
        laid = basin(10, seed + 10, 10.0, step)
        for name in DRIFT:
            exact = stationary(laid, name).covariance
            s, v = np.linalg.eigh(exact)
            directions = {"widest": v[:, -1] / np.sqrt(s[-1]), "narrowest": v[:, 0] / np.sqrt(s[0])}
            own = samplers.frozen_covariance(laid, name, BETA_1)
            for live in (False, True):
                x = samplers.discrete_samples(laid, name, BETA_1, BETA_2 if live else 0.0, DISCRETE_RUNS, seed)
                for label, u in directions.items():
                    interval = mean_interval((1.0 + np.cos(u @ x)) / 2.0, 1.0, share)
                    low, high = (-2.0 * np.log(max(2.0 * end - 1.0, 1e-9)) for end in (interval.upper, interval.lower))
                    expected = float(u @ own @ u)
                    table.append(
                        {"eta": step, "algorithm": name, "second_moment": "live" if live else "frozen", "direction": label,
                         "ratio": float(-2.0 * np.log(max(2.0 * interval.mean - 1.0, 1e-9))), "lower": float(low),
                         "upper": float(high), "frozen_exact": expected, "sde_inside": bool(low <= 1.0 <= high),
                         "frozen_inside": bool(low <= expected <= high), "runs": DISCRETE_RUNS}
                    )  # fmt: skip
    return table


def figures(data: Mapping[str, Any], folder: Path) -> list[dict[str, str]]:
    """The error of theorem 7's closed form over random Hessians, and the approach of the algorithms to their SDEs."""
    with drawing(folder) as out:
        figure, axes = plt.subplots(figsize=(5.4, 3.2))
        for d in sorted({line["d"] for line in data["map"]}):
            lines = [line for line in data["map"] if line["d"] == d]
            x = [line["condition"] for line in lines]
            (mark,) = axes.plot(x, [line["l2_median"] for line in lines], marker="o", markersize=3, label=f"d = {d}")
            axes.fill_between(x, [line["l2_least"] for line in lines], [line["l2_most"] for line in lines], alpha=0.15,
                              color=mark.get_color(), linewidth=0)  # fmt: skip
        axes.set(xscale="log", yscale="log", xlabel="condition of H", ylabel="relative error (Frobenius)")
        axes.legend(fontsize=7)
        out.save(figure, "stationary-closed-form", "Theorem 7's closed form against the exact covariance over random H, "
                 "Q = diag(H_ii^-1/2): median and range of ten. Lemma 5's is exact.")  # fmt: skip
        figure, axes = plt.subplots(figsize=(5.4, 3.2))
        for line in data["frozen"]:
            if line["d"] == 10:
                style = "-" if line["beta_1"] == 1.0 else "--"
                axes.plot(line["etas"], line["errors"], style, color=COLOUR[line["algorithm"]], marker="o", markersize=3,
                          label=f"{NAMES[line['algorithm']]}, beta_1 = {line['beta_1']:g}")  # fmt: skip
        axes.set(xscale="log", yscale="log", xlabel="eta", ylabel="largest relative error of a variance")
        axes.legend(fontsize=7)
        out.save(figure, "stationary-discrete", "The algorithms with frozen Q against their SDEs, exactly, d = 10.")
        return out.drawn


def section(data: Mapping[str, Any]) -> str:
    """The section of the report."""
    return markdown("stationary_law.md.j2", data)
