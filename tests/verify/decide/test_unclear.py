"""What an author gets wrong in a claim or an algorithm is one clear line, and no verdict."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sympy as sp

from tests import lab
from theory import symbols as s
from theory.algorithms import adamw
from theory.claim import Claim, Kind, Part
from theory.papers import find
from verify.decide.courses import label
from verify.decide.decide import Budget, decide
from verify.decide.plan import Plan, plan
from verify.decide.verdict import Outcome
from verify.simulate.ensemble import Experiment
from verify.simulate.quantities import MEASURED, QUANTITIES
from verify.simulate.workers import Workers

SHORT = {"beta_1": 0.2, "eta": 0.02, "T": 40}


def asked(folder: Path, part: Part | None, **changes: Any) -> Plan:
    """Lemma 1 with one part of ours in place of its own."""
    claim: Claim = find("lemma-1:repaired")[0]
    parts = {} if part is None else {"parts": (part,)}
    where = lab.problem(folder, {"algorithm": {"name": "adam", "lambda": None, **changes.pop("algorithm", SHORT)}})
    return plan(replace(claim, **parts, **changes), where, 0.5, seed=0)


def of(kind: Kind, left: sp.Expr, right: sp.Expr) -> Part:
    return Part("ours", kind, left, right, "nowhere", "a part of ours")


Q = sp.Symbol("q_unknown", positive=True)
UNCLEAR: dict[str, tuple[Part | None, dict[str, Any], str]] = {
    "an unknown letter at a step": (of(Kind.PATHWISE, s.m_sup, Q), {}, "of lemma-1:repaired: the letter q_unknown is"),
    "an inequality without allowance": (
        of(Kind.PATHWISE, s.x_sup, s.c_inf), {}, "no rounding allowance is derived for an inequality of this form",
    ),
    "a mean with a letter as a factor": (
        of(Kind.EXPECTATION, s.grad_F_sq - s.eta**2 * s.u_sq, sp.Integer(0)), {}, "a sum of measured quantities, each times",
    ),
    "an unknown quantity": (
        of(Kind.EXPECTATION, s.grad_F_sq + Q, s.c_inf), {"parts": ()}, "q_unknown is no quantity that is measured; there are",
    ),
    "a mean without a range": (of(Kind.EXPECTATION, s.m_sup, s.c_inf), {}, "bound of m_sup: no range is derived"),
    "nothing prescribed": (None, {"run_with": {}, "algorithm": {"T": 9}}, "lemma-1:repaired prescribes no beta_1, eta (presc"),
    "a letter of a prescription": (
        None, {"run_with": {s.beta_1: Q, s.eta: Q, s.T: sp.Integer(9)}, "algorithm": {}}, "the letter q_unknown has no value",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", UNCLEAR)
def test_a_fault_of_a_claim_is_one_line_and_no_verdict(case: str, tmp_path: Path) -> None:
    part, changes, says = UNCLEAR[case]
    if "parts" in changes:  # beside a part that is measured
        own = find("lemma-1:repaired")[0].parts[0]
        claim = replace(find("lemma-1:repaired")[0], parts=(own, part))
        where = lab.problem(tmp_path, {"algorithm": {"name": "adam", "lambda": None, **SHORT}})
        made = plan(claim, where, 0.5, seed=0)
    else:
        made = asked(tmp_path, part, **changes)
    assert made.experiment is None
    assert made.refusal is not None
    assert says in made.refusal
    assert "\n" not in made.refusal


def test_without_the_fault_it_is_measured(tmp_path: Path) -> None:
    assert asked(tmp_path, None).refusal is None
    assert asked(tmp_path, of(Kind.PATHWISE, s.m_sup, 2 * s.c_inf)).refusal is None


def test_a_rule_that_is_a_closure_runs_on_workers(tmp_path: Path) -> None:
    factor = 0.5
    halved = replace(adamw.ALGORITHM, update=lambda state, g, h: adamw.update(state, factor * g, h))
    experiment = Experiment(lab.problem(tmp_path), halved, lab.schedule("adamw"), 5, 7, keep_state=True, backend="numpy")
    kept: list[Any] = []
    with Workers(2) as workers:
        workers.map([((experiment,), range(2))], lambda index, records: kept.append(records["state"]))
    here: list[Any] = []
    with Workers(1) as alone:
        alone.map([((experiment,), range(2))], lambda index, records: here.append(records["state"]))
    assert lab.bits(kept[0], here[0])


def test_a_letter_of_a_quantity_has_its_unit_and_meaning() -> None:
    """One object: letter, unit, meaning, reduction, rounding, label."""
    for letter, measured in MEASURED.items():
        assert s.LETTERS[letter.name].symbol == letter
        assert set(measured.rows) <= QUANTITIES.keys()
        assert measured.rounding is None or set(measured.rounding[1]) <= QUANTITIES.keys()


def test_the_label_of_a_part_is_made_of_its_quantities() -> None:
    parts = {part.id: part for part in find("theorem-2:repaired")[0].parts}
    assert label(parts["i"]) == r"\|\nabla F_k\|^2+\frac{1}{4}\|u_k\|^2"
    assert label(parts["eq-18"]) == label(parts["i"])
    assert label(parts["iii"]) == r"\|m_k-\nabla F\|^2"


def test_what_is_undecided_says_what_would_help(tmp_path: Path) -> None:
    """Two runs decide no mean."""
    laid = plan(find("theorem-2:repaired")[0], lab.problem(tmp_path, {"target": {"epsilon": 1.0}}), 1.0, 0, "numpy")
    with Workers(1) as pool:
        (one,) = decide([laid], Budget(2, 2, 0.01), None, pool, lambda *_: None)
    open_ones = [row for row in one.results if row.verdict == Outcome.UNDECIDED]
    assert "i" in {row.part for row in open_ones}
    assert all("--max-runs" in str(row.reason) for row in open_ones)
