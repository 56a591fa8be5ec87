"""The proofs as a graph: every link is checked, and a formula changed on one side only is seen."""

import itertools
from dataclasses import replace

import pytest
import sympy as sp

from theory.audit import Entry, standings
from theory.claim import Goal, Kind, Part, Status, Variant
from theory.graph import beyond, closure, concludes, conditions, name_of, unprovided
from theory.graph import trusted as rests_on
from theory.letters import SETTING, at, mean, summed
from theory.link import Given, Role, Sense, Unfounded, Use, let, over_steps, when
from theory.papers import all_claims
from theory.papers.adamw import trusted
from theory.papers.adamw.corollary_2 import proof as corollary_2
from theory.papers.adamw.lemma_2 import proof as lemma_2
from theory.papers.adamw.theorem_2 import goals as theorem_2
from theory.papers.adamw.theorem_4 import statement as theorem_4
from theory.papers.proofs import Conclusions, all_steps, claims, conclusions, steps_of
from theory.prove.conclusions import relation_key
from theory.symbols import L, beta_1, c_1, c_2, decay_star, delta, dx_sq, eta, lambda_k, m_err_sq, mu_v, sigma, u_sq

STEPS = all_steps(claims())
GOALS = {id(below): below for _, step in STEPS for goal in step.goals for below in closure(goal)}
LINKED = [goal for goal in GOALS.values() if goal.uses and goal.prover != "same" and not unprovided(goal)]


def changes(relation: sp.Basic) -> list[sp.Basic]:
    """The relation with one thing wrong: a power of 1 - mu_v, a letter's factor, a dropped term on either side."""
    made = [relation.func(relation.lhs, relation.rhs * (1 - mu_v), evaluate=False)] if relation.rhs != 0 else []
    for letter in sorted(relation.free_symbols, key=str)[:4]:
        made.append(relation.func(*(side.subs(letter, 2 * letter) for side in relation.args), evaluate=False))
    for place, side in enumerate(relation.args):
        if side.is_Add:
            for term in side.args:
                sides = list(relation.args)
                sides[place] = side - term
                made.append(relation.func(*sides, evaluate=False))
    return [wrong for wrong in made if relation_key(wrong) != relation_key(relation)]


@pytest.mark.parametrize("goal", LINKED, ids=lambda goal: str(goal.conclusion)[:60])
def test_a_premise_changed_on_one_side_only_is_refused(goal: Goal) -> None:
    seen = 0
    for place, premise in enumerate(goal.premises):
        if not premise.is_Relational:
            continue
        for wrong in changes(premise):
            if relation_key(wrong) in map(relation_key, goal.premises):
                continue  # another link of this goal gives it
            changed = replace(goal, premises=(*goal.premises[:place], wrong, *goal.premises[place + 1 :]))
            assert unprovided(changed) == (wrong,), (premise, wrong)
            seen += 1
    assert seen or not goal.premises


def test_a_premise_that_nothing_provides_is_refused() -> None:
    stronger = sp.Le(L, 1)
    goal = theorem_2.sharp_16
    assert unprovided(replace(goal, premises=(*goal.premises, stronger))) == (stronger,)


@pytest.mark.parametrize("claim", all_claims(), ids=lambda claim: claim.key)
def test_a_concluded_part_is_the_measured_one_under_the_claims_hypotheses(claim) -> None:  # type: ignore[no-untyped-def]
    found = conclusions(claim.id, claim.variant)
    parts = {part.id: part for part in claim.parts}
    assert set(found.parts) <= set(parts)
    for name, uses in found.parts.items():
        for use in uses:
            assert concludes(parts[name], use) == ""
            unstated = {h.relation for h in claim.hypotheses if not h.stated and claim.variant == Variant.PAPER}
            assert set(beyond(claim, found.rules, found.regime, use)) <= unstated
            wrong = replace(parts[name], right=parts[name].right / 2 - int(parts[name].right == 0), terms=())
            assert concludes(wrong, use)


@pytest.mark.parametrize("name", ["theorem-2", "theorem-3", "theorem-4", "corollary-2"])
def test_the_main_theorems_repaired_conclude_every_part(name: str) -> None:
    claim = next(c for c in all_claims() if c.key == f"{name}:repaired")
    assert {part.id for part in claim.parts} == set(conclusions(name, Variant.REPAIRED).parts)


