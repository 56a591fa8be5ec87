"""Theorem 7: l2-Adam's stationary law and bound (appendix H.3)."""

from theory.claim import Goal, Step
from theory.papers.adamw import stationary as s
from theory.papers.adamw.theorem_6 import proof as theorem_6
from theory.prove.conclusions import Same
from theory.prove.mutate import conclude, drop, halve, mutants, swap_right
from theory.symbols import lambda_

M_2 = s.numerator(s.DRIFT_L2)
WITNESS = ((s.p, 2), (s.r, 1), (s.c, 1), (lambda_, 1))  # H = [[4, 1], [1, 1]], Q = diag(1/2, 1)
solves = Goal("sympy", s.lyapunov(s.DRIFT_L2, M_2), s.DEFINITE, "two dimensions, times 2b det A/eta", hint=WITNESS)
symmetric = Goal(
    "sympy", Same(M_2, M_2.T), s.DEFINITE, "a covariance is symmetric; two dimensions, times 2b det A/eta", hint=WITNESS
)
row = s.Q * s.H * s.Q
defect = Goal(
    "sympy",
    Same(
        (s.Q * s.H + lambda_ * s.Q) * row - row * (s.H * s.Q + lambda_ * s.Q),
        lambda_ * s.Q * (s.Q * s.H - s.H * s.Q) * s.Q,
    ),
    note="any size: A Q H Q = Q H Q A' iff lambda Q (Q H - H Q) Q = 0, that is iff lambda = 0 or Q H = H Q",
)
# Q H = H Q in two dimensions: p = r, or c = 0.
SOLVES_L2 = s.lyapunov(s.DRIFT_L2, M_2)
solves_same = Goal(
    "sympy",
    Same(SOLVES_L2.left.subs(s.p, s.r), SOLVES_L2.right.subs(s.p, s.r)),
    note="two dimensions, equal diagonal entries, times 2b det A/eta",
)
solves_diagonal = Goal(
    "sympy",
    Same(SOLVES_L2.left.subs(s.c, 0), SOLVES_L2.right.subs(s.c, 0)),
    note="two dimensions, H diagonal, times 2b det A/eta",
)

STEPS = (
    Step(
        id="theorem-7.1",
        says="A M + M A' = (eta/b) Q H Q, A = Q H + lambda Q",
        source="appendix H.3",
        goals=(s.covariance, s.similar_l2),
        mutants=(
            *mutants(
                s.covariance, halve, swap_right(s.D, 2 * s.D, "noise doubled"), swap_right(s.At, -s.At, "sign of the drift")
            ),
            *mutants(s.similar_l2, halve),
        ),
        means="as lemma-5.1",
    ),
    Step(
        id="theorem-7.2",
        says="hence M = (eta/2b) A^(-1) Q H Q",
        source="appendix H.3",
        goals=(solves, symmetric),
        means="true iff lambda = 0 or Q and H commute; otherwise the formula is not even symmetric",
    ),
    Step(
        id="theorem-7.3",
        says="as theorem-6: its bound holds with M_l2",
        source="appendix H.3",
        goals=(theorem_6.divergence_used, theorem_6.stated_enough),
        means="as theorem-6.2",
    ),
)

REPAIRED_STEPS = (
    Step(
        id="theorem-7.2",
        says="M = (eta/2b) A^(-1) Q H Q if Q H = H Q or lambda = 0",
        source="appendix H.3, repaired",
        goals=(defect, solves_same, solves_diagonal),
        mutants=(
            *mutants(
                defect, conclude(Same((s.Q * s.H + lambda_ * s.Q) * row, 2 * row * (s.H * s.Q + lambda_ * s.Q)), "doubled")
            ),
            *mutants(solves_same, halve),
            *mutants(solves_diagonal, halve, conclude(SOLVES_L2, "H not diagonal")),
        ),
        wrong="A^(-1) Q H Q is not symmetric in general",
        cost="an assumption: Q a multiple of the identity on each block of H, for example H diagonal",
    ),
    Step(
        id="theorem-7.3",
        says="the repaired bound of theorem 6 with M_l2",
        source="appendix H.3, repaired",
        goals=(theorem_6.divergence_safe, theorem_6.bound),
        mutants=(
            *mutants(theorem_6.divergence_safe, halve),
            *mutants(theorem_6.bound, halve, drop(0), drop(1)),
        ),
        wrong="as theorem-6.2",
        cost="as theorem-6.2",
    ),
)
