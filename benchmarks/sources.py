"""Changes every formula of every repaired proof at its source until that is noticed; the table is in docs/proofs.md.

    python -m benchmarks.sources [--sample N]    # N formulas, drawn with a fixed seed

A formula none of whose changes is noticed, not even that it is taken away, is listed; the exit status is then 1. Decisions are
kept in benchmarks/results: a pass that was ended goes on.
"""

import argparse
import random
import re
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path

from benchmarks.answers import Answers
from problems.fingerprint import code_of, fingerprint
from theory.claim import Goal, Status, Variant
from theory.graph import name_of
from theory.papers import all_claims
from theory.papers.proofs import conclusions, step_of, steps_of
from theory.prove import provers
from theory.prove.worker import Worker
from theory.sources import NOTICED, Outcome, Sources, formulas

PAGE = Path(__file__).parents[1] / "docs" / "proofs.md"
#: seconds of processor time for a changed goal; all shipped goals take far less. It is no part of the key of a kept answer
LIMIT = 60.0
TABLE = re.compile(r"(<!-- sources -->\n).*?(<!-- end -->)", re.DOTALL)


class Decide:
    """The status of a goal, each put to its prover once."""

    def __init__(self) -> None:
        self.worker, self.kept, self.code = Worker(), Answers("sources"), code_of(provers.decide, Worker)

    def __call__(self, goal: Goal) -> Status:
        alone = replace(goal, uses=())
        key = fingerprint(self.code, alone)
        return Status(self.kept.of(key, lambda: self._ask(alone)))

    def _ask(self, goal: Goal) -> str:
        try:
            return str(self.worker.ask(goal, recheck=False, timeout=LIMIT).status)
        except RuntimeError:  # the prover takes goals of another form, or of other sizes
            return str(Status.OPEN)


def outcomes(sample: int | None) -> tuple[list[list[Outcome]], int]:
    """What becomes of the changes of each formula until one is noticed, and how many formulas there are."""
    repaired = [claim for claim in all_claims() if claim.variant is Variant.REPAIRED]
    goals = [goal for claim in repaired for step in steps_of(claim.id, claim.variant) for goal in step.goals]
    concluded = {f"{c.key} {part}": uses for c in all_claims() for part, uses in conclusions(c.id, c.variant).parts.items()}
    decide = Decide()
    sources, every = Sources(goals, decide, concluded), formulas(goals)
    chosen, found = every if sample is None else random.Random(0).sample(every, sample), []
    for number, (node, place) in enumerate(chosen, 1):
        found.append(sources.outcomes(node, place))
        print(f"{number} of {len(chosen)} formulas", file=sys.stderr, flush=True)
    decide.worker.close()
    return found, len(every)


def kind_of(outcome: Outcome) -> str:
    """Whether the changed formula is proved, or trusted, or a condition."""
    node = outcome.change.node
    return "conclusion" if isinstance(node, Goal) else name_of(node).partition(" ")[0]


WHAT = ("a change", "a factor", "taken away", "")


def by_what(of: list[Outcome]) -> str:
    """What it takes until a change of a formula is noticed; empty if nothing does."""
    what = of[-1].change.what
    if of[-1].seen not in NOTICED or what == "taken away":
        return what if of[-1].seen in NOTICED else ""
    return "a factor" if what.startswith(("times", "divided")) else "a change"


def table(found: list[list[Outcome]]) -> str:
    """Counts by the kind of formula, by what it takes and by how it is noticed."""
    heads = ("formula", "formulas", "noticed by a change", "by a larger factor", "when taken away", "unnoticed", *NOTICED)
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for kind in sorted({kind_of(of[0]) for of in found}):
        mine = [of for of in found if kind_of(of[0]) == kind]
        by, how = Counter(map(by_what, mine)), Counter(of[-1].seen for of in mine)
        cells = [kind, len(mine), *(by[what] for what in WHAT), *(how[seen] for seen in NOTICED)]
        lines.append("| " + " | ".join(map(str, cells)) + " |")
    return "\n".join(lines) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sample", type=int, help="so many formulas, drawn at random; without it all")
    found, count = outcomes(parser.parse_args().sample)
    new = f"{len(found)} of {count} formulas:\n\n{table(found)}"
    print(new)
    unseen = [of for of in found if not by_what(of)]
    for of in unseen:
        node = of[0].change.node
        place = step_of(node) if isinstance(node, Goal) else name_of(node)
        print(f"{place}: {node.facts[of[0].change.fact]}: {', '.join(f'{one.change.what} {one.seen}' for one in of)}")
    PAGE.write_text(TABLE.sub(lambda m: m[1] + new + m[2], PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    return int(bool(unseen))


if __name__ == "__main__":
    sys.exit(main())
