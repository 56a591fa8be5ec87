"""Lemma 4, theorems 6 and 7: the divergence, the bound, its coverage and how loose it is.

A training set is drawn, the posterior N(x_*, M) formed, its risk gap computed without sampling theta, and the bound held
against it. The fraction of training sets on which the bound fails gets a Clopper-Pearson interval.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import flint
import matplotlib.pyplot as plt
import numpy as np
import sympy as sp
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from theory.claim import Claim, Variant
from theory.generalisation import gaussian
from theory.generalisation.covariance import CLOSED, Basin, diagonal_preconditioner, root_preconditioner
from theory.symbols import b, d, eta, log_det_M, rho, trace_M, x_star_sq
from verify.statistics import proportion_interval
from verify.studies.base import Progress, Row, Study, at_most
from verify.studies.learning import Regression, Task, breast_cancer, logistic
from verify.studies.render import drawing, markdown
from verify.verdict import Measured, Outcome, Result

Array = NDArray[np.float64]
NAME, TITLE = "risk_bounds", "Divergences, bounds and their coverage"
CLAIMS = ("lemma-4", "theorem-6", "theorem-7")
ABOUT: tuple[str, ...] = ()
KNOWN = ("theorem-6:paper divergence", "theorem-7:paper divergence")
SETS, GRID_SETS = 300, 40
#: the posterior of which theorem 7 as repaired speaks
ROOT = "l2-adam, Q = H^-1/2"
#: where the paper's divergence and the exact one are compared in ball arithmetic
WITNESS = {log_det_M: -sp.log(4), trace_M: sp.Rational(1, 4), d: 1, rho: 1, x_star_sq: 2, eta: sp.Rational(1, 10), b: 1}


@dataclass(frozen=True)
class Setting:
    """Letters of one experiment."""

    n: int = 2000
    tau: float = 0.05
    rho: float = 1.0
    weight_decay: float = 0.1
    eta: float = 0.1
    b: float = 1.0


BASE = Setting()
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
    share = error_rate / (len(claims) * len(tasks) + 1)
    rows: list[Result] = []
    with threadpool_limits(1):
        progress("risk bounds: divergences")
        divergences = _divergences()
        rows += [_divergence_row(claim, divergences) for claim in claims if claim.id != "lemma-4"]
        coverage = []
        for task in tasks:
            progress(f"risk bounds: coverage on {task.name}")
            setting = replace(BASE, n=400) if task.name == "breast cancer" else BASE
            table = measure(task, setting, SETS, seed)
            rows += [_coverage_row(claim, task, setting, table, share) for claim in claims]
            coverage.append(_summary(task, setting, table))
        progress("risk bounds: one letter at a time")
        grid = [_summary(tasks[0], setting, measure(tasks[0], setting, GRID_SETS, seed + 1)) for setting in GRID]
        for dimension in (2, 20):
            task = Regression(dimension)
            grid.append(_summary(task, BASE, measure(task, BASE, GRID_SETS, seed + 1)))
        control = _control(seed, share)
    return Study(tuple(rows), {"divergences": divergences, "coverage": coverage, "grid": grid, "control": control,
                               "sets": SETS, "grid_sets": GRID_SETS})  # fmt: skip


# ---- the divergence ------------------------------------------------------------------------------------------------

FORMS = {
    "exact": gaussian.KL,
    "paper, M of lemma 5": gaussian.KL_PAPER,
    "paper, M without eta/2b": gaussian.KL_PAPER_UNSCALED,
}


def _ball(expression: sp.Expr) -> Any:
    """A SymPy expression of rationals and logarithms in ball arithmetic."""
    if expression.is_Rational:
        return flint.arb(flint.fmpq(int(expression.p), int(expression.q)))
    parts = [_ball(part) for part in expression.args]
    if expression.is_Add:
        return sum(parts[1:], parts[0])
    if expression.is_Mul:
        product = parts[0]
        for part in parts[1:]:
            product = product * part
        return product
    if isinstance(expression, sp.log):
        return parts[0].log()
    raise TypeError(f"{expression} is not a sum or product of rationals and logarithms")


def _divergences() -> list[dict[str, Any]]:
    table = []
    for label, form in FORMS.items():
        difference = sp.simplify(sp.expand_log(gaussian.KL - form, force=True))
        at = _ball((gaussian.KL - form).subs(WITNESS))
        table.append(
            {"form": label, "identical": all(gaussian.is_the_divergence(form, size) for size in (1, 2)),
             "exact_minus_form": str(difference), "latex": sp.latex(difference), "at_witness": float(at.mid()),
             "certified_nonzero": bool(at != 0)}
        )  # fmt: skip
    return table


def _divergence_row(claim: Claim, table: list[dict[str, Any]]) -> Result:
    """Is the divergence that the theorem uses that of its two laws? Identically in all letters, by SymPy; witness in balls."""
    line = table[0] if claim.variant == Variant.REPAIRED else table[1]
    row = Row(claim, "divergence", "normal laws", claim.algorithms[0], "algebra", known=KNOWN)
    if line["identical"]:
        return row.of(Outcome.HOLDS, None, None, "identical")
    witness = {"exact_minus_form": line["exact_minus_form"], "value": line["at_witness"]}
    witness |= {letter.name: str(value) for letter, value in WITNESS.items()}
    verdict = Outcome.VIOLATED if line["certified_nonzero"] else Outcome.UNDECIDED
    return row.of(verdict, None, None, "not the divergence", witness=witness)


# ---- coverage --------------------------------------------------------------------------------------------------------


def measure(task: Task, setting: Setting, sets: int, seed: int) -> dict[str, Array]:
    """Columns over training sets: gap, divergence and bounds for the posteriors of AdamW and l2-Adam."""
    names = ("adamw", "l2-adam", ROOT)
    keys = [f"{name}:{what}" for name in names for what in ("gap", "kl", "lemma-4", "repaired", "paper", "unscaled")]
    out = {key: np.empty(sets) for key in keys}
    terms = {name: np.empty(sets) for name in gaussian.TERMS}
    for j in range(sets):
        generator = np.random.default_rng([seed, setting.n, task.dimension, j])
        x, y = task.draw(setting.n, generator)
        fit = task.fit(x, y)
        laid = Basin(fit.hessian, diagonal_preconditioner(fit.hessian), setting.weight_decay, setting.eta, setting.b)
        commuting = replace(laid, Q=root_preconditioner(fit.hessian)).value(CLOSED["l2-adam"])
        for name in names:
            # lemma 5's closed form is the covariance (exactly); theorem 7's is not, so its equation is solved
            m = laid.value(CLOSED["adamw"]) if name == "adamw" else commuting if name == ROOT else stationary_fast(laid)
            m = (m + m.T) / 2
            letters = gaussian.letters_of(fit.mean, m, setting.rho, setting.eta, setting.b, setting.n, setting.tau)
            out[f"{name}:gap"][j] = task.risk(fit.mean, m) - task.empirical(x, y, fit.mean, m)
            out[f"{name}:kl"][j] = gaussian.divergence(fit.mean, m, np.zeros(len(m)), setting.rho * np.eye(len(m)))
            out[f"{name}:lemma-4"][j] = 4.0 * np.sqrt(
                (out[f"{name}:kl"][j] + np.log(2.0 * setting.n / setting.tau)) / setting.n
            )
            for key, form in (("repaired", gaussian.BOUND_REPAIRED), ("unscaled", gaussian.BOUND_PAPER_UNSCALED)):
                out[f"{name}:{key}"][j] = gaussian.value(form, letters)
            if name == "l2-adam":  # theorem 7 as stated has its own M
                closed = laid.value(CLOSED["l2-adam"])
                letters = gaussian.letters_of(
                    fit.mean, (closed + closed.T) / 2, setting.rho, setting.eta, setting.b, setting.n, setting.tau
                )
            out[f"{name}:paper"][j] = gaussian.value(gaussian.BOUND_PAPER, letters)
            if name == "adamw":
                for term, form in gaussian.TERMS.items():
                    terms[term][j] = gaussian.value(form, letters)
    return out | {f"term:{term}": values for term, values in terms.items()}


def stationary_fast(laid: Basin) -> Array:
    """l2-Adam's covariance by its spectral formula (Q diagonal): R V [(eta/b) (V'RHRV)_ij / (a_i + a_j)] V'R, R = Q^{1/2}."""
    r = np.sqrt(np.diag(laid.Q))
    inner = r[:, None] * laid.H * r
    a, v = np.linalg.eigh(inner + laid.weight_decay * np.diag(r**2))
    middle = laid.eta / laid.b * (v.T @ inner @ v) / (a[:, None] + a[None, :])
    return np.asarray(r[:, None] * (v @ middle @ v.T) * r)