def test_a_part_that_no_step_concludes_is_no_part_of_what_is_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = steps_of("lemma-2", Variant.PAPER)
    decisions = [Entry(Variant.PAPER, step, Status.PROVED, "", (), None, "", 0.0, ()) for step in steps]
    assert [(one.status, one.needs) for one in standings(decisions)] == [(Status.PROVED, ())]
    monkeypatch.setattr("theory.audit.conclusions", lambda *_: Conclusions({}))
    (standing,) = standings(decisions)
    assert standing.status is Status.PROVED_IF
    assert standing.needs == ("part lemma-2, as it is measured, which no step concludes",)


def test_the_sign_of_a_letter_that_is_defined_is_a_condition_until_somebody_grants_it() -> None:
    """Corollary 1 was proved of a lambda_k that was declared not to be negative; with mu_v > 1 it is."""
    rate, left = sp.Symbol("rate", positive=True), sp.Symbol("left", nonnegative=True)
    defined = Given("left", Role.DEFINITION, "what is left", (sp.Eq(left, 1 - rate),))
    goal = Goal("z3", sp.Le(1 - rate, sp.Abs(left)), (at(defined),))
    assert conditions(goal) == (sp.Ge(1 - rate, 0),)
    moved = Goal("z3", sp.Le(1 - 2 * rate, sp.Abs(left)), (at(defined, {rate: 2 * rate}),))
    assert conditions(moved) == (sp.Ge(1 - 2 * rate, 0),)
    known = Goal("z3", goal.conclusion, (at(replace(defined, nature="a length")),))
    assert conditions(known) == ()
    small = Goal("z3", sp.Ge(1 - rate, 0), (when(sp.Le(2 * rate, 1)),))
    assert conditions(Goal("z3", goal.conclusion, (at(defined),), uses=(at(small),))) == (sp.Le(2 * rate, 1),)


def test_a_weight_decay_that_may_be_negative_takes_corollary_1_with_it() -> None:
    claim = next(c for c in all_claims() if c.key == "corollary-1:paper")
    (use,) = conclusions(claim.id, claim.variant).parts["corollary-1"]
    assert beyond(claim, (), (), use) == ()
    silent = replace(claim, hypotheses=tuple(h for h in claim.hypotheses if h.name != "lambda_k >= 0"))
    assert beyond(silent, (), (), use) == (sp.Ge(lambda_k, 0),)


def test_a_hypothesis_that_is_dropped_from_the_claim_is_missed() -> None:
    claim = next(c for c in all_claims() if c.key == "theorem-2:repaired")
    found = conclusions(claim.id, claim.variant)
    (use,) = found.parts["eq-18"]
    for hypothesis in claim.hypotheses:
        less = replace(claim, hypotheses=tuple(h for h in claim.hypotheses if h != hypothesis), prescription={})
        lost = beyond(less, (), found.regime, use)
        needed = hypothesis.relation in conditions(use.node)  # type: ignore[arg-type]
        assert bool(lost) == needed


def test_a_limit_that_the_paper_uses_in_silence_stays_a_condition_of_its_statement() -> None:
    at_limit_16, at_limit_7 = corollary_2.at_limit_16.conclusion, corollary_2.at_limit_7.conclusion
    for variant, lost in ((Variant.PAPER, (at_limit_16, at_limit_7)), (Variant.REPAIRED, ())):
        claim = next(c for c in all_claims() if c.key == f"corollary-2:{variant}")
        found = conclusions(claim.id, claim.variant)
        (use,) = found.parts["eq-18"]
        left = {relation_key(one) for one in beyond(claim, found.rules, found.regime, use)}
        assert left == set(map(relation_key, lost))


def test_a_mean_is_not_taken_of_what_is_not_linear() -> None:
    square = Goal("z3", sp.Le(m_err_sq**2, u_sq), ())
    with pytest.raises(Unfounded, match="not linear"):
        mean(square)


