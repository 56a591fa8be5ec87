"""What a prover hands back. All of it is plain text and numbers, so that it survives a pipe and a JSON file."""

from dataclasses import dataclass

from theory.claim import Status


@dataclass(frozen=True)
class Witness:
    """Numbers that satisfy the premises and break the conclusion.

    `values` maps letters to exact numbers as text; `script` is a Python session that shows it (SymPy only).
    """

    values: tuple[tuple[str, str], ...]
    finding: str
    script: str


@dataclass(frozen=True)
class Decision:
    """What a prover found of a goal, and how: `tried` lists what was attempted, in order.

    `broken` is, of a mutant, the share of random points inside its premises that break it.
    """

    status: Status
    prover: str
    tried: tuple[str, ...]
    witness: Witness | None = None
    recheck: str = ""
    seconds: float = 0.0
    broken: float | None = None
