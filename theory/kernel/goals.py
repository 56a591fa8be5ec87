"""The audit's goals as Coq lemmas: what z3 is asked, and the identities that SymPy decides.

A z3 goal is exported in the form in which both solvers get it (`theory.prove.smt`): roots, maxima and absolute values are
letters with their definitions, denominators are multiplied out after being declared nonzero.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256

import sympy as sp

from theory.claim import Goal
from theory.kernel.refuted import negation
from theory.kernel.text import name, relation
from theory.papers import paper_of, proofs
from theory.prove.conclusions import Same
from theory.prove.polynomials import Polynomials

STATED = "theorem-2"  # a claim of the paper whose Coq files are written
#: what may prove a goal, in the order in which it is tried
TRIED = ("lra", "field", "nsatz", "nra", "psatz")
#: what proves a goal: a tactic, its certificate, or a person
HAND = "hand"  # a proof that people gave
TACTICS = (*TRIED, "certificate", HAND)
#: a goal that the audit refutes, with and without a proof of its negation; a goal that it proves, without a proof in Coq
FALSE, REFUTED, NONE = "false", "refuted", "none"
OUTCOMES = (*TACTICS, FALSE, REFUTED, NONE)
SCRIPTED = ("certificate", HAND, FALSE)  # outcomes with a proof of their own
SECONDS = 30  # a try of one tactic
PREPARE = r"""intros; repeat match goal with
  | H : _ /\ _ |- _ => destruct H | H : _ \/ _ |- _ => destruct H | |- _ /\ _ => split end"""
HEADER = """\
(** {claim}: goals of the audit that Coq proves.

    Written by the program (adamw-verify kernel --write) from the SymPy goals; the tactics are those that were found. *)

From Coq Require Import Reals Lra.
From theory.kernel Require Import tactics.
Open Scope R_scope.
"""


def exported() -> Iterator[tuple[str, Goal]]:
    """Every goal of the paper that z3 or SymPy decides by real arithmetic, once, by the id of a step that has it."""
    seen, paper = set(), paper_of(STATED)
    for _, step in proofs.all_steps(claim for claim in proofs.claims() if paper_of(claim) == paper):
        for goal in step.goals:
            shown = goal.conclusion
            # a letter that does not commute stands for a matrix of any size: a lemma of numbers would say less
            number = isinstance(shown, Same) and not isinstance(shown.left, sp.MatrixBase) and shown.left.is_commutative
            scalar = goal.prover == "z3" or number
            key = (goal.prover, goal.premises, goal.conclusion)
            if scalar and not goal.instance and key not in seen:
                seen.add(key)
                yield step.id, goal


def called(step: str, goal: Goal) -> str:
    """The lemma's name: the step and a digest of the goal."""
    return f"{step.replace('-', '_').replace('.', '_')}_{digest(goal)}"


def digest(goal: Goal) -> str:
    """Eight digits that change with the goal."""
    return sha256(repr((goal.prover, goal.premises, goal.conclusion)).encode()).hexdigest()[:8]


def lemma(step: str, goal: Goal) -> str:
    """The goal as `Lemma name : forall letters, premises -> conclusion.`

    Raises:
        TypeError: the goal is not of rational functions, roots, maxima and absolute values.
    """
    given, conclusion = _identity(goal.conclusion) if isinstance(goal.conclusion, Same) else _implication(goal)
    letters = sorted({s for formula in (*given, conclusion) for s in formula.free_symbols}, key=lambda s: s.name)
    signs = [f"0 {'<' if s.is_positive else '<='} {name(s)} ->" for s in letters if s.is_nonnegative]
    lines = [*signs, *(f"({relation(formula)}) ->" for formula in given if formula is not sp.true), relation(conclusion)]
    bound = f"forall {' '.join(map(name, letters))} : R,\n  " if letters else "\n  "
    return f"Lemma {called(step, goal)} : {bound}" + "\n  ".join(lines) + ".\n"


def _implication(goal: Goal) -> tuple[list[sp.Basic], sp.Basic]:
    polynomials = Polynomials()
    polynomials.plan_roots((*goal.premises, goal.conclusion))
    given = [_polynomial(premise, polynomials) for premise in goal.premises]
    conclusion = _polynomial(goal.conclusion, polynomials)
    done = 0
    while done < len(polynomials.definitions):  # a definition may bring further ones
        given.append(_polynomial(polynomials.definitions[done], polynomials))
        done += 1
    return given, conclusion


def _polynomial(formula: sp.Basic, polynomials: Polynomials) -> sp.Basic:
    if formula in (sp.true, sp.false):
        return formula
    if isinstance(formula, (sp.And, sp.Or, sp.Not)):
        return formula.func(*(_polynomial(part, polynomials) for part in formula.args), evaluate=False)
    polynomial, kind = polynomials.atom(formula)
    return sp.Rel(polynomial, sp.Integer(0), kind, evaluate=False)


