"""Sixteen float64 on the stack, and wide products, for compiled kernels. Only compiled code imports this file: it needs Numba.

LLVM knows of two stack arrays that they do not overlap. Of two heap arrays it does not, and guards every pass over the lanes
with run-time checks, or gives up vectorising: measured, 101 against 410 million coordinate updates a second.
"""

from typing import Any

from llvmlite import ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

LANES = 16


@intrinsic(prefer_literal=True)
def lanes(typing_context: Any, rows: Any) -> Any:
    """Pointer to `rows` times `LANES` float64 on the stack of the function that calls it."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        array = cgutils.alloca_once(builder, ir.ArrayType(ir.DoubleType(), max(1, rows.literal_value) * LANES))
        return builder.bitcast(array, ir.DoubleType().as_pointer())

    return types.CPointer(types.float64)(rows), codegen


@intrinsic
def row(typing_context: Any, block: Any, j: Any) -> Any:
    """Pointer to row j of such a block."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.gep(args[0], [builder.mul(args[1], ir.Constant(args[1].type, LANES))], inbounds=True)

    return block(block, types.intp), codegen


@intrinsic
def select(typing_context: Any, condition: Any, a: Any, b: Any) -> Any:
    """`a if condition else b`, both computed: no branch that Numba, and LLVM's vectoriser, would have to follow."""
    kind = types.unliteral(a)

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        return builder.select(*args)

    return kind(types.boolean, kind, kind), codegen


@intrinsic
def high(typing_context: Any, a: Any, b: Any) -> Any:
    """The upper 64 bits of a product of two 64-bit numbers."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        wide = [builder.zext(arg, ir.IntType(128)) for arg in args]
        return builder.trunc(builder.lshr(builder.mul(*wide), ir.Constant(ir.IntType(128), 64)), ir.IntType(64))

    return types.uint64(types.uint64, types.uint64), codegen


@intrinsic
def real(typing_context: Any, count: Any) -> Any:
    """A count below 2^52 as float64, by its bits: before AVX-512 no vector instruction converts 64-bit integers."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        lifted = builder.or_(args[0], ir.Constant(ir.IntType(64), 0x4330000000000000))
        return builder.fsub(builder.bitcast(lifted, ir.DoubleType()), ir.Constant(ir.DoubleType(), 2.0**52))

    return types.float64(types.uint64), codegen
