"""What an attack found, as a problem file with a comment and as a row of its table."""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from theory.claim import Kind
from verify.attack.candidates import Tables
from verify.attack.space import DIMENSIONS, NOISES
from verify.attack.target import Target
from verify.attack.terms import ATOMS
from verify.attack.toml import toml
from verify.decide.verdict import Result

WIDTH = 126


@dataclass(frozen=True)
class Found:
    """A problem file as tables, the rows of parts that were decided there, and measured over bound of each."""

    name: str
    tables: Tables
    rows: tuple[Result, ...]
    ratios: Mapping[str, float]

    def to_dict(self) -> dict[str, Any]:
        """As it is kept."""
        rows = [row.to_dict() for row in self.rows]
        return {"name": self.name, "tables": self.tables, "rows": rows, "ratios": dict(self.ratios)}

    @classmethod
    def from_dict(cls, kept: Mapping[str, Any]) -> "Found":
        """What `to_dict` gave."""
        return cls(kept["name"], kept["tables"], tuple(map(Result.from_json, kept["rows"])), kept["ratios"])


def file_of(found: Found, target: Target, violated: bool) -> str:
    """The text of the problem file; a violation is listed as known."""
    known = {"known": {"violated": [row.key for row in found.rows]}} if violated else {}
    return toml({**found.tables, **known}, comment(found, target))


def comment(found: Found, target: Target) -> str:
    """Which assumptions the problem satisfies, and what it does to the claim."""
    sentences = []
    for row in found.rows:
        part = next(part for part in target.parts if part.id == row.part)
        numbers = _numbers(row, found.ratios.get(row.part))
        sentences.append(f"{row.key} is {row.verdict} ({part.source}): {part.says}. {numbers}")
    holds = [h for h in found.rows[0].hypotheses if h.status == "holds"]
    satisfied = "; ".join(f"{h.name} ({h.value}, {h.limit})" for h in holds)
    sentences.append(f"Satisfied: {satisfied}.")
    return "\n".join(line for sentence in sentences for line in textwrap.wrap(sentence, WIDTH))


def _numbers(row: Result, ratio: float | None) -> str:
    told = row.measured
    if told is None:
        return ""
    if row.kind == Kind.EXPECTATION:
        between = "" if told.lower is None else f" in [{told.lower:.6g}, {told.upper:.6g}]"
        return f"Measured {told.mean:.6g}{between}, runs: {told.runs}, bound: {row.bound:.6g}."
    return f"Least slack {told.mean:.6g}" + (f", one side {ratio:.4g} times the other." if ratio is not None else ".")


def covered(tried: int, cells: int, of: int, longest: int) -> str:
    """What a search covers, as a sentence."""
    kinds = ", ".join(dict.fromkeys(str(noise["kind"]) for noise in NOISES))
    return (
        f"{tried} candidates in {cells} of {of} cells: F a sum over up to {max(DIMENSIONS)} coordinates of a f((x - c)/s), f"
        f" one of {len(ATOMS)} atoms ({', '.join(ATOMS)}) or the sum of two, or in two coordinates an atom in coordinates that"
        f" are turned; noise {kinds}; T at most {longest}. Not covered: other couplings, noise of data sets, beta_1 and eta as"
        " lists, longer horizons."
    )
