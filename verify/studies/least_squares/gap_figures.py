"""Figures of Theorem 1: means and bounds in k, the ratio of the two, and l2-Adam over lambda."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import NullFormatter

from verify.report.figures import COLOURS, MARKERS
from verify.studies.render import COLOUR, Folder, area, drawing, key, mark

#: of the two intervals
SHADES = {"printed": "#f9cb9c", "corrected": "#cfe2f3"}
BOUNDS = {"paper": ":", "repaired": "--"}
PAIR = "E‖(xₖ₊₁, xₖ)‖"
Lines = Sequence[Mapping[str, Any]]


def draw(data: Mapping[str, Any], folder: Path) -> list[dict[str, str]]:
    """All three."""
    with drawing(folder) as out:
        _curves(data, out)
        _gap(data, out)
        _over_lambda(data, out)
        return out.drawn


def _of(data: Mapping[str, Any], group: str, algorithm: str, alpha: float | None = None) -> Lines:
    return [
        line for line in data["lines"]
        if line["group"] == group and line["algorithm"] == algorithm and (alpha is None or line["alpha"] == alpha)
    ]  # fmt: skip


def _alphas(data: Mapping[str, Any]) -> list[float]:
    return sorted({line["alpha"] for line in _of(data, "k and alpha", "adamw")})


def _column(lines: Lines, name: str) -> list[float]:
    return [line[name] for line in lines]


def _measured(axes: Axes, lines: Lines, j: int, label: str, colour: str = "") -> None:
    k, mean = np.array(_column(lines, "k")), np.array(_column(lines, "mean"))
    low, high = np.array(_column(lines, "lower")), np.array(_column(lines, "upper"))
    axes.errorbar(k, mean, yerr=[np.maximum(mean - low, 0.0), np.maximum(high - mean, 0.0)], markersize=3.5, capsize=2,
                  linewidth=0.9, color=colour or COLOURS[j], marker=MARKERS[j], label=label)  # fmt: skip


def _bounds(axes: Axes, lines: Lines, colour: str) -> None:
    for variant, style in BOUNDS.items():
        if all(variant in line for line in lines):
            values = [line[variant]["bound"] for line in lines]
            axes.plot(_column(lines, "k"), values, style, color=colour, linewidth=1.0)


def _curves(data: Mapping[str, Any], out: Folder) -> None:
    figure, (left, right) = plt.subplots(1, 2, figsize=(8.6, 3.6))
    for j, alpha in enumerate(_alphas(data)):
        lines = _of(data, "k and alpha", "adamw", alpha)
        _measured(left, lines, j, f"AdamW, alpha = {alpha:g}")
        _bounds(left, lines, COLOURS[j])
    lines = _of(data, "k and alpha", "l2-adam")
    _measured(right, lines, len(_alphas(data)), "l2-Adam, lambda = k^(1/2)", COLOUR["l2-adam"])
    _bounds(right, lines, COLOUR["l2-adam"])
    left.set(ylabel="E|xₖ|  ([x])", title="AdamW")
    right.set(ylabel=f"{PAIR}  ([x])", title="l2-Adam")
    for axes in (left, right):
        axes.set(xscale="log", yscale="log", xlabel="horizon k (steps)")
    figure.subplots_adjust(wspace=0.3)
    key(figure, [left, right], {f"bound, {variant}": mark(linestyle=style) for variant, style in BOUNDS.items()}, ncols=4)
    caption = "Measured mean distances (a = x_0 = 1) with simultaneous intervals, and the bounds: dotted the paper's, dashed "
    out.save(figure, "least-squares-curves", caption + "the repaired one (on the left the two nearly coincide).")


def _gap(data: Mapping[str, Any], out: Folder) -> None:
    figure, axes = plt.subplots(figsize=(5.6, 3.8))
    l2 = {line["k"]: line["exact"] for line in _of(data, "k and alpha", "l2-adam")}
    for j, alpha in enumerate(_alphas(data)):
        lines = _of(data, "k and alpha", "adamw", alpha)
        k = np.array(_column(lines, "k"), dtype=float)
        ratio = [{**line, **{name: line[name] / l2[line["k"]] for name in ("mean", "lower", "upper")}} for line in lines]
        _measured(axes, ratio, j, f"alpha = {alpha:g}")
        axes.plot(k, ratio[0]["mean"] * (k / k[0]) ** -alpha, "--", color=COLOURS[j], linewidth=0.8)
    far = {line["k"]: line["exact"] for line in _of(data, "x_* = 1", "l2-adam")}
    lines = _of(data, "x_* = 1", "adamw")
    shifted = [{**line, **{name: line[name] / far[line["k"]] for name in ("mean", "lower", "upper")}} for line in lines]
    _measured(axes, shifted, len(_alphas(data)), "alpha = 0.25, x_* = 1 (outside)", "black")
    axes.set(xscale="log", yscale="log", xlabel="horizon k (steps)", ylabel="AdamW's mean distance / l2-Adam's  (1)")
    key(axes, [axes], {"claimed: k^(-alpha)": mark(linestyle="--")})
    out.save(figure, "least-squares-gap", "Ratio of the two mean distances, l2-Adam with lambda = k^(1/2). Dashed: the claimed "
             "k^(-alpha), through the first point. Black: the minimiser is not the point to which decay pulls.")  # fmt: skip


def _over_lambda(data: Mapping[str, Any], out: Folder) -> None:
    scans = data["scan"]
    figure, panels = plt.subplots(1, len(scans), figsize=(3.3 * len(scans), 3.4), squeeze=False)
    for axes, one in zip(panels[0], scans, strict=True):
        decay, mean = np.array(one["lambda"]), np.array(one["mean"])
        axes.plot(decay, mean, color=COLOUR["l2-adam"], linewidth=1.2, label=f"exact {PAIR}")
        for variant, style in BOUNDS.items():
            if variant in one:
                bound = np.array([np.nan if value is None else value for value in one[variant]])
                axes.plot(decay, bound, style, color="black", linewidth=1.0, label=f"bound, {variant}")
        for name, shade in SHADES.items():
            axes.axvspan(*one["ends"][name], color=shade, alpha=0.6 if name == "corrected" else 0.9, linewidth=0,
                         zorder=0 if name == "corrected" else 0.1)  # fmt: skip
        measured = [
            line for line in data["lines"]
            if line["group"] == "step 7" and (line["k"], line["a"], line["x_0"]) == (one["k"], one["a"], one["x_0"])
            and decay[0] <= line["lambda"] <= decay[-1]
        ]  # fmt: skip
        axes.plot(
            _column(measured, "lambda"), _column(measured, "mean"), "o", markersize=3, color=COLOUR["l2-adam"], label="sampled"
        )
        inside = mean[decay <= one["ends"]["corrected"][1]]
        axes.set(
            xscale="log", yscale="log", xlabel="lambda ([x]⁻¹)", title=f"k = {one['k']}, a = {one['a']:g}, x_0 = {one['x_0']:g}"
        )
        axes.set_ylim(np.min(inside) / 10.0, max(100.0 * np.max(inside), 10.0))
        axes.yaxis.set_minor_formatter(NullFormatter())
        axes.grid(False)
    panels[0][0].set_ylabel(f"{PAIR}  ([x])")
    figure.subplots_adjust(wspace=0.3)
    shaded = {f"interval of step 7, {name}": area(color=shade, alpha=1.0) for name, shade in SHADES.items()}
    key(figure, list(panels[0]), shaded, ncols=6)
    out.save(figure, "least-squares-lambda", "l2-Adam over lambda: exact mean (line), sampled means (dots) and bounds. Shaded: "
             "the interval of step 7 as the paper prints it (orange) and divided by beta_1^2 (blue).")  # fmt: skip
