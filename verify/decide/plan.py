"""What a claim asks for on a problem: its parameters, which hypotheses hold, and what to simulate, if anything."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import sympy as sp

from problems.errors import InputError
from problems.load import within
from problems.noise import Silent
from problems.problem import Problem
from problems.regularised import RegularisedProblem, regularised
from theory import symbols as s
from theory.algorithms.base import Decay
from theory.claim import Claim, Kind, Part, StageSchedule
from theory.symbols import expand
from verify.decide.checks import pathwise
from verify.decide.checks.expectation import GAPS, weights
from verify.decide.evaluate import MissingLetter, check, number, prescribe, values_of, with_best_constants
from verify.decide.helps import helped
from verify.decide.ranges import RANGED, reach_over
from verify.decide.verdict import HypothesisStatus
from verify.simulate.averages import Averages, Prefixes
from verify.simulate.ensemble import Ensemble, Experiment
from verify.simulate.measure import Largest, Least, Reducer, Snapshots, thinned
from verify.simulate.quantities import QUANTITIES
from verify.simulate.schedule import FormulaSchedule, ListedSchedule, PaperSchedule, Schedule

#: quantities whose course every report shows: which objective becomes stationary?
OBJECTIVES = ("F", "decay_energy", "grad_F_sq", "grad_F_k_sq", "grad_l2_sq")


#: of claims whose horizon is known up to a constant: the T that is run; and the first T at which any bound is judged
HORIZON, FIRST_T = 1_000, 4
#: a hypothesis of which it cannot be told whether it holds
OPEN = "open"
#: boxes that are tried where a file has no region and the constants are infinite on all of R^d
BOXES = 8
Formulas = Mapping[sp.Symbol, sp.Expr]
#: what compares a step with the one that the algorithm's second writing prescribes
STEP_OF_CLAIM = {s.A1_m, s.A1_n, s.A1_x}
#: kinds of parts that are measured on runs; the others are for the provers
MEASURED = (Kind.EXPECTATION, Kind.PATHWISE, Kind.CONDITIONAL)
#: what a report lists as parameters
SHOWN = (
    s.epsilon, s.beta_1, s.beta_2, s.eta, s.T, s.lambda_, s.delta, s.b, s.L, s.sigma, s.c_inf, s.Delta, s.decay_0,
)  # fmt: skip
#: the numbers that all stages share
SHOWN_IN_STAGES = (
    s.epsilon, s.eps_stage, s.eps_0, s.K, s.mu, s.L, s.sigma, s.c_inf, s.Delta, s.decay_0, s.decay_star, s.b, s.beta_2, s.delta,
    s.lambda_,
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Stage:
    """One stage of a plan: the values of all letters in it (at its step 0), and its experiment."""

    values: Mapping[sp.Symbol, float]
    experiment: Experiment

    @property
    def steps(self) -> int:
        return int(self.experiment.steps)


@dataclass(frozen=True, eq=False)
class Plan:
    """A claim on a problem at one accuracy. `experiment` is None where a binding hypothesis fails.

    A claim in stages has `stages` under its `schedule`, of which the first `affordable` are run, with `runs` runs; `experiment`
    is that of the first. The plan of any other claim is one experiment, with as many runs as the budget decides.
    """

    claim: Claim
    problem: Problem
    values: dict[sp.Symbol, float]
    hypotheses: tuple[HypothesisStatus, ...]
    experiment: Experiment | None
    refusal: str | None = None
    schedule: StageSchedule | None = None
    stages: tuple[Stage, ...] = ()
    affordable: int = 0
    runs: int | None = None
    #: where the file has no region: how far the iterates can get, and how that is known
    reach: str = ""

    @property
    def refused(self) -> bool:
        """Whether nothing is run: the refusal says why, or a binding hypothesis fails."""
        return self.refusal is not None or any(status.fails and status.binding for status in self.hypotheses)

    @property
    def foreign(self) -> bool:
        """Whether the file's algorithm is none that the claim is about: then nothing is said of the claim on it."""
        return any(h.name == "algorithm" and h.fails for h in self.hypotheses)

    @property
    def experiments(self) -> tuple[Experiment, ...]:
        """What is run, one after the other."""
        if self.experiment is None or self.schedule is None:
            return () if self.experiment is None else (self.experiment,)
        return tuple(stage.experiment for stage in self.stages[: self.affordable])

    @property
    def parts(self) -> tuple[Part, ...]:
        return tuple(part for part in self.claim.parts if part.kind in MEASURED)

    @property
    def random(self) -> bool:
        """Whether runs differ: without noise, and where no stage draws what it puts out, one is enough."""
        return self.schedule is not None or not isinstance(self.problem.noise, Silent)

    @property
    def grid(self) -> tuple[int, ...]:
        """The steps at which courses are kept."""
        return tuple(int(k) for k in thinned(int(self.values[s.T])))

    @property
    def horizons(self) -> tuple[int, ...]:
        """The T at which a bound that is claimed for every T is decided."""
        steps = int(self.values[s.T])
        return tuple(int(T) for T in np.unique(np.round(np.geomspace(min(FIRST_T, steps), steps, 10))))

    @property
    def algorithm(self) -> str:
        """What is run, by its name."""
        return self.problem.algorithm.name

    def bound_at(self, part: Part, T: int) -> float:
        """The right side of an expectation part at another horizon."""
        return number(part.right, {**self.values, s.T: float(T)})

    @property
    def parameters(self) -> dict[str, float | int | str]:
        """The numbers that the run uses, by the paper's names."""
        shown: dict[str, float | int | str] = {} if self.schedule is None else {"schedule": self.schedule.name}
        for letter in SHOWN if self.schedule is None else SHOWN_IN_STAGES:
            if letter in self.values:
                value = self.values[letter]
                shown[letter.name] = int(value) if letter in (s.T, s.b, s.K) and np.isfinite(value) else value
        if self.schedule is None and s.c_inf in self.values:
            shown |= {letter.name: number(letter, self.values) for letter in (s.c_1, s.c_2, s.mu_v)}
        return shown | ({"iterates": self.reach} if self.reach else {})

    def bound(self, part: Part) -> float:
        """The right side of an expectation part."""
        return number(part.right, self.values)

    def bound_at_best(self, part: Part) -> float:
        """The right side at the same parameters, every constant being the best that is proved."""
        return number(part.right, with_best_constants(self.problem, self.values))

    def bound_at_best_and(self, part: Part, T: int) -> float:
        """The same at another horizon."""
        return number(part.right, {**with_best_constants(self.problem, self.values), s.T: float(T)})


