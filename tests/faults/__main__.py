"""`make faults`: faults, then fuzzed files, each for so many minutes, from a seed; the figures go into docs/reliability.md."""

import argparse
import random
import re
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest import mock

from benchmarks.document import keep
from tests import lab
from tests.calls import program
from tests.faults import fuzz
from tests.faults.machine import Ended, call
from tests.faults.trial import Trial
from tests.faults.writers import Writers

DOCS = Path(__file__).parents[2] / "docs" / "reliability.md"
FUZZED = ("tried", "files", "refused in one line", "slowest, processor time", "complaints")
#: of twenty trials so many of each kind: a kill costs processes of its own
KINDS = (
    *("refused_write",) * 5, *("torn_file",) * 5, *("cut_write",) * 3, "other_refused", "other_refused", "other_cut",
    *("killed_program", "killed_worker") * 2,
)  # fmt: skip
#: seconds of processor time after which a file counts as hanging
HANG = 60
COMMANDS: tuple[list[object], ...] = (
    ["bound", "theorem-2:repaired", "-p"],
    ["certify"],
    ["run", "theorem-2:repaired", "--runs", "4", "--max-runs", "4", "--max-steps", "300", "--workers", "1", "-q", "-p"],
)


def complaint(text: str, words: Sequence[object], ended: Ended) -> str | None:
    """What is wrong with how a command ended on a file, if anything is."""
    lines = ended.said.strip().splitlines()
    said = f"{' '.join(map(str, words[:2]))}: status {ended.status}, {ended.seconds:.0f} s: {ended.said[-300:]}\n{text}"
    if ended.status not in (0, 1, 2) or "Traceback" in ended.said or "Warning" in ended.said or len(lines) > 1:
        return said
    return said if ended.status == 2 and not lines else None


def fuzzed(count: int, seed: int, folder: Path, seconds: float = float("inf")) -> tuple[list[str], dict[str, float]]:
    """Complaints about so many fuzzed files, or as many as the time allows, and what they cost."""
    with mock.patch("verify.report.figures.render", return_value=[]):  # what is drawn is not what is asked
        return _fuzzed(count, seed, folder, seconds)


def _fuzzed(count: int, seed: int, folder: Path, seconds: float) -> tuple[list[str], dict[str, float]]:
    _imported(folder)
    complaints: list[str] = []
    end = time.monotonic() + seconds
    figure = {"files": 0.0, "accepted": 0.0, "refused": 0.0, "slowest": 0.0}

    def check(text: str) -> None:
        if time.monotonic() > end:
            return
        path = folder / "fuzz.toml"
        path.write_text(text, encoding="utf-8", errors="replace")
        command = COMMANDS[int(figure["files"]) % len(COMMANDS)]
        words = [*command, path, *(["--out", folder / "out"] if command[0] == "run" else [])]
        ended = call(words, seconds=HANG)
        figure["files"] += 1
        figure["refused" if ended.status == 2 else "accepted"] += 1
        figure["slowest"] = max(figure["slowest"], ended.seconds)
        wrong = complaint(text, words, ended)
        if wrong is not None:
            complaints.append(wrong)

    fuzz.each(count, seed, check)
    return complaints, figure


def _imported(folder: Path) -> None:
    """Have each command called once in this process: what it imports and compiles is not what is asked, file by file."""
    path = folder / "plain.toml"
    path.write_text(lab.toml({"target": {"epsilon": 2.0}}), encoding="utf-8")
    for command in COMMANDS:
        done = program(*command, path, *(["--out", folder / "plain"] if command[0] == "run" else []))
        assert done.returncode == 0, done.stderr


def disturbed(count: int, seed: int, folder: Path, seconds: float) -> tuple[dict[str, int], list[str]]:
    """So many faults, or as many as the time allows: how many of each kind, and the complaints."""
    if not count:
        return {}, []
    draw = random.Random(f"faults {seed}")
    one, many = (
        Trial(folder / "one", claim="lemma-1:repaired"),
        Trial(folder / "many", count=4, workers=2, cache=folder / "one" / "cache"),
    )
    others = Writers(one)
    does = {"other_refused": others.refused_write, "other_cut": others.cut_write}
    does |= {"killed_program": many.killed_program, "killed_worker": many.killed_worker}
    end = time.monotonic() + seconds
    for j in range(count):
        kind = KINDS[j * 7 % len(KINDS)]  # mixed, so that a run that is cut short has tried all of them
        does.get(kind, getattr(one, kind, None))(draw)
        if time.monotonic() > end:
            break
    return {**one.counts, **many.counts}, [*one.complaints, *many.complaints]


def line(what: str, figure: Mapping[str, float], wrong: int) -> list[str]:
    """What was fuzzed, as a line of the table of docs/reliability.md."""
    files, refused, slowest = figure["files"], figure["refused"], figure["slowest"]
    return [what, f"{files:.0f}", f"{refused:.0f}", f"{slowest:.0f} s", str(wrong)]


def table(counts: dict[str, int], complaints: Sequence[str], figure: dict[str, float], wrong: int, seed: int) -> str:
    """The figures as Markdown."""
    when = datetime.now(UTC).strftime("%Y-%m-%d")
    lines = ["| tried | times | complaints |", "|---|---|---|"]
    lines += [
        f"| {kind} | {count} | {sum(c.startswith(f'{kind} at ') for c in complaints)} |"
        for kind, count in sorted(counts.items())
    ]
    said = [f"Seed {seed}, {when}.", "", *lines]
    if not figure["files"]:
        return "\n".join(said)
    told = f"Of the fuzzed files {figure['refused']:.0f} were refused in one line; "
    told += f"the slowest took {figure['slowest']:.0f} s of processor time."
    return "\n".join([*said, f"| fuzzed problem files | {figure['files']:.0f} | {wrong} |", "", told])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--faults", type=int, default=500)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--minutes", type=float, default=float("inf"), help="of each; what is not tried then is not counted")
    parser.add_argument("--write", action="store_true", help="put the figures into docs/reliability.md; of --faults 0 a line")
    asked: Any = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        counts, complaints = disturbed(asked.faults, asked.seed, Path(place), 60.0 * asked.minutes)
        print(f"faults: {counts}", *complaints, sep="\n", flush=True)  # said at once: the files may take another hour
        wrong, figure = fuzzed(asked.files, asked.seed, Path(place), 60.0 * asked.minutes)
    said = table(counts, complaints, figure, len(wrong), asked.seed)
    print(said, *wrong, sep="\n")
    if asked.write and not asked.faults:
        keep(DOCS, "fuzzed", FUZZED, line(f"problem files, seed {asked.seed}", figure, len(wrong)))
    elif asked.write:
        text = DOCS.read_text(encoding="utf-8")
        marks = r"(?<=<!-- faults -->\n).*(?=\n<!-- end -->)"
        DOCS.write_text(re.sub(marks, said.replace("\\", r"\\"), text, flags=re.DOTALL), encoding="utf-8")
    return 1 if complaints or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
