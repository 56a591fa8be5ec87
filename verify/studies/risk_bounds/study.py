"""Lemma 4, theorems 6 and 7: the divergence, the bound, its coverage and how loose it is.

A training set is drawn, the posterior N(x_*, M) formed, its risk gap computed without sampling theta, and the bound held
against it. The fraction of training sets on which the bound fails gets a confidence sequence.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
import sympy as sp
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from theory.algorithms import all_algorithms
from theory.algorithms.base import Decay
from theory.claim import Claim, Variant
from theory.papers.adamw.lemma_5.covariance import CLOSED, Basin, diagonal_preconditioner, root_preconditioner
from theory.papers.adamw.theorem_6 import gaussian
from theory.symbols import kl
from verify.decide.error_rates import Even
from verify.decide.helps import more_trials
from verify.decide.row import Row, at_most
from verify.decide.statistics import proportion_interval
from verify.decide.verdict import Measured, Outcome, Result
from verify.report.figures import COLOURS, MARKERS
from verify.studies.base import Progress, Study
from verify.studies.learning import Fit, Regression, Task, breast_cancer, logistic
from verify.studies.render import drawing, key, markdown
from verify.studies.risk_bounds import divergences
from verify.studies.risk_bounds.splits import held_out

Array = NDArray[np.float64]
SETS, GRID_SETS = 300, 40
#: splits of the data set, and the share of it that is trained on
SPLITS, SPLIT = 100, 0.8
#: the posterior of which theorem 7 as repaired speaks
ROOT = "l2-adam, Q = H^-1/2"


@dataclass(frozen=True)
class Setting:
    """Letters of one experiment."""

    n: int = 2000
    tau: float = 0.05
    rho: float = 1.0
    weight_decay: float = 0.1
    eta: float = 0.1
    b: float = 1.0


#: n is large enough for every bound to say something of every task: a bound of 1 holds of any loss in [0, 1]
BASE = Setting()
GRID_DIMENSIONS = (2, 20)
#: one letter at a time, from the base
GRID: tuple[Setting, ...] = (
    *(replace(BASE, n=n) for n in (100, 500, 10_000, 50_000)),
    *(replace(BASE, tau=t) for t in (0.01, 0.2)),
    *(replace(BASE, rho=r) for r in (0.1, 10.0)),
    *(replace(BASE, weight_decay=w) for w in (0.0, 1.0, 10.0)),
    *(replace(BASE, eta=e) for e in (0.01, 1.0)),
)


def decide(claims: Sequence[Claim], seed: int, error_rate: float, progress: Progress) -> Study:
    """Rows on the divergence (decided by algebra) and on coverage, and the tables."""
    tasks: list[Task] = [Regression(5), logistic(5, seed), breast_cancer()]
    spent = Even(error_rate, {"coverage of a bound": len(claims) * len(tasks), "planted falsehood": 2})
    share = spent.each
    rows: list[Result] = []
    with threadpool_limits(1):
        progress("risk bounds: divergences")
        divergences_table = divergences.compare()
        rows += [divergences.row_of(claim, divergences_table) for claim in claims if claim.id != "lemma-4"]
        coverage = []
        for task in tasks:
            progress(f"risk bounds: coverage on {task.name}")
            table = measure(task, BASE, SETS, seed)
            rows += [_coverage_row(claim, task, BASE, table, share) for claim in claims]
            coverage.append(_summary(task, BASE, table))
        progress("risk bounds: one letter at a time")
        cells = [(tasks[0], setting) for setting in GRID] + [(Regression(dimension), BASE) for dimension in GRID_DIMENSIONS]
        grid = [
            _summary(task, setting, measure(task, setting, GRID_SETS, seed + 1, ("adamw", "l2-adam")))
            for task, setting in cells
        ]
        splits = held_out(breast_cancer(), SPLIT, SPLITS, seed, _on_split)
        control = _control(seed, share)
    return Study(tuple(rows), {"divergences": divergences_table, "coverage": coverage, "grid": grid, "splits": splits,
                               "control": control, "sets": SETS, "grid_sets": GRID_SETS,
                               "error_rates": spent.as_data()})  # fmt: skip


# ---- coverage --------------------------------------------------------------------------------------------------------


def measure(task: Task, setting: Setting, sets: int, seed: int, names: Sequence[str] = ("adamw", "l2-adam", ROOT)) -> dict[
    str, Array
]:  # fmt: skip
    """Columns over training sets: gap and bounds for the posteriors of `names`; of AdamW's also divergence and terms."""
    out: dict[str, Array] = {}

    def put(key: str, j: int, number: float) -> None:
        out.setdefault(key, np.empty(sets))[j] = number

    for j in range(sets):
        x, y = task.draw(setting.n, np.random.default_rng([seed, setting.n, task.dimension, j]))
        fit = task.fit(x, y)
        laid = Basin(fit.hessian, diagonal_preconditioner(fit.hessian), setting.weight_decay, setting.eta, setting.b)
        for name in names:
            m, kind = _posterior(name, laid), _kind(name)
            letters = _letters(fit.mean, m, setting)
            put(f"{name}:gap", j, task.risk(fit.mean, m) - task.empirical(x, y, fit.mean, m))
            put(f"{name}:repaired", j, gaussian.value(gaussian.BOUND_REPAIRED, letters))
            if kind is Decay.IN_GRADIENT:  # as stated it has its own M
                letters = _letters(fit.mean, _symmetric(laid.value(CLOSED[name])), setting)
            if name != ROOT:
                put(f"{name}:paper", j, gaussian.value(gaussian.BOUND_PAPER, letters))
            if kind is Decay.DECOUPLED:
                put("adamw:unscaled", j, gaussian.value(gaussian.BOUND_PAPER_UNSCALED, letters))
                prior = setting.rho * np.eye(laid.dimension)
                letters[kl] = gaussian.divergence(fit.mean, m, np.zeros(laid.dimension), prior)
                put("adamw:kl", j, letters[kl])
                put("adamw:lemma-4", j, gaussian.value(gaussian.LEMMA_4, letters))
                for term, form in gaussian.TERMS.items():
                    put(f"term:{term}", j, gaussian.value(form, letters))
    return out


