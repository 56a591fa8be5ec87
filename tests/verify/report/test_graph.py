"""The picture of a proof: no arrow runs behind a box."""

import re
from pathlib import Path

import numpy as np

from verify.report import document
from verify.report.graph import HEIGHT, WIDTH, Graph, graphs

REFERENCE = Path(__file__).parents[3] / "reports" / "reference"


def course(arrow: str) -> np.ndarray:
    """Points along a path of moves, cubic curves and vertical lines."""
    points: list[np.ndarray] = []
    for command, text in re.findall(r"([MCV])([^MCV]*)", arrow):
        numbers = [float(word) for word in text.split()]
        if command == "V":
            numbers = [points[-1][-1, 0], numbers[0]]
        ends = np.reshape(numbers, (-1, 2)) if command != "C" else np.vstack([points[-1][-1], np.reshape(numbers, (3, 2))])
        if command == "V":
            ends = np.vstack([points[-1][-1], ends])
        t, degree = np.linspace(0.0, 1.0, 200)[:, None], len(ends) - 1
        weights = {0: [1], 1: [1, 1], 3: [1, 3, 3, 1]}[degree]
        points.append(sum(w * t**j * (1 - t) ** (degree - j) * ends[j] for j, w in enumerate(weights)))
    return np.vstack(points)


def hidden(graph: Graph) -> int:
    """How many arrows enter the inside of a box."""
    found = 0
    for arrow in graph.arrows:
        x, y = course(arrow).T
        found += any(
            np.any((x > box.x + 1) & (x < box.x + WIDTH - 1) & (y > box.y + 1) & (y < box.y + HEIGHT - 1))
            for box in graph.boxes
        )
    return found


def test_no_arrow_runs_behind_a_box() -> None:
    audit = document.read(REFERENCE)["audit"]
    drawn = [
        graph for claim in {e["claim"] for e in audit} for graph in graphs([e for e in audit if e["claim"] == claim], audit)
    ]
    assert sum(len(graph.arrows) for graph in drawn) > 100
    assert max(max((box.y for box in graph.boxes), default=0) for graph in drawn) > 300
    assert [hidden(graph) for graph in drawn] == [0] * len(drawn)


def test_a_straight_arrow_over_two_rows_is_seen() -> None:
    (graph,) = graphs(
        [{"claim": "a", "variant": "paper", "step": step, "status": "PROVED", "uses": [[f"{below} [at]" for below in uses]]}
         for step, uses in (("a.1", []), ("a.2", ["a.1"]), ("a.3", ["a.1", "a.2"]))], [],
    )  # fmt: skip
    assert hidden(graph) == 0
    first, last = graph.boxes[0], graph.boxes[-1]
    straight = f"M{first.x + WIDTH / 2} {first.y + HEIGHT}V{last.y}"
    assert hidden(Graph("paper", graph.boxes, (straight,), graph.width, graph.height)) == 1
