"""An interval that is guaranteed to contain the best possible value of a constant, and how it was obtained."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Enclosure:
    """`lower <= best possible value <= upper`; `method` names the provenance (closed form, composition, ...)."""

    lower: float
    upper: float
    method: str

    def __post_init__(self) -> None:
        if not self.lower <= self.upper:
            raise ValueError(f"an enclosure needs lower <= upper, got [{self.lower}, {self.upper}]")
