"""Does a theorem cover what somebody runs? Hypotheses with their factors, the nearest run that is covered, a measurement."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import sympy as sp

from problems.certify import certify
from problems.noise import Silent
from problems.problem import Problem
from problems.regularised import regularised
from problems.schema import AlgorithmSection
from theory import symbols as s
from theory.algorithms import adamw, all_algorithms
from theory.algorithms.base import Decay
from theory.claim import Claim, Kind
from verify.decide.checks import expectation
from verify.decide.convention import Convention, Translated, translate
from verify.decide.evaluate import COMPARE, check, number, over, prescribe, values_of
from verify.decide.plan import OPEN, assumptions
from verify.decide.statistics import mean_interval
from verify.simulate.averages import Averages
from verify.simulate.cost import affordable
from verify.simulate.ensemble import Ensemble, Experiment
from verify.simulate.schedule import PaperSchedule, Schedule, TorchSchedule

#: where a hypothesis is a strict inequality there is no nearest point: this much inside
INSIDE = 0.99
#: significant digits of a nearest number, which is rounded to where it is covered
DIGITS = 6
#: coordinates of the end point that are shown
ENTRIES = 4


@dataclass(frozen=True)
class Condition:
    """A hypothesis at the given hyper-parameters; `factor` > 1 says by how much a number misses its limit (None: no number)."""

    name: str
    holds: bool
    value: float | str | None
    limit: str
    factor: float | None
    source: str


def as_run(problem: Problem, given: Translated) -> Problem:
    """The problem with the algorithm and the numbers that are run; with a decay in the gradient, F + (lambda/2) ||x||^2 itself,
    whose constants are its own. Raises InputError for numbers that a file could not have."""
    a = problem.algorithm
    numbers = {"delta": given.delta, "beta_2": given.beta_2, "beta_1": given.beta_1, "eta": given.eta, "T": given.steps}
    if given.rule is None or given.rule == a.name:
        section = a.model_copy(update={**numbers, "lambda_": given.lambda_})
    else:
        section = AlgorithmSection.model_validate({"name": given.rule, **numbers, "lambda": given.lambda_})
    rule = section.rule
    made = replace(problem, algorithm=section)
    if rule.decay_kind is not Decay.IN_GRADIENT or rule.fades:
        return made
    if (a.name, a.lambda_) != (section.name, given.lambda_):
        declared = {name: value for name, value in problem.declared.items() if not name.endswith("_l2")}
        made = replace(made, declared=declared)
        made = replace(made, certificate=certify(made))
    return regularised(made)


def values_at(problem: Problem, given: Translated, epsilon: float) -> dict[sp.Symbol, float]:
    """The constants of what is run and its hyper-parameters, in the paper's letters."""
    values = values_of(as_run(problem, given), epsilon)
    return values | {s.beta_1: given.beta_1, s.eta: given.eta, s.T: float(given.steps)}


def conditions(claim: Claim, problem: Problem, given: Translated, epsilon: float, left: str = "") -> list[Condition]:
    """Every hypothesis of the claim: its assumptions, its numbers, those that only its proof uses, and what is run.

    `left` says how many runs left the region, if any did. Where an assumption fails its constants are infinite: no number is
    compared.
    """
    made, values = as_run(problem, given), values_at(problem, given, epsilon)
    found = [
        Condition(h.name, h.status == "holds", "no bound was found" if h.status == OPEN else
                  "infinite" if isinstance(h.value, float) and math.isinf(h.value) else h.value,
                  str(h.limit), None, h.source)
        for h in assumptions(claim, made)
        if h.status != "monitored" and h.name != "algorithm"
    ]  # fmt: skip
    found += _algorithm(claim, made, given, values)
    if left:
        found.append(Condition("iterates stay in the region", False, left, f"|x_i| <= {made.region}", None, "measured"))
    if s.L not in values or not np.isfinite(values[s.L]) or not np.isfinite(values.get(s.c_inf, np.inf)):
        return found
    for hypothesis in claim.hypotheses:
        status = check(hypothesis, values, True)
        sign, _ = COMPARE[type(hypothesis.relation)]
        left_side, right = number(hypothesis.relation.lhs, values), number(hypothesis.relation.rhs, values)
        high, low = (left_side, right) if sign > 0 else (right, left_side)
        factor = over(high, low)
        found.append(Condition(hypothesis.name, not status.fails, left_side, str(status.limit), factor, hypothesis.source))
    return found


