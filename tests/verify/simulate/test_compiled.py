"""The machine code of a loop: for any processor of the kind, and what it refuses."""

import platform
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from llvmlite import binding

from tests import lab
from verify.simulate.kernels import compiled
from verify.simulate.kernels.emit import LANES, REAL, Function, real, whole

#: with vectors of 2, of 4, and of as many numbers as this one has
PROCESSORS = ("x86-64", "x86-64-v3", "") if platform.machine() in ("x86_64", "AMD64") else ("generic", "")


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Nothing is compiled yet, and nothing stays that was compiled for another processor."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    yield
    compiled._machine.cache_clear()
    compiled.compiled.cache_clear()


@pytest.mark.parametrize("family", ["rational-well", "sine-quadratic"])
def test_every_processor_gives_the_same_bits(family: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    where = lab.uncertified(tmp_path, {"problem": {"family": family}, "problem.parameters": {"amplitude": 1.0}})
    keep = {"reducers": (lab.Everything(("F", "u_sq", "g_sup")),)}
    expected = lab.run(where, "adamw-d", 50, 20, backend="numpy", **keep)
    codes = set()
    for name in PROCESSORS:
        with monkeypatch.context() as patch:
            if name:
                patch.setattr(binding, "get_host_cpu_name", lambda name=name: name)
                patch.setattr(binding, "get_host_cpu_features", binding.FeatureMap)
            compiled._machine.cache_clear()
            compiled.compiled.cache_clear()
            found = lab.run(where, "adamw-d", 50, 20, backend="compiled", **keep)
            codes.add(compiled._object(small()))
        for key in expected:
            assert np.array_equal(found[key], expected[key], equal_nan=True), (name, key)
    assert len(codes) > 1  # it was indeed compiled for others


def small() -> str:
    """A function that writes a root and a quotient of what it is given."""
    f = Function()
    value = f.load(f.given(0, "ptr"), whole(0), REAL, lanes=True)
    f.store(f.binary("fdiv", f.arithmetic("sqrt", value), real(3.0)), f.given(1, "ptr"), whole(0))
    return f.text


def test_what_is_compiled_computes() -> None:
    given, out = np.linspace(0.0, 7.0, LANES), np.empty(LANES)
    compiled.compiled(small())(compiled.addresses(given, out))
    assert np.array_equal(out, np.sqrt(given) / 3.0)


def test_an_array_in_several_pieces_is_refused() -> None:
    with pytest.raises(AssertionError):
        compiled.addresses(np.zeros((4, 4))[:, ::2])


def test_a_folder_that_cannot_be_written_to_only_costs_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiled, "cache_folder", lambda name: None)
    test_what_is_compiled_computes()
    assert not list(tmp_path.rglob("*.bin"))
