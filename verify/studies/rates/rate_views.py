"""What the report shows of iteration counts: exponents in a table, every grid with medians, intervals, T and both slopes."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from theory.symbols import LETTERS
from verify.decide.courses import in_words
from verify.report.figures import COLOURS
from verify.report.numbers import number
from verify.report.svg import power
from verify.studies.render import NAMES, drawing, key, mark, markdown

AXES = {
    "epsilon": r"$\epsilon$", "sigma": r"$\sigma$", "L": r"$L$", "delta": r"$\delta$", "c_inf": r"$c_\infty$",
    "eps_stage": r"$\epsilon$ of the last stage", "Delta": r"$\Delta$", "b": r"$b$", "mu": r"$\mu$",
}  # fmt: skip
ALGORITHM = {**NAMES, "adamw-d": "AdamW-D", "stagewise-adamw": "stagewise AdamW"}
Line = Mapping[str, Any]


def section(data: Mapping[str, Any]) -> str:
    """The table: letter, grid, exponents, verdict, and counts and measured / T at both ends."""
    lines = [{**line, "shown": {**_ends(line), "algorithm": ALGORITHM[line["algorithm"]]}} for line in data["lines"]]
    return markdown("rates", {**data, "lines": lines})


def _ends(line: Line) -> dict[str, str]:
    """Counts and measured / T at the first and the last point, as texts."""
    if not line["points"]:
        return {"counts": "—", "means": "—", "ratios": "—"}
    ends = [line["points"][0], line["points"][-1]]
    counts = [None if p["median"] is None else p["b"] * p["median"] for p in ends]
    ratios = [None if p["median"] is None else p["median"] / p["T"] for p in ends]
    means = [None if p["of_mean"] is None else p["b"] * p["of_mean"] for p in ends]
    both = (("counts", counts), ("means", means))
    texts = {name: "—" if values == [None, None] else " to ".join(number(v) for v in values) for name, values in both}
    return {**texts, "ratios": " to ".join(number(v, 3) for v in ratios)}


def figures(data: Mapping[str, Any], folder: Path) -> list[dict[str, str]]:
    """Theorem 2 in epsilon by itself; then one figure for each letter, a panel for each claim and algorithm."""
    with drawing(folder) as out:
        panels: dict[str, dict[tuple[str, str], list[Line]]] = {}
        for line in data["lines"]:
            if line["points"]:
                panel = panels.setdefault(line["letter"], {})
                panel.setdefault((line["claim"], line["algorithm"]), []).append(line)
        alone = panels.get("epsilon", {}).get(("theorem-2", "adamw-d"))
        if alone:
            says = "Theorem 2: iterations to reach epsilon, medians with intervals, against T; fitted and predicted slopes."
            out.save(_figure([alone], (5.6, 4.2)), "rates-theorem-2-epsilon", says)
        for letter, panel in panels.items():
            says = f"Gradient evaluations to reach epsilon over {letter}: medians with intervals and b T; "
            says += "solid the fitted slope, dash-dotted the predicted one."
            out.save(_figure(list(panel.values()), (3.9 * len(panel), 3.4)), f"rates-{letter.replace('_', '-')}", says)
        return out.drawn


def _figure(panels: Sequence[Sequence[Line]], size: tuple[float, float]) -> Figure:
    figure, row = plt.subplots(1, len(panels), figsize=size, squeeze=False)
    for axes, lines in zip(row[0], panels, strict=True):
        _panel(axes, lines)
    row[0][0].set_ylabel("b n (gradient evaluations)")
    slopes = {"fitted slope": mark(), "predicted slope": mark(linestyle="-.", linewidth=0.8)}
    key(figure, list(row[0]), slopes, ncols=3 if len(panels) == 1 else 6)
    return figure


def _panel(axes: Axes, lines: Sequence[Line]) -> None:
    """One claim and algorithm; variants whose runs are the same fall on one another."""
    letter = lines[0]["letter"]
    said = []
    for line, marker, dash in zip(lines, "os", ("--", ":"), strict=False):
        points = line["points"]
        x = np.array([p["value"] for p in points])
        b = np.array([p["b"] for p in points], dtype=float)
        median, low, high = (
            b * np.array([np.nan if p[end] is None else p[end] for p in points], dtype=float)
            for end in ("median", "lower", "upper")
        )
        colour = COLOURS[lines.index(line)]
        error = np.nan_to_num(np.array([median - low, high - median]))
        axes.errorbar(
            x,
            median,
            error,
            fmt=marker,
            color=colour,
            markersize=4,
            capsize=2,
            linewidth=1,
            label=f"measured, {line['variant']}",
        )
        axes.plot(x, b * np.array([p["T"] for p in points]), dash, color=colour, linewidth=1.2, label=f"b T, {line['variant']}")
        if line["verdict"] == "INAPPLICABLE" or line["fitted"][0] is None:
            said.append(f"{line['variant']}: {line['verdict']}")
            continue
        centre = np.exp(np.nanmean(np.log(x))), np.exp(np.nanmean(np.log(median)))
        for slope, style, width in ((line["fitted"][0], "-", 1.2), (line["predicted"], "-.", 0.8)):
            axes.plot(x, centre[1] * (x / centre[0]) ** (line["sign"] * slope), style, color=colour, linewidth=width, alpha=0.8)
        fitted, low_end, high_end = (number(v, 3) for v in line["fitted"])
        said.append(f"{line['variant']}: {fitted} [{low_end}, {high_end}], predicted {number(line['predicted'], 3)}")
    axes.set(xscale="log", yscale="log", xlabel=f"{AXES[letter]}  ({in_words(LETTERS[letter].unit) or '1'})")
    asked = lines[0]["asked"]
    axes.set_xticks(asked, [power(float(f"{v:.2g}")) for v in asked], fontsize=7)
    axes.minorticks_off()
    if lines[0]["sign"] < 0:
        axes.invert_xaxis()
    weights = ", weights eta" if lines[0]["weighted"] else ""
    axes.set_title("\n".join([f"{lines[0]['claim']}, {ALGORITHM[lines[0]['algorithm']]}{weights}", *said]), fontsize=7.5)
