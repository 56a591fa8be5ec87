"""Upper bounds of L and of the variance of a finite sum that know of one x for all samples: sums of ridge functions.

**L.** Let phi''_j <= h, M = h A'A/n, G_j = phi''_j/h <= 1, c a unit vector, p_j = sqrt(h) a_j'c, and m an upper bound of
w'Mw/w'w over w orthogonal to c. Write y = alpha c + w, s_j = sqrt(h) a_j'w. For tau > 1 and D = 1 - G >= 0, minimising over s,

    D (alpha p + s)^2 + (tau - 1) s^2  >=  alpha^2 p^2 D (tau - 1)/(D + tau - 1),   so that
    y'H(x)y = (1/n) sum G (alpha p + s)^2 <= alpha^2 (1/n) sum p_j^2 X(G_j(x)) + 2 alpha c'Mw + tau w'Mw,
    X(G) = 1 - D (tau - 1)/(D + tau - 1) = 2 - tau + (tau - 1)^2/(tau - G).

|c'Mw| <= e |w| with e = |Mc - (c'Mc) c|, which is nearly 0 where c is the top eigenvector of M. So

    lambda_max(H(x)) <= max(sup_x (1/n) sum_j p_j^2 X(G_j(a_j'x)), tau m) + e   for every x of the box:

a sum of ridge functions. A small tau suits the second term and a large one the first; they are made equal.

**Variance.** For any v, -|grad F|^2 <= |v|^2 - 2 v'grad F, so the variance is at most
|v|^2 + (1/n) sum_j (|a_j|^2 phi'_j^2 - 2 (a_j'v) phi'_j), a sum of ridge functions; v = grad F where the relaxation is largest.
"""

import numpy as np
from flint import arb, arb_series

from problems.certify.arithmetic.balls import float_above
from problems.certify.arithmetic.eigenvalues import largest_eigenvalue
from problems.certify.arithmetic.matrices import column
from problems.certify.arithmetic.points import Point, balls, floats
from problems.certify.models.finite_sum.objective import FiniteSum
from problems.certify.models.finite_sum.ridge_functions import Ridge
from problems.certify.models.finite_sum.taylor_models import Facts, cells_of, combined, curvature

#: values of tau, and of v, that are tried
ROUNDS = 3
#: tau where the second term does not matter, and the gain for which another v is tried
STIFF, WORTH = arb(2) ** 20, arb(2) ** -12


def curvature_bound(model: FiniteSum, sign: int, start: Point) -> arb:
    """An upper bound of the largest eigenvalue of sign times the Hessian over the region."""
    n = model.family.samples
    ends = [r.greatest if sign > 0 else -r.least for r in model.curvatures]
    h = arb(max(float_above(e) for e in ends))
    if not h > 0:
        return arb(0)
    m = model.columns * model.table * (h / n)
    top = largest_eigenvalue(m)
    c = column(balls(top.vector))
    c = c * (1 / (c.transpose() * c)[0, 0].sqrt())
    along = (c.transpose() * m * c)[0, 0]
    image = m * c
    cross = sum(((a[0] - along * b[0]) ** 2 for a, b in zip(image.tolist(), c.tolist(), strict=True)), arb(0)).sqrt().upper()
    second = largest_eigenvalue(m - c * c.transpose() * along).high.max(arb(0)) if model.dimension > 1 else arb(0)
    loads = np.array([float(row[0] ** 2 * h / n) for row in (model.table * c).tolist()])
    best, x = top.high, floats(start)
    first = best
    for _ in range(ROUNDS):
        # the two terms are equal where tau = (the first's value)/second
        tau = arb(float(first / second)) if second * STIFF > first else STIFF
        if not tau > 1:
            break
        ridge = Ridge(model, combined(cells_of(model), [(loads, _load(model, sign * h, tau))]))
        found = ridge.relax(x)
        x, first = found.x, found.bound
        best = best.min((first.max(tau * second) + cross).upper())
    return best


def _load(model: FiniteSum, h: arb, tau: arb) -> Facts:
    """X(phi''/h) on the cells; nothing is known where a cell is too wide for its ball to tell that tau is above phi''/h."""

    def load(s: arb_series) -> arb_series:
        apart = tau - curvature(s) / h
        return 2 - tau + (tau - 1) ** 2 / apart if apart[0] > 0 else arb_series([arb.nan()] * 3, prec=3)

    return cells_of(model).facts(load)


def variance_relaxed(model: FiniteSum, start: Point) -> arb:
    """An upper bound of the variance of one sample's gradient over the region."""
    family, cells, n = model.family, cells_of(model), model.family.samples
    squares = np.array([float(q / n) for q in model.row_squares])
    x = floats(start)
    centre = family.columns @ family.slope_at(family.table @ x, family.targets) / n
    best = arb.pos_inf()
    for _ in range(ROUNDS):
        v = column(balls(centre))
        along = np.array([float(-2 * t / n) for t in model.predictions(balls(centre))])
        ridge = Ridge(model, combined(cells, [(squares, cells.square), (along, cells.slope)]))
        found = ridge.relax(x)
        value = found.bound + (v.transpose() * v)[0, 0]
        if value >= best * (1 - WORTH):
            break
        best, x = value.upper(), found.x
        slopes = cells.slope.value[np.arange(n), found.cell]
        centre = (centre + family.columns @ slopes / n) / 2
    return best
