"""What certification says of a problem: every constant with its enclosure, status, looseness and witness."""

import math
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Any

from problems.enclosure import Enclosure
from problems.errors import InputError

#: constants that bound from below: a declared value must be at most the best one
FROM_BELOW = frozenset({"mu", "mu_k", "c_s", "minimum"})
#: relative width beyond which an enclosure is explained; by a word of its method, the explanation
WIDE = 1e-3
WHY = {
    "nothing proved": "wide: from one side there is only what a search saw",
    "a search": "wide: from one side there is only what a search saw",
    "rank exactly": "wide: the direction of the least eigenvalue leaves the region, where the ratio is larger",
    "branch and bound": "wide: the search ended at its budget, which --effort scales",
    "envelopes": "wide: samples are relaxed to envelopes, which --effort does not narrow",
    "PL at": "wide: the Hessian is nearly singular, and no equations were solved",
    "normal equations": "wide against 0 alone: the minimum is 0, or next to it",
    "vacuous": "every number serves",
}
TERMWISE = "wide: each term is bounded at its own worst point, and no point is the worst of all"


class Status(StrEnum):
    """What is known of a declared constant. One that is not declared is taken from the safe end of its enclosure."""

    CERTIFIED = "CERTIFIED"  # on the right side of the whole enclosure
    REFUTED = "REFUTED"  # on the wrong side, with a witness
    UNDECIDED = "UNDECIDED"  # inside the enclosure, or no witness beats it


@dataclass(frozen=True)
class Witness:
    """Points that break a declared constant: two for L, one for the others (with the coordinate for c_inf).

    `reaches` is what ball arithmetic guarantees there: at least that much for constants from above, at most for others. `decay`
    holds the s_i of F + (1/2) sum_i s_i x_i^2 (mu_k).
    """

    points: tuple[tuple[float | str, ...], ...]
    reaches: float
    says: str
    coordinate: int | None = None
    decay: tuple[float | str, ...] | None = None

    def to_dict(self) -> dict[str, Any]:
        found: dict[str, Any] = {"points": [list(p) for p in self.points], "reaches": self.reaches, "says": self.says}
        if self.coordinate is not None:
            found["coordinate"] = self.coordinate
        if self.decay is not None:
            found["decay"] = list(self.decay)
        return found


def shown(value: Fraction) -> float | str:
    """A rational as the float that it is, or else as a quotient."""
    return float(value) if Fraction(float(value)) == value else f"{value.numerator}/{value.denominator}"


@dataclass(frozen=True)
class Constant:
    """One constant: what the file declares (None: nothing), the enclosure of the best value, and the verdict on it.

    `seconds` is processor time.
    """

    name: str
    declared: float | None
    enclosure: Enclosure
    status: Status
    witness: Witness | None = None
    seconds: float = 0.0

    @property
    def from_below(self) -> bool:
        return self.name in FROM_BELOW

    @property
    def used(self) -> float:
        """The value that a claim may use: the declared one, or the safe end of the enclosure."""
        if self.declared is not None:
            return self.declared
        return self.enclosure.lower if self.from_below else self.enclosure.upper

    @property
    def looseness(self) -> float | None:
        """Used value over best value (its inverse from below): at most this much is lost, 1 is the best; None: no quotient."""
        best = self.enclosure.upper if self.from_below else self.enclosure.lower
        top, bottom = (best, self.used) if self.from_below else (self.used, best)
        if top == bottom:
            return 1.0
        if bottom == 0 or not math.isfinite(top) or not math.isfinite(bottom):
            return None
        return top / bottom

    @property
    def why(self) -> str:
        """Why the enclosure is wide, in one phrase, and what to do about a value that is not decided; '' if neither is."""
        said = []
        if self.enclosure.width > WIDE:
            method = self.enclosure.method
            said.append(next((phrase for word, phrase in WHY.items() if word in method), TERMWISE))
        if self.status is Status.UNDECIDED:
            said.append(f"{self.name} = {self.enclosure.lower if self.from_below else self.enclosure.upper!r} is certified; "
                        "a higher --effort may decide the declared value")  # fmt: skip
        return "; ".join(said)

    @property
    def reach(self) -> str:
        """What a declared value must do: `be at least 0.9495190528383291`."""
        if self.from_below:
            return f"be at most {self.enclosure.lower!r}"
        return f"be at least {self.enclosure.upper!r}"

    def to_dict(self) -> dict[str, Any]:
        """The object of `certify --json`; infinite ends are null."""
        return {
            "name": self.name,
            "declared": self.declared,
            "lower": _finite(self.enclosure.lower),
            "upper": _finite(self.enclosure.upper),
            "status": str(self.status),
            "method": self.enclosure.method,
            "why": self.why,
            "looseness": self.looseness,
            "witness": None if self.witness is None else self.witness.to_dict(),
            "seconds": self.seconds,
        }


@dataclass(frozen=True)
class Invariance:
    """Whether no iterate can leave the region: proved, or monitored at run time, and why."""

    proved: bool
    argument: str

    def to_dict(self) -> dict[str, Any]:
        return {"status": "proved" if self.proved else "monitored", "argument": self.argument}


@dataclass(frozen=True)
class Certificate:
    """The certification of one problem file; `coordinates` bounds |g_i| for each coordinate, noise included."""

    problem: str
    where: str
    constants: tuple[Constant, ...]
    region: Invariance
    coordinates: tuple[float, ...] = field(default=(), repr=False)

    def __getitem__(self, name: str) -> Constant:
        return next(c for c in self.constants if c.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(c.name for c in self.constants)

    @property
    def enclosures(self) -> dict[str, Enclosure]:
        return {c.name: c.enclosure for c in self.constants}

    @property
    def refuted(self) -> tuple[Constant, ...]:
        return tuple(c for c in self.constants if c.status is Status.REFUTED)

    @property
    def undecided(self) -> tuple[Constant, ...]:
        return tuple(c for c in self.constants if c.status is Status.UNDECIDED)

    def require(self, names: tuple[str, ...] | None = None) -> None:
        """Refuse refuted constants, of all or of these names, all in one line.

        Raises:
            InputError: names file, key, the declared value, the value it must reach, and the witness.
        """
        wrong = [
            f"{constant.name}={constant.declared!r} must {constant.reach}: {_witness_line(constant)}"
            f"  ({self.where}: [constants] {constant.name})"
            for constant in self.refuted
            if names is None or constant.name in names
        ]
        if wrong:
            raise InputError("; ".join(wrong))

    def to_dict(self) -> dict[str, Any]:
        return {
            "problem": self.problem,
            "constants": [c.to_dict() for c in self.constants],
            "region": self.region.to_dict(),
        }


def _witness_line(constant: Constant) -> str:
    witness = constant.witness
    if witness is None:
        return f"the {constant.enclosure.method}"
    points = " and ".join("(" + ", ".join(_short(x) for x in _leading(p)) + ")" for p in witness.points)
    place = "" if witness.coordinate is None else f", coordinate {witness.coordinate}"
    return f"{witness.says} is {witness.reaches!r} at {points}{place}"


def _leading(point: tuple[float | str, ...]) -> tuple[float | str, ...]:
    return point if len(point) <= 4 else (*point[:4], "...")


def _short(x: float | str) -> str:
    return x if x == "..." else f"{x:.6g}" if isinstance(x, float) else f"{float(Fraction(x)):.6g}"


def _finite(value: float) -> float | None:
    return value if math.isfinite(value) else None
