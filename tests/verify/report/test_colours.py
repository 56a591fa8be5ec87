"""Colours that tell things apart do so for every kind of colour vision, and are seen on their ground; computed, not hoped."""

from collections.abc import Sequence
from itertools import combinations

import pytest
from coloraide import Color

from verify.report.figures import COLOURS
from verify.studies.least_squares.gap_figures import SHADES
from verify.studies.who_is_better.study import PHASES

#: CIEDE2000; about 2 is just noticed side by side
APART = 15.0
SEEN = 3.0  # WCAG 2, 1.4.11, for what is drawn
VISION = {"usual": None, "protanopia": "protan", "deuteranopia": "deutan", "tritanopia": "tritan"}


def closest(colours: Sequence[str], kind: str | None) -> float:
    """The least difference of two colours as they are seen with a kind of colour vision."""
    seen = [Color(colour) if kind is None else Color(colour).filter(kind) for colour in colours]
    return min(one.delta_e(other, method="2000") for one, other in combinations(seen, 2))


@pytest.mark.parametrize("kind", VISION.values(), ids=VISION)
@pytest.mark.parametrize("colours", [COLOURS, PHASES, tuple(SHADES.values())], ids=["series", "phases", "intervals"])
def test_any_two_are_told_apart(colours: Sequence[str], kind: str | None) -> None:
    assert closest(colours, kind) > APART


def test_a_pair_that_looks_alike_is_found() -> None:
    """Brick and green are far apart as a rule, and alike to one in twelve men."""
    pair = ("#cc4125", "#38761d")
    assert closest(pair, None) > APART
    assert closest(pair, "protan") < APART


def test_every_series_is_seen_on_the_ground_of_figures() -> None:
    """A figure has a white ground in the light and in the dark scheme (report.css)."""
    assert min(Color(colour).contrast("white") for colour in COLOURS) >= SEEN
