"""The norm of scale-invariant weights (the abstract says that it grows fast under Adam; what is here is derived here).

For f(c w) = f(w) for all c > 0: <grad f(w), w> = 0 and grad f(c w) = grad f(w)/c. So SGD gives

    ||w_{k+1}||^2 = ||w_k||^2 + eta^2 ||g_k||^2,

and Adam's direction u, which has no such angle to w, ||w_{k+1}||^2 = ||w_k||^2 - 2 eta <w_k, u_k> + eta^2 ||u_k||^2. Where
||w_k|| ||g_k|| is constant SGD's norm grows as k^(1/4); where <w_k, u_k> = 0 and ||u_k||^2 = d Adam's grows as k^(1/2). With
decoupled decay the norms rest where ||w||^4 = eta (||w|| ||g||)^2/(lambda (2 - lambda eta)) and
||w||^2 = eta ||u||^2/(lambda (2 - lambda eta)).

For SGD on pairs of weights, F given on the circle of the radius r, with C = eta c_inf/r and delta = ||w_0||^4, under B:

    (norm)  ||w_k||^4 <= delta + T (2 C^2 + C^4/delta)                                      for every pair and every k <= T,
    (turn)  (1/T) sum_{k<T} E||x_{k+1} - x_k||^2 <= (d r^2/(2 T)) log(1 + T (2 C^2 + C^4/delta)/delta):

the angles turn less and less, whatever eta is.
"""

import sympy as sp

from theory.claim import Claim, Kind, Part, Variant
from theory.papers.scale_invariant.letters import RADIUS
from theory.symbols import T, beta_1, c_inf, d, delta, dx_sq, eta, v_sq_sup

SOURCE = "derived here"
#: the largest of eta g/r, and what ||w||^4 gains at most in a step
LARGEST = eta * c_inf / RADIUS
GAIN = 2 * LARGEST**2 + LARGEST**4 / delta
NORM = sp.Le(v_sq_sup, delta + T * GAIN)
HALF_LOG = sp.log(1 + T * GAIN / delta) / 2
TURN = sp.Le(dx_sq, d * RADIUS**2 * HALF_LOG / T)

CLAIMS = (
    Claim(
        id="scale-invariant-norm",
        variant=Variant.PAPER,
        title="The norm of scale-invariant weights",
        source="derived here; Jia, Feng, Yong, Meng 2024 announce that the norm grows fast under Adam (abstract only)",
        statement=__doc__.split("\n", 2)[2].strip(),
        assumptions=("B",),
        algorithms=("planar-sgd",),
        initialisation="any",
        run_with={beta_1: sp.Integer(1), eta: RADIUS * sp.sqrt(delta) / (2 * c_inf), T: sp.Integer(1000)},
        parts=(
            Part("norm", Kind.PATHWISE, NORM.lhs, NORM.rhs, SOURCE, "the norm grows as k^(1/4) at most"),
            Part("turn", Kind.EXPECTATION, TURN.lhs, TURN.rhs, SOURCE, "the angles turn less and less"),
        ),
    ),
)
