"""What is read from files: no waiting, no surprises in numbers, one line for whatever it is."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from problems.data_file import read_dataset
from problems.errors import InputError
from problems.reading import decimal, text_of


@pytest.mark.parametrize("text", ["1_000", "\u0661\u0662", "0x10", "1,2", "", ".", "e5", "1e", "--1", "１", "infin", "1 2"])
def test_what_is_no_number(text: str) -> None:
    assert decimal(text) is None


@given(st.floats(allow_nan=False))
def test_every_float_is_read_as_it_is_written(value: float) -> None:
    assert decimal(repr(value)) == value
    assert decimal(f" {value!r} ") == value


def test_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    cases = {"pipe": "no regular file", "nowhere": "does not exist", "a\0b": "null", "binary": "text", ".": "a folder"}
    for name, said in cases.items():
        with pytest.raises(InputError, match=said):
            text_of(tmp_path / name, name)
    with pytest.raises(InputError, match="too long"):
        text_of(tmp_path / ("x" * 300), "x")


def rows(tmp_path: Path, *lines: str, suffix: str = "csv") -> Path:
    path = tmp_path / f"data.{suffix}"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize("entry", ["1_000", "\u0661", "nan", "inf", "-inf", "1e400"])
def test_features_are_numbers(entry: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r'row 2,? column "a"'):
        read_dataset(rows(tmp_path, "a,y", f"{entry},0", "2,1"), "y")


@pytest.mark.parametrize("label", ["nan", "-nan", "+NaN", "inf", "-Infinity", '"1,2"', "1_000", "\u0661"])
def test_no_class_is_called_nan(label: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r'row 2,? column "y"'):
        read_dataset(rows(tmp_path, "a,y", f"1,{label}", "2,1"), "y").classes()


def test_data_that_do_not_fit_are_refused_with_numbers(tmp_path: Path) -> None:
    many = [f"1 {i}:1" for i in range(8000)]
    with pytest.raises(InputError, match=r"8000 samples and 8000 columns.* GB"):
        read_dataset(rows(tmp_path, *many, suffix="svm"), None)
    with pytest.raises(InputError, match="index:value"):
        read_dataset(rows(tmp_path, "1 \u0661:2", suffix="svm"), None)
