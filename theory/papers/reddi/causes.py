"""Why steps about small steps of Adam are refuted."""

from theory.claim import Cause, Rank

CAUSES = (
    Cause(
        "a scaling that knows its own gradient", Rank.FALSE, "v_k has g_k in it: rare large gradients are scaled down.",
        "slopes of 1010 with probability 1/100 and -10 otherwise: the mean is 1/5, the mean step goes up", "a noise floor",
        "c_u sigma^2/(c_l b) that does not shrink with eta", ("adam-small-steps.1", "adam-small-steps.S"),
    ),
)  # fmt: skip
