"""What a report says first: one card for each claim, and the matrix of claims and problems. From the document alone.

A card holds counts, the tightest problem known and sentences; every word of a sentence is made from verdicts and numbers.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from verify.report.kernel_seen import in_words
from verify.report.numbers import number

Row = Mapping[str, Any]
#: of several verdicts the first in this order is the one that a cell shows
WORST = ("VIOLATED", "UNDECIDED", "HOLDS", "INAPPLICABLE")
#: kinds of parts whose measured / bound tells how tight a bound is
MEANS = ("expectation", "stages")
#: how many problems a sentence names
NAMED = 2


@dataclass(frozen=True)
class Line:
    """One variant of a claim: its verdicts, what is violated, the range of measured / bound, its proof, and the causes of
    what is refuted in it, the worst rank first.
    """

    variant: str
    counts: Mapping[str, int]
    sentence: str
    proof: str
    wrong: tuple[Row, ...]
    ratio: tuple[float, float] | None
    tightest: Row | None

    @property
    def worst(self) -> str:
        """The worst verdict of the variant."""
        return worst(self.counts)

    @property
    def said(self) -> str:
        """What was measured and what was proved, in one piece."""
        return f"{self.sentence} Proof: {self.proof}." if self.proof else self.sentence


@dataclass(frozen=True)
class Card:
    """A claim in all its variants; `title` and `source` are as the claim's file gives them."""

    claim: str
    title: str
    source: str
    lines: tuple[Line, ...]


def cards(document: Mapping[str, Any]) -> tuple[Card, ...]:
    """A card for each claim of the report, in the order of its claims."""
    told = {(claim["id"], claim["variant"]): claim for claim in document.get("claims", ())}
    rows: dict[str, dict[str, list[Row]]] = {}
    for row in document["results"]:
        rows.setdefault(row["claim"], {}).setdefault(row["variant"], []).append(row)
    order = [name for name, _ in told]
    made = []
    for name, variants in sorted(rows.items(), key=lambda item: order.index(item[0]) if item[0] in order else len(order)):
        first = told.get((name, next(iter(variants))), {})
        lines = tuple(_line(variant, some, document, name) for variant, some in variants.items())
        made.append(Card(name, first.get("title", ""), first.get("source", ""), lines))
    return tuple(made)


@dataclass(frozen=True)
class Found:
    """A variant of a claim on a problem: the worst verdict, the parts that have it, and the range of measured / bound."""

    claim: str
    variant: str
    problem: str
    verdict: str
    parts: str
    ratio: tuple[float, float] | None
    runs: int | None


def found(rows: Sequence[Row]) -> tuple[Found, ...]:
    """One line for each variant of a claim and problem that are applicable to each other, in the order of the rows."""
    _, cells = matrix(rows)
    return tuple(_found(*key, problem, some) for key, line in cells.items() for problem, some in line.items())


def _found(claim: str, variant: str, problem: str, rows: Sequence[Row]) -> Found:
    verdict = worst(row["verdict"] for row in rows)
    telling = [row for row in rows if row["verdict"] == verdict]
    known = " (known)" if verdict == "VIOLATED" and all(row["known"] for row in telling) else ""
    parts = (
        f"all {len(rows)} parts" if 1 < len(rows) == len(telling) else ", ".join(dict.fromkeys(row["part"] for row in telling))
    )
    ratios = [row["ratio"] for row in rows if row["kind"] in MEANS and row["ratio"]]
    runs = [row["measured"]["runs"] for row in rows if row["measured"]]
    between = (min(ratios), max(ratios)) if ratios else None
    return Found(claim, variant, problem, verdict, parts + known, between, max(runs, default=None))


def worst(verdicts: Iterable[str]) -> str:
    """The worst of some verdicts, as a matrix shows it."""
    present = set(verdicts)
    return next(verdict for verdict in WORST if verdict in present)


def matrix(rows: Sequence[Row]) -> tuple[tuple[str, ...], dict[tuple[str, str], dict[str, list[Row]]]]:
    """The problems, and for each (claim, variant) the rows by problem; a problem without an applicable row is left out."""
    cells: dict[tuple[str, str], dict[str, list[Row]]] = {}
    for row in rows:
        if row["verdict"] != "INAPPLICABLE":
            cells.setdefault((row["claim"], row["variant"]), {}).setdefault(row["problem"], []).append(row)
    problems = tuple(dict.fromkeys(problem for line in cells.values() for problem in line))
    return problems, cells


