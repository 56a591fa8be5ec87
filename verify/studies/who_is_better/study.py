"""Corollary 3: AdamW against l2-Adam and Adam. Where is one `err` at most the other, and does the risk gap follow?

err of a spectrum is a sum over directions, and like each of its terms the difference of two of them is linear in 1/c,
c = 2 rho b/eta: sum log(u/w) + (1/c) sum (1/u - 1/w). So two algorithms change places at one c at most, for any spectrum.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import flint
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.colors import ListedColormap
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from theory.claim import Claim, Variant
from theory.papers.adamw.corollary_3.comparison import (
    PAIRS,
    TURNING,
    Better,
    ball,
    certify,
    compared,
    crossing,
    difference,
    err,
    identities,
    rate,
)
from theory.papers.adamw.lemma_5.covariance import CLOSED, Basin, root_preconditioner
from verify.decide.error_rates import Even
from verify.decide.row import Row
from verify.decide.statistics import proportion_interval
from verify.decide.verdict import HypothesisStatus, Measured, Outcome, Result
from verify.studies.base import Progress, Study
from verify.studies.learning import Regression, Task, breast_cancer, logistic
from verify.studies.render import NAMES, drawing, markdown

Array = NDArray[np.float64]
KNOWN = ("corollary-3:paper l2",)
#: cells of a phase diagram along s and c, and the weight decays it is drawn for
S_EDGES, C_EDGES, DECAYS = np.geomspace(1e-6, 1e2, 41), np.geomspace(1e-4, 1e6, 41), (0.01, 0.1, 1.0)
DIRECTIONS, SETS, POINTS = 2000, 400, 500
#: training sets of the risk gaps, and weight decays
GAP_N, GAP_DECAYS = 100, (0.1, 1.0)
CODE = {Better.FIRST: 0, Better.SECOND: 1, Better.EQUAL: 2, Better.UNKNOWN: 2}


def decide(claims: Sequence[Claim], seed: int, error_rate: float, progress: Progress) -> Study:
    """Rows of corollary 3 (decided in balls), phase diagrams, spectra, and the risk gap as measured."""
    with threadpool_limits(1):
        progress("comparison: phase diagrams in ball arithmetic")
        found = identities()
        diagrams = [_diagram(pair, decay) for pair in PAIRS for decay in DECAYS]
        points = _points(seed)
        lines = _spectra(seed)
        progress("comparison: risk gaps of the three posteriors")
        cells = [(task, decay) for task in (Regression(5), logistic(5, seed), breast_cancer()) for decay in GAP_DECAYS]
        spent = Even(error_rate, {"shares of training sets, against each of two": 2 * len(cells)})
        gaps = [_gaps(task, GAP_N, decay, seed, spent.each) for task, decay in cells]
    rows = [row for claim in claims for row in _rows(claim, found, diagrams, points)]
    data = {"identities": found, "diagrams": diagrams, "points": points, "spectra": lines, "gaps": gaps,
            "s_edges": S_EDGES.tolist(), "c_edges": C_EDGES.tolist(), "error_rates": spent.as_data()}  # fmt: skip
    return Study(tuple(rows), data)


# ---- the region ------------------------------------------------------------------------------------------------------


def _diagram(pair: tuple[str, str], decay: float) -> dict[str, Any]:
    """Each cell: 0 the first is certified better everywhere in it, 1 the second, 2 the crossing runs through it."""
    cells = np.full((len(C_EDGES) - 1, len(S_EDGES) - 1), 2, dtype=int)
    weight = flint.arb(decay)
    for j, (s_low, s_high) in enumerate(pairwise(S_EDGES)):
        s = ball(float(s_low), float(s_high))
        for i, (c_low, c_high) in enumerate(pairwise(C_EDGES)):
            cells[i, j] = CODE[certify(*pair, s, weight, ball(float(c_low), float(c_high)))]
    return {"pair": list(pair), "lambda": decay, "cells": cells.tolist(),
            "shares": [float(np.mean(cells == code)) for code in (0, 1, 2)]}  # fmt: skip


def _rows(claim: Claim, found: dict[str, bool], diagrams: list[dict[str, Any]], points: list[dict[str, Any]]) -> list[Result]:
    """As stated: is AdamW's term at most l2-Adam's wherever s lies in [0, 1]? As repaired: exactly on its side of c*?"""
    row = Row(claim, "l2", "terms of err", "adamw", "algebra", known=KNOWN)
    if claim.variant == Variant.PAPER:
        for diagram in diagrams:
            if diagram["pair"] != list(TURNING):
                continue
            cells, inside = np.array(diagram["cells"]), S_EDGES[1:] <= 1.0
            bad = np.argwhere((cells == CODE[Better.SECOND]) & inside)
            if len(bad):
                i, j = bad[len(bad) // 2]
                centre = (
                    float(np.sqrt(S_EDGES[j] * S_EDGES[j + 1])),
                    diagram["lambda"],
                    float(np.sqrt(C_EDGES[i] * C_EDGES[i + 1])),
                )
                if compared(*PAIRS[0], *map(flint.arb, centre)) != Better.SECOND:
                    continue
                witness = {"s": [S_EDGES[j], S_EDGES[j + 1]], "lambda": diagram["lambda"],
                           "2 rho b/eta": [C_EDGES[i], C_EDGES[i + 1]]}  # fmt: skip
                said = f"certified against it: {len(bad)} cells"
                return [row.of(Outcome.VIOLATED, None, None, said, witness=witness)]
        helps = f"smaller cells: {len(S_EDGES) - 1} by {len(C_EDGES) - 1} were tried"
        return [row.of(Outcome.UNDECIDED, None, None, "no cell with s in [0, 1] was certified against it", helps=helps)]
    agreeing, total = sum(line["agreeing"] for line in points), sum(line["points"] for line in points)
    wrong = next((line["wrong"] for line in points if line["wrong"] is not None), None)
    hypotheses = (HypothesisStatus("side of c*", "holds", "drawn so", "2 rho b/eta up to 0.999 c*, from 1.001 c*", "repair"),)
    proved = all(found.values())
    said = f"identities {'hold' if proved else 'FAIL'}; in balls the terms are ordered as said at {agreeing} of {total} points"
    verdict = Outcome.VIOLATED if wrong is not None else Outcome.HOLDS if proved and agreeing == total else Outcome.UNDECIDED
    missed = Measured(1.0 - agreeing / total, None, None, total)
    lacking = [] if proved else [f"a proof of {', '.join(name for name, holds in found.items() if not holds)}"]
    lacking += [] if agreeing == total else [f"more than {flint.ctx.prec} bits at the other {total - agreeing} points"]
    helps = " and ".join(lacking)
    return [row.of(verdict, missed, 0.0, said, witness=wrong, hypotheses=hypotheses, helps=helps)]


#: the statements of corollary 3 as repaired, and that on l2-Adam against Adam, which follows from the same: the pair, the
#: range of log10 s, and on which side of c* the first's term is the smaller
STATEMENTS = (
    (PAIRS[0], (-8.0, -0.01), "above"),
    (PAIRS[0], (0.01, 8.0), "below"),
    (PAIRS[1], (-8.0, 8.0), "below"),
    (PAIRS[2], (-8.0, 8.0), "below"),
)


def _points(seed: int) -> list[dict[str, Any]]:
    """Random (s, lambda, c) on both sides of c* for every statement: at how many the terms are ordered as it says, by balls.

    `wrong` is the first point that is certified against it.
    """
    table = []
    for number, (pair, (low, high), smaller) in enumerate(STATEMENTS):
        for side in ("above", "below"):
            generator = np.random.default_rng([seed, 3, number, side == "above"])
            expected = Better.FIRST if side == smaller else Better.SECOND
            line: dict[str, Any] = {
                "pair": list(pair), "s": [10.0**low, 10.0**high], "side": side, "smaller": pair[expected == Better.SECOND],
                "points": POINTS, "agreeing": 0, "wrong": None,
            }  # fmt: skip
            for _ in range(POINTS):
                s, decay = float(10 ** generator.uniform(low, high)), float(10 ** generator.uniform(-4, 2))
                star = float(crossing(*(rate(name, np.array(s), decay) for name in pair)))
                away = 1.001 * float(10 ** generator.uniform(0, 4))
                c = star * away if side == "above" else star / away
                seen = compared(*pair, flint.arb(s), flint.arb(decay), flint.arb(c))
                line["agreeing"] += seen == expected
                if seen not in (expected, Better.UNKNOWN) and line["wrong"] is None:
                    line["wrong"] = {"pair": list(pair), "s": s, "lambda": decay, "2 rho b/eta": c}
            table.append(line)
    return table


# ---- spectra ---------------------------------------------------------------------------------------------------------


def spectrum(kind: str, share: float, generator: np.random.Generator) -> Array:
    """DIRECTIONS singular values, the fraction `share` of which lies in (0, 1]: a bulk near zero and outliers in [1, 100]."""
    inside = round(share * DIRECTIONS)
    i = np.arange(1, inside + 1)
    bulk = {
        "log-normal": np.minimum(1e-3 * np.exp(2.0 * generator.standard_normal(inside)), 1.0),
        "power i^-1": 1.0 / i,
        "power i^-2": 1.0 / i**2.0,
        "exponential": np.maximum(np.exp(-i / 100.0), 1e-12),
    }[kind]
    return np.concatenate([bulk, np.geomspace(1.0001, 100.0, DIRECTIONS - inside)])


def turn(pair: tuple[str, str], s: Array, decay: float, counts: Array | float = 1.0) -> dict[str, Any]:
    """For which c the first's err is at most the second's: "c >= turn", "c <= turn", always or never."""
    a, g = difference(rate(pair[0], s, decay), rate(pair[1], s, decay), counts)
    if a < 0:
        return {"when": "2 rho b/eta >=" if g > 0 else "always", "turn": -g / a if g > 0 else None}
    if a > 0:
        return {"when": "2 rho b/eta <=" if g < 0 else "never", "turn": -g / a if g < 0 else None}
    return {"when": "always" if g <= 0 else "never", "turn": None}


def _spectra(seed: int) -> list[dict[str, Any]]:
    table = []
    for kind in ("log-normal", "power i^-1", "power i^-2", "exponential"):
        for share in (0.5, 0.9, 0.97, 1.0):
            s = spectrum(kind, share, np.random.default_rng([seed, 4]))
            for decay in (1e-4, 0.1):
                line: dict[str, Any] = {"kind": kind, "share": share, "lambda": decay}
                line["l2"], line["adam"], line["l2 adam"] = (turn(pair, s, decay) for pair in PAIRS)
                line |= {f"err {name}": err(name, s, decay, 1e3) for name in NAMES}
                table.append(line)
    return table


# ---- the risk gap ----------------------------------------------------------------------------------------------------


def _gaps(task: Task, n: int, decay: float, seed: int, share: float) -> dict[str, Any]:
    """Risk gaps of the three posteriors N(x_*, M), Q = H^{-1/2}, on the same training sets.

    The fraction of training sets on which AdamW's gap is the smaller one has a Clopper-Pearson interval.
    """
    eta, batch, rho = 0.1, 1.0, 1.0
    gap = {name: np.empty(SETS) for name in NAMES}
    risk = {name: np.empty(SETS) for name in NAMES}
    errs = {name: np.empty(SETS) for name in NAMES}
    for j in range(SETS):
        x, y = task.draw(n, np.random.default_rng([seed, 5, n, task.dimension, j]))
        fit = task.fit(x, y)
        laid = Basin(fit.hessian, root_preconditioner(fit.hessian), decay, eta, batch)
        s = np.asarray(np.linalg.eigvalsh(fit.hessian), dtype=np.float64)
        for name in NAMES:
            m = laid.value(CLOSED[name])
            m = (m + m.T) / 2
            risk[name][j] = task.risk(fit.mean, m)
            gap[name][j] = risk[name][j] - task.empirical(x, y, fit.mean, m)
            errs[name][j] = err(name, s, decay, 2.0 * rho * batch / eta)
    out: dict[str, Any] = {"task": task.name, "n": n, "lambda": decay, "sets": SETS}
    for name in NAMES:
        out |= {f"gap {name}": float(np.mean(gap[name])), f"risk {name}": float(np.mean(risk[name]))}
        out[f"err {name}"] = float(np.mean(errs[name]))
    for other in ("l2-adam", "adam"):
        smaller = int(np.sum(gap["adamw"] < gap[other]))
        low, high = proportion_interval(smaller, SETS, share)
        said = "AdamW" if low > 0.5 else NAMES[other] if high < 0.5 else "undecided"
        by_err = "AdamW" if np.mean(errs["adamw"]) < np.mean(errs[other]) else NAMES[other]
        out[other] = {"smaller": smaller / SETS, "lower": low, "upper": high, "gap_says": said, "err_says": by_err}
    return out


# ---- views -----------------------------------------------------------------------------------------------------------


#: first better, second better, not decided
PHASES = ["#8ab4e8", "#f0b090", "#ffffff"]


def figures(data: Mapping[str, Any], folder: Path) -> list[dict[str, str]]:
    """The phase diagrams."""
    with drawing(folder) as out:
        decays = sorted({diagram["lambda"] for diagram in data["diagrams"]})
        pairs = [list(pair) for pair in PAIRS]
        figure, panels = plt.subplots(
            len(pairs), len(decays), figsize=(3.2 * len(decays), 2.6 * len(pairs)), squeeze=False, sharex=True, sharey=True
        )
        colours = ListedColormap(PHASES)
        for diagram in data["diagrams"]:
            axes = panels[pairs.index(diagram["pair"])][decays.index(diagram["lambda"])]
            axes.pcolormesh(data["s_edges"], data["c_edges"], diagram["cells"], cmap=colours, vmin=0, vmax=2, rasterized=True)
            s = np.geomspace(data["s_edges"][0], data["s_edges"][-1], 400)
            star = crossing(*(rate(name, s, diagram["lambda"]) for name in diagram["pair"]))
            axes.plot(s, star, color="black", linewidth=0.9)
            axes.axvline(1.0, color="black", linewidth=0.5, linestyle=":")
            first, second = (NAMES[name] for name in diagram["pair"])
            axes.set(xscale="log", yscale="log")
            axes.set_title(f"{first}, {second}, lambda = {diagram['lambda']:g}", fontsize=9)
            axes.set_ylim(data["c_edges"][0], data["c_edges"][-1])
            axes.grid(False)
        figure.supxlabel("s, an eigenvalue of H  (a number, as the claim takes it)", fontsize=9)
        for axes in panels[:, 0]:
            axes.set_ylabel("2 rho b / eta  (a number)")
        key = ("the first named is better", "the second named is better", "not decided: the crossing is in the cell")
        patches = [Patch(facecolor=colour, edgecolor="black", linewidth=0.5) for colour in PHASES]
        crossed = [Line2D([], [], color="black", linewidth=0.9), Line2D([], [], color="black", linewidth=0.5, linestyle=":")]
        named = [*key, "c*(s)", "s = 1"]
        figure.legend([*patches, *crossed], named, loc="lower center", bbox_to_anchor=(0.5, 0.9), ncols=5, fontsize=7)
        caption = (
            "Blue: the term of err of the one named first is the smaller one, certified in ball arithmetic over the whole "
        )
        out.save(
            figure, "comparison-phases", caption + "cell; orange: the second's; white: the crossing c*(s) (line) is in it."
        )
        return out.drawn


def section(data: Mapping[str, Any]) -> str:
    """The section of the report."""
    return markdown("who_is_better", data)
