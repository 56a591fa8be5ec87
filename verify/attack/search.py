"""The search: structured points and space-filling ones in cell after cell, and CMA-ES from the best of them, part by part.

A few rounds are planned together: they depend on the seed and on what was found before them, not on each other, the budget, the
clock, or on which process weighs them. A longer search begins as a shorter one does, and one that is resumed goes on as if it
had not been interrupted.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import cycle, zip_longest
from typing import Any

import numpy as np

from verify.attack.candidates import Candidate, decoded
from verify.attack.climb import Climb, spread
from verify.attack.later import later
from verify.attack.scores import REFUSED, Laid, lay, scores
from verify.attack.space import Array, Cell, cells, corners
from verify.attack.target import Target

#: rounds that look around before CMA-ES begins, and then one in so many; points of a round
FIRST, EVERY, POINTS = 10, 3, 16
#: rounds that are planned together
TOGETHER = 4
#: in how many kinds of cells a climb of a part is begun, one after the other
STARTS = 5
#: points of such a round that are the best ones elsewhere
CARRIED = 8
#: what deciding a candidate counts as, in candidates
DECIDING = 40


@dataclass(frozen=True, eq=False)
class Point:
    """A point, its score for the part that it is kept for, and its scores for all parts."""

    score: float
    z: Array
    scores: Mapping[str, float]


@dataclass
class Best:
    """The highest score of a part so far, and where it grew."""

    score: float = 0.0
    cell: int = -1
    z: Array = field(default_factory=lambda: np.empty(0))
    history: list[tuple[int, float]] = field(default_factory=list)


#: the scores of every candidate by part; under "" that of the parts of which nothing is claimed there
Round = Sequence[Mapping[str, float]]


@dataclass(frozen=True, eq=False)
class Plan:
    """A round: its number, its cell and points, and the part and climb that asked for them."""

    number: int
    cell: int
    points: Array
    climb: tuple[str, int, Climb] | None


def weighed(target: Target, cell: Cell, points: Array, seed: int, number: int) -> Round:
    """The scores of a round's candidates, whatever process asks."""
    with np.errstate(all="ignore"):  # what leaves the floats scores nothing
        laid = lay(target, decoded(cell, points))
        able = [one for one in laid if isinstance(one, Laid)]
        measured = iter(later(able, seed, number) if cell.late and able else scores(target, able, seed, number))
    return [{"": one.others} | next(measured) if isinstance(one, Laid) else {"": one} for one in laid]