@dataclass(frozen=True)
class Place:
    """A problem that a claim was asked on: what is proved of its constants, and the hypotheses that fail there."""

    problem: str
    constants: Mapping[str, Row]
    fails: tuple[Row, ...]
    asked: int


def places(document: Mapping[str, Any], claim: str, variant: str) -> tuple[Place, ...]:
    """The problems of a variant of a claim, each with those constants that the claim's numbers are made of."""
    known = {
        one["problem"]: {c["name"]: c for c in one.get("constants", ())} for one in document["problems"] if "problem" in one
    }
    rows: dict[str, list[Row]] = {}
    for row in document["results"]:
        if (row["claim"], row["variant"]) == (claim, variant) and row["problem"] in known:
            rows.setdefault(row["problem"], []).append(row)
    letters = {letter for some in rows.values() for row in some for letter in row["parameters"]}
    found = []
    for problem, some in rows.items():
        asked = sorted((h for row in some for h in row["hypotheses"]), key=lambda h: h["status"] == "fails")
        hypotheses = {h["name"]: h for h in asked}
        constants = {name: constant for name, constant in known[problem].items() if name in letters}
        fails = tuple(h for h in hypotheses.values() if h["status"] == "fails")
        found.append(Place(problem, constants, fails, len(hypotheses)))
    return tuple(found)


def _line(variant: str, rows: Sequence[Row], document: Mapping[str, Any], claim: str) -> Line:
    counts = {verdict: sum(row["verdict"] == verdict for row in rows) for verdict in WORST}
    counts = {verdict: count for verdict, count in counts.items() if count}
    held = [row for row in _clean(rows) if row["verdict"] == "HOLDS" and row["kind"] in MEANS and row["ratio"]]
    ratio = (min(row["ratio"] for row in held), max(row["ratio"] for row in held)) if held else None
    tightest = max(held, key=lambda row: row["ratio"], default=None)
    wrong = _wrong(document, claim, variant)
    return Line(variant, counts, _sentences(rows, ratio), _proof(document, wrong, claim, variant), wrong, ratio, tightest)


def _sentences(rows: Sequence[Row], ratio: tuple[float, float] | None) -> str:
    """The statement's parts first, then its exponents, then the steps of its proof along runs."""
    exponents = [row for row in rows if row["kind"] == "rate"]
    steps = [row for row in rows if row["part"].startswith("slack/")]
    parts = [row for row in rows if row not in exponents and row not in steps]
    said = [_sentence(parts, ratio)] if parts else []
    said += [f"{head}: {_tally(some)}." for head, some in (("Exponents", exponents), ("Steps along runs", steps)) if some]
    return " ".join(said)


def _tally(rows: Sequence[Row]) -> str:
    """How many rows have which verdict, and which are not HOLDS."""
    said = []
    for verdict in WORST:
        some = [row for row in rows if row["verdict"] == verdict]
        parts = ", ".join(dict.fromkeys(row["part"].partition("/")[2] for row in some))
        if some:
            said.append(f"{len(some)} {verdict}{f' ({parts})' if verdict in WORST[:2] else ''}")
    return ", ".join(said)


def _sentence(rows: Sequence[Row], ratio: tuple[float, float] | None) -> str:
    said = []
    violated = [row for row in rows if row["verdict"] == "VIOLATED"]
    if violated:
        said.append(f"violated: {_places(violated)}{_unstated(violated)}")
    held = [row for row in _clean(rows) if row["verdict"] == "HOLDS"]
    if held:
        between = "" if ratio is None else f", measured/bound {number(ratio[0], 2)} to {number(ratio[1], 3)}"
        said.append(f"{'otherwise holds' if violated else 'holds'} on {_count(held)}{between}")
    undecided = [row for row in rows if row["verdict"] == "UNDECIDED"]
    if undecided:
        said.append(f"undecided: {_places(undecided)}")
    if not said:
        said.append("no problem of this report satisfies its hypotheses")
    text = "; ".join(said)
    return text[0].upper() + text[1:] + "."


def _clean(rows: Sequence[Row]) -> list[Row]:
    """The rows on problems where nothing is violated or undecided."""
    doubtful = {row["problem"] for row in rows if row["verdict"] in WORST[:2]}
    return [row for row in rows if row["problem"] not in doubtful]


