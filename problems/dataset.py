"""Data sets of finite sums, as a file has them or generated from a seed.

Faults are refused with file, row (the line of the file) and column.
"""

import math
import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from problems.errors import InputError
from problems.limits import LARGEST
from problems.reading import decimal

Array = NDArray[np.float64]
#: what is a number to somebody, but not here: `1,2`, `1_000`, other scripts' digits
OTHER_NUMBER = re.compile(r"[\d.,_' +-]*\d[\d.,_' +-]*")
COMMA = re.compile(r"[+-]?\d*,\d+(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
#: what stands where a value is missing, in small letters
MISSING = frozenset({"", "na", "n/a", "nan", "null", "none", "?"})
#: how many columns or places a line names
SHOWN = 6
#: how far the mean and the deviation of a standardised column may be from 0 and 1
STANDARD = 1e-12


@dataclass(frozen=True, eq=False)
class Dataset:
    """Features (n, d), labels as the file has them with their rows in the file, and what the columns are called."""

    source: str
    features: Array
    labels: tuple[str, ...]
    rows: tuple[int, ...]
    columns: tuple[str, ...]
    label: str = "label"

    @property
    def constant(self) -> tuple[str, ...]:
        """The columns that have one value in every row, each with it."""
        same = np.flatnonzero(np.all(self.features == self.features[0], axis=0))
        return tuple(f"{self.columns[i]} ({self.features[0, i]:g})" for i in same)

    @property
    def note(self) -> str:
        """What was read: `heart.csv: 270 rows, 13 columns; the same in every row: sex (1)`."""
        n, d = self.features.shape
        kept = f"{self.source}: {n} row{'s' * (n != 1)}, {d} column{'s' * (d != 1)} beside the label"
        return kept + (f"; the same in every row: {few(self.constant)}" if self.constant else "")

    def numeric_labels(self) -> Array:
        """The labels as numbers. Raises InputError for a text."""
        return np.array([entry(text, self.source, row, self.label) for text, row in zip(self.labels, self.rows, strict=True)])

    def classes(self) -> Array:
        """The labels as -1 and +1: of two numbers the larger is +1, of two texts the later in the alphabet.

        Raises:
            InputError: there are not exactly two classes.
        """
        for text, row in zip(self.labels, self.rows, strict=True):
            value = decimal(text)
            if value is None and OTHER_NUMBER.fullmatch(text):
                raise InputError(f'{self.source} row {row}, column "{self.label}": "{text}" is not a number')
            if value is not None and not np.isfinite(value):
                raise InputError(f'{self.source} row {row}, column "{self.label}": {text} is not a finite number')
        keys = [_order(text) for text in self.labels]
        classes = sorted(set(keys))
        if len(classes) != 2:
            count = "1 class" if len(classes) == 1 else f"{len(classes)} classes"
            shown = ", ".join(self.labels[keys.index(key)] for key in classes[:4]) + (", ..." if len(classes) > 4 else "")
            raise InputError(f'{self.source}, column "{self.label}": {count} ({shown}) where there must be two')
        return np.array([1.0 if key == classes[1] else -1.0 for key in keys])


def few(names: tuple[str, ...] | list[str]) -> str:
    """The first names, and how many more there are."""
    more = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" and {more} more" if more > 0 else "")


def entry(text: str, source: str, row: int, column: str) -> float:
    """The number that stands in a row and column. Raises InputError."""
    place, value = f'{source} row {row}, column "{column}":', decimal(text)
    if value is None:
        point = ", which has a decimal comma; write a point" if COMMA.fullmatch(text.strip()) else ""
        raise InputError(f'{place} "{text.strip()}" is not a number{point}')
    if not np.isfinite(value):
        raise InputError(f"{place} {text.strip()} is not a finite number")
    if abs(value) > LARGEST:
        raise InputError(f"{place} {text.strip()} is beyond {LARGEST:g}; scale the data")
    return value


def _order(text: str) -> tuple[int, float, str]:
    value = decimal(text)
    return (1, 0.0, text) if value is None else (0, value, "")


def standardised(features: Array, columns: tuple[str, ...] = ()) -> Array:
    """Each column minus its mean, divided by its standard deviation (that of the n values, not n - 1).

    A column that has one value in every row becomes 0.

    Raises:
        InputError: there is one sample, or a column varies so little that floats do not keep mean 0 and deviation 1.
    """
    if len(features) == 1:
        raise InputError("standardise needs at least two samples: the deviation of one is 0")
    centred = features - np.mean(features, axis=0)
    centred[:, np.all(features == features[0], axis=0)] = 0.0
    # of values that are close to each other the differences are exact and their mean is not: a second time it is
    centred -= np.mean(centred, axis=0)
    size = np.max(np.abs(centred), axis=0)
    scaled = centred / np.where(size > 0, size, 1.0)
    deviation = np.sqrt(np.mean(np.square(scaled), axis=0))
    found = scaled / np.where(deviation > 0, deviation, 1.0)
    for i in np.flatnonzero(size > 0):
        mean = math.fsum(found[:, i]) / len(found)
        if abs(mean) > STANDARD or abs(math.fsum(np.square(found[:, i])) / len(found) - 1.0) > STANDARD:
            name = columns[i] if columns else str(i + 1)
            raise InputError(f'standardise: the column "{name}" varies too little to be given mean 0 and deviation 1')
    return np.asarray(found)
