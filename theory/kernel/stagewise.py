"""A claim in stages as a Coq proposition: its constant schedule, all K stages, each started from what the last one put out.

Of stage s = 0, ..., K-1 the paper's number is s + 1: eps_{k-1} is `eps s`, eps_k is `eps (S s)`; beta_1, eta and T are
functions of s. Rule, run and draw are the definitions of `theory/kernel/stages.v`.
"""

import re
from textwrap import indent

import sympy as sp

from theory.claim import Claim, Part, When
from theory.kernel.chosen import chosen, denominators
from theory.kernel.statement import AT_RUN, SETTING, parameters, sign
from theory.kernel.text import name, relation, term
from theory.symbols import DEFINITIONS, K, T, beta_1, eps_0, eps_k, eps_prev, eta

#: what belongs to stage s
STAGE = {beta_1: "beta_1 s", eta: "eta s", T: "INR (T s)", eps_prev: "eps s", eps_k: "eps (S s)"}
KNOWN = STAGE | {K: "INR K"}
#: S, and then N, B and P of every run
ONCE = ("smooth d F gradF L", "(forall y, F_star <= F y)")
RUNS = (
    "noise past E d gradF (fun w => x (a s ends) (g s ends w)) (g s ends) sigma b",
    "bounded d (g s ends) c_inf",
    "polyak_lojasiewicz d F gradF (a s ends) (g s ends) x_star mu",
)
OF_RUN = "(forall s ends, (s < K)%nat -> drawn_in T ends s -> {})"
BOUND = """\
(Omega : Type) (past : nat -> (Omega -> R) -> Prop) (E : (Omega -> R) -> R)
(d K : nat) (T : nat -> nat) (F : vector -> R) (gradF : vector -> vector) (x_star : vector) (x_0 : vector)
(oracle : Omega -> nat -> vector -> vector) (beta_1 eta : nat -> R) ({reals} : R),
let F_star := F x_star in
"""
RUN = """\
let eps := fun s => eps_0 / 2 ^ s in
let a := fun s ends => {{| beta_1_at := fun k => in_stages beta_1 ends s (pred k); beta_2_of := beta_2;
                          eta_at := in_stages eta ends s; lambda_at := fun k => lambda * (1 - mu_v) ^ k;
                          delta_of := delta; start := x_0 |}} in
let g := fun s ends w => online (a s ends) (oracle w) in
"""


def stages(called: str, claim: Claim, parts: tuple[Part, ...]) -> str:
    """`Definition called : Prop`: under the claim's hypotheses, all `parts`."""
    lines = _assumptions(claim, parts)
    body = "".join(f"{line} ->\n" for line in lines) + " /\\\n".join(_conclusion(part) for part in parts)
    return _written(called, "forall", claim, parts, body)


def stages_satisfiable(called: str, claim: Claim, parts: tuple[Part, ...]) -> str:
    """`Definition called : Prop`: something satisfies all that `stages` assumes."""
    return _written(called, "exists", claim, parts, " /\\\n".join(_assumptions(claim, parts)))


def _reals(claim: Claim, parts: tuple[Part, ...]) -> list[sp.Symbol]:
    return [letter for letter in parameters(claim, parts) if letter not in KNOWN]


def _assumptions(claim: Claim, parts: tuple[Part, ...]) -> list[str]:
    choice = chosen(claim)
    relations = [h.relation for h in (*claim.hypotheses, *choice.limits)]
    divided = [base for formula in choice.formulas for base in denominators(formula)]
    every = [f"(forall s, (s < K)%nat -> {text})" for text in ("0 < beta_1 s", "0 < eta s", "(0 < T s)%nat")]
    lines = [
        *map(sign, _reals(claim, parts)),
        "(0 < K)%nat",
        *every,
        "filtration past",
        "expectation past E",
        *ONCE,
        *(OF_RUN.format(text) for text in RUNS),
        *(f"0 < {term(base)}" for base in dict.fromkeys(divided)),
        *map(_hypothesis, relations),
    ]
    return list(dict.fromkeys(lines))


def _hypothesis(formula: sp.Basic) -> str:
    text = relation(formula, KNOWN)
    return f"(forall s, (s < K)%nat -> {text})" if formula.free_symbols & STAGE.keys() else text


def _conclusion(part: Part) -> str:
    at = {symbol: text.replace("a (g w)", "(a s ends) (g s ends w)") for symbol, text in AT_RUN.items()}
    at = {symbol: re.sub(r"\bk\b", "(begins ends s + k)", text) for symbol, text in at.items()}
    stage = {When.START: "0%nat", When.LAST: "K"}.get(part.when, "s")
    steps = "(T s)" if stage == "s" else "1"
    left = re.sub(r"\bs\b", stage, term(part.left, at))
    bound = f"mean_of_draws T {stage} (fun ends => average E {steps} (fun k w => {left})) <= {term(part.right, KNOWN)}"
    return f"(forall s, (s < K)%nat -> {bound})" if stage == "s" else bound


def _written(called: str, quantifier: str, claim: Claim, parts: tuple[Part, ...], body: str) -> str:
    defined = [f"let {name(symbol)} := {term(formula)} in" for symbol, formula in DEFINITIONS.items()]
    setting = [f"let {name(symbol)} := {text} in" for symbol, text in SETTING.items()]
    first = f"let {name(eps_0)} := {term(claim.prescription[eps_0])} in"
    bound = BOUND.format(reals=" ".join(map(name, _reals(claim, parts))))
    text = bound + "\n".join((*defined, *setting, first)) + "\n" + RUN.format() + body
    return f"Definition {called} : Prop :=\n  {quantifier}\n{indent(text, '    ')}.\n"
