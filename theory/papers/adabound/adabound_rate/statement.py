"""AdaBound with bound functions that are only bounded: a finite-time bound (derived here; the abstract announces limits).

If low <= low_k <= high_k <= high for all k, then c_l = 1/high <= v_k <= c_u = 1/low, and (S), (S') of `bounded-scaling` hold
with these for constant steps and all eta that it allows. The abstract's claim is another: that the gradient of the LAST iterate
tends to 0 for steps that tend to 0. Under which conditions is not decided here, but beta_2 has to be in them: with beta_2 = 1,
no momentum and noise of 3 with probability 1/4, else -1, clipped to `low` and `high`, iterates of any steps that tend to 0
rest where the gradient is 3 (high - low)/(low + 3 high). For constant steps the noise keeps the average from 0:
on F = (L/2) x^2 with low = high = 1 and no momentum E||grad F||^2 rests at eta L sigma^2/(2 - eta L).
"""

from theory.papers.scaled_momentum.instance import instance

CLAIMS = (
    instance(
        id="adabound-rate",
        title="AdaBound with oscillating bounds",
        source="derived here; Liu, Kong, Xu, Qi, Lu 2022 announce limits of the last iterate (abstract only)",
        statement=__doc__.split("\n", 2)[2].strip(),
        algorithms=("adabound-relaxed",),
    ),
)
