"""Sadam and SAMSGrad: the bound for a bounded scaling (the rate is announced in the abstract; this bound is derived here).

With c_inf a bound of the stochastic gradient's coordinates, b the softness,

    c_l = log 2/b  <=  v_k = softplus_b(n_k^(1/2))  <=  c_u = softplus_b(c_inf)  <=  c_inf + log 2/b,

and so (S), (S') of `bounded-scaling` hold with these c_l, c_u for all eta that it allows. The last term is what Adam has with
n^(1/2) + eps for eps = log 2/b: by c_u/c_l Sadam is never worse than it, and better by less than 13/10.

At the largest eta of the tracking (S) has c_u/c_l alone of the scaling. So against Adam with n^(1/2) + eps Sadam's guarantee is
the better one for eps <= log 2/b, Adam's for eps >= 2 log 2/b; between they are alike where, with y = b c_inf,
b eps = y log 2/(log(1 + exp(y)) - log 2). Better rates than this, and those for convex and PL problems, are not decided here.
"""

from theory.papers.scaled_momentum.instance import instance

CLAIMS = (
    instance(
        id="sadam-rate",
        title="Sadam and SAMSGrad on nonconvex problems",
        source="derived here; Tong, Liang, Bi 2022 announce a rate (abstract only)",
        statement=__doc__.split("\n", 2)[2].strip(),
        algorithms=("sadam", "samsgrad"),
    ),
)
