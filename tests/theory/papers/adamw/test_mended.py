"""What once was said wrongly of this paper, each with its right value."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
import sympy as sp

from theory.audit import Entry, standings
from theory.claim import Goal, Status, Step, Variant
from theory.graph import conditions, trusted
from theory.letters import SETTING
from theory.papers import adamw, all_claims
from theory.papers.adamw.choices import SHARP_ETA, STATED_BETA_1, STATED_ETA
from theory.papers.adamw.theorem_1 import goals as theorem_1
from theory.papers.adamw.theorem_4 import statement as theorem_4
from theory.papers.proofs import steps_of
from theory.prove.conclusions import Same, relation_key
from theory.prove.provers import decide
from theory.symbols import L, b, beta_1, c_1, c_2, decay_0, decay_star, eps_k, eps_prev, eta, gamma, gap_0, lambda_, mu, sigma

FOLDER = Path(adamw.__file__).parent
STATUS = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
CLAIMS = {claim.key: claim for claim in all_claims()}
ONES = {c_1: 1, c_2: 1, L: 1, mu: 1, sigma: 1, b: 1}


def step(name: str, variant: Variant = Variant.REPAIRED) -> Step:
    return next(one for one in steps_of(name.partition(".")[0], variant) if one.id == name)


def rests_on(name: str) -> set[str]:
    return {said for goal in step(name, Variant.PAPER).goals for _, said, _ in trusted(goal)}


# -- theorem 4
def length(formula: sp.Expr, eps: sp.Rational, decay: int, decay_rate: int = 0) -> sp.Expr:
    """A stage's length, all constants 1."""
    values = {**ONES, beta_1: eps / 24, eta: eps / 48, lambda_: decay_rate, decay_star: decay, eps_k: eps, eps_prev: 2 * eps}
    values[gamma] = theorem_4.SAFE_GAMMA.subs(values).evalf()
    return formula.xreplace({letter: sp.Float(value, 30) for letter, value in values.items()})


@pytest.mark.parametrize(("decay", "power"), [(0, 1), (1, 2)])
def test_the_length_of_a_stage_grows_with_the_power_that_its_cost_says(decay: int, power: int) -> None:
    """Decaying schedule: eps^-1 log^2 for D = 0, eps^-2 log^2 for D > 0, not eps^-3; constant: the same without logarithms."""
    halvings = [40, 80, 160]
    found = [length(theorem_4.SAFE_T_DECAYING, sp.Rational(1, 2**j), decay) for j in halvings]
    scaled = [x / 2 ** (power * j) / j**2 for x, j in zip(found, halvings, strict=True)]
    assert all(sp.Rational(1, 2) < later / earlier < 2 for earlier, later in pairwise(scaled))
    steps = [length(theorem_4.SAFE_T, sp.Rational(1, 2**j), decay) / 2 ** (power * j) for j in halvings]
    assert all(sp.Rational(1, 2) < later / earlier < 2 for earlier, later in pairwise(steps))


def test_a_large_decay_is_in_the_length_of_a_stage() -> None:
    """L + lambda c_1 for L: with D = 0 and lambda = 10^4 the length is 10^4 times that of lambda = 0 at least."""
    eps = sp.Rational(1, 2**10)
    with_decay, without = (length(theorem_4.SAFE_T_DECAYING, eps, 0, rate) for rate in (10**4, 0))
    assert with_decay >= 10**4 * without
    assert {lambda_, decay_star, mu} <= theorem_4.START.free_symbols  # M, D and the momentum's error
    for schedule in ("constant", "decaying"):
        assert "for D > 0 the total is of order eps^-2" in step(f"theorem-4.{schedule}").cost


# -- corollary 2
def test_corollary_2_is_refuted_by_no_sufficient_condition() -> None:
    """PROVED at the limits, where the stated eta implies Eq. 16's; as stated PROVED IF the two limits on eta."""
    assert STATUS["corollary-2:paper"] == {"corollary-2": "PROVED"}
    limits = (sp.Eq(beta_1, STATED_BETA_1), sp.Eq(eta, STATED_ETA), sp.Le(beta_1, 1), sp.Le(c_1, c_2))
    below = (sp.Le(beta_1, STATED_BETA_1), *limits[1:])
    wanted = sp.Le(eta, c_1 / (2 * L))
    assert decide(Goal("z3", wanted, limits)).status is Status.PROVED
    assert decide(Goal("z3", wanted, below)).status is Status.REFUTED
    assert decide(Goal("z3", wanted, limits[:2])).status is Status.REFUTED  # where the limit of beta_1 exceeds 1
    (proved,) = steps_of("corollary-2", Variant.PAPER)
    (told,) = standings([Entry(Variant.PAPER, proved, Status.PROVED, "", (), None, "", 0.0, ())])
    assert told.status is Status.PROVED_IF
    assert told.needs == ("eta <= c_1/(2*L)", "L*eta*(2 - 2*beta_1) <= beta_1*c_1**(3/2)/sqrt(c_2)")