def plan(claim: Claim, problem: Problem, epsilon: float, seed: int, backend: str = "auto", most_steps: int = 1_000_000) -> Plan:
    """What `claim` asks for on `problem`; a letter that has no value there is a reason not to decide."""
    try:
        entering = "c_inf_l2" if problem.rule.decay_kind is Decay.IN_GRADIENT else "c_inf"
        unbounded = problem.region is None and not np.isfinite(problem.constant(entering) or np.inf)
        if unbounded and "B" in claim.assumptions and not claim.schedules and problem.algorithm.name in claim.algorithms:
            found = boxed(claim, problem, epsilon, seed, backend, most_steps)
            if found is not None:
                return found
        return _plan(claim, problem, epsilon, seed, backend, most_steps)
    except MissingLetter as error:
        return Plan(claim, problem, {s.epsilon: epsilon}, (), None, f"{claim.key}: {error}")


def boxed(
    claim: Claim, problem: Problem, epsilon: float, seed: int, backend: str = "auto", most_steps: int = 1_000_000
) -> Plan | None:
    """The plan on a box that the iterates cannot leave: with the constants of the box they do not get that far.

    How far they get depends on T and eta, these on the constants, and these on the box: larger boxes are tried as long as that
    brings the two together. None where no box is found.
    """
    half, before = max(1.0, 2.0 * float(np.max(np.abs(problem.start)))), np.inf
    for _ in range(BOXES):
        try:
            made = within(problem, half)
            laid = _plan(claim, made, epsilon, seed, backend, most_steps)
        except InputError:  # a constant that is declared is refuted on this box
            return None
        if laid.experiment is None:
            return None
        far = reach_over(laid.problem, laid.experiment.schedule, int(laid.values[s.T]))
        if far <= half:
            return replace(laid, reach=f"|x_i| <= {far:.6g} over T steps, in the box |x_i| <= {half:.6g} that was found")
        if not far / half < before:
            return None
        before, half = far / half, float(f"{far * 1.01:.3g}")
    return None


