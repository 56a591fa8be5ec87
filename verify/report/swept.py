"""The sweep of a report: its rows with the values of the keys that were swept. From the document alone."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Line:
    """A row of the report, with the file that its problem is a cell over and the cell's values, in the order of the keys."""

    row: Mapping[str, Any]
    file: str
    values: tuple[Any, ...]

    @property
    def told(self) -> tuple[str, ...]:
        """The values in words."""
        return tuple(value if isinstance(value, str) else json.dumps(value) for value in self.values)


@dataclass(frozen=True)
class Sweep:
    """The keys, the files, and a line for each row that is measured on a cell: part by part, the cells in their order."""

    keys: tuple[str, ...]
    files: tuple[str, ...]
    lines: tuple[Line, ...]


def sweep(document: Mapping[str, Any]) -> Sweep | None:
    """The sweep of a report; None for one that has none."""
    cells = {p["problem"]: p for p in document["problems"] if p.get("swept")}
    if not cells:
        return None
    keys = tuple(next(iter(cells.values()))["swept"])
    rows: dict[tuple[str, ...], list[Line]] = {}
    for row in document["results"]:
        if (cell := cells.get(row["problem"])) is not None and row.get("study") is None:
            values = tuple(cell["swept"].get(key, "") for key in keys)
            part = rows.setdefault((row["claim"], row["variant"], row["part"], cell["place"]), [])
            part.append(Line(row, cell["place"], values))
    files = tuple(dict.fromkeys(cell["place"] for cell in cells.values()))
    return Sweep(keys, files, tuple(line for some in rows.values() for line in some))
