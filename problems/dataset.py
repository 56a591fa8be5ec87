"""Data sets of finite sums: from a CSV or LIBSVM file, or generated from a seed.

A CSV file has a header line; every other column than the label's must be numeric. A LIBSVM file has one sample a line,
`label index:value ...`, indices from 1. Faults are refused with file, row (the line of the file) and column.
"""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from problems.errors import InputError
from problems.limits import LARGEST, data_set
from problems.reading import decimal, text_of

Array = NDArray[np.float64]
#: what is a number to somebody, but not here: `1,2`, `1_000`, other scripts' digits
OTHER_NUMBER = re.compile(r"[\d.,_' +-]*\d[\d.,_' +-]*")
INDEX = re.compile(r"[0-9]{1,18}")
LIBSVM = (".libsvm", ".svm", ".svmlight")


@dataclass(frozen=True, eq=False)
class Dataset:
    """Features (n, d), labels as the file has them with their rows in the file, and what the columns are called."""

    source: str
    features: Array
    labels: tuple[str, ...]
    rows: tuple[int, ...]
    columns: tuple[str, ...]
    label: str = "label"

    def numeric_labels(self) -> Array:
        """The labels as numbers. Raises InputError for a text."""
        return np.array([_number(text, self.source, row, self.label) for text, row in zip(self.labels, self.rows, strict=True)])

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


def read_dataset(path: Path, label: str | None) -> Dataset:
    """The data set of a file; `label` names the label column of a CSV file.

    Raises:
        InputError: no such file, or something in it that cannot be used.
    """
    source = path.name
    lines = text_of(path, f"the data file {path}").splitlines()
    if not any(line.strip() for line in lines):
        raise InputError(f"{source} is empty")
    if path.suffix in LIBSVM:
        return _libsvm(lines, source)
    return _csv(lines, source, label)


def _csv(lines: list[str], source: str, label: str | None) -> Dataset:
    table = [(number, row) for number, row in enumerate(csv.reader(lines), start=1) if row]
    header, body = [name.strip() for name in table[0][1]], table[1:]
    if label is None:
        raise InputError(f"label is missing: name the label column of {source}, one of {', '.join(header)}")
    if label not in header:
        raise InputError(f'{source} has no column "{label}"; it has {", ".join(header)}')
    if len(set(header)) != len(header):
        twice = next(name for name in header if header.count(name) > 1)
        raise InputError(f'{source} row 1: the column "{twice}" stands there twice')
    if not body:
        raise InputError(f"{source} has a header and no rows")
    place = header.index(label)
    columns = tuple(name for name in header if name != label)
    features, labels = np.empty((len(body), len(columns))), []
    for i, (number, row) in enumerate(body):
        if len(row) != len(header):
            raise InputError(f"{source} row {number}: {len(row)} entries where the header has {len(header)}")
        labels.append(row[place].strip())
        if not labels[-1]:
            raise InputError(f'{source} row {number}, column "{label}": nothing stands there')
        entries = row[:place] + row[place + 1 :]
        features[i] = [_number(text, source, number, name) for text, name in zip(entries, columns, strict=True)]
    return _checked(Dataset(source, features, tuple(labels), tuple(number for number, _ in body), columns, label))


def _libsvm(lines: list[str], source: str) -> Dataset:
    samples: list[tuple[int, str, dict[int, float]]] = []
    for number, line in enumerate(lines, start=1):
        fields = line.split("#", 1)[0].split()
        if not fields:
            continue
        entries: dict[int, float] = {}
        for field in fields[1:]:
            index, colon, text = field.partition(":")
            place = int(index) if colon and INDEX.fullmatch(index) else 0
            if place < 1 or place in entries:
                raise InputError(f'{source} row {number}: "{field}" must be index:value, indices from 1, each once')
            entries[place] = _number(text, source, number, index)
        samples.append((number, fields[0], entries))
    width = max((max(entries, default=0) for _, _, entries in samples), default=0)
    if not width:
        raise InputError(f"{source} has no features")
    data_set(len(samples), width, f"{source} has {len(samples)} samples and indices up to {width}")
    features = np.zeros((len(samples), width))
    for i, (_, _, entries) in enumerate(samples):
        for place, value in entries.items():
            features[i, place - 1] = value
    rows, labels, _ = zip(*samples, strict=True)
    return _checked(Dataset(source, features, labels, rows, tuple(map(str, range(1, width + 1)))))


def _checked(data: Dataset) -> Dataset:
    if not data.columns:
        raise InputError(f"{data.source} has no columns beside the label")
    constant = np.flatnonzero(np.all(data.features == data.features[0], axis=0))
    if len(data.features) > 1 and len(constant):
        value = data.features[0, constant[0]]
        raise InputError(
            f'{data.source}, column "{data.columns[constant[0]]}": every row has {value:g}; '
            "leave it out (intercept = true adds a column of ones)"
        )
    return data


def _number(text: str, source: str, row: int, column: str) -> float:
    value = decimal(text)
    if value is None:
        raise InputError(f'{source} row {row}, column "{column}": "{text.strip()}" is not a number')
    if not np.isfinite(value):
        raise InputError(f'{source} row {row}, column "{column}": {text.strip()} is not a finite number')
    if abs(value) > LARGEST:
        raise InputError(f'{source} row {row}, column "{column}": {text.strip()} is beyond {LARGEST:g}; scale the data')
    return value


def _order(text: str) -> tuple[int, float, str]:
    value = decimal(text)
    return (1, 0.0, text) if value is None else (0, value, "")


def standardised(features: Array) -> Array:
    """Each column minus its mean, divided by its standard deviation (that of the n values, not n - 1).

    Raises:
        InputError: a column does not vary, as with one sample.
    """
    if len(features) == 1:
        raise InputError("standardise needs at least two samples: the deviation of one is 0")
    centred = features - np.mean(features, axis=0)
    return np.asarray(centred / np.sqrt(np.mean(np.square(centred), axis=0)))
