"""A ledger of slacks along the runs of a plan: what is run, and what its sums are in the unit of the bound.

Theorem 2's ledger (`theory.papers.adamw.slack`) is kept with the best constants that are proved; what the declared ones cost on
top, the bound less the bound at the best constants, is its last entry. Theorem 3's steps are made of the declared ones, and so
is its ledger; its last entries are what the closed forms of the schedule's sums give away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from problems.noise import Noise
from theory import symbols as s
from theory.claim import Variant
from theory.papers.adamw.slack import NOISE, Sense, Slack, When, joined, repaired, stated, unit
from theory.papers.adamw.theorem_2.statement import TRACKING
from verify.decide.checks.rounding import UNIT, Rounding
from verify.decide.evaluate import as_function, number, over, with_best_constants
from verify.decide.plan import Plan
from verify.decide.ranges import EXCESS
from verify.decide.statistics import martingale_interval
from verify.simulate.ensemble import Ensemble, Records
from verify.simulate.program import HYPER_ROWS
from verify.studies.where_slack.ledger import Ledger

Array = NDArray[np.float64]
LOOSE, SUMS = "constants declared too loose", "sums of the schedule"
#: the part whose bound the ledger explains
PART = {"theorem-2": "eq-18", "theorem-3": "bound"}
RUNS = 64


def run(laid: Plan) -> tuple[tuple[Slack, ...], Records]:
    """The plan's own runs with the ledger kept along them."""
    assert laid.experiment is not None
    slacks = stated() if laid.claim.variant == Variant.PAPER else repaired(laid.claim.id)
    if laid.problem.coupled:
        slacks = joined(slacks, s.grad_step_sq)
    keeper = Ledger(slacks, Rounding(laid.problem), constants(laid))
    experiment = replace(laid.experiment, reducers=(keeper,))
    return slacks, Ensemble(experiment).run(range(RUNS if laid.random else 1))


def constants(laid: Plan) -> dict[Any, float]:
    """The constants of the ledger, and the bound of F from below that belongs to them."""
    certificate = laid.problem.certificate
    assert certificate is not None
    own = with_best_constants(laid.problem, laid.values) if laid.claim.id == "theorem-2" else laid.values
    return own | {s.F_star: certificate["minimum"].enclosure.lower}


@dataclass(frozen=True)
class Steps:
    """The schedule: eta_k and beta_{1,k+1} for k < T, and what turns the potential into the bound, 2 c_2 / sum of eta_k."""

    eta: Array
    beta_1: Array
    unit: float

    def of(self, expression: Any, values: Mapping[Any, float]) -> Array:
        """An expression in eta_k and beta_{1,k+1} at every step."""
        known = {letter: sp.Float(value, 17) for letter, value in values.items() if letter not in (s.eta, s.beta_1)}
        found = as_function(s.expand(expression).subs(known), (s.eta, s.beta_1))(self.eta, self.beta_1)
        return np.broadcast_to(np.asarray(found, dtype=np.float64), self.eta.shape)


def steps_of(laid: Plan, values: Mapping[Any, float]) -> Steps:
    """The schedule of the plan."""
    assert laid.experiment is not None
    rows = laid.experiment.schedule.rows(np.arange(int(laid.values[s.T]) + 1), np.arange(1))[:, :, 0]
    eta, beta_1 = rows[:-1, HYPER_ROWS.index("eta")], rows[1:, HYPER_ROWS.index("beta_1")]
    return Steps(eta, beta_1, number(unit(sp.Float(float(np.sum(eta)), 17)), values))


