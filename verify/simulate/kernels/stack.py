"""Sixteen float64 on the stack, for compiled kernels. Only compiled code imports this file: it needs Numba.

LLVM knows of two stack arrays that they do not overlap. Of two heap arrays it does not, and guards every pass over the lanes
with run-time checks, or gives up vectorising: measured, 101 against 410 million coordinate updates a second.
"""

from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

LANES = 16


@intrinsic
def lanes(typing_context: Any) -> Any:
    """Pointer to `LANES` float64 on the stack of the function that calls it."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        array = cgutils.alloca_once(builder, ir.ArrayType(ir.DoubleType(), LANES))
        return builder.bitcast(array, ir.DoubleType().as_pointer())

    return types.CPointer(types.float64)(), codegen
