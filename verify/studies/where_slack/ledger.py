"""The ledger of a proof's slacks along runs: every inequality at every step, its sum and its least.

Slacks are linear in what is measured, so rounding is bounded term by term. Write gamma as in `checks.rounding`, S for gamma
times the gradient's scale and X = 5u (||x_k|| + ||x_{k+1}||) for the rounding of x_{k+1}. A sum of squares q of
differences that are off by S is off by 2 sqrt(q) S + S^2 and gamma q; what is made of x_{k+1} - x_k = -eta u_k/v_k is off by X.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import sympy as sp
from flint import arb
from numpy.typing import NDArray

from problems.certify.arithmetic.balls import precision
from theory import symbols as s
from theory.papers.adamw.slack import MEASURED, Slack, When
from theory.symbols import expand
from verify.decide.checks.replay import BITS, FUNCTIONS, two_steps
from verify.decide.checks.rounding import UNIT, Rounding
from verify.decide.evaluate import Values, as_function
from verify.simulate.ensemble import Experiment
from verify.simulate.measure import Chunk, Reducer, Running
from verify.simulate.program import HYPER_ROWS

Array = NDArray[np.float64]
NOW = {
    s.F_now: "F", s.decay_now: "decay_energy", s.decay_ahead: "decay_energy_ahead", s.grad_dx: "grad_dx", s.dx_sq: "dx_sq",
    s.m_err_sq: "m_err_sq", s.grad_F_k_sq: "grad_F_k_sq", s.u_sq: "u_sq", s.m_err_over_v: "m_err_over_v",
    s.grad_F_k_over_v: "grad_F_k_over_v", s.u_over_v: "u_over_v", s.grad_step_sq: "grad_step_sq",
}  # fmt: skip
NEXT = {
    s.F_next: "F", s.decay_next: "decay_energy", s.m_err_sq_next: "m_err_sq", s.noise_sq_next: "noise_sq",
    s.noise_m_err_next: "noise_m_err",
}  # fmt: skip
#: letters that the schedule gives at every step: lambda_k, eta_k, and the beta_1 of k + 1
SCHEDULED = (s.lambda_k, s.eta, s.beta_1)
#: what the rounding allowance reads besides
SCALES = ("x_sq", "grad_F_sq")


@dataclass(frozen=True)
class Terms:
    """A slack as constant + sum of coefficient times measured letter; coefficients depend on `SCHEDULED` alone."""

    letters: tuple[sp.Symbol, ...]
    coefficients: tuple[sp.Expr, ...]
    constant: sp.Expr


def terms_of(slack: Slack, values: Values) -> Terms:
    """`slack` with the problem's numbers put in. Raises ValueError if it is not linear in what is measured."""
    known = {letter: sp.Float(value, 17) for letter, value in values.items() if letter not in SCHEDULED}
    linear = _linear(slack)
    return Terms(linear.letters, tuple(c.xreplace(known) for c in linear.coefficients), linear.constant.xreplace(known))


@cache
def _linear(slack: Slack) -> Terms:
    full = sp.expand(slack.value)
    letters = tuple(sorted(full.free_symbols & (NOW.keys() | NEXT.keys()), key=str))
    coefficients = [full.coeff(letter) for letter in letters]
    constant = sp.expand(full - sum(c * x for c, x in zip(coefficients, letters, strict=True)))
    if any((c.free_symbols | constant.free_symbols) & set(letters) for c in coefficients):
        raise ValueError(f"{slack.name} is not linear in what is measured")
    return Terms(letters, tuple(map(expand, coefficients)), expand(constant))