def book_of(laid: Plan, slacks: Sequence[Slack], records: Records, share: float) -> dict[str, Any]:
    """The ledger in the unit of the bound: entries, their sum against bound - measured, and what rounding allows."""
    values = constants(laid)
    steps = steps_of(laid, values)
    part = next(part for part in laid.parts if part.id == PART[laid.claim.id])
    bound, T = laid.bound(part), int(laid.values[s.T])
    measured, runs = float(np.mean(records["slack:measured"])), records["slack:measured"].size
    entries = [_entry(laid, one, j, records, values, steps, share) for j, one in enumerate(slacks)]
    if laid.claim.id == "theorem-2":
        entries.append(_exact(LOOSE, "constants", LOOSE, bound - number(part.right, values)))
    else:
        exact = (
            values[s.Delta] + values[s.decay_0],
            float(steps.of(TRACKING * s.sigma**2 / s.b, values)[0]),
            float(np.sum(steps.of(NOISE, values))),
        )
        for (name, term), sum_ in zip(part.terms, exact, strict=True):
            entries.append(_exact(f"{name}, {SUMS}", "theorem-3.7", SUMS, number(term, values) - steps.unit * sum_))
    allowed = steps.unit * float(np.mean(np.sum(records["slack:allowed"], axis=0)))
    # sums over k in order: each addition rounds what has been added so far
    adding = UNIT * T * steps.unit * float(np.mean(np.sum(np.abs(records["slack:sum"]), axis=0)))
    return {
        "claim": laid.claim.id, "problem": laid.problem.name, "variant": str(laid.claim.variant), "algorithm": laid.algorithm,
        "runs": runs, "T": T, "measured": measured, "bound": bound, "ratio": over(measured, bound), "entries": entries,
        "imbalance": bound - measured - sum(entry["mean"] for entry in entries),
        "allowance": allowed + adding + (T + 64.0) * UNIT * (bound + measured),
    }  # fmt: skip


def _exact(name: str, step: str, group: str, value: float) -> dict[str, Any]:
    """An entry that no run can change."""
    said = "never negative" if value >= 0 else "NEGATIVE"
    return {
        "name": name,
        "step": step,
        "group": group,
        "mean": value,
        "sense": "exact",
        "lower": None,
        "upper": None,
        "said": said,
    }


def _entry(
    laid: Plan, one: Slack, j: int, records: Records, values: Mapping[Any, float], steps: Steps, share: float
) -> dict[str, Any]:
    """A slack's mean over runs, in the unit of the bound; of an inequality in expectation with its interval."""
    summed = steps.unit * records["slack:sum"][j]
    mean = float(np.mean(summed))
    entry: dict[str, Any] = {"name": one.name, "step": one.step, "group": one.group, "mean": mean, "sense": str(one.sense),
                             "lower": None, "upper": None}  # fmt: skip
    if one.sense == Sense.PATHWISE:
        worst = float(np.min(records["slack:worst"][j]))
        negative = worst < -1.0
        return entry | {"said": "NEGATIVE" if negative else "never negative"}
    lower = upper = mean
    if laid.random:
        span, count = _span(laid, one, values, steps)
        _, lower, upper, _ = martingale_interval(mean, span, count * summed.size, share)
    said = "NEGATIVE" if upper < 0 else "positive" if lower > 0 else "0 within the interval"
    return entry | {"lower": lower, "upper": upper, "said": said}


def _span(laid: Plan, one: Slack, values: Mapping[Any, float], steps: Steps) -> tuple[float, int]:
    """How far apart two values of the entry can lie, given the past (root mean square over steps), and how many a run has."""
    noise_sq, carried_sq = _reach(laid)
    if one.when == When.START:
        return steps.unit * float(steps.of(TRACKING, values)[0]) * noise_sq, 1
    if one.name == "variance":
        each = steps.of(TRACKING * s.beta_1**2, values) * noise_sq
    else:  # 2 beta_1 (1 - beta_1) |<m_k - grad F(x_{k+1}), noise>| on either side of 0
        each = steps.of(TRACKING * 4 * s.beta_1 * (1 - s.beta_1), values) * float(np.sqrt(noise_sq * carried_sq))
    # the entry is a sum over T steps, the interval's an average over them
    return steps.unit * len(each) * float(np.sqrt(np.mean(np.square(each)))), len(each)


def _reach(laid: Plan) -> tuple[float, float]:
    """Bounds of ||g - grad F||^2 and of ||m_k - grad F(x_{k+1})||^2, coordinate by coordinate."""
    problem = laid.problem
    assert problem.certificate is not None
    g = np.minimum(np.array(problem.certificate.coordinates), laid.values[s.c_inf]) * (1.0 + EXCESS)
    grad = np.minimum(problem.family.gradient_bound(problem.region), g)
    noise = problem.noise.bound * (1.0 + EXCESS) if isinstance(problem.noise, Noise) else grad + g
    return float(np.sum(np.square(noise))), float(np.sum(np.square(grad + g)))
