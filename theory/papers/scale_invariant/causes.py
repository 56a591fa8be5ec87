"""Why a step about the norm under Adam is refuted."""

from theory.claim import Cause, Rank

CAUSES = (
    Cause(
        "a direction that is not the gradient's", Rank.HYPOTHESIS,
        "Scaled coordinate by coordinate the gradient is not at right angles to w.",
        "d = 2: w = (1, 1), g = (1, -1), u = (1, -1/2): <w, u> = 1/2", "<w, u> in the identity", "its sign is not known",
        ("scale-invariant-norm.3",),
    ),
)  # fmt: skip
