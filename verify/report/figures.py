"""Figures, from report.json alone, as SVG; the same report gives the same bytes."""

import warnings
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import matplotlib as mpl

mpl.use("Agg")
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from verify.report import shown, svg
from verify.report.drawers import Drawers
from verify.report.names import file_names
from verify.report.swept import Sweep, sweep

STYLE: dict[Any, Any] = {
    "svg.hashsalt": "adamw-verify",
    "svg.fonttype": "none",  # words stay words: searchable, and a third of the size
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.alpha": 0.3,
    "legend.frameon": False,
    "figure.dpi": 110,
}
VALUE_PER_LENGTH = "[F] [x]⁻¹"
#: ends of axes: a share of a bound beyond the first is told in words, a ratio below the second is drawn there
FARTHEST, LEAST = 1.25, 1e-5
#: from this many figures on (a few tenths of a second each) processes of their own draw
MANY = 8
#: inches around a figure
MARGIN = 0.1
#: one for each series of a figure: any two differ for every kind of colour vision, all are seen on white
COLOURS = ("#3a50c3", "#f66754", "#629b97", "#934610", "#bd76ed", "#273151", "#5f5f5f", "#4d2620")
MARKERS = ("o", "s", "^", "v", "P", "D", "<", ">", "p")
DASHES = ("-", "--", ":", "-.")
MARK = {"HOLDS": "o", "VIOLATED": "X", "UNDECIDED": "D", "INAPPLICABLE": "."}
OBJECTIVE = {
    "grad_F": "‖∇F(xₖ)‖, the loss",
    "grad_F_k": "‖∇Fₖ(xₖ)‖, the dynamic objective",
    "grad_l2": "‖∇F(xₖ) + λxₖ‖, the ℓ₂-regularised loss",
}


class Drawing(NamedTuple):
    """A figure to draw: `make(*data)` under this name."""

    name: str
    caption: str
    make: Callable[..., Figure]
    data: tuple[Any, ...]
    fixed: bool = False


def render(document: Mapping[str, Any], folder: Path, drawers: Drawers | None = None) -> list[dict[str, str]]:
    """Draw all figures of a report into `folder`, by drawers if there are any; name and caption of each."""
    folder.mkdir(parents=True, exist_ok=True)
    drawings: list[Drawing] = []
    courses = _shown(document)
    called = [f"{course['claim']}-{course['problem']}{more}" for course, more in courses]
    for (course, _), text in zip(courses, called, strict=True):
        rows, name = _rows(document, course), file_names(called)[text]
        title = f"{course['claim']} ({course['variant']}) on {course['problem']}"
        says = f"{title}: running averages, band and bound."
        drawings.append(Drawing(f"{name}-quantities", says, _quantities, (course, rows, title), True))
        says = f"{title}: which objective becomes stationary."
        drawings.append(Drawing(f"{name}-objectives", says, _objectives, (course, title), True))
    if any(row["terms"] for row in document["results"]):
        says = "The terms of the bound, as shares of its right side."
        drawings.append(Drawing("bound-terms", says, _terms, (document["results"],)))
    if _between_ends(document["results"]):
        says = "Measured over bound, with the confidence interval."
        drawings.append(Drawing("tightness", says, _tightness, (document["results"],)))
    if (swept := sweep(document)) is not None and any(line.row["ratio"] is not None for line in swept.lines):
        says = "The sweep: measured over bound along the first key, a line for each part and value of the others."
        drawings.append(Drawing("sweep", says, _sweep, (swept,)))
    if drawers is None:
        data = [draw(drawing, folder) for drawing in drawings]
    else:
        works = [
            ((drawing.name, drawing.make.__name__, drawing.data, drawing.fixed), partial(draw, drawing)) for drawing in drawings
        ]
        data = [drawn() for drawn in drawers.begin(works, MANY)]
    return [{"name": d.name, "caption": d.caption, "data": told} for d, told in zip(drawings, data, strict=True)]


def draw(drawing: Drawing, folder: Path) -> str:
    """Draw one figure into `folder`; what it shows, as a table."""
    with mpl.rc_context(STYLE), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph")  # a name in a script that the font lacks is shown as boxes
        figure = drawing.make(*drawing.data)
        svg.save(figure, folder / f"{drawing.name}.svg", None if drawing.fixed else MARGIN)
        plt.close(figure)
        return shown.table(figure)


