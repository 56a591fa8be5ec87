"""Each measurement of the stationary law against the exact covariance, at every dimension.

The Ornstein-Uhlenbeck process against the certified solution of its Lyapunov equation, Euler-Maruyama and the algorithms with
frozen Q against the exact covariances of their own recursions; and how fast those approach the SDE's.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from theory.papers.adamw.lemma_5.covariance import DRIFT, Basin, stationary
from verify.studies.stationary_law import discrete, samplers
from verify.studies.stationary_law.loewner import deviation, mean_ratio, measured_deviation

Array = NDArray[np.float64]
#: runs of Euler-Maruyama at its largest step, and that step times the norm of the drift
EULER_RUNS, EULER_STEP = 4_000, 0.2
EULER_ALGORITHMS = ("adamw", "l2-adam")
#: the algorithms: step sizes that are run, and step sizes at which the frozen recursion is solved
ETAS, RUNS, BETA_1 = (0.2, 0.1, 0.05), 256, 0.1
EXACT_ETAS, MOMENTA = (0.2, 0.05, 0.0125, 0.003125, 0.00078125), (1.0, BETA_1)
#: where the second moment's memory grows as eta falls as well
VANISHING_AT = 10


def statements(dimensions: Sequence[int], processes: int) -> int:
    """How many intervals `exact_process` (for `processes` samples), `euler` and `algorithms` make."""
    runs = sum(len(_modes(d)) + 1 for d in dimensions) * len(DRIFT) * len(ETAS)
    return 2 * processes + 2 * len(dimensions) * len(EULER_ALGORITHMS) + runs


def _agreement(method: str, name: str, exact: Array, sample: Array, runs: int, share: float) -> dict[str, Any]:
    worst = measured_deviation(exact, sample, runs, share)
    ratio, low, high = mean_ratio(exact, sample, runs, share)
    return {"method": method, "d": len(exact), "algorithm": name, "runs": runs, "worst": worst.mean, "lower": worst.lower,
            "upper": worst.upper, "ratio": ratio, "ratio_lower": low, "ratio_upper": high,
            "agrees": bool(worst.lower == 0.0 and low <= 1.0 <= high)}  # fmt: skip


def exact_process(laid: Basin, name: str, label: str, sample: Array, runs: int, share: float) -> dict[str, Any]:
    """The process sampled by its exact transition, against the solution of the Lyapunov equation."""
    return _agreement(f"exact transition, {label}", name, stationary(laid, name).covariance, sample, runs, share)


def euler(basins: Mapping[int, Basin], seed: int, share: float) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """(bias of Euler-Maruyama and its order, exactly from its own equation; samples at the largest step)."""
    bias, sampled = [], []
    for d, laid in basins.items():
        for name in EULER_ALGORITHMS:
            exact = stationary(laid, name).covariance
            size = float(np.linalg.norm(laid.value(DRIFT[name]), 2))
            steps = [EULER_STEP / 2**j / size for j in range(6)]
            errors = [deviation(exact, samplers.euler_covariance(laid, name, h)) for h in steps]
            bias.append({"d": d, "algorithm": name, "steps": steps, "errors": errors, "orders": orders(steps, errors)})
            own = samplers.euler_covariance(laid, name, steps[0], samplers.euler_steps(laid, name, steps[0]))
            sample = samplers.euler_samples(laid, name, steps[0], EULER_RUNS, [seed, 1, d])
            sampled.append(_agreement("Euler-Maruyama", name, own, sample, EULER_RUNS, share))
    return bias, sampled


def orders(steps: Sequence[float], errors: Sequence[float]) -> list[float | None]:
    """Slopes of log error over log step between neighbours; None first."""
    pairs = zip(pairwise(steps), pairwise(errors), strict=True)
    return [None, *(float(np.log(e0 / e1) / np.log(h0 / h1)) for (h0, h1), (e0, e1) in pairs)]


def frozen(basins: Mapping[int, Basin]) -> list[dict[str, Any]]:
    """Exact distance of the algorithms with frozen Q from their SDEs, whose covariance is proportional to eta, over eta."""
    table = []
    for d, laid in basins.items():
        for name in DRIFT:
            exact = stationary(laid, name).covariance / laid.eta
            for beta_1 in MOMENTA:
                own = {eta: discrete.frozen_covariance(replace(laid, eta=eta), name, beta_1) for eta in EXACT_ETAS}
                errors = [deviation(eta * exact, covariance) for eta, covariance in own.items()]
                table.append({"d": d, "algorithm": name, "beta_1": beta_1, "etas": list(EXACT_ETAS), "errors": errors,
                              "order": orders(EXACT_ETAS, errors)[-1]})  # fmt: skip
    return table


def _modes(d: int) -> tuple[discrete.Mode, ...]:
    live = (discrete.LIVE, discrete.VANISHING) if d == VANISHING_AT else (discrete.LIVE,)
    return (discrete.FROZEN, *live)


def algorithms(basins: Mapping[int, Basin], seed: int, share: float, progress: Callable[[str], None]) -> list[dict[str, Any]]:
    """The algorithms through the ensemble at every dimension and step size."""
    table = []
    for d, laid in basins.items():
        progress(f"stationary law: the algorithms themselves, d = {d}")
        for name in DRIFT:
            lines = [
                line
                for eta in ETAS
                for line in discrete.measure(replace(laid, eta=eta), name, _modes(d), BETA_1, RUNS, seed, share)
            ]
            table += lines
    return table


def rates(table: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Of each live mode: its distance from the SDE's spread at each eta, how much of it is not the frozen one's, and orders.

    The frozen algorithm approaches the SDE to the first order, exactly; the live share tells what the second moment adds. An
    order is the slope of log share over log eta between neighbours; standard errors come from those of the estimates to the
    first order, and are descriptions. None where a share is not positive.
    """
    found = []
    keys = dict.fromkeys((line["d"], line["algorithm"], line["mode"]) for line in table if line["mode"] != discrete.FROZEN.name)
    for key in keys:
        own = [line for line in table if (line["d"], line["algorithm"], line["mode"]) == key]
        shares = [line["frozen_exact"] - line["estimate"] for line in own]
        slopes: list[tuple[float, float] | None] = []
        for (one, a), (two, b) in pairwise(zip(own, shares, strict=True)):
            if min(a, b) <= 0.0:
                slopes.append(None)
                continue
            factor = float(np.log(one["eta"] / two["eta"]))
            error = float(np.hypot(one["standard_error"] / a, two["standard_error"] / b))
            slopes.append((float(np.log(a / b)) / factor, error / factor))
        found.append({"d": key[0], "algorithm": key[1], "mode": key[2], "etas": [line["eta"] for line in own], "shares": shares,
                      "distances": [1.0 - line["estimate"] for line in own],
                      "errors": [line["standard_error"] for line in own], "orders": slopes})  # fmt: skip
    return found
