"""Why a step about AdamW's box is refuted."""

from theory.claim import Cause, Rank

CAUSES = (
    Cause(
        "a limit read for every step", Rank.CONSTANT, "From moments of 0 the first direction is beta_1/beta_2^(1/2) long.",
        "beta_1 = 1/2, beta_2 = 1/10: D_0^2 = 5/2 without delta", "Q^(1/2)/lambda", "a larger box", ("adamw-box.3",),
    ),
)  # fmt: skip
