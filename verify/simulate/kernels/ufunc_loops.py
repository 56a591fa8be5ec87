"""NumPy's own inner loops for float64, as addresses that compiled code can call: its exp, tanh, cos ... to the bit.

A ufunc keeps for each of its signatures a C function (`PyUFuncObject` in `numpy/ufuncobject.h`, public)

    void loop(char **args, npy_intp const *dimensions, npy_intp const *steps, void *data)

`args` are the addresses of the inputs and of the output, `dimensions[0]` is the number of elements, `steps` are the bytes from
one element to the next. It is the function that NumPy picked for this processor, and on numbers it needs no GIL. The struct
is read only where what it says of itself agrees with what Python says of the ufunc, and a loop is given only if it gives
the ufunc's bits on values that tell one library from another.
"""

import ctypes
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from verify.simulate.trace import UFUNCS

Array = NDArray[np.float64]
#: of each magnitude of a float64, how many values are compared
COMPARED = 8


class _PyUFuncObject(ctypes.Structure):
    """The beginning of NumPy's struct; what every Python object begins with differs from one Python to another."""

    _fields_ = (
        ("head", ctypes.c_byte * object.__basicsize__),
        ("nin", ctypes.c_int),
        ("nout", ctypes.c_int),
        ("nargs", ctypes.c_int),
        ("identity", ctypes.c_int),
        ("functions", ctypes.POINTER(ctypes.c_void_p)),
        ("data", ctypes.POINTER(ctypes.c_void_p)),
        ("ntypes", ctypes.c_int),
        ("reserved1", ctypes.c_int),
        ("name", ctypes.c_char_p),
        ("types", ctypes.POINTER(ctypes.c_char)),
    )


@dataclass(frozen=True)
class UfuncLoop:
    """`address` of the loop and the `data` it wants as its last argument (0: none), both of this process alone."""

    address: int
    data: int
    inputs: int

    def __call__(self, *arrays: Array) -> None:
        """The loop over contiguous arrays of one length, the output last."""
        count = self.inputs + 1
        places = (ctypes.c_void_p * count)(*(array.ctypes.data for array in arrays))
        steps = (ctypes.c_ssize_t * count)(*(array.itemsize for array in arrays))
        loop = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p)(self.address)
        loop(places, ctypes.byref(ctypes.c_ssize_t(arrays[0].size)), steps, self.data)


@cache
def loop_of(name: str) -> UfuncLoop | None:
    """The float64 loop of an operation of a program; None where it cannot be had, or is not what the ufunc does."""
    ufunc = UFUNCS[name]
    found = _read(ufunc)
    return found if found is not None and _agrees(found, ufunc) else None


def _read(ufunc: np.ufunc) -> UfuncLoop | None:
    if not hasattr(ctypes, "pythonapi") or type(ufunc).__basicsize__ < ctypes.sizeof(_PyUFuncObject):
        return None
    struct = _PyUFuncObject.from_address(id(ufunc))
    told = (struct.nin, struct.nout, struct.nargs, struct.ntypes)
    if told != (ufunc.nin, ufunc.nout, ufunc.nargs, ufunc.ntypes) or struct.name != ufunc.__name__.encode():
        return None
    # the first of several loops of one signature is the one that is called
    number, count = np.dtype(np.float64).num, ufunc.nargs
    for j in range(ufunc.ntypes):
        if all(struct.types[j * count + i] == bytes([number]) for i in range(count)) and struct.functions[j]:
            return UfuncLoop(struct.functions[j] or 0, struct.data[j] or 0 if struct.data else 0, ufunc.nin)
    return None


def _agrees(loop: UfuncLoop, ufunc: np.ufunc) -> bool:
    """Whether both give the same bits, at a length that fills no vector too."""
    values = samples(COMPARED)
    inputs = [np.roll(values, 7 * i) for i in range(loop.inputs)]
    expected, found = np.empty_like(values), np.empty_like(values)
    with np.errstate(all="ignore"):
        ufunc(*inputs, out=expected)
    loop(*inputs, found)
    return bool(np.array_equal(expected.view(np.uint64), found.view(np.uint64)))


def samples(each: int) -> Array:
    """Values of either sign: `each` of every binary exponent, subnormals, zeros, infinities and NaN; an odd number of them."""
    draw = np.random.default_rng(0)
    bits = draw.integers(0, 2**52, size=(2047 * each,), dtype=np.uint64) | (
        np.repeat(np.arange(2047, dtype=np.uint64), each) << np.uint64(52)
    )
    sizes = np.concatenate([bits.view(np.float64), draw.uniform(0.0, 40.0, 64 * each), [0.0, np.inf, np.nan, 1.0, 5e-324]])
    values = np.concatenate([sizes, -sizes])
    return np.asarray(values[: len(values) - 1 + len(values) % 2])
