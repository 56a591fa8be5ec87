"""report.json: the ledger of one invocation with its provenance.

Apart from `created` and every `seconds`, the same command with the same seed gives the same document; `content` is the
hash of everything else, `id` of what does not depend on the machine (`verify.report.seal`). On disk it has the form of
`verify.report.packed`.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel, Field, ValidationError

from problems.certify.satisfiability import of_claim
from problems.errors import InputError
from problems.kept import write_whole
from problems.problem import Problem
from problems.reading import text_of
from theory.claim import Claim
from theory.prove.render import latex
from verify.decide.verdict import Outcome, Result, plain
from verify.report import provenance, seal
from verify.report.form import Report
from verify.report.kernel_seen import said
from verify.report.packed import pack, unpack

#: how deep a report may be nested
DEEPEST = 60
SCHEMA = "adamw-verify/report/3"
Document = Mapping[str, Any]


def build(
    results: Sequence[Result], problems: Sequence[Problem], courses: Sequence[Mapping[str, Any]], sections: Mapping[str, Any],
    command: str, seed: int, error_rate: float, complete: bool, seconds: float, claims: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:  # fmt: skip
    """The document, with its id.

    `claims` are those that were asked for, as `stated`; `sections` are further parts of the report by name (audit, studies).
    """
    document = plain(
        {
            "schema": SCHEMA,
            "created": datetime.now(UTC).isoformat(timespec="seconds"),
            "seconds": seconds,
            "complete": complete,
            "command": command,
            "seed": seed,
            "error_rate": error_rate,
            "versions": provenance.versions(),
            "machine": provenance.machine(),
            "git_commit": provenance.git_commit(),
            "code": provenance.code(),
            "claims": list(claims),
            "results": [result.to_dict() for result in results],
            "problems": [_certified(problem) for problem in problems],
            "satisfiable": _satisfiable(dict.fromkeys(result.claim for result in results)),
            "courses": list(courses),
            **sections,
        }
    )
    return seal.sealed(document)


def stated(claims: Iterable[Claim]) -> list[dict[str, Any]]:
    """What these claims say."""
    return [_stated(claim) for claim in claims]


def _stated(claim: Claim) -> dict[str, Any]:
    """What a claim says, in words and in LaTeX."""
    return {
        **{name: getattr(claim, name) for name in ("id", "variant", "title", "source", "statement", "repairs")},
        "hypotheses": [
            {"name": h.name, "latex": latex(h.relation), "source": h.source, "stated": h.stated} for h in claim.hypotheses
        ],
        "kernel": said(claim),
        "parts": [
            {"id": p.id, "kind": p.kind, "says": p.says, "source": p.source, "latex": rf"{latex(p.left)} \le {latex(p.right)}"}
            for p in claim.parts
        ],
    }


def _certified(problem: Problem) -> dict[str, Any]:
    """A problem and what was proved of its constants."""
    known = {} if problem.certificate is None else problem.certificate.to_dict()
    facts: dict[str, Any] = {"file": problem.path.name, "family": problem.family.name, "dimension": problem.dimension}
    if problem.swept:
        facts["swept"] = dict(problem.swept)
    return {**facts, **({"read": list(problem.notes)} if problem.notes else {}), **known, **provenance.of_problem(problem)}


def _satisfiable(claims: Iterable[str]) -> list[dict[str, Any]]:
    """Whether the assumptions of these claims can hold together, with argument or example."""
    shown = ("claim", "scope", "assumptions", "satisfiable", "argument", "example")
    return [{name: getattr(found, name) for name in shown} for claim in claims for found in of_claim(claim)]


def write(document: Mapping[str, Any], path: Path) -> None:
    """Write the document whole, or leave the old one. Raises OSError."""
    write_whole(path, (json.dumps(pack(document), separators=(",", ":"), allow_nan=False, ensure_ascii=False) + "\n").encode())


class _Head(BaseModel):
    """What tells a report from any other JSON."""

    schema_: str = Field(alias="schema", pattern=f"^{SCHEMA}$")
    id: str
    results: dict[str, list[Any]] | str  # a shortened one is read by `unpack`


def read(path: Path) -> dict[str, Any]:
    """A report.json (or the folder that holds one). Raises InputError, which names the field that is wrong."""
    path = path / "report.json" if path.is_dir() else path
    text = text_of(path, str(path), "; give a report.json or the folder of one")
    try:
        found = json.loads(text)
        _Head.model_validate(found)
        found = unpack(found)
        _shallow(found)
        Report.model_validate(found)
    except RecursionError:
        raise InputError(f"{path} is nested too deeply") from None
    except ValidationError as error:
        first = error.errors()[0]
        raise InputError(f"{path}: {'.'.join(map(str, first['loc'])) or 'the report'}: {first['msg']}") from None
    except ValueError as error:
        raise InputError(f"{path} is no report: {error}") from None
    return dict(found)


def _shallow(found: Any) -> None:
    """Raises RecursionError for what is nested deeper than any report, long before Python would."""
    level = [found]
    for _ in range(DEEPEST):
        if not level:
            return
        level = [
            inner
            for value in level if isinstance(value, (dict, list))
            for inner in (value.values() if isinstance(value, dict) else value) if isinstance(inner, (dict, list))
        ]  # fmt: skip
    raise RecursionError


def unexpected(results: Sequence[Result]) -> list[Result]:
    """Violations that no problem file lists as known."""
    return [result for result in results if result.verdict == Outcome.VIOLATED and not result.known]
