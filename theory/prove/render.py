"""Steps in readable mathematics: LaTeX of a goal's premises and conclusion, from the formulas that the provers decide."""

import sympy as sp

from theory.claim import Goal
from theory.prove.conclusions import BigO, HasUnit, LimitIs, OneForAll, Same

NAMES = {
    "c_inf": r"c_\infty", "c_s": r"c_{s,\infty}", "decay_0": r"\tfrac{\lambda}{2}\|x_0\|_{v_0}^2", "n_samples": "n",
    "rho_prime": r"\rho'", "F_next": r"F_{k+1}", "G_now": "G_k", "G_next": r"G_{k+1}", "F_star": r"F_*",
}  # fmt: skip


def latex(expression: sp.Basic) -> str:
    """A SymPy expression in the paper's letters."""
    names = {symbol: NAMES[symbol.name] for symbol in expression.free_symbols if symbol.name in NAMES}
    return str(sp.latex(expression, symbol_names=names))


def conclusion(goal: Goal) -> str:
    """The conclusion as LaTeX."""
    shown = goal.conclusion
    if isinstance(shown, Same):
        return f"{latex(shown.left)} = {latex(shown.right)}"
    if isinstance(shown, BigO):
        return (
            rf"{latex(shown.left)} = O\!\left({latex(shown.right)}\right),\ {latex(shown.variable)} \to {latex(shown.target)}"
        )
    if isinstance(shown, LimitIs):
        return rf"\lim_{{{latex(shown.variable)} \to {latex(shown.target)}}} {latex(shown.expression)} = {latex(shown.value)}"
    if isinstance(shown, OneForAll):
        return rf"\inf_{{{latex(shown.variable)} > {latex(shown.start)}}} {latex(shown.expression)} > 0"
    if isinstance(shown, HasUnit):
        return rf"\left[{latex(shown.formula)}\right] = ({shown.value}, {shown.length})"
    return latex(shown)


def premises(goal: Goal) -> tuple[str, ...]:
    """The premises as LaTeX, one each."""
    return tuple(map(latex, goal.premises))


def formula(goal: Goal) -> str:
    """The goal as one LaTeX formula: the premises, if there are any, imply the conclusion."""
    given = r",\quad ".join(premises(goal))
    return rf"{given} \;\Longrightarrow\; {conclusion(goal)}" if given else conclusion(goal)
