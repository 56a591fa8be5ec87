"""UAdam's neighbourhood, step by step. The interpolated momentum is m_k, as it is what x moves by; W is the average's error.

m_{k+1} - grad F = (1-p) (a_k - grad F) + p e with p = nu + beta_1 - nu beta_1, and the same of a_{k+1} with beta_1, so that the
potential has ||m - grad F||^2 + ((1-nu)^2 (1-beta_1)/beta_1) ||a - grad F||^2; one step of F is that of `bounded-scaling`.
"""

import sympy as sp

from theory.claim import Goal, Step, Variant
from theory.letters import SETTING, at
from theory.link import let, when
from theory.papers.adamw import trusted
from theory.papers.adamw.lemma_2 import proof as lemma_2
from theory.papers.scaled_momentum.bounded_scaling import goals
from theory.papers.scaled_momentum.bounded_scaling.goals import (
    BEGINS,
    BELOW,
    FOR_ERROR,
    FOR_GRADIENT,
    LIMIT,
    M_0,
    TRACKED,
    Y_0,
    H,
    M,
    M_next,
    N_k,
    Tracked,
    U,
    Y,
    Y_next,
    Y_start,
    average,
    move,
)
from theory.papers.scaled_momentum.bounded_scaling.statement import OURS, WEIGHT
from theory.papers.uadam.letters import NU
from theory.papers.uadam.uadam_rate.statement import ERROR, OF_AVERAGE, TRACKS, W_0, WEIGHT_NU, S, W
from theory.prove.conclusions import Same
from theory.prove.mutate import drop, halve, mutants, reverse, scale, swap
from theory.symbols import L, b, beta_1, dx_sq, sigma

LETTERS = SETTING.knowing(NU)
A, A_next, A_0 = sp.symbols("A A_next A_0", nonnegative=True)
a, g, x, y, z, q, r, n, n_of_z = sp.symbols("a g x y z q r n n_of_z", real=True)
e, w = sp.symbols("e w", nonnegative=True)
ratio, mean_sq = sp.symbols("ratio mean_sq", positive=True)
ATTAINED = sp.Rational(9, 100)
p, past_sq = NU + beta_1 - NU * beta_1, lemma_2.past_sq
MOVEMENT = (1 - NU) ** 2 * (1 - beta_1) ** 2 * L**2 / beta_1**2
NOISE, FIRST = W * sigma**2 / b, W_0 * sigma**2 / b
LESS = swap(sigma, sigma * sp.Rational(99, 100), "sigma less by 1 %")

# -- one step of both errors, given the past
split = Goal(
    "sympy",
    Same((1 - NU) * ((1 - beta_1) * a + beta_1 * g) + NU * g, (1 - p) * a + p * g),
    note="the interpolated momentum is an average of the last average and g, whose weight is p",
)
positive = Goal("z3", sp.Gt(p, 0), (at(WEIGHT), at(WEIGHT_NU)))
of_m = LETTERS.at(lemma_2.new_noise, {beta_1: p})
noise = Goal(
    "same",
    of_m.relations[0],
    (of_m, at(positive)),
    "the momentum's error: that of an average with the new weight p",
    uses=(at(split),),
)
of_a = LETTERS.at(lemma_2.new_noise, {M_next: A_next})
past = Goal(
    "z3", sp.Le((1 - beta_1) ** 2 * past_sq, (1 - beta_1) * A + (1 - beta_1) ** 2 / beta_1 * L**2 * dx_sq),
    (LETTERS.mean(lemma_2.bounded_past, {M: A}, past=True), LETTERS.mean(trusted.S, past=True)),
    "the past's share",
)  # fmt: skip
weight = Goal("z3", sp.Ge(OF_AVERAGE, 0), (at(WEIGHT),))
added = Goal(
    "z3", sp.Le(x + w * z, (e + w) * q + n + w * n_of_z), (when(sp.Le(x, e * q + n), sp.Le(z, q + n_of_z)),), "with weight w"
)  # fmt: skip
chained = Goal("z3", sp.Le(x, w * r + n), (when(sp.Le(x, w * q + n), sp.Le(q, r)),), "the past's bound with its weight")
SHARE, S_B = (1 - beta_1) ** 2 * past_sq, sigma**2 / b
both = at(added, {x: M_next, z: A_next, w: OF_AVERAGE, e: (1 - NU) ** 2, q: SHARE, n: p**2 * S_B, n_of_z: beta_1**2 * S_B})
with_past = at(
    chained,
    {
        x: M_next + OF_AVERAGE * A_next, w: (1 - NU) ** 2 / beta_1, q: SHARE, r: past.facts[0].rhs,
        n: (p**2 + OF_AVERAGE * beta_1**2) * S_B,
    },
)  # fmt: skip
tracking = Goal(
    "same",
    sp.Le(M_next + OF_AVERAGE * A_next, OF_AVERAGE * A + MOVEMENT * dx_sq + NOISE),
    (with_past, both, at(noise), of_a, at(past), at(weight)),
    "both errors have the past in common",
)

