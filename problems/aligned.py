"""Arrays that begin where a cache line does: a vector register is then filled from one line, never from two."""

import numpy as np
from numpy.typing import NDArray

#: bytes of a cache line, and of the widest registers
LINE = 64


def empty(shape: tuple[int, ...]) -> NDArray[np.float64]:
    """`np.empty(shape)`, aligned."""
    size = 8 * int(np.prod(shape))
    raw = np.empty(size + LINE, dtype=np.uint8)
    first = -raw.ctypes.data % LINE
    return raw[first : first + size].view(np.float64).reshape(shape)
