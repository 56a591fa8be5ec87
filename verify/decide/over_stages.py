"""A claim in stages, judged: every part in every stage that it speaks of, and one verdict over them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from problems.sampling import Sampling
from theory import symbols as s
from theory.claim import Part, When
from verify.decide.checks import expectation
from verify.decide.checks.expectation import Array
from verify.decide.error_rates import Shares
from verify.decide.evaluate import EQUAL, number, over
from verify.decide.helps import more
from verify.decide.plan import Plan
from verify.decide.ranges import EXCESS, ranges
from verify.decide.row import Row, at_most
from verify.decide.stages import work
from verify.decide.statistics import Interval, certain, mean_interval
from verify.decide.verdict import HypothesisStatus, Measured, Outcome, Result
from verify.simulate import chain
from verify.simulate.ensemble import Records

UP_TO_A_CONSTANT = "T_k is stated up to a constant, for which 1 stands: exceeding the bound does not break the claim"
NAMED = "a statement that names the constant; no number of runs does"


@dataclass(frozen=True)
class InStage:
    """What was found of a part in one stage; `drawn` is the mean over the drawn iterates themselves, None for a start."""

    number: int
    outcome: Outcome
    measured: Measured
    bound: float
    drawn: float | None

    def as_data(self) -> dict[str, Any]:
        """What a section and a figure need."""
        shown = {name: getattr(self.measured, name) for name in ("mean", "lower", "upper")}
        drawn = {} if self.drawn is None else {"drawn": self.drawn}
        return {"verdict": str(self.outcome), **shown, "bound": self.bound, **drawn}


def found(plan: Plan, part: Part, records: Records, shares: Shares) -> list[InStage]:
    """A part in every stage that was run and that it speaks of."""
    reached = chain.count(records)
    numbers = {When.START: [1], When.EACH: range(1, reached + 1), When.LAST: [len(plan.stages)]}[part.when]
    return [
        _in_stage(plan, part, number_, chain.of(records, number_), shares.parts[part.id][0])
        for number_ in numbers
        if number_ <= reached
    ]


def _in_stage(plan: Plan, part: Part, stage: int, kept: Records, share: float) -> InStage:
    assert plan.schedule is not None
    values, bound = plan.stages[stage - 1].values, number(part.right, plan.stages[stage - 1].values)
    kind, start = ("weighted" if plan.schedule.weighted else "plain"), part.when == When.START
    left = _left(plan, part, lambda name: kept[f"prefix:{kind}:{name}"][0 if start else -1])
    known = _known_start(plan, part, left, lambda: kept[f"prefix:{kind}:F"][0], values, share) if start else None
    if known is not None:
        return InStage(stage, at_most(Measured(*known), bound * (1.0 + EQUAL)), Measured(*known), bound, None)
    drawn = None if start else float(np.mean(_left(plan, part, lambda name: kept[f"drawn:{name}"])))
    top = expectation.largest(part, ranges(plan.problem, 0.0))
    # a gap may lie below 0, by D at most: gap + D is compared with bound + D
    low = expectation.below_0(part, values[s.decay_star])
    outcome, interval = expectation.decide(left + low, top + low, bound + low, share, left=kept["stopped"] > 0)
    interval = _moved(interval, -low)
    if outcome == Outcome.VIOLATED and not plan.schedule.exact:
        outcome = Outcome.UNDECIDED
    return InStage(stage, outcome, Measured(*interval), bound, drawn)


def _left(plan: Plan, part: Part, of: Callable[[str], Array]) -> Array:
    """The left side for each run."""
    return expectation.left_side(part, of, plan.problem.constant("minimum") or 0.0, plan.values[s.decay_star])


def _known_start(
    plan: Plan, part: Part, left: Array, F: Callable[[], Array], values: Mapping[Any, float], share: float
) -> Interval | None:
    """Before the first stage all but v_0 is known: F(x_0), and the noise of m_0 = g_0 where it is additive.

    The decay's share is (lambda/2) sum v_i (x_{0,i}^2 - x_{*,i}^2), with c_1 <= v_i <= c_2.
    """
    noise = plan.problem.noise
    if part.left == s.m_err_sq:
        return None if isinstance(noise, Sampling) else certain(noise.sigma**2 / noise.batch)
    if part.left != s.gap_F_k:
        return None
    loss = float(F()[0]) - (plan.problem.constant("minimum") or 0.0)
    shares = values[s.lambda_] / 2.0 * (np.square(plan.problem.start) - np.square(plan.problem.family.x_star))
    ends = np.array([number(s.c_1, values) * (1.0 - EXCESS), number(s.c_2, values) * (1.0 + EXCESS)])[:, None] * shares
    low, high = float(np.sum(np.min(ends, axis=0))), float(np.sum(np.max(ends, axis=0)))
    if high <= low:
        return certain(loss)
    decay = mean_interval(np.clip(left - loss - low, 0.0, high - low), high - low, share)
    return _moved(decay, loss + low)


def _moved(interval: Interval, by: float) -> Interval:
    return interval._replace(mean=interval.mean + by, lower=interval.lower + by, upper=interval.upper + by)


def row(
    plan: Plan, part: Part, records: Records, shares: Shares, hypotheses: tuple[HypothesisStatus, ...], seconds: float
) -> Result:
    """One row for a part, over all stages; the numbers are those of the stage that tells most."""
    known = tuple(plan.problem.known_violations)
    rate = sum(shares.parts[part.id])
    about = Row(plan.claim, part.id, plan.problem.name, plan.algorithm, str(part.kind), rate, plan.parameters, known)
    stages, reached = found(plan, part, records, shares), chain.count(records)
    reason: list[str] = []
    helps: list[str] = []
    if part.when != When.START:
        reason.append(f"{reached} of {len(plan.stages)} stages")
        if reached < plan.affordable:
            reason.append(f"some run left the region in stage {reached}: what it puts out is no state to go on from")
            helps.append("a larger region")
        elif reached < len(plan.stages):
            reason.append(f"stage {reached + 1} is too long to be run: T = {plan.stages[reached].steps}, {plan.runs} runs")
            steps = sum(stage.steps for stage in plan.stages) * (plan.problem.dimension + 1)
            helps.append(work(float(steps) * float(plan.runs or 0)))
    verdict = _over_all([one.outcome for one in stages], reached < len(plan.stages) and part.when != When.START)
    if not stages:
        return about.of(
            verdict, None, None, "; ".join(reason), hypotheses=hypotheses, seconds=seconds, helps=" and ".join(helps)
        )
    telling = _telling(stages)
    if part.when != When.START:
        reason.append(f"shown: stage {telling.number}")
    if telling.outcome == Outcome.UNDECIDED:
        runs_do = (plan.schedule is not None and plan.schedule.exact) or telling.measured.mean <= telling.bound
        reason.append(f"{plan.runs} runs are too few, and T too long for more" if runs_do else UP_TO_A_CONSTANT)
        helps = [more(telling.measured, telling.bound, plan.runs or 1, "runs") if runs_do else NAMED, *helps]
    steps = plan.stages[telling.number - 1].steps
    witness = {"stage": telling.number, "T": steps} if verdict == Outcome.VIOLATED else None
    return about.of(
        verdict, telling.measured, telling.bound, "; ".join(reason), seconds=seconds, witness=witness, hypotheses=hypotheses,
        helps=" and ".join(helps),
    )  # fmt: skip


def _over_all(outcomes: Sequence[Outcome], outstanding: bool) -> Outcome:
    """One verdict for all stages."""
    if Outcome.VIOLATED in outcomes:
        return Outcome.VIOLATED
    return Outcome.UNDECIDED if outstanding or not outcomes or Outcome.UNDECIDED in outcomes else Outcome.HOLDS


def _telling(stages: Sequence[InStage]) -> InStage:
    """The stage that decides: the worst of those that are violated, else of those undecided, else of all."""
    wanted = next(o for o in (Outcome.VIOLATED, Outcome.UNDECIDED, Outcome.HOLDS) if o in {one.outcome for one in stages})
    return max((one for one in stages if one.outcome == wanted), key=lambda one: over(one.measured.mean, one.bound))