def test_pathwise_facts_and_means_do_not_mix() -> None:
    with pytest.raises(Unfounded, match="different senses"):
        Goal("z3", sp.Le(u_sq, 0), (at(theorem_2.sharp_16), mean(theorem_2.short_steps)))
    part = Part("x", Kind.PATHWISE, *theorem_2.STEP_6.args, "", "")
    assert "measured as pathwise" in concludes(part, at(theorem_2.weighted))


def test_a_coordinates_fact_is_not_summed_if_it_does_not_add_up() -> None:
    f, v, u = trusted.f, trusted.v, trusted.u
    with_constant = Goal("z3", sp.Le(u**2, c_1 + f**2), ())
    a, b = sp.symbols("a b", nonnegative=True)
    with pytest.raises(Unfounded, match="constant"):
        summed(with_constant, sp.Le(a, c_1 + b), {a: u**2, b: f**2})
    varying = Goal("z3", sp.Le(u**2, v * f**2), ())
    with pytest.raises(Unfounded, match="differ between coordinates"):
        summed(varying, sp.Le(a, v * b), {a: u**2, b: f**2})
    with pytest.raises(Unfounded, match="not the sum"):
        summed(Goal("z3", sp.Le(u**2, f**2), ()), sp.Le(a, 2 * b), {a: u**2, b: f**2})
    with pytest.raises(Unfounded, match="may not be"):
        summed(Goal("z3", sp.Le(u, f**2), ()), sp.Le(a, b), {a: u, b: f**2})


def test_the_noise_is_independent_of_the_past_alone() -> None:
    with pytest.raises(Unfounded, match="not known before"):
        at(trusted.N_MEAN, {trusted.past: trusted.g, trusted.cross: lemma_2.past_dot_e})
    with pytest.raises(Unfounded, match="not known before"):
        at(trusted.N_MEAN)


def test_a_letter_that_is_not_declared_may_be_random_whatever_it_is_called() -> None:
    own = sp.Symbol("eta", real=True)  # a user's letter with the name of one of the paper's
    fact = Goal("z3", sp.Le(own * u_sq, m_err_sq), sense=Sense.PATHWISE)
    with pytest.raises(Unfounded, match="not linear"):
        mean(fact)
    assert SETTING.knowing(own).mean(fact).relations == fact.facts
    with pytest.raises(Unfounded, match="not linear"):
        mean(fact)  # the declaration was one of that proof
    past = sp.Symbol("past", real=True)
    with pytest.raises(Unfounded, match="not known before"):
        at(trusted.N_MEAN, {trusted.past: past, trusted.cross: lemma_2.past_dot_e})
    assert SETTING.after(past).at(trusted.N_MEAN, {trusted.past: past, trusted.cross: lemma_2.past_dot_e})


def test_a_number_known_before_the_run_does_not_become_a_random_one() -> None:
    with pytest.raises(Unfounded, match="may be random"):
        at(theorem_2.short_steps, {eta: u_sq})


def test_an_induction_needs_its_start_and_its_step() -> None:
    x = sp.Symbol("x", real=True)
    step = Goal("z3", sp.Le(x + 1, eta), (when(sp.Le(x, eta)),))
    with pytest.raises(Unfounded, match="one step later"):
        over_steps(step, sp.Le(x, eta), {x: x + 2}, {x: 0})
    with pytest.raises(Unfounded, match="at the start"):
        over_steps(step, sp.Le(x, eta), {x: x + 1}, {x: 5})
    with pytest.raises(Unfounded, match="starts from"):
        over_steps(step, sp.Le(x, beta_1), {x: x + 1}, {x: 0})


def test_a_condition_that_always_holds_is_none_and_one_that_never_does_is_refused() -> None:
    x, y = sp.symbols("x y", real=True)
    step = Goal("z3", sp.Ge(y, x), (when(sp.Gt(x + 1, x), sp.Ge(y, x)),))
    assert step.premises == (sp.Ge(y, x),)
    assert conditions(Goal("z3", sp.Ge(y, x), (when(True, sp.Eq(x, x)),))) == ()
    always = Goal("z3", sp.Gt(x + 1, x))
    assert conditions(Goal("z3", sp.Gt(eta + 1, eta), (at(always, {x: eta}),))) == ()
    with pytest.raises(Unfounded, match="never holds"):
        when(sp.Gt(x, x))