def _plan(claim: Claim, problem: Problem, epsilon: float, seed: int, backend: str, most_steps: int) -> Plan:
    """Decide the hypotheses of `claim` on `problem` and lay out its simulation.

    A claim that prescribes nothing (a lemma about every run) takes what the file does not fix from what it is run with.

    `most_steps` caps T: a longer prescription is refused (the refusal says so), not cut.
    """
    problem = minimised(claim, problem)
    if claim.schedules or not any(map(of_runs, claim.parts)):
        measured = any(part.kind in MEASURED for part in claim.parts)
        why = helped("a study measures it", f"adamw-verify run {claim.key}") if measured else None
        return Plan(claim, problem, values_of(problem, epsilon), (), None, why)
    try:
        for part in claim.parts:
            _ = weights(part) if part.kind == Kind.EXPECTATION else None
    except InputError as error:
        return Plan(claim, problem, values_of(problem, epsilon), (), None, helped(str(error), "the claim put right"))
    unsettled, formulas = prescribed(claim, problem, epsilon, most_steps)
    if unsettled.refused:
        return unsettled
    steps = int(unsettled.values[s.T])
    try:
        experiment = _experiment(unsettled, steps, seed, backend, formulas)
        Ensemble(experiment)
    except InputError as error:  # what the rule cannot do, or what cannot be measured of it
        return replace(unsettled, refusal=helped(str(error), "the claim or the rule put right"))
    reach = ""
    if problem.region is None:
        far = reach_over(problem, experiment.schedule, steps)
        known = f"|x_i| <= {far:.6g} over T steps: the constants hold on all of R^d"
        reach = known if np.isfinite(far) else f"no bound: {problem.rule.name} declares none of its step (bounds)"
    return replace(unsettled, experiment=experiment, reach=reach)


def minimised(claim: Claim, problem: Problem) -> Problem:
    """What the problem's algorithm minimises where the claim speaks of it: with a constant decay in the gradient, F with it."""
    rule = problem.rule
    fits = rule.decay_kind is Decay.IN_GRADIENT and not rule.fades and rule.name in claim.algorithms
    return regularised(problem) if fits else problem


def prescribed(claim: Claim, problem: Problem, epsilon: float, most_steps: int) -> tuple[Plan, Formulas]:
    """The plan but for its experiment: the numbers that the claim prescribes, its hypotheses there, or why nothing is run.

    `problem` is that of `minimised`. Beside it what the claim makes a function of k.
    """
    values, statuses = values_of(problem, epsilon), assumptions(claim, problem)
    if any(status.fails for status in statuses):
        return Plan(claim, problem, values, tuple(statuses), None), {}
    if any(status.status == OPEN for status in statuses):
        why = helped(f"no bound was found: {_unknown(problem, ('L', 'sigma', 'c_inf'))}", "a region")
        return Plan(claim, problem, values, tuple(statuses), None, why), {}
    if problem.constant("c_inf") is None:
        why = "no c_inf is certified on this problem, and what is measured along runs is bounded by it"
        why = helped(why, "a region on which it is finite")
        return Plan(claim, problem, values, tuple(statuses), None, why), {}
    if unknown := _not_declared(claim, problem):
        why = helped(f"not proved: {problem.rule.name} declares no {unknown}", "a declaration of it by the rule")
        return Plan(claim, problem, values, tuple(statuses), None, why), {}
    a = problem.algorithm
    given = {s.beta_1: a.largest("beta_1"), s.eta: a.largest("eta"), s.T: a.T}
    constant = bool(claim.prescription) or any(part.kind == Kind.CONDITIONAL for part in claim.parts)
    if a.scheduled and constant:
        names = " and ".join(a.scheduled)
        statuses.append(HypothesisStatus(f"the claim's own {names}", "fails", "a list", "one number, or none", claim.source))
        return Plan(claim, problem, values, tuple(statuses), None), {}
    prescription = claim.prescription or claim.run_with
    formulas = {letter: formula for letter, formula in prescription.items() if formula.has(s.k)}
    # a horizon that is known up to a constant is run as far as `HORIZON`
    lacking = [x for x, value in given.items() if value is None and x not in prescription and not (formulas and x == s.T)]
    if lacking:
        why = f"{claim.key} prescribes no {', '.join(map(str, lacking))} (prescription, run_with)"
        why = helped(f"{why} and the file gives none  ({problem.where}: [algorithm])", f"{', '.join(map(str, lacking))} there")
        return Plan(claim, problem, values, tuple(statuses), None, why), formulas
    values |= {s.k: 0.0} if formulas else {}
    # what the claim makes a function of k is not the file's to choose
    fixed = {letter: float(v) for letter, v in given.items() if v is not None and letter not in formulas}
    values |= prescribe(prescription, values, fixed) | {letter: fixed[letter] for letter in fixed if letter not in prescription}
    if s.T in prescription:
        values[s.T] = max(values[s.T], 1.0)  # 0 is enough for a start at a minimiser without noise; a mean has a step
    for letter in prescription:
        if not np.isfinite(values[letter]) and (unknown := _unknown(problem, ("L", "sigma", "c_inf", "Delta"))):
            why = helped(f"{letter} is not known: {unknown}, and no bound was found", "a region, or a larger certify --effort")
            return Plan(claim, problem, values, tuple(statuses), None, why), formulas
        if not np.isfinite(values[letter]):
            statuses.append(HypothesisStatus(f"{letter} is finite", "fails", values[letter], "a finite number", "prescription"))
            return Plan(claim, problem, values, tuple(statuses), None), formulas
    monitored = {one.name for one in pathwise.of_step(claim)}
    for hypothesis in claim.hypotheses:
        if hypothesis.name in monitored:
            statuses.append(HypothesisStatus(hypothesis.name, "monitored", None, "at each step that is checked", "statement"))
            continue
        statuses.append(check(hypothesis, values, claim.binds(hypothesis)))
    if any(status.fails and status.binding for status in statuses):
        return Plan(claim, problem, values, tuple(statuses), None), formulas
    # the statement's T is known up to a constant; what is claimed for every T is checked as far as it goes
    if formulas and claim.prescription:
        values[s.T] = float(min(HORIZON, most_steps))
    steps = int(values[s.T])
    if steps > most_steps:
        why = helped(f"T = {steps} exceeds --max-steps {most_steps}", f"--max-steps {steps}")
        return Plan(claim, problem, values, tuple(statuses), None, why), formulas
    return Plan(claim, problem, values, tuple(statuses), None), formulas


