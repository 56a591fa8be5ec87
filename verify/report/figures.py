"""Figures, from report.json alone, as SVG; the same report gives the same bytes."""

import warnings
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from itertools import repeat
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib as mpl

mpl.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from verify.report.names import file_names

STYLE: dict[Any, Any] = {
    "svg.hashsalt": "adamw-verify",
    "svg.fonttype": "none",  # words stay words: searchable, and a third of the size
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.alpha": 0.3,
    "legend.frameon": False,
    "figure.dpi": 110,
}
COLOURS = ("#0b5394", "#cc4125", "#38761d", "#7f6000", "#674ea7")
MARK = {"HOLDS": "o", "VIOLATED": "X", "UNDECIDED": "D", "INAPPLICABLE": "."}
OBJECTIVE = {
    "grad_F": r"$\|\nabla F(x_k)\|$  the loss",
    "grad_F_k": r"$\|\nabla F_k(x_k)\|$  the dynamic objective",
    "grad_l2": r"$\|\nabla F(x_k)+\lambda x_k\|$  the $\ell_2$-regularised loss",
}


class Drawing(NamedTuple):
    """A figure to draw: `make(*data)` under this name."""

    name: str
    caption: str
    make: Callable[..., Figure]
    data: tuple[Any, ...]
    fixed: bool = False


def render(document: Mapping[str, Any], folder: Path, pool: Executor | None = None) -> list[dict[str, str]]:
    """Draw all figures of a report into `folder`, by the processes of `pool` if there is one; name and caption of each."""
    folder.mkdir(parents=True, exist_ok=True)
    drawings: list[Drawing] = []
    courses = _preferred(document["courses"])
    called = [f"{course['claim']}-{course['problem']}" for course in courses]
    for course, text in zip(courses, called, strict=True):
        rows, name = _rows(document, course), file_names(called)[text]
        title = f"{course['claim']} ({course['variant']}) on {course['problem']}"
        says = f"{title}: running averages, band and bound."
        drawings.append(Drawing(f"{name}-quantities", says, _quantities, (course, rows, title), True))
        says = f"{title}: which objective becomes stationary."
        drawings.append(Drawing(f"{name}-objectives", says, _objectives, (course, title), True))
    if any(row["terms"] for row in document["results"]):
        says = "The terms of the bound, as shares of its right side."
        drawings.append(Drawing("bound-terms", says, _terms, (document["results"],)))
    if any(row["ratio"] is not None for row in document["results"]):
        says = "Measured over bound, with the confidence interval."
        drawings.append(Drawing("tightness", says, _tightness, (document["results"],)))
    list((pool.map if pool is not None else map)(draw, drawings, repeat(folder)))
    return [{"name": drawing.name, "caption": drawing.caption} for drawing in drawings]


def draw(drawing: Drawing, folder: Path) -> None:
    """Draw one figure into `folder`."""
    with mpl.rc_context(STYLE), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph")  # a name in a script that the font lacks is shown as boxes
        figure = drawing.make(*drawing.data)
        # finding the bounding box costs as much as drawing: figures of one form have fixed margins
        box = None if drawing.fixed else figure.get_tightbbox().padded(0.1)
        figure.savefig(folder / f"{drawing.name}.svg", metadata={"Date": None}, bbox_inches=box)
        plt.close(figure)