BOUND = {
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
    key = BOUND[claim.id, Variant(claim.variant)]
    name = key.partition(":")[0]
    gaps, bounds = table[f"{name}:gap"], table[key]
    failed = failures(gaps, bounds)
    measured = Measured(failed / len(gaps), *proportion_interval(failed, len(gaps), share), len(gaps))
    row = Row(
        claim, "coverage", task.name, name, "high-probability", share,
        {"n": setting.n, "d": task.dimension, "tau": setting.tau, "rho": setting.rho, "lambda": setting.weight_decay,
         "eta": setting.eta, "b": setting.b}, KNOWN,
    )  # fmt: skip
    reason = f"training sets whose risk gap exceeds the bound; mean gap {np.mean(gaps):.3g}, mean bound {np.mean(bounds):.3g}"
    return row.of(at_most(measured, setting.tau), measured, setting.tau, reason, seconds=time.perf_counter() - started)


def _summary(task: Task, setting: Setting, table: dict[str, Array]) -> dict[str, Any]:
    gap, bound = table["adamw:gap"], table["adamw:repaired"]
    loose = float(np.mean(bound) / np.mean(gap)) if np.mean(gap) > 0 else None
    return {
        "task": task.name, "n": setting.n, "d": task.dimension, "tau": setting.tau, "rho": setting.rho,
        "lambda": setting.weight_decay, "eta": setting.eta, "b": setting.b,
        "gap": float(np.mean(gap)), "gap_most": float(np.max(gap)), "kl": float(np.mean(table["adamw:kl"])),
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
        for key, label in (("repaired", "bound, repaired"), ("paper", "bound, paper"), ("gap", "risk gap, mean")):
            axes.plot([line["n"] for line in lines], [line[key] for line in lines], marker="o", markersize=3, label=label)
        axes.axhline(1.0, color="black", linewidth=0.8)
        axes.set(xscale="log", yscale="log", xlabel="n", ylabel="above the line the bound says nothing")
        axes.legend(fontsize=7)
        out.save(figure, "risk-bounds-n", f"Risk gap and bounds of AdamW's posterior over n on {first['task']}.")
        return out.drawn


def section(data: Mapping[str, Any]) -> str:
    """The section of the report."""
    return markdown("risk_bounds.md.j2", data)
