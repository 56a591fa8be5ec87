"""Data files: what is read from them, and one line with file, row and column for what cannot be used."""

import gzip

import numpy as np
import pytest

from problems.data_file import read_dataset
from problems.dataset import standardised
from problems.errors import InputError
from problems.families.base import Setting
from problems.families.linear import LinearParameters, build_table, unit_rows
from problems.load import FOLDER

CSV = "age,y,size\n1,a,2.5\n3,b,-1e1\n\n4,a,0\n"


@pytest.fixture
def data(tmp_path):
    def write(text: str, name: str = "d.csv"):
        path = tmp_path / name
        path.write_text(text)
        return path

    return write


def test_csv(data):
    found = read_dataset(data(CSV), "y")
    assert found.features.tolist() == [[1.0, 2.5], [3.0, -10.0], [4.0, 0.0]]
    assert found.columns == ("age", "size")
    assert found.labels == ("a", "b", "a")
    assert found.rows == (2, 3, 5)
    assert found.classes().tolist() == [-1.0, 1.0, -1.0]


def test_libsvm(data):
    found = read_dataset(data("+1 1:2 3:0.5\n-1 2:1e-3 # a comment\n\n+1 3:7\n", "d.libsvm"), None)
    assert found.features.tolist() == [[2.0, 0.0, 0.5], [0.0, 1e-3, 0.0], [0.0, 0.0, 7.0]]
    assert found.classes().tolist() == [1.0, -1.0, 1.0]
    assert found.numeric_labels().tolist() == [1.0, -1.0, 1.0]
    assert found.rows == (1, 2, 4)


WINE = "fixed acidity;residual sugar;quality\n7.4;1.9;5\n7.8;2.6;6\n"


@pytest.mark.parametrize(
    ("text", "label", "keys", "columns"),
    [
        ("\ufeffy,x\n0.1,150000\n0.2,300000\n", "y", {}, ("x",)),
        (WINE, "quality", {}, ("fixed acidity", "residual sugar")),
        (WINE.replace(";", "\t"), "quality", {"delimiter": "\t"}, ("fixed acidity", "residual sugar")),
        (WINE.replace(";", "|"), "quality", {}, ("fixed acidity", "residual sugar")),
        ("a  b y\n 1   2 3\n4 5 6  \n", "y", {}, ("a", "b")),
        ('"a,1","b";"y"\n"1";"2";"3"\n4;5;6\n'.replace('","b', '";"b'), "y", {}, ("a,1", "b")),
        ('"first\nline",b,y\r\n1,2,3\r\n4,5,6\r\n', "y", {}, ("first\nline", "b")),
        ("1,2,3\n4,5,6\n", "3", {"header": False}, ("1", "2")),
        ("1990,1991,y\n1,2,3\n", "y", {"header": True}, ("1990", "1991")),
    ],
)
def test_csv_as_people_have_it(data, text, label, keys, columns):
    found = read_dataset(data(text), label, **keys)
    assert found.columns == columns
    assert found.features.shape[1] == len(columns)
    assert np.all(np.diff(found.features, axis=1) != 0) or len(columns) == 1


def test_a_packed_file_is_read_whatever_its_name(tmp_path):
    for name in ("d.csv.gz", "d.csv"):
        (tmp_path / name).write_bytes(gzip.compress(CSV.encode()))
        assert read_dataset(tmp_path / name, "y").columns == ("age", "size")
    (tmp_path / "d.svm.gz").write_bytes(gzip.compress(b"1 1:2\n-1 1:3\n"))
    assert read_dataset(tmp_path / "d.svm.gz", None).columns == ("1",)
    (tmp_path / "torn.csv").write_bytes(gzip.compress(CSV.encode())[:-9])
    with pytest.raises(InputError, match="cannot be unpacked"):
        read_dataset(tmp_path / "torn.csv", "y")


