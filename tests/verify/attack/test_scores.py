"""What the search goes by: ratios of steps, constants on a grid, and many problems of one family in one array."""

import numpy as np
import pytest

from problems.load import from_tables
from theory import symbols
from theory.papers import find
from theory.symbols import beta_2, c_inf, delta, v_sq_ratio_max, v_sq_ratio_min
from verify.attack.candidates import Candidate, Tables, decoded
from verify.attack.certified import certified
from verify.attack.scores import RUNS, Laid, lay, scores
from verify.attack.space import AS_GIVEN, cells
from verify.attack.step_ratio import grouped_terms, ratios
from verify.attack.target import Target, targets

THEOREM_2 = Target(next(claim for claim in find("theorem-2:paper", ())))


def points(number: int, cell: int) -> np.ndarray:
    width = len(cells(THEOREM_2.claim, (), 0)[cell].genes)
    return np.random.default_rng(7).random((number, width))


@pytest.mark.parametrize(
    ("terms", "ratio"),
    [
        ((-1.0, 2.0), 0.5),
        ((-2.0, 1.0), 2.0),
        ((-1.0, -1.0, 1.0), 2.0),
        ((0.0, 0.0), 0.0),  # 0 <= 0 says nothing of a bound
        ((-1.0, 0.0), np.inf),  # more than a bound of 0 breaks it
        ((0.0, 3.0), 0.0),
        ((-np.inf, 1.0), 0.0),
    ],
)
def test_the_ratio_of_a_step(terms: tuple[float, ...], ratio: float) -> None:
    assert ratios([np.array([t]) for t in terms], 0.0)[0] == ratio


def test_what_rounding_may_be_is_no_violation() -> None:
    terms = [np.array([-1e-12]), np.array([1e-13])]
    assert ratios(terms, 1.0)[0] == 0.0  # both sides may be rounding alone
    assert ratios(terms, 9.5e-3)[0] == 1.0
    assert ratios(terms, 0.0)[0] == pytest.approx(10.0)


ALL = cells(THEOREM_2.claim, (), 0)
TURNED = [j for j, cell in enumerate(ALL) if cell.turned and cell.shape.name == "parabola"][:2]


CANCELLING = [j for j, cell in enumerate(ALL) if cell.cancelling][:2]


#: on all of R the constants of this atom are not certified: such a candidate is refused, and never told
CERTIFIED = [j for j, cell in enumerate(ALL) if cell.boxed or "welsch" not in cell.shape.name][:40:4]
QUIET = next(j for j, cell in enumerate(ALL) if cell.noise["kind"] == "none")


@pytest.mark.parametrize("cell", [*CERTIFIED, *TURNED, *CANCELLING])
def test_estimates_are_what_files_are_certified_to_or_less(cell: int) -> None:
    one = cells(THEOREM_2.claim, (), 0)[cell]
    made = decoded(one, points(1, cell))[0]
    problem = certified(made.tables, ())
    assert problem.certificate is not None
    np.testing.assert_array_equal(problem.start, made.problem.start)
    for name in ("L", "c_inf", "sigma", "Delta"):
        estimate, proved = made.problem.constant(name), problem.constant(name)
        assert estimate is not None
        assert proved is not None
        stated = name in problem.declared  # what is found by branch and bound may lie far below what is proved of it
        least = proved if stated else float(problem.certificate[name].enclosure.low)
        assert least * 0.8 <= estimate <= proved * (1.0 + 1e-6), (one.name, name)


@pytest.mark.parametrize("cell", [QUIET, TURNED[0]])
def test_many_problems_in_one_array_are_measured_as_each_alone(cell: int) -> None:
    found: list[Laid] = []
    for laid in lay(THEOREM_2, decoded(cells(THEOREM_2.claim, (), 0)[cell], points(48, cell))):
        found += [laid] if isinstance(laid, Laid) else []
    assert len(found) > 5
    together = scores(THEOREM_2, found, 0, 0)
    assert together[0] == scores(THEOREM_2, found[:1], 0, 0)[0]  # the first runs have the same numbers
    measured = [str(one) for one in together if max(one.values()) >= 0.0]  # of the others nothing is claimed
    assert len(set(measured)) == len(measured) > RUNS // 2


def test_noise_cancels_the_first_gradient_beside_a_coordinate_of_noise_alone() -> None:
    for one in decoded(cells(THEOREM_2.claim, (), 0)[CANCELLING[0]], points(8, CANCELLING[0])):
        slope = one.problem.family.gradient_at(one.problem.start[:, None])[:, 0]
        first, other = one.tables["noise"]["scale"]
        np.testing.assert_allclose(np.abs(slope), [first, 0.0], rtol=1e-3)
        assert other > 0.0


