"""Steps in readable mathematics: LaTeX of a goal's premises and conclusion, from the formulas that the provers decide."""

from functools import lru_cache

import sympy as sp

from theory.claim import Goal
from theory.prove.conclusions import BigO, HasUnit, LimitIs, OneForAll, Same

NAMES = {
    "c_inf": r"c_\infty", "c_s": r"c_{s,\infty}", "decay_0": r"\tfrac{\lambda}{2}\|x_0\|_{v_0}^2", "n_samples": "n",
    "rho_prime": r"\rho'", "grad_F_k_sq": r"\|\nabla F_k(x_k)\|^2", "grad_F_sq": r"\|\nabla F(x_k)\|^2", "u_sq": r"\|u_k\|^2",
    "v_dx_sq": r"\|v_k (x_k - x_{k+1})\|^2", "dx_sq": r"\|x_k - x_{k+1}\|^2", "m_err_sq": r"\|m_k - \nabla F(x_k)\|^2",
    "m_err_sq_next": r"\|m_{k+1} - \nabla F(x_{k+1})\|^2", "F_k_now": r"F_k(x_k)", "F_k_next": r"F_{k+1}(x_{k+1})",
    "decay_star": r"\tfrac{\lambda}{2} c_2 \|x_*\|^2", "gap_F_k": r"F_k(x_k) - F_k(x_*)", "eps_stage": r"\varepsilon",
    "F_next": r"F_{k+1}", "G_now": "G_k", "G_next": r"G_{k+1}", "F_star": r"F_*",
}  # fmt: skip


@lru_cache(maxsize=4096)
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
