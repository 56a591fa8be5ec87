"""Certification of formulas whose coordinates interact: upper ends by branch and bound on boxes, lower ends at points in balls.

A chain of many coordinates is composed of what its links give: an entry of the gradient has two links, Gershgorin's row of the
Hessian too, and the sum of the links' infima is below the infimum.
"""

import itertools
from collections.abc import Sequence
from fractions import Fraction
from functools import cached_property
from math import inf

import numpy as np
import sympy as sp
from flint import arb, arb_mat
from scipy.optimize import minimize

from problems.certify.arithmetic.balls import ball, enclosure, highest, lowest, square
from problems.certify.arithmetic.eigenvalues import largest_eigenvalue as verified_eigenvalue
from problems.certify.arithmetic.jets import Jet
from problems.certify.arithmetic.points import Array, Found, Point, balls, floats, point_of
from problems.certify.models.formula_boxes import SHARE, Derivatives, Search, largest_eigenvalue, partial, range_of
from problems.certify.models.model import Model, Span
from problems.enclosure import Enclosure
from problems.families.objective import CERTIFIED, Chain, Objective
from problems.families.written import refuse_unbounded
from problems.formula import Formula, Program, derivative

METHOD = "branch and bound on boxes by interval arithmetic; points in balls"
WIDE = f"{METHOD}; the budget ended first: --effort 4 may tighten it"
MANY = f"a formula of more than {CERTIFIED} coordinates: nothing proved; points in balls"
NO_REGION = "no bound is looked for on all of R^d: give a region"
ON_REGION = "over the region only: beyond it nothing shows F to be higher"
OPEN = "nothing proved from below; points of the region"
ROWS = "Gershgorin's rows over neighbouring links"
#: starts of a numerical minimisation, and random directions of the PL quotient's points
STARTS, POINTS = 12, 2_000


