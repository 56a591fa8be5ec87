"""`make faults`: faults, then fuzzed files, each for so many minutes, from a seed; the figures go into docs/reliability.md."""

import argparse
import random
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.faults import fuzz
from tests.faults.machine import ROOT, Ended, Trial, call

DOCS = ROOT / "docs" / "reliability.md"
#: of ten trials so many of each kind: a kill costs a process of its own
KINDS = ("refused_write",) * 4 + ("torn_file",) * 3 + ("cut_write",) * 2 + ("killed",)
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
    import verify.report.figures as figures

    figures.render = lambda *_: []  # what is drawn is not what is asked
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


def disturbed(count: int, seed: int, folder: Path, seconds: float) -> Trial:
    """So many faults, or as many as the time allows."""
    trial, draw, end = Trial(folder), random.Random(f"faults {seed}"), time.monotonic() + seconds
    for j in range(count):
        getattr(trial, KINDS[j % len(KINDS)])(draw)
        if time.monotonic() > end:
            break
    return trial


def table(trial: Trial, figure: dict[str, float], wrong: int, seed: int) -> str:
    """The figures as Markdown."""
    when = datetime.now(UTC).strftime("%Y-%m-%d")
    lines = ["| tried | times | complaints |", "|---|---|---|"]
    lines += [
        f"| {kind} | {count} | {sum(c.startswith(kind) for c in trial.complaints)} |"
        for kind, count in sorted(trial.counts.items())
    ]
    lines += [f"| fuzzed problem files | {figure['files']:.0f} | {wrong} |"]
    told = f"Of the fuzzed files {figure['refused']:.0f} were refused in one line; "
    told += f"the slowest took {figure['slowest']:.0f} s of processor time."
    return "\n".join([f"Seed {seed}, {when}.", "", *lines, "", told])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--faults", type=int, default=500)
    parser.add_argument("--files", type=int, default=1000)
    parser.add_argument("--minutes", type=float, default=float("inf"), help="of each; what is not tried then is not counted")
    parser.add_argument("--write", action="store_true", help="put the figures into docs/reliability.md")
    asked: Any = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        trial = disturbed(asked.faults, asked.seed, Path(place), 60.0 * asked.minutes)
        wrong, figure = fuzzed(asked.files, asked.seed, Path(place), 60.0 * asked.minutes)
    said = table(trial, figure, len(wrong), asked.seed)
    print(said, *trial.complaints, *wrong, sep="\n")
    if asked.write:
        text = DOCS.read_text(encoding="utf-8")
        marks = r"(?<=<!-- faults -->\n).*(?=\n<!-- end -->)"
        DOCS.write_text(re.sub(marks, said.replace("\\", r"\\"), text, flags=re.DOTALL), encoding="utf-8")
    return 1 if trial.complaints or wrong else 0


if __name__ == "__main__":
    sys.exit(main())
