"""Where the search goes: kinds of cells in turns, the best points carried to new cells, climbs in several kinds."""

from itertools import pairwise

import numpy as np

from theory.papers import find
from verify.attack.search import CARRIED, FIRST, POINTS, STARTS, Plan, Point, Search
from verify.attack.target import Target

CLAIM = find("theorem-2:repaired", ())[0]


def searched(*parts: str) -> Search:
    """A search for these parts of theorem 2 that has tried nothing."""
    return Search(Target(CLAIM, own=()), 0) if not parts else _of(parts)


def _of(parts: tuple[str, ...]) -> Search:
    made = Search(Target(CLAIM), 0)
    made.parts = list(parts)
    return made


def known(search: Search, part: str, cells: list[int]) -> None:
    """Points of these cells, one better than the next."""
    for rank, cell in enumerate(cells):
        z = np.full(len(search.cells[cell].genes), 0.9 - 0.1 * rank)
        search.elite[part][cell] = Point(0.9 - 0.1 * rank, z, {})


def test_the_first_rounds_are_of_every_kind() -> None:
    search = searched()
    turns = [search._turn(turn) for turn in range(2 * len(search.kinds))]
    kinds = [search.cells[cell].kind for cell in turns]
    assert len(search.kinds) <= FIRST
    assert len(set(kinds[: len(search.kinds)])) == len(search.kinds)
    assert len(set(turns)) == len(turns)


def test_a_kind_with_few_cells_is_gone_through_again() -> None:
    search = searched()
    search.kinds = [[3], [5, 7]]
    assert [search._turn(turn) for turn in range(5)] == [3, 5, 3, 7, 3]


def test_the_best_of_other_cells_are_carried_to_a_new_one() -> None:
    search = searched("i")
    quiet = next(j for j, cell in enumerate(search.cells) if cell.noise["kind"] == "none" and cell.dimension == 1)
    noisy = next(j for j, cell in enumerate(search.cells) if cell.kind != search.cells[quiet].kind and cell.dimension == 1)
    known(search, "i", [quiet])
    genes = search.cells[noisy].genes
    carried = search._around(noisy, 0)[-CARRIED:]
    assert carried.shape[0] == CARRIED < POINTS
    shared = [j for j, name in enumerate(genes) if name in search.cells[quiet].genes]
    np.testing.assert_array_equal(carried[:, shared], 0.9)
    own = [j for j, name in enumerate(genes) if name not in search.cells[quiet].genes]
    assert own
    assert len(np.unique(carried[:, own[0]])) == CARRIED


def test_climbs_of_one_part_are_in_several_kinds_of_cells() -> None:
    search = searched("i")
    firsts = [kind[0] for kind in search.kinds]
    known(search, "i", [firsts[0], search.kinds[0][1], *firsts[1:3]])
    climbs: list[Plan] = []
    search.rounds = FIRST
    for _ in range(4):
        climbs += [plan for plan in search.plans() if plan.climb is not None]
        search.rounds += 4
    cells = [plan.cell for plan in climbs]
    assert set(cells) == set(firsts[:3])  # not the second of the first kind
    assert all(one != other for one, other in pairwise(cells))
    search.parts = [part.id for part in search.target.parts]
    assert len(search.parts) > STARTS // 2
    for name in search.parts:
        known(search, name, firsts[:2])
    search.climbs = {name: [] for name in search.parts}
    for _ in range(8):
        search.plans()
        search.rounds += 4
    assert max(map(len, search.climbs.values())) == 1
