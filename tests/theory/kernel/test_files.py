"""The Coq files that the program writes are those of the project, and follow the SymPy formulas."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import sympy as sp

from theory.claim import Kind, Status, When
from theory.kernel.chosen import chosen, denominators
from theory.kernel.files import all_files, spoken, written
from theory.kernel.goals import FALSE, NONE, OUTCOMES, REFUTED, SCRIPTED, called, exported, lemmas, table
from theory.kernel.goals import TACTICS as NAMES
from theory.kernel.seconds import times
from theory.kernel.statement import conclusion, statement
from theory.papers import find
from theory.prove.provers import decide
from theory.prove.smt import refuted_at_random
from theory.symbols import Delta, T, beta_1, decay_0, eps_0, eps_k, eta, gamma, sigma

THEORY = Path(__file__).parents[3] / "theory"
TACTICS = json.loads((THEORY / "papers/adamw/tactics.json").read_text(encoding="utf-8"))
SECONDS = json.loads((THEORY / "papers/adamw/seconds.json").read_text(encoding="utf-8"))
SCRIPTS = json.loads((THEORY / "papers/adamw/scripts.json").read_text(encoding="utf-8"))
REPAIRED = find("theorem-2:repaired")[0]
PARTS = spoken(REPAIRED, Kind.EXPECTATION)


#: the files are written once
pytestmark = pytest.mark.xdist_group("kernel files")


@cache
def files() -> dict[str, str]:
    return all_files(TACTICS, SCRIPTS)


def test_the_files_are_what_the_program_writes() -> None:
    other = [name for name, text in files().items() if (THEORY / name).read_text(encoding="utf-8") != text]
    assert not other, "adamw-verify kernel --write"


def test_a_hypothesis_made_weaker_shows() -> None:
    doubled = tuple(
        replace(h, relation=h.relation.subs(eta, eta / 2)) if not h.stated and h.relation.has(eta) else h
        for h in REPAIRED.hypotheses
    )
    wrong = replace(REPAIRED, hypotheses=doubled)
    assert statement("t", wrong, PARTS) != statement("t", REPAIRED, PARTS)


def test_a_part_made_stronger_shows() -> None:
    wrong = replace(PARTS[1], right=PARTS[1].right.subs(decay_0, 0), terms=())
    assert statement("t", REPAIRED, (wrong,)) != statement("t", REPAIRED, (PARTS[1],))


def test_what_the_paper_does_not_state_is_left_out() -> None:
    unstated = [h for h in REPAIRED.hypotheses if not h.stated]
    assert unstated
    full, stated = (statement("t", REPAIRED, PARTS, stated_only=only) for only in (False, True))
    assert full.count("->") - stated.count("->") == len(unstated)


def test_every_letter_is_bound() -> None:
    text = statement("t", REPAIRED, PARTS)
    free = {s.name for h in REPAIRED.hypotheses for s in h.relation.free_symbols} | {sp.Symbol("T").name}
    for letter in free - {Delta.name, decay_0.name}:
        assert f" {letter} " in text.split("let c_1")[0].replace(" : ", " ").replace(")", " ").replace("(", " ") or (
            f"let {letter} :=" in text
        )


def test_a_claim_without_decay_has_none() -> None:
    adam = find("corollary-2:repaired")[0]
    text = statement("t", adam, spoken(adam, Kind.EXPECTATION))
    assert "lambda_at := fun _ => 0;" in text
    assert "lambda *" not in text


def test_a_schedule_is_a_function_of_the_step() -> None:
    paper = find("theorem-3:paper")[0]
    assert set(chosen(paper).schedule) == {beta_1, eta}
    text = statement("t", paper, spoken(paper, Kind.EXPECTATION))
    assert f"let {gamma} := Rmax 1" in text
    assert "let beta_1 := fun k => gamma / sqrt (INR k + 1) in" in text
    assert "(forall k, beta_1 k <= 1) ->" in text
    assert "eta_at := eta;" in text


def test_a_bound_speaks_only_where_its_denominators_are_positive() -> None:
    paper = find("theorem-3:paper")[0]
    text = statement("t", paper, spoken(paper, Kind.EXPECTATION))
    assert "0 < sigma ->" in text
    assert "0 < sqrt (INR t + 1) - 2 -> sum t" in text
    assert set(denominators(1 / eta + 1 / sigma + 1 / (1 - T))) == {1 - T, sigma}


def test_the_first_stage_halves_eps_0() -> None:
    choice = chosen(find("theorem-4:paper")[0])
    assert choice.letters[eps_0] == Delta
    assert choice.letters[eps_k] == eps_0 / 2
    assert [limit.relation.lhs for limit in choice.limits] == [beta_1, eta, T]


def test_a_stage_has_the_start_of_the_induction_for_its_premises() -> None:
    paper = find("theorem-4:paper")[0]
    whole, stage, *parts = (one.text.split("<= INR T ->")[1] for one in written(paper))
    start = [conclusion(part, {}) for part in paper.parts if part.when is When.START]
    assert len(start) == 2
    assert all(f"{premise} /\\\n" in whole for premise in start)
    assert all(f"{premise} ->\n" in stage for premise in start)
    assert stage.replace(" ->\n", " /\\\n") == whole  # the same four facts
    for text in parts:
        assert [f"{premise} ->" in text for premise in start] == [text.count("average") == 3] * 2
    assert sum(text.count("average") == 3 for text in parts) == 3  # gradient, gap, momentum


def test_every_goal_was_tried() -> None:
    assert set(TACTICS) == set(lemmas()), "adamw-verify kernel --search"
    assert set(TACTICS.values()) <= set(OUTCOMES)
    assert set(SCRIPTS) == {name for name, outcome in TACTICS.items() if outcome in SCRIPTED}


def test_a_goal_that_coq_proves_is_not_refuted_and_one_that_it_refutes_is() -> None:
    goals = {called(step, goal): goal for step, goal in exported()}
    for name, outcome in TACTICS.items():
        if outcome in (FALSE, REFUTED):
            assert decide(goals[name]).status is Status.REFUTED, name
        elif outcome in ("certificate", "hand", NONE) and goals[name].prover == "z3":
            assert refuted_at_random(goals[name]).status is not Status.REFUTED, name


def test_the_documentation_has_the_table_and_the_statements() -> None:
    page = (THEORY.parent / "docs" / "kernel.md").read_text(encoding="utf-8")
    assert f"{table(TACTICS)}\n{times(TACTICS, SECONDS)}" in page
    assert set(SECONDS) == {name for name, tactic in TACTICS.items() if tactic in NAMES}
    for claim in find("theorem-2"):
        assert claim.statement in page


def test_a_goal_without_a_proof_is_not_in_its_file() -> None:
    name, (claim, text) = next(iter(lemmas().items()))
    path = f"papers/adamw/{claim.replace('-', '_')}/goals.v"
    assert text in all_files({name: "lra"}, {})[path]
    assert path not in all_files({name: "none"}, {})


def test_a_goal_that_is_false_is_there_as_its_negation() -> None:
    name, (claim, text) = next((name, told) for name, told in lemmas().items() if TACTICS[name] == FALSE)
    written = all_files({name: FALSE}, SCRIPTS)[f"papers/adamw/{claim.replace('-', '_')}/goals.v"]
    assert f"Lemma {name}_false : ~ (forall " in written
    assert text not in written


def test_the_table_tells_what_the_audit_refutes_from_what_it_proves() -> None:
    names = list(lemmas())
    shown = table(dict.fromkeys(names, "lra") | {names[0]: REFUTED, names[1]: NONE})
    assert f"| all | {len(names) - 2} | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 1 | 1 |" in shown
    order = (f"`{REFUTED}`:", f"`{names[0]}`", f"`{NONE}`:", f"`{names[1]}`")
    assert sorted(order, key=shown.index) == list(order)


def test_the_repaired_theorem_3_has_the_chosen_horizon_and_the_paper_has_none() -> None:
    repaired, paper = files()["papers/adamw/theorem_3/statement.v"].split("(** As the paper states it")
    assert repaired.count("<= INR T") == 2  # the statement, and that something satisfies its hypotheses
    assert "sum T eta <= epsilon ^ 2" in repaired
    assert "<= INR T" not in paper
    assert "epsilon" not in paper
