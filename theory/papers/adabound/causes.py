"""Why a step about AdaBound's last iterate is refuted."""

from theory.claim import Cause, Rank

CAUSES = (
    Cause(
        "a rate that knows its own noise", Rank.HYPOTHESIS, "n_k has g_k in it: the mean step is not along the gradient.",
        "beta_2 = 1, noise 3 with probability 1/4 and -1 else, low = 1/3, high = 1: at rest grad F = 3/5", "a limit on beta_2",
        "beta_2 that tends to 0, or a rate of past gradients", ("adabound-rate.2",),
    ),
)  # fmt: skip
