"""What is searched: cells (what is chosen from lists) and, in each cell, numbers in [0, 1] that become a problem file.

Whatever has a unit is measured by the problem's own constants, so that every cell is a cube. Boundary values (no decay, a
start at the minimiser, no noise, a constant at its best, the parameters that the claim prescribes) have a share of their axis.
What a claim allows is not known here: its hypotheses are asked of every candidate.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from theory.algorithms import all_algorithms
from theory.algorithms.base import Decay
from theory.claim import Claim
from theory.outside import Folders
from verify.attack.terms import ATOMS, Shape, shapes

Array = NDArray[np.float64]
DIGITS = 4
#: noise: its kind and what else the section says
NOISES: tuple[Mapping[str, Any], ...] = (
    {"kind": "none"},
    {"kind": "rademacher"},
    {"kind": "uniform"},
    {"kind": "discrete", "values": [0.0, 1.0], "probabilities": [0.9, 0.1]},
    {"kind": "rademacher", "batch": 4},
    {"kind": "discrete", "values": [0.0, 1.0], "probabilities": [0.99, 0.01]},
)
DIMENSIONS = (1, 2, 3)
#: what a file may choose in the place of what a claim prescribes
FREE = ("beta_1", "eta", "T")
#: decades beyond what is prescribed that are searched, either way
REACH = 2.5
#: where on its axis a letter is as it is prescribed
AS_GIVEN = 0.4
#: values of axes that are put together in structured points, by the first word of their names: boundaries and what is between
LEVELS = {
    "start": (0.5, 0.6, 0.75, 0.95), "scale": (0.0, 0.5, 0.75, 1.0), "c": (0.15, 0.6, 0.75, 0.9),
    **dict.fromkeys(("L", "c_inf", "Delta", "sigma"), (0.0, 0.0, 0.0, 0.85)),
    **dict.fromkeys(("beta_1", "eta"), (0.0, AS_GIVEN, AS_GIVEN, 0.75)), "T": (AS_GIVEN, AS_GIVEN, AS_GIVEN, 1.0),
    "beta_2": (0.0, 0.3, 0.6, 1.0),
}  # fmt: skip
OTHERWISE = (0.0, 0.3, 0.6, 0.9)


@dataclass(frozen=True)
class Cell:
    """What is chosen from lists.

    `boxed`: the constants are claimed on a box; `shifted`: F is about c, the decay about 0; `turned`: F is a sum over other
    coordinates than the method's. `declared`: F is of a family that says where it is least. `cancelling`: noise may cancel the
    first coordinate's gradient at the start, and the other coordinate is noise alone. `late`: of a claim in stages those after
    the first are scored, which are many.
    """

    shape: Shape
    dimension: int
    noise: Mapping[str, Any]
    algorithm: str
    boxed: bool
    shifted: bool
    turned: bool = False
    declared: bool = False
    cancelling: bool = False
    late: bool = False
    own: Folders = ()

    @property
    def name(self) -> str:
        """In words, for records."""
        words = [self.shape.name, f"d={self.dimension}", self.noise["kind"], self.algorithm]
        return ", ".join(words + ["box"] * self.boxed + ["shifted"] * self.shifted + ["turned"] * self.turned
                         + ["cancelling"] * self.cancelling + ["late stages"] * self.late)  # fmt: skip

    @property
    def kind(self) -> tuple[bool, ...]:
        """What cells have in common that differ in F's terms, dimension, algorithm and the kind of noise alone."""
        return self.noise["kind"] == "none", self.shifted, self.turned, self.declared, self.cancelling, self.late

    @property
    def decays(self) -> bool:
        """Whether the algorithm reads lambda."""
        return all_algorithms(self.own)[self.algorithm].decay_kind is not Decay.NONE

    @property
    def regularised(self) -> bool:
        """Whether the decay is in the gradient."""
        return all_algorithms(self.own)[self.algorithm].decay_kind is Decay.IN_GRADIENT

    @property
    def staged(self) -> bool:
        """Whether the algorithm runs in stages."""
        return all_algorithms(self.own)[self.algorithm].staged

    @property
    def genes(self) -> tuple[str, ...]:
        """The axes of the cube."""
        d, quiet = self.dimension, self.noise["kind"] == "none"
        names = [f"start {i}" for i in range(d)] + ([] if quiet else [f"scale {i}" for i in range(self.cancelling, d)])
        names += [f"{what} {i}" for i in range(1, d) for what in ("a", "s") if not self.cancelling]
        names += ["c"] if self.shifted else []
        names += ["turn"] if self.turned else []
        names += ["region"] if self.boxed else []
        names += ["delta", "beta_2", "epsilon", "L", "c_inf", "sigma", "Delta"]
        names += ["lambda"] if self.decays else []
        return (*names, *(["eps_stage"] if self.staged else []), *FREE)