def _preferred(courses: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """One course per claim, problem and accuracy: the repaired variant where both ran; equal courses of two claims once."""
    chosen: dict[tuple[str, str], Mapping[str, Any]] = {}
    for course in courses:
        key = (course["claim"], course["problem"])
        if key not in chosen or course["variant"] == "repaired":
            chosen[key] = course
    distinct: list[Mapping[str, Any]] = []
    for course in chosen.values():
        same = ("problem", "k", "running", "objectives")
        if not any(all(course[name] == other[name] for name in same) for other in distinct):
            distinct.append(course)
    return distinct


def _rows(document: Mapping[str, Any], course: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    same = ("claim", "variant", "problem")
    return {
        row["part"]: row
        for row in document["results"]
        if all(row[key] == course[key] for key in same) and row["parameters"].get("epsilon") == course["epsilon"]
    }


def _line(axes: Axes, k: Sequence[float], band: Mapping[str, Sequence[float | None]], colour: str, label: str) -> None:
    def numbers(values: Sequence[float | None]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        return np.array([np.nan if v is None else v for v in values], dtype=float)

    x = np.asarray(k, dtype=float) + 1.0
    axes.plot(x, numbers(band["mean"]), color=colour, label=label, linewidth=1.5)
    axes.fill_between(x, numbers(band["low"]), numbers(band["high"]), color=colour, alpha=0.2, linewidth=0)


def _quantities(course: Mapping[str, Any], rows: Mapping[str, Mapping[str, Any]], title: str) -> Figure:
    # parts with the same left side share a panel, each with its bound
    shown: dict[str, list[str]] = {}
    for part in course["running"]:
        shown.setdefault(course["labels"][part], []).append(part)
    figure, panels = plt.subplots(1, len(shown), figsize=(3.6 * len(shown), 3.1), squeeze=False)
    figure.subplots_adjust(left=0.06, right=0.99, bottom=0.16, top=0.82, wspace=0.2)
    for axes, (label, parts) in zip(panels[0], shown.items(), strict=True):
        _line(axes, course["k"], course["running"][parts[0]], COLOURS[0], "average over the first k steps")
        for part, colour, style in zip(parts, COLOURS[1:], ("--", ":", "-.", "-"), strict=False):
            if part in rows and rows[part]["bound"] is not None:
                bound = rows[part]["bound"]
                axes.axhline(bound, color=colour, linestyle=style, linewidth=1.2, label=f"bound of {part} at T")
        axes.set(xscale="log", yscale="log", xlabel="k", title=f"({', '.join(parts)})  ${label}$")
        axes.legend(fontsize=7)
    figure.suptitle(title, y=0.98)
    return figure


def _objectives(course: Mapping[str, Any], title: str) -> Figure:
    figure, (left, right) = plt.subplots(1, 2, figsize=(8.6, 3.3))
    figure.subplots_adjust(left=0.08, right=0.99, bottom=0.16, top=0.84, wspace=0.18)
    for colour, (name, label) in zip(COLOURS, OBJECTIVE.items(), strict=False):
        _line(left, course["k"], course["objectives"][name], colour, label)
    left.set(xscale="log", yscale="log", xlabel="k", title="gradient norms")
    left.legend(fontsize=7)
    for colour, name, label in ((COLOURS[0], "F", r"$F(x_k)$"), (COLOURS[1], "F_k", r"$F_k(x_k)$")):
        _line(right, course["k"], course["objectives"][name], colour, label)
    right.set(xscale="log", xlabel="k", title="values")
    right.legend(fontsize=7)
    figure.suptitle(title, y=0.98)
    return figure


def _label(row: Mapping[str, Any]) -> str:
    return f"{row['problem']}, {row['claim']} {row['variant']}, ε={row['parameters'].get('epsilon', 0):g}"


def _terms(results: Sequence[Mapping[str, Any]]) -> Figure:
    rows = [row for row in results if row["terms"] and row["bound"]]
    figure, axes = plt.subplots(figsize=(8, 0.8 + 0.3 * len(rows)))
    names = list(dict.fromkeys(name for row in rows for name in row["terms"]))
    left = np.zeros(len(rows))
    y = np.arange(len(rows))[::-1]
    for colour, name in zip(COLOURS, names, strict=False):
        share = np.array([row["terms"].get(name, 0.0) / row["bound"] for row in rows])
        axes.barh(y, share, left=left, color=colour, label=name, height=0.7)
        left += share
    axes.plot([row["ratio"] for row in rows], y, "k|", markersize=12, label="measured")
    axes.set_yticks(y, [_label(row) for row in rows], fontsize=7)
    axes.set(xlabel="share of the right side", xlim=(0, 1.02))
    axes.legend(fontsize=7, loc="lower center", bbox_to_anchor=(0.4, 1.0), ncols=4)
    return figure


def _tightness(results: Sequence[Mapping[str, Any]]) -> Figure:
    rows = [row for row in results if row["ratio"] is not None and row["measured"]["lower"] is not None and row["bound"]]
    groups = list(dict.fromkeys(_label(row) for row in rows))
    figure, axes = plt.subplots(figsize=(8, 0.9 + 0.34 * len(groups)))
    parts = list(dict.fromkeys(row["part"] for row in rows))
    for row in rows:
        place = len(groups) - 1 - groups.index(_label(row)) + 0.12 * (parts.index(row["part"]) - len(parts) / 2)
        colour = COLOURS[parts.index(row["part"]) % len(COLOURS)]
        low, high = (row["measured"][end] / row["bound"] for end in ("lower", "upper"))
        axes.plot([max(low, 1e-6), high], [place, place], color=colour, linewidth=1, alpha=0.6)
        axes.plot(row["ratio"], place, MARK[row["verdict"]], color=colour, markersize=4)
    axes.axvline(1.0, color="black", linewidth=0.8)
    axes.set_yticks(range(len(groups)), groups[::-1], fontsize=7)
    axes.set(xscale="log", xlabel="measured / bound (cross: violated, diamond: undecided)")
    handles = [Line2D([], [], color=COLOURS[j % len(COLOURS)], marker="o", markersize=4) for j in range(len(parts))]
    axes.legend(handles, parts, fontsize=7, ncols=len(parts), loc="lower center", bbox_to_anchor=(0.4, 1.0))
    return figure
