"""Goals of real arithmetic as SMT-LIB 2 text, for any solver to repeat.

What is written is satisfiable exactly if the premises do not imply the conclusion: a proved goal's file is `unsat`.
"""

import sympy as sp
import z3

from theory.claim import Goal
from theory.prove.smt import Translator


def problems_of(goal: Goal) -> tuple[str, ...]:
    """One text for each conjunct of the conclusion; none for a goal that is not of real arithmetic."""
    if goal.prover != "z3":
        return ()
    return tuple(_text(goal, part) for part in conjuncts(goal))


def conjuncts(goal: Goal) -> tuple[sp.Basic, ...]:
    """The relations that a goal of real arithmetic concludes."""
    conclusion: sp.Basic = goal.conclusion
    return tuple(conclusion.args) if isinstance(conclusion, sp.And) else (conclusion,)


def _text(goal: Goal, conclusion: sp.Basic) -> str:
    translator = Translator(z3)
    solver = z3.Solver(ctx=translator.context)
    solver.add(*translator.constraints(goal.premises, conclusion))
    told = [f"; {line}" for line in (f"conclusion: {conclusion}", *(f"premise: {one}" for one in goal.premises))]
    body = [line for line in solver.to_smt2().splitlines() if not line.startswith(";") and "set-info" not in line]
    return "\n".join((*told, "(set-logic QF_NRA)", *body, "(exit)")) + "\n"
