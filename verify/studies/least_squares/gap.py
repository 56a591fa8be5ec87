"""The gap between Theorem 1's two sides as a power of k, and planted falsehoods about either.

A slope is that of the least-squares line through (log k, log mean) of the true means. It is linear in their logarithms, so
simultaneous intervals for the means imply one for it, with no error rate of its own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import sympy as sp

from theory import symbols as s
from theory.algorithms import all_algorithms
from theory.algorithms.base import Algorithm
from theory.papers.adamw.theorem_1.statement import REPAIRED
from verify.decide.evaluate import number
from verify.decide.statistics import mean_interval
from verify.decide.verdict import Outcome
from verify.studies.least_squares.distance_lines import Judged, Line, part_of, verdict
from verify.studies.least_squares.distances import Setting, sample, tau_of_adamw
from verify.studies.least_squares.linear_law import laws, mean_length

#: l2-Adam's lambda as a function of k
PARTNERS = {"1": 0.0, "k^(1/2)": 0.5, "k": 1.0}
#: what is made false of a bound: start and noise, each as a factor in k
FALSEHOODS = {
    "bound halved": (sp.Rational(1, 2), sp.Rational(1, 2)),
    "tau dropped": (sp.Integer(1), sp.Integer(0)),
    "start dropped": (sp.Integer(0), sp.Integer(1)),
    "noise term times k^(-1/4)": (sp.Integer(1), s.k ** sp.Rational(-1, 4)),
    "noise term times k^(-1/2)": (sp.Integer(1), s.k ** sp.Rational(-1, 2)),
}


def slope_of(k: Sequence[float], means: Sequence[float]) -> float:
    """The slope of the least-squares line in logarithms."""
    return float(_weights(k) @ np.log(np.asarray(means)))


def slope_interval(k: Sequence[float], lower: Sequence[float], upper: Sequence[float]) -> tuple[float, float]:
    """The least and the largest slope of means within these intervals; infinite where one of them reaches down to 0."""
    w = _weights(k)
    with np.errstate(divide="ignore"):
        low, high = np.log(np.asarray(lower)), np.log(np.asarray(upper))
    return float(np.sum(np.where(w > 0, w * low, w * high))), float(np.sum(np.where(w > 0, w * high, w * low)))


def _weights(k: Sequence[float]) -> Any:
    x = np.log(np.asarray(k, dtype=float))
    x = x - np.mean(x)
    return x / np.sum(x * x)


def slopes(lines: Sequence[Line], horizons: Sequence[int], alphas: Sequence[float]) -> list[dict[str, Any]]:
    """Slopes in k of both means and of their ratio, over all horizons and over the upper half, against the claimed -alpha.

    l2-Adam's means are exact; the other partners' too, which are not sampled.
    """
    powers = {name: [Setting("l2-adam", k, decay=float(k) ** power) for k in horizons] for name, power in PARTNERS.items()}
    found = iter(laws([one for settings in powers.values() for one in settings]))
    partners = {name: [mean_length(next(found)) for _ in settings] for name, settings in powers.items()}
    curves = {
        alpha: [line for k in horizons for line in lines
                if line.group == "k and alpha" and not line.setting.pair
                and line.setting.alpha == alpha and line.setting.k == k]
        for alpha in alphas
    }  # fmt: skip
    table = []
    for name, alpha, first in product(PARTNERS, alphas, (0, len(horizons) // 2)):
        k, mine, other = horizons[first:], curves[alpha][first:], partners[name][first:]
        own = slope_of(k, [line.interval.mean for line in mine])
        low, high = slope_interval(k, [line.interval.lower for line in mine], [line.interval.upper for line in mine])
        l2 = slope_of(k, other)
        table.append(
            {"partner": name, "alpha": alpha, "from": k[0], "to": k[-1], "adamw": own, "adamw_lower": low, "adamw_upper": high,
             "l2": l2, "gap": own - l2, "lower": low - l2, "upper": high - l2, "claimed": -alpha,
             "says": _against(-alpha, low - l2, high - l2)}
        )  # fmt: skip
    return table


def _against(claimed: float, low: float, high: float) -> str:
    return "steeper" if high < claimed else "flatter" if low > claimed else "compatible"


# ---- planted falsehoods ----------------------------------------------------------------------------------------------


def planted(variant: str, judged: Sequence[Judged]) -> list[dict[str, Any]]:
    """For each falsehood about the bounds: on how many of the settings where the bound itself HOLDS is it seen?"""
    table = []
    for (name, factors), algorithm in product(FALSEHOODS.items(), ("adamw", "l2-adam")):
        mine = [one for one in judged if one.part.id == algorithm and one.applies and one.outcome == Outcome.HOLDS]
        seen = []
        for one in mine:
            false = sum((f * term for f, (_, term) in zip(factors, one.part.terms, strict=True)), sp.Integer(0))
            if verdict(one.line, number(false, one.line.values)) == Outcome.VIOLATED:
                seen.append(one.line.setting)
        largest = max((one.line.interval.lower / one.bound for one in mine), default=None)
        first = None if not seen else {"k": seen[0].k, "a": seen[0].a, "x_0": seen[0].x_0}
        table.append(
            {
                "variant": variant,
                "change": name,
                "algorithm": algorithm,
                "seen": len(seen),
                "of": len(mine),
                "first": first,
                "largest": largest,
            }
        )
    return table


def _with(change: Mapping[str, float]) -> Algorithm:
    """AdamW with its decay multiplied by a number."""
    adamw = all_algorithms()["adamw"]
    return replace(adamw, update=lambda state, g, h: adamw.update(state, g, h._replace(lambda_=change["decay"] * h.lambda_)))


MUTANTS = ("sign of the decay", "decay dropped", "decay halved", "l2 in place of decoupled decay")


def mutants(seed: int, share: float) -> list[dict[str, Any]]:
    """AdamW made wrong: the measured mean against the true one's bound. Only the lower end counts: the cut bounds no mutant."""
    changed = {
        MUTANTS[0]: _with({"decay": -1.0}), MUTANTS[1]: _with({"decay": 0.0}), MUTANTS[2]: _with({"decay": 0.5}),
        MUTANTS[3]: all_algorithms()["l2-adam"],
    }  # fmt: skip
    one = Setting("adamw", 36, a=0.01, x_0=10.0, alpha=0.5)
    values = one.values()
    values[s.tau_g] = tau_of_adamw(one, values)
    bound, cut = number(part_of(REPAIRED, "adamw").right, values), 20.0 * one.x_0
    table = []
    for name in MUTANTS:
        found = mean_interval(np.minimum(np.abs(sample(one, 512, seed, changed[name])[0]), cut), cut, share)
        table.append({"change": name, "lower": found.lower, "bound": bound, "seen": found.lower > bound})
    return table