@dataclass
class Search:
    """A search; `parts` are those that are still to be broken."""

    target: Target
    seed: int
    best: dict[str, Best] = field(default_factory=dict)
    #: the best points of each part, one a cell
    elite: dict[str, dict[int, Point]] = field(default_factory=dict)
    tried: int = 0
    rounds: int = 0
    visited: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.parts = [part.id for part in self.target.parts]
        self.cells = cells(self.target.claim, self.target.own, self.seed)
        by_kind: dict[Any, list[int]] = {}
        for number, cell in enumerate(self.cells):
            by_kind.setdefault(cell.kind, []).append(number)
        self.kinds = list(by_kind.values())
        self.climbs: dict[str, list[tuple[str, int, Climb]]] = {name: [] for name in self.parts}
        self.begun: dict[str, set[int]] = {name: set() for name in self.parts}
        for name in self.parts:
            self.best[name], self.elite[name] = Best(), {}

    def plans(self) -> list[Plan]:
        """The next rounds; no two of them are of one climb."""
        found: list[Plan] = []
        for r in range(self.rounds, self.rounds + TOGETHER):
            part = self.parts[(r - FIRST) % len(self.parts)] if r >= FIRST and r % EVERY else None
            climb = None if part is None else self._climb(part, [plan.climb for plan in found])
            if climb is None:
                cell = self._turn(r if r < FIRST else FIRST + (r - FIRST) // EVERY)
                points = self._around(cell, r)
            else:
                cell, points = climb[1], climb[2].ask()
            found.append(Plan(r, cell, points, climb))
        return found

    def weighed_by(self, plan: Plan) -> tuple[Target, Cell, Array, int, int]:
        """What `weighed` is given of a plan."""
        return self.target, self.cells[plan.cell], plan.points, self.seed, plan.number

    def take(self, plan: Plan, found: Round) -> None:
        """What was found of a plan; plans are taken in their order."""
        self._take_in(plan.cell, plan.points, found)
        if plan.climb is not None:
            part, _, climb = plan.climb
            values = [one.get(part, one.get("", REFUSED)) for one in found]
            climb.tell(plan.points, values, [_cost(value) for value in values])
        self.rounds += 1

    def candidate(self, cell: int, z: Array) -> Candidate | None:
        """A point again, as the claim has it; None if nothing is claimed of it."""
        (laid,) = lay(self.target, decoded(self.cells[cell], z[None]))
        return laid.candidate if isinstance(laid, Laid) else None

    def finalists(self, part: str) -> Iterator[tuple[int, Point]]:
        """The best points of a part, cell by cell."""
        yield from sorted(self.elite[part].items(), key=lambda one: -one[1].score)

    def _turn(self, turn: int) -> int:
        """The cell to look around in, kind after kind."""
        cells, place = self.kinds[turn % len(self.kinds)], turn // len(self.kinds)
        return cells[place % len(cells)]

    def _around(self, cell: int, number: int) -> Array:
        genes = self.cells[cell].genes
        points = spread(len(genes), [self.seed, 2, number], 2 * POINTS)
        points[-CARRIED:] = self._carried(genes, points[-CARRIED:])
        return np.concatenate([corners(genes, points[:POINTS]), points[POINTS:]])

    def _carried(self, genes: Sequence[str], points: Array) -> Array:
        """These points with the best ones of other cells in the place of the axes that those have too."""
        tops = [[(self.cells[cell].genes, point.z) for cell, point in self._tops(part)] for part in self.parts]
        sources = [one for turn in zip_longest(*tops) for one in turn if one is not None]
        for point, (theirs, z) in zip(points, cycle(sources), strict=False):
            for name, value in zip(theirs, z, strict=True):
                if name in genes:
                    point[genes.index(name)] = value
        return points

    def _tops(self, part: str) -> list[tuple[int, Point]]:
        """The best point of a part in each kind of cells, the best kinds alone."""
        best: dict[Any, tuple[int, Point]] = {}
        for cell, point in self.finalists(part):
            best.setdefault(self.cells[cell].kind, (cell, point))
        return list(best.values())[:STARTS]

    def _take_in(self, cell: int, points: Array, found: Round) -> None:
        for name in self.best:
            for z, one in zip(points, found, strict=True):
                score = one.get(name, REFUSED)
                best, elite = self.best[name], self.elite[name]
                if score > (elite[cell].score if cell in elite else 0.0):
                    elite[cell] = Point(score, z, one)
                if score > best.score:
                    best.score, best.cell, best.z = score, cell, z
                    best.history.append((self.tried + len(points), score))
        self.tried += len(points)
        self.visited.add(cell)

    def _climb(self, part: str, busy: Sequence[Any]) -> tuple[str, int, Climb] | None:
        """One of the part's climbs that is not `busy`; a new one where one came to nothing. Of many parts each has fewer."""
        going = self.climbs[part] = [one for one in self.climbs[part] if not one[2].over]
        if len(going) < max(1, STARTS // len(self.parts)):
            new = self._begun(part, {cell for _, cell, _ in going})
            going += [] if new is None else [new]
        chosen = next((one for one in going if not any(one is other for other in busy)), None)
        if chosen is not None:  # the others are next
            going.remove(chosen)
            going.append(chosen)
        return chosen

    def _begun(self, part: str, climbing: Collection[int]) -> tuple[str, int, Climb] | None:
        """A climb in the best cell of a kind, another one than the last."""
        ranked = [one for one in self._tops(part) if one[0] not in climbing]
        fresh = [one for one in ranked if one[0] not in self.begun[part]]
        if not fresh and ranked:  # round again, from what is best now
            self.begun[part].clear()
            fresh = ranked
        if not fresh:
            return None
        cell, point = fresh[0]
        self.begun[part].add(cell)
        return part, cell, Climb(point.z, point.score, [self.seed, 3, self.rounds, len(self.begun[part])])


def _cost(score: float) -> float:
    """What CMA-ES makes small."""
    return float(-np.log(min(score, 1e12))) if score > 1e-12 else 30.0 - min(score, 0.0)
