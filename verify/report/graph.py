"""The proof of a claim as a picture: steps as boxes, an arrow from each step to those that rest on it; a box opens its step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from verify.report.kernel_seen import counted

WIDTH, HEIGHT, ACROSS, DOWN = 132, 34, 152, 62
#: boxes side by side
MOST = 6


@dataclass(frozen=True)
class Box:
    """A step at its place; `own` tells a step of this claim from one of another; `kernel` of how many goals Coq speaks."""

    step: str
    status: str
    kernel: str
    own: bool
    x: int
    y: int


@dataclass(frozen=True)
class Graph:
    """Boxes and arrows (as the `d` of a path) of one variant, and the size of the picture."""

    variant: str
    boxes: tuple[Box, ...]
    arrows: tuple[str, ...]
    width: int
    height: int


def graphs(entries: Sequence[Mapping[str, Any]], audit: Sequence[Mapping[str, Any]]) -> list[Graph]:
    """A graph for each variant of the claim that these entries of the audit are of."""
    return [
        _graph(variant, [e for e in entries if e["variant"] == variant], audit)
        for variant in dict.fromkeys(e["variant"] for e in entries)
    ]


def _graph(variant: str, entries: Sequence[Mapping[str, Any]], audit: Sequence[Mapping[str, Any]]) -> Graph:
    kernel = {e["step"]: counted(e.get("kernel", ())) for e in (*audit, *entries) if e["variant"] == variant}
    status = {e["step"]: e["status"] for e in audit if e["variant"] == variant} | {e["step"]: e["status"] for e in entries}
    rests = {e["step"]: _premises(e, status) for e in entries}
    steps = dict.fromkeys([*(s for below in rests.values() for s in below), *rests])
    level: dict[str, int] = dict.fromkeys(steps, 0)
    for _ in steps:  # as many passes as the longest chain may have
        for step, below in rests.items():
            level[step] = max([level[step], *(level[s] + 1 for s in below)])
    rows: dict[int, list[str]] = {}
    for step in steps:
        rows.setdefault(level[step], []).append(step)
    lines = [row[j : j + MOST] for _, row in sorted(rows.items()) for j in range(0, len(row), MOST)]
    place = {step: (ACROSS * j, DOWN * y) for y, line in enumerate(lines) for j, step in enumerate(line)}
    boxes = tuple(Box(step, status[step], kernel[step], step in rests, *place[step]) for step in steps)
    pairs = [(place[below], place[step]) for step, all_below in rests.items() for below in all_below]
    arrows = tuple(_arrow(start, stop, j) for j, (start, stop) in enumerate(pairs))
    widest = max(map(len, lines), default=0)
    return Graph(variant, boxes, arrows, ACROSS * widest, DOWN * len(lines))


def _premises(entry: Mapping[str, Any], known: Mapping[str, str]) -> list[str]:
    """The steps that an entry rests on, of this claim and of others; definitions and assumptions are told in the step."""
    named = [use.partition(" [")[0] for goal in entry["uses"] for use in goal]
    return [step for step in dict.fromkeys(named) if step in known and step != entry["step"]]


def _arrow(start: tuple[int, int], stop: tuple[int, int], number: int) -> str:
    """A curve to the next row; to any other along a gap between columns, where no box is (two steps may rest on each other's
    goals).
    """
    x, y, to_x, to_y = start[0] + WIDTH // 2, start[1] + HEIGHT, stop[0] + WIDTH // 2, stop[1]
    room = DOWN - HEIGHT
    if to_y - y == room:
        return f"M{x} {y}C{x} {y + 18} {to_x} {to_y - 18} {to_x} {to_y}"
    column = start[0] // ACROSS - (to_x < x and start[0] > 0)
    gap = ACROSS * column + (WIDTH + ACROSS) // 2 + 3 * (number % 5) - 6  # side by side with others in the gap
    down, up = y + room // 2, to_y - room // 2
    return f"M{x} {y}C{x} {down} {gap} {down} {gap} {y + room}V{to_y - room}C{gap} {up} {to_x} {up} {to_x} {to_y}"
