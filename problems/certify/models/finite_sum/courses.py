"""The course of a loss that is a formula, or of a derivative of it: where it turns, and what it tends to far out.

A function turns where its derivative changes its sign. On cells of the line, halved where intervals do not tell the sign, it is
at an edge between cells of opposite signs or in a cell whose sign stays open. There Newton's operator in balls makes the cell
small; one that stays wide is kept: outside of what is kept the function is monotone, so that its range is known from values.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from flint import arb
from numpy.typing import NDArray

from problems.certify.arithmetic.balls import ball, float_above, float_below, hull, precision
from problems.certify.arithmetic.intervals import Intervals
from problems.certify.arithmetic.jets import Jet
from problems.certify.arithmetic.points import Array
from problems.errors import InputError
from problems.families.written import like, refuse_unbounded

if TYPE_CHECKING:
    from problems.families.loss import Loss

#: what the cells cover; how many there are of all labels together, of one at least and at most; how many of one stay open
FAR, CELLS, FEWEST, MOST, OPEN = 2.0**40, 262_144, 64, 1024, 64
#: a cell whose sign stays open is halved to this share of its place
NARROW, SMALLEST = 2.0**-40, 2.0**-200
NEWTON = 12
WHOLE = arb(0, float("inf"))
#: halvings of a region in search of a point where a loss is not smooth, cells that are followed, what stands for R
HALVINGS, FOLLOWED, WINDOW = 60, 64, 64.0


class Course:
    """The k-th derivative of a loss, k <= 2, for labels."""

    def __init__(self, family: "Loss", k: int, labels: Array) -> None:
        self.family, self.k, self.labels = family, k, labels
        #: signs of the next derivative beyond the cells, left and right, for every label: 1, -1, 0 where both or none is told
        self.beyond = [self._far_signs(side) for side in (-1, 1)]

    def _signed(self, k: int, t: Intervals, y: Intervals, far: int = 0) -> Intervals:
        """The k-th derivative by the best of its forms; `far`: t is u = 1/t on that side of R."""
        family = self.family
        programs = family.far[k][far > 0] if far else family.signs[k]
        letters = [Intervals(c, c) for c in family.p]
        found = [like(t, program(t, y, *letters)[0]) for program in programs]
        return Intervals(np.maximum.reduce([one.low for one in found]), np.minimum.reduce([one.high for one in found]))

    def _out(self, k: int, side: int) -> Intervals:
        """The range of the k-th derivative beyond the cells on this side, for every label."""
        y, none = Intervals(self.labels, self.labels), np.zeros_like(self.labels)
        u = self._signed(k, Intervals(none, none + 1.0 / FAR), y, side)
        t = self._signed(k, Intervals(none + FAR, none + np.inf) if side > 0 else Intervals(none - np.inf, none - FAR), y)
        low, high = np.maximum(u.low, t.low), np.minimum(u.high, t.high)
        return Intervals(low, high)

    def _far_signs(self, side: int) -> NDArray[np.float64]:
        out = self._out(self.k + 1, side)
        return np.where(out.low >= 0, 1.0, np.where(out.high <= 0, -1.0, np.nan)) * ~((out.low == 0) & (out.high == 0))

    @cached_property
    def turns(self) -> dict[float, list[arb]]:
        """For every label, balls outside of which the function is monotone on the cells; a place that is known is a number."""
        count = int(np.clip(CELLS // len(self.labels), FEWEST, MOST)) // 2 * 2
        line = np.sinh(np.linspace(-np.arcsinh(FAR), np.arcsinh(FAR), count + 1))
        line[0], line[count // 2], line[-1] = -FAR, 0.0, FAR
        kind = np.repeat(np.arange(len(self.labels)), count)
        low, high = np.tile(line[:-1], len(self.labels)), np.tile(line[1:], len(self.labels))
        done: list[tuple[NDArray[np.intp], Array, Array, Array]] = []
        while len(low):
            y = self.labels[kind]
            ends = self._signed(self.k + 1, Intervals(low, high), Intervals(y, y))
            least, most = np.broadcast_to(ends.low, low.shape), np.broadcast_to(ends.high, low.shape)
            sign = np.where(least >= 0, 1.0, np.where(most <= 0, -1.0, np.nan)) * ~((least == 0) & (most == 0))
            size = np.maximum(np.abs(low), np.abs(high))
            ended = ~np.isnan(sign) | (high - low <= NARROW * size + SMALLEST)
            most_open = OPEN * len(self.labels)
            if np.count_nonzero(~ended) > most_open:  # the nearest go on
                ended |= size > np.sort(size[~ended])[most_open]
            done.append((kind[ended], low[ended], high[ended], sign[ended]))
            kind, low, high = kind[~ended], low[~ended], high[~ended]
            middle = (low + high) / 2
            kind, low, high = np.tile(kind, 2), np.concatenate([low, middle]), np.concatenate([middle, high])
        kinds, lows, highs, signs = (np.concatenate([part[i] for part in done]) for i in range(4))
        found = {}
        with precision():
            for g, label in enumerate(self.labels):
                mine = np.flatnonzero(kinds == g)
                mine = mine[np.argsort(lows[mine])]
                found[float(label)] = list(self._of(g, lows[mine], highs[mine], signs[mine]))
        return found

    def _of(self, g: int, low: Array, high: Array, sign: Array) -> Iterable[arb]:
        """The turns of one label: places where the sign changes, cells where it stays open, those side by side as one."""
        label, before = float(self.labels[g]), self.beyond[0][g]
        begun: float | None = None
        for a, b, s in zip([*low, FAR], [*high, FAR], [*sign, self.beyond[1][g]], strict=True):
            wide = b - a > NARROW * max(abs(a), abs(b)) + SMALLEST
            if begun is not None and not (np.isnan(s) and a < FAR and not wide):
                yield from self._polished(begun, float(a), label)
                begun = None
            elif begun is None and before * s < 0:
                yield arb(float(a))
            if np.isnan(s) and a < FAR:
                if wide:  # one of too many
                    yield hull(arb(float(a)), arb(float(b)))
                elif begun is None:
                    begun = float(a)
            before = s if s != 0 else before

    def _polished(self, a: float, b: float, label: float) -> Iterable[arb]:
        """The zeros of the next derivative in [a, b]: a ball that Newton's operator makes small, or none."""
        x = hull(arb(a), arb(b))
        for _ in range(NEWTON):
            m = arb(x.mid())
            steep = self._taylor(x, label)[1]
            if not (steep > 0 or steep < 0):
                break
            new = m - self._taylor(m, label)[0] / steep
            if not new.is_finite():
                break
            if not new.overlaps(x):
                return
            new = new.intersection(x)
            if not new.rad() < x.rad():
                break
            x = new
        yield x

    def _taylor(self, t: arb, label: float) -> list[arb]:
        """The next derivative at t and its own derivative."""
        order = 1
        inputs = [Jet.variable(t, order), Jet.constant(label, order), *(Jet.constant(c, order) for c in self.family.p)]
        found = like(inputs[0], self.family.programs[self.k + 1](*inputs)[0]).coefficients
        return [found[0], found[1]]

    def at(self, t: arb, label: float) -> arb:
        """The function at t."""
        found = self.family._at(self.k, Jet.variable(t, 0), Jet.constant(label))
        value: arb = found.coefficients[0]
        return WHOLE if value.is_nan() else value

    @cached_property
    def values(self) -> dict[float, list[arb]]:
        """What the function is at its turns."""
        with precision():
            return {label: [self.at(turn, label) for turn in turns] for label, turns in self.turns.items()}

    @cached_property
    def limits(self) -> dict[float, tuple[arb, arb]]:
        """For every label, balls: what the function tends to on the left and on the right, or all that it is out there."""
        outs = [self._out(self.k, side) for side in (-1, 1)]
        with precision():
            return {
                float(label): (self._limit(g, -1, outs[0]), self._limit(g, 1, outs[1])) for g, label in enumerate(self.labels)
            }

    def _limit(self, g: int, side: int, out: Intervals) -> arb:
        low, high = (float(np.broadcast_to(end, self.labels.shape)[g]) for end in (out.low, out.high))
        rising = self.beyond[side > 0][g] * side
        if not np.isnan(rising):
            value = self._at_infinity(g, side)
            if value is not None:
                return value
            edge = self.at(arb(side * FAR), float(self.labels[g]))
            if low >= 0 and rising <= 0:  # it falls, and stays above 0
                return hull(arb(0), edge.upper())
            if high <= 0 and rising >= 0:
                return hull(edge.lower(), arb(0))
        return hull(arb(low), arb(high)) if np.isfinite(low) and np.isfinite(high) else WHOLE

    def _at_infinity(self, g: int, side: int) -> arb | None:
        """The value at infinity where every operation has one, in t or in u = 1/t at 0."""
        y = Jet.constant(float(self.labels[g]))
        letters = [Jet.constant(c) for c in self.family.p]
        end = arb.pos_inf() if side > 0 else arb.neg_inf()
        tries = [(program, end) for program in self.family.signs[self.k]]
        tries += [(program, arb(0)) for program in self.family.far[self.k][side > 0]]
        for program, place in tries:
            x = Jet.variable(place, 0)
            found = program(x, y, *letters)[0]
            value = arb(found) if isinstance(found, float) else found.coefficients[0]
            if not value.is_nan() and (value.is_finite() or value.is_exact()):
                return value
        return None

    def over(self, low: Array, high: Array, y: Array) -> tuple[Array, Array]:
        """Floats that enclose the range over low <= t <= high, elementwise; the ends may be infinite."""
        shape = np.broadcast_shapes(low.shape, high.shape, y.shape)
        low, high, y = (np.broadcast_to(one, shape) for one in (low, high, y))
        least, most = np.full(shape, np.inf), np.full(shape, -np.inf)
        for label in np.unique(y):
            mine = y == label
            a, b = low[mine], high[mine]
            lows, highs = [], []
            for end, limit in ((a, self.limits[float(label)][0]), (b, self.limits[float(label)][1])):
                at = np.where(np.isfinite(end), end, 0.0)
                value = self._signed(self.k, Intervals(at, at), Intervals(label, label))
                lows.append(np.where(np.isfinite(end), value.low, _least(limit)))
                highs.append(np.where(np.isfinite(end), value.high, _most(limit)))
            for turn, value in zip(self.turns[float(label)], self.values[float(label)], strict=True):
                meets = (a <= float_above(turn)) & (b >= float_below(turn))
                lows.append(np.where(meets, _least(value), np.inf))
                highs.append(np.where(meets, _most(value), -np.inf))
            least[mine], most[mine] = np.minimum.reduce(lows), np.maximum.reduce(highs)
        return least, most

    def floors(self) -> dict[float, float]:
        """For every label a float that the function is nowhere below; minus infinity where none is known."""
        y = Intervals(self.labels, self.labels)
        everywhere = self._signed(self.k, Intervals(np.full_like(self.labels, -np.inf), np.full_like(self.labels, np.inf)), y)
        found = {}
        for g, label in enumerate(self.labels.tolist()):
            values = list(self.values[label])
            # where it rises outward it is not least at that end
            values += [self.limits[label][n] for n, side in enumerate((-1, 1)) if not self.beyond[n][g] * side > 0]
            known = float(np.broadcast_to(everywhere.low, self.labels.shape)[g])
            found[label] = max(known, min((_least(value) for value in values), default=-np.inf))
        return found

    def attained(self, floors: dict[float, float]) -> bool:
        """Whether for every label the function is at its floor at a float, beside which it turns."""
        return all(
            any(self.at(arb(float(turn.mid())), label) == ball(floor) for turn in self.turns[label])
            for label, floor in floors.items()
        )

    def sides(self, floors: dict[float, float]) -> dict[float, float] | None:
        """For every label the side of R on which the function tends to its floor; None where it does not for one."""
        found = {}
        for label, floor in floors.items():
            ends = [float(side) for side, limit in zip((-1, 1), self.limits[label], strict=True) if limit == ball(floor)]
            if not ends:
                return None
            found[label] = ends[0]
        return found


