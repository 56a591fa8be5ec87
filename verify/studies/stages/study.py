"""Theorem 4: the objective gap and the momentum's error, stage by stage, under both schedules.

Every stagewise problem file is run in both variants: a chain of stages, each started from drawn outputs of the last one. The
two induction hypotheses are measured before the first stage, the average gradient inside every stage (step 2), the gap and
the momentum's error at every output. A row of the ledger speaks of all stages; the section has them one by one.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np

from problems.load import build, load, shipped
from problems.problem import Problem
from theory import symbols as s
from theory.claim import Claim, StageSchedule, When
from verify.decide import decide as loop
from verify.decide.decide import Budget, Decided
from verify.decide.error_rates import statistical, told
from verify.decide.plan import Plan
from verify.decide.stages import Limits, staged
from verify.decide.verdict import Outcome, Result
from verify.report.figures import COLOURS, MARK, MARKERS
from verify.simulate.workers import Workers
from verify.studies.base import Progress, Study
from verify.studies.render import drawing, key, mark, markdown
from verify.studies.stages import complexity, wants

#: of one chain of stages (`verify.decide.stages.Limits`)
RUNS, WORK = 4_096, 70_000_000
#: what is shown of a stage's values
LETTERS = (s.eps_prev, s.eps_k, s.beta_1, s.eta, s.mu)


def decide(
    claims: Sequence[Claim], seed: int, error_rate: float, progress: Progress, problems: Sequence[Problem] | None = None
) -> Study:
    """Rows for theorem 4 on every problem, and the section's data; without `problems`, all shipped stagewise files.

    The error rate is split evenly over the plans, and over the means of all stages of each.
    """
    chosen = _stagewise() if problems is None else problems
    limits = Limits(RUNS, WORK)
    pairs = [
        [staged(claim, schedule, problem, seed, limits) for schedule in claim.schedules]
        for problem in chosen
        for claim in claims
    ]
    plans = [plan for pair in pairs for plan in pair]
    with Workers(1) as workers:
        decided = {}
        for one in loop.decide(plans, Budget(error_rate=error_rate), None, workers, lambda *_: None):
            decided[id(one.plan)] = one
            if one.plan.experiment is not None:
                laid, name = one.plan, _schedule(one.plan).name
                progress(f"stages: {laid.claim.key}, {name}, on {laid.problem.name}: {laid.runs} runs")
    rows: list[Result] = []
    for pair in pairs:
        started: list[Result] = []
        for plan in pair:
            at_start = {part.id for part in plan.parts if part.when == When.START}
            found = decided[id(plan)].results
            rows += [row for row in found if row.part not in at_start] + complexity.rows(plan)
            # how the first stage starts does not depend on the schedule: the first of them that was run says it
            if not started or started[0].measured is None:
                started = [row for row in found if row.part in at_start]
        rows += started
    chains = [_data(decided[id(plan)]) for plan in plans]
    spent = [one for plan in plans for one in told(plan, error_rate / max(1, sum(map(statistical, plans))))]
    return Study(tuple(rows), {"chains": chains, "ahead": complexity.AHEAD, "error_rates": spent})


def _schedule(plan: Plan) -> StageSchedule:
    assert plan.schedule is not None
    return plan.schedule


def _data(one: Decided) -> dict[str, Any]:
    """The stages of one plan as the section and the figure need them."""
    plan, schedule, parts = one.plan, _schedule(one.plan), one.courses.get("parts", {})
    hypotheses = one.results[0].hypotheses
    inside = {part.id.removeprefix(f"{schedule.name}."): parts[part.id] for part in plan.parts if part.id in parts}
    each = [part.id.removeprefix(f"{schedule.name}.") for part in plan.parts if part.when == When.EACH]
    ran = [] if one.results[0].verdict == Outcome.INAPPLICABLE or not parts else plan.stages[: len(inside[each[0]])]
    shown: dict[str, Any] = {
        "claim": plan.claim.id, "variant": str(plan.claim.variant), "problem": plan.problem.name,
        "schedule": schedule.name, "weighted": schedule.weighted, "exact": schedule.exact, "runs": plan.runs,
        "stages": [
            {"number": number, "T": stage.steps, **{letter.name: stage.values[letter] for letter in LETTERS}}
            | {part: inside[part][number - 1] for part in each}
            for number, stage in enumerate(ran, 1)
        ],
        "fails": [{"name": h.name, "value": h.value, "limit": h.limit} for h in hypotheses if h.fails],
    }  # fmt: skip
    if plan.stages:
        shown |= {"K": len(plan.stages), "eps_0": plan.values[s.eps_0], "eps": plan.values[s.eps_stage],
                  "lengths": [stage.steps for stage in plan.stages], "total": complexity.total(plan),
                  "stated": complexity.stated(plan),
                  "ahead": [complexity.ahead(plan, more) for more in complexity.AHEAD]}  # fmt: skip
    if ran:
        shown["start"] = {part.id: parts[part.id][0] for part in plan.parts if part.when == When.START}
    return shown


def _stagewise() -> list[Problem]:
    return [load(path) for path in shipped() if wants(build(path))]


# ---- views -----------------------------------------------------------------------------------------------------------

PANELS = (("gap", r"gap  $F_k(x_k)-F_k(x_*)$", "[F]"), ("momentum", r"momentum  $\|m_k-\nabla F\|^2$", "[F]² [x]⁻²"))


def figures(data: Mapping[str, Any], folder: Path) -> list[dict[str, str]]:
    """Gap and momentum's error per stage with their bounds: a row of panels for each problem."""
    ran = [one for one in data["chains"] if one["stages"]]
    names = list(dict.fromkeys(one["problem"] for one in ran))
    if not names:
        return []
    with drawing(folder) as out:
        figure, panels = plt.subplots(len(names), len(PANELS), figsize=(8.6, 2.6 * len(names)), squeeze=False)
        for row, name in zip(panels, names, strict=True):
            own = [one for one in ran if one["problem"] == name]
            for axes, (part, title, unit) in zip(row, PANELS, strict=True):
                for j, one in enumerate(own):
                    _curve(axes, one, part, j)
                last = max(one["stages"][-1]["number"] for one in own)
                _scale(axes)
                axes.set(title=f"{name}\n{title}", xlabel="stage", ylabel=unit)
                axes.set(xticks=range(last + 1), xlim=(-0.3, last + 0.4))
                axes.title.set_fontsize(7)
            more = {"bound": mark(linestyle="--"), "mean over the drawn iterates": mark(marker=".", linewidth=0)}
            violated = {"VIOLATED": mark(marker=MARK["VIOLATED"], markersize=8, markeredgecolor="black", linewidth=0)}
            key(row[-1], row, more | violated)
        figure.tight_layout()
        caption = (
            "Theorem 4 stage by stage (stage 0: the start). Solid: mean at the output, with its confidence interval; dashed: "
            "the bound; dots: mean over the drawn iterates themselves; a cross marks a violation."
        )
        out.save(figure, "stages", caption)
        return out.drawn


