"""NumPy's inner loops by address: the ufunc's bits whatever the length, and none where the struct is another."""

import ctypes

import numpy as np
import pytest

from verify.simulate.kernels import ufunc_loops
from verify.simulate.kernels.ufunc_loops import UfuncLoop, loop_of
from verify.simulate.trace import UFUNCS

LANES = 16


def bits(values: np.ndarray) -> np.ndarray:
    return values.view(np.uint64)


@pytest.fixture
def fresh() -> None:
    loop_of.cache_clear()


@pytest.mark.parametrize("name", UFUNCS)
def test_a_loop_called_for_a_few_lanes_gives_the_bits_of_the_ufunc_on_all(name: str) -> None:
    loop = loop_of(name)
    assert loop is not None
    assert loop.inputs == UFUNCS[name].nin
    values = ufunc_loops.samples(40)
    inputs = [np.roll(values, 1001 * i) for i in range(loop.inputs)]
    with np.errstate(all="ignore"):
        expected = UFUNCS[name](*inputs)
    for width in (1, 3, LANES, len(values)):
        found = expected.copy()
        for first in range(0, min(len(values), 2000 * width), width):
            here = slice(first, first + width)
            found[here] = 0.5
            loop(*(one[here] for one in inputs), found[here])
        assert np.array_equal(bits(found), bits(expected)), width
    found = inputs[0].copy()
    loop(found, *inputs[1:], found)
    assert np.array_equal(bits(found), bits(expected))


def test_the_values_compared_hold_all_that_is_special() -> None:
    values = ufunc_loops.samples(ufunc_loops.COMPARED)
    subnormal = (values != 0) & (np.abs(values) < np.finfo(float).tiny)
    assert subnormal.sum() > 8
    assert np.isnan(values).any()
    assert {-np.inf, np.inf} <= {*values[np.isinf(values)]}
    assert {0.0, -0.0} <= {*values}
    assert np.signbit(values[values == 0]).any()
    assert len(values) % 2
    assert len(np.unique(np.frexp(values[np.isfinite(values) & ~subnormal])[1])) == 2046


def test_a_loop_that_is_not_the_ufuncs_is_refused(fresh: None) -> None:
    other = loop_of("sinh")
    assert other is not None
    assert not ufunc_loops._agrees(other, np.tanh)
    assert ufunc_loops._agrees(other, np.sinh)

    # one unit in the last place, at one value
    def nearly(places: int, dimensions: int, steps: int, data: int) -> None:
        count = ctypes.c_ssize_t.from_address(dimensions).value
        kind = ctypes.c_double * count
        given, out = (np.ctypeslib.as_array(kind.from_address(place)) for place in (ctypes.c_size_t * 2).from_address(places))
        np.tanh(given, out=out)
        out[100] = np.nextafter(out[100], 2.0)

    made = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)(nearly)
    address = ctypes.cast(made, ctypes.c_void_p).value or 0
    assert not ufunc_loops._agrees(UfuncLoop(address, 0, 1), np.tanh)


@pytest.mark.parametrize("field", ["nin", "functions", "ntypes"])
def test_another_layout_is_refused(field: str, fresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    fields = list(ufunc_loops._PyUFuncObject._fields_)
    at = [name for name, *_ in fields].index(field)
    fields.insert(at, ("more", ctypes.c_void_p))
    monkeypatch.setattr(ufunc_loops, "_PyUFuncObject", type("Other", (ctypes.Structure,), {"_fields_": tuple(fields)}))
    assert loop_of("exp") is None
    loop_of.cache_clear()


def test_a_signature_that_is_not_there_is_refused(fresh: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(UFUNCS, "exp", np.bitwise_count)
    assert loop_of("exp") is None
    loop_of.cache_clear()