def test_letters_of_a_run_stay_letters_and_signs_become_conditions() -> None:
    with pytest.raises(Unfounded, match="that run's letters"):
        at(theorem_2.short_steps, {u_sq: 2 * u_sq})
    with pytest.raises(Unfounded, match="become one"):
        at(theorem_2.short_steps, {u_sq: m_err_sq, dx_sq: m_err_sq})
    assert at(theorem_2.bracket_5, {eta: c_1 - c_2}).asks == (sp.Gt(c_1 - c_2, 0),)
    with pytest.raises(Unfounded, match="by itself"):
        let(eta, 2 * eta)


def test_a_proof_names_what_it_trusts() -> None:
    found = rests_on(theorem_2.summed_repaired)
    names = {name for _, name, _ in found}
    assert {"S", "N", "B", "Cauchy-Schwarz", "fundamental theorem of calculus", "update", "m", "n"} <= names
    assert {"S", "N", "B"} == {name for role, name, _ in found if role is Role.ASSUMPTION}
    assert theorem_2.summed_repaired.sense is Sense.EXPECTATION
    assert theorem_2.sharp_16.sense is Sense.PATHWISE
    assert theorem_2.weighted.sense is Sense.CONDITIONAL


def test_the_decaying_stage_of_theorem_4_pays_for_the_decay_at_the_minimiser() -> None:
    """T_k grows like 1/eps_k^2 for D > 0, like 1/eps_k for D = 0, logarithms apart: what the totals say."""
    constants = {L: 1, c_1: 1, c_2: 1, sigma: 1, theorem_4.b: 1, theorem_4.mu: 1, theorem_4.lambda_: 0}
    formula = theorem_4.SAFE_T_DECAYING.subs(theorem_4.gamma, theorem_4.SAFE_GAMMA)
    total = theorem_4.SAFE_TOTAL_DECAYING.subs({theorem_4.eps_0: 1, **constants})
    for star, power in ((0, 1), (1, 2)):
        lengths, totals = [], []
        for k in (20, 30):
            target = sp.Rational(1, 2**k)
            at_k = {theorem_4.eps_prev: 2 * target, theorem_4.eps_k: target, decay_star: star, **constants}
            lengths.append(float(formula.subs(at_k).evalf()))
            totals.append(float(total.subs({theorem_4.eps_stage: target, decay_star: star}).evalf()))
        slope = float(sp.log(lengths[1] / lengths[0], 2)) / 10
        assert abs(slope - power) < 0.2, (star, slope)
        assert abs(float(sp.log(totals[1] / totals[0], 2)) / 10 - power) < 0.2


def test_the_weaker_condition_on_eta_is_enough_at_every_v_and_the_papers_is_not_needed() -> None:
    """The coefficient of u^2 at v: 1/(2v) - L eta/(2v^2) - lambda eta/(2v) >= 1/(4 c_2), at exact points, c_2/c_1 up to 100."""
    from theory.papers.adamw.choices import SHARP_ETA
    from theory.papers.adamw.theorem_2.statement import STEP_5_ETA

    for ratio in (1, 3, 100):
        for decay in (sp.Rational(1, 10), 1, 7):
            values = {L: 1, c_1: 1, c_2: ratio, theorem_4.lambda_: decay}
            step = SHARP_ETA.subs(values)
            assert step >= STEP_5_ETA.subs(values)
            for v in {sp.Integer(1), sp.Rational(1 + ratio, 2), sp.Integer(ratio)}:
                assert 1 / (2 * v) - step / (2 * v**2) - decay * step / (2 * v) >= sp.Rational(1, 4 * ratio)
    assert isinstance(theorem_2.RANGE, Use)
    assert delta not in SHARP_ETA.free_symbols


def test_what_a_step_rests_on_has_a_name_of_its_own() -> None:
    """A condition or an abbreviation is called by its formula, not by what it is a second time."""
    for goal in GOALS.values():
        for use in goal.uses:
            words = name_of(use.node).split()
            assert all(one != other for one, other in itertools.pairwise(words)), words
            assert words[1:] not in (["condition"], ["abbreviation"])
