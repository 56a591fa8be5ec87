"""Data files as people have them: CSV with any of the usual delimiters, LIBSVM, packed with gzip or not.

A CSV file has the names of its columns in the first row, or none (`header = false`: they are then called 1, 2, ...). A LIBSVM
file has one sample a line, `label index:value ...`, and the columns that occur in it, whatever their indices.
"""

import csv
import io
import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from problems.dataset import MISSING, Dataset, entry, few
from problems.errors import InputError
from problems.limits import data_set
from problems.reading import decimal, text_of

INDEX = re.compile(r"[0-9]{1,18}")
LIBSVM = (".libsvm", ".svm", ".svmlight")
#: a line of a LIBSVM file that has features
SPARSE = re.compile(r"[^\s:,;]+(\s+[0-9]+:\S+)+\s*(#.*)?")
#: what may stand between the entries of a row; of two that fit alike the first is taken
DELIMITERS = (",", ";", "\t", "|", " ")
#: rows that a delimiter is told from
LOOKED_AT = 100
Row = tuple[int, list[str]]


def read_dataset(path: Path, label: str | None, header: bool | None = None, delimiter: str | None = None) -> Dataset:
    """The data set of a file; `label` names the label column of a CSV file.

    Raises:
        InputError: no such file, or something in it that cannot be used.
    """
    source = path.name
    text = text_of(path, f"the data file {path}")
    lines = (line.strip() for line in text.splitlines())
    first = next((line for line in lines if line and not line.startswith("#")), None)
    if first is None:
        raise InputError(f"{source} is empty")
    names = Path(source.removesuffix(".gz"))
    if names.suffix in LIBSVM or SPARSE.fullmatch(first):
        return _libsvm(text.splitlines(), source)
    return _csv(text, source, label, header, delimiter)


def rows_of(text: str, source: str, delimiter: str | None = None) -> list[Row]:
    """The rows of a CSV file that are not empty, each with the line on which it ends; the delimiter is found if not given.

    Raises:
        InputError: a quote that is not closed, or an entry that is too long.
    """
    try:
        found = list(_split(text, delimiter or _delimiter(text)))
    except csv.Error as error:
        raise InputError(f"{source} cannot be read as rows of entries: {error}") from None
    return found


def _split(text: str, delimiter: str) -> Iterator[Row]:
    if delimiter == " ":
        text = "\n".join(line.strip() for line in text.splitlines())
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True, skipinitialspace=True)
    for row in reader:
        if any(cell.strip() for cell in row):
            yield reader.line_num, [cell.strip() for cell in row]


def _delimiter(text: str) -> str:
    """The delimiter that gives the first rows the same number of entries, the largest; else what gives most in the first."""
    best, most = ",", (False, 1)
    for delimiter in DELIMITERS:
        try:
            widths = [len(row) for _, row in itertools.islice(_split(text, delimiter), LOOKED_AT)]
        except csv.Error:
            continue
        found = (len(set(widths)) == 1 and widths[0] > 1, widths[0] if widths else 0)
        if found > most:
            best, most = delimiter, found
    return best


def _csv(text: str, source: str, label: str | None, header: bool | None, delimiter: str | None) -> Dataset:
    table = rows_of(text, source, delimiter)
    if not table:
        raise InputError(f"{source} is empty")
    first, names = table[0]
    numeric = [name for name in names if decimal(name) is not None]
    if header is None and numeric:
        raise InputError(
            f"header is missing: row {first} of {source} has numbers ({few(numeric)}); "
            "header = false if it is a sample, header = true if it has the names of the columns"
        )
    if header is False:
        names = [str(i + 1) for i in range(len(names))]
    body = table if header is False else table[1:]
    if label is None:
        raise InputError(f"label is missing: name the label column of {source}, one of {', '.join(names)}")
    if label not in names:
        raise InputError(f'label="{label}": {source} has no such column; it has {", ".join(names)}')
    if len(set(names)) != len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise InputError(f'{source} row {first}: the column "{twice}" stands there twice')
    if not body:
        raise InputError(f"{source} has a header and no rows")
    if len(names) == 1:
        raise InputError(f"{source} has no columns beside the label")
    missing = []
    for number, row in body:
        if len(row) != len(names):
            raise InputError(f"{source} row {number}: {len(row)} entries where the first row has {len(names)}")
        missing += [f'row {number} column "{name}"' for name, text in zip(names, row, strict=True) if text.lower() in MISSING]
    if missing:
        count = "1 value is" if len(missing) == 1 else f"{len(missing)} values are"
        raise InputError(f"{source}: {count} missing, at {few(missing)}; leave out those rows, or fill them in")
    data_set(len(body), len(names), f"{source} has {len(body)} rows and {len(names)} columns")
    place = names.index(label)
    columns = [name for name in names if name != label]
    features = np.array([
        [entry(text, source, number, name) for text, name in zip(row[:place] + row[place + 1 :], columns, strict=True)]
        for number, row in body
    ])  # fmt: skip
    labels, rows = tuple(row[place] for _, row in body), tuple(number for number, _ in body)
    return Dataset(source, features, labels, rows, tuple(columns), label)


def _libsvm(lines: list[str], source: str) -> Dataset:
    samples: list[tuple[int, str, dict[int, float]]] = []
    for number, line in enumerate(lines, start=1):
        fields = line.split("#", 1)[0].split()
        if not fields:
            continue
        entries: dict[int, float] = {}
        for field in fields[1:]:
            index, colon, text = field.partition(":")
            place = int(index) if colon and INDEX.fullmatch(index) else -1
            if place < 0 or place in entries:
                raise InputError(f'{source} row {number}: "{field}" must be index:value, whole indices, each once')
            if text.lower() in MISSING:
                raise InputError(f'{source}: 1 value is missing, at row {number} column "{index}"; leave out that entry or row')
            entries[place] = entry(text, source, number, index)
        samples.append((number, fields[0], entries))
    occur = sorted({place for _, _, entries in samples for place in entries})
    if not occur:
        raise InputError(f"{source} has no features")
    data_set(len(samples), len(occur), f"{source} has {len(samples)} samples and {len(occur)} columns")
    at = {place: i for i, place in enumerate(occur)}
    features = np.zeros((len(samples), len(occur)))
    for i, (_, _, entries) in enumerate(samples):
        for place, value in entries.items():
            features[i, at[place]] = value
    rows, labels, _ = zip(*samples, strict=True)
    return Dataset(source, features, labels, rows, tuple(map(str, occur)))