def advised(laid: Plan) -> str:
    """What to write for a region that runs leave."""
    assert laid.experiment is not None
    if isinstance(laid.problem, RegularisedProblem):
        return "a larger region is needed"
    try:
        whole = within(laid.problem, None)
        again = plan(laid.claim, whole, laid.values[s.epsilon], laid.experiment.seed)
    except InputError as error:  # a constant that is declared is refuted beyond the region
        return f"beyond the region {error}"
    if again.experiment is None:
        return "no box was found that the iterates cannot leave"
    if again.problem.region is None:
        return f"no region is needed: {again.reach}"
    return f"region = {again.problem.region!r} would do: {again.reach}"


def of_runs(part: Part) -> bool:
    """Whether the part is measured along runs; what is no average of them (Theorem 1's last distance) is left to a study."""
    known = {letter for letter in map(str, part.left.free_symbols) if letter in QUANTITIES or letter in GAPS}
    return part.kind in MEASURED and (part.kind != Kind.EXPECTATION or bool(known))


def _unknown(problem: Problem, names: Iterable[str]) -> str:
    """The constants that may be finite, of which no upper end was found, with what is known of them; none: ''."""
    found = {} if problem.certificate is None else {c.name: c.enclosure for c in problem.certificate.constants}
    return ", ".join(
        f"{name} is at least {found[name].lower:.6g}" for name in names
        if name in found and found[name].lower < np.inf == found[name].upper and problem.constant(name) == np.inf
    )  # fmt: skip


def assumptions(claim: Claim, problem: Problem) -> list[HypothesisStatus]:
    """Assumptions S, N, B, P as far as the problem's constants tell, the algorithm, and what monitoring needs."""
    statuses = []
    names = {"S": "L", "N": "sigma", "B": "c_inf", "P": "mu"}
    for letter in claim.assumptions:
        if letter == "R":
            statuses.append(HypothesisStatus("assumption R", "monitored", None, "rho' is measured along the runs", "section 2"))
            continue
        value = problem.constant(names[letter])
        holds = value is not None and np.isfinite(value)
        limit = f"a finite {names[letter]}"
        said = "holds" if holds else OPEN if _unknown(problem, (names[letter],)) else "fails"
        statuses.append(HypothesisStatus(f"assumption {letter}", said, value, limit, "section 2"))
    name = problem.algorithm.name
    fits = name in claim.algorithms
    limit = " or ".join(claim.algorithms)
    statuses.append(HypothesisStatus("algorithm", "holds" if fits else "fails", name, limit, claim.source))
    if problem.region is not None:
        limit = f"|x_i| <= {problem.region:g} at every step"
        statuses.append(HypothesisStatus("iterates stay in the region", "monitored", None, limit, "constants"))
    return statuses


