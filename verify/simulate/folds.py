"""What a compiled loop keeps of a run from step to step: a few numbers, each with its rule, beside the update itself.

A reducer says by these how its state goes on (`Reducer.folds`), in the operations and the order of its own `update`, so that
both give the same bits. `folded` has the numbers of its folds one after the other.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from verify.simulate.trace import CORRECTLY_ROUNDED, Node


class Table:
    """Hyper-parameters of one step as nodes, asked for as columns of the kernel's table."""

    def __init__(self, nodes: Mapping[int, Node]) -> None:
        self._nodes = nodes

    def __getitem__(self, place: tuple[Any, int]) -> Node:
        return self._nodes[place[1]]


@dataclass(frozen=True)
class StepNodes:
    """Quantities at a step and at the one before it, and their hyper-parameters; what is always 0 is that number."""

    now: Mapping[str, Node | float]
    before: Mapping[str, Node | float]
    hyper: Table
    hyper_before: Table


@dataclass(frozen=True)
class Sum:
    """The sum of a term."""

    term: Any
    size: ClassVar[int] = 1


@dataclass(frozen=True)
class Extreme:
    """The largest value of a term, or the smallest: of steps that count."""

    term: Any
    kind: str
    size: ClassVar[int] = 1


@dataclass(frozen=True)
class Given:
    """A number of each run that stays as it is."""

    size: ClassVar[int] = 1


@dataclass(frozen=True)
class First:
    """The least n such that the sum over the first n steps is at most `level` times n, or times another sum.

    `sum`, `level` (if it is an int) and `times` are places among the reducer's numbers, before this one.
    """

    sum: int
    level: float | int
    times: int | None = None
    size: ClassVar[int] = 1


@dataclass(frozen=True)
class Compared:
    """An inequality between the step before and this one (`verify.simulate.neighbours`), claimed where its `margins` are
    ">" or ">=" 0, as each says.

    Its numbers: how often violated, how often checked; slack, step and ratio of the least slack; the same of the least ratio.
    """

    slack: Any
    margins: tuple[tuple[Any, str], ...]
    allowance: Any
    size: ClassVar[int] = 8

    @property
    def settled(self) -> bool:
        """Whether the two sides are one and the same program, so that the slack is 0 at every step."""
        return isinstance(self.slack, float) and self.slack == 0.0 and not self.margins


Fold = Sum | Extreme | Given | First | Compared


def same_bits(value: Any) -> bool:
    """Whether every operation behind a value is correctly rounded, and so gives the same bits compiled."""
    seen: set[int] = set()
    waiting = [value]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Node) and node.number not in seen:
            seen.add(node.number)
            if node.ufunc is not None and node.ufunc not in CORRECTLY_ROUNDED:
                return False
            waiting.extend(node.args)
        elif not isinstance(node, (Node, float, int, np.floating)):
            raise TypeError(f"{type(node).__name__} is no value of a program")
    return True
