"""Every constant of a problem, enclosed, and what its file declares judged against it."""

import time
from collections import OrderedDict
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
from problems.certify.models.moments import AdditiveMoments, DiscreteMoments, Moments
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
from problems.discrete import Discrete
from problems.errors import InputError
from problems.fingerprint import fingerprint
from problems.noise import Noise
from problems.sampling import Sampling
from theory.algorithms.base import Decay

if TYPE_CHECKING:
    from problems.problem import Problem

#: what was found and a declared value -> a witness against it
Challenge = Callable[[Found, float], Witness | None]
ZERO = arb(0)


def moments_of(model: Model, noise: Noise | Sampling) -> Moments:
    """The noise's own facts beside those of F."""
    if isinstance(noise, Sampling):
        assert isinstance(model, FiniteSum)  # a problem file that samples from no data is refused
        return SamplingMoments(model, noise)
    return DiscreteMoments(model, noise) if isinstance(noise, Discrete) else AdditiveMoments(model, noise)


#: models by what they are of: problems that differ in noise, start or algorithm share what was searched on F
_models: OrderedDict[str, Model] = OrderedDict()
MODELS = 8


def _model(problem: "Problem", effort: int) -> Model:
    key = fingerprint(problem.family, problem.region, effort)
    found = _models.pop(key, None) or problem.family.model(problem.region, effort)
    _models[key] = found
    if len(_models) > MODELS:
        _models.popitem(last=False)
    return found


class Certifier:
    """The constants of one problem, each with the challenge that looks for a witness against a declared value."""

    def __init__(self, problem: "Problem", effort: int) -> None:
        self.problem, self.declared = problem, problem.declared
        try:
            self.model = _model(problem, effort)
        except InputError as error:
            raise InputError(f"{error}  ({problem.where}: [problem] region)") from None
        self.moments = moments_of(self.model, problem.noise)
        self.start = point_of(problem.start)
        self.constants: list[Constant] = []
        self.found: dict[str, tuple[Found, Challenge]] = {}
        self.bounds: list[arb] = []

    def run(self, pl: bool = True) -> Certificate:
        """All constants; without `pl`, those of the PL condition are left out."""
        problem, decay = self.problem, ball(self.problem.algorithm.lambda_)
        regularised = problem.rule.decay_kind is Decay.IN_GRADIENT
        self._smoothness("L", ZERO)
        self._bound("c_inf", ZERO)
        self._deviation()
        minimiser = self._minimum()
        self._gap("Delta", ZERO, minimiser)
        self._least()
        if pl:
            self._pl("mu", lambda: self.model.pl(), minimiser)
        if pl and (problem.algorithm.lambda_ > 0 or "mu_k" in self.declared):
            self._pl("mu_k", lambda: self._pl_dynamic(decay), minimiser)
        if regularised:
            self._smoothness("L_l2", decay)
            self._bound("c_inf_l2", decay)
            self._gap("Delta_l2", decay, self.model.minimum(decay))
        proof: Invariance = invariance(problem.algorithm, problem.start, problem.region, self.bounds)
        coordinates = tuple(enclosure(b, b, "").upper for b in self.bounds)
        return Certificate(problem.name, problem.where, tuple(self.constants), proof, coordinates)

    def _smoothness(self, name: str, shift: arb) -> None:
        self._keep(name, lambda: self.model.smoothness(shift), lambda f, v: against_smoothness(self.model, f, shift, v))

    def _bound(self, name: str, shift: arb) -> None:
        coordinate = 0

        def find() -> Found:
            nonlocal coordinate
            found, coordinate, self.bounds = self.moments.bound(shift)
            return found

        self._keep(name, find, lambda f, v: None if f.at is None else against_bound(self.moments, f.at, coordinate, shift, v))

    def _deviation(self) -> None:
        self._keep("sigma", lambda: self.moments.deviation(self.start),
                   lambda f, v: against_variance(self.moments, f.at or self.start, v))  # fmt: skip

    def _minimum(self) -> Found:
        return self._keep("minimum", lambda: self.model.minimum(ZERO), lambda f, v: against_minimum(self.model, f, v))

    def _gap(self, name: str, shift: arb, minimiser: Found) -> None:
        def find() -> Found:
            value, least = shifted_value(self.model, self.start, shift), minimiser.enclosure
            low = value - ball(least.high)
            high = value - ball(least.low)
            return Found(enclosure(low.max(ZERO), high.max(ZERO), f"F(x_0) in balls, less the minimum ({least.method})"))

        self._keep(name, find, lambda _, v: against_gap(self.model, self.start, minimiser, shift, v))

    def _least(self) -> None:
        self._keep("c_s", lambda: self.moments.least(self.start),
                   lambda f, v: against_least(self.moments, f.at or self.start, v))  # fmt: skip

    def _pl(self, name: str, find: Callable[[], Found], minimiser: Found) -> None:
        self._keep(name, find, lambda f, v: against_pl(self.model, f, minimiser, v))

    def _pl_dynamic(self, decay: arb) -> Found:
        """mu of F_k uniformly: decay = lambda c_2 with the c_inf that a claim uses."""
        if decay == 0:
            return self.model.pl()
        c_inf = next(c for c in self.constants if c.name == "c_inf").used
        c_2 = (ball(c_inf) ** 2 + ball(self.problem.algorithm.delta)).sqrt()
        return self.model.pl_dynamic(decay * c_2 if c_2.is_finite() else c_2)

    def _keep(self, name: str, find: Callable[[], Found], challenge: Challenge) -> Found:
        began = time.process_time()
        found = find()
        self.found[name] = found, challenge
        self.constants.append(self.judge(name, self.declared.get(name), time.process_time() - began))
        return found

    def judge(self, name: str, declared: float | None, seconds: float = 0.0) -> Constant:
        """What is to be said of this declared value, with a witness where it is refuted."""
        found, challenge = self.found[name]
        bounds = found.enclosure
        if declared is None:
            return Constant(name, None, bounds, Status.CERTIFIED, None, seconds)
        below = name in FROM_BELOW
        right = declared <= bounds.low if below else declared >= bounds.high
        wrong = declared > bounds.high if below else declared < bounds.low
        witness = challenge(found, declared) if wrong else None
        # a value on the wrong side that no witness breaks is not refuted: nobody could check it
        status = Status.CERTIFIED if right else Status.REFUTED if witness is not None else Status.UNDECIDED
        return Constant(name, declared, bounds, status, witness, seconds)
