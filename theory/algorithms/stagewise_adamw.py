"""A5 Stagewise AdamW (Algorithm 2): K stages of A1, stage k until accuracy eps_k = eps_0 / 2^k.

Each stage starts from the output of the last one, iterate and moments; the output is a uniformly drawn iterate of the
stage. Within a stage the rule is A4's, whose decay Theorem 4's one-step inequality needs; beta_1, eta and the length T_k of
each stage are those that the claim prescribes (`theory.claim.StageSchedule`).
"""

from dataclasses import replace

from theory.algorithms import adamw_d

ALGORITHM = replace(adamw_d.ALGORITHM, name="stagewise-adamw", source="Algorithm 2", label="stagewise AdamW", staged=True)
