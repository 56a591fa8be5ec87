"""Grids over keys of a problem file: a text for each cell, the file's with other values, so that a cell is a file like any."""

import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import replace
from itertools import product
from math import prod
from pathlib import Path
from typing import Any

from problems.errors import InputError
from problems.load import HELP, parsed
from problems.problem import Problem
from problems.reading import text_of
from problems.schema import ProblemFile, Section, shown_path
from theory.outside import Folders

#: as many cells as a grid may have
MOST = 1024
HINT = "KEY=VALUE,VALUE,..., such as target.epsilon=0.1,0.2"
#: a text that needs no quotes
_WORD = re.compile(r"[A-Za-z][\w-]*")
Cell = Mapping[str, Any]


def grid(wishes: Sequence[str]) -> list[dict[str, Any]]:
    """The cells of `section.key=value,value,...`, values of TOML or bare words; the last key varies fastest.

    Raises:
        InputError: one line with the key, the value and what is allowed.
    """
    axes: dict[str, list[Any]] = {}
    for wish in wishes:
        key, sign, text = (part.strip() for part in wish.partition("="))
        if not sign:
            raise InputError(f"--set {wish} must be {HINT}")
        _known(key)
        if key in axes:
            raise InputError(f"--set {key} is given twice: give all its values in one, {HINT}")
        axes[key] = _values(key, text)
    if (count := prod(map(len, axes.values()))) > MOST:
        raise InputError(f"--set {' '.join(axes)} asks for {count} files: at most {MOST} are allowed")
    return [dict(zip(axes, values, strict=True)) for values in product(*axes.values())]


def over(paths: Iterable[Path], cells: Sequence[Cell], own: Folders, make: Callable[..., Problem]) -> Iterator[Problem]:
    """The problem of each file, or of each cell over each file; `make` is `load` or `build`. Raises InputError."""
    for path in paths:
        if not cells:
            yield make(path, own=own)
            continue
        where = shown_path(path)
        text = text_of(path, where, HELP)
        for cell in cells:
            try:
                yield replace(make(path, own=own, text=_with(text, where, cell)), swept=cell)
            except InputError as error:
                raise InputError(f"{' '.join(f'--set {key}={_told(value)}' for key, value in cell.items())}: {error}") from None


def _known(key: str) -> None:
    """Refuse what no problem file has. Raises InputError."""
    section, _, rest = key.partition(".")
    name, _, deeper = rest.partition(".")
    sections = ProblemFile.model_fields
    if section not in sections or not name:
        raise InputError(f"--set {key}: the key must be section.key with a section of {', '.join(sections)}")
    model = sections[section].annotation
    assert isinstance(model, type)
    assert issubclass(model, Section)
    keys = [field.alias or own for own, field in model.model_fields.items()]
    keys = [f"{one}.NAME" if one == "parameters" else one for one in keys if (section, one) != ("problem", "name")]
    if (f"{name}.NAME" if deeper else name) not in keys:
        why = "the cells of a sweep are named by their values; " if key == "problem.name" else ""
        raise InputError(f"--set {key}: {why}the keys of [{section}] are {', '.join(keys)}")


def _values(key: str, text: str) -> list[Any]:
    try:
        found = tomllib.loads(f"values = [{text}]")
        values = found["values"] if len(found) == 1 else None
    except (ValueError, RecursionError):
        words = [word.strip() for word in text.split(",")]
        values = words if all(map(_WORD.fullmatch, words)) else None
    if not values:
        raise InputError(f"--set {key}={text[:80]}: must be {HINT}: values as in a problem file")
    if twice := [value for j, value in enumerate(values) if value in values[:j]]:
        raise InputError(f"--set {key}={text[:80]}: {_told(twice[0])} is given twice")
    return list(values)


def _with(text: str, where: str, cell: Cell) -> str:
    """The text of a file with the cell's values, and with a name that tells them; of a file of another form the text as it
    is, which whoever reads it refuses."""
    import tomlkit  # which keeps comments and order

    parsed(text, where)
    document = tomlkit.parse(text)
    last = [key.rpartition(".")[2] for key in cell]
    name = "".join(
        f" {key if last.count(short) > 1 else short}={_told(value)}"
        for short, (key, value) in zip(last, cell.items(), strict=True)
    )
    for key, value in cell.items():
        table: Any = document
        *tables, own = key.split(".")
        for one in tables:
            table = table.setdefault(one, tomlkit.table()) if isinstance(table, MutableMapping) else None
        if not isinstance(table, MutableMapping):
            return text
        table[own] = value
    head = document.get("problem")
    if not isinstance(head, MutableMapping) or not isinstance(head.get("name"), str):
        return text
    head["name"] = f"{head['name']}{name}"
    return tomlkit.dumps(document)


def _told(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, default=str)
