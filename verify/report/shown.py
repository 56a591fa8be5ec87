"""What a figure shows, as a table: read off the figure itself, so that it cannot say something else."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import numpy as np
from matplotlib.collections import PathCollection, PolyCollection, QuadMesh
from matplotlib.container import BarContainer
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator

HEAD = ("panel", "series", "x", "y", "value")


def table(figure: Figure) -> str:
    """Lines of cells that tabs divide: panel, series, x, y, and the value of a bar, a cell or a band's upper edge.

    A line across a panel has no x (or no y); what is not in the legend has the name "-". Where panel and series are those of
    the line above they are left out, and so is the last column where nothing stands in it.
    """
    rows: list[tuple[str, ...]] = []
    for number, axes in enumerate((axes for axes in figure.axes if axes.has_data()), 1):
        named = axes.get_title() or f"{axes.get_xlabel()}, {axes.get_ylabel()}".strip(", ")
        panel = _plain(f"{number} {named}")
        rows += [(panel, name, *map(_told, places)) for name, *places in _rows(axes)]
    before = [("", ""), *(row[:2] for row in rows)]
    brief = [("", "", *row[2:]) if row[:2] == last else row for row, last in zip(rows, before, strict=False)]
    width = len(HEAD) if any(row[-1] for row in rows) else len(HEAD) - 1
    return "\n".join("\t".join(row[:width]) for row in (HEAD, *brief))


def _rows(axes: Any) -> Iterator[tuple[Any, ...]]:
    words = [_words(axis) for axis in (axes.xaxis, axes.yaxis)]
    bars = [one for one in axes.containers if isinstance(one, BarContainer)]
    for line in axes.lines:
        yield from ((_name(line), *places) for places in _points(line, words))
    for collection in axes.collections:
        if isinstance(collection, QuadMesh):
            yield from _cells(collection)
        elif isinstance(collection, PathCollection):
            yield from ((_name(collection), x, y, "") for x, y in np.asarray(collection.get_offsets()).tolist())
        elif isinstance(collection, PolyCollection):
            yield from _band(collection)
    for container in bars:
        flat = container.orientation == "horizontal"
        for bar in container.patches:
            start, middle = (bar.get_x(), bar.get_y() + bar.get_height() / 2) if flat else (
                bar.get_x() + bar.get_width() / 2, bar.get_y())  # fmt: skip
            where = (start, _at(middle, words[1])) if flat else (_at(start, words[0]), middle)
            yield (_name(container), *where, bar.get_width() if flat else bar.get_height())
    for image in axes.images:
        for (row, column), value in np.ndenumerate(np.ma.asarray(image.get_array()).filled(np.nan)):
            yield (_name(image), column, row, value)


def _points(line: Any, words: Sequence[Mapping[float, str]]) -> Iterator[tuple[Any, ...]]:
    """A line's points; of one that crosses the panel the place alone."""
    axes = line.axes
    x, y = (np.asarray(values, dtype=float).tolist() for values in line.get_data(orig=False))
    if line.get_transform() == axes.get_yaxis_transform(which="grid"):
        yield "", y[0], ""
    elif line.get_transform() == axes.get_xaxis_transform(which="grid"):
        yield x[0], "", ""
    else:
        yield from ((_at(one, words[0]), _at(other, words[1]), "") for one, other in zip(x, y, strict=True))


def _band(collection: Any) -> Iterator[tuple[Any, ...]]:
    """Between what a band lies, by x."""
    ends: dict[float, list[float]] = {}
    for path in collection.get_paths():
        for x, y in np.asarray(path.vertices).tolist():
            ends.setdefault(x, []).append(y)
    yield from (("band", x, min(y), max(y)) for x, y in ends.items())


def _cells(mesh: Any) -> Iterator[tuple[Any, ...]]:
    """The middles and values of a mesh's cells; of equal ones side by side the first and the last."""
    corners, values = mesh.get_coordinates(), np.ma.asarray(mesh.get_array()).filled(np.nan)
    middles = (corners[:-1, :-1] + corners[1:, 1:]) / 2
    for places, row in zip(middles, values.reshape(middles.shape[:2]), strict=True):
        told = [_told(value) for value in row.tolist()]
        for cells in (list(some) for _, some in groupby(range(len(row)), told.__getitem__)):
            first, last = (_told(places[j, 0]) for j in (cells[0], cells[-1]))
            yield "cell", first if len(cells) == 1 else f"{first} to {last}", places[0, 1], row[cells[0]]


def _words(axis: Any) -> dict[float, str]:
    """The words that stand for places on an axis, if words do."""
    if not isinstance(axis.get_major_locator(), FixedLocator):
        return {}
    places = axis.get_majorticklocs()
    return {round(float(place), 9): text.get_text() for place, text in zip(places, axis.get_ticklabels(), strict=True)}


def _at(place: float, words: Mapping[float, str]) -> float | str:
    return words.get(round(place, 9), place)


def _name(artist: Any) -> str:
    label = str(artist.get_label())
    return "-" if label.startswith("_") else _plain(label)


def _told(value: float | str) -> str:
    return _plain(value) if isinstance(value, str) else "" if np.isnan(value) else f"{value:.4g}"


def _plain(text: str) -> str:
    return " ".join(text.split())
