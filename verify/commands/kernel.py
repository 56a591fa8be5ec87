"""`adamw-verify kernel`: are the Coq statements and goals those that the program writes?

Exit status: 0 if every file equals what the program writes, 1 if one does not, 2 if Coq is wanted and not installed.
"""

import json
import shutil
import subprocess
import tempfile
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from problems.errors import InputError
from problems.kept import write_all, write_whole
from theory.claim import Goal, Status
from theory.kernel import certified, refuted
from theory.kernel.files import all_files
from theory.kernel.goals import (
    FALSE,
    HAND,
    NONE,
    REFUTED,
    SCRIPTED,
    TACTICS,
    TRIED,
    attempt,
    attempted,
    called,
    exported,
    lemmas,
    stated,
    table,
)
from theory.kernel.seconds import seconds, timed, times
from theory.prove.certificate import certificates_of
from theory.prove.provers import decide
from verify.commands.options import AsJson, Quiet, as_file, plain_console, print_json

FOLDER = Path(str(files("theory")))
FOUND = FOLDER / "papers/adamw/tactics.json"  # what proves which goal
SCRIPTS = FOLDER / "papers/adamw/scripts.json"  # the proofs from certificates and witnesses
SPENT = FOLDER / "papers/adamw/seconds.json"  # in how many seconds
PAGE = FOLDER.parent / "docs/kernel.md"  # of a checkout; its tables follow the mark
MARK = "<!-- written by adamw-verify kernel --write -->\n"


def kernel(
    write: Annotated[bool, typer.Option("--write", help="write the files")] = False,
    search: Annotated[
        bool, typer.Option("--search", help="try the tactics on goals never tried, time them; needs Coq")
    ] = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> int:
    """Compare the Coq statements and goals with those that the program writes."""
    out, states = plain_console(), {}
    found: dict[str, str] = json.loads(FOUND.read_text(encoding="utf-8"))
    scripts: dict[str, str] = json.loads(SCRIPTS.read_text(encoding="utf-8"))
    spent: dict[str, float] = json.loads(SPENT.read_text(encoding="utf-8"))
    if search:
        prelude = (FOLDER / "kernel/tactics.v").read_text(encoding="utf-8")
        places = (FOLDER / name for name in all_files(found, scripts))
        stand = "".join(path.read_text(encoding="utf-8") for path in places if path.exists())
        found, scripts = searched(found, scripts, prelude, stand)
        write_all({FOUND: as_file(found), SCRIPTS: as_file(scripts)})
        proved = [name for name, tactic in found.items() if tactic in TACTICS]
        new = [name for name in proved if name not in spent or stated(name, found[name]) not in stand]
        text = timed(new, found, scripts, prelude)
        spent |= seconds(text, coqc(text, "-time"))
        spent = {name: spent[name] for name in proved}
        write_whole(SPENT, as_file(spent))
    written = {FOLDER / name: text for name, text in all_files(found, scripts).items()}
    if PAGE.exists():
        above = PAGE.read_text(encoding="utf-8").partition(MARK)[0]
        written[PAGE] = f"{above}{MARK}\n{table(found)}\n{times(found, spent)}"
    if write:
        write_all({path: text.encode() for path, text in written.items()})
    for path, text in written.items():
        same = path.exists() and path.read_text(encoding="utf-8") == text
        name, state = str(path.relative_to(FOLDER.parent)), "written" if write else "same" if same else "DIFFERS"
        states[name] = state
        if not as_json and (state == "DIFFERS" or not quiet):
            out.print(f"{state}  {name}")
    if as_json:
        print_json(states)
    return int("DIFFERS" in states.values())


def searched(found: dict[str, str], scripts: dict[str, str], prelude: str, stand: str) -> tuple[dict[str, str], dict[str, str]]:
    """The outcome of every goal, and the proofs that no single tactic makes.

    The tactics are tried on goals never tried, or whose text is not in what stands (a letter's sign is no part of a name);
    then, on each that none proves, the proof that people gave it, its certificate or the audit's witness.
    """
    goals = {called(step, goal): goal for step, goal in exported()}
    same = {name for name in lemmas() if found.get(name) in (NONE, REFUTED) or stated(name, found.get(name, NONE)) in stand}
    outcomes = {name: found[name] if name in found and name in same else tactic_for(name) for name in sorted(lemmas())}
    given = {name for name, outcome in outcomes.items() if outcome == NONE and found.get(name) == HAND and name in scripts}
    outcomes |= {name: HAND for name in given if name in coqc(f"{prelude}\n{attempted(name, HAND, scripts[name])}").split()}
    tried = {name: by_other_means(name, goals[name]) for name, outcome in outcomes.items() if outcome in (NONE, REFUTED)}
    text = "\n".join((prelude, *(attempted(name, *tried[name]) for name in tried if tried[name][1])))
    accepted = set(coqc(text).split())
    for name, (outcome, _) in tried.items():
        outcomes[name] = outcome if name in accepted else REFUTED if outcome in (FALSE, REFUTED) else NONE
    made = scripts | {name: script for name, (_, script) in tried.items()}
    return outcomes, {name: made[name] for name, outcome in outcomes.items() if outcome in SCRIPTED}


def by_other_means(name: str, goal: Goal) -> tuple[str, str]:
    """What may come of a goal that no tactic proves, and the proof that is to be tried, if there is one."""
    certificates = certificates_of(goal)
    if certificates and all(certificates):
        return "certificate", certified.script(certificates)
    decision = decide(goal)
    if decision.status is Status.REFUTED and decision.witness is not None:
        return FALSE, refuted.script(lemmas()[name][1], goal, decision.witness)
    return NONE, ""


def tactic_for(name: str) -> str:
    """The first tactic that proves the goal within its time, or `none`."""
    return strongest(coqc(attempt(name)))


def coqc(text: str, *options: str) -> str:
    """What Coq prints of a file `text`. Raises InputError where Coq is missing."""
    if shutil.which("coqc") is None:
        raise InputError("coqc is not installed: adamw-verify kernel --search needs it")
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "goal.v").write_text(text, encoding="utf-8")
        return subprocess.run(["coqc", "-w", "none", *options, "goal.v"], cwd=folder, capture_output=True, text=True).stdout


def strongest(said: str) -> str:
    """The last tactic, in the order in which they are tried, of those that Coq names, one for each case of the goal."""
    named = [line.removeprefix("TACTIC ") for line in said.splitlines() if line.startswith("TACTIC ")]
    return max(named, key=TRIED.index) if named and NONE not in named else NONE
