"""Data files that somebody might have: whole ones with a few bytes, entries or rows changed, packed, or in another encoding.

`python -m tests.faults.fuzz_data 60 [--write]` tries so many and prints what is wrong with how a command ended on them.
"""

import gzip
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from benchmarks.document import keep
from tests.calls import program
from tests.faults.__main__ import DOCS, FUZZED, HANG, complaint, line
from tests.faults.machine import call

CSV = "a,b,y\n1,2.5,0\n-3,1e-1,1\n0.5,4,1\n2,2,0\n"
WHOLE = (
    CSV, CSV.replace(",", ";"), CSV.replace(",", "\t"), CSV.replace(",", " "), CSV.replace("\n", "\r\n"), "\ufeff" + CSV,
    '"a";"b, c";"y"\n"1";"2";"0"\n"2";"1";"1"\n', CSV.partition("\n")[2],
    "+1 1:2 3:0.5\n-1 2:1e-3 # a comment\n+1 3:7\n", "0 0:1 7:2\n1 0:3 2147483647:1\n",
)  # fmt: skip
ENTRIES = (
    "", "NA", "nan", "?", "inf", "1,5", "1.000,5", "1_000", "1e308", "1e-320", "-0", "x", '"', "'", ";", ",", "\t", "#", "0x1",
    "\u0661", "\0",
    "1:2", ":", "-1:2", "99999999999999999999:1", "1" * 400,
)  # fmt: skip
KEYS = ("", "header = false\n", "header = true\n", 'delimiter = ";"\n', "standardise = true\n", "intercept = true\n",
        'rows = "unit"\n', 'label = "3"\n')  # fmt: skip
FAMILIES = ("least-squares", "sigmoid-classification", "welsch-regression")
COMMANDS: tuple[list[object], ...] = (["certify"], ["bound", "theorem-2:repaired", "-p"])


@st.composite
def files(draw: st.DrawFn) -> tuple[bytes, str]:
    """A data file, and the problem file that reads it."""
    text = draw(st.sampled_from(WHOLE))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(text)))
        how = draw(st.integers(0, 4))
        if how == 0:
            text = text[:at] + draw(st.sampled_from(ENTRIES)) + text[at + draw(st.integers(0, 3)) :]
        elif how == 1:
            text = text[:at]
        elif how == 2:
            rows = text.split("\n")
            text = "\n".join(rows[: at % len(rows)] + rows[at % len(rows) + 1 :])
        elif how == 3:
            text += text[:at]
        else:
            text = text[:at] + draw(st.text(max_size=3)) + text[at:]
    content = text.encode(draw(st.sampled_from(("utf-8", "utf-8", "utf-8", "utf-16", "latin-1"))), errors="replace")
    if draw(st.integers(0, 4)) == 0:
        content = gzip.compress(content, mtime=0)
        content = content[: draw(st.sampled_from((len(content), len(content) - 5)))]
    keys = "".join(draw(st.lists(st.sampled_from(KEYS), max_size=2, unique=True)))
    label = "" if "label" in keys else 'label = "y"\n'
    return content, problem(draw(st.sampled_from(FAMILIES)), label + keys)


def problem(family: str, keys: str) -> str:
    """The problem file that reads the data file."""
    head = f'[problem]\nname = "data"\nfamily = "{family}"\nregion = 1.0\nstart = 0.0\n'
    parameters = f'[problem.parameters]\ndata = "d"\n{keys}'
    rest = '[noise]\nkind = "sampling"\n[algorithm]\nname = "adamw-d"\ndelta = 1.0\nbeta_2 = 0.01\n[target]\nepsilon = 0.5\n'
    return head + parameters + rest


def each(count: int, number: int, check: Callable[[bytes, str], None]) -> None:
    """`check` on so many pairs of files, the same ones for the same number."""

    @seed(number)
    @settings(
        max_examples=count, phases=[Phase.generate], database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )
    @given(files())
    def one(pair: tuple[bytes, str]) -> None:
        check(*pair)

    one()


def fuzzed(
    count: int, number: int, folder: Path, said: Callable[[str], None] = lambda _: None
) -> tuple[list[str], dict[str, float]]:
    """Complaints about so many data files, and how many there were, were refused, and what the slowest cost."""
    (folder / "d").write_text(CSV, encoding="utf-8")
    (folder / "data.toml").write_text(problem("least-squares", 'label = "y"\n'), encoding="utf-8")
    for command in COMMANDS:  # in this process, which then has imported what each file would import
        assert program(*command, folder / "data.toml").returncode == 0
    complaints: list[str] = []
    figure = {"files": 0.0, "refused": 0.0, "slowest": 0.0}

    def check(content: bytes, text: str) -> None:
        (folder / "d").write_bytes(content)
        (folder / "data.toml").write_text(text, encoding="utf-8")
        words = [*COMMANDS[int(figure["files"]) % len(COMMANDS)], folder / "data.toml"]
        ended = call(words, seconds=HANG)
        figure["files"] += 1
        figure["refused"] += ended.status == 2
        figure["slowest"] = max(figure["slowest"], ended.seconds)
        said(f"{figure['files']:.0f}: status {ended.status}, {ended.seconds:.1f} s: {ended.said.strip()[:200]}")
        wrong = complaint(f"{text}\n{content!r}", words, ended)
        if wrong is not None:
            complaints.append(wrong)

    each(count, number, check)
    return complaints, figure


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as place:
        found, seen = fuzzed(int(*sys.argv[1:2] or ["60"]), 0, Path(place), print)
    print(*found, *zip(FUZZED, line("data files, seed 0", seen, len(found)), strict=True), sep="\n")
    if "--write" in sys.argv:
        keep(DOCS, "fuzzed", FUZZED, line("data files, seed 0", seen, len(found)))
    sys.exit(bool(found))
