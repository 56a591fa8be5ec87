"""Certificates by content, as JSON in the user's cache folder.

The key is a hash of everything that a certificate depends on: the family's arrays and numbers, noise, region, start, algorithm,
declared constants, effort, and the code of the family, of the noise and of certification, wherever it lives. A file that is not
whole counts as not there.
"""

import contextlib
import json
from dataclasses import asdict
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from problems.certify.certificate import Certificate, Constant, Invariance, Status, Witness
from problems.enclosure import Enclosure, End
from problems.fingerprint import code_of, fingerprint
from problems.kept import cache_folder, keep, kept

if TYPE_CHECKING:
    from problems.problem import Problem

#: what proves: this module and all that it imports
PROVES = "problems.certify.constants"


def key(problem: "Problem", effort: int, pl: bool = True) -> str:
    """The hash under which the certificate of this problem, with or without its PL constants, is kept."""
    return fingerprint(
        code_of(PROVES), problem.family, problem.noise, problem.region, problem.start, problem.algorithm,
        problem.rule, sorted(problem.declared.items()), effort, pl,
    )  # fmt: skip


def load(problem: "Problem", effort: int, pl: bool = True) -> Certificate | None:
    """The kept certificate, under the problem's present name, or None."""
    name = key(problem, effort, pl)
    path = _place(name)
    content = None if path is None else kept(path, name)
    return None if content is None else _certificate(problem, json.loads(content))


def store(problem: "Problem", effort: int, certificate: Certificate, pl: bool = True) -> None:
    """Keep a certificate; a folder that cannot be written to only costs time."""
    name = key(problem, effort, pl)
    path = _place(name)
    data = {
        "constants": [asdict(c) | {"enclosure": _enclosure_out(c.enclosure)} for c in certificate.constants],
        "region": asdict(certificate.region),
        "coordinates": list(certificate.coordinates),
    }
    if path is not None:
        with contextlib.suppress(OSError):
            keep(path, name, json.dumps(data).encode())


def _place(name: str) -> Path | None:
    folder = cache_folder("certificates")
    return None if folder is None else folder / f"{name}.json"


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
    return {"low": _told(e.low), "high": _told(e.high), "method": e.method}


def _enclosure_in(data: dict[str, str]) -> Enclosure:
    return Enclosure(_end(data["low"]), _end(data["high"]), data["method"])


def _told(end: End) -> str:
    """In hexadecimals: Python writes no integer of more than 4,300 decimal digits."""
    return f"{end.numerator:#x}/{end.denominator:#x}" if isinstance(end, Fraction) else str(end)


def _end(text: str) -> End:
    if text in ("inf", "-inf"):
        return float(text)
    top, _, bottom = text.partition("/")
    return Fraction(int(top, 0), int(bottom or "1", 0))