# -- the two potentials: Y = ||m - grad F||^2 + w ||a - grad F||^2
OF_BOTH = (let(Y, M + OF_AVERAGE * A), let(Y_next, M_next + OF_AVERAGE * A_next), let(move, MOVEMENT), let(N_k, NOISE))
BOTH = Tracked(
    Goal("z3", TRACKED, (at(tracking), *OF_BOTH), "as a step of Y"),
    Goal("z3", LIMIT, (OF_BOTH[2], at(TRACKS), at(WEIGHT), at(WEIGHT_NU)), "the movement's share"),
    Goal("z3", BELOW, (OF_BOTH[1], at(weight))),
    Goal(
        "z3", BEGINS,
        (
            at(trusted.N_START, {M: M_0}), at(trusted.N_START, {M: A_0}), at(weight), let(Y_0, M_0 + OF_AVERAGE * A_0),
            let(Y_start, FIRST),
        ),
    ),
    FIRST, NOISE,
)  # fmt: skip
gradient = average(FOR_GRADIENT, H + U / 4, S, BOTH)
error = average(FOR_ERROR, M, ERROR, BOTH)

# -- the skewed scaling at rest, noise of +-sigma: q = (1-p) a + p grad F in the mean, which is the mean of grad F
rest = Goal(
    "z3", sp.Eq(q, p * sigma * (ratio - 1) / (ratio + 1)), (when(sp.Eq((q + p * sigma) / ratio + (q - p * sigma), 0)),),
    "E[m/v] = 0, as m is q + p sigma over ratio c_l or q - p sigma over c_l",
)  # fmt: skip
attained = Goal(
    "z3", sp.Ge(mean_sq, ATTAINED * 4 * NU**2 * sigma**2),
    (at(rest, {ratio: 4}), when(sp.Ge(mean_sq, q**2)), at(WEIGHT), at(WEIGHT_NU)), "E q^2 >= (E q)^2; c_u/c_l = ratio = 4",
)  # fmt: skip


def potential(part: str, says: str, found: tuple[Goal, ...]) -> Step:
    """What the limit on eta gives, one step, and the sum over the steps."""
    return Step(
        id=f"uadam-rate.{part}",
        says=says,
        source=OURS,
        goals=(BOTH.one_step, BOTH.limit, BOTH.below, BOTH.begins, *found),
        mutants=(
            *mutants(BOTH.limit, scale(sp.Rational(99, 100)), drop(1)),
            *mutants(BOTH.begins, halve, drop(0)),
            *mutants(found[0], drop(0), drop(1), drop(2)),
            *mutants(found[-1], halve, drop(0)),
        ),
    )


STEPS = (
    Step(
        id="uadam-rate.1",
        says="one step of E[||m - grad F||^2 + w ||a - grad F||^2], w = (1-nu)^2 (1-beta_1)/beta_1",
        source=OURS,
        goals=(split, positive, noise, past, weight, added, chained, tracking),
        mutants=(
            *mutants(split, halve),
            *mutants(noise, reverse, drop(0)),
            *mutants(past, halve, drop(0), drop(1)),
            *mutants(added, drop(0), drop(1)),
            *mutants(tracking, LESS, swap(L, L / 2, "L halved")),
        ),
    ),
    Step(
        id="uadam-rate.2",
        says="a skewed scaling of ratio 4 rests where E||grad F||^2 >= (9/100) (c_u/c_l) nu^2 sigma^2, if |q| <= p sigma",
        source=OURS,
        goals=(rest, attained),
        mutants=(
            *mutants(rest, halve, drop(0)),
            *mutants(attained, drop(0), drop(1), scale(sp.Rational(101, 100))),
        ),
        means="the neighbourhood nu^2 (c_u/c_l) sigma^2 is no artefact of the proof: with a fixed nu it does not shrink to 0",
    ),
    potential("S", "(S), from (2 c_u/eta) F + (c_u/c_l) (||m - grad F||^2 + w ||a - grad F||^2)", gradient),
    potential("error", "(S'), from (2 c_l/eta) F + 2 (||m - grad F||^2 + w ||a - grad F||^2)", error),
)
CONCLUDES = {Variant.PAPER: {"S": at(gradient[-1]), "error": at(error[-1]), "descent": at(goals.descent)}}
