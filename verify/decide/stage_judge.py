"""From a chain of stages to verdicts: the watched hypotheses, then every part of Theorem 4 over all stages."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from problems.sampling import Sampling
from theory import symbols as s
from theory.claim import Part
from theory.papers.adamw.theorem_4 import statement as theorem_4
from verify.decide.checks import expectation
from verify.decide.evaluate import EQUAL, number
from verify.decide.ranges import EXCESS
from verify.decide.row import Row, at_most
from verify.decide.stage_chain import Array, Seen, chain
from verify.decide.stage_plan import Stage, StagePlan, largest, lengths_ahead
from verify.decide.statistics import Interval, certain, mean_interval
from verify.decide.verdict import HypothesisStatus, Measured, Outcome, Result
from verify.simulate.ensemble import Stopped

#: before the first stage; in every stage; after the last one
START, INSIDE, END = ("start.gap", "start.momentum"), ("gradient", "gap", "momentum"), ("final",)
#: stages added to see whether sum T_k b keeps up with the stated total
AHEAD = (0, 10, 20, 30)
UP_TO_A_CONSTANT = "T_k is stated up to a constant, for which 1 stands: exceeding the bound does not break the claim"

Found = tuple[Stage, Outcome, Measured, float]


class Judged:
    """One chain of stages, run (unless its records are given) and judged; every statement may err at the rate `share`."""

    def __init__(self, plan: StagePlan, seed: int, share: float, seen: list[Seen] | None = None) -> None:
        self.plan, self.share = plan, share
        began = time.perf_counter()
        self.seen = chain(plan, seed) if seen is None else seen
        self.seconds = time.perf_counter() - began
        monitored, self.witness = _monitor(plan, self.seen)
        self.hypotheses = (*plan.hypotheses, *monitored)
        self.parts = {part.id: part for part in plan.claim.parts}
        self.found = {name: self._intervals(self.parts[name]) for name in (*START, *INSIDE, *END)} if self.applies else {}

    @property
    def applies(self) -> bool:
        return not any(status.fails for status in self.hypotheses)

    def _intervals(self, part: Part) -> list[Found]:
        if part.id in START:
            return [self._start(part, seen) for seen in self.seen[:1]]
        if part.id in END:
            return [self._interval(part, seen, seen.averages) for seen in self.seen if seen.stage is self.plan.stages[-1]]
        return [self._interval(part, seen, seen.averages) for seen in self.seen]

    def _start(self, part: Part, seen: Seen) -> Found:
        """Before the first stage all but v_0 is known: F(x_0), and the noise of m_0 = g_0 where it is additive."""
        noise, values, bound = self.plan.problem.noise, seen.stage.values, number(part.right, seen.stage.values)
        if part.id == "start.momentum" and isinstance(noise, Sampling):
            return self._interval(part, seen, seen.first)
        if part.id == "start.momentum":
            i = certain(noise.sigma**2 / noise.batch)
        else:
            i, reach = certain(seen.loss), values[s.decay_0] * (1.0 + EXCESS)
            if reach > 0.0:
                decay = mean_interval(np.clip(seen.first["gap_F_k"] - seen.loss, 0.0, reach), reach, self.share)
                i = Interval(seen.loss + decay.mean, seen.loss + decay.lower, seen.loss + decay.upper, decay.runs)
        outcome = at_most(Measured(*i), bound * (1.0 + EQUAL))
        return seen.stage, outcome, Measured(*i), bound

    def _interval(self, part: Part, seen: Seen, values: Mapping[str, Array]) -> Found:
        left = np.asarray(sum(weight * values[name] for name, weight in expectation.weights(part).items()))
        bound = number(part.right, seen.stage.values)
        outcome, i = expectation.decide(left, largest(part, self.plan.problem), bound, self.share)
        if outcome == Outcome.VIOLATED and not self.plan.rule.exact:
            outcome = Outcome.UNDECIDED
        return seen.stage, outcome, Measured(*i), bound

    def rows(self, names: Sequence[str]) -> list[Result]:
        """One row for each of these parts, over all stages."""
        return [self._row(name) for name in names]

    def _row(self, name: str) -> Result:
        plan = self.plan
        part = name if name in START else f"{plan.rule.name}.{name}"
        row = self._about(part, str(self.parts[name].kind))
        if not self.applies:
            return self._inapplicable(row)
        found, outstanding = self.found[name], len(plan.stages) - len(self.seen)
        reason = [] if name in START else [f"{len(self.seen)} of {len(plan.stages)} stages"]
        if outstanding and name not in START:
            stage = plan.stages[len(self.seen)]
            reason.append(f"stage {stage.number} is too long to be run: T = {stage.steps}, {plan.runs} runs")
        verdict = _over_all([outcome for _, outcome, *_ in found], bool(outstanding) and name not in START)
        if not found:
            return row.of(verdict, None, None, "; ".join(reason), hypotheses=self.hypotheses)
        stage, outcome, measured, bound = _telling(found)
        if name not in START:
            reason.append(f"shown: stage {stage.number}")
        if outcome == Outcome.UNDECIDED:
            reason.append(UP_TO_A_CONSTANT if not plan.rule.exact else f"{plan.runs} runs are too few, and T too long for more")
        witness = {"stage": stage.number, "T": stage.steps} if verdict == Outcome.VIOLATED else None
        return row.of(
            verdict, measured, bound, "; ".join(reason), seconds=self.seconds, witness=witness, hypotheses=self.hypotheses
        )

    def _about(self, part: str, kind: str, statistical: bool = True) -> Row:
        plan, share = self.plan, self.share if statistical else None
        known = tuple(plan.problem.known_violations)
        name = plan.problem.algorithm.name
        return Row(plan.claim, part, plan.problem.name, name, kind, share, plan.parameters, known)

    def _inapplicable(self, row: Row) -> Result:
        failing = ", ".join(dict.fromkeys(status.name for status in self.hypotheses if status.fails))
        return row.of(
            Outcome.INAPPLICABLE, None, None, f"fails: {failing}", witness=self.witness, hypotheses=self.hypotheses
        )  # fmt: skip

    def complexity(self) -> list[Result]:
        """sum T_k b against the stated total, where that is a number; nothing is simulated for it."""
        plan = self.plan
        if not plan.rule.exact_total:
            return []
        row = self._about(f"{plan.rule.name}.complexity", "algebra", statistical=False)
        if not plan.stages:
            return [self._inapplicable(row)]
        limit = max(number(theorem_4.STATED_BETA_1, stage.values) for stage in plan.stages)
        status = "holds" if limit <= 1.0 + EQUAL else "fails"
        at_limit = HypothesisStatus("beta_1 at its limit", status, limit, "at most 1", "step 2")
        hypotheses = (*plan.hypotheses, at_limit)
        if at_limit.fails:
            return [row.of(Outcome.INAPPLICABLE, None, None, f"fails: {at_limit.name}", hypotheses=hypotheses)]
        total, bound = plan.total, plan.stated_total
        verdict = Outcome.HOLDS if total <= bound * (1.0 + EQUAL) else Outcome.VIOLATED
        said = "sum of T_k b before T_k is rounded up, computed"
        return [row.of(verdict, Measured(total, None, None, 1), bound, said, hypotheses=hypotheses)]

    def data(self) -> dict[str, Any]:
        """The chain as the section and the figure need it."""
        plan = self.plan
        shown: dict[str, Any] = {
            "claim": plan.claim.id, "variant": str(plan.claim.variant), "problem": plan.problem.name,
            "schedule": plan.rule.name, "weighted": plan.rule.weighted, "exact": plan.rule.exact, "runs": plan.runs,
            "stages": [self._stage(seen) for seen in self.seen] if self.applies else [],
            "fails": [{"name": h.name, "value": h.value, "limit": h.limit} for h in self.hypotheses if h.fails],
        }  # fmt: skip
        if plan.stages:
            shown |= {"K": len(plan.stages), "eps_0": plan.values[s.eps_0], "eps": plan.values[s.eps_stage],
                      "lengths": [stage.steps for stage in plan.stages], "total": plan.total,
                      "stated": plan.stated_total, "ahead": [lengths_ahead(plan, more) for more in AHEAD]}  # fmt: skip
        if plan.stages and self.applies:
            starts = {part: self.found[part] for part in START}
            shown["start"] = {part: _as_data(some[0]) for part, some in starts.items() if some}
        return shown

    def _stage(self, seen: Seen) -> dict[str, Any]:
        values = seen.stage.values
        shown: dict[str, Any] = {"number": seen.stage.number, "T": seen.stage.steps}
        shown |= {letter.name: values[letter] for letter in (s.eps_prev, s.eps_k, s.beta_1, s.eta, s.mu)}
        for part in INSIDE:
            shown[part] = next(_as_data(found) for found in self.found[part] if found[0] is seen.stage)
            weights = expectation.weights(self.parts[part]).items()
            shown[part]["drawn"] = float(np.mean(sum(weight * seen.drawn[name] for name, weight in weights)))
        return shown


def _as_data(found: Found) -> dict[str, Any]:
    _, outcome, measured, bound = found
    return {"verdict": str(outcome), "mean": measured.mean, "lower": measured.lower, "upper": measured.upper, "bound": bound}


def _over_all(outcomes: Sequence[Outcome], outstanding: bool) -> Outcome:
    """One verdict for all stages."""
    if Outcome.VIOLATED in outcomes:
        return Outcome.VIOLATED
    return Outcome.UNDECIDED if outstanding or not outcomes or Outcome.UNDECIDED in outcomes else Outcome.HOLDS


def _telling(found: Sequence[Found]) -> Found:
    """The stage that decides: the worst of those that are violated, else of those undecided, else of all."""
    for wanted in (Outcome.VIOLATED, Outcome.UNDECIDED, Outcome.HOLDS):
        some = [one for one in found if one[1] == wanted]
        if some:
            return max(some, key=lambda one: one[2].mean / one[3])
    raise ValueError("no stage was judged")


def _monitor(plan: StagePlan, seen: Sequence[Seen]) -> tuple[list[HypothesisStatus], dict[str, Any] | None]:
    """The watched hypotheses over all stages, and where one broke first."""
    statuses, witness = [], None
    checks: tuple[tuple[str, str, Callable[[Seen], Any]], ...] = (
        ("iterates stay in the region", f"|x_i| <= {plan.problem.region} at every step",
         lambda one: one.stopped == Stopped.LEFT_REGION),
        ("numbers stay finite", "finite", lambda one: one.stopped == Stopped.NOT_FINITE),
    )  # fmt: skip
    for name, limit, broken in checks if seen else ():
        said, status = f"{plan.runs} runs, {len(seen)} stages", "holds"
        for one in seen:
            runs = np.flatnonzero(broken(one))
            if len(runs):
                run, step, status = int(runs[0]), int(one.stopped_at[runs[0]]), "fails"
                said = f"stage {one.stage.number}: {len(runs)} of {plan.runs} runs, run {run} at step {step}"
                witness = {"hypothesis": name, "stage": one.stage.number, "run": run, "step": step}
        statuses.append(HypothesisStatus(name, status, said, limit, "monitored"))
    c_inf = plan.problem.constant("c_inf")
    if seen and c_inf is not None:
        most = max(one.largest_g for one in seen)
        within = "holds" if most <= c_inf * (1.0 + EXCESS) else "fails"
        statuses.append(HypothesisStatus("B along the runs", within, most, f"at most {c_inf:.10g}", "monitored"))
    return statuses, witness
