"""HSDMPG for other losses (TPAMI 2021, the generic theorem).

The loss is L-smooth and sigma-strongly convex in the prediction, sigma <= L. Step t minimises, with the accuracy
(sigma/(2 L)) exp(-sigma t/(2 L)) in the mean, the surrogate

    F(theta_{t-1}) + <grad F(theta_{t-1}), h> + (1/2) h'Hbar h,  h = theta - theta_{t-1},  Hbar = (L/n) sum_i x_i x_i' + mu I.

Then E[F(theta_t) - F_*] <= exp(-sigma t/(2 L)) (1 + F(theta_0) - F_*).
"""

from theory.claim import Claim, Variant

CLAIMS = (
    Claim(
        id="hsdmpg-generic",
        variant=Variant.PAPER,
        title="HSDMPG for other losses",
        source="TPAMI 2021, the generic theorem",
        statement=__doc__.split("\n", 2)[2].strip(),
        assumptions=(),
        algorithms=(),
        initialisation="any",
    ),
)
