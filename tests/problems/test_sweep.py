"""Grids over keys of a problem file: every cell is a file, and what is asked for in vain is one line."""

import itertools
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from problems.errors import InputError
from problems.load import build, load
from problems.sweep import MOST, grid, over
from tests import lab

FILE = "# kept\n" + lab.toml({"noise": {"batch": 2}}).replace("[target]", "[target]  # kept too")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "well.toml").write_text(FILE, encoding="utf-8")
    return tmp_path / "well.toml"


numbers = st.lists(st.floats(1e-3, 1e3), min_size=1, max_size=3, unique=True)


@given(epsilons=numbers, batches=st.lists(st.integers(1, 4096), min_size=1, max_size=3, unique=True))
def test_a_grid_has_every_combination_once(epsilons: list[float], batches: list[int]) -> None:
    wishes = [f"target.epsilon={','.join(map(repr, epsilons))}", f"noise.batch={', '.join(map(str, batches))}"]
    found = [tuple(cell.values()) for cell in grid(wishes)]
    assert found == list(itertools.product(epsilons, batches))


def test_a_cell_is_the_file_with_other_values(path: Path) -> None:
    cells = grid(["target.epsilon=0.5,1", "problem.parameters.amplitude=1.0,[1.0, 2.0, 3.0]", "constants.L=8.0"])
    before = tomllib.loads(FILE)
    for cell, problem in zip(cells, over([path], cells, (), build), strict=True):
        after = tomllib.loads(problem.text)
        assert problem.text.startswith("# kept\n")
        assert "# kept too" in problem.text
        assert after["problem"].pop("name") == problem.name != "small well"
        assert after["target"].pop("epsilon") == cell["target.epsilon"] == problem.epsilon
        assert after["problem"]["parameters"].pop("amplitude") == cell["problem.parameters.amplitude"]
        assert after.pop("constants") == {"L": 8.0}
        for table, key in ((after["problem"], "amplitude"), (after["target"], "epsilon")):
            assert key not in table
        assert {k: v for k, v in after.items() if k not in ("problem", "target")} == {
            k: v for k, v in before.items() if k not in ("problem", "target", "constants")
        }
    assert len({problem.name for problem in over([path], cells, (), build)}) == len(cells)


def test_bare_words_are_texts(path: Path) -> None:
    found = [problem.noise.kind for problem in over([path], grid(["noise.kind=rademacher,uniform"]), (), build)]
    assert found == ["rademacher", "uniform"]


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        ("target.epsilon", "KEY=VALUE"), ("target.epsilon=", "KEY=VALUE"), ("target.epsilon=1\nx = 2", "KEY=VALUE"),
        ("epsilon=1", "problem, noise, constants"), ("goal.epsilon=1", "problem, noise, constants"),
        ("target.epsilonn=1", "epsilon, eps_stage"), ("target.epsilon.x=1", "epsilon, eps_stage"),
        ("problem.name=a", "named by their values"), ("problem.parameters=1", "parameters.NAME"),
        ("algorithm.lambda_=1", "lambda"), ("target.epsilon=1.0,2.0,1.0", "given twice"),
        (f"noise.batch={','.join(map(str, range(1, MOST + 2)))}", f"at most {MOST}"),
    ],
)  # fmt: skip
def test_what_no_file_has_is_refused_with_what_is_allowed(wish: str, told: str) -> None:
    with pytest.raises(InputError) as refused:
        grid([wish])
    assert str(refused.value).startswith(f"--set {wish.partition('=')[0]}")
    assert told in str(refused.value)


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        ("target.epsilon=1.0,-1.0", "--set target.epsilon=-1.0: epsilon=-1.0 must be greater than 0"),
        ("noise.kind=none,white", "must be one of 'none'"),
        ("problem.parameters.height=1.0", "height is not a key that is known here"),
        ("constants.L=8.0,1e-3", "--set constants.L=0.001: L=0.001 must be at least"),
    ],
)
def test_a_value_that_is_not_allowed_names_its_cell(wish: str, told: str, path: Path) -> None:
    with pytest.raises(InputError, match=r"\[(target|noise|problem\.parameters|constants)\]") as refused:
        list(over([path], grid([wish]), (), load))
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_key_twice(path: Path) -> None:
    with pytest.raises(InputError, match=r"--set noise\.batch is given twice"):
        grid(["noise.batch=1", "noise.batch=2"])


@pytest.mark.parametrize("text", ["", "noise = 3", "[problem]\nname = 3", "problem = 3", "[[problem]]\nname = 'a'", "a = ["])
def test_a_file_of_another_form_is_refused_as_ever(text: str, path: Path) -> None:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        list(over([path], grid(["noise.batch=1", "target.epsilon=1.0"]), (), build))
