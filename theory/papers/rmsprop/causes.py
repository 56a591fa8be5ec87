"""Why a step about RMSProp's fixed steps is refuted."""

from theory.claim import Cause, Rank

CAUSES = (
    Cause(
        "a fixed step without a limit", Rank.HYPOTHESIS, "Near a limit n -> 0 and the step is eta/eps times the gradient.",
        "F = (L/2) x^2, L = 1, eps = 1/300, eta = 180: x, -x, x, ... at x = 26999/300", "eta < 2 eps/L", "a limit on eta/eps",
        ("rmsprop-penalty.3",),
    ),
)  # fmt: skip
