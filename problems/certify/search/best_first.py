"""Branch and bound: the best open node is parted first. What proves a bound, and what parts a node, is the caller's."""

import heapq
import itertools
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

Node = TypeVar("Node")


def best_first(
    roots: Iterable[Node],
    rank: Callable[[Node], Any],
    parts: Callable[[Node], Iterable[Node]],
    enough: Callable[[Node], bool],
) -> list[Node]:
    """The nodes left open, the best first, when `enough` says so of the best one; none if all were parted to the end.

    `rank`: smaller is better; of equal ones the older comes first.
    """
    order = itertools.count()
    heap = [(rank(node), next(order), node) for node in roots]
    heapq.heapify(heap)
    while heap and not enough(heap[0][-1]):
        for part in parts(heapq.heappop(heap)[-1]):
            heapq.heappush(heap, (rank(part), next(order), part))
    return [node for *_, node in sorted(heap, key=lambda entry: entry[:2])]