@pytest.mark.parametrize(("part", "sign"), [("c.upper", 1), ("c.lower", -1)])
def test_what_is_compared_with_1_counts_by_what_it_is_off(part: str, sign: int) -> None:
    (claim,) = find("lemma-1:repaired", ())
    (one,) = (one for one in claim.parts if one.id == part)
    x = v_sq_ratio_max if sign > 0 else v_sq_ratio_min
    assert set(grouped_terms(one)) == {sign * (1 - x), beta_2 * c_inf**2 / delta}


def test_the_files_numbers_are_the_candidates() -> None:
    for one in decoded(cells(THEOREM_2.claim, (), 0)[6], points(4, 6)):
        read = from_tables(one.tables, one.problem.path)
        assert read.algorithm == one.problem.algorithm
        assert read.declared == one.problem.declared
        assert (read.epsilon, read.region, read.batch) == (one.problem.epsilon, one.problem.region, one.problem.batch)


#: at its end the run rests at 0, where sqrt(1 + x^2) - 1 is off by more than a step changes it
AT_REST: Tables = {
    "problem": {"name": "at rest", "term": "a*(sqrt(1+(x/s)^2)-1)", "dimension": 1, "start": [-31.62],
                "parameters": {"a": [1.0], "s": [1.0]}},
    "noise": {"kind": "none"}, "algorithm": {"name": "adam", "delta": 0.631, "beta_2": 0.0009932},
    "target": {"epsilon": 0.6457},
}  # fmt: skip


def test_the_rounding_of_an_energys_own_constants_is_no_violation() -> None:
    target = Target(next(iter(find("corollary-2:repaired", ()))))
    (laid,) = lay(target, [Candidate(AT_REST, certified(AT_REST, ()), {})])
    assert isinstance(laid, Laid)
    assert 0.0 < scores(target, [laid], 0, 0)[0]["eq-16"] <= 1.0


THEOREM_4 = {one.schedule.name: one for one in targets(find("theorem-4:paper", ())[0], ()) if one.schedule is not None}
#: the first stage is longer than the search's horizon, and its start breaks the claim
LONG: Tables = {
    "problem": {"name": "long", "term": "a*((x/s)^2/(1+(x/s)^2))", "dimension": 1, "start": [0.06], "region": 0.12,
                "parameters": {"a": [50.0], "s": [1.0]}},
    "noise": {"kind": "rademacher", "scale": [10.0]}, "constants": {},
    "algorithm": {"name": "stagewise-adamw", "delta": 2500.0, "beta_2": 0.01}, "target": {"epsilon": 10.0, "eps_stage": 0.55},
}  # fmt: skip


def test_of_a_stage_that_is_too_long_the_start_is_scored() -> None:
    target = THEOREM_4["constant"]
    (laid,) = lay(target, [Candidate(LONG, certified(LONG, ()), {})])
    assert isinstance(laid, Laid)
    assert (laid.steps, laid.others < -1.0) == (1, True)
    (found,) = scores(target, [laid], 0, 0)
    assert found.keys() == {"start.gap", "start.momentum"}
    assert found["start.momentum"] > 2.0
    longer = {**LONG, "problem": {**LONG["problem"], "start": [0.01]}}
    assert lay(target, [Candidate(longer, certified(longer, ()), {})])[0] < -2.0  # type: ignore[operator]


@pytest.mark.parametrize("letter", ["beta_1", "eta", "T"])
def test_in_stages_letters_go_where_the_first_stage_allows_them(letter: str) -> None:
    short: Tables = {**LONG, "noise": {"kind": "rademacher", "scale": [1.0]}}
    target, problem = THEOREM_4["constant"], certified(short, ())
    plain, moved = (
        lay(target, [Candidate(short, problem, {letter: place})])[0] for place in (AS_GIVEN, 0.0 if letter == "T" else 0.6)
    )
    assert isinstance(plain, Laid)
    assert isinstance(moved, Laid)
    assert moved.candidate.tables["algorithm"].keys() - short["algorithm"].keys() == {letter}
    before, after = (one.values[getattr(symbols, letter)] for one in (plain, moved))
    assert after > 100 * before if letter == "T" else after < 0.9 * before
    (decaying,) = lay(THEOREM_4["decaying"], [Candidate(short, problem, {letter: 1.0})])
    assert isinstance(decaying, float) or letter not in decaying.candidate.tables["algorithm"]


def test_a_start_at_the_minimiser_of_the_first_objective() -> None:
    at = next(j for j, cell in enumerate(ALL) if cell.shifted and cell.decays and cell.shape.name == "hyperbola")
    z = points(8, at)
    z[:, ALL[at].genes.index("start 0")] = 0.97
    z[:, ALL[at].genes.index("lambda")] = 0.6
    for one in decoded(ALL[at], z):
        slope = one.problem.family.gradient_at(one.problem.start[:, None])[0, 0]
        pull = one.problem.algorithm.lambda_ * np.sqrt(one.problem.algorithm.delta) * one.problem.start[0]
        assert slope == pytest.approx(-pull, rel=2e-2)
        assert (pull != 0.0) == (one.tables["problem"]["parameters"]["c"] != [0.0])
