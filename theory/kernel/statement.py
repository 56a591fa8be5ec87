"""A claim on AdamW as a Coq proposition, written from the SymPy relations that are measured, printed and audited.

Where the claim has a letter for what is measured of a run, the proposition has the definition of the same name in
`theory/kernel/adamw.v`. Assumptions S, N and B are the definitions in `smooth.v`, `expectation.v` and `adapted.v`.
"""

from collections.abc import Iterable
from textwrap import dedent, indent

import sympy as sp

from theory.claim import Claim, Kind, Part, Variant
from theory.kernel.text import name, relation, term
from theory.symbols import DEFINITIONS, LETTERS, Delta, T, decay_0

#: A measured letter as the Coq term at step k of run w.
MEASURED = {
    "grad_F_k_sq": "grad_F_k_sq a (g w) d gradF k",
    "u_sq": "u_sq a (g w) d k",
    "m_err_sq": "m_err_sq a (g w) d gradF k",
    "dx_sq": "dx_sq a (g w) d k",
    "v_dx_sq": "v_dx_sq a (g w) d k",
    "F_k_now": "F_k_now a (g w) d F k",
    "F_k_next": "F_k_now a (g w) d F (S k)",
}
AT_RUN = {LETTERS[letter].symbol: text for letter, text in MEASURED.items()}
SETTING = {Delta: "F x_0 - F_star", decay_0: "lambda / 2 * c_2 * norm_sq d x_0"}

HEADER = """\
(** {title}

    Written by the program (adamw-verify kernel --write) from statement.py; proofs stand in the other files. *)

From Coq Require Import Reals.
From theory.kernel Require Import vectors smooth expectation adamw adapted.
Open Scope R_scope.
"""


def parameters(claim: Claim, parts: Iterable[Part]) -> tuple[sp.Symbol, ...]:
    """The real numbers that hypotheses and parts speak of, in the order of `theory.symbols`."""
    formulas = [h.relation for h in claim.hypotheses] + [side for p in parts for side in (p.left, p.right)]
    letters = {symbol for formula in formulas for symbol in formula.free_symbols}
    letters |= {symbol for definition in DEFINITIONS.values() for symbol in definition.free_symbols}
    apart = {*DEFINITIONS, *SETTING, *AT_RUN, T}
    known = [letter.symbol for letter in LETTERS.values()]
    return tuple(sorted(letters - apart, key=known.index))


def hypothesis(formula: sp.Basic) -> str:
    """A hypothesis as Coq text. T is a natural number, so T >= ceiling(z) says z <= T."""
    if formula.has(sp.ceiling):
        formula = formula.func(formula.lhs, formula.rhs.args[0]) if formula.rhs.func is sp.ceiling else formula
    return relation(formula, {T: "INR T"})


def conclusion(part: Part) -> str:
    """A part as a Coq proposition: an average of expectations over k < T, or a statement on every step of every run."""
    left, right = (term(side, AT_RUN | {T: "INR T"}) for side in (part.left, part.right))
    if part.kind is Kind.PATHWISE:
        return f"(forall w k, {left} <= {right})"
    bound = f"average E T (fun k w => {left}) <= {right}"
    if part.every_T:
        return f"(forall t, (0 < t <= T)%nat -> {bound.replace('E T', 'E t').replace('INR T', 'INR t')})"
    return bound


def sign(symbol: sp.Symbol) -> str:
    """What the symbol's declaration says of its sign."""
    return f"0 {'<' if symbol.is_positive else '<='} {name(symbol)}"


def _bound(claim: Claim, reals: str) -> str:
    minimum = "x_star : vector" if claim.variant == Variant.PAPER else "F_star : R"
    return f"""\
        (Omega : Type) (past : nat -> (Omega -> R) -> Prop) (E : (Omega -> R) -> R)
        (d T : nat) (F : vector -> R) (gradF : vector -> vector) ({minimum}) (x_0 : vector) (g : Omega -> nat -> vector)
        ({reals} : R),"""


def _definitions(claim: Claim, body: str) -> str:
    start = "let F_star := F x_star in\n" if claim.variant == Variant.PAPER else ""
    written = [f"let {name(symbol)} := {term(formula)} in" for symbol, formula in DEFINITIONS.items()]
    algorithm = (
        "let a := {| beta_1_at := fun _ => beta_1; beta_2_of := beta_2; eta_at := fun _ => eta;\n"
        "            lambda_at := fun k => lambda * (1 - mu_v) ^ k; delta_of := delta; start := x_0 |} in"
    )
    setting = [f"let {name(symbol)} := {text} in" for symbol, text in SETTING.items() if name(symbol) in body]
    return start + "\n".join((*written, algorithm, *setting))


def assumptions(claim: Claim, stated_only: bool, reals: Iterable[sp.Symbol]) -> list[str]:
    """Everything that the claim assumes, in order: signs, randomness, S, the minimum, N, B, the claim's hypotheses."""
    setting = {
        "S": ["smooth d F gradF L", "(forall y, F_star <= F y)"],
        "N": ["noise past E d gradF (fun w => x a (g w)) g sigma b"],
        "B": ["bounded d g c_inf"],
    }
    hypotheses = [h for h in claim.hypotheses if h.stated or not stated_only]
    return [
        *map(sign, reals),
        "(0 < T)%nat",
        "filtration past",
        "expectation past E",
        *(line for letter in claim.assumptions for line in setting[letter]),
        *(hypothesis(h.relation) for h in hypotheses),
    ]


def statement(called: str, claim: Claim, parts: tuple[Part, ...], stated_only: bool = False) -> str:
    """`Definition called : Prop`: under the claim's hypotheses (with `stated_only`, those that the paper states), `parts`."""
    reals = parameters(claim, parts)
    given = assumptions(claim, stated_only, reals)
    body = "\n".join(f"{line} ->" for line in given) + "\n" + " /\\\n".join(map(conclusion, parts))
    return _written(called, "forall", _bound(claim, " ".join(map(name, reals))), _definitions(claim, body), body)


def satisfiable(called: str, claim: Claim, parts: tuple[Part, ...]) -> str:
    """`Definition called : Prop`: something satisfies all that `statement` assumes."""
    reals = parameters(claim, parts)
    body = " /\\\n".join(assumptions(claim, False, reals))
    return _written(called, "exists", _bound(claim, " ".join(map(name, reals))), _definitions(claim, body), body)


def _written(called: str, quantifier: str, bound: str, definitions: str, body: str) -> str:
    return (
        f"Definition {called} : Prop :=\n  {quantifier}\n"
        + indent("\n".join((dedent(bound), definitions, body)), "    ").rstrip()
        + ".\n"
    )
