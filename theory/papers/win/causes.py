"""Why Win's Eq. 31 is refuted."""

from theory.claim import Cause, Rank

CAUSES = (
    Cause(
        "the start of the momentum", Rank.CONSTANT, "The potential starts from F(x_0) alone, m_0 has the error sigma^2/b.",
        "T = 1 from a minimum, beta_1 < c_l/(8 c_u)", "c_u sigma^2/(c_l beta_1 b T) more", "a term that falls as 1/T",
        ("win-rate.S",),
    ),
    Cause(
        "the start of the decay", Rank.CONSTANT,
        "The potential starts from F(x_0), not from F_0(x_0); m_0 has an error, as in win-rate.",
        "no noise, from a minimum other than 0", "Delta + (lambda/2) c_u ||x_0||^2", "a constant of the first term",
        ("win-decay.S",),
    ),
)  # fmt: skip