class ObjectiveModel(Model):
    """Raises InputError where the formula is not smooth on the region."""

    def __init__(self, family: Objective, region: float | None, effort: int) -> None:
        self.family, self.region, self.effort, self.dimension = family, region, effort, family.dimension
        self.formula, self.p = family.formula, family.p
        self.few = self.dimension <= CERTIFIED and region is not None
        self._minima: dict[float, Found] = {}
        self._require_smooth(self.of)

    @cached_property
    def of(self) -> Derivatives:
        return Derivatives(self.formula, self.p, third=self.dimension <= CERTIFIED)

    def _require_smooth(self, of: Derivatives) -> None:
        """Refuse points of the region at which value, gradient or Hessian is not finite, and those to which boxes shrink."""
        r, d = 4.0 if self.region is None else self.region, of.dimension
        draw = np.random.default_rng(1)
        grid = np.linspace(-r, r, 9)
        lattice = np.array(np.meshgrid(*[grid] * d)).reshape(d, -1).T if d <= CERTIFIED else np.outer(grid, np.ones(d))
        x = np.vstack([lattice, draw.uniform(-r, r, (512, d))])
        wrong = np.zeros(len(x), dtype=bool)
        for program in (of.value, of.gradient, of.hessian):
            wrong |= ~np.isfinite(of.floats(program, x)).all(axis=0)
        if np.any(wrong):
            self._refuse(x[wrong][0])
        if self.region is None or d > CERTIFIED:
            return
        low, high = np.full((1, d), -r), np.full((1, d), r)
        for _ in range(60 * d):
            unbounded = np.zeros(len(low), dtype=bool)
            for program in (of.value, of.gradient, of.hessian):
                unbounded |= ~np.all([np.isfinite(one.size) for one in of.at(program, low, high)], axis=0)
            low, high = low[unbounded][:256], high[unbounded][:256]
            if not len(low):
                return
            side, rows = np.argmax(high - low, axis=1), np.arange(len(low))
            middle = (low + high)[rows, side] / 2
            left, right = high.copy(), low.copy()
            left[rows, side] = right[rows, side] = middle
            low, high = np.concatenate([low, right]), np.concatenate([left, high])
        self._refuse((low[0] + high[0]) / 2)

    def _refuse(self, x: Array) -> None:
        place = ", ".join(f"{a:.6g}" for a in x[:4]) + (", ..." if len(x) > 4 else "")
        refuse_unbounded(self.family.name, f"({place})")

    def _balls(self, program: Program, x: Sequence[arb]) -> list[arb]:
        found = program(*(Jet.variable(a, 0) for a in x), *(Jet.constant(c) for c in self.p))
        return [one.coefficients[0] if isinstance(one, Jet) else ball(one) for one in found]

    def value(self, x: Sequence[arb]) -> arb:
        return self._balls(self.of.value, x)[0]

    def gradient(self, x: Sequence[arb]) -> list[arb]:
        return self._balls(self.of.gradient, x)

    def _hessian(self, x: Sequence[arb], shift: arb) -> arb_mat:
        entries = dict(zip(self.of.pairs, self._balls(self.of.hessian, x), strict=True))
        d = self.dimension
        return arb_mat(d, d, [entries[min(i, j), max(i, j)] + (shift if i == j else 0) for i in range(d) for j in range(d)])

    def _steepest(self, points: Sequence[Array], shift: arb) -> tuple[arb, Point, Point]:
        """The largest size of an eigenvalue at the points, with point and direction."""
        best = arb(-1), point_of(points[0]), point_of(points[0])
        for x in points:
            h = self._hessian(balls(point_of(x)), shift)
            for m in (h, -1 * h):
                top = verified_eigenvalue(m)
                if top.low > best[0]:
                    best = top.low, point_of(x), top.vector
        return best

    @cached_property
    def _eigenvalues(self) -> tuple[tuple[float, Array], tuple[float, Array]]:
        """Upper bounds of the largest eigenvalue of H and of -H over the region, and points."""
        assert self.region is not None
        found = [largest_eigenvalue(self.of, self.region, self.effort, sign) for sign in (1.0, -1.0)]
        return (found[0].high, found[0].at), (found[1].high, found[1].at)

    def smoothness(self, shift: arb) -> Found:
        if not self.few:
            low, x, direction = self._steepest(self._some_points(), shift)
            return Found(Enclosure(lowest(low.max(arb(0))), inf, MANY if self.region is not None else NO_REGION), x, direction)
        (top, one), (bottom, two) = self._eigenvalues
        low, x, direction = self._steepest([one, two], shift)
        high = (ball(top) + shift).max(ball(bottom) - shift).max(low).max(arb(0))
        return Found(_judged(low.max(arb(0)), high), x, direction)

    def _some_points(self) -> list[Array]:
        r = 1.0 if self.region is None else self.region
        draw = np.random.default_rng(2)
        return [np.zeros(self.dimension), *(r * draw.choice([-1.0, 1.0], (8, self.dimension)))]

    @cached_property
    def _spans(self) -> list[tuple[tuple[float, Array], tuple[float, Array]]]:
        assert self.region is not None
        found = []
        for i in range(self.dimension):
            sups = range_of(partial(self.formula, i), self.p, self.region, self.effort)
            found.append(((-sups[0].high, sups[0].at), (sups[1].high, sups[1].at)))
        return found

    def gradient_spans(self, shift: arb) -> list[Span]:
        spans = []
        if not self.few:
            points = [point_of(x) for x in self._some_points()]
            return [Span(arb.neg_inf(), arb.pos_inf(), points[0], points[1], known=False)] * self.dimension
        reach = shift * ball(self.region or 0.0)
        for i, ((low, at_low), (high, at_high)) in enumerate(self._spans):
            ends = [self.gradient(balls(point_of(x)))[i] + shift * ball(float(x[i])) for x in (at_low, at_high)]
            least, greatest = (ball(low) - reach).min(ends[0]), (ball(high) + reach).max(ends[1])
            spans.append(Span(least.lower().union(ends[0].upper()), greatest.upper().union(ends[1].lower()),
                              point_of(at_low), point_of(at_high)))  # fmt: skip
        return spans

    def _lowest(self, shift: float = 0.0) -> Array:
        """The lowest point that a numerical minimisation finds, in the region if there is one."""
        r = 4.0 if self.region is None else self.region
        draw = np.random.default_rng(3)
        best, at = np.inf, np.zeros(self.dimension)
        box = [(-self.region, self.region)] * self.dimension if self.region is not None else None

        def both(x: Array) -> tuple[float, Array]:
            column = x[:, None]
            value = float(self.family.value_at(column)[0]) + 0.5 * shift * float(x @ x)
            return (value if np.isfinite(value) else 1e300), self.family.gradient_at(column)[:, 0] + shift * x

        for start in [np.zeros(self.dimension), *draw.uniform(-r, r, (STARTS, self.dimension))]:
            found = minimize(both, start, jac=True, method="L-BFGS-B", bounds=box, options={"ftol": 1e-16, "gtol": 1e-12})
            near = np.round(found.x, 6)  # a minimiser is often a short decimal
            for x in (found.x, near):
                if (value := both(x)[0]) < best:
                    best, at = value, x
        return at

    def _shifted(self, shift: arb) -> Formula:
        if shift == 0:
            return self.formula
        s = sp.Symbol("decay_", positive=True)
        added = self.formula.expression + s * sp.Add(*(x**2 for x in self.formula.variables)) / 2
        return Formula(added, self.formula.variables, self.formula.parameters, {**self.formula.numbers, s: float(shift)})

    def minimum(self, shift: arb) -> Found:
        key = float(shift)
        if key not in self._minima:
            self._minima[key] = self._found_minimum(shift)
        return self._minima[key]

    def _found_minimum(self, shift: arb) -> Found:
        at = self._lowest(float(shift))
        here = balls(point_of(at))
        high = self.value(here) + shift * square(here) / 2
        if self.dimension > CERTIFIED:
            return Found(Enclosure(-inf, highest(high), MANY), point_of(at))
        of, method = Derivatives(self._shifted(shift), self.p), METHOD
        low, seen = self._infimum(of, None, at)
        if not low > -inf or (self.region is not None and ball(low) < high - abs(high) * SHARE - self._scale(of)):
            if self.region is None:
                return Found(Enclosure(-inf, highest(high), OPEN), point_of(at))
            low, seen = self._infimum(of, self.region, at)
            method = f"{METHOD}, {ON_REGION}"
        if seen is not None:
            x = balls(point_of(seen))
            lower = self.value(x) + shift * square(x) / 2
            if lower < high:
                high, at = lower, seen
        return Found(_judged(ball(low).min(high), high, method), point_of(at))

    def _scale(self, of: Derivatives) -> float:
        """What a tolerance of the infimum is relative to: how far F falls from an ordinary point of the region."""
        r = 1.0 if self.region is None else self.region
        values = of.floats(of.value, np.random.default_rng(4).uniform(-r, r, (256, of.dimension)))[0]
        return float(SHARE * (np.median(values) - np.min(values)))

    def _infimum(self, of: Derivatives, region: float | None, at: Array) -> tuple[float, Array | None]:
        """A lower bound of the infimum over the region or R^d, and the lowest point that was seen."""
        search = Search(of, region, self.effort)
        search.see(-of.floats(of.value, at[None])[0], at[None])
        sup = search.run(search.value_bound(-1.0), self._scale(of) / SHARE)
        return -sup.high, sup.at

    def pl(self) -> Found:
        return self._static

    @cached_property
    def _static(self) -> Found:
        if self.region == 0.0:
            return Found(Enclosure(inf, inf, "vacuous: the region is one point"))
        minimiser = self.minimum(arb(0))
        floor = ball(minimiser.enclosure.high)
        low, method = Fraction(0), OPEN
        if self.few and self.of.triples and minimiser.at is not None and ON_REGION not in minimiser.enclosure.method:
            modulus = -self._eigenvalues[1][0]
            inside = all(abs(x) < Fraction(self.region or 0.0) for x in minimiser.at)
            edge = min((Fraction(self.region or 0.0) - abs(x) for x in minimiser.at), default=Fraction(0))
            # |x - x_*| <= |grad F(x)|/m by strong convexity: a minimiser in the region
            steep = square(self.gradient(balls(minimiser.at))).sqrt()
            if modulus > 0 and inside and steep / ball(modulus) < ball(edge):
                low, method = Fraction(modulus), "strong convexity from below; points of the region from above"
        best: tuple[Fraction | float, Point] | None = None
        for x in self._pl_points():
            here = balls(point_of(x))
            gap = self.value(here) - floor
            if gap > 0:
                ratio = highest(square(self.gradient(here)) / (2 * gap))
                if best is None or ratio < best[0]:
                    best = ratio, point_of(x)
        if best is None:
            return Found(Enclosure(low, inf, method))
        return Found(Enclosure(min(low, best[0]), best[0], method), best[1])

    def _pl_points(self) -> list[Array]:
        """Points where the quotient is small in floats: stationary ones by Newton's method, and the least of many."""
        r, of = 4.0 if self.region is None else self.region, self.of
        draw = np.random.default_rng(5)
        x = draw.uniform(-r, r, (POINTS, self.dimension))
        newton = x[:64].copy()
        for _ in range(20):
            h, g = of.matrix(list(of.floats(of.hessian, newton))), of.floats(of.gradient, newton).T
            step = np.array(
                [np.linalg.lstsq(a, b, rcond=None)[0] if np.isfinite(a).all() else 0 * b for a, b in zip(h, g, strict=True)]
            )
            newton = np.clip(newton - np.clip(step, -r, r), -r, r)
        x = np.vstack([x, newton])
        gap = of.floats(of.value, x)[0] - float(self.family.value_at(self._lowest()[:, None])[0])
        with np.errstate(all="ignore"):
            quotient = np.sum(of.floats(of.gradient, x) ** 2, axis=0) / (2 * gap)
        quotient = np.where((gap > 1e-9 * (1 + np.abs(gap))) & np.isfinite(quotient), quotient, np.inf)
        return [x[k] for k in np.argsort(quotient)[:16]]

    def pl_dynamic(self, decay: arb) -> Found:
        """A decay only adds to a modulus of strong convexity; s = 0 is among those that are allowed."""
        return self.pl()