def _kind(name: str) -> Decay | None:
    return None if name == ROOT else all_algorithms()[name].decay_kind


def _symmetric(matrix: Array) -> Array:
    return (matrix + matrix.T) / 2


def _letters(mean: Array, covariance: Array, setting: Setting) -> dict[sp.Symbol, float]:
    return gaussian.letters_of(mean, covariance, setting.rho, setting.eta, setting.b, setting.n, setting.tau)


def _posterior(name: str, laid: Basin) -> Array:
    """The covariance: lemma 5's closed form is it, theorem 7's where Q and H commute; otherwise its equation is solved."""
    if _kind(name) is Decay.IN_GRADIENT:
        return _symmetric(stationary_fast(laid))
    if name == ROOT:
        return _symmetric(replace(laid, Q=root_preconditioner(laid.H)).value(CLOSED["l2-adam"]))
    return _symmetric(laid.value(CLOSED[name]))


def stationary_fast(laid: Basin) -> Array:
    """l2-Adam's covariance by its spectral formula (Q diagonal): R V [(eta/b) (V'RHRV)_ij / (a_i + a_j)] V'R, R = Q^{1/2}."""
    r = np.sqrt(np.diag(laid.Q))
    inner = r[:, None] * laid.H * r
    a, v = np.linalg.eigh(inner + laid.weight_decay * np.diag(r**2))
    middle = laid.eta / laid.b * (v.T @ inner @ v) / (a[:, None] + a[None, :])
    return np.asarray(r[:, None] * (v @ middle @ v.T) * r)


BOUND: dict[tuple[str, str], str] = {
    ("lemma-4", Variant.PAPER): "adamw:lemma-4",
    ("theorem-6", Variant.PAPER): "adamw:paper",
    ("theorem-6", Variant.REPAIRED): "adamw:repaired",
    ("theorem-7", Variant.PAPER): "l2-adam:paper",
    ("theorem-7", Variant.REPAIRED): f"{ROOT}:repaired",
}


def failures(gaps: Array, bounds: Array) -> int:
    """Training sets on which the bound fails; a bound that is not a number bounds nothing."""
    return int(np.sum(~(gaps <= bounds)))


def _coverage_row(claim: Claim, task: Task, setting: Setting, table: dict[str, Array], share: float) -> Result:
    started = time.perf_counter()
    key = BOUND[claim.id, claim.variant]
    name = key.partition(":")[0]
    gaps, bounds = table[f"{name}:gap"], table[key]
    failed = failures(gaps, bounds)
    measured = Measured(failed / len(gaps), *proportion_interval(failed, len(gaps), share), len(gaps))
    row = Row(
        claim, "coverage", task.name, name, "high-probability", share,
        {"n": setting.n, "d": task.dimension, "tau": setting.tau, "rho": setting.rho, "lambda": setting.weight_decay,
         "eta": setting.eta, "b": setting.b},
    )  # fmt: skip
    reason = f"training sets whose risk gap exceeds the bound; mean gap {np.mean(gaps):.3g}, mean bound {np.mean(bounds):.3g}"
    if (vacuous := float(np.mean(bounds >= 1.0))) > 0.0:
        reason += f"; at least 1, which says nothing, on {vacuous:.3g} of them"
    helps, took = more_trials(failed, len(gaps), setting.tau, share, "training sets"), time.perf_counter() - started
    return row.of(at_most(measured, setting.tau), measured, setting.tau, reason, seconds=took, helps=helps)


def _on_split(fit: Fit, n: int) -> tuple[Array, float]:
    """AdamW's posterior and its bound."""
    setting = replace(BASE, n=n)
    m = _posterior(
        "adamw", Basin(fit.hessian, diagonal_preconditioner(fit.hessian), setting.weight_decay, setting.eta, setting.b)
    )
    return m, gaussian.value(gaussian.BOUND_REPAIRED, _letters(fit.mean, m, setting))