def _least(value: arb) -> float:
    """A float that is at most the number in a ball; exact where the number is one."""
    if value.is_exact() and (not value.is_finite() or value == arb(float(value))):
        return float(value)
    return float_below(value)


def _most(value: arb) -> float:
    return -_least(-value)


def require_smooth(family: "Loss", region: float | None) -> None:
    """Halve the predictions' ranges towards points at which phi, phi' or phi'' is not bounded. Raises InputError."""
    reach = family.predictions(WINDOW if region is None else region)[1]
    if np.max(reach) + np.max(np.abs(family.targets)) >= FAR:
        raise InputError(f"predictions must stay within {FAR:.0e} for a loss that is a formula: scale the data, or the region")
    labels = np.unique(family.targets)
    far = np.array([np.max(reach[family.targets == label]) for label in labels])
    kind, low, high = np.tile(np.arange(len(labels)), 2), np.concatenate([-far, 0.0 * far]), np.concatenate([0.0 * far, far])
    letters = [Intervals(c, c) for c in family.p]
    for _ in range(HALVINGS):
        t, y = Intervals(low, high), Intervals(labels[kind], labels[kind])
        open_ = np.zeros(low.shape, dtype=bool)
        for program in family.programs[:3]:
            open_ |= ~np.isfinite(np.broadcast_to(like(t, program(t, y, *letters)[0]).size, low.shape))
        kind, low, high = kind[open_][:FOLLOWED], low[open_][:FOLLOWED], high[open_][:FOLLOWED]
        if not len(low):
            return
        middle = (low + high) / 2
        kind, low, high = np.tile(kind, 2), np.concatenate([low, middle]), np.concatenate([middle, high])
    at = float(low[0]) if abs(low[0]) < abs(high[0]) else float(high[0])
    refuse_unbounded("loss", f"t = {at:g}, label y = {labels[kind[0]]:g}")
