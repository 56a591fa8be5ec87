"""Where the slack of theorems 2 and 3 is: bound - measured as the sum of what every inequality of the proof gives away.

A ledger (`slack_book`) balances in every run, up to rounding, whether the inequalities are true or not: a false one is a
negative entry.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from numpy.typing import NDArray

from problems.load import FOLDER, load, shipped
from theory.claim import Claim, Variant
from theory.papers.adamw import slack as derive
from theory.papers.adamw.slack import Sense, Slack, When, stated
from verify.decide.checks.replay import BITS
from verify.decide.error_rates import Even
from verify.decide.helps import unconfirmed
from verify.decide.plan import Plan, plan
from verify.decide.row import Row
from verify.decide.verdict import HypothesisStatus, Measured, Outcome, Result
from verify.report.figures import COLOURS
from verify.simulate.ensemble import Records
from verify.studies.base import Progress, Study
from verify.studies.render import drawing, markdown
from verify.studies.where_slack import slack_book as books
from verify.studies.where_slack.ledger import confirm

Array = NDArray[np.float64]
#: every shipped file; the first three (separable, a finite sum, a rotated quadratic) are enough for theorem 3
FIRST = ("rational_well.toml", "sigmoid_breast_cancer.toml", "rotated_quadratic.toml")
FILES = tuple(dict.fromkeys([*FIRST, *(path.relative_to(FOLDER).as_posix() for path in shipped())]))
FILES_3 = len(FIRST)
#: the paper's steps that are refuted, where files show it: the limit of step 5, and the decay that Delta leaves out
KNOWN = ("theorem-2:paper slack/steps", "theorem-2:paper slack/step-8")
MEASURED = "measured"
ENDS = {"theorem-2": "slack/step-8", "theorem-3": "slack/step-4"}
BOUND = "the bound"
GROUPS = (
    MEASURED, derive.SMOOTH, derive.RANGE, derive.BRACKETS, derive.YOUNG, derive.CHANCE, derive.DECAY, derive.ENDS,
    derive.OMITTED, books.SUMS, books.LOOSE,
)  # fmt: skip


def decide(claims: Sequence[Claim], seed: int, error_rate: float, progress: Progress) -> Study:
    """One ledger for every file, theorem and variant; rows on its steps, on its ends, and on its balance."""
    rows: list[Result] = []
    ledgers: list[dict[str, Any]] = []
    skipped: list[dict[str, str]] = []
    # every entry in expectation of every ledger is one statement
    entries = sum(one.sense == Sense.EXPECTATION for one in stated())
    spent = Even(error_rate, {"mean slacks": entries * len(FILES) * len(claims)})
    share = spent.each
    for j, name in enumerate(FILES):
        problem = load(FOLDER / name)
        progress(f"slack ledger: {problem.name}")
        for claim in claims:
            if claim.id == "theorem-3" and (j >= FILES_3 or claim.variant == Variant.PAPER):
                continue  # the paper's schedule does not let the potential telescope (theorem-3.2)
            laid = plan(claim, problem, problem.epsilon, seed)
            if laid.experiment is None:
                failing = ", ".join(h.name for h in laid.hypotheses if h.fails and h.binding)
                why = laid.refusal or f"fails: {failing}"
                skipped.append({"problem": problem.name, "claim": claim.key, "why": why})
                continue
            slacks, records = books.run(laid)
            book = books.book_of(laid, slacks, records, share)
            ledgers.append(book)
            rows += rows_of(laid, slacks, records, book, share)
    return Study(
        tuple(rows),
        {"ledgers": ledgers, "skipped": skipped, "runs": books.RUNS, "error_rate": share, "error_rates": spent.as_data()},
    )


# ---- rows ------------------------------------------------------------------------------------------------------------


def rows_of(laid: Plan, slacks: Sequence[Slack], records: Records, book: Mapping[str, Any], share: float) -> list[Result]:
    """`slack/steps`: the inequalities at every k; the ends; `slack/balance`; `slack/noise` only where it is refuted."""
    row = Row(laid.claim, "slack/steps", laid.problem.name, laid.algorithm, "pathwise", None, laid.parameters, KNOWN)
    stopped = int(np.sum(records["stopped"] > 0))
    if stopped:
        said = f"fails: iterates stay in the region: {stopped} runs left it or were not finite"
        limit = f"|x_i| <= {laid.problem.region}"
        failing = (HypothesisStatus("iterates stay in the region", "fails", said, limit, "monitored"),)
        parts = ("slack/steps", ENDS[laid.claim.id], "slack/balance")
        return [replace(row, part=part).of(Outcome.INAPPLICABLE, None, None, said, hypotheses=failing) for part in parts]
    within = [j for j, one in enumerate(slacks) if one.when == When.STEP and one.sense == Sense.PATHWISE]
    found = [_steps(row, slacks, records, within, laid), _ends(row, slacks, records)]
    off, allowed = abs(book["imbalance"]), book["allowance"]
    balanced = Outcome.HOLDS if off <= allowed else Outcome.VIOLATED
    said = "bound - measured against the sum of all entries; the bound of their difference is what rounding allows"
    balance = replace(row, part="slack/balance", kind="algebra")
    found.append(balance.of(balanced, Measured(off, None, None, book["runs"]), allowed, said))
    refuted = [entry for entry in book["entries"] if entry["sense"] == Sense.EXPECTATION and entry["said"] == "NEGATIVE"]
    for entry in refuted:
        measured = Measured(entry["mean"], entry["lower"], entry["upper"], book["runs"])
        said = f"{entry['name']} ({entry['step']}): the mean slack lies below 0"
        noise = replace(row, part="slack/noise", kind="expectation", error_rate=share)
        found.append(noise.of(Outcome.VIOLATED, measured, None, said))
    return found


def _steps(row: Row, slacks: Sequence[Slack], records: Records, which: Sequence[int], laid: Plan) -> Result:
    """The least slack over its allowance among `which`, over runs and steps; below 0 counts once balls confirm it."""
    worst = records["slack:worst"][list(which)]
    i, run_ = (int(index) for index in np.unravel_index(int(np.argmin(worst)), worst.shape))
    j = which[i]
    least, step = float(records["slack:least"][j, run_]), int(records["slack:step"][j, run_])
    names = [slacks[j].name for j in which if np.min(records["slack:worst"][j]) < -1.0]
    said = "all inequalities of a step; the number is the least slack" + (f"; negative: {', '.join(names)}" if names else "")
    measured = Measured(least, None, None, worst.shape[1])
    if not names:
        return row.of(Outcome.HOLDS, measured, None, said)
    witness = {"inequality": slacks[j].name, "run": run_, "step": step, "slack": least}
    witness["slack_over_allowance"] = float(worst[i, run_])
    assert laid.experiment is not None
    witness |= confirm(laid.experiment, slacks[j], books.constants(laid), run_, step)
    verdict = Outcome.VIOLATED if witness["confirmed"] else Outcome.UNDECIDED
    return row.of(verdict, measured, None, said, witness=witness, helps=unconfirmed(str(witness["ball"]), BITS))


def _ends(row: Row, slacks: Sequence[Slack], records: Records) -> Result:
    """The step as one inequality in every run, without the initial momentum, which it bounds in expectation alone."""
    which = [j for j, one in enumerate(slacks) if one.when != When.STEP and one.sense == Sense.PATHWISE]
    value, allowed = np.sum(records["slack:sum"][which], axis=0), np.sum(records["slack:allowed"][which], axis=0)
    run_ = int(np.argmin(value))
    violated = bool(value[run_] < -allowed[run_])
    witness = {"run": run_, "slack": float(value[run_]), "allowance": float(allowed[run_])} if violated else None
    said = "what the potential loses over all steps, against the initial gap; the number is the least slack"
    measured = Measured(float(value[run_]), None, None, value.size)
    verdict = Outcome.VIOLATED if violated else Outcome.HOLDS
    return replace(row, part=ENDS[row.claim.id]).of(verdict, measured, None, said, witness=witness)


# ---- views -----------------------------------------------------------------------------------------------------------


def shares(book: Mapping[str, Any]) -> dict[str, float]:
    """What each group holds of the bound; they add up to 1."""
    found = {MEASURED: book["measured"]}
    for entry in book["entries"]:
        found[entry["group"]] = found.get(entry["group"], 0.0) + entry["mean"]
    return {group: found[group] / book["bound"] for group in GROUPS if group in found}


def figures(data: Mapping[str, Any], folder: Path) -> list[dict[str, str]]:
    """One bar for every ledger; those whose measurement exceeds the bound have a figure, and a scale, of their own."""
    within = [book for book in data["ledgers"] if book["measured"] <= book["bound"]]
    beyond = [book for book in data["ledgers"] if book["measured"] > book["bound"]]
    says = "Measured and the slack of every inequality of the proof, which together are the bound (dashed)."
    left = " What lies left of 0 is an inequality that is false there."
    with drawing(folder) as out:
        if within:
            out.save(_bars([within]), "slack-ledger", says + left)
        if beyond:
            more = f"{says}{left} The measurement exceeds the bound; every bar has its own scale."
            out.save(_bars([[book] for book in beyond]), "slack-ledger-violated", more)
        return out.drawn


def _bars(panels: Sequence[Sequence[Mapping[str, Any]]]) -> Figure:
    height = sum(0.5 + 0.42 * len(own) for own in panels)
    figure, column = plt.subplots(len(panels), 1, figsize=(8.6, height), squeeze=False)
    for axes, own in zip(column[:, 0], panels, strict=True):
        _panel(axes, own)
    axes.set_xlabel("share of the bound  (1)")
    figure.tight_layout()
    named = {label: handle for axes in figure.axes for handle, label in zip(*axes.get_legend_handles_labels(), strict=True)}
    order = [label for label in (*GROUPS, BOUND) if label in named]
    handles = [named[label] for label in order]
    figure.legend(handles, order, fontsize=7, loc="lower center", bbox_to_anchor=(0.5, 1.0), ncols=4)
    return figure


def _panel(axes: Axes, books: Sequence[Mapping[str, Any]]) -> None:
    axes.set_axisbelow(True)
    y = np.arange(len(books))[::-1]
    parts = [shares(book) for book in books]
    left, right = np.zeros(len(books)), np.zeros(len(books))
    for j, group in enumerate(GROUPS):
        width = np.array([part.get(group, 0.0) for part in parts])
        if not np.any(width):
            continue
        start = np.where(width >= 0, right, left)
        style: dict[str, Any] = {"color": COLOURS[j % len(COLOURS)], "edgecolor": "white", "linewidth": 0.3}
        style |= {"edgecolor": "black", "linewidth": 1.2} if j >= len(COLOURS) else {}
        axes.barh(y, width, left=start, label=group, height=0.68, **style)
        right, left = right + np.maximum(width, 0.0), left + np.minimum(width, 0.0)
    axes.axvline(1.0, color="black", linewidth=0.8, linestyle="--", label=BOUND)
    axes.axvline(0.0, color="black", linewidth=0.8)
    axes.set_yticks(y, [_label(book) for book in books], fontsize=7)
    low, high = float(np.min(left)), max(1.0, float(np.max(right)))
    margin = 0.02 * (high - low)
    axes.set(xlim=(low - margin, high + margin), ylim=(-0.6, len(books) - 0.4))


def _label(book: Mapping[str, Any]) -> str:
    return f"{book['problem']}, {book['claim']} {book['variant']}"


def section(data: Mapping[str, Any]) -> str:
    """The section of the report."""
    books = [{**book, "shares": shares(book), "label": _label(book)} for book in data["ledgers"]]
    groups = [group for group in GROUPS if group != MEASURED and any(group in book["shares"] for book in books)]
    return markdown("where_slack", {**data, "ledgers": books, "groups": groups})
