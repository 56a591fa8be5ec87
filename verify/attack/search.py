"""The search: structured points and space-filling ones in cell after cell, and CMA-ES from the best of them, part by part.

A few rounds are planned together: they depend on the seed and on what was found before them, not on each other, the budget, the
clock, or on which process weighs them. A longer search begins as a shorter one does, and one that is resumed goes on as if it
had not been interrupted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from verify.attack.candidates import Candidate, decoded
from verify.attack.climb import Climb, spread
from verify.attack.scores import REFUSED, Laid, lay, scores
from verify.attack.space import Array, Cell, cells, corners
from verify.attack.target import Target

#: rounds that look around before CMA-ES begins, and then one in so many; points of a round
FIRST, EVERY, POINTS = 10, 3, 16
#: rounds that are planned together
TOGETHER = 4
#: how many of the best cells of a part it begins in
STARTS = 5
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


#: the scores of every candidate by part; under "" that of one of which nothing is claimed
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
        measured = iter(scores(target, [one for one in laid if isinstance(one, Laid)], seed, number))
    return [next(measured) if isinstance(one, Laid) else {"": one} for one in laid]


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
        self.climbs: dict[str, tuple[str, int, Climb]] = {}
        self.begun: dict[str, set[int]] = {name: set() for name in self.parts}
        for name in self.parts:
            self.best[name], self.elite[name] = Best(), {}

    def plans(self) -> list[Plan]:
        """The next rounds; no two of them are of one climb."""
        found: list[Plan] = []
        for r in range(self.rounds, self.rounds + TOGETHER):
            part = self.parts[(r - FIRST) % len(self.parts)] if r >= FIRST and r % EVERY else None
            climbing = {plan.climb[0] for plan in found if plan.climb}
            climb = None if part is None or part in climbing else self._climb(part)
            if climb is None:
                turn = r if r < FIRST else FIRST + (r - FIRST) // EVERY
                cell = turn % len(self.cells)
                points = self._around(cell, r, first=turn < len(self.cells))
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

    def _around(self, cell: int, number: int, first: bool) -> Array:
        genes = self.cells[cell].genes
        points = spread(len(genes), [self.seed, 2, number], 2 * POINTS)
        return np.concatenate([corners(genes, points[:POINTS]), points[POINTS:]]) if first else points[:POINTS]

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

    def _climb(self, part: str) -> tuple[str, int, Climb] | None:
        """The part's climb in a cell, begun anew where the last one came to nothing."""
        known = self.climbs.get(part)
        if known is not None and not known[2].over:
            return known
        ranked = list(self.finalists(part))[:STARTS]
        fresh = [one for one in ranked if one[0] not in self.begun[part]]
        if not fresh and ranked:  # round again, from what is best now
            self.begun[part].clear()
            fresh = ranked
        if not fresh:
            return None
        cell, point = fresh[0]
        self.begun[part].add(cell)
        self.climbs[part] = part, cell, Climb(point.z, point.score, [self.seed, 3, self.rounds])
        return self.climbs[part]


def _cost(score: float) -> float:
    """What CMA-ES makes small."""
    return float(-np.log(min(score, 1e12))) if score > 1e-12 else 30.0 - min(score, 0.0)
