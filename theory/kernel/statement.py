"""A claim on AdamW as a Coq proposition, written from the SymPy relations that are measured, printed and audited.

Where the claim has a letter for what is measured of a run, the proposition has the definition of the same name in
`theory/kernel/adamw.v`. Assumptions S, N, B and P are the definitions in `smooth.v`, `expectation.v`, `adapted.v`, `polyak.v`.
"""

from collections.abc import Iterable
from textwrap import dedent, indent

import sympy as sp

from theory.claim import Claim, Kind, Part, Variant, When
from theory.kernel.chosen import Chosen, chosen, denominators
from theory.kernel.text import Names, name, relation, term
from theory.symbols import DEFINITIONS, LETTERS, Delta, T, decay_0, decay_star, k, lambda_, mu

#: A measured letter as the Coq term at step k of run w.
MEASURED = {
    "grad_F_k_sq": "grad_F_k_sq a (g w) d gradF k",
    "u_sq": "u_sq a (g w) d k",
    "m_err_sq": "m_err_sq a (g w) d gradF k",
    "dx_sq": "dx_sq a (g w) d k",
    "v_dx_sq": "v_dx_sq a (g w) d k",
    "F_k_now": "F_k_now a (g w) d F k",
    "F_k_next": "F_k_now a (g w) d F (S k)",
    "gap_F_k": "(F_k_now a (g w) d F k - F_k a (g w) d F k x_star)",
}
AT_RUN = {LETTERS[letter].symbol: text for letter, text in MEASURED.items()}
SETTING = {
    Delta: "F x_0 - F_star",
    decay_0: "lambda / 2 * c_2 * norm_sq d x_0",
    decay_star: "lambda / 2 * c_2 * norm_sq d x_star",
}

HEADER = """\
(** {title}

    Written by the program (adamw-verify kernel --write) from statement.py; proofs stand in the other files. *)

From Coq Require Import Reals.
From theory.kernel Require Import vectors smooth expectation adamw adapted{more}.
Open Scope R_scope.
"""


def header(claim: Claim) -> str:
    """What stands above the statements of a claim."""
    more = (" polyak" if "P" in claim.assumptions else "") + (" online stages" if claim.schedules else "")
    return HEADER.format(title=f"{claim.id}: {claim.title}", more=more)


def parameters(claim: Claim, parts: Iterable[Part]) -> tuple[sp.Symbol, ...]:
    """The real numbers that hypotheses and parts speak of, in the order of `theory.symbols`."""
    choice = chosen(claim)
    formulas = [h.relation for h in claim.hypotheses] + [side for p in parts for side in (p.left, p.right)]
    letters = {symbol for formula in (*formulas, *choice.formulas) for symbol in formula.free_symbols}
    letters |= {symbol for definition in DEFINITIONS.values() for symbol in definition.free_symbols}
    letters |= {mu} if "P" in claim.assumptions else set()
    apart = {*DEFINITIONS, *SETTING, *AT_RUN, *choice.letters, *choice.schedule, T, k}
    known = [letter.symbol for letter in LETTERS.values()]
    return tuple(sorted(letters - apart, key=known.index))


def at_step(choice: Chosen) -> dict[sp.Symbol, str]:
    """T and k as real numbers, and what changes with the step at step k."""
    return {T: "INR T", k: "INR k"} | {symbol: f"{name(symbol)} k" for symbol in choice.schedule}


def hypothesis(formula: sp.Basic, known: Names) -> str:
    """A hypothesis as Coq text. T is a natural number, so T >= ceiling(z) says z <= T."""
    if formula.has(sp.ceiling):
        formula = formula.func(formula.lhs, formula.rhs.args[0]) if formula.rhs.func is sp.ceiling else formula
    text = relation(formula, known)
    return f"(forall k, {text})" if formula.free_symbols & (known.keys() - {T}) else text


def conclusion(part: Part, known: Names) -> str:
    """A part as a Coq proposition: an average of expectations over k < T, or a statement on every step of every run."""
    left, right = (term(side, AT_RUN | dict(known)) for side in (part.left, part.right))
    if part.kind is Kind.PATHWISE:
        return f"(forall w k, {left} <= {right})"
    if part.when is When.START:
        return f"average E 1 (fun k w => {left}) <= {right}"
    average = f"average E T (fun k w => {left})"
    if part.weighted:
        average = f"sum T (fun k => eta k * E (fun w => {left})) / sum T eta"
    defined = "".join(f"0 < {term(below, known)} -> " for below in denominators(part.right) if T in below.free_symbols)
    bound = f"{defined}{average} <= {right}"
    if part.every_T:
        at_t = bound.replace("E T", "E t").replace("INR T", "INR t").replace("sum T", "sum t")
        return f"(forall t, (0 < t <= T)%nat -> {at_t})"
    return bound


