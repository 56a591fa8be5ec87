"""The verdict of a conditional part: its states, the enumeration or the draws, and the second look in ball arithmetic."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from theory.claim import Part
from verify.decide.checks.adversary import adversarial, along_runs, extreme
from verify.decide.checks.conditional import NextStep, States
from verify.decide.checks.replay import BITS
from verify.decide.evaluate import Values
from verify.decide.helps import more, unconfirmed
from verify.decide.statistics import mean_interval
from verify.decide.verdict import Measured, Outcome
from verify.simulate.ensemble import Experiment
from verify.simulate.streams import WordStreams, stream_key

#: states whose means are sampled, and draws for each, where the noise has no finite support
SAMPLED_STATES = 4
DRAWS = 8_192


@dataclass(frozen=True)
class Found:
    """The least slack (with an interval where it was sampled) over how many states, and where it is."""

    outcome: Outcome
    slack: float
    lower: float | None
    upper: float | None
    states: int
    how: str
    witness: dict[str, Any] | None = None
    helps: str | None = None


def decide(part: Part, experiment: Experiment, values: Values, error_rate: float) -> Found:
    """HOLDS if the inequality holds at all states up to rounding; a violation counts if the balls confirm it."""
    step = NextStep(part, experiment.problem, experiment.algorithm, experiment.schedule, values)
    if not step.finite:
        seen = along_runs(experiment)
        states = seen if seen.x.size else extreme(experiment.problem, experiment.seed)
        return _sampled(step, states, experiment, error_rate)
    sources = (along_runs(experiment), extreme(experiment.problem, experiment.seed), adversarial(step, experiment.seed))
    count, worst = 0, (np.inf, np.inf, sources[0], 0)
    for states in sources:
        if not states.x.size:  # every run left the region at its first step
            continue
        slack, allowance = step.slack(states), step.allowance(states)
        counts = step.inside(states)
        ratio = np.where(counts, slack / allowance, np.inf)
        count += int(np.sum(counts))
        j = int(np.argmin(ratio))
        if ratio[j] < worst[0]:
            worst = (float(ratio[j]), float(slack[j]), states, j)
    ratio_least, slack_least, states, j = worst
    how = f"enumerated at {count} states; the number is the least slack, at a state {states.label}"
    if not count:
        how = "no state was found at which the inequality speaks"
        return Found(Outcome.UNDECIDED, 0.0, None, None, 0, how, helps="another --seed, which tries others")
    if ratio_least >= -1.0:
        return Found(Outcome.HOLDS, slack_least, None, None, count, how)
    witness = _described(states.at(slice(j, j + 1))) | {"slack": slack_least, "slack_over_allowance": ratio_least}
    ball = step.ball(states.at(slice(j, j + 1)))
    if ball is not None:
        witness |= {"ball": ball.str(20), "confirmed": bool(ball < 0)}
    confirmed = ball is None or bool(ball < 0)
    outcome = Outcome.VIOLATED if confirmed else Outcome.UNDECIDED
    helps = None if confirmed else unconfirmed(ball.str(20), BITS)
    return Found(outcome, slack_least, None, None, count, how, witness, helps)


def _sampled(step: NextStep, states: States, experiment: Experiment, error_rate: float) -> Found:
    """Confidence sequences for the mean slack at a few states; the least lower limit decides, an upper one below 0 refutes."""
    chosen = np.linspace(0, states.x.shape[1] - 1, SAMPLED_STATES).astype(int)
    key = stream_key(experiment.seed, experiment.problem.name, f"next minibatch {step.part.id}")
    least: tuple[float, float, float, int] | None = None
    for place, column in enumerate(chosen):
        # a draw is a step of the stream: its words stand side by side
        words = WordStreams(key, np.array([place]), experiment.problem.noise.words).take(DRAWS)[:, :, 0].T
        one = states.at(slice(column, column + 1))
        slack = step.draws(one, np.ascontiguousarray(words))
        low, high = step.slack_range(one)
        # "the mean slack is at least 0": what it lacks of the largest is at most that
        lacks = mean_interval(high - slack, high - low, error_rate / SAMPLED_STATES, high)
        if least is None or high - lacks.upper < least[1]:
            least = (high - lacks.mean, high - lacks.upper, high - lacks.lower, int(column))
    assert least is not None
    mean, lower, upper, column = least
    outcome = Outcome.HOLDS if lower >= 0.0 else Outcome.VIOLATED if upper < 0.0 else Outcome.UNDECIDED
    how = f"{DRAWS} minibatches drawn at each of {SAMPLED_STATES} states along runs; the number is the least mean slack"
    helps = more(Measured(-mean, -upper, -lower, DRAWS), 0.0, DRAWS, "minibatches at a state")
    witness = _described(states.at(slice(column, column + 1))) if outcome == Outcome.VIOLATED else None
    return Found(outcome, mean, lower, upper, SAMPLED_STATES, how, witness, helps)


def _described(state: States) -> dict[str, Any]:
    named: dict[str, NDArray[np.float64]] = {"x": state.x, "m": state.m, "n": state.n}
    return {"state": state.label, "k": int(state.k[0]), **{name: array[:, 0].tolist() for name, array in named.items()}}
