"""A violation that floating point reports, looked at again in ball arithmetic.

The run is replayed to the step in question; its state there is taken as exact, and two steps from it are computed with balls
of 256 bits by the very rules, families and quantities that the ensemble uses. Where the gradient is a matrix product, the
ball is the float result with its rounding error as radius. A violation is confirmed if the slack's ball lies below 0 and the
state itself respects Lemma 1's bounds, so that no rounding before the step can be what broke the inequality.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np
import sympy as sp
from flint import arb, ctx

from problems.families.base import Coupled, Separable
from problems.problem import Problem
from problems.sampling import Sampling
from theory.algorithms.base import Algorithm, Hyper
from theory.claim import Part
from verify.decide.checks.expectation import weights
from verify.decide.checks.pathwise import StepInequality, value_of
from verify.decide.checks.rounding import Rounding
from verify.simulate.ensemble import Ensemble, Experiment
from verify.simulate.program import own_rows
from verify.simulate.quantities import QUANTITIES, View, seen
from verify.simulate.streams import WordStreams, stream_key

BITS = 256
#: how wide a mean over a run may be, relative to it
RADIUS = 1e-9
Balls = Any  # an object array of arb, shape (d,)
FUNCTIONS = [{"sqrt": lambda a: arb(a).sqrt(), "log": lambda a: arb(a).log(), "Max": max, "Min": min}]


#: what a rule may use and a ball has under another name, or not at all
NAMED: dict[str, Callable[..., arb]] = {
    "arctan": lambda a: arb(a).atan(),
    "logaddexp": lambda a, b: (arb(a).exp() + arb(b).exp()).log(),
}


class Exact(np.ndarray[Any, Any]):
    """An object array of balls that knows `NAMED`."""

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **keywords: Any) -> Any:
        plain = [np.asarray(one) if isinstance(one, Exact) else one for one in inputs]
        rule = NAMED.get(ufunc.__name__)
        found = getattr(ufunc, method)(*plain, **keywords) if rule is None else np.frompyfunc(rule, ufunc.nin, 1)(*plain)
        return found.view(Exact) if isinstance(found, np.ndarray) else found


def balls(values: Any) -> Balls:
    """Floats as exact balls."""
    return np.array([arb(float(value)) for value in np.atleast_1d(values)], dtype=object).view(Exact)


def replay(inequality: StepInequality, experiment: Experiment, run: int, step: int) -> dict[str, Any]:
    """The step again: `confirmed`, the slack's ball, the coordinate that matters most, and the values of all of them."""
    before = ctx.prec
    ctx.prec = BITS
    try:
        return _replay(inequality, experiment, run, step)
    finally:
        ctx.prec = before


class Seen(NamedTuple):
    """Two steps in balls: every quantity at k and k + 1, what it was made of, the state before, the schedule at both."""

    quantities: list[dict[str, Any]]
    views: list[View]
    start: Any
    hyper: dict[str, float]
    after: dict[str, float]
    inside: bool  # the state before respects Lemma 1's bounds


def two_steps(experiment: Experiment, run: int, step: int, needs: Iterable[str]) -> Seen:
    """Replay a run to `step` and take two steps from there in the current ball precision; `needs` are quantities."""
    problem, rule = experiment.problem, experiment.algorithm
    ensemble = Ensemble(replace(experiment, reducers=(), steps=step, keep_state=True))
    start = ensemble.run(range(run, run + 1))["state"][:, :, 0]
    bound = problem.constant("c_inf")
    assert bound is not None
    arrived = rule.slots(*start)
    inside = bool(np.all(np.abs(getattr(arrived, "m", 0.0)) <= bound))
    if rule.averages:  # what another n may be is not known
        inside = inside and bool(np.all((arrived.n >= 0) & (arrived.n <= bound**2)))
    (now, hyper), (ahead, after) = _steps(ensemble, run, start, step, 2)
    found = [{name: _reduced(problem, name, view) for name in needs} for view in (now, ahead)]
    return Seen(found, [now, ahead], dict(zip(rule.slots._fields, start, strict=True)), hyper, after, inside)


def _steps(ensemble: Ensemble, run: int, start: Any, first: int, count: int) -> Iterator[tuple[View, dict[str, float]]]:
    """Steps of a run in the current ball precision, from a state that is taken as exact; beside each the schedule."""
    experiment, problem, rule = ensemble.experiment, ensemble.experiment.problem, ensemble.experiment.algorithm
    words = WordStreams(
        stream_key(experiment.seed, problem.name, experiment.purpose), np.array([run]), problem.noise.words, first
    ).take(count)
    rows, names = ensemble.rows_at(np.arange(first, first + count), np.array([run]))[:, :, 0], ensemble.step.table
    state = rule.slots(*(balls(values) for values in start))
    for j in range(count):
        table = dict(zip(names, map(float, rows[j]), strict=True))
        hyper = {name: arb(value) for name, value in table.items()}
        hyper |= {name: arb(Hyper._field_defaults.get(name, 0.0)) for name in experiment.schedule.neutral}
        view, state = _step(problem, rule, state, hyper, words[j : j + 1])
        yield view, table


