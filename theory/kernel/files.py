"""The Coq files that the program writes."""

from collections.abc import Mapping

from theory.claim import Claim, Kind, Part, Variant
from theory.kernel.goals import goal_files
from theory.kernel.statement import AT_RUN, HEADER, satisfiable, statement
from theory.papers import find

WRITTEN_CLAIMS = ("theorem-2",)


def spoken(claim: Claim, *kinds: Kind) -> tuple[Part, ...]:
    """The parts of these kinds that speak of a run's letters; what the algorithm is by definition has letters of its own."""
    return tuple(part for part in claim.parts if part.kind in kinds and part.left.free_symbols <= AT_RUN.keys())


def statement_file(claim_id: str) -> str:
    """The repaired statement, what satisfies its hypotheses, the paper's statement, and its parts one by one."""
    repaired, paper = find(f"{claim_id}:{Variant.REPAIRED}")[0], find(f"{claim_id}:{Variant.PAPER}")[0]
    parts, paper_parts = spoken(repaired, Kind.EXPECTATION, Kind.PATHWISE), spoken(paper, Kind.EXPECTATION)
    called = claim_id.replace("-", "_")
    pieces = [
        HEADER.format(title=f"{claim_id}: {repaired.title}"),
        f"(** Repaired: {repaired.source}. *)",
        statement(f"{called}_repaired", repaired, parts),
        "(** Something satisfies all that the repaired statement assumes. *)",
        satisfiable(f"{called}_satisfiable", repaired, parts),
        f"(** As the paper states it: {paper.source}. *)",
        statement(f"{called}_paper", paper, paper_parts, stated_only=True),
    ]
    for part in paper_parts:
        if not part.every_T:
            name = f"{called}_paper_{part.id.replace('-', '_').replace('.', '_')}"
            pieces += [
                f"(** {part.source}: {part.says}, even under the conditions of the proof. *)",
                statement(name, paper, (part,)),
            ]
    return "\n".join(pieces)


def all_files(tactics: Mapping[str, str]) -> dict[str, str]:
    """Path below the folder `theory/` and text of every file that the program writes; `tactics`: what proves which goal."""
    statements = {f"papers/adamw/{c.replace('-', '_')}/statement.v": statement_file(c) for c in WRITTEN_CLAIMS}
    return statements | goal_files(tactics)