# -- one repair for Eq. 16
def test_one_limit_on_eta_serves_every_repair_of_eq_16() -> None:
    for key in ("theorem-2:repaired", "corollary-2:repaired"):
        limits = CLAIMS[key].prescription[eta].args
        assert SHARP_ETA.subs(lambda_, 0) in [limit.subs(lambda_, 0) for limit in limits]
        assert not any(limit.subs(lambda_, 0) == c_1**2 / (2 * c_2 * L) for limit in limits)
    sharp = relation_key(sp.Le(eta, SHARP_ETA))
    for name in ("theorem-2.11", "theorem-2.eta", "theorem-3.1"):
        every = [one for goal in step(name).goals for one in (*goal.facts, *conditions(goal)) if isinstance(one, sp.Rel)]
        assert sharp in map(relation_key, every), name


# -- theorem 1 and what else a witness shows
def test_the_witness_of_theorem_1_shows_the_product_of_the_matrices() -> None:
    """The mean grows beyond three times the stated start term; the start alone explains the factor sqrt 2."""
    values = dict(theorem_1.l2_refuted.hint)
    (stated,) = theorem_1.l2_refuted.facts
    left, right = (side.subs(values) for side in stated.args)
    assert left > right
    at_start = sp.sqrt(2) * values[gap_0]
    assert left > sp.Rational(3, 2) * at_start * sp.Rational(5, 6) ** (theorem_1.HORIZON // 2)


def test_words_that_contradicted_each_other_agree() -> None:
    route, statement = step("theorem-1.9"), step("theorem-1.adamw", Variant.PAPER)
    assert "the power is that of lambda" in statement.means
    assert "owes nothing to lemma 3" in step("theorem-1.9", Variant.PAPER).means
    assert "constant factor" in route.cost
    assert all(sp.Ge(theorem_1.R * theorem_1.n, 1) in conditions(goal) for goal in step("theorem-1.lambda_k").goals[:1])


@pytest.mark.parametrize("name", ["theorem-2.T", "theorem-1.l2-adam", "theorem-2.i", "theorem-4.2"])
def test_a_witness_respects_the_setting(name: str) -> None:
    found = (decide(goal).witness for goal in step(name, Variant.PAPER).goals)
    values = {letter: sp.sympify(text) for letter, text in next(filter(None, found)).values}
    assert values.get("beta_1", 0) <= 1
    assert values.get("lambda", 0) >= 0


@pytest.mark.parametrize("name", ["theorem-3.eta", "corollary-3.adam", "theorem-2.mu_v", "theorem-1.lambda_k"])
def test_a_condition_that_the_paper_does_not_state_is_not_refuted(name: str) -> None:
    assert STATUS[f"{name.partition('.')[0]}:paper"][name] == "PROVED"


# -- repairs
def test_every_refuted_step_has_a_repair() -> None:
    for key, steps in STATUS.items():
        if key.endswith(":paper"):
            repaired = STATUS.get(key.replace(":paper", ":repaired"), {})
            assert {name for name, status in steps.items() if status == "REFUTED"} <= set(repaired), key


def test_nothing_random_stands_in_a_prescription() -> None:
    """||x_0||^2_{v_0} is random, c_2 ||x_0||^2 is not; decay_0 stands for (lambda/2) c_2 ||x_0||^2."""
    known = SETTING.known
    for claim in CLAIMS.values():
        if claim.variant == Variant.REPAIRED and claim.id in {key.partition(":")[0] for key in STATUS}:
            for formula in claim.prescription.values():
                assert formula.free_symbols <= known, claim.key
    assert decay_0 in known
    assert "only constant F" in step("theorem-4.3").wrong


# -- special cases
def test_what_is_decided_in_few_dimensions_says_so() -> None:
    """A goal about matrices of a fixed size says which; a step that has one has another for any size."""
    for claim in {key.partition(":")[0] for key in STATUS}:
        for variant in Variant:
            for one in steps_of(claim, variant):
                fixed = [goal for goal in one.goals if _square(goal)]
                assert all("dimension" in goal.note for goal in fixed), one.id
                known = STATUS.get(f"{claim}:{variant}", {}).get(one.id)
                assert not fixed or known != "PROVED" or any("any size" in goal.note for goal in one.goals), one.id


def _square(goal: Goal) -> bool:
    left = goal.conclusion.left if isinstance(goal.conclusion, Same) else None
    return isinstance(left, sp.MatrixBase) and min(left.shape) > 1


def test_the_laws_of_lemma_5_and_theorem_7_are_of_any_dimension() -> None:
    for name in ("lemma-5.1", "theorem-7.1", "theorem-6.1"):
        for goal in step(name, Variant.PAPER).goals:
            assert not _square(goal), name
    assert "two groups of steps" in next(g.note for g in step("theorem-4.4").goals if "two groups" in g.note)


@pytest.mark.parametrize(
    ("claim", "name", "below"),
    [("theorem-2", "9", "theorem-2.8"), ("theorem-3", "momentum", "theorem-3.bound"), ("theorem-6", "3", "theorem-6.2")],
)
def test_what_rests_on_a_refuted_step_says_so(claim: str, name: str, below: str) -> None:
    assert STATUS[f"{claim}:paper"][f"{claim}.{name}"] == f"PROVED IF {below}"
    assert STATUS[f"{claim}:paper"][below] == "REFUTED"


def test_the_bounds_that_lemma_4_cites_are_trusted() -> None:
    assert {"PAC-Bayes (Maurer 2004)", "PAC-Bayes (McAllester 1999)"} <= rests_on("lemma-4")
