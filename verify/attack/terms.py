"""The grammar of objectives: F(x) = sum_i a_i f((x_i - c)/s_i), f an atom or the sum of two.

Coupled: F(x) = f(x_1 + r x_2) + b f((x_2 - r x_1)/t), the same in two coordinates that are turned against those of the method.
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

    @property
    def turned(self) -> str:
        """In two coordinates that are turned, as an objective of x1 and x2."""
        return f"{at(self.text, '(x1+r*x2)')}+b*({at(self.text, '((x2-r*x1)/t)')})"

    def _at(self, z: str) -> str:
        return f"a*({at(self.text, z)})"


def at(text: str, z: str) -> str:
    """An atom's text with something else in the place of z."""
    return "".join(z if letter == "z" else letter for letter in text)


def shapes() -> tuple[Shape, ...]:
    """Every atom, then every sum of two (the second a quarter as wide)."""
    single = [Shape(name, one.text, one.bounded, one.even) for name, one in ATOMS.items()]
    sums = [
        Shape(
            f"{first} and {second}", f"{a.text}+({at(b.text, '(4*z)')})/8", a.bounded and b.bounded, a.even and b.even,
        )
        for (first, a), (second, b) in combinations(ATOMS.items(), 2)
    ]  # fmt: skip
    return (*single, *sums)