def mean_of(part: Part, experiment: Experiment) -> arb:
    """The average of a part's left side over all steps of a run without noise, from its start on, as a ball.

    Balls grow from step to step; where nothing is left of them the run is followed with more bits.
    """
    before = ctx.prec
    try:
        for bits in (BITS, 4 * BITS, 16 * BITS):
            ctx.prec = bits
            found = _mean_of(part, experiment)
            if found.is_finite() and found.rad() <= RADIUS * abs(found.mid()):
                break
        return found
    finally:
        ctx.prec = before


def _mean_of(part: Part, experiment: Experiment) -> arb:
    problem, steps = experiment.problem, int(experiment.steps)
    start = np.zeros((len(experiment.algorithm.slots._fields), problem.dimension))
    start[0] = problem.start
    views = (view for view, _ in _steps(Ensemble(replace(experiment, reducers=())), 0, start, 0, steps))
    total = sum((weight * _reduced(problem, name, view) for view in views for name, weight in weights(part).items()), arb(0))
    return total / steps


def _replay(inequality: StepInequality, experiment: Experiment, run: int, step: int) -> dict[str, Any]:
    found, views, start, first, _, inside = two_steps(experiment, run, step, inequality.needs)
    constants = {letter: arb(float(value)) for letter, value in inequality.values.items()}
    given = [value_of(x, found[0], found[1], lambda name: arb(first[name]), constants) for x in inequality.letters]
    slack = arb(sp.lambdify(inequality.letters, inequality.difference, modules=FUNCTIONS)(*given))
    before = {name if name == "x" else f"{name}_before": value for name, value in start.items()}
    values = before | {"g": _floats(views[0].g), "g_next": _floats(views[1].g)}
    return {
        "confirmed": bool(slack < 0) and inside,
        "ball": slack.str(20),
        "bounds_of_lemma_1_hold_before": inside,
        "coordinate": _coordinate(inequality, views),
        "values": {name: np.asarray(value, dtype=np.float64).tolist() for name, value in values.items()},
    }


def _step(problem: Problem, rule: Algorithm, state: Any, hyper: dict[str, Any], words: Any) -> tuple[View, Any]:
    noise, family = problem.noise, problem.family
    coefficients = [balls(values) for values in family.coefficients] if isinstance(family, Separable) else []
    term = family.term(state.x, *coefficients) if isinstance(family, Separable) else None
    grad = _gradient(problem, state.x, coefficients)
    if isinstance(noise, Sampling):
        assert isinstance(family, Coupled)
        g_float = np.empty((problem.dimension, 2))
        family.minibatch(_column(state.x), np.repeat(noise.rows(words[0]), 2, axis=1), g_float, {})
        g = _enclosed(problem, g_float[:, 0])
    else:
        z = np.empty((1, problem.dimension, 1), dtype=noise.dtype)
        noise.fill(words, z)
        g = grad + balls(noise.scale / noise.batch) * balls(z[0, :, 0])
    given = Hyper.of(hyper, own_rows(rule))
    moved, claimed = rule.update(state, g, given), problem.rule.reference
    ahead = _gradient(problem, moved.state.x, coefficients)
    expected = None if claimed is None else claimed(state, g, given)
    return seen(state, moved, g, grad, term, given, hyper["lambda_0"], ahead, expected), moved.state


def _gradient(problem: Problem, x: Balls, coefficients: list[Balls]) -> Balls:
    family = problem.family
    if isinstance(family, Separable):
        return family.slope(x, *coefficients)
    return _enclosed(problem, family.gradient_at(_column(x))[:, 0])


def _column(x: Balls) -> Any:
    """Midpoints as two equal columns: families work on blocks."""
    return np.repeat(_floats(x)[:, None], 2, axis=1)


def _enclosed(problem: Problem, values: Any) -> Balls:
    error = Rounding(problem)
    return np.array([arb(float(v), error.gamma * (abs(float(v)) + error.gradient_scale)) for v in values], dtype=object).view(
        Exact
    )


def _reduced(problem: Problem, name: str, view: View) -> Any:
    if name == "F" and view.term is None:
        value = float(problem.family.value_at(_column(view.x))[0])
        error = Rounding(problem)
        return arb(value, error.gamma * (abs(value) + error.value_scale))
    quantity = QUANTITIES[name]
    parts = list(np.broadcast_to(quantity.of(view), view.x.shape))
    total = arb(parts[0])
    for part in parts[1:]:
        total = total + part if quantity.reduce == "sum" else total.max(part) if quantity.reduce == "max" else total.min(part)
    return total


def _coordinate(inequality: StepInequality, views: list[View]) -> int | None:
    """The coordinate in which an extreme quantity of the inequality is attained; None for sums over all of them."""
    for name in inequality.needs:
        reduce = QUANTITIES[name].reduce
        if reduce != "sum" and name != "x_sup":
            values = _floats(QUANTITIES[name].of(views[1 if name.startswith("v_sq_ratio") else 0]))
            return int(np.argmin(values) if reduce == "min" else np.argmax(values))
    return None


def _floats(values: Balls) -> Any:
    return np.array([float(arb(value).mid()) for value in np.atleast_1d(values)])