def _scale(axes: Any) -> None:
    """Logarithmic; down to 0 where a mean is 0."""
    drawn = np.concatenate([np.asarray(line.get_ydata(), dtype=float) for line in axes.lines])
    if np.any(drawn <= 0):
        axes.set_yscale("symlog", linthresh=float(np.min(drawn[drawn > 0], initial=1.0)))
    else:
        axes.set_yscale("log")


def _curve(axes: Any, one: Mapping[str, Any], part: str, j: int) -> None:
    """The j-th chain of a panel, a little to the side of the one before."""
    colour, aside = COLOURS[j], 0.05 * j
    points = [(0, one["start"][f"start.{part}"])] + [(stage["number"], stage[part]) for stage in one["stages"]]
    k = [number + aside for number, _ in points]
    means = np.array([point["mean"] for _, point in points])
    label = f"{one['variant']}, {one['schedule']}"
    low = np.array([point["lower"] for _, point in points])
    high = np.array([point["upper"] for _, point in points])
    # a lower limit of 0 has no place on a logarithmic axis
    low = np.maximum(low, means / 10.0)
    axes.errorbar(k, means, yerr=[np.maximum(means - low, 0.0), np.maximum(high - means, 0.0)], color=colour, linewidth=1.3,
                  marker=MARKERS[j], markersize=4, elinewidth=0.7, capsize=2, label=label)  # fmt: skip
    axes.plot(k, [point["bound"] for _, point in points], color=colour, linestyle=(2 * j, (4, 3)), linewidth=1.0)
    drawn = [(number + aside, point["drawn"]) for number, point in points if "drawn" in point]
    axes.plot(*zip(*drawn, strict=True), ".", color=colour, markersize=5)
    bad = [(number + aside, point["mean"]) for number, point in points if point["verdict"] == Outcome.VIOLATED]
    if bad:
        axes.plot(*zip(*bad, strict=True), MARK["VIOLATED"], color=colour, markersize=8, markeredgecolor="black")


def section(data: Mapping[str, Any]) -> str:
    """The section of the report."""
    return markdown("stages", data)
