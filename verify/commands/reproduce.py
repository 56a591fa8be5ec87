"""`reproduce`: run a report again, from the report alone, and compare."""

import os
import shlex
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from problems.errors import InputError
from problems.load import FOLDER
from problems.reading import decimal
from verify.commands.diff import printed
from verify.commands.options import PROCESSES, AsJson, Processes, Quiet, plain_console
from verify.commands.run import Backend, measured
from verify.report import compare, document, seal
from verify.report.provenance import code, sha256

#: options of the command that have a number
READ = ("runs", "max_runs", "seed", "max_steps", "error_rate", "epsilon")
#: the whole numbers among them, and the least that each may be
WHOLE = {"runs": 1, "max_runs": 1, "seed": 0, "max_steps": 1}
LISTS = ("problem", "papers", "scale_bound", "set")
#: those of them that are of files or folders
PLACES = ("problem", "papers")


def reproduce(
    report: Annotated[Path, typer.Argument(help="A report.json, or the folder that holds one.")],
    out: Annotated[Path, typer.Option(help="Folder of the new report.")] = Path("reports/reproduced"),
    data: Annotated[list[Path] | None, typer.Option(help="A folder with the data files; may be given several times.")] = None,
    workers: Processes = PROCESSES,
    tolerance: Annotated[float, typer.Option(help="Numbers that differ by at most this, relatively, are the same.")] = 1e-9,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with what an interrupted run left in --out.")] = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Run a report again, from the report alone, and compare.

    Data files are found by their hash: where they were, among those shipped, or in --data. Exit status 0: every verdict is the
    same; 1: a verdict differs, or a row is in one report only; 2: bad input, or the report was altered.
    """
    for place in data or ():
        if not place.is_dir():
            raise InputError(f"--data {place} is no folder")
    before = document.read(report)
    with tempfile.TemporaryDirectory(prefix="adamw-verify-") as folder:
        seal.untouched(before, report)
        if not before["complete"]:
            raise InputError(f"{report} is of an interrupted run: there is nothing to reproduce")
        asked = options(before["command"])
        compare.differences(before, before)  # what could not be compared afterwards is not begun
        if before["code"]["key"] != code()["key"]:
            told = f"commit {before['git_commit'] or 'unknown'}, adamw-verify {before['versions']['adamw-verify']}"
            plain_console(stderr=True).print(f"this program is not the one that wrote the report ({told})")
        files = [_laid_out(problem, Path(folder) / str(j), data or ()) for j, problem in enumerate(before["problems"])]
        measured(**asked, out=out, hands=workers, resume=resume, files=files, quiet=quiet, told=False)
    printed(compare.differences(before, document.read(out), tolerance), as_json, quiet)


def options(command: str) -> dict[str, Any]:
    """What `measured` is called with for a report's command. Raises InputError."""
    given: dict[str, Any] = {**dict.fromkeys((*READ, *LISTS, "claims")), "audit": False}
    try:
        words = shlex.split(command)[2:]
        while words:
            word = words.pop(0)
            name = word.removeprefix("--").replace("-", "_")
            if not word.startswith("--"):
                given["claims"] = [*(given["claims"] or ()), word]
            elif name == "audit":
                given["audit"] = True
            elif name in LISTS:
                value = words.pop(0)
                given[name] = [*(given[name] or ()), Path(value) if name in PLACES else value]
            else:
                given[name] = _number(name, words.pop(0))
    except (LookupError, ValueError, OverflowError):
        raise InputError(f"the report's command cannot be run again: {command}") from None
    given["sweep"] = given.pop("set")
    return {**given, "backend": Backend.AUTO, "every_row": False, "force": True}


def _number(name: str, text: str) -> float | int:
    """The number of an option, which may be what no command line takes. Raises ValueError."""
    value = decimal(text)
    whole = name in WHOLE
    if name not in READ or value is None or (whole and not WHOLE[name] <= int(text) < 2**63):
        raise ValueError(text)
    return int(text) if whole else value


def _laid_out(problem: Mapping[str, Any], folder: Path, given: Sequence[Path]) -> Path:
    """The problem's file as the report has it, with the data files where it says that they are."""
    place = Path(problem["place"])
    if place.name in ("", ".."):
        raise InputError(f"{problem['place']} is no place of a problem file")
    path = folder / "a" / "b" / place.name  # so that `../` in the name of a data file stays inside
    path.parent.mkdir(parents=True)
    path.write_text(problem["text"], encoding="utf-8", newline="")
    old = FOLDER.parent / place if problem["place"].startswith(("problems/", "theory/papers/")) else place
    for one in problem["data"]:
        name = one["file"]
        found = next(
            (
                p
                for p in (old.parent / name, *(f / Path(name).name for f in given))
                if p.is_file() and sha256(p.read_bytes()) == one["sha256"]
            ),
            None,
        )
        if found is None:
            raise InputError(f"{name} with the hash {one['sha256'][:16]} is not found; --data names the folder that it is in")
        target = path.parent / name
        end = Path(os.path.realpath(target))
        if not end.is_relative_to(folder.resolve()):
            if end != Path(os.path.realpath(found)):
                raise InputError(f"{name} is named by a place outside of the problem's folder, and it is not there")
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(found, target)
    return path
