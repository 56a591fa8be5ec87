"""The Coq files that the program writes."""

from collections.abc import Mapping
from dataclasses import replace

from theory.claim import Claim, Kind, Part, Variant, When
from theory.kernel.goals import goal_files
from theory.kernel.statement import AT_RUN, header, satisfiable, statement
from theory.papers import find
from theory.symbols import epsilon

#: what is written of each claim: its variants, and the parts of the paper's statement that are written one by one too
WRITTEN_CLAIMS: dict[str, tuple[tuple[Variant, ...], tuple[str, ...]]] = {
    "theorem-2": ((Variant.REPAIRED, Variant.PAPER), ("i", "eq-18", "ii.a", "ii.b", "iii")),
    "corollary-2": ((Variant.REPAIRED,), ()),
    "theorem-3": ((Variant.REPAIRED, Variant.PAPER), ("bound",)),
    "theorem-4": ((Variant.REPAIRED, Variant.PAPER), ("start.gap", "gradient")),
}


def spoken(claim: Claim, *kinds: Kind) -> tuple[Part, ...]:
    """The parts of these kinds that speak of one stage in a run's letters; what the algorithm is has letters of its own."""
    mine = (part for part in claim.parts if part.kind in kinds and part.when is not When.LAST)
    return tuple(part for part in mine if part.left.free_symbols <= AT_RUN.keys())


def reached(claim: Claim) -> tuple[Part, ...]:
    """What T is chosen for where the bound is one before T is chosen: that it is at most epsilon^2."""
    bounds = (part for part in claim.parts if part.weighted)
    return tuple(replace(part, id="i", right=epsilon**2, terms=(), every_T=False) for part in bounds)


def statement_file(claim_id: str) -> str:
    """The repaired statement and what satisfies its hypotheses; the paper's statement, and its parts one by one."""
    variants, one_by_one = WRITTEN_CLAIMS[claim_id]
    pieces = [header(find(f"{claim_id}:{variants[0]}")[0])]
    for variant in variants:
        claim = find(f"{claim_id}:{variant}")[0]
        pieces += _repaired(claim) if variant == Variant.REPAIRED else _paper(claim, one_by_one)
    return "\n".join(pieces)


def _repaired(claim: Claim) -> list[str]:
    parts = (*spoken(claim, Kind.EXPECTATION, Kind.PATHWISE), *reached(claim))
    called = claim.id.replace("-", "_")
    return [
        f"(** Repaired: {claim.source}. *)",
        statement(f"{called}_repaired", claim, parts),
        "(** Something satisfies all that the repaired statement assumes. *)",
        satisfiable(f"{called}_satisfiable", claim, parts),
    ]


def _paper(claim: Claim, one_by_one: tuple[str, ...]) -> list[str]:
    parts, called = spoken(claim, Kind.EXPECTATION), claim.id.replace("-", "_")
    stated = tuple(part for part in parts if not part.source.startswith("step"))  # the others belong to the proof
    pieces = [f"(** As the paper states it: {claim.source}. *)", statement(f"{called}_paper", claim, stated, stated_only=True)]
    for part in parts:
        if part.id in one_by_one:
            name = f"{called}_paper_{part.id.replace('-', '_').replace('.', '_')}"
            pieces += [
                f"(** {part.source}: {part.says}, even under the conditions of the proof. *)",
                statement(name, claim, (part,)),
            ]
    return pieces


def all_files(tactics: Mapping[str, str], scripts: Mapping[str, str]) -> dict[str, str]:
    """Path below the folder `theory/` and text of every file that the program writes.

    `tactics`: what proves which goal; `scripts`: the proofs from certificates and witnesses.
    """
    statements = {f"papers/adamw/{c.replace('-', '_')}/statement.v": statement_file(c) for c in WRITTEN_CLAIMS}
    return statements | goal_files(tactics, scripts)