class Ledger(Reducer):
    """Sums over k < T of every slack and of its rounding allowance; the mean of what is measured; the least slack of each.

    Results, (slacks, W) in the order given: `slack:sum`, `slack:allowed`, `slack:worst` the least slack over its allowance,
    `slack:least` and `slack:step` what it is there and where; and `slack:measured` (W,), a mean with the weights eta_k.
    """

    neighbours = True

    def __init__(self, slacks: tuple[Slack, ...], rounding: Rounding, values: Values) -> None:
        self.slacks, self.rounding = slacks, rounding
        self.values = {letter: float(value) for letter, value in values.items()}
        self.terms = tuple(terms_of(slack, values) for slack in slacks)
        used = {letter for terms in self.terms for letter in terms.letters}
        names = {(NOW | NEXT)[letter] for letter in used}
        self.needs = tuple(sorted({*names, *SCALES, "grad_F_k_sq", "u_sq", "m_err_sq", "dx_sq", "noise_sq"}))

    def __repr__(self) -> str:
        return f"Ledger {self.terms} {self.rounding}"

    def begin(self, width: int, runs: NDArray[np.int64]) -> "RunningLedger":
        return RunningLedger(self, width)


class RunningLedger(Running):
    def __init__(self, spec: Ledger, width: int) -> None:
        self.spec, self.width = spec, width
        shape = (len(spec.slacks), width)
        self.total, self.allowed = np.zeros(shape), np.zeros(shape)
        self.worst, self.least = np.full(shape, np.inf), np.full(shape, np.inf)
        self.step = np.full(shape, -1, dtype=np.int64)
        self.measured = np.zeros(width)
        self.weight = np.zeros(1)  # grows to the width where runs differ in their steps

    def update(self, chunk: Chunk) -> None:
        first, start = (chunk.first - 1, 0) if chunk.preceded else (chunk.first, 1)
        rows = len(chunk.q) - start - 1
        if rows < 1:
            return
        now = {name: chunk.q[start:-1, chunk.rows[name]] for name in self.spec.needs}
        after = {name: chunk.q[start + 1 :, chunk.rows[name]] for name in self.spec.needs}
        row = HYPER_ROWS.index
        before, behind = chunk.hyper[start:-1], chunk.hyper[start + 1 :]
        scheduled = (before[:, row("lambda_")], before[:, row("eta")], behind[:, row("beta_1")])
        errors = _errors(self.spec.rounding, now, after)
        values = {letter: now[name] for letter, name in NOW.items() if name in now}
        values |= {letter: after[name] for letter, name in NEXT.items() if name in after}
        weights = {letter: as_function(MEASURED.coeff(letter), ())() for letter in (s.grad_F_k_sq, s.u_sq)}
        eta = scheduled[1]
        self.measured = _added(self.measured, eta * sum(w * values[letter] for letter, w in weights.items()))
        self.weight = _added(np.broadcast_to(self.weight, eta.shape[1:]), eta)
        for j, (slack, terms) in enumerate(zip(self.spec.slacks, self.spec.terms, strict=True)):
            at = _rows(slack.when, first, rows, chunk.extra)
            if at.start == at.stop:
                continue
            value, allowance = self._slack(terms, values, errors, scheduled, at)
            self.total[j] = _added(self.total[j], value)
            self.allowed[j] = _added(self.allowed[j], allowance)
            with np.errstate(all="ignore"):
                ratio = np.where(value == 0.0, 0.0, value / allowance)
            where = np.argmin(ratio, axis=0)
            found = ratio[where, np.arange(self.width)]
            better = found < self.worst[j]
            self.worst[j][better], self.step[j][better] = found[better], (first + at.start + where)[better]
            self.least[j][better] = value[where, np.arange(self.width)][better]

    def _slack(
        self, terms: Terms, values: Mapping[sp.Symbol, Array], errors: Mapping[sp.Symbol, Array],
        scheduled: tuple[Array, ...], at: slice,
    ) -> tuple[Array, Array]:  # fmt: skip
        gamma = self.spec.rounding.gamma
        given = [row[at] for row in scheduled]
        constant = as_function(terms.constant, SCHEDULED)(*given)
        value = np.zeros((at.stop - at.start, self.width)) + constant
        allowance = np.zeros_like(value) + gamma * np.abs(constant)
        for letter, coefficient in zip(terms.letters, terms.coefficients, strict=True):
            c = as_function(coefficient, SCHEDULED)(*given)
            value = value + c * values[letter][at]
            allowance = allowance + np.abs(c) * (errors[letter][at] + gamma * np.abs(values[letter][at]))
        return value, allowance

    def result(self) -> dict[str, NDArray[np.generic]]:
        return {
            "slack:sum": self.total, "slack:allowed": self.allowed, "slack:worst": self.worst, "slack:least": self.least,
            "slack:step": self.step, "slack:measured": self.measured / self.weight,
        }  # fmt: skip