def _algorithm(claim: Claim, made: Problem, given: Translated, values: dict[sp.Symbol, float]) -> list[Condition]:
    """What is run against what the claim is about: what no number says."""
    rule, decays = made.rule, given.lambda_ > 0
    name = made.algorithm.name
    decoupled = rule.decay_kind is Decay.DECOUPLED
    found = []
    about = [known for known in map(all_algorithms().get, claim.algorithms) if known is not None]
    if decays and name not in claim.algorithms and any(one.reference is rule.reference and one.fades for one in about):
        found.append(Condition("lambda_k of the claim", False, "lambda at every k", "lambda (1 - mu_v)^k", None, claim.source))
    elif name not in claim.algorithms and not (decoupled and not decays and any(one.decay_kind is Decay.NONE for one in about)):
        found.append(Condition("algorithm", False, name, " or ".join(claim.algorithms), None, claim.source))
    else:
        found.append(Condition("algorithm", True, name, " or ".join(claim.algorithms), None, claim.source))
    return found + [
        Condition(what, claim.initialisation == "zero" and what == "initial moments", run, wanted, None, claim.source)
        for what, run, wanted in given.departures
    ]


def covered(found: Sequence[Condition]) -> bool:
    """Whether no hypothesis fails."""
    return all(c.holds for c in found)


def _rounded(value: float, up: bool) -> float:
    """The nearest number above or below with so many digits."""
    if not math.isfinite(value) or not value:
        return value
    best = float(f"{value:.{DIGITS - 1}e}")
    step = 10.0 ** (math.floor(math.log10(abs(value))) - DIGITS + 1)
    while best < value if up else best > value:
        best = float(f"{best + (step if up else -step):.{DIGITS - 1}e}")
    return best


def nearest(claim: Claim, values: dict[sp.Symbol, float]) -> dict[sp.Symbol, float]:
    """Hyper-parameters that are covered, written out in a few digits: each is moved only as far as a hypothesis needs.

    delta first, T last.
    """
    moved = dict(values)
    if number(s.mu_v, moved) >= 1.0:
        moved[s.delta] = _rounded(moved[s.beta_2] * moved[s.c_inf] ** 2 / INSIDE, up=True)
    moved[s.decay_0] = number(s.lambda_ / 2 * s.c_2 * s.x_0_sq, moved)
    for letter in (s.beta_1, s.eta):
        limit = prescribe(claim.prescription, moved, {s.beta_1: moved[s.beta_1]} if letter == s.eta else {})[letter]
        moved[letter] = moved[letter] if moved[letter] <= limit else _rounded(limit, up=False)
    if moved[s.lambda_] * moved[s.eta] >= 1.0:
        moved[s.eta] = _rounded(INSIDE / moved[s.lambda_], up=False)
    given = {letter: moved[letter] for letter in (s.beta_1, s.eta)}
    moved[s.T] = max(moved[s.T], math.ceil(prescribe(claim.prescription, moved, given)[s.T]))
    return moved


def nearest_run(
    claim: Claim, problem: Problem, given: Translated, epsilon: float, held: Sequence[Condition]
) -> dict[sp.Symbol, float] | None:
    """The nearest numbers of the run that are covered; None where none are, the constants being infinite."""
    if all(c.factor is None for c in held):
        return None
    # a decay in the gradient is part of the objective, in whose constants no lambda is left
    return nearest(claim, values_at(problem, given, epsilon)) | {s.lambda_: given.lambda_}


def sentence(claim: Claim, found: Sequence[Condition], given: Translated, near: dict[sp.Symbol, float] | None) -> str:
    """The answer: covered or not, why not, and the nearest run that is."""
    own = (given.beta_1, given.beta_2, given.eta, given.lambda_, given.delta)
    run = f"{given.written(*own)}, {given.steps} steps"
    if covered(found):
        return f"{claim.key} covers this run: {run}."
    failing = [c for c in found if not c.holds]
    why = ", ".join(c.name + (f" (by a factor of {c.factor:.3g})" if c.factor is not None else "") for c in failing)
    said = f"{claim.key} does not cover this run ({run}): {'it fails' if len(failing) == 1 else 'these fail'}: {why}"
    if near is None:
        return f"{said}; no numbers of the run are covered on this problem."
    letters = (s.beta_1, s.beta_2, s.eta, s.lambda_, s.delta)
    numbers = [x.name for x, mine in zip(letters, own, strict=True) if near[x] != mine]
    numbers += ["T"] if near[s.T] != given.steps else []
    other = [f"{c.name}: {c.limit}" for c in failing if c.factor is None]
    differs = "; and ".join(
        [
            *([f"it differs in {', '.join(numbers)}"] if numbers else []),
            *([f"as no number says, in {'; '.join(other)}"] if other else []),
        ]
    )
    return (
        f"{said}; the nearest covered run is {given.written(*(near[x] for x in letters))}, T = {int(near[s.T])}, and {differs}."
    )


#: what people run: the libraries' defaults, and what is common for large models
COMMON = (
    (f"torch.optim.{adamw.ALGORITHM.torch}", Convention.TORCH, ()),
    (f"torch.optim.{adamw.ALGORITHM.torch}, large models", Convention.TORCH, ("lr=3e-4", "betas=0.9,0.95", "weight_decay=0.1")),
    (f"optax.{adamw.ALGORITHM.optax}", Convention.OPTAX, ()),
)