def _places(rows: Sequence[Row]) -> str:
    """The parts concerned, the problems by name as far as there are few, and how far the bound is exceeded at most."""
    parts = ", ".join(dict.fromkeys(row["part"] for row in rows))
    problems = list(dict.fromkeys(row["problem"] for row in rows))
    named = ", ".join(f"“{problem}”" for problem in problems[:NAMED])
    more = f" and {len(problems) - NAMED} more" if len(problems) > NAMED else ""
    ratios = [row["ratio"] for row in rows if row["ratio"] and row["kind"] in MEANS and row["verdict"] == "VIOLATED"]
    known = " (known)" if all(row["known"] for row in rows) else ""
    return f"{parts} on {named}{more}{f', up to {number(max(ratios), 3)} times the bound' if ratios else ''}{known}"


def _unstated(rows: Sequence[Row]) -> str:
    """Conditions of the proof that the statement lacks, where some of them fail wherever it is violated."""
    failing = [[h["name"] for h in row["hypotheses"] if not h["binding"] and h["status"] == "fails"] for row in rows]
    names = ", ".join(dict.fromkeys(name for some in failing for name in some))
    return f", where conditions fail that its proof uses and it does not state: {names}" if all(failing) else ""


def _count(rows: Sequence[Row]) -> str:
    problems = {row["problem"] for row in rows}
    return f"{len(problems)} problem{'s' if len(problems) > 1 else ''}"


def _statuses(document: Mapping[str, Any], variant: str) -> dict[str, str]:
    """The status of every step of a variant, of all claims; what has one form in both variants stands under the paper's."""
    audit = document.get("audit", ())
    return {entry["step"]: entry["status"] for one in ("paper", variant) for entry in audit if entry["variant"] == one}


def _wrong(document: Mapping[str, Any], claim: str, variant: str) -> tuple[Row, ...]:
    """The causes of the refuted steps of a claim, each with those steps alone."""
    refuted = [entry["step"] for entry in document.get("audit", ())
               if (entry["claim"], entry["variant"], entry["status"]) == (claim, variant, "REFUTED")]  # fmt: skip
    causes = [{**cause, "steps": [step for step in cause["steps"] if step in refuted]}
              for cause in document.get("audit_causes", ())]  # fmt: skip
    return tuple(cause for cause in causes if cause["steps"])


def _proof(document: Mapping[str, Any], wrong: Sequence[Row], claim: str, variant: str) -> str:
    """What becomes of the statement along its proof; the steps by status, with what a PROVED IF rests on; what is wrong."""
    known = _statuses(document, variant)
    said = [
        f"{standing['status']}{_needed(standing['needs'], known) if standing['status'] == 'PROVED IF' else ''}"
        f"{_under(standing)}"
        for standing in document.get("audit_claims", ())
        if standing["claim"] == f"{claim}:{variant}"
    ]
    kernel = [
        in_words(one.get("kernel", ())) for one in document.get("audit_claims", ()) if one["claim"] == f"{claim}:{variant}"
    ]
    said += [f"Coq: {words}" for words in kernel if words]
    mine = [entry for entry in document.get("audit", ()) if (entry["claim"], entry["variant"]) == (claim, variant)]
    steps = [entry["status"] for entry in mine]
    counts = {status: steps.count(status) for status in dict.fromkeys(sorted(steps))}
    told = [f"{count} {_spelled_out(status, known)}" for status, count in counts.items()]
    said += [f"steps: {', '.join(told)}"] if told else []
    remarks = document.get("audit_steps", {})
    if said[:1] and said[0].startswith("PROVED IF") and set(counts) == {"PROVED"}:  # what the statement lacks, no step says
        noted = [(entry["step"], remarks.get(f"{variant} {entry['step']}", {}).get("remark")) for entry in mine]
        said += [f"{step}: {remark}" for step, remark in noted if remark]
    said += [
        f"{rank}: {', '.join(cause['id'] for cause in wrong if cause['rank'] == rank)}"
        for rank in dict.fromkeys(cause["rank"] for cause in wrong)
    ]
    return "; ".join(said)


def _under(standing: Row) -> str:
    """The conditions that the proof declares, of one that stands."""
    told = ", ".join(standing.get("under", ())) if standing["status"] in ("PROVED", "PROVED IF") else ""
    return f" under {told}" if told else ""


def _spelled_out(status: str, known: Mapping[str, str]) -> str:
    """A step's status, with the status of what it rests on."""
    word, _, needs = status.partition(" IF ")
    return f"{word} IF{_needed(needs.split(', '), known)}" if needs else status


def _needed(needs: Sequence[str], known: Mapping[str, str]) -> str:
    return " and".join(f" {need}, which is {known[need]}" if need in known else f" {need}" for need in needs)
