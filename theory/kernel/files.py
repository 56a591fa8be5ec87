"""The Coq files that the program writes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from theory.claim import Claim, Kind, Part, Variant, When
from theory.kernel.goals import goal_files
from theory.kernel.stagewise import stages, stages_satisfiable
from theory.kernel.statement import AT_RUN, header, satisfiable, statement
from theory.papers import find
from theory.symbols import epsilon

#: what is written of each claim: its variants, and the parts of the paper's statement that are written one by one too
WRITTEN_CLAIMS: dict[str, tuple[tuple[Variant, ...], tuple[str, ...]]] = {
    "theorem-2": ((Variant.REPAIRED, Variant.PAPER), ("i", "eq-18", "ii.a", "ii.b", "iii")),
    "corollary-2": ((Variant.REPAIRED,), ()),
    "theorem-3": ((Variant.REPAIRED, Variant.PAPER), ("bound",)),
    "theorem-4": ((Variant.REPAIRED, Variant.PAPER), ("start.gap", "gap", "momentum", "gradient")),
}


def spoken(claim: Claim, *kinds: Kind) -> tuple[Part, ...]:
    """The parts of these kinds that speak of one stage in a run's letters; what the algorithm is has letters of its own."""
    mine = (part for part in claim.parts if part.kind in kinds and part.when is not When.LAST)
    return tuple(part for part in mine if part.left.free_symbols <= AT_RUN.keys())


def reached(claim: Claim) -> tuple[Part, ...]:
    """What T is chosen for where the bound is one before T is chosen: that it is at most epsilon^2."""
    bounds = (part for part in claim.parts if part.weighted)
    return tuple(replace(part, id="i", right=epsilon**2, terms=(), every_T=False) for part in bounds)


@dataclass(frozen=True)
class Written:
    """A definition that the program writes of a claim: its name, its Coq text, what it says."""

    called: str
    text: str
    says: str


def written(claim: Claim) -> tuple[Written, ...]:
    """The Coq statements of a claim: as it stands; if repaired, what satisfies its hypotheses; the paper's parts one by one.

    What the first stage of an induction starts from is a part of the paper's whole statement, and a premise of a stage.
    """
    variants, one_by_one = WRITTEN_CLAIMS.get(claim.id, ((), ()))
    if claim.variant not in variants:
        return ()
    called = f"{claim.id.replace('-', '_')}_{claim.variant}"
    if claim.variant == Variant.REPAIRED:
        parts = (*spoken(claim, Kind.EXPECTATION, Kind.PATHWISE), *reached(claim))
        meant = called.replace("repaired", "satisfiable")
        if claim.schedules:
            texts = stages(called, claim, claim.parts), stages_satisfiable(meant, claim, claim.parts)
        else:
            texts = statement(called, claim, parts), satisfiable(meant, claim, parts)
        return (
            Written(called, texts[0], f"Repaired: {claim.source}."),
            Written(meant, texts[1], "Something satisfies all that the repaired statement assumes."),
        )
    parts = spoken(claim, Kind.EXPECTATION)
    starts = tuple(part for part in parts if part.when is When.START)  # what a stage of an induction starts from
    own = tuple(part for part in parts if not part.source.startswith("step"))  # the others belong to the proof
    found = [Written(called, statement(called, claim, own, stated_only=True), f"As the paper states it: {claim.source}.")]
    if starts:
        name, ends = f"{called}_stage", tuple(part for part in own if part not in starts)
        text = statement(name, claim, ends, stated_only=True, premises=starts)
        found.append(Written(name, text, "A stage as the paper states it: from the premises of the induction."))
    for part in parts:
        if part.id in one_by_one:
            name = f"{called}_{part.id.replace('-', '_').replace('.', '_')}"
            premises = starts if part not in starts else ()
            under = "under the premises of the induction and " if premises else "even under "
            text = statement(name, claim, (part,), premises=premises)
            found.append(Written(name, text, f"{part.source}: {part.says}, {under}all that is assumed here."))
    return tuple(found)


def statement_file(claim_id: str) -> str:
    """The statements of the claim's variants, the repaired one first, with what each says above it."""
    claims = [find(f"{claim_id}:{variant}")[0] for variant in WRITTEN_CLAIMS[claim_id][0]]
    pieces = (f"(** {one.says} *)\n{one.text}" for claim in claims for one in written(claim))
    return "\n".join((header(claims[0]), *pieces))


def all_files(tactics: Mapping[str, str], scripts: Mapping[str, str]) -> dict[str, str]:
    """Path below the folder `theory/` and text of every file that the program writes.

    `tactics`: what proves which goal; `scripts`: the proofs from certificates and witnesses.
    """
    statements = {f"papers/adamw/{c.replace('-', '_')}/statement.v": statement_file(c) for c in WRITTEN_CLAIMS}
    return statements | goal_files(tactics, scripts)