def cells(claim: Claim, own: Folders, seed: int) -> list[Cell]:
    """Every cell that a claim may be about, in an order drawn from the seed: the simple ones early."""
    rng = np.random.default_rng([seed, 1])
    ranked: list[tuple[float, Cell]] = []
    stays = "P" in claim.assumptions  # x_* = 0 minimises F and every F_k
    known = all_algorithms(own)
    for s, shape in enumerate(shapes()):
        if stays and not shape.even:
            continue
        for name in claim.algorithms:
            if name not in known:
                continue
            for d in DIMENSIONS:
                for n, noise in enumerate(NOISES):
                    for boxed in (False, True):
                        if not boxed and (not shape.bounded or stays or known[name].decay_kind is Decay.IN_GRADIENT):
                            continue
                        for shifted in (False, True) if not stays else (False,):
                            rank = 1.0 * min(s, 14) + 3.0 * (d - 1) + 2.0 * n + 3.0 * shifted + 3.0 * boxed * shape.bounded
                            ranked.append((rank + 8.0 * rng.random(), Cell(shape, d, noise, name, boxed, shifted, own=own)))
    outside = [name for name in claim.algorithms if name in known and known[name].decay_kind is not Decay.IN_GRADIENT]
    for s, shape in enumerate(shapes()[: len(ATOMS)] if not stays else ()):
        for name, (n, noise) in product(outside, enumerate(NOISES)):
            turned = Cell(shape, 2, noise, name, boxed=True, shifted=False, turned=True, own=own)
            ranked.append((4.0 + s + 2.0 * n + 8.0 * rng.random(), turned))
    for s, shape in enumerate(shapes()[: len(ATOMS)] if not stays else ()):
        for name, (n, noise) in product(outside, enumerate(NOISES[1:])):
            cancelling = Cell(shape, 2, noise, name, boxed=True, shifted=False, cancelling=True, own=own)
            ranked.append((4.0 + s + 2.0 * n + 8.0 * rng.random(), cancelling))
    parabola = next(shape for shape in shapes() if shape.name == "parabola")
    for name, (n, noise) in product(outside, enumerate(NOISES)) if stays else ():  # what says where it is least
        away = Cell(parabola, 1, noise, name, boxed=True, shifted=True, declared=True, own=own)
        ranked.append((n + 8.0 * rng.random(), away))
        if known[name].staged and noise["kind"] == "none":  # with noise later stages are too long
            ranked.append((n + 8.0 * rng.random(), replace(away, late=True)))
    return [cell for _, cell in sorted(ranked, key=lambda one: one[0])]


def short(values: Any, up: bool = False) -> Any:
    """Numbers of few digits, the nearest or those above."""
    flat = np.asarray(values, dtype=float)
    found = _written(flat)
    if up:
        found = np.where(found < flat, _written(flat * (1.0 + 10.0 ** (1 - DIGITS))), found)
    return found if np.ndim(values) else float(found)


def _written(values: Array) -> Array:
    """The numbers as `DIGITS` digits give them."""
    return np.array([float(f"{v:.{DIGITS}g}") for v in values.ravel()]).reshape(values.shape)


def between(z: Array, low: float, high: float) -> Array:
    """From 10^low to 10^high."""
    return np.asarray(10.0 ** (low + z * (high - low)))


def edged(z: Array, share: float) -> tuple[NDArray[np.bool_], Array]:
    """Whether an axis is at its boundary, which has this share of it, and where it is beyond that."""
    return z < share, np.clip((z - share) / (1.0 - share), 0.0, 1.0)


def starting(z: Array) -> Array:
    """0 in the middle, of either sign and up to 30 to the sides."""
    t = 2.0 * z - 1.0
    at_0, far = edged(np.abs(t), 0.1)
    return np.asarray(np.where(at_0, 0.0, np.sign(t) * between(far, -2.0, 1.5)))


def placed(z: Array, given: Array, least: Array, most: Array, whole: bool) -> Array:
    """A letter between the ends of what is allowed: at 0 the most, then what is given (NaN), at 1 the least."""
    up, down = np.clip((0.25 - z) / 0.1, 0.0, 1.0), np.clip((z - 0.55) / 0.35, 0.0, 1.0)
    with np.errstate(all="ignore"):
        value = given * (most / given) ** up * (least / given) ** down
    if whole:
        value = np.where(up > 0, np.floor(value), np.ceil(value))
    else:  # on this side of the end
        near, beside = _written(value), 10.0 ** (1 - DIGITS)
        above, below = (up > 0) & (near > value), (down > 0) & (near < value)
        value = np.where(above | below, _written(value * (1.0 + beside * np.where(above, -1.0, 1.0))), near)
    moved = ((up > 0) & (most > given)) | ((down > 0) & (least < given))
    return np.where(moved & np.isfinite(value) & (value > 0), value, np.nan)


def loosened(z: Array, share: float, most: float) -> Array:
    """A factor of a bound that is declared: 1 (not declared) on the first part of the axis, then up to 10^most."""
    tight, more = edged(z, share)
    return np.asarray(np.where(tight, 1.0, between(more, 0.0, most)))


def corners(genes: Sequence[str], spread: Array) -> Array:
    """Structured points: a middle one, and one near each of these, all of whose axes are at one of their levels."""
    middle = np.array([LEVELS.get(name.split()[0], OTHERWISE)[1 + name.startswith(("start", "scale"))] for name in genes])
    levels = np.array([LEVELS.get(name.split()[0], OTHERWISE) for name in genes])
    which = np.minimum((spread * levels.shape[1]).astype(int), levels.shape[1] - 1)
    return np.concatenate([middle[None], levels[np.arange(len(genes)), which]])
