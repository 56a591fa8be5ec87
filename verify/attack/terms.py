"""The grammar of objectives: F(x) = sum_i a_i f((x_i - c)/s_i), f an atom or the sum of two.

Units may be chosen, so that a and s of the first coordinate are 1: whatever else has a unit is searched.
"""

from dataclasses import dataclass
from itertools import combinations

Z = "((x-c)/s)"


@dataclass(frozen=True)
class Atom:
    """f as a text in the letter z. `bounded`: f' and f'' are, on all of R; `even`: least at z = 0, and even."""

    text: str
    bounded: bool
    even: bool


ATOMS = {
    "well": Atom("z^2/(1+z^2)", True, True),
    "parabola": Atom("z^2/2", False, True),
    "hyperbola": Atom("sqrt(1+z^2)-1", True, True),
    "logcosh": Atom("logcosh(z)", True, True),
    "cosine": Atom("1-cos(z)", True, True),
    "welsch": Atom("1-exp(-z^2)", True, True),
    "log": Atom("log(1+z^2)", True, True),
    "sigmoid": Atom("sigmoid(z)", True, False),
    "quartic": Atom("z^4/4", False, True),
    "two wells": Atom("(z^2-1)^2/4", False, False),
    "ripples": Atom("z^2/2+3*sin(z)^2/2", False, True),
}


@dataclass(frozen=True)
class Shape:
    """A term of a problem file and what is known of it beforehand."""

    name: str
    text: str
    bounded: bool
    even: bool

    @property
    def shifted(self) -> str:
        """About c, which the decay does not pull to."""
        return self._at(Z)

    @property
    def plain(self) -> str:
        """About 0."""
        return self._at("(x/s)")

    def _at(self, z: str) -> str:
        return "a*(" + "".join(z if letter == "z" else letter for letter in self.text) + ")"


def shapes() -> tuple[Shape, ...]:
    """Every atom, then every sum of two (the second a quarter as wide)."""
    single = [Shape(name, one.text, one.bounded, one.even) for name, one in ATOMS.items()]
    sums = [
        Shape(
            f"{first} and {second}", f"{a.text}+({''.join('(4*z)' if x == 'z' else x for x in b.text)})/8",
            a.bounded and b.bounded, a.even and b.even,
        )
        for (first, a), (second, b) in combinations(ATOMS.items(), 2)
    ]  # fmt: skip
    return (*single, *sums)