def common(claim: Claim, problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """A table of common defaults: on each problem, what fails and by what factor, and the nearest that is covered."""
    rows = []
    for problem in problems:
        if not all(np.isfinite(problem.constant(name) or np.inf) for name in ("c_inf", "L")):
            continue
        for name, convention, words in COMMON:
            given = translate(convention, words)
            found = conditions(claim, problem, given, problem.epsilon)
            failing = {c.name: c.factor for c in found if not c.holds and c.factor is not None}
            near = nearest(claim, values_at(problem, given, problem.epsilon))
            letters = (s.beta_1, s.eta, s.delta, s.T)
            rows.append({
                "claim": claim.id, "variant": str(claim.variant), "problem": problem.name, "settings": name,
                "failing": failing, "nearest": {letter.name: near[letter] for letter in letters},
            })  # fmt: skip
    return rows


@dataclass(frozen=True)
class Measured:
    """What the library's own algorithm does: the left side of every part in expectation, and where the runs end.

    `end` has the means over runs of ||x_T||_inf and ||grad F(x_T)||, and the first entries of the first run's x_T; `left` says
    how many runs left the region, if any did.
    """

    rows: list[dict[str, Any]]
    end: dict[str, Any]
    left: str


def experiment(claim: Claim, problem: Problem, given: Translated, epsilon: float, seed: int) -> Experiment:
    """The library's own algorithm on the problem."""
    made, values = as_run(problem, given), values_at(problem, given, epsilon)
    # a decay in the gradient is a part of the objective that is run
    decay = 0.0 if made.rule.decay_kind is Decay.NONE else given.lambda_
    drift = number(s.mu_v, values) if made.rule.fades else 0.0
    schedule: Schedule = (
        TorchSchedule(replace(given.torch, weight_decay=decay))
        if given.torch
        else PaperSchedule(made.rule, given.beta_1, given.beta_2, given.eta, decay, given.delta, drift, claim.initialisation)
    )
    needs = tuple(sorted({name for part in _parts(claim) for name in expectation.weights(part)}))
    return Experiment(made, made.rule, schedule, given.steps, seed, (Averages(needs),), keep_state=True, purpose="cover")


def _parts(claim: Claim) -> list[Any]:
    return [part for part in claim.parts if part.kind == Kind.EXPECTATION and not part.every_T]


def measure(
    claim: Claim, problem: Problem, given: Translated, epsilon: float, runs: int, seed: int, error_rate: float
) -> Measured:
    """The left side of every part in expectation, measured over runs of the library's algorithm, and where these end.

    The error rate is split evenly over the parts. Their intervals use that under B every v is at most c_inf + delta^(1/2);
    without noise a run is exact.
    """
    made, values = as_run(problem, given), values_at(problem, given, epsilon)
    silent = isinstance(problem.noise, Silent)
    runs = 1 if silent else runs
    laid = experiment(claim, problem, given, epsilon, seed)
    affordable([laid], runs, runs)
    records = Ensemble(laid).run(range(runs))
    stopped = int(np.sum(records["stopped"] > 0))
    finite = all(np.isfinite(values.get(letter, np.inf)) for letter in (s.L, s.c_inf))
    rows = []
    parts = _parts(claim)
    share = error_rate / max(1, len(parts))
    for part in parts:
        values_of_part = expectation.measured_values(part, records)
        top = _largest(made, given, expectation.weights(part))
        interval = mean_interval(values_of_part, top, share) if not (stopped or silent) and np.isfinite(top) else None
        mean = float(np.mean(values_of_part))
        rows.append({
            "part": part.id, "mean": mean, "lower": interval.lower if interval else mean if silent else None,
            "upper": interval.upper if interval else mean if silent else None,
            "bound": number(part.right, values) if finite else None, "runs": runs, "stopped": stopped,
            "error_rate": share if interval else None,
        })  # fmt: skip
    x = records["state"][0]
    gradients = made.family.gradient_at(np.repeat(x, 2, axis=1) if runs == 1 else x)[:, :runs]
    lengths = np.hypot.reduce(gradients, axis=0)
    end = {
        "x_sup": float(np.mean(np.max(np.abs(x), axis=0))), "grad": float(np.mean(lengths)),
        "x": [float(entry) for entry in x[:ENTRIES, 0]], "dimension": made.dimension,
    }  # fmt: skip
    left = f"{stopped} of {runs} runs do not, run {int(np.argmax(records['stopped'] > 0))} first" if stopped else ""
    return Measured(rows, end, left)


def _largest(problem: Problem, given: Translated, weights: Mapping[str, float]) -> float:
    c_inf = problem.constant("c_inf")
    if c_inf is None or problem.region is None:
        return float("inf")
    v = c_inf * (1.0 + 1e-9) + np.sqrt(given.delta)
    one = np.square(2.0 * c_inf * (1.0 + 1e-9) + given.lambda_ * problem.region * v) * problem.dimension
    step = np.square(2.0 * problem.region) * problem.dimension
    sizes = {"v_dx_sq": v**2 * step, "dx_sq": step}
    return float(sum(weight * sizes.get(name, one) for name, weight in weights.items()))