@pytest.mark.parametrize(
    ("text", "name", "columns", "constant"),
    [
        ("-1 3:1 11:1 14:1 \n+1 3:1 6:1 17:1 \n", "a1a", ("3", "6", "11", "14", "17"), ("3 (1)",)),
        ("1 1:0.5 3:1\n-1 1:0.25 3:2\n1 2147483647:1\n", "hashed.libsvm", ("1", "3", "2147483647"), ()),
        ("1 0:2 1:3\n-1 0:1 1:3\n", "from_zero", ("0", "1"), ("1 (3)",)),
        ("+1 1:1 4:0.9\n-1 1:0 4:-0.4\n+1 1:1 2:0 4:0.2\n", "zero.svm", ("1", "2", "4"), ("2 (0)",)),
    ],
)
def test_libsvm_is_told_by_content_and_keeps_the_columns_that_occur(data, text, name, columns, constant):
    found = read_dataset(data(text, name), None)
    assert found.columns == columns
    assert found.constant == constant
    assert f"{len(found.rows)} rows, {len(columns)} column" in found.note


def test_classes_are_ordered_as_numbers_where_they_are_numbers(data):
    assert read_dataset(data("x,y\n1,10\n2,9\n3,9.0\n"), "y").classes().tolist() == [1.0, -1.0, -1.0]


@pytest.mark.parametrize(
    ("text", "label", "line"),
    [
        ("", "y", "d.csv is empty"),
        (" \n\n", "y", "d.csv is empty"),
        ("x,y\n", "y", "d.csv has a header and no rows"),
        ("x,y\n1,2\n", None, "label is missing: name the label column of d.csv, one of x, y"),
        ("x,y\n1,2\n", "z", 'label="z": d.csv has no such column; it has x, y'),
        ("x,x,y\n1,2,3\n", "y", 'd.csv row 1: the column "x" stands there twice'),
        ("y\n1\n2\n", "y", "d.csv has no columns beside the label"),
        ("x,y\n1,2\n1,2,3\n", "y", "d.csv row 3: 3 entries where the first row has 2"),
        ("x,y\n1,2\n\n7\n", "y", "d.csv row 4: 1 entries where the first row has 2"),
        ("x,y\n1,2\nred,2\n", "y", 'd.csv row 3, column "x": "red" is not a number'),
        ("x,y\n1,2\n,NA\n3,?\n", "y", 'd.csv: 3 values are missing, at row 3 column "x", row 3 column "y", row 4 column "y"; '
         "leave out those rows, or fill them in"),
        ("x,y\nnan,2\n", "y", 'd.csv: 1 value is missing, at row 2 column "x"; leave out those rows, or fill them in'),
        ("x;y\n1,5;2\n", "y",
         'd.csv row 2, column "x": "1,5" is not a number, which has a decimal comma; write a point'),
        ('x,y\n1,"2\n', "y", "d.csv cannot be read as rows of entries: unexpected end of data"),
        ("1,2\n3,4\n", "1", "header is missing: row 1 of d.csv has numbers (1, 2); "
         "header = false if it is a sample, header = true if it has the names of the columns"),
        ("5.1,3.5,setosa\n", "setosa", "header is missing: row 1 of d.csv has numbers (5.1, 3.5); "
         "header = false if it is a sample, header = true if it has the names of the columns"),
        ("x,y\n-inf,2\n", "y", 'd.csv row 2, column "x": -inf is not a finite number'),
        ("x,y\n-1e61,2\n", "y", 'd.csv row 2, column "x": -1e61 is beyond 1e+60; scale the data'),
    ],
)  # fmt: skip
def test_csv_faults(data, text, label, line):
    with pytest.raises(InputError) as caught:
        read_dataset(data(text), label)
    assert str(caught.value) == line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("1 -1:2\n", 'd.svm row 1: "-1:2" must be index:value, whole indices, each once'),
        ("1 1:2\n1 2\n", 'd.svm row 2: "2" must be index:value, whole indices, each once'),
        ("1 1:2 1:3\n", 'd.svm row 1: "1:3" must be index:value, whole indices, each once'),
        ("1 1:x\n", 'd.svm row 1, column "1": "x" is not a number'),
        ("1 1:nan\n", 'd.svm: 1 value is missing, at row 1 column "1"; leave out that entry or row'),
        ("1\n-1\n", "d.svm has no features"),
    ],
)
def test_libsvm_faults(data, text, line):
    with pytest.raises(InputError) as caught:
        read_dataset(data(text, "d.svm"), None)
    assert str(caught.value) == line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("x,y\n1,2\n2,2\n", 'd.csv, column "y": 1 class (2) where there must be two'),
        ("x,y\n1,2\n2,3\n4,a\n", 'd.csv, column "y": 3 classes (2, 3, a) where there must be two'),
    ],
)
def test_class_faults(data, text, line):
    with pytest.raises(InputError) as caught:
        read_dataset(data(text), "y").classes()
    assert str(caught.value) == line


