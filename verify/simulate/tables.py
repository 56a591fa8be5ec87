"""The table of hyper-parameters that a loop reads: what a schedule gives, and what the algorithm makes of it."""

import numpy as np
from numpy.typing import NDArray

from theory.algorithms.base import SHARED, STEP, Algorithm, Hyper, Parameters
from verify.simulate.program import HYPER_ROWS
from verify.simulate.schedule import Schedule

Array = NDArray[np.float64]


def table_of(
    schedule: Schedule, algorithm: Algorithm, own: Parameters, k: NDArray[np.int64], lanes: NDArray[np.int64]
) -> Array:
    """A schedule's table at steps k with the algorithm's own rows below it, (K, rows, W or 1)."""
    rows = schedule.rows(k, lanes)
    shared = {name: rows[:, HYPER_ROWS.index(name)] for name in STEP}
    more = [np.broadcast_to(values, (len(k), rows.shape[2])) for values in algorithm.own_rows(own, k, shared)]
    return np.concatenate([rows, np.stack(more, axis=1)], axis=1) if more else rows


def stands_still(algorithm: Algorithm) -> bool:
    """Whether a step whose hyper-parameters are all 0 leaves the state as it is (delta and eps keep v positive)."""
    still = dict.fromkeys((*SHARED, *algorithm.own), 0.0) | {"delta": 1.0, "eps": 1.0}
    before = algorithm.slots(*(np.array([2.0 + j]) for j in range(len(algorithm.slots._fields))))
    with np.errstate(all="ignore"):
        after = algorithm.update(before, np.array([1.0]), Hyper.of(still, {name: name for name in algorithm.own})).state
    return bool(after == before)
