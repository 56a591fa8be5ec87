"""A claim in stages as a Coq proposition: what is of a stage is a function of it, and all stages are spoken of."""

from dataclasses import replace

from theory.claim import When
from theory.kernel.stagewise import stages, stages_satisfiable
from theory.papers import find
from theory.symbols import T, decay_star, eps_0

REPAIRED = find("theorem-4:repaired")[0]
TEXT = stages("t", REPAIRED, REPAIRED.parts)


def test_limits_hold_in_every_stage() -> None:
    limits = [line for line in TEXT.splitlines() if "beta_1 s" in line or "INR (T s)" in line]
    assert all(line.strip().startswith("(forall s, (s < K)%nat -> ") for line in limits if "let " not in line)
    assert "48 * c_2 * (decay_star + eps s) / (eps (S s) * eta s * mu)" in TEXT
    assert "eps_prev" not in TEXT
    assert "eps_k" not in TEXT


def test_the_parts_are_those_of_the_start_of_every_stage_and_of_the_end() -> None:
    said = TEXT[TEXT.index("mean_of_draws") :]
    assert said.count("mean_of_draws T 0%nat") == sum(part.when is When.START for part in REPAIRED.parts) == 2
    assert said.count("mean_of_draws T s") == 3
    assert said.count("mean_of_draws T K") == sum(part.when is When.LAST for part in REPAIRED.parts) == 1
    assert said.rstrip().endswith("<= eps_stage.")


def test_a_stage_made_shorter_shows() -> None:
    first = REPAIRED.schedules[0]
    shorter = {**first.prescription, T: first.prescription[T].subs(decay_star, 0)}
    wrong = replace(REPAIRED, schedules=(replace(first, prescription=shorter), *REPAIRED.schedules[1:]))
    assert stages("t", wrong, wrong.parts) != TEXT


def test_another_start_of_the_induction_shows() -> None:
    wrong = replace(REPAIRED, prescription={**REPAIRED.prescription, eps_0: 2 * REPAIRED.prescription[eps_0]})
    assert stages("t", wrong, wrong.parts) != TEXT


def test_what_satisfies_the_hypotheses_is_asked_for_all_of_them_and_for_nothing_else() -> None:
    met = stages_satisfiable("t", REPAIRED, REPAIRED.parts)
    assumed = TEXT[TEXT.index("0 < L ->") : TEXT.index("    mean_of_draws")]
    assert assumed.rstrip().removesuffix("->").replace(" ->\n", " /\\\n").rstrip() in met
    assert "mean_of_draws" not in met
