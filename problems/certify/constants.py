"""Every constant of a problem, enclosed, and what its file declares judged against it."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from flint import arb

from problems.certify.arithmetic.balls import ball, enclosure
from problems.certify.arithmetic.points import Found, point_of
from problems.certify.certificate import FROM_BELOW, Certificate, Constant, Invariance, Status, Witness
from problems.certify.invariance import invariance
from problems.certify.models.finite_sum.objective import FiniteSum
from problems.certify.models.finite_sum.sampling import SamplingMoments
from problems.certify.models.model import Model
from problems.certify.models.moments import AdditiveMoments, Moments
from problems.certify.witness import (
    against_bound,
    against_gap,
    against_least,
    against_minimum,
    against_pl,
    against_smoothness,
    against_variance,
    shifted_value,
)
from problems.enclosure import Enclosure
from problems.noise import Noise
from problems.sampling import Sampling
from theory.algorithms.base import Decay

if TYPE_CHECKING:
    from problems.problem import Problem

Challenge = Callable[[float], Witness | None]
ZERO = arb(0)


def moments_of(model: Model, noise: Noise | Sampling) -> Moments:
    """The noise's own facts beside those of F."""
    if isinstance(noise, Sampling):
        assert isinstance(model, FiniteSum)  # a problem file that samples from no data is refused
        return SamplingMoments(model, noise)
    return AdditiveMoments(model, noise)


class Certifier:
    """The constants of one problem, each with the challenge that looks for a witness against a declared value."""

    def __init__(self, problem: "Problem", effort: int) -> None:
        self.problem, self.declared = problem, problem.declared
        self.model = problem.family.model(problem.region, effort)
        self.moments = moments_of(self.model, problem.noise)
        self.start = point_of(problem.start)
        self.constants: list[Constant] = []
        self.found: dict[str, tuple[Enclosure, Challenge]] = {}
        self.bounds: list[arb] = []

    def run(self) -> Certificate:
        problem, decay = self.problem, ball(self.problem.algorithm.lambda_)
        regularised = problem.rule.decay_kind is Decay.IN_GRADIENT
        self._smoothness("L", ZERO)
        self._bound("c_inf", ZERO)
        self._deviation()
        minimiser = self._minimum()
        self._gap("Delta", ZERO, minimiser)
        self._least()
        self._pl("mu", lambda: self.model.pl(), minimiser)
        if problem.algorithm.lambda_ > 0 or "mu_k" in self.declared:
            self._pl("mu_k", lambda: self._pl_dynamic(decay), minimiser)
        if regularised:
            self._smoothness("L_l2", decay)
            self._bound("c_inf_l2", decay)
            self._gap("Delta_l2", decay, self.model.minimum(decay))
        proof: Invariance = invariance(problem.algorithm, problem.start, problem.region, self.bounds)
        coordinates = tuple(enclosure(b, b, "").upper for b in self.bounds)
        return Certificate(problem.name, problem.where, tuple(self.constants), proof, coordinates)

    def _smoothness(self, name: str, shift: arb) -> None:
        began = time.process_time()
        found = self.model.smoothness(shift)
        self._keep(name, found, began, lambda value: against_smoothness(self.model, found, shift, value))

    def _bound(self, name: str, shift: arb) -> None:
        began = time.process_time()
        found, i, self.bounds = self.moments.bound(shift)
        at = found.at

        def challenge(value: float) -> Witness | None:
            return None if at is None else against_bound(self.moments, at, i, shift, value)

        self._keep(name, found, began, challenge)

    def _deviation(self) -> None:
        began = time.process_time()
        found = self.moments.deviation(self.start)
        at = found.at or self.start
        self._keep("sigma", found, began, lambda value: against_variance(self.moments, at, value))

    def _minimum(self) -> Found:
        began = time.process_time()
        found = self.model.minimum(ZERO)
        self._keep("minimum", found, began, lambda value: against_minimum(self.model, found, value))
        return found

    def _gap(self, name: str, shift: arb, minimiser: Found) -> None:
        began = time.process_time()
        value, least = shifted_value(self.model, self.start, shift), minimiser.enclosure
        low = value - ball(least.high)
        high = value - ball(least.low)
        bounds = enclosure(low.max(ZERO), high.max(ZERO), f"F(x_0) in balls, less the minimum ({least.method})")
        self._keep(name, Found(bounds), began, lambda v: against_gap(self.model, self.start, minimiser, shift, v))

    def _least(self) -> None:
        began = time.process_time()
        found = self.moments.least(self.start)
        at = found.at or self.start
        self._keep("c_s", found, began, lambda value: against_least(self.moments, at, value))

    def _pl(self, name: str, find: Callable[[], Found], minimiser: Found) -> None:
        began = time.process_time()
        found = find()
        self._keep(name, found, began, lambda value: against_pl(self.model, found, minimiser, value))

    def _pl_dynamic(self, decay: arb) -> Found:
        """mu of F_k uniformly: decay = lambda c_2 with the c_inf that a claim uses."""
        if decay == 0:
            return self.model.pl()
        c_inf = next(c for c in self.constants if c.name == "c_inf").used
        c_2 = (ball(c_inf) ** 2 + ball(self.problem.algorithm.delta)).sqrt()
        return self.model.pl_dynamic(decay * c_2 if c_2.is_finite() else c_2)

    def _keep(self, name: str, found: Found, began: float, challenge: Challenge) -> None:
        self.found[name] = found.enclosure, challenge
        self.constants.append(self.judge(name, self.declared.get(name), time.process_time() - began))

    def judge(self, name: str, declared: float | None, seconds: float = 0.0) -> Constant:
        """What is to be said of this declared value, with a witness where it is refuted."""
        bounds, challenge = self.found[name]
        if declared is None:
            return Constant(name, None, bounds, Status.CERTIFIED, None, seconds)
        below = name in FROM_BELOW
        right = declared <= bounds.low if below else declared >= bounds.high
        wrong = declared > bounds.high if below else declared < bounds.low
        witness = challenge(declared) if wrong else None
        # a value on the wrong side that no witness breaks is not refuted: nobody could check it
        status = Status.CERTIFIED if right else Status.REFUTED if witness is not None else Status.UNDECIDED
        return Constant(name, declared, bounds, status, witness, seconds)
