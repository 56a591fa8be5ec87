"""Certificates by content, as JSON files in the user's cache directory.

The key is a hash of everything that a certificate depends on: the family's arrays and numbers, noise, region, start,
algorithm, declared constants, effort, and the source of this package. A file that cannot be read counts as not there.
"""

import hashlib
import json
import os
import tempfile
from dataclasses import asdict, fields, is_dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import BaseModel

from problems.certify.certificate import Certificate, Constant, Invariance, Status, Witness
from problems.enclosure import Enclosure, End

if TYPE_CHECKING:
    from problems.problem import Problem

PACKAGE = Path(__file__).parent.parent


def folder() -> Path:
    """`$XDG_CACHE_HOME/adamw-verify/certificates`, by default below `~/.cache`."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "adamw-verify" / "certificates"


def key(problem: "Problem", effort: int) -> str:
    """The hash under which the certificate of this problem is kept."""
    digest = hashlib.sha256(source().encode())
    parts = (
        type(problem.family).name, vars(problem.family), problem.noise, problem.region, problem.start,
        problem.algorithm, problem.rule.fingerprint, sorted(problem.declared.items()), effort,
    )  # fmt: skip
    for part in parts:
        _feed(digest, part)
    return digest.hexdigest()


def load(problem: "Problem", effort: int) -> Certificate | None:
    """The kept certificate, under the problem's present name, or None."""
    path = folder() / f"{key(problem, effort)}.json"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return _certificate(problem, data)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def store(problem: "Problem", effort: int, certificate: Certificate) -> None:
    """Keep a certificate; a folder that cannot be written to only costs time."""
    path = folder() / f"{key(problem, effort)}.json"
    data = {
        "constants": [asdict(c) | {"enclosure": _enclosure_out(c.enclosure)} for c in certificate.constants],
        "region": asdict(certificate.region),
        "coordinates": list(certificate.coordinates),
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, suffix=".part", delete=False, encoding="utf-8") as out:
            json.dump(data, out)
        Path(out.name).replace(path)  # a reader sees all of it or nothing
    except OSError:
        return


def _certificate(problem: "Problem", data: dict[str, Any]) -> Certificate:
    constants = []
    for entry in data["constants"]:
        witness = entry["witness"]
        constants.append(
            Constant(
                entry["name"], entry["declared"], _enclosure_in(entry["enclosure"]), Status(entry["status"]),
                None if witness is None else Witness(tuple(tuple(p) for p in witness.pop("points")), **witness),
                entry["seconds"],
            )
        )  # fmt: skip
    return Certificate(problem.name, problem.where, tuple(constants), Invariance(**data["region"]), tuple(data["coordinates"]))


def _enclosure_out(e: Enclosure) -> dict[str, str]:
    return {"low": str(e.low), "high": str(e.high), "method": e.method}


def _enclosure_in(data: dict[str, str]) -> Enclosure:
    return Enclosure(_end(data["low"]), _end(data["high"]), data["method"])


def _end(text: str) -> End:
    return float(text) if text in ("inf", "-inf") else Fraction(text)


@cache
def source() -> str:
    """A hash of this package's own source: a certificate does not outlive the code that made it."""
    digest = hashlib.sha256()
    for path in sorted(PACKAGE.rglob("*.py")):
        digest.update(str(path.relative_to(PACKAGE)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _feed(digest: Any, value: Any) -> None:
    """Add a value to the hash: arrays by shape and bytes, containers entry by entry, numbers by their exact text."""
    if isinstance(value, np.ndarray):
        digest.update(f"array{value.shape}{value.dtype}".encode() + np.ascontiguousarray(value).tobytes())
    elif isinstance(value, dict):
        for name, entry in value.items():
            digest.update(f"key {name} ".encode())
            _feed(digest, entry)
    elif isinstance(value, (list, tuple)):
        digest.update(f"list{len(value)} ".encode())
        for entry in value:
            _feed(digest, entry)
    elif isinstance(value, BaseModel):
        _feed(digest, value.model_dump())
    elif is_dataclass(value) and not isinstance(value, type):
        digest.update(type(value).__name__.encode())
        _feed(digest, {f.name: getattr(value, f.name) for f in fields(value)})
    else:
        digest.update(f"{type(value).__name__} {value!r} ".encode())
