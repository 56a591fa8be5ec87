"""What runs would need of the machine, estimated before the first of them is begun."""

from collections.abc import Sequence

import numpy as np

from problems.errors import InputError
from problems.limits import MOST_BYTES
from verify.simulate.ensemble import Experiment
from verify.simulate.measure import TRAJECTORY_RUNS

#: copies of records that live at once: by batch, joined, and what is made of them while they are judged
COPIES = 4
#: coordinates that a processor moves a second, about, and the longest that is begun
SPEED, MOST_DAYS = 1e7, 30.0


def floats(experiment: Experiment) -> int:
    """How many numbers are kept of a run that has no course of its own."""
    one = np.array([TRAJECTORY_RUNS])
    kept = [value.size for reducer in experiment.reducers for value in reducer.begin(1, one).result().values()]
    return 2 + sum(kept) + (3 * experiment.problem.dimension if experiment.keep_state else 0)


def affordable(experiments: Sequence[Experiment], runs: int, most: int) -> None:
    """Refuse `most` runs that would not fit into memory, and `runs` that would take longer than anybody waits.

    Raises:
        InputError: the estimate, and what could be.
    """
    name = experiments[0].problem.name
    size = 8.0 * COPIES * sum(map(floats, experiments))
    if size * most > MOST_BYTES:
        raise InputError(
            f"{most} runs on {name} need about {1e-9 * size * most:.3g} GB; {1e-9 * MOST_BYTES:g} GB are used, for at most "
            f"{int(MOST_BYTES / size)} runs: lower --max-runs or --runs"
        )
    moved = sum(float(np.max(experiment.steps)) * experiment.problem.dimension for experiment in experiments)
    days = moved * runs / SPEED / 86400.0
    if days > MOST_DAYS:
        raise InputError(
            f"{runs} runs of {name} of {moved / experiments[0].problem.dimension:.3g} steps take about {days:.3g} days of a "
            f"processor; at most {MOST_DAYS:g} are begun: lower --runs, or the number of steps"
        )