def _judged(low: arb, high: arb, method: str = METHOD) -> Enclosure:
    found = enclosure(low, high, method)
    return found if found.width <= 1e-3 else Enclosure(found.low, found.high, method.replace(METHOD, WIDE))


class ChainModel(ObjectiveModel):
    """More than a few coordinates: value and gradient in balls, upper ends from the links."""

    family: Chain

    def __init__(self, family: Chain, region: float | None, effort: int) -> None:
        self.link = Derivatives(family.formula, family.p)
        super().__init__(family, region, effort)
        self.few = region is not None

    @cached_property
    def of(self) -> Derivatives:
        return self.link

    def _require_smooth(self, of: Derivatives) -> None:
        ObjectiveModel(Objective(self.family.window(1), self.p), self.region, self.effort)

    def _links(self, program: Program, x: Sequence[arb]) -> list[list[arb]]:
        return [self._balls(program, pair) for pair in itertools.pairwise(x)]

    def value(self, x: Sequence[arb]) -> arb:
        return sum((found[0] for found in self._links(self.link.value, x)), arb(0))

    def gradient(self, x: Sequence[arb]) -> list[arb]:
        total = [arb(0)] * len(x)
        for i, (left, right) in enumerate(self._links(self.link.gradient, x)):
            total[i] += left
            total[i + 1] += right
        return total

    def _hessian(self, x: Sequence[arb], shift: arb) -> arb_mat:
        d = self.dimension
        rows = [[shift if i == j else arb(0) for j in range(d)] for i in range(d)]
        for i, (a, b, c) in enumerate(self._links(self.link.hessian, x)):
            rows[i][i] += a
            rows[i][i + 1] += b
            rows[i + 1][i] += b
            rows[i + 1][i + 1] += c
        return arb_mat(rows)

    def smoothness(self, shift: arb) -> Found:
        low, at, direction = self._steepest(self._patterns(), shift)
        if self.region is None:
            return Found(Enclosure(lowest(low), inf, NO_REGION), at, direction)
        high = ball(self._row_bound) + shift
        return Found(enclosure(low.max(arb(0)), high.max(low), f"{ROWS}; points in balls"), at, direction)

    def _patterns(self) -> list[Array]:
        """Points that repeat along the chain: corners of two links."""
        r, d = 1.0 if self.region is None else self.region, self.dimension
        picks = [r * np.array([(k >> j & 1) * 2.0 - 1.0 for j in range(2)]) for k in range(4)]
        return [np.resize(pick, d) for pick in picks] + [np.zeros(d)]

    @cached_property
    def _row_bound(self) -> float:
        """sup over the region of a row's sum of sizes, for an inner coordinate; an end's row is a part of such a sum."""
        assert self.region is not None
        c, total = self.family.window(2), 0.0
        middle = c.variables[1]
        for other in c.variables:
            entry = derivative(derivative(c.expression, middle), other)
            total += self._size(Formula(sp.sympify(entry), c.variables, c.parameters, c.numbers))
        one = self.family.window(1)
        for end in one.variables:
            bend = derivative(derivative(one.expression, end), end)
            cross = derivative(derivative(one.expression, one.variables[0]), one.variables[1])
            parts = [self._size(Formula(sp.sympify(e), one.variables, one.parameters, one.numbers)) for e in (bend, cross)]
            total = max(total, sum(parts))
        return total * (1.0 + 2.0**-50)

    def _size(self, formula: Formula) -> float:
        assert self.region is not None
        return max(sup.high for sup in range_of(formula, self.p, self.region, self.effort))

    @cached_property
    def _spans(self) -> list[tuple[tuple[float, Array], tuple[float, Array]]]:
        d, found = self.dimension, []
        kinds = {}
        for name, links, entry in (("first", 1, 0), ("inner", 2, 1), ("last", 1, 1)):
            formula = partial(self.family.window(links), entry)
            assert self.region is not None
            kinds[name] = range_of(formula, self.p, self.region, self.effort)
        for i in range(d):
            name, shift = ("first", 0) if i == 0 else ("last", d - 2) if i == d - 1 else ("inner", i - 1)
            ends = []
            for sup, sign in zip(kinds[name], (-1.0, 1.0), strict=True):
                at = np.zeros(d)
                at[shift : shift + len(sup.at)] = sup.at
                ends.append((sign * sup.high, at))
            found.append((ends[0], ends[1]))
        return found

    def _found_minimum(self, shift: arb) -> Found:
        at = self._lowest(float(shift))
        here = balls(point_of(at))
        high = self.value(here) + shift * square(here) / 2
        link = ObjectiveModel(Objective(self.family.window(1), self.p), self.region, self.effort).minimum(arb(0))
        low = ball(link.enclosure.low) * (self.dimension - 1)
        method = f"the sum of the links' infima ({link.enclosure.method}); a search"
        return Found(enclosure(low.min(high), high, method), point_of(at))

    def _pl_points(self) -> list[Array]:
        return [np.array(floats(point_of(x))) for x in self._patterns()]
