"""The form of report.json on disk, a quarter of the document's size: what rows share stands once, curves are binary.

`results` is a table, a list for each field, one entry a row; `shared` holds every distinct hypothesis and set of parameters, of
which a row has the numbers. Elsewhere a list of dictionaries with the same names is `{"table": ...}` likewise, and a list of at
least `LONG` numbers is `{"curve": [kind, first, stop]}`, a stretch of one of the arrays in `curves`: a base64 text of an .npz
file with `single` (32 bit floats), `double` (64) and `whole` (integers), each as its numbers' first bytes, then their second,
and so on, since neighbours are alike in some bytes and not in others. The longest parts, `SHORTENED`, are base64 texts of their
JSON, deflated by zlib. Nothing is rounded: `unpack` gives back every bit. In Python `verify.open_report` reads it.
"""

import base64
import binascii
import io
import json
import zipfile
import zlib
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from verify.decide.verdict import Result

LONG, FEW = 12, 3
SHARED = ("hypotheses", "parameters")
BINARY = ("courses", "studies", "audit_steps", "problems", "defaults")
SHORTENED = (
    "shared", "studies", "audit", "audit_steps", "audit_causes", "audit_claims", "claims", "courses", "defaults", "not_about",
    "problems", "results", "seals",
)  # fmt: skip
#: the most bytes that a shortened part may be of
MOST = 2**28
KINDS: dict[str, type[np.generic]] = {"single": np.float32, "double": np.float64, "whole": np.int64}


def pack(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document in its form on disk."""
    curves, shared = _Curves(), {name: _Distinct() for name in SHARED}
    rows = [
        {
            **row,
            "hypotheses": [shared["hypotheses"].place(entry) for entry in row["hypotheses"]],
            "parameters": shared["parameters"].place(row["parameters"]),
        }
        for row in document["results"]
    ]
    table = {name: [row[name] for row in rows] for name in Result.__dataclass_fields__}
    binary = {name: curves.packed(document[name]) for name in BINARY if name in document}
    tables = {name: table.found for name, table in shared.items()}
    whole = {**document, "results": table, **binary, "shared": tables, "curves": curves.text()}
    return {name: _shortened(value) if name in SHORTENED else value for name, value in whole.items()}


def unpack(stored: Mapping[str, Any]) -> dict[str, Any]:
    """The document that `pack` was given. Raises ValueError if it is not of this form."""
    try:
        # a report from when fewer parts were shortened is read, too
        stored = {name: lengthened(v) if name in SHORTENED and isinstance(v, str) else v for name, v in stored.items()}
        tables, arrays = stored["shared"], _arrays(stored["curves"])
        columns = {name: stored["results"][name] for name in Result.__dataclass_fields__}
        rows = [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
        for row in rows:
            row["hypotheses"] = [tables["hypotheses"][j] for j in row["hypotheses"]]
            row["parameters"] = tables["parameters"][row["parameters"]]
        binary = {name: _unpacked(stored[name], arrays) for name in BINARY if name in stored}
    except (LookupError, TypeError, zipfile.BadZipFile, zlib.error, binascii.Error, EOFError) as error:
        raise ValueError(f"shared, curves and the rows do not fit each other ({type(error).__name__}: {error})") from None
    document = {**stored, "results": rows, **binary}
    return {name: value for name, value in document.items() if name not in ("shared", "curves")}


def _shortened(value: Any) -> str:
    return base64.b64encode(zlib.compress(json.dumps(value, separators=(",", ":"), allow_nan=False).encode(), 9)).decode()


def lengthened(text: str) -> Any:
    """What a shortened part holds."""
    return json.loads(zlib.decompressobj().decompress(base64.b64decode(text, validate=True), MOST))


class _Distinct:
    """A table of distinct values."""

    def __init__(self) -> None:
        self.found: list[Any] = []
        self._places: dict[str, int] = {}

    def place(self, value: Any) -> int:
        place = self._places.setdefault(json.dumps(value), len(self.found))
        if place == len(self.found):
            self.found.append(value)
        return place


class _Curves:
    """Curves put one after the other, equal ones once."""

    def __init__(self) -> None:
        self._stretches: dict[str, list[NDArray[Any]]] = {kind: [] for kind in KINDS}
        self._stops = dict.fromkeys(KINDS, 0)
        self._places: dict[tuple[str, bytes], list[Any]] = {}

    def packed(self, value: Any) -> Any:
        if isinstance(value, Mapping):
            return {name: self.packed(entry) for name, entry in value.items()}
        if not isinstance(value, list):
            return value
        if kind := _kind(value):
            return {"curve": self._put(kind, value)}
        if _alike(value):
            return {"table": {name: self.packed([entry[name] for entry in value]) for name in value[0]}}
        return [self.packed(entry) for entry in value]

    def _put(self, kind: str, values: list[Any]) -> list[Any]:
        array = np.array([np.nan if v is None else v for v in values], dtype=KINDS[kind])
        key = (kind, array.tobytes())
        if key not in self._places:
            first = self._stops[kind]
            self._stops[kind] += len(array)
            self._stretches[kind].append(array)
            self._places[key] = [kind, first, self._stops[kind]]
        return self._places[key]

    def text(self) -> str:
        file = io.BytesIO()
        joined = {kind: _divided(np.concatenate([np.empty(0, KINDS[kind]), *some])) for kind, some in self._stretches.items()}
        np.savez_compressed(file, single=joined["single"], double=joined["double"], whole=joined["whole"])
        return base64.b64encode(file.getvalue()).decode()


def _kind(values: list[Any]) -> str | None:
    """How a list is kept as a curve, or None: it is short, or not of floats alone (null with them) or integers alone."""
    if len(values) < LONG:
        return None
    if all(type(v) is int and abs(v) < 2**63 for v in values):
        return "whole"
    if not all(v is None or type(v) is float for v in values):
        return None
    with np.errstate(over="ignore"):
        exact = all(v is None or float(np.float32(v)) == v for v in values)
    return "single" if exact else "double"


def _alike(values: list[Any]) -> bool:
    """Whether a list is a table: several dictionaries with the same names in the same order."""
    return len(values) >= FEW and all(isinstance(v, dict) and v and list(v) == list(values[0]) for v in values)


def _arrays(text: str) -> dict[str, NDArray[Any]]:
    with np.load(io.BytesIO(base64.b64decode(text, validate=True)), allow_pickle=False) as file:
        return {kind: _joined(file[kind], KINDS[kind]) for kind in KINDS}


def _divided(array: NDArray[Any]) -> NDArray[np.uint8]:
    """The bytes of numbers, (bytes of one, numbers)."""
    return np.ascontiguousarray(array.view(np.uint8).reshape(len(array), array.itemsize).T)


def _joined(array: NDArray[Any], kind: type[np.generic]) -> NDArray[Any]:
    """Numbers from their bytes; a report from before they were divided has the numbers."""
    return array if array.dtype == kind else np.ascontiguousarray(array.T).view(kind).reshape(-1)


def _unpacked(value: Any, arrays: Mapping[str, NDArray[Any]]) -> Any:
    if isinstance(value, list):
        return [_unpacked(entry, arrays) for entry in value]
    if not isinstance(value, Mapping):
        return value
    if value.keys() == {"curve"}:
        kind, first, stop = value["curve"]
        return [None if v != v else v for v in arrays[kind][first:stop].tolist()]
    if value.keys() == {"table"}:
        columns = {name: _unpacked(column, arrays) for name, column in value["table"].items()}
        return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
    return {name: _unpacked(entry, arrays) for name, entry in value.items()}