def _shown(document: Mapping[str, Any]) -> list[tuple[Mapping[str, Any], str]]:
    """The courses to draw, each with what its name has besides claim and problem; equal courses of two claims once.

    Of a claim and problem the repaired variant where there is one, and every other in which something is violated; a course of
    one step has no curve, the cells of a sweep have a figure of their own.
    """
    chosen: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    cells = {problem["problem"] for problem in document.get("problems", ()) if problem.get("swept")}
    courses = [course for course in document["courses"] if course["problem"] not in cells]
    for course in sorted(courses, key=lambda course: course["variant"] != "repaired"):
        some = chosen.setdefault((course["claim"], course["problem"]), [])
        if len(course["k"]) > 1 and (not some or any(row["verdict"] == "VIOLATED" for row in _rows(document, course).values())):
            some.append(course)
    distinct: list[tuple[Mapping[str, Any], str]] = []
    same = ("problem", "k", "running", "objectives")
    for course, more in ((one, f"-{one['variant']}" * (j > 0)) for some in chosen.values() for j, one in enumerate(some)):
        if not any(all(course[name] == other[name] for name in same) for other, _ in distinct):
            distinct.append((course, more))
    return distinct


def _rows(document: Mapping[str, Any], course: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    same = ("claim", "variant", "problem")
    return {
        row["part"]: row
        for row in document["results"]
        if all(row[key] == course[key] for key in same) and row["parameters"].get("epsilon") == course["epsilon"]
    }


def _line(axes: Axes, k: Sequence[float], band: Mapping[str, Sequence[float | None]], j: int, label: str) -> None:
    """The j-th series of a panel: its mean with its band."""

    def numbers(values: Sequence[float | None]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        return np.array([np.nan if v is None else v for v in values], dtype=float)

    x, mean = np.asarray(k, dtype=float) + 1.0, numbers(band["mean"])
    if not np.any(mean):
        label += ": 0 at every step"
    # where curves fall on one another the dashes of the later ones show the earlier
    style: dict[str, Any] = {
        "color": COLOURS[j],
        "linestyle": DASHES[j],
        "marker": MARKERS[j],
        "markersize": 3.5,
        "linewidth": 1.5,
    }
    axes.plot(x, mean, label=label, markevery=(4 * j, 16), **style)
    axes.fill_between(x, numbers(band["low"]), numbers(band["high"]), color=COLOURS[j], alpha=0.2, linewidth=0)


def _key(axes: Axes, columns: int, band: bool = True) -> None:
    """The legend below a panel, where it covers nothing; the band is in it."""
    handles, labels = axes.get_legend_handles_labels()
    if band:
        handles.append(Patch(color=COLOURS[0], alpha=0.2, linewidth=0))
        labels.append("5th to 95th percentile of runs")
    axes.legend(handles, labels, fontsize=7, loc="upper center", bbox_to_anchor=(0.5, -0.2), ncols=columns)


def _quantities(course: Mapping[str, Any], rows: Mapping[str, Mapping[str, Any]], title: str) -> Figure:
    # parts with the same left side share a panel, each with its bound
    alike: dict[str, list[str]] = {}
    for part in course["running"]:
        alike.setdefault(course["labels"][part], []).append(part)
    figure, panels = plt.subplots(1, len(alike), figsize=(3.6 * len(alike), 3.7), squeeze=False)
    figure.subplots_adjust(left=0.22 / len(alike), right=1.0 - 0.04 / len(alike), bottom=0.29, top=0.84, wspace=0.3)
    for axes, (label, parts) in zip(panels[0], alike.items(), strict=True):
        _line(axes, course["k"], course["running"][parts[0]], 0, "average over the first k steps")
        for part, colour, style in zip(parts, COLOURS[1:], DASHES[1:], strict=False):
            if part in rows and rows[part]["bound"] is not None:
                bound = rows[part]["bound"]
                axes.axhline(bound, color=colour, linestyle=style, linewidth=1.2, label=f"bound of {part} at T")
        unit = course.get("units", {}).get(parts[0], "")
        axes.set(xscale="log", yscale="log", xlabel="k (steps)", title=f"({', '.join(parts)})  ${label}$", ylabel=unit)
        _key(axes, 1)
    _titled(figure, title)
    return figure


def _objectives(course: Mapping[str, Any], title: str) -> Figure:
    figure, (left, right) = plt.subplots(1, 2, figsize=(8.6, 3.9))
    figure.subplots_adjust(left=0.08, right=0.99, bottom=0.3, top=0.86, wspace=0.2)
    for j, (name, label) in enumerate(OBJECTIVE.items()):
        _line(left, course["k"], course["objectives"][name], j, label)
    left.set(xscale="log", yscale="log", xlabel="k (steps)", title="gradient norms", ylabel=VALUE_PER_LENGTH)
    for j, (name, label) in enumerate((("F", "F(xₖ)"), ("F_k", "Fₖ(xₖ)"))):
        _line(right, course["k"], course["objectives"][name], j, label)
    right.set(xscale="log", xlabel="k (steps)", title="values", ylabel="[F]")
    for axes in (left, right):
        _key(axes, 1)
    _titled(figure, title)
    return figure


def _titled(figure: Figure, title: str) -> None:
    """A title above all axes, in a size at which it is no wider than the figure."""
    text = figure.suptitle(title, y=0.98)
    wide = text.get_window_extent().width / (0.98 * figure.bbox.width)
    text.set_fontsize(text.get_fontproperties().get_size_in_points() / max(wide, 1.0))


def _label(row: Mapping[str, Any]) -> str:
    return f"{row['problem']}, {row['claim']} {row['variant']}, ε={row['parameters'].get('epsilon', 0):g}"


def _lines(axes: Axes, words: Sequence[str], height: float, **legend: Any) -> None:
    """The lines of a high figure, first to last from the top down, numbers and legend at both ends."""
    axes.set_yticks(range(len(words)), words[::-1], fontsize=7)
    axes.set_ylim(-0.7, len(words) - 0.3)
    axes.tick_params(axis="x", top=True, labeltop=True)
    axes.set_axisbelow(True)
    axes.legend(fontsize=7, loc="lower center", bbox_to_anchor=(0.4, 1.0 + 0.4 / height), **legend)


def _terms(results: Sequence[Mapping[str, Any]]) -> Figure:
    rows = [row for row in results if row["terms"] and row["bound"]]
    height = 0.8 + 0.3 * len(rows)
    figure, axes = plt.subplots(figsize=(8, height))
    labels = [_label(row) for row in rows]
    labels = [f"{label}, {row['part']}" if labels.count(label) > 1 else label for label, row in zip(labels, rows, strict=True)]
    names = list(dict.fromkeys(name for row in rows for name in row["terms"]))
    left = np.zeros(len(rows))
    y = np.arange(len(rows))[::-1]
    for colour, name in zip(COLOURS, names, strict=False):
        share = np.array([row["terms"].get(name, 0.0) / row["bound"] for row in rows])
        axes.barh(y, share, left=left, color=colour, label=name, height=0.7)
        left += share
    for place, row in zip(y, rows, strict=True):
        if row["ratio"] is not None and row["ratio"] > FARTHEST:  # a broken axis: where it lies is told in words
            axes.plot(FARTHEST, place, ">", color="black", markersize=5, clip_on=False)
            axes.annotate(
                f" {row['ratio']:.3g}", (FARTHEST, place), fontsize=7, va="center", xytext=(4, 0), textcoords="offset points"
            )
        elif row["ratio"] is not None:
            axes.plot(row["ratio"], place, marker="D", color="white", markeredgecolor="black", markersize=5)
    axes.plot([], [], "D", color="white", markeredgecolor="black", markersize=5, label="measured (arrow: beyond the axis)")
    axes.axvline(1.0, color="black", linewidth=0.8)
    axes.set(xlabel="share of the right side (1)", xlim=(0, FARTHEST))
    _lines(axes, labels, height, ncols=4)
    return figure


def _between_ends(results: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The rows whose measured over bound has an interval, all of it finite."""
    rows = [row for row in results if row["ratio"] is not None and row["measured"]["lower"] is not None and row["bound"]]
    return [row for row in rows if isinstance(row["ratio"], float) and isinstance(row["measured"]["upper"], float)]


def _tightness(results: Sequence[Mapping[str, Any]]) -> Figure:
    rows = _between_ends(results)
    groups: dict[str, list[str]] = {}
    for row in rows:
        groups.setdefault(_label(row), []).append(row["part"])
    height = 0.9 + 0.34 * len(groups)
    figure, axes = plt.subplots(figsize=(8, height))
    places = {label: len(groups) - 1 - j for j, label in enumerate(groups)}
    parts = list(dict.fromkeys(row["part"] for row in rows))
    styles: dict[str, dict[str, Any]] = {
        part: {"color": COLOURS[j % len(COLOURS)], "marker": MARKERS[j % len(MARKERS)]} for j, part in enumerate(parts)
    }
    for row in rows:
        label, own = _label(row), groups[_label(row)]
        place = places[label] + 0.8 * (0.5 - (own.index(row["part"]) + 0.5) / len(own))
        low, high = (max(row["measured"][end] / row["bound"], LEAST) for end in ("lower", "upper"))
        style = styles[row["part"]]
        axes.plot([low, high], [place, place], color=style["color"], linewidth=1, alpha=0.6)
        edge = {"VIOLATED": "black", "UNDECIDED": style["color"]}.get(row["verdict"], "none")
        face = "white" if row["verdict"] == "UNDECIDED" else style["color"]
        size = 7 if row["verdict"] == "VIOLATED" else 4
        axes.plot(max(row["ratio"], LEAST), place, style["marker"], markerfacecolor=face, markeredgecolor=edge, markersize=size)
    axes.axvline(1.0, color="black", linewidth=0.8)
    told = f"measured / bound, not below {LEAST:g} (large, black edge: violated; hollow: undecided)"
    axes.set(xscale="log", xlabel=told)
    handles = [Line2D([], [], linewidth=1, markersize=4, **styles[part]) for part in parts]
    _lines(axes, list(groups), height, handles=handles, labels=parts, ncols=len(parts))
    return figure


def _sweep(swept: Sweep) -> Figure:
    """A panel for each claim: colours are parts, dashes and marks the values of all keys but the first."""
    shown = [line for line in swept.lines if isinstance(line.row["ratio"], float)]
    panels = list(dict.fromkeys(f"{line.row['claim']}:{line.row['variant']}" for line in shown))
    figure, places = plt.subplots(
        -(-len(panels) // 2), min(2, len(panels)), figsize=(8.6, 0.9 + 3.2 * -(-len(panels) // 2)), squeeze=False,
        layout="constrained",
    )  # fmt: skip
    parts = list(dict.fromkeys(line.row["part"] for line in shown))
    others = list(dict.fromkeys((line.told[1:], line.file) for line in shown))
    first = list(dict.fromkeys(line.values[0] for line in shown))
    numbers = all(isinstance(value, int | float) and not isinstance(value, bool) for value in first)
    for axes in places.flat[len(panels) :]:
        axes.set_visible(False)
    for axes, panel in zip(places.flat, panels, strict=False):
        for part, (rest, file) in product(parts, others):
            own = [line for line in shown if (line.told[1:], line.file) == (rest, file) and line.row["part"] == part
                   and f"{line.row['claim']}:{line.row['variant']}" == panel]  # fmt: skip
            j, more = others.index((rest, file)), [*map("=".join, zip(swept.keys[1:], rest, strict=True))]
            place = parts.index(part)  # where parts have the same ratio the wider line shows beside the narrower
            width = 1.2 + 0.6 * (len(parts) - 1 - place)
            style = {"color": COLOURS[place % len(COLOURS)], "marker": MARKERS[j % len(MARKERS)]}
            label = ", ".join([part, *more, *([file] if len(swept.files) > 1 else [])])
            x = [line.values[0] if numbers else first.index(line.values[0]) for line in own]
            ratios = [max(line.row["ratio"], LEAST) for line in own]
            if own:
                axes.plot(
                    x, ratios, linestyle=DASHES[j % len(DASHES)], markersize=3 + width, linewidth=width, label=label, **style
                )
            wrong = [line.row["verdict"] == "VIOLATED" for line in own]
            axes.plot(
                np.array(x)[wrong], np.array(ratios)[wrong], "X", color=style["color"], markeredgecolor="black", markersize=8
            )
        axes.axhline(1.0, color="black", linewidth=0.8)
        axes.set(yscale="log", xlabel=swept.keys[0], title=panel, ylabel="measured / bound  (1)")
        if not numbers:
            axes.set_xticks(range(len(first)), list(dict.fromkeys(one.told[0] for one in shown)))
        elif min(first) > 0 and len(first) > 1:
            axes.set_xscale("log")
    handles = {label: handle for axes in places.flat for handle, label in zip(*axes.get_legend_handles_labels(), strict=True)}
    handles["violated"] = Line2D([], [], marker="X", color="white", markeredgecolor="black", markersize=8, linestyle="")
    figure.legend(handles.values(), handles.keys(), fontsize=7, loc="outside lower center", ncols=3)
    return figure