def _identity(same: Same) -> tuple[list[sp.Basic], sp.Basic]:
    denominators = {
        base
        for side in (same.left, same.right)
        for part in side.atoms(sp.Pow)
        for base, exponent in (part.as_base_exp(),)
        if exponent.is_negative and not base.is_positive
    }
    given = [sp.Ne(base, 0, evaluate=False) for base in sorted(denominators, key=sp.default_sort_key)]
    return given, sp.Eq(same.left, same.right, evaluate=False)


@cache
def lemmas() -> dict[str, tuple[str, str]]:
    """Claim and text of every goal that has a form in real arithmetic, by the lemma's name."""
    found = {}
    for step, goal in exported():
        try:
            found[called(step, goal)] = (step.partition(".")[0], lemma(step, goal))
        except TypeError:  # a sum, an integral, an exponential
            continue
    return found


def attempt(lemma_name: str) -> str:
    """A Coq file that tries the tactics on a goal and prints, for each of its cases, `TACTIC` and the first that does."""
    steps = {
        "lra": "lra",
        "field": "(field; repeat split; first [lra | apply Rgt_not_eq; nra | apply Rgt_not_eq, sqrt_lt_R0; lra])",
        "nsatz": "nsatz",
        "nra": "nra",
        "psatz": "(psatz R 2)",
    }
    tries = " | ".join(f'timeout {SECONDS} solve [{steps[tactic]}]; idtac "TACTIC {tactic}"' for tactic in TRIED)
    return (
        "From Coq Require Import Reals Lra Psatz Nsatz.\nOpen Scope R_scope.\n"
        f'{lemmas()[lemma_name][1]}Proof. {PREPARE}.\nall: first [{tries} | idtac "TACTIC none"].\nAbort.\n'
    )


def attempted(lemma_name: str, outcome: str, script: str) -> str:
    """Coq text that prints the lemma's name if `script` proves it, or its negation; one by people has sentences."""
    if outcome == HAND:
        return f'{stated(lemma_name, outcome)}Proof. {script}. Qed.\nGoal True. idtac "{lemma_name}". Abort.\n'
    tries = f'first [timeout {SECONDS} ({script}); idtac "{lemma_name}" | idtac]'
    return f"{stated(lemma_name, outcome)}Proof. {tries}. Abort.\n"


def stated(lemma_name: str, outcome: str) -> str:
    """The goal, or that it is false, as a lemma."""
    text = lemmas()[lemma_name][1]
    return negation(text) if outcome == FALSE else text


def proved_lemma(lemma_name: str, outcome: str, scripts: Mapping[str, str]) -> str:
    """The goal, or that it is false, as a lemma with its proof; `scripts` has the proofs that no single tactic makes."""
    proof = scripts[lemma_name] if outcome in SCRIPTED else f"prepare. all: by_{outcome}"
    return f"{stated(lemma_name, outcome)}Proof. {proof}. Qed.\n"


def goal_files(tactics: Mapping[str, str], scripts: Mapping[str, str]) -> dict[str, str]:
    """Path below `theory/` and text of the file of each claim: the goals that Coq proves, or proves to be false."""
    files: dict[str, list[str]] = {}
    for lemma_name, (claim, _) in lemmas().items():
        if (tactic := tactics.get(lemma_name)) in (*TACTICS, FALSE):
            files.setdefault(claim, [HEADER.format(claim=claim)]).append(proved_lemma(lemma_name, tactic, scripts))
    return {f"papers/adamw/{claim.replace('-', '_')}/goals.v": "\n".join(parts) for claim, parts in files.items()}


def table(tactics: Mapping[str, str]) -> str:
    """How many goals of each claim Coq proves, by which tactic, or proves to be false, and the names of those left."""
    counts: dict[str, Counter[str]] = {}
    left: dict[str, dict[str, list[str]]] = {REFUTED: {}, NONE: {}}
    for lemma_name, (claim, _) in lemmas().items():
        outcome = tactics.get(lemma_name, NONE)
        counts.setdefault(claim, Counter())[outcome] += 1
        if outcome in left:
            left[outcome].setdefault(claim, []).append(lemma_name)
    total = sum(counts.values(), Counter())
    rows = [f"| {claim} | " + " | ".join(str(found[c]) for c in OUTCOMES) + " |" for claim, found in sorted(counts.items())]
    rows.append("| all | " + " | ".join(str(total[c]) for c in OUTCOMES) + " |")
    lines = ["| claim | " + " | ".join(OUTCOMES) + " |", "|---" * (len(OUTCOMES) + 1) + "|", *rows]
    for outcome, by_claim in left.items():
        if by_claim:
            named = (f"* {claim}: " + ", ".join(f"`{n}`" for n in sorted(names)) for claim, names in sorted(by_claim.items()))
            lines += ["", f"`{outcome}`:", "", *named]
    return "\n".join(lines) + "\n"