def confirm(experiment: Experiment, slack: Slack, values: Values, run: int, step: int) -> dict[str, Any]:
    """A negative slack of a step again, in balls from the state before it: `confirmed`, and the slack's ball."""
    with precision(BITS):
        seen = two_steps(experiment, run, step, {*NOW.values(), *NEXT.values()})
        letters = {letter: seen.quantities[0][name] for letter, name in NOW.items()}
        letters |= {letter: seen.quantities[1][name] for letter, name in NEXT.items()}
        letters |= {s.lambda_k: arb(seen.hyper["lambda_"]), s.eta: arb(seen.hyper["eta"]), s.beta_1: arb(seen.after["beta_1"])}
        full = expand(slack.value)
        names = tuple(sorted(full.free_symbols, key=str))
        given = [letters[x] if x in letters else arb(float(values[x])) for x in names]
        found = arb(sp.lambdify(names, full, modules=FUNCTIONS)(*given))
        return {"confirmed": bool(found < 0) and seen.inside, "ball": found.str(20)}


def _added(total: Array, rows: Array) -> Array:
    """A running total, step after step, whatever the chunks are: a sum of one column NumPy would form in pairs."""
    return np.cumsum(np.concatenate([total[None], rows]), axis=0)[-1]


def _rows(when: When, first: int, rows: int, extra: bool) -> slice:
    """The rows of a chunk at which a slack arises."""
    if when == When.START:
        return slice(0, 1 if first == 0 else 0)
    if when == When.END:
        return slice(rows - 1, rows) if extra else slice(0, 0)
    return slice(0, rows)


def _errors(rounding: Rounding, now: Mapping[str, Array], after: Mapping[str, Array]) -> dict[sp.Symbol, Array]:
    """How far each measured letter may be off, but for gamma times itself."""
    gamma, c_1 = rounding.gamma, np.sqrt(rounding.delta)
    own = gamma * rounding.gradient_scale
    moved = 5.0 * UNIT * (np.sqrt(now["x_sq"]) + np.sqrt(after["x_sq"]))
    root = {name: np.sqrt(now[name]) for name in ("m_err_sq", "grad_F_k_sq", "u_sq", "dx_sq", "grad_F_sq")}
    # grad F_k = grad F + decay's part, whose norm is at most the sum of both norms
    with_decay = own + gamma * (root["grad_F_k_sq"] + root["grad_F_sq"])

    def squares(norm: Array, off: Array | float) -> Array:
        return np.asarray(2.0 * norm * off + np.square(off))

    m_next, noise_next = np.sqrt(after["m_err_sq"]), np.sqrt(after["noise_sq"])
    m_err, h, u = squares(root["m_err_sq"], own), squares(root["grad_F_k_sq"], with_decay), squares(root["u_sq"], with_decay)
    nothing = np.zeros_like(m_err)
    pairing = (root["grad_F_sq"] + root["grad_F_k_sq"]) * moved + (own + gamma * root["grad_F_sq"]) * root["dx_sq"]
    errors = {
        s.F_now: nothing + gamma * rounding.value_scale, s.F_next: nothing + gamma * rounding.value_scale,
        s.decay_now: nothing, s.decay_next: nothing, s.decay_ahead: nothing, s.grad_dx: pairing,
        s.dx_sq: squares(root["dx_sq"], moved), s.m_err_sq: m_err, s.grad_F_k_sq: h, s.u_sq: u, s.m_err_over_v: m_err / c_1,
        s.grad_F_k_over_v: h / c_1, s.u_over_v: u / c_1, s.m_err_sq_next: squares(m_next, own),
        s.noise_sq_next: squares(noise_next, own), s.noise_m_err_next: (m_next + noise_next) * own + own**2,
    }  # fmt: skip
    if "grad_step_sq" in now:
        errors[s.grad_step_sq] = squares(np.sqrt(now["grad_step_sq"]), own)
    return errors
