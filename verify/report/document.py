"""report.json: the ledger of one invocation with its provenance.

Apart from `created` and every `seconds`, the same command with the same seed gives the same bytes; `id` is the hash of
everything else.
"""

import hashlib
import json
import platform
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
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
from verify.simulate.store import package_version

SCHEMA = "adamw-verify/report/1"
TIMES = ("created", "seconds", "id")
LIBRARIES = ("numpy", "scipy", "sympy", "numba", "python-flint", "z3-solver", "cvxpy")


def build(
    results: Sequence[Result], problems: Sequence[Problem], courses: Sequence[Mapping[str, Any]], sections: Mapping[str, Any],
    command: str, seed: int, error_rate: float, complete: bool, seconds: float, claims: Sequence[Claim] = (),
) -> dict[str, Any]:  # fmt: skip
    """The document, with its id.

    `claims` are those that were asked for; `sections` are further parts of the report by name (the audit, studies).
    """
    document = plain(
        {
            "schema": SCHEMA,
            "id": "",
            "created": datetime.now(UTC).isoformat(timespec="seconds"),
            "seconds": seconds,
            "complete": complete,
            "command": command,
            "seed": seed,
            "error_rate": error_rate,
            "versions": versions(),
            "machine": {"system": platform.system(), "machine": platform.machine(), "python": platform.python_version()},
            "git_commit": git_commit(),
            "claims": [_stated(claim) for claim in claims],
            "results": [result.to_dict() for result in results],
            "problems": [_certified(problem) for problem in problems],
            "satisfiable": _satisfiable(dict.fromkeys(result.claim for result in results)),
            "courses": list(courses),
            **sections,
        }
    )
    document["id"] = identity(document)
    return dict(document)


def _stated(claim: Claim) -> dict[str, Any]:
    """What a claim says, in words and in LaTeX."""
    return {
        **{name: getattr(claim, name) for name in ("id", "variant", "title", "source", "statement", "repairs")},
        "hypotheses": [
            {"name": h.name, "latex": latex(h.relation), "source": h.source, "stated": h.stated} for h in claim.hypotheses
        ],
        "parts": [
            {"id": p.id, "kind": p.kind, "says": p.says, "source": p.source, "latex": rf"{latex(p.left)} \le {latex(p.right)}"}
            for p in claim.parts
        ],
    }


def _certified(problem: Problem) -> dict[str, Any]:
    """A problem and what was proved of its constants."""
    known = {} if problem.certificate is None else problem.certificate.to_dict()
    facts = {"file": problem.path.name, "family": problem.family.name, "dimension": problem.dimension}
    return {**facts, **({"read": list(problem.notes)} if problem.notes else {}), **known}


def _satisfiable(claims: Iterable[str]) -> list[dict[str, Any]]:
    """Whether the assumptions of these claims can hold together, with argument or example."""
    shown = ("claim", "scope", "assumptions", "satisfiable", "argument", "example")
    return [{name: getattr(found, name) for name in shown} for claim in claims for found in of_claim(claim)]


def identity(document: Mapping[str, Any]) -> str:
    """Hash of the document without its times."""
    return hashlib.sha256(json.dumps(_timeless(document), sort_keys=True).encode()).hexdigest()[:16]


def _timeless(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {k: _timeless(v) for k, v in value.items() if k not in TIMES}
    if isinstance(value, list):
        return [_timeless(v) for v in value]
    return value


def write(document: Mapping[str, Any], path: Path) -> None:
    """Write the document whole, or leave the old one. Raises OSError."""
    write_whole(path, (json.dumps(document, separators=(",", ":"), allow_nan=False) + "\n").encode())


class _Course(BaseModel):
    claim: str
    variant: str
    problem: str
    epsilon: float
    k: list[float]
    running: dict[str, dict[str, list[float | None]]]
    objectives: dict[str, dict[str, list[float | None]]]


class _Study(BaseModel):
    title: str
    claims: list[str]
    data: dict[str, Any]


class _Report(BaseModel):
    """What every report must have; what stands in a row, `Result` says."""

    schema_: str = Field(alias="schema", pattern=f"^{SCHEMA}$")
    id: str
    created: str
    complete: bool
    command: str
    seed: int
    error_rate: float
    versions: dict[str, str]
    machine: dict[str, str]
    git_commit: str | None
    results: list[Result]
    problems: list[dict[str, Any]]
    satisfiable: list[dict[str, Any]]
    courses: list[_Course]
    studies: dict[str, _Study] = {}


def read(path: Path) -> dict[str, Any]:
    """A report.json (or the folder that holds one). Raises InputError, which names the field that is wrong."""
    path = path / "report.json" if path.is_dir() else path
    text = text_of(path, str(path), "; give a report.json or the folder of one")
    try:
        found = json.loads(text)
        _Report.model_validate(found)
    except RecursionError:
        raise InputError(f"{path} is nested too deeply") from None
    except ValidationError as error:
        first = error.errors()[0]
        raise InputError(f"{path}: {'.'.join(map(str, first['loc'])) or 'the report'}: {first['msg']}") from None
    except ValueError as error:
        raise InputError(f"{path} is not JSON: {error}") from None
    return dict(found)


def untouched(document: Mapping[str, Any], path: Path) -> None:
    """Refuse a report that is not the one that was written. Raises InputError."""
    if document["id"] != identity(document):
        told = f"{document['id']} where the content says {identity(document)}"
        raise InputError(f"{path}: id: {told}; the report was changed after it was written")


def unexpected(results: Sequence[Result]) -> list[Result]:
    """Violations that no problem file lists as known."""
    return [result for result in results if result.verdict == Outcome.VIOLATED and not result.known]


def versions() -> dict[str, str]:
    """Versions of this package and of the libraries that numbers come from."""
    found = {"adamw-verify": package_version()}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def git_commit() -> str | None:
    """The commit of the checkout that the package runs from, with "+changes" if files differ from it; None outside git."""
    folder = Path(__file__).parents[2]

    def git(*words: str) -> str | None:
        try:
            done = subprocess.run(["git", "-C", str(folder), *words], capture_output=True, text=True, timeout=10, check=True)
        except (OSError, subprocess.SubprocessError):
            return None
        return done.stdout.strip()

    commit = git("rev-parse", "HEAD")
    if not commit or git("ls-files", "--error-unmatch", "verify/report/document.py") is None:
        return None
    return commit + ("+changes" if git("status", "--porcelain", "--untracked-files=no") else "")