def test_labels_of_a_regression_are_numbers(data):
    with pytest.raises(InputError) as caught:
        read_dataset(data(CSV), "y").numeric_labels()
    assert str(caught.value) == 'd.csv row 2, column "y": "a" is not a number'


def test_a_missing_file(tmp_path):
    with pytest.raises(InputError) as caught:
        read_dataset(tmp_path / "none.csv", "y")
    assert str(caught.value) == f"the data file {tmp_path / 'none.csv'} does not exist"


def test_standardised():
    table = standardised(np.random.default_rng(0).normal(5, 3, (40, 3)))
    assert np.allclose(np.mean(table, axis=0), 0, atol=1e-14)
    assert np.allclose(np.mean(np.square(table), axis=0), 1)


def test_standardised_keeps_its_promise_or_refuses():
    same, near = np.full(8, 4.0), 1e15 + np.arange(8.0) / 8
    table = standardised(np.stack([same, near], axis=1))
    assert np.all(table[:, 0] == 0.0)
    assert abs(np.mean(table[:, 1])) < 1e-12
    assert np.mean(np.square(table[:, 1])) == pytest.approx(1.0, abs=1e-12)
    tiny = np.array([[1.0, 0.0], [2.0, 5e-324]])
    with pytest.raises(InputError, match='standardise: the column "b" varies too little'):
        standardised(tiny, ("a", "b"))


def test_unit_rows_refuse_a_row_of_zeros(data):
    found = read_dataset(data("x,z,y\n1,0,1\n0,0,1\n0,2,1\n"), "y")
    with pytest.raises(InputError) as caught:
        unit_rows(found.features, found)
    assert str(caught.value) == 'd.csv row 3: all entries are 0 and rows = "unit" cannot scale them'


def test_build_from_a_file(data):
    path = data("x,z,y\n1,4,0\n3,5,1\n5,9,0\n")
    parameters = LinearParameters(data=path.name, label="y", standardise=True, intercept=True, rows="unit")
    table, targets = build_table(parameters, Setting(None, path.parent), classes=True)
    assert table.shape == (3, 3)
    assert np.allclose(np.sum(np.square(table), axis=1), 1)
    assert targets.tolist() == [-1.0, 1.0, -1.0]
    with pytest.raises(InputError, match="dimension=5 must be 3, the number of columns, or be left out"):
        build_table(parameters, Setting(5, path.parent), classes=True)


def test_generated_data_have_the_rank_and_come_from_the_seed():
    parameters = LinearParameters(samples=50, rank=2, seed=9)
    table, targets = build_table(parameters, Setting(6, FOLDER), classes=False)
    assert np.linalg.matrix_rank(table) == 2
    again = build_table(parameters, Setting(6, FOLDER), classes=False)
    assert np.array_equal(table, again[0])
    assert np.array_equal(targets, again[1])
    other = build_table(LinearParameters(samples=50, rank=2, seed=10), Setting(6, FOLDER), classes=False)
    assert not np.array_equal(table, other[0])


def test_the_breast_cancer_data_are_standardised_and_whole():
    found = read_dataset(FOLDER / "data" / "breast_cancer.csv", "malignant")
    assert found.features.shape == (569, 30)
    assert np.sum(found.classes() == 1.0) == 212
    assert np.allclose(np.mean(found.features, axis=0), 0, atol=1e-7)
    assert np.allclose(np.mean(np.square(found.features), axis=0), 1, atol=1e-6)
