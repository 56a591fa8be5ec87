"""The courses that figures show: means and bands over the first runs, on a grid of steps."""

import warnings

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from theory.claim import Kind, Part
from theory.prove.homogeneity import UNITS
from theory.units import Unit, unit_of
from verify.decide.checks import expectation
from verify.decide.error_rates import shares_of
from verify.decide.over_stages import found
from verify.decide.plan import OBJECTIVES, Plan
from verify.simulate.ensemble import Records
from verify.simulate.quantities import QUANTITIES

RAISED = str.maketrans("-/0123456789", "⁻⸍⁰¹²³⁴⁵⁶⁷⁸⁹")


def courses(plan: Plan, records: Records, share: float) -> dict[str, object]:
    """Means and bands of the first runs on the grid of steps, for figures; of a plan in stages, every part in every stage."""
    if plan.schedule is not None:
        shares = shares_of(plan, share)
        return {"parts": {part.id: [one.as_data() for one in found(plan, part, records, shares)] for part in plan.parts}}
    if all(part.kind != Kind.EXPECTATION or part.every_T for part in plan.parts):
        return {}
    running = {}
    for part in plan.parts:
        if part.kind == Kind.EXPECTATION and not part.every_T:
            course = sum(w * records[f"course:{name}"] for name, w in expectation.weights(part).items())
            running[part.id] = _band(np.asarray(course))
    now = {name: records[f"at:{name}"] for name in OBJECTIVES}
    objectives = {
        "F": now["F"],
        "F_k": now["F"] + now["decay_energy"],
        "grad_F": np.sqrt(now["grad_F_sq"]),
        "grad_F_k": np.sqrt(now["grad_F_k_sq"]),
        "grad_l2": np.sqrt(now["grad_l2_sq"]),
    }
    return {
        "k": list(plan.grid),
        "labels": {part.id: label(part) for part in plan.parts if part.id in running},
        "units": {part.id: unit(part) for part in plan.parts if part.id in running},
        "running": running,
        "objectives": {name: _band(values) for name, values in objectives.items()},
    }


def label(part: Part) -> str:
    """The left side of a part as TeX, from the labels of the quantities that it is made of."""
    terms = []
    for name, weight in sorted(expectation.weights(part).items(), key=lambda item: -item[1]):
        factor = "" if weight == 1.0 else sp.latex(sp.nsimplify(weight))
        terms.append(f"{factor}{QUANTITIES[name].label or sp.latex(sp.Symbol(name))}")
    return "+".join(terms)


def unit(part: Part) -> str:
    """The unit of a part's left side, in that of F and that of x."""
    return in_words(unit_of(part.left, UNITS))


def in_words(of: Unit) -> str:
    """A unit for people: [F]² [x]⁻²; empty for a number."""
    powers = (("F", of.value), ("x", of.length))
    return " ".join(f"[{name}]{'' if power == 1 else str(power).translate(RAISED)}" for name, power in powers if power)


def _band(values: NDArray[np.float64]) -> dict[str, list[float]]:
    """Mean over runs, and the 5th and 95th percentile, at every point of the grid, to the seven digits of 32 bit floats."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # where every run has been stopped there is none: NaN
        # the same numbers; where none is missing, without a call for every row
        percentile = np.nanpercentile if np.isnan(values).any() else np.percentile
        low, high = percentile(values, [5, 95], axis=1)
        mean = np.nanmean(values, axis=1)
    bands = {"mean": mean, "low": low, "high": high}
    return {name: band.astype(np.float32).astype(np.float64).tolist() for name, band in bands.items()}
