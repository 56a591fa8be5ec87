"""The search: structured points and space-filling ones in cell after cell, and CMA-ES from the best of them, part by part.

A few rounds are planned together: they depend on the seed and on what was found before them, not on each other, the budget, the
clock, or on which process weighs them. A longer search begins as a shorter one does, and one that is resumed goes on as if it
had not been interrupted.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from cmaes import CMA
from scipy.stats import qmc

from verify.attack.candidates import Candidate, decoded
from verify.attack.scores import REFUSED, Laid, lay, scores
from verify.attack.space import Array, Cell, cells, corners
from verify.attack.target import Target

#: rounds that look around before CMA-ES begins, and then one in so many; points of a round, and of a generation
FIRST, EVERY, POINTS, GENERATION = 10, 3, 16, 20
#: rounds that are planned together
TOGETHER = 4
#: first step of CMA-ES in the unit cube, generations without a better one after which it begins elsewhere, its best starts
STEP, PATIENCE, STARTS = 0.15, 10, 5
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


@dataclass
class Climb:
    """CMA-ES for one part in one cell."""

    cell: int
    cma: CMA
    best: float
    idle: int = 0


#: the scores of every candidate by part; under "" that of one of which nothing is claimed
Round = Sequence[Mapping[str, float]]


@dataclass(frozen=True, eq=False)
class Plan:
    """A round: its number, its cell and points, and the part and climb that asked for them."""

    number: int
    cell: int
    points: Array
    climb: tuple[str, Climb] | None


def weighed(target: Target, cell: Cell, points: Array, seed: int, number: int) -> Round:
    """The scores of a round's candidates, whatever process asks."""
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
        self.climbs: dict[str, Climb] = {}
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
                cell, points = climb[1].cell, np.array([climb[1].cma.ask() for _ in range(climb[1].cma.population_size)])
            found.append(Plan(r, cell, points, climb))
        return found

    def weighed_by(self, plan: Plan) -> tuple[Target, Cell, Array, int, int]:
        """What `weighed` is given of a plan."""
        return self.target, self.cells[plan.cell], plan.points, self.seed, plan.number

    def take(self, plan: Plan, found: Round) -> None:
        """What was found of a plan; plans are taken in their order."""
        self._take_in(plan.cell, plan.points, found)
        if plan.climb is not None:
            self._tell(*plan.climb, plan.points, found)
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
        spread = qmc.Sobol(len(genes), seed=np.random.default_rng([self.seed, 2, number])).random(2 * POINTS)
        return np.concatenate([corners(genes, spread[:POINTS]), spread[POINTS:]]) if first else spread[:POINTS]

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

    def _climb(self, part: str) -> tuple[str, Climb] | None:
        """The part's climb, begun anew where the last one came to nothing."""
        climb = self.climbs.get(part)
        if climb is not None and climb.idle < PATIENCE and not climb.cma.should_stop():
            return part, climb
        ranked = list(self.finalists(part))[:STARTS]
        fresh = [one for one in ranked if one[0] not in self.begun[part]]
        if not fresh and ranked:  # round again, from what is best now
            self.begun[part].clear()
            fresh = ranked
        if not fresh:
            return None
        cell, point = fresh[0]
        self.begun[part].add(cell)
        bounds = np.tile([0.0, 1.0], (len(point.z), 1))
        seed = int(np.random.default_rng([self.seed, 3, self.rounds]).integers(2**31))
        cma = CMA(mean=np.clip(point.z, 0.01, 0.99), sigma=STEP, bounds=bounds, seed=seed, population_size=GENERATION)
        self.climbs[part] = Climb(cell, cma, point.score)
        return part, self.climbs[part]

    def _tell(self, part: str, climb: Climb, points: Array, found: Round) -> None:
        values = [one.get(part, one.get("", REFUSED)) for one in found]
        climb.cma.tell([(z, _cost(value)) for z, value in zip(points, values, strict=True)])
        better = max(values) > climb.best * 1.001
        climb.best, climb.idle = max(climb.best, *values), 0 if better else climb.idle + 1


def _cost(score: float) -> float:
    """What CMA-ES makes small."""
    return float(-np.log(min(score, 1e12))) if score > 1e-12 else 30.0 - min(score, 0.0)
