"""Why a step about weak secants is refuted."""

from theory.claim import Cause, Rank

CAUSES = (
    Cause(
        "one equation for d numbers", Rank.HYPOTHESIS, "A weak secant fixes sum B_i s_i^2 alone.",
        "d = 2, B = 0, s = (1, 1): B becomes the mean of both", "d = 1, or a step along one coordinate",
        "a step along every coordinate", ("adacn-secant.3",),
    ),
)  # fmt: skip