def sign(symbol: sp.Symbol) -> str:
    """What the symbol's declaration says of its sign."""
    return f"0 {'<' if symbol.is_positive else '<='} {name(symbol)}"


def has_minimiser(claim: Claim) -> bool:
    """The paper has a minimiser, and so has P; elsewhere any lower bound of F will do."""
    return claim.variant == Variant.PAPER or "P" in claim.assumptions


def _bound(claim: Claim, reals: str) -> str:
    minimum = "x_star : vector" if has_minimiser(claim) else "F_star : R"
    return f"""\
        (Omega : Type) (past : nat -> (Omega -> R) -> Prop) (E : (Omega -> R) -> R)
        (d T : nat) (F : vector -> R) (gradF : vector -> vector) ({minimum}) (x_0 : vector) (g : Omega -> nat -> vector)
        ({reals} : R),"""


def _definitions(claim: Claim, body: str, decays: bool) -> str:
    choice = chosen(claim)
    start = "let F_star := F x_star in\n" if has_minimiser(claim) else ""
    written = [f"let {name(symbol)} := {term(formula)} in" for symbol, formula in DEFINITIONS.items()]
    picked = [f"let {name(symbol)} := {term(formula)} in" for symbol, formula in choice.letters.items()]
    known = {k: "INR k"}
    picked += [f"let {name(symbol)} := fun k => {term(formula, known)} in" for symbol, formula in choice.schedule.items()]
    constant = "" if choice.schedule else "fun _ => "
    decay = "fun k => lambda * (1 - mu_v) ^ k" if decays else "fun _ => 0"
    algorithm = (
        f"let a := {{| beta_1_at := {constant}beta_1; beta_2_of := beta_2; eta_at := {constant}eta;\n"
        f"            lambda_at := {decay}; delta_of := delta; start := x_0 |}} in"
    )
    text = "\n".join((*picked, body))
    setting = [f"let {name(symbol)} := {formula} in" for symbol, formula in SETTING.items() if name(symbol) in text]
    order = (*setting, *picked, algorithm) if picked else (algorithm, *setting)
    return start + "\n".join((*written, *order))


def assumptions(claim: Claim, stated_only: bool, reals: Iterable[sp.Symbol]) -> list[str]:
    """Everything that the claim assumes, in order: signs, randomness, S, the minimum, N, B, the claim's hypotheses."""
    setting = {
        "S": ["smooth d F gradF L", "(forall y, F_star <= F y)"],
        "N": ["noise past E d gradF (fun w => x a (g w)) g sigma b"],
        "B": ["bounded d g c_inf"],
        "P": ["polyak_lojasiewicz d F gradF a g x_star mu"],
    }
    choice = chosen(claim)
    hypotheses = [h for h in claim.hypotheses if h.stated or not stated_only]
    divided = [base for formula in choice.formulas for base in denominators(formula) if k not in base.free_symbols]
    lines = [
        *map(sign, reals),
        "(0 < T)%nat",
        "filtration past",
        "expectation past E",
        *(line for letter in claim.assumptions for line in setting[letter]),
        *(f"0 < {term(base)}" for base in dict.fromkeys(divided)),
        *(hypothesis(h.relation, at_step(choice)) for h in (*hypotheses, *choice.limits)),
    ]
    return list(dict.fromkeys(lines))


def statement(
    called: str, claim: Claim, parts: tuple[Part, ...], stated_only: bool = False, premises: tuple[Part, ...] = ()
) -> str:
    """`Definition called : Prop`: under the claim's hypotheses (with `stated_only`, those that the paper states), and under
    `premises`, which are parts too, `parts`.
    """
    reals = parameters(claim, (*premises, *parts))
    known = at_step(chosen(claim))
    given = (*assumptions(claim, stated_only, reals), *(conclusion(part, known) for part in premises))
    body = "\n".join(f"{line} ->" for line in given) + "\n" + " /\\\n".join(conclusion(part, known) for part in parts)
    return _written(called, "forall", claim, reals, body)


def satisfiable(called: str, claim: Claim, parts: tuple[Part, ...]) -> str:
    """`Definition called : Prop`: something satisfies all that `statement` assumes."""
    reals = parameters(claim, parts)
    body = " /\\\n".join(assumptions(claim, False, reals))
    return _written(called, "exists", claim, reals, body)


def _written(called: str, quantifier: str, claim: Claim, reals: tuple[sp.Symbol, ...], body: str) -> str:
    bound, definitions = _bound(claim, " ".join(map(name, reals))), _definitions(claim, body, lambda_ in reals)
    return (
        f"Definition {called} : Prop :=\n  {quantifier}\n"
        + indent("\n".join((dedent(bound), definitions, body)), "    ").rstrip()
        + ".\n"
    )
