"""The processor time that Coq takes for each goal, read from what `coqc -time` says of a file of them."""

import re
from collections.abc import Iterable, Mapping
from statistics import median

from theory.kernel.goals import TACTICS, lemmas, proved_lemma

SENTENCE = re.compile(r"^Chars (\d+) - \d+ \[.*\] [\d.]+ secs \(([\d.]+)u,[\d.]+s\)$", re.M)


def timed(names: Iterable[str], tactics: Mapping[str, str], scripts: Mapping[str, str], prelude: str) -> str:
    """A Coq file that needs no other one and proves the goals `names`; `prelude` is the text of kernel/tactics.v."""
    return "\n".join((prelude, *(proved_lemma(name, tactics[name], scripts) for name in names)))


def seconds(text: str, said: str) -> dict[str, float]:
    """Seconds by lemma of the file `text`: its sentences' times, from the statement on to `Qed`."""
    starts = [(found.start(), found[1]) for found in re.finditer(r"^Lemma (\w+) :", text, re.M)]
    spent = dict.fromkeys((name for _, name in starts), 0.0)
    for sentence in SENTENCE.finditer(said):
        before = [name for start, name in starts if start <= int(sentence[1])]
        if before:
            spent[before[-1]] += float(sentence[2])
    return {name: round(time, 3) for name, time in spent.items()}


def times(tactics: Mapping[str, str], spent: Mapping[str, float]) -> str:
    """The seconds of each tactic in all, its median and its longest goal; then every goal by name."""
    lines = ["| tactic | goals | seconds in all | median | longest |", "|---|---|---|---|---|"]
    proved = sorted(name for name in lemmas() if tactics.get(name) in TACTICS and name in spent)
    for tactic in TACTICS:
        mine = {name: spent[name] for name in proved if tactics[name] == tactic}
        if mine:
            slowest = max(mine, key=lambda name: mine[name])
            told = f"{sum(mine.values()):.2f} | {median(mine.values()):.3f} | {mine[slowest]:.3f} (`{slowest}`)"
            lines.append(f"| `{tactic}` | {len(mine)} | {told} |")
    lines += ["", "| goal | tactic | seconds |", "|---|---|---|"]
    lines += [f"| `{name}` | {tactics[name]} | {spent[name]:.3f} |" for name in proved]
    return "\n".join(lines) + "\n"
