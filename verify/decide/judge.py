"""From the records of an ensemble to verdicts: monitored hypotheses first, then every part by its check."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from theory import symbols as s
from theory.claim import Kind, Part
from verify.decide import over_stages
from verify.decide.checks import expectation, next_step, pathwise
from verify.decide.checks.next_step import Found
from verify.decide.checks.replay import BITS, replay
from verify.decide.error_rates import Shares, limits_of, shares_of
from verify.decide.evaluate import number, over
from verify.decide.helps import explained, more, more_trials, unconfirmed
from verify.decide.plan import OPEN, Plan, advised
from verify.decide.ranges import EXCESS
from verify.decide.statistics import Interval, median_interval, proportion_interval
from verify.decide.verdict import HypothesisStatus, Measured, Outcome, Result
from verify.simulate.chain import watched
from verify.simulate.ensemble import Records
from verify.simulate.measure import Stopped

#: the share of the runs that may leave the region, or stop being finite, and the claim still be applied to all of them
LEAVING = 0.1
REGION = "iterates stay in the region"


def judge(
    plan: Plan, records: Records, runs: int, share: float, seconds: float, settled: dict[str, Found] | None = None
) -> list[Result]:
    """The rows of a plan whose first `runs` runs gave `records`; all its statements together may err at the rate `share`.

    `settled` keeps what does not depend on the number of runs from one look to the next.
    """
    shares = shares_of(plan, share)
    monitored, witness = _monitor(plan, watched(records), shares.exits)
    hypotheses = (*(h for h in plan.hypotheses if h.status != "monitored"), *monitored)
    if any(h.fails for h in monitored):
        rows = inapplicable(plan, hypotheses, "a monitored hypothesis fails", witness, seconds)
        return _up_to_the_exit(plan, rows, records, runs, hypotheses, seconds, shares, settled or {})
    if plan.schedule is not None:
        return [over_stages.row(plan, part, records, shares, hypotheses, seconds) for part in plan.parts]
    limits = limits_of(plan, (int(plan.values[s.T]),), False)
    top = {name: float(values[-1]) for name, values in limits.items()}
    results = []
    for part in plan.parts:
        if part.kind == Kind.EXPECTATION and part.every_T:
            results.append(_every_T(plan, part, records, shares, hypotheses, seconds))
        elif part.kind == Kind.EXPECTATION:
            results.append(_expectation(plan, part, records, top, shares, hypotheses, seconds))
        elif part.kind == Kind.CONDITIONAL:
            results.append(
                _conditional(plan, part, shares.parts[part.id][0], hypotheses, seconds, {} if settled is None else settled)
            )
        else:
            results.append(_pathwise(plan, part, records, runs, hypotheses, seconds))
    if any(h.status == OPEN for h in monitored):
        results = [_unsettled(row, _exits(records, shares.exits)) for row in results]
    return results


def _up_to_the_exit(
    plan: Plan, rows: list[Result], records: Records, runs: int, hypotheses: tuple[HypothesisStatus, ...], seconds: float,
    shares: Shares, settled: dict[str, Found],
) -> list[Result]:  # fmt: skip
    """Where the region alone is left: parts about a step keep what was found inside; a box that would do is named."""
    failing = {h.name for h in hypotheses if h.fails and h.binding}
    if failing != {REGION} or plan.schedule is not None:
        return rows
    advice = advised(plan)
    kept = []
    for part, row in zip(plan.parts, rows, strict=True):
        if part.kind == Kind.PATHWISE:
            row = _pathwise(plan, part, records, runs, hypotheses, seconds)
            kept.append(replace(row, reason=f"{row.reason}; up to the step at which a run leaves the region"))
        elif part.kind == Kind.CONDITIONAL:
            kept.append(_conditional(plan, part, shares.parts[part.id][0], hypotheses, seconds, settled))
        else:
            kept.append(replace(row, reason=f"{row.reason}; {advice}"))
    return kept


def _exits(records: Records, share: float) -> str:
    """How many runs would tell whether more than LEAVING of them leave the region or stop being finite."""
    counts = [int(np.sum(records["stopped"] == code)) for code in (Stopped.LEFT_REGION, Stopped.NOT_FINITE)]
    return more_trials(max(counts), len(records["stopped"]), LEAVING, share, "runs (--max-runs)")


def _unsettled(row: Result, helps: str) -> Result:
    """A mean that exceeds its bound says nothing yet while too many runs may leave the region."""
    if row.verdict != Outcome.VIOLATED or row.kind != Kind.EXPECTATION:
        return row
    reason = explained(Outcome.UNDECIDED, "too few runs to tell how many leave the region", (), helps)
    return replace(row, verdict=Outcome.UNDECIDED, known=False, reason=reason)


def _pathwise(
    plan: Plan, part: Part, records: Records, runs: int, hypotheses: tuple[HypothesisStatus, ...], seconds: float
) -> Result:
    """A violation counts once it has been confirmed in ball arithmetic."""
    outcome, witness, slack, checked = pathwise.decide(pathwise.name_of(plan.claim, part), records)
    reason = f"{checked} steps checked; the number is the least slack"
    if outcome == Outcome.INAPPLICABLE:
        stated = {one.name for one in pathwise.of_step(plan.claim)}
        nowhere = tuple(replace(h, status="fails", value="at no step") for h in plan.hypotheses if h.name in stated)
        hypotheses = (*hypotheses, *nowhere)
        failing = ", ".join(h.name for h in hypotheses if h.fails and h.binding)
        outcome, reason = (
            (outcome, f"fails at every step: {failing}") if failing else (Outcome.UNDECIDED, "no step was checked")
        )
        return _result(plan, part, outcome, None, None, None, hypotheses, seconds, None, reason=reason, helps="a larger T")
    helps = None
    if witness is not None:
        assert plan.experiment is not None
        inequality = pathwise.StepInequality(plan.claim, part, plan.problem, plan.values)
        witness |= replay(inequality, plan.experiment, witness["run"], witness["step"])
        if not witness["confirmed"]:
            outcome, reason = Outcome.UNDECIDED, f"{reason}; ball arithmetic does not confirm the violation"
            helps = unconfirmed(str(witness["ball"]), BITS)
    measured = Measured(slack + 0.0, None, None, runs)  # never -0.0
    return _result(plan, part, outcome, measured, None, None, hypotheses, seconds, witness, reason=reason, helps=helps)


def _conditional(
    plan: Plan, part: Part, share: float, hypotheses: tuple[HypothesisStatus, ...], seconds: float, settled: dict[str, Found]
) -> Result:
    """The least slack over all states; it does not depend on how many runs there are."""
    assert plan.experiment is not None
    name = pathwise.name_of(plan.claim, part)
    if name not in settled:
        settled[name] = next_step.decide(part, plan.experiment, plan.values, share)
    found = settled[name]
    measured = Measured(found.slack, found.lower, found.upper, found.states)
    return _result(plan, part, found.outcome, measured, None, None, hypotheses, seconds, found.witness,
                   None if found.lower is None else share, reason=found.how, helps=found.helps)  # fmt: skip


def _every_T(
    plan: Plan, part: Part, records: Records, shares: Shares, hypotheses: tuple[HypothesisStatus, ...], seconds: float
) -> Result:
    """One verdict for all T on a grid; each has its error rate, and the tightest T is reported."""
    kind = "weighted" if part.weighted else "plain"
    kept = {name: records[f"prefix:{kind}:{name}"] for name in expectation.weights(part)}
    limits = limits_of(plan, plan.horizons, part.weighted)
    found = []
    for j, T in enumerate(plan.horizons):
        top = {name: float(values[j]) for name, values in limits.items()}
        values = np.asarray(sum(weight * kept[name][j] for name, weight in expectation.weights(part).items()))
        bound = plan.bound_at(part, T)
        outcome, interval = expectation.decide(
            values, expectation.largest(part, top), bound, shares.parts[part.id][j], plan.random, records["stopped"] > 0
        )
        found.append((over(interval.upper, bound), T, outcome, interval, bound))
    outcomes = {outcome for _, _, outcome, _, _ in found}
    worst = next(o for o in (Outcome.VIOLATED, Outcome.UNDECIDED, Outcome.HOLDS) if o in outcomes)
    _, T, _, interval, bound = max(f for f in found if f[2] == worst)
    reason = f"at {len(found)} values of T from {plan.horizons[0]} to {plan.horizons[-1]}; the numbers are those of T = {T}"
    row = _result(
        plan, part, worst, Measured(*interval), bound, over(interval.mean, bound), hypotheses, seconds, None,
        sum(shares.parts[part.id]), reason=reason, helps=_helps(interval, bound),
    )  # fmt: skip
    return replace(row, bound_at_best=plan.bound_at_best_and(part, T))


def _expectation(
    plan: Plan, part: Part, records: Records, top: dict[str, float], shares: Shares,
    hypotheses: tuple[HypothesisStatus, ...], seconds: float,
) -> Result:  # fmt: skip
    values = expectation.measured_values(part, records)
    bound = plan.bound(part)
    (share,) = shares.parts[part.id]
    outcome, interval = expectation.decide(
        values, expectation.largest(part, top), bound, share, plan.random, records["stopped"] > 0
    )
    terms = {name: number(term, plan.values) for name, term in part.terms}
    iterations = None
    first = f"first:{pathwise.name_of(plan.claim, part)}"
    if first in records:
        median, lower, upper = _median(plan, records[first], shares.iterations)
        horizon = int(plan.values[s.T])
        iterations = {"median": median, "lower": lower, "upper": upper, "T": horizon, "ratio": median / horizon}
        if plan.random:
            iterations["error_rate"] = shares.iterations
    ratio = interval.mean / bound if bound else None
    row = _result(plan, part, outcome, Measured(*interval), bound, ratio, hypotheses, seconds, None, share, terms, iterations,
                  helps=_helps(interval, bound))  # fmt: skip
    return replace(row, bound_at_best=plan.bound_at_best(part))


def _helps(interval: Interval, bound: float) -> str:
    """What would decide a mean whose interval contains the bound."""
    return more(interval, bound, interval.runs, "runs (--max-runs)")


def _median(plan: Plan, hits: NDArray[np.float64], share: float) -> tuple[float, float, float]:
    return median_interval(hits, share) if plan.random else (float(hits[0]),) * 3


def _monitor(plan: Plan, records: Records, share: float) -> tuple[list[HypothesisStatus], dict[str, object] | None]:
    """What was watched along the runs: the region, finite numbers, and the bound of the stochastic gradient.

    That no run ever leaves the region cannot be seen on samples: the hypothesis is that at most LEAVING of them do.
    """
    stopped, at = records["stopped"], records["stopped_at"]
    witness: dict[str, object] | None = None
    statuses = []
    for code, name, limit in (
        (Stopped.LEFT_REGION, REGION, f"|x_i| <= {plan.problem.region}"),
        (Stopped.NOT_FINITE, "numbers stay finite", "finite"),
    ):
        if code == Stopped.LEFT_REGION and plan.problem.region is None:
            continue
        runs = np.flatnonzero(stopped == code)
        low, high = proportion_interval(len(runs), len(stopped), share) if plan.random else (float(len(runs)),) * 2
        status = "fails" if low > LEAVING else "holds" if high <= LEAVING else OPEN
        said = f"{len(runs)} of {len(stopped)} runs do not"
        if plan.random:
            limit += f", but for a run in {1.0 / LEAVING:g}"
            said += f", a probability in [{low:.3g}, {high:.3g}]"
        if len(runs):
            said += f": run {runs[0]} at step {at[runs[0]]}"
        if status == "fails":
            witness = {"run": int(runs[0]), "step": int(at[runs[0]]), "hypothesis": name}
            witness |= {"stage": int(records["stopped_in"][runs[0]])} if plan.schedule is not None else {}
        statuses.append(HypothesisStatus(name, status, said, limit, "monitored", error_rate=share if plan.random else None))
    largest, c_inf = float(np.max(records["max:g_sup"])), plan.problem.constant("c_inf")
    assert c_inf is not None
    within = largest <= c_inf * (1.0 + EXCESS)
    if not within and witness is None:
        witness = {"run": int(np.argmax(records["max:g_sup"])), "g_sup": largest, "hypothesis": "B along the runs"}
    status = "holds" if within else "fails"
    if "min:g_sup" in records:
        least, c_s = float(np.min(records["min:g_sup"])), plan.problem.constant("c_s")
        assert c_s is not None
        above = least >= c_s * (1.0 - EXCESS)
        limit = f"at least {c_s:.10g}"
        statuses.append(HypothesisStatus("c_s along the runs", "holds" if above else "fails", least, limit, "monitored"))
    statuses.append(HypothesisStatus("B along the runs", status, largest, f"at most {c_inf:.10g}", "monitored"))
    return statuses, witness


def inapplicable(
    plan: Plan, hypotheses: tuple[HypothesisStatus, ...], reason: str | None,
    witness: Mapping[str, object] | None = None, seconds: float = 0.0,
) -> list[Result]:  # fmt: skip
    """The rows of a plan that was not measured, or whose measurement does not count."""
    # a horizon beyond the budget is not a failing hypothesis: nothing was measured, nothing is decided
    outcome = Outcome.UNDECIDED if plan.refusal else Outcome.INAPPLICABLE
    failing = ", ".join(h.name for h in hypotheses if h.fails and h.binding)
    return [
        _result(plan, part, outcome, None, None, None, hypotheses, seconds, witness,
                reason=reason if not failing else f"fails: {failing}")
        for part in plan.parts
    ]  # fmt: skip


def _result(
    plan: Plan, part: Part, outcome: Outcome, measured: Measured | None, bound: float | None, ratio: float | None,
    hypotheses: tuple[HypothesisStatus, ...], seconds: float, witness: Mapping[str, object] | None,
    error_rate: float | None = None, terms: dict[str, float] | None = None,
    iterations: dict[str, float] | None = None, reason: str | None = None, helps: str | None = None,
) -> Result:  # fmt: skip
    result = Result(
        plan.claim.id, str(plan.claim.variant), part.id, plan.problem.name, plan.algorithm, outcome,
        measured, bound, ratio, hypotheses, plan.parameters, witness, seconds, str(part.kind), error_rate,
        explained(outcome, reason, hypotheses, helps), terms or {}, iterations,
    )  # fmt: skip
    return replace(result, known=result.key in plan.problem.known_violations)
