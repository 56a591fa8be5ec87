"""Whether an algorithm does what it declares: its facts against random steps, which may refute them and never prove them."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from theory import symbols as s
from theory.algorithms.base import SHARED, STEP, Algorithm, Decay, Hyper, Objective

Array = NDArray[np.float64]
#: the objective whose gradient, over v, the undisturbed step follows
MINIMISES = {Decay.NONE: Objective.LOSS, Decay.DECOUPLED: Objective.DYNAMIC, Decay.IN_GRADIENT: Objective.REGULARISED,
             Decay.OWN: Objective.DYNAMIC}  # fmt: skip
#: coordinates of a trial, its steps, trials with hyper-parameters of their own
WIDTH, STEPS, TRIALS = 256, 40, 12
#: rounding of a step and of a formula
SLACK = 1e-9


def refuted(algorithm: Algorithm, seed: int = 0) -> list[str]:
    """What is declared and not true, one line each; facts that are not declared are not looked at."""
    found: dict[str, None] = {}
    kind, objective = algorithm.decay_kind, algorithm.objective
    if kind is not None and objective is not None and objective is not MINIMISES[kind]:
        found[f"{algorithm.name}: objective is {objective}, and decay_kind is {kind}"] = None
    for trial in range(TRIALS):
        for line in _trial(algorithm, np.random.default_rng([seed, trial])):
            found.setdefault(f"{algorithm.name}: {line}")
    return list(found)


def _trial(algorithm: Algorithm, draw: np.random.Generator) -> Iterator[str]:
    c_inf, delta, beta_2 = (float(10.0 ** draw.uniform(*ends)) for ends in ((-2, 2), (-4, 1), (-3, 0)))
    eta, decay, beta_1 = float(10.0 ** draw.uniform(-3, 0)), float(draw.uniform(0.0, 0.9)), float(draw.uniform(0.01, 1.0))
    own = algorithm.Parameters()
    letters: dict[sp.Symbol, float] = {
        s.c_inf: c_inf,
        s.d: WIDTH,
        s.delta: delta,
        s.eta: eta,
        s.beta_2: beta_2,
        s.lambda_: decay,
    }
    letters |= {letter.symbol: float(getattr(own, name)) for name, letter in algorithm.letters.items()}
    bounds = {name: _number(bound, letters) for name, bound in vars(algorithm.bounds).items() if bound is not None}
    state = algorithm.slots(draw.standard_normal(WIDTH), *(np.zeros(WIDTH) for _ in algorithm.slots._fields[1:]))
    penalised = algorithm.decay_kind is Decay.IN_GRADIENT
    for k in range(STEPS):
        first = k == 0
        h = hyper(
            algorithm, k, beta_1=1.0 if first else beta_1, beta_2=1.0 if first else beta_2, eta=eta, lambda_=decay, delta=delta
        )
        # what enters is g + lambda x with a decay in the gradient, else g
        enters = c_inf * np.clip(1.2 * draw.uniform(-1, 1, WIDTH), -1, 1) * (1.0 if draw.random() < 0.8 else 0.01)
        g = enters - decay * state.x if penalised else enters
        moved = algorithm.update(state, g, h)
        yield from _decay(algorithm, state, g, h, moved)
        if algorithm.averages:
            yield from _averages(algorithm, state, enters, h, moved.state)
        if algorithm.reference is not None:
            again = algorithm.reference(state, g, h)
            for name in algorithm.slots._fields:
                one, other = getattr(moved.state, name), getattr(again, name)
                if not np.allclose(one, other, rtol=SLACK, atol=SLACK * float(np.max(np.abs(other)))):
                    yield f"the reference gives another {name}"
        left = (1.0 - decay * eta if algorithm.decay_kind is Decay.DECOUPLED else 1.0) * state.x
        slack = SLACK * (1.0 + np.max(np.abs(state.x)) / eta) * np.max(moved.v)
        measured = {"m": np.abs(getattr(moved.state, "m", np.zeros(1))), "v_high": moved.v,
                    "move": moved.v * np.abs(moved.state.x - left) / eta - slack}  # fmt: skip
        for name, values in measured.items():
            if name in bounds and np.max(values) > bounds[name] * (1.0 + SLACK):
                yield f"bounds.{name} is exceeded"
        if "v_low" in bounds and np.min(moved.v) < bounds["v_low"] * (1.0 - SLACK):
            yield "bounds.v_low is not reached"
        state = moved.state


def hyper(algorithm: Algorithm, k: int, **shared: float) -> Hyper:
    """The hyper-parameters of one step as numbers, the algorithm's own ones at their defaults."""
    given = {name: shared.get(name, Hyper._field_defaults.get(name, 0.0)) for name in SHARED}
    table = {name: np.array([[given[name]]]) for name in STEP}
    own = algorithm.own_rows(algorithm.Parameters(), np.array([k]), table)
    mine = {name: float(np.ravel(value)[0]) for name, value in zip(algorithm.own, own, strict=True)}
    return Hyper.of(given | mine, {name: name for name in algorithm.own})


def _decay(algorithm: Algorithm, state: Any, g: Array, h: Hyper, moved: Any) -> Iterator[str]:
    without = h._replace(lambda_=0.0)
    if algorithm.decay_kind is Decay.NONE and not _same(moved.state, algorithm.update(state, g, without).state):
        yield "decay_kind is none, and lambda changes the step"
    penalised = algorithm.update(state, g + h.lambda_ * state.x, without).state
    if algorithm.decay_kind is Decay.IN_GRADIENT and not _same(moved.state, penalised):
        yield "decay_kind is in the gradient, and the step is not that of g + lambda x"
    if algorithm.decay_kind is Decay.DECOUPLED:
        plain = algorithm.update(state, g, without).state
        if not _same(moved.state, plain._replace(x=plain.x - h.lambda_ * h.eta * state.x)):
            yield "decay_kind is decoupled, and the step is not the undecayed one less lambda eta x"
    if algorithm.decay_kind is Decay.OWN:
        plain = algorithm.update(state, g, without).state
        if any(np.any(getattr(moved.state, name, 0.0) != getattr(plain, name, 0.0)) for name in ("m", "n")):
            yield "decay_kind is of its own, and lambda changes a moment"
    expected = h.lambda_ if algorithm.decay_kind in (Decay.DECOUPLED, Decay.OWN) else 0.0
    if algorithm.decay_kind is not None and np.any(moved.decay != expected):
        yield "the decay that a step reports is not that of its kind"


def _averages(algorithm: Algorithm, state: Any, enters: Array, h: Hyper, after: Any) -> Iterator[str]:
    if set(algorithm.slots._fields) != {"x", "m", "n"}:
        yield "averages are declared of slots that are not x, m, n"
        return
    for name, value in (("m", enters), ("n", np.square(enters))):
        beta = h.beta_1 if name == "m" else h.beta_2
        mean = (1.0 - beta) * getattr(state, name) + beta * value
        if not np.allclose(getattr(after, name), mean, rtol=SLACK, atol=SLACK * float(np.max(np.abs(mean)))):
            yield f"averages: {name} is not the average of what enters"


def _same(one: Any, other: Any) -> bool:
    return all(
        np.allclose(a, b, rtol=SLACK, atol=SLACK * (1e-300 + float(np.max(np.abs(b))))) for a, b in zip(one, other, strict=True)
    )


def _number(bound: sp.Expr, letters: dict[sp.Symbol, float]) -> float:
    return float(bound.subs(letters))
