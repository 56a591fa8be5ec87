"""The data behind a figure are what it draws."""

from itertools import pairwise

import matplotlib as mpl
import numpy as np

mpl.use("Agg")
import matplotlib.pyplot as plt
from matplotlib.axes import Axes

from verify.report import shown
from verify.report.figures import _titled


def rows(axes: Axes) -> list[list[str]]:
    told = [line.split("\t") for line in shown.table(axes.figure).split("\n")]  # type: ignore[arg-type]
    plt.close(axes.figure)  # type: ignore[arg-type]
    assert told[0] == list(shown.HEAD[: len(told[0])])
    assert len(told[0]) == len(shown.HEAD) - all(row[-1] == "" or len(row) < len(shown.HEAD) for row in told[1:])
    for above, row in pairwise(told):
        row[:2] = row[:2] if row[0] else above[:2]
    return told[1:]


def test_curves_bands_and_lines_across() -> None:
    _, axes = plt.subplots()
    axes.plot([1, 2], [3.0, 4.5], label="a\tmean")
    axes.fill_between([1, 2], [2.0, 4.0], [4.0, 5.0])
    axes.axhline(7.0, label="bound")
    axes.set_title("steps")
    told = rows(axes)
    assert {row[0] for row in told} == {"1 steps"}
    assert [row[1:] for row in told if row[1] != "band"] == [
        ["a mean", "1", "3", ""], ["a mean", "2", "4.5", ""], ["bound", "", "7", ""],
    ]  # fmt: skip
    assert [row[2:] for row in told if row[1] == "band"] == [["1", "2", "4"], ["2", "4", "5"]]


def test_bars_have_the_words_of_their_axis() -> None:
    _, axes = plt.subplots()
    axes.barh([0, 1], [0.25, 0.5], left=[0.0, 0.25], label="term")
    axes.set_yticks([0, 1], ["well", "valley"])
    assert [row[1:] for row in rows(axes)] == [["term", "0", "well", "0.25"], ["term", "0.25", "valley", "0.5"]]


def test_every_cell_of_a_mesh_is_told() -> None:
    _, axes = plt.subplots()
    cells = np.array([[5.0, np.nan, np.nan, 5.0, 5.0], [5.0, 4.0, 5.0, 5.0, 5.0]])
    axes.pcolormesh(np.arange(6.0), [0.0, 2.0, 4.0], cells)
    below = [["0.5", "1", "5"], ["1.5 to 2.5", "1", ""], ["3.5 to 4.5", "1", "5"]]
    assert [row[2:] for row in rows(axes)] == [*below, ["0.5", "3", "5"], ["1.5", "3", "4"], ["2.5 to 4.5", "3", "5"]]


def test_a_title_is_no_wider_than_its_figure() -> None:
    sizes = []
    for title in ("short", "a claim with a long name (paper) on a problem with a longer one, " * 2):
        figure = plt.figure(figsize=(3.6, 3.7))
        _titled(figure, title)
        (text,) = figure.texts
        assert text.get_window_extent().x0 >= 0.0
        assert text.get_window_extent().x1 <= figure.bbox.width
        sizes.append(text.get_fontsize())
        plt.close(figure)
    assert sizes[0] > sizes[1]
