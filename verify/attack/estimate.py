"""Constants of many candidates at once, on a grid: what the search goes by. Nothing that is reported rests on them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from problems.certify.certificate import Certificate, Constant, Invariance, Status
from problems.enclosure import Enclosure
from problems.families.term import Term

Array = NDArray[np.float64]
#: from which a share of the region is looked at, and from which widths where there is none
BOX = np.unique(np.concatenate([np.linspace(-1.0, 1.0, 301), 0.5 - 0.5 * np.cos(np.linspace(0, np.pi, 40))]))
LINE = np.unique(np.concatenate([np.linspace(-7.0, 7.0, 421), np.geomspace(7.0, 1e4, 25), -np.geomspace(7.0, 1e4, 25)]))
WIDTHS = np.unique(np.concatenate([np.linspace(-3.0, 3.0, 31), np.geomspace(3.0, 100.0, 6), -np.geomspace(3.0, 100.0, 6)]))
DECAYS = np.array([0.0, 0.1, 0.3, 1.0])


@dataclass(frozen=True)
class Curves:
    """f, f' and f'' of every coordinate of every candidate on its grid, (N, d, C), and at the start."""

    x: Array
    value: Array
    slope: Array
    curvature: Array
    at_start: Array

    @classmethod
    def of(cls, family: Term, p: Sequence[Array], start: Array, region: Array | None, centre: Array, width: Array) -> "Curves":
        """`p`, `start`, `centre`, `width` are (d, C); `region` (C,) or None."""
        x = BOX[:, None, None] * region if region is not None else centre + width * LINE[:, None, None]
        x = np.concatenate([np.broadcast_to(x, (len(x), *start.shape)), start[None], 0.0 * start[None]])
        with np.errstate(all="ignore"):
            value, slope, curvature = (np.broadcast_to(one(x, *p)[0], x.shape) for one in family.programs)
        return cls(x, value, slope, curvature, value[-2])

    @classmethod
    def turned(cls, family: Term, p: Sequence[Array], start: Array, region: Array, turn: Array) -> "Curves":
        """Of a sum over y_1 = x_1 + r x_2 and y_2 = x_2 - r x_1 in a box: r is `turn`, (C,); `p` ends with the widths.

        Looked at are a lattice of the box and one of the y, which what is narrow fills.
        """
        y = pairs(WIDTHS) * p[-1]
        back = np.stack([y[:, 0] - turn * y[:, 1], y[:, 1] + turn * y[:, 0]], axis=1) / (1.0 + turn**2)
        x = np.concatenate([pairs(BOX[::8]) * region, np.clip(back, -region, region), start[None]])
        y = np.stack([x[:, 0] + turn * x[:, 1], x[:, 1] - turn * x[:, 0]], axis=1)
        with np.errstate(all="ignore"):
            value, slope, curvature = (np.broadcast_to(one(y, *p)[0], y.shape) for one in family.programs)
        total = np.sum(value, axis=1, keepdims=True)  # one summand, that of all coordinates
        across = np.stack([slope[:, 0] - turn * slope[:, 1], slope[:, 1] + turn * slope[:, 0]], axis=1)
        return Lattice(x, total, across, curvature * (1.0 + turn**2), total[-1])

    def penalised(self, decay: Array) -> "Curves":
        """Of F + (1/2) sum_i s_i x_i^2, `decay` being s, (C,) or (d, C)."""
        add = 0.5 * decay * self.x**2
        slope, value = self.slope + decay * self.x, self.value + add
        return Curves(self.x, value, slope, self.curvature + decay, value[-2])

    @property
    def L(self) -> Array:
        return np.asarray(np.max(np.abs(self.curvature), axis=(0, 1)))

    @property
    def steepest(self) -> Array:
        """sup |f'| of every coordinate, (d, C)."""
        return np.asarray(np.max(np.abs(self.slope), axis=0))

    @property
    def minimum(self) -> Array:
        return np.asarray(np.sum(np.min(self.value, axis=0), axis=0))

    @property
    def minimiser(self) -> Array:
        """Where every coordinate is least, (d, C), of separate ones: of the grid, and a Newton step from there."""
        x, slope, curvature = (
            np.take_along_axis(one, np.argmin(self.value, axis=0)[None], axis=0)[0]
            for one in (self.x, self.slope, self.curvature)
        )
        with np.errstate(all="ignore"):
            return np.where(curvature > 0, x - slope / curvature, x)

    @property
    def slope_at_start(self) -> Array:
        """f' of every coordinate, (d, C), of separate ones."""
        return self.slope[-2]

    @property
    def gap(self) -> Array:
        return np.asarray(np.sum(self.at_start - np.min(self.value, axis=0), axis=0))

    @property
    def pl(self) -> Array:
        """The least PL quotient."""
        gap = self.value - np.min(self.value, axis=0)
        small = gap <= 1e-6 * np.max(np.abs(self.value), axis=0)
        with np.errstate(all="ignore"):
            found = np.where(small, np.inf, self.slope**2 / (2.0 * gap))
        return np.asarray(np.min(found, axis=(0, 1)))

    def pl_up_to(self, decay: Array) -> Array:
        """The least over decays up to this one."""
        return np.asarray(np.min([self.penalised(share * decay).pl for share in DECAYS], axis=0))

    def least_entry(self, scale: Array, bound: float, sure: bool) -> Array:
        """How small ||g||_inf can get: of noise that is `sure` to have the size of its bound, or that can be anything below."""
        return np.asarray(np.max(np.min(self._far(scale, bound, sure), axis=0), axis=0))

    def _far(self, scale: Array, bound: float, sure: bool) -> Array:
        """What noise leaves of every entry of the gradient."""
        size = np.abs(self.slope)
        return np.abs(size - bound * scale) if sure else np.maximum(size - bound * scale, 0.0)


class Lattice(Curves):
    """On points of which every one has all coordinates."""

    def least_entry(self, scale: Array, bound: float, sure: bool) -> Array:
        return np.asarray(np.min(np.max(self._far(scale, bound, sure), axis=1), axis=0))


def pairs(one: Array) -> Array:
    """All pairs of numbers, (N, 2, 1)."""
    return np.stack(np.meshgrid(one, one)).reshape(2, -1).T[:, :, None]


def certificate(name: str, values: dict[str, float], declared: dict[str, float]) -> Certificate:
    """Estimates in the place of proofs."""
    constants = tuple(
        Constant(key, declared.get(key), Enclosure(value, value, "an estimate"), Status.CERTIFIED)
        for key, value in values.items() if np.isfinite(value)
    )  # fmt: skip
    return Certificate(name, "an estimate", constants, Invariance(False, "an estimate"))
