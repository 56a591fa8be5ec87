"""An interval that is guaranteed to contain the best possible value of a constant, and how it was obtained."""

import math
from dataclasses import dataclass
from fractions import Fraction

#: an end of an enclosure: an exact rational, or a float where it is infinite (a finite float is an exact rational too)
End = Fraction | float


@dataclass(frozen=True)
class Enclosure:
    """`low <= best possible value <= high`, ends exact; `method` names the provenance (closed form, composition, ...).

    `lower` and `upper` are the ends as floats, rounded outward. A comparison with a declared value uses the exact ends: a
    declared value that equals the best one is on its right side.
    """

    low: End
    high: End
    method: str

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise ValueError(f"an enclosure needs lower <= upper, got [{self.low}, {self.high}]")

    @property
    def lower(self) -> float:
        return rounded(self.low, -math.inf)

    @property
    def upper(self) -> float:
        return rounded(self.high, math.inf)

    @property
    def width(self) -> float:
        """Relative width `(high - low) / |high|`; 0 where the value is known exactly, also at infinity."""
        if self.low == self.high:
            return 0.0
        if math.isinf(self.low) or math.isinf(self.high):
            return math.inf
        return float((Fraction(self.high) - Fraction(self.low)) / max(abs(Fraction(self.high)), abs(Fraction(self.low))))


def rounded(end: End, towards: float) -> float:
    """The float next to `end` in the direction of `towards`; `end` itself if it is a float."""
    if isinstance(end, float):
        return end
    try:
        nearest = float(end)
    except OverflowError:
        nearest = math.inf if end > 0 else -math.inf
    if math.isinf(nearest):
        return nearest if (nearest > 0) == (towards > 0) else math.nextafter(nearest, -nearest)
    wrong_side = nearest < end if towards > 0 else nearest > end
    return math.nextafter(nearest, towards) if wrong_side else nearest