def _summary(task: Task, setting: Setting, table: dict[str, Array]) -> dict[str, Any]:
    gap, bound = table["adamw:gap"], table["adamw:repaired"]
    # what the bound is a bound of: exceeded by the gap with probability tau
    reached = float(np.quantile(gap, 1.0 - setting.tau))
    loose = float(np.mean(bound)) / reached if reached > 0 else None
    return {
        "task": task.name, "n": setting.n, "d": task.dimension, "tau": setting.tau, "rho": setting.rho,
        "lambda": setting.weight_decay, "eta": setting.eta, "b": setting.b,
        "gap": float(np.mean(gap)), "gap_quantile": reached, "kl": float(np.mean(table["adamw:kl"])),
        "repaired": float(np.mean(bound)), "paper": float(np.mean(table["adamw:paper"])),
        "unscaled": float(np.mean(table["adamw:unscaled"])), "l2_gap": float(np.mean(table["l2-adam:gap"])),
        "l2_repaired": float(np.mean(table["l2-adam:repaired"])), "loose": loose,
        "vacuous": float(np.mean(bound >= 1.0)), "failures": failures(gap, bound), "sets": len(gap),
        "terms": {term: float(np.mean(table[f"term:{term}"])) for term in gaussian.TERMS},
    }  # fmt: skip


def _control(seed: int, share: float) -> dict[str, Any]:
    """ln(2n/tau) dropped, where the posterior is the prior: N(0, rho I) with H = I, lambda = 0, rho = eta/2b, x_* = 0.

    The divergence is zero, so the bound without its logarithm says that the empirical risk never falls below the risk.
    """
    task, setting = Regression(5), replace(BASE, weight_decay=0.0, rho=0.05)
    one = np.eye(5)
    m = Basin(one, one, 0.0, setting.eta, setting.b).value(CLOSED["adamw"])
    letters = gaussian.letters_of(np.zeros(5), m, setting.rho, setting.eta, setting.b, setting.n, setting.tau)
    true = task.risk(np.zeros(5), m)
    gaps = np.empty(SETS)
    for j in range(SETS):
        x, y = task.draw(setting.n, np.random.default_rng([seed, 7, j]))
        gaps[j] = true - task.empirical(x, y, np.zeros(5), m)
    out: dict[str, Any] = {}
    for label, form in (("kept", gaussian.BOUND_REPAIRED), ("dropped", gaussian.pac_bayes(gaussian.KL, sp.Integer(0)))):
        # the divergence is zero up to the rounding of its four terms, which may have either sign
        bound = float(np.nan_to_num(gaussian.value(form, letters), nan=0.0))
        failed = failures(gaps, np.full(SETS, bound + 1e-6))
        measured = Measured(failed / SETS, *proportion_interval(failed, SETS, share), SETS)
        out[label] = {"bound": bound, "failed": failed, "sets": SETS, "lower": measured.lower, "upper": measured.upper,
                      "tau": setting.tau, "verdict": str(at_most(measured, setting.tau))}  # fmt: skip
    out["detected"] = out["dropped"]["verdict"] == Outcome.VIOLATED and out["kept"]["verdict"] == Outcome.HOLDS
    return out


# ---- views -----------------------------------------------------------------------------------------------------------


def figures(data: Mapping[str, Any], folder: Path) -> list[dict[str, str]]:
    """Gap and bound over n, and the terms of the bound."""
    with drawing(folder) as out:
        first = data["coverage"][0]
        same = ("tau", "rho", "lambda", "eta", "b", "d")
        lines = [line for line in [first, *data["grid"]] if all(line[key] == first[key] for key in same)]
        lines = sorted(lines, key=lambda line: line["n"])
        figure, axes = plt.subplots(figsize=(5.4, 3.2))
        drawn = (("repaired", "bound, repaired"), ("paper", "bound, paper"), ("gap_quantile", "risk gap, its 1 - tau quantile"))
        for (name, label), colour, marker in zip(drawn, COLOURS, MARKERS, strict=False):
            style: dict[str, Any] = {"color": colour, "marker": marker, "markersize": 3.5, "label": label}
            axes.plot([line["n"] for line in lines], [line[name] for line in lines], **style)
        axes.axhline(1.0, color="black", linewidth=0.8, label="1, the largest loss")
        axes.set(xscale="log", yscale="log", xlabel="n (samples)", ylabel="risk gap and bounds  (1)")
        key(axes, [axes], {})
        out.save(figure, "risk-bounds-n", f"Risk gap and bounds of AdamW's posterior over n on {first['task']}. "
                 "A bound above the line says nothing of a loss in [0, 1].")  # fmt: skip
        return out.drawn


def section(data: Mapping[str, Any]) -> str:
    """The section of the report."""
    return markdown("risk_bounds", data)
