"""Algorithms that are almost AdamW, and claims that are almost theorem 2: what the checkers must tell from the true ones."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
import sympy as sp

from theory.algorithms.adamw_d import ALGORITHM
from theory.algorithms.base import Algorithm, Hyper, Moved, State
from theory.claim import Part


def _moments(state: State, g: Any, h: Hyper) -> tuple[Any, Any]:
    m = (1.0 - h.beta_1) * state.m + h.beta_1 * g
    return m, (1.0 - h.beta_2) * state.n + h.beta_2 * (g * g)


def _moved(x: Any, m: Any, n: Any, v: Any, h: Hyper) -> Moved:
    return Moved(State(x, m, n), v, h.lambda_)


def decay_sign(state: State, g: Any, h: Hyper) -> Moved:
    """The decay pushes away from 0."""
    m, n = _moments(state, g, h)
    v = np.sqrt(n + h.delta)
    return _moved((1.0 + h.lambda_ * h.eta) * state.x - h.eta * (m / v), m, n, v, h)


def decay_twice(state: State, g: Any, h: Hyper) -> Moved:
    """The decay is applied before and after the step."""
    m, n = _moments(state, g, h)
    v, keep = np.sqrt(n + h.delta), 1.0 - h.lambda_ * h.eta
    return _moved(keep * (keep * state.x - h.eta * (m / v)), m, n, v, h)


def swapped_beta_1(state: State, g: Any, h: Hyper) -> Moved:
    """beta_1 and 1 - beta_1 exchanged: the other convention."""
    m = h.beta_1 * state.m + (1.0 - h.beta_1) * g
    _, n = _moments(state, g, h)
    v = np.sqrt(n + h.delta)
    return _moved((1.0 - h.lambda_ * h.eta) * state.x - h.eta * (m / v), m, n, v, h)


def swapped_beta_2(state: State, g: Any, h: Hyper) -> Moved:
    """beta_2 and 1 - beta_2 exchanged."""
    m, _ = _moments(state, g, h)
    n = h.beta_2 * state.n + (1.0 - h.beta_2) * (g * g)
    v = np.sqrt(n + h.delta)
    return _moved((1.0 - h.lambda_ * h.eta) * state.x - h.eta * (m / v), m, n, v, h)


def stale_momentum(state: State, g: Any, h: Hyper) -> Moved:
    """The step uses m_{k-1}."""
    m, n = _moments(state, g, h)
    v = np.sqrt(n + h.delta)
    return _moved((1.0 - h.lambda_ * h.eta) * state.x - h.eta * (state.m / v), m, n, v, h)


def delta_outside(state: State, g: Any, h: Hyper) -> Moved:
    """v = sqrt(n) + sqrt(delta)."""
    m, n = _moments(state, g, h)
    v = np.sqrt(n) + np.sqrt(h.delta)
    return _moved((1.0 - h.lambda_ * h.eta) * state.x - h.eta * (m / v), m, n, v, h)


def coupled_decay(state: State, g: Any, h: Hyper) -> Moved:
    """l2 in place of the decoupled decay: it enters both moments."""
    m, n = _moments(state, g + h.lambda_ * state.x, h)
    v = np.sqrt(n + h.delta)
    return _moved(state.x - h.eta * (m / v), m, n, v, h)


RULES = {
    "a sign in the weight decay": decay_sign,
    "decay applied twice": decay_twice,
    "beta_1 swapped with its complement": swapped_beta_1,
    "beta_2 swapped with its complement": swapped_beta_2,
    "stale momentum": stale_momentum,
    "delta outside the root": delta_outside,
    "l2 in place of decoupled": coupled_decay,
}


def algorithms() -> dict[str, Algorithm]:
    """AdamW-D with one thing made wrong."""
    return {name: replace(ALGORITHM, update=rule) for name, rule in RULES.items()}


def claims(part: Part) -> Iterator[tuple[str, Part]]:
    """`part` with one thing made wrong: a term dropped, or the exponent of one letter in one term off by 1/4."""
    for name, term in part.terms:
        yield f"without the {name}", _changed(part, name, sp.Integer(0))
        for letter in sorted(term.free_symbols, key=str):
            for sign in (1, -1):
                off = term * letter ** sp.Rational(sign, 4)
                yield f"{name}: exponent of {letter} off by {'+' if sign > 0 else '-'}1/4", _changed(part, name, off)


def _changed(part: Part, name: str, term: sp.Expr) -> Part:
    terms = tuple((other, term if other == name else value) for other, value in part.terms)
    return replace(part, terms=terms, right=sp.Add(*(value for _, value in terms)))
