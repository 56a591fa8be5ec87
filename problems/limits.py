"""Limits of what can be measured: what a problem would need of the machine, estimated before anything is made, and sizes."""

import math

from problems.errors import InputError

#: sizes of numbers that runs are measured with: fourth powers, times others of their kind, are still floats
SMALLEST, LARGEST = 1e-60, 1e60
#: the most that the arrays of one kind may take together
MOST_BYTES = 2e9
#: copies of a data set that live at once: as read, transposed, standardised
COPIES = 6
#: arrays of a block of runs that live at once: state, noise, gradients, what the update rule makes on its way
ARRAYS, RUNS = 24, 64


def within(entries: float, said: str) -> None:
    """Refuse arrays of that many floats, all copies counted. Raises InputError with the estimate."""
    if 8.0 * entries > MOST_BYTES:
        raise InputError(f"{said}, which needs about {8e-9 * entries:.3g} GB; at most {1e-9 * MOST_BYTES:g} GB are used")


def data_set(samples: int, width: int, said: str) -> None:
    """Refuse a data set that does not fit. Raises InputError."""
    within(float(COPIES) * samples * width, said)


def block(dimension: int, said: str) -> None:
    """Refuse a dimension whose blocks of runs do not fit. Raises InputError."""
    within(float(ARRAYS) * RUNS * dimension, said)


def minibatches(dimension: int, batch: int, said: str) -> None:
    """Refuse minibatches whose rows, for a block of runs, do not fit. Raises InputError."""
    within(3.0 * RUNS * dimension * batch, said)


def measurable(name: str, value: float, where: str) -> None:
    """Refuse a number that floats cannot be measured with; infinite says that there is none.

    Raises:
        InputError: names the number and where it may lie.
    """
    if value and math.isfinite(value) and not SMALLEST <= abs(value) <= LARGEST:
        raise InputError(f"{name}={value:g} must be 0 or lie in [{SMALLEST:g}, {LARGEST:g}] to be measured with  ({where})")
