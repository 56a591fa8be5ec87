"""Corollary 3's premise on a real network: are the Hessian's singular values in [0, 1], and is assumption Q near the truth?

Two-layer networks are trained on the breast-cancer data with AdamW and l2-Adam until the gradient of the objective of each is
small (the report says how small). Up to DENSE parameters the spectrum is exact, above it comes from stochastic
Lanczos quadrature.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from theory.algorithms import all_algorithms
from theory.algorithms.base import Decay
from theory.claim import Claim
from theory.papers.adamw.corollary_3.comparison import PAIRS, err
from verify.studies.base import Progress, Study
from verify.studies.hessian_spectrum.network import Network, lanczos_quadrature, train
from verify.studies.learning import breast_cancer
from verify.studies.render import COLOUR, NAMES, drawing, key, markdown
from verify.studies.who_is_better.study import turn

Array = NDArray[np.float64]
DENSE = 2000
#: hidden units and the algorithms they are trained with
RUNS = ((16, "adamw"), (16, "l2-adam"), (64, "adamw"), (64, "l2-adam"))
DELTA, ETA, STEPS, BATCH = 1e-3, 0.5, 1200, 32
#: AdamW's decay enters its stationary equation times v, which is sqrt(delta) where the gradient is small
WEIGHT_DECAY = {"adamw": 0.1, "l2-adam": 0.1 * DELTA**0.5}
#: below it a singular value counts as zero: err of l2-Adam and Adam is infinite at zero
FLOOR = 1e-8
LANCZOS_STEPS, PROBES = 80, 6
#: where shares are taken for the figure, and 2 rho b/eta for err
THRESHOLDS, SCALE = np.geomspace(1e-10, 10.0, 111), 1e3


def decide(claims: Sequence[Claim], seed: int, error_rate: float, progress: Progress) -> Study:
    """Descriptions alone: the share of singular values in [0, 1] is a premise of corollary 3, which gives no verdict."""
    data = breast_cancer()
    features = np.ascontiguousarray(data.features[:, :-1])
    lines = []
    with threadpool_limits(1):
        for hidden, algorithm in RUNS:
            progress(f"spectra: {hidden} hidden units, {NAMES[algorithm]}")
            lines.append(_one(Network(features, data.answers, hidden), algorithm, seed))
    return Study((), {"runs": lines, "batch": BATCH, "floor": FLOOR, "delta": DELTA, "dense": DENSE, "scale": SCALE,
                      "thresholds": THRESHOLDS.tolist()})  # fmt: skip


def _one(network: Network, algorithm: str, seed: int) -> dict[str, Any]:
    decay = WEIGHT_DECAY[algorithm]
    theta, second = train(network, algorithm, decay, ETA, DELTA, STEPS, seed)
    gradient = network.gradient(theta)
    v = np.sqrt(second + DELTA)
    decoupled = all_algorithms()[algorithm].decay_kind is Decay.DECOUPLED
    stationary = gradient + decay * theta * (v if decoupled else 1.0)
    product, d = network.product(theta), network.dimension
    line: dict[str, Any] = {"hidden": network.hidden, "d": d, "algorithm": algorithm, "lambda": decay}
    line["loss"] = network.value(theta)
    line |= {"gradient": float(np.linalg.norm(gradient)), "stationary": float(np.linalg.norm(stationary))}
    nodes, weights = lanczos_quadrature(product, LANCZOS_STEPS, PROBES, seed)
    line["lanczos"] = _read(nodes, weights, d, decay)
    if d <= DENSE:
        hessian = product.dense()
        eigenvalues = np.asarray(np.linalg.eigvalsh(hessian), dtype=np.float64)
        line["dense"] = _read(eigenvalues, np.full(d, 1.0 / d), d, decay)
        line |= {"negative": int(np.sum(eigenvalues < -FLOOR)), "zero": int(np.sum(np.abs(eigenvalues) <= FLOOR))}
        line["second_moment"] = _second_moment(network, theta, hessian)
    else:
        line |= dict.fromkeys(("dense", "negative", "zero", "second_moment"))
    return line


def _read(eigenvalues: Array, weights: Array, d: int, decay: float) -> dict[str, Any]:
    """What is said of a spectrum of d eigenvalues, given as values and their shares."""
    s = np.abs(eigenvalues)
    kept, counts = s[s > FLOOR], d * weights[s > FLOOR]
    return {
        "inside": float(np.sum(weights[s <= 1.0])),
        "above_percent": float(np.sum(weights[s > 1e-2])),
        "largest": float(np.max(s)),
        "trace": float(d * np.sum(weights * eigenvalues)),
        "above": [float(np.sum(weights[s > threshold])) for threshold in THRESHOLDS],
        "err": {name: err(name, kept, decay, SCALE, counts) for name in NAMES},
        "turn": {other: turn(("adamw", other), kept, decay, counts) for _, other in PAIRS[:2]},
    }


def _second_moment(network: Network, theta: Array, hessian: Array) -> dict[str, Any]:
    """n' against the Fisher diagonal and the Hessian's, at the trained point.

    n' is the mean of the squared minibatch gradient, which the second moment averages: (1/b) mean_j g_j^2 + (1 - 1/b) g^2
    exactly, for minibatches drawn with replacement.
    """
    samples = network.sample_gradients(theta)
    fisher, mean = np.mean(samples**2, axis=0), np.mean(samples, axis=0)
    second = fisher / BATCH + (1.0 - 1.0 / BATCH) * mean**2
    diagonal = np.diag(hessian)
    positive = diagonal > 0
    q = 1.0 / np.sqrt(second + DELTA)
    commutator = np.linalg.norm(q[:, None] * hessian - hessian * q) / np.linalg.norm(q[:, None] * hessian)

    def compared(first: Array, other: Array) -> dict[str, float]:
        ratio = np.sort(first / other)
        low, middle, high = (float(np.quantile(ratio, share)) for share in (0.1, 0.5, 0.9))
        from scipy.stats import spearmanr  # takes long to import

        return {"low": low, "middle": middle, "high": high, "rank_correlation": float(spearmanr(first, other).statistic)}

    return {
        "n over Fisher/b": compared(second, fisher / BATCH),
        "n over H": compared(second[positive], diagonal[positive]),
        "Fisher over H": compared(fisher[positive], diagonal[positive]),
        "not_positive": int(np.sum(~positive)),
        "commutator": float(commutator),
    }


def figures(data: Mapping[str, Any], folder: Path) -> list[dict[str, str]]:
    """The spectra, as the share of directions above each value."""
    with drawing(folder) as out:
        figure, axes = plt.subplots(figsize=(5.4, 3.2))
        for run in data["runs"]:
            for method, style in (("dense", "-"), ("lanczos", "--")):
                if run[method] is not None:
                    label = f"{NAMES[run['algorithm']]}, d = {run['d']}, {'exact' if method == 'dense' else 'Lanczos'}"
                    small = run["d"] <= data["dense"]
                    axes.plot(data["thresholds"], run[method]["above"], style, color=COLOUR[run["algorithm"]], label=label,
                              linewidth=1.2, alpha=1.0 if small else 0.5)  # fmt: skip
        axes.axvline(1.0, color="black", linewidth=0.8, linestyle=":", label="1, the largest that is assumed")
        axes.set(xscale="log", xlabel="singular value of the Hessian ([F] [x]⁻²)", ylabel="share of those above it (1)")
        key(axes, [axes], {}, handlelength=3.0)
        out.save(figure, "hessian-spectrum", "Singular values of the Hessian of trained two-layer networks.")
        return out.drawn


def section(data: Mapping[str, Any]) -> str:
    """The section of the report."""
    return markdown("hessian_spectrum", data)