def _not_declared(claim: Claim, problem: Problem) -> str:
    """The facts that deciding the claim's measured parts rests on and that the algorithm does not declare; none: ''."""
    rule, kinds, missing = problem.rule, {part.kind for part in claim.parts}, []
    if rule.decay_kind is None:
        missing.append("kind of decay (decay_kind)")
    elif rule.decay_kind is Decay.IN_GRADIENT:
        missing.append("constant decay (lambda_k): with a penalty that changes it minimises no fixed objective")
    names = {name for part in claim.parts if part.kind == Kind.EXPECTATION for name in weights(part)}
    unranged = sorted(name for name in names if name in QUANTITIES and name not in RANGED)
    if unranged:
        missing.append(f"bound of {', '.join(unranged)}: no range is derived, so no mean of it can be decided")
    needs = {"m": {"u_sq", "m_err_sq"}, "move": {"v_dx_sq", "dx_sq"}, "v_low": {"dx_sq"}, "v_high": {"grad_F_k_sq", "u_sq"}}
    lacking = [field for field, used in needs.items() if names & used and getattr(rule.bounds, field) is None]
    if lacking:
        missing.append(f"bounds ({', '.join(f'bounds.{field}' for field in lacking)})")
    if Kind.CONDITIONAL in kinds and not rule.averages:
        missing.append("moments that are averages (averages)")
    if any(part.left.free_symbols & STEP_OF_CLAIM for part in claim.parts) and rule.reference is None:
        missing.append("second writing of its step (reference)")
    return ", nor ".join(missing)


def schedule_of(laid: Plan, formulas: Formulas) -> Schedule:
    """The hyper-parameters of every step: the file's lists, the claim's formulas in k, or constants."""
    problem, values, a = laid.problem, laid.values, laid.problem.algorithm
    plain = PaperSchedule(
        algorithm=problem.rule,
        beta_1=values[s.beta_1],
        beta_2=a.beta_2,
        eta=values[s.eta],
        lambda_=values[s.lambda_],
        delta=a.delta,
        mu_v=number(s.mu_v, values),
        initialisation="zero" if laid.claim.initialisation == "zero" else "gradient",
    )
    if a.scheduled and not formulas:
        listed = {name: tuple(getattr(a, name)) for name in a.scheduled}
        return ListedSchedule(plain, **listed)
    if formulas:
        known = {letter: sp.Float(value, 17) for letter, value in values.items() if letter not in (s.k, s.beta_1, s.eta)}
        beta_1, eta = (expand(formulas.get(letter, sp.Float(values[letter], 17))).subs(known) for letter in (s.beta_1, s.eta))
        return FormulaSchedule(problem.rule, beta_1, eta, a.beta_2, values[s.lambda_], a.delta, number(s.mu_v, values))
    return plain


def _experiment(laid: Plan, steps: int, seed: int, backend: str, formulas: Formulas) -> Experiment:
    problem, values = laid.problem, laid.values
    averaged = [part for part in laid.parts if part.kind == Kind.EXPECTATION and not part.every_T]
    measured = {name for part in averaged for name in weights(part)}
    grid = laid.grid
    goal = next(iter(averaged), None)
    first_below = {} if goal is None else {pathwise.name_of(laid.claim, goal): (weights(goal), laid.bound(goal))}
    lower: tuple[Reducer, ...] = (Least(("g_sup",)),) if problem.constant("c_s") else ()
    schedule = schedule_of(laid, formulas)
    prefixes = tuple(Prefixes(tuple(weights(part)), laid.horizons, part.weighted) for part in laid.parts if part.every_T)
    steps_checked = tuple(pathwise.reducer(laid.claim, p, problem, values) for p in laid.parts if p.kind == Kind.PATHWISE)
    return Experiment(
        problem=problem,
        algorithm=problem.rule,
        schedule=schedule,
        steps=steps,
        seed=seed,
        reducers=(
            Averages(tuple(sorted(measured)), grid, first_below),
            Snapshots(OBJECTIVES, grid),
            Largest(("g_sup",)),
            *lower,
            *prefixes,
            *steps_checked,
        ),
        backend=backend,
    )
