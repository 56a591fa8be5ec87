"""How small a falsehood is caught, and how often a true claim is called false: the checkers, checked.

A verdict on a claim in expectation depends on the values of the runs alone. So the values of many runs are simulated once
and taken as a population, whose mean is then known; a ledger with another seed is a draw from it, with replacement. Against
each ledger stand claims whose bound is a multiple f of the true mean: for f >= 1 a VIOLATED is a false alarm (f = 1 is the
hardest true claim), for f < 1 it is a detection. The ledgers look after 256 runs and whenever these have
doubled, up to 4096. A mutated claim (a term dropped, an exponent off by 1/4) is one of these multiples.

Mutated algorithms run through the ensemble and meet the pathwise checks; ledgers of the true theorem, with seeds of their
own, are simulated and judged as `run` does.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from numpy.typing import NDArray

from problems.load import FOLDER, load
from theory import symbols as s
from theory.claim import Claim, Kind, Part, Variant
from theory.papers import find
from verify.decide.checks import expectation, pathwise
from verify.decide.error_rates import Even
from verify.decide.evaluate import number
from verify.decide.judge import judge
from verify.decide.plan import Plan, plan
from verify.decide.ranges import average_ranges
from verify.decide.statistics import GROUP, decided, proportion_interval
from verify.decide.verdict import Outcome
from verify.report.figures import COLOURS, DASHES, MARKERS
from verify.simulate.averages import Averages
from verify.simulate.ensemble import Ensemble
from verify.simulate.streams import stream_key
from verify.studies.base import Progress, Study
from verify.studies.power import mutants
from verify.studies.render import area, drawing, key, markdown

Array = NDArray[np.float64]
#: file, target accuracy, ledgers; on the second one the paper's Delta lacks a term that counts
POPULATIONS: tuple[tuple[str, float | None, int], ...] = (
    ("rational_well.toml", 2.0, 200),
    ("counterexamples/theorem_2_initial_decay.toml", None, 50),
)
RUNS = 16_384
FACTORS = (1.05, 1.0, 0.999, 0.998, 0.995, 0.99, 0.95, 0.9, 0.5, 0.1)
LOOKS = (256, 512, 1024, 2048, 4096)
#: error rate of each of a ledger's statements
RATE = 0.01
RULE_RUNS, RULE_STEPS = 16, 200
ALARM_LEDGERS, ALARM_RUNS = 200, 256
#: a falsehood counts as detected reliably from this rate on
RELIABLY = 0.9


def decide(claims: Sequence[Claim], seed: int, error_rate: float, progress: Progress) -> Study:
    """No rows: power curves, mutated claims, mutated algorithms and false alarms, as data."""
    curves: list[dict[str, Any]] = []
    for file, epsilon, ledgers in POPULATIONS:
        progress(f"power: {ledgers} ledgers from a population of runs on {file}")
        curves.append(_curve(_laid(file, epsilon, seed), ledgers, seed))
    progress("power: mutated algorithms")
    rules = _rules(seed)
    progress(f"power: {ALARM_LEDGERS} ledgers of true claims")
    alarms = _alarms(seed)
    lines = [row for curve in curves for row in (*curve["rows"], *curve["claims"])]
    spent = Even(error_rate, {"shares of ledgers": len(lines) + 1})
    for row in (*lines, alarms):
        row["interval"] = list(proportion_interval(row["alarms"], row["ledgers"], spent.each))
    data = {"curves": curves, "rules": rules, "alarms": alarms, "rate": RATE, "looks": list(LOOKS), "reliably": RELIABLY,
            "error_rate": spent.each, "error_rates": spent.as_data()}  # fmt: skip
    return Study((), data)


def _laid(file: str, epsilon: float | None, seed: int) -> Plan:
    problem = load(FOLDER / file)
    claim = next(c for c in find("theorem-2") if c.variant == Variant.REPAIRED)
    made = plan(claim, problem, epsilon or problem.epsilon, seed)
    assert made.experiment is not None
    return made


def _curve(laid: Plan, ledgers: int, seed: int) -> dict[str, Any]:
    """One population: how often each multiple of its mean, and each mutated bound, is VIOLATED."""
    assert laid.experiment is not None
    part = next(p for p in laid.claim.parts if p.id == "eq-18")
    kept = (Averages(tuple(expectation.weights(part))),)
    records = Ensemble(replace(laid.experiment, reducers=kept, purpose="power")).run(range(RUNS))
    assert not np.any(records["stopped"])
    values = expectation.measured_values(part, records)
    limits = average_ranges(laid.problem, laid.experiment.schedule, [int(laid.values[s.T])])
    top = expectation.largest(part, {name: float(at[-1]) for name, at in limits.items()})
    mean = float(np.mean(values))
    draw = np.random.default_rng(stream_key(seed, laid.problem.name, "power"))
    found = [draw.choice(values, LOOKS[-1]) for _ in range(ledgers)]
    bounds = {said: number(changed.right, laid.values) for said, changed in mutants.claims(part)}
    told = rates(found, top, [*(f * mean for f in FACTORS), *bounds.values()])
    rows = [{"factor": f, **one} for f, one in zip(FACTORS, told, strict=False)]
    reliable = [row["factor"] for row in rows if row["violated"] >= RELIABLY and row["factor"] < 1.0]
    ends = zip(bounds.items(), told[len(FACTORS) :], strict=True)
    changed = [{"mutant": said, "over_mean": bound / mean, **one} for (said, bound), one in ends]
    return {
        "problem": laid.problem.name, "ledgers": ledgers, "population": RUNS, "mean": mean, "largest": top, "rows": rows,
        "bound_over_mean": laid.bound(part) / mean, "smallest_falsehood": max(reliable, default=None), "claims": changed,
    }  # fmt: skip


def verdict(held: Sequence[bool], violated: Sequence[bool]) -> Outcome:
    """The first look that decides."""
    for holds, fails in zip(held, violated, strict=True):
        if holds or fails:
            return Outcome.HOLDS if holds else Outcome.VIOLATED
    return Outcome.UNDECIDED


def rates(ledgers: Sequence[Array], top: float, bounds: Sequence[float]) -> list[dict[str, Any]]:
    """How the ledgers with these values, in [0, top], decide "mean <= bound", of each bound."""
    at = np.array(LOOKS) // GROUP - 1
    looks = [
        [verdict(held[at].tolist(), violated[at].tolist()) for held, violated in decided(values, top, RATE, bounds)]
        for values in ledgers
    ]
    return [_shares(said) for said in zip(*looks, strict=True)]


def _shares(said: Sequence[Outcome]) -> dict[str, Any]:
    alarms, n = said.count(Outcome.VIOLATED), len(said)
    return {"violated": alarms / n, "held": said.count(Outcome.HOLDS) / n, "alarms": alarms, "ledgers": n}


def _rules(seed: int) -> list[dict[str, Any]]:
    """Each mutated algorithm on the first file: the pathwise parts that it breaks; the true one, to compare."""
    file, epsilon, _ = POPULATIONS[0]
    laid = _laid(file, epsilon, seed)
    assert laid.experiment is not None
    checked = [part for part in laid.claim.parts if part.kind == Kind.PATHWISE]
    rows = []
    for name, rule in {"AdamW-D itself": laid.experiment.algorithm, **mutants.algorithms()}.items():
        steps = min(RULE_STEPS, int(laid.values[s.T]))
        kept = tuple(pathwise.reducer(laid.claim, part, laid.problem, laid.values) for part in checked)
        # every rule is another program: too short a run to be worth compiling
        experiment = replace(laid.experiment, algorithm=rule, steps=steps, reducers=kept, backend="numpy")
        records = Ensemble(experiment).run(range(RULE_RUNS))
        rows.append({"rule": name, "broken": [part.id for part in checked if _broken(laid, part, records)]})
    return rows


def _broken(laid: Plan, part: Part, records: Any) -> bool:
    return pathwise.decide(pathwise.name_of(laid.claim, part), records)[0] == Outcome.VIOLATED


def _alarms(seed: int) -> dict[str, Any]:
    """Ledgers of the true theorem, simulated and judged; the error rate of each is split over its parts."""
    file, epsilon, _ = POPULATIONS[0]
    first = _laid(file, epsilon, seed)
    # what is enumerated at given states does not depend on luck; Eq. 18 at every T is ten more intervals like the one at T
    parts = tuple(part for part in first.claim.parts if part.kind != Kind.CONDITIONAL and not part.every_T)
    laid = replace(first, claim=replace(first.claim, parts=parts))
    assert laid.experiment is not None
    alarms, undecided, ensemble = 0, 0, Ensemble(laid.experiment)
    ensemble.foresee(ALARM_LEDGERS * ALARM_RUNS)  # once for all ledgers, which are one loop
    for ledger in range(ALARM_LEDGERS):
        one = ensemble.sown(stream_key(seed, laid.problem.name, f"ledger {ledger}"))
        rows = judge(replace(laid, experiment=one.experiment), one.run(range(ALARM_RUNS)), ALARM_RUNS, RATE, 0.0)
        alarms += any(row.verdict == Outcome.VIOLATED for row in rows)
        undecided += any(row.verdict == Outcome.UNDECIDED for row in rows)
    return {"problem": laid.problem.name, "epsilon": laid.values[s.epsilon], "ledgers": ALARM_LEDGERS, "runs": ALARM_RUNS,
            "parts": len(parts), "alarms": alarms, "undecided": undecided}  # fmt: skip


def figures(data: Any, folder: Path) -> list[dict[str, str]]:
    """The power curves."""
    with drawing(folder) as into:
        figure, axes = plt.subplots(figsize=(5.2, 3.1))
        for colour, marker, dash, curve in zip(COLOURS, MARKERS, DASHES, data["curves"], strict=False):
            f = [row["factor"] for row in curve["rows"]]
            low, high = zip(*(row["interval"] for row in curve["rows"]), strict=True)
            style = {"color": colour, "marker": marker, "linestyle": dash, "markersize": 4, "label": curve["problem"]}
            axes.plot(f, [row["violated"] for row in curve["rows"]], **style)
            axes.fill_between(f, low, high, color=colour, alpha=0.2, linewidth=0)
        axes.axhline(data["rate"], color="black", linestyle=":", linewidth=1, label=f"error rate {data['rate']:g}")
        axes.axvline(1.0, color="black", linewidth=0.8)
        axes.set(
            xlim=(0.985, 1.005),
            xlabel="bound / true mean  (1; left of 1: a falsehood)",
            ylabel="share of ledgers that say VIOLATED  (1)",
        )
        axes.locator_params(axis="x", nbins=5)
        key(axes, [axes], {"confidence interval": area(alpha=0.2)})
        caption = "Power of the checker of means at the default budget: share of ledgers that say VIOLATED, with intervals."
        into.save(figure, "power", caption)
        return into.drawn


def section(data: Any) -> str:
    """The report's section."""
    return markdown("power", data)
