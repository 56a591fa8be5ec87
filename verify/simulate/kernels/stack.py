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
#: bytes of a line of the cache
LINE = 64


@intrinsic(prefer_literal=True)
def lanes(typing_context: Any, rows: Any) -> Any:
    """Pointer to `rows` times `LANES` float64 on the stack of the function that calls it."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        array = cgutils.alloca_once(builder, ir.ArrayType(ir.DoubleType(), max(1, rows.literal_value) * LANES))
        array.align = LINE
        return builder.bitcast(array, ir.DoubleType().as_pointer())

    return types.CPointer(types.float64)(rows), codegen


@intrinsic
def words(typing_context: Any) -> Any:
    """Pointer to `LANES` words of 64 bits there."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        array = cgutils.alloca_once(builder, ir.ArrayType(ir.IntType(64), LANES))
        array.align = LINE
        return builder.bitcast(array, ir.IntType(64).as_pointer())

    return types.CPointer(types.uint64)(), codegen


def _place(context: Any, builder: Any, kind: Any, array: Any, place: Any) -> Any:
    """Pointer to the `LANES` numbers from a place of an array on, as one vector."""
    indices = cgutils.unpack_tuple(builder, place)
    there = context.make_array(kind)(context, builder, array)
    pointer = cgutils.get_item_pointer(context, builder, kind, there, indices, wraparound=False, boundscheck=False)
    return builder.bitcast(pointer, ir.VectorType(context.get_data_type(kind.dtype), LANES).as_pointer())


@intrinsic
def fetch(typing_context: Any, block: Any, array: Any, place: Any) -> Any:
    """Copy the `LANES` numbers that lie side by side from a place on to the stack; float32 become float64."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        kind, vector = signature.args[1], ir.VectorType(context.get_data_type(block.dtype), LANES)
        values = builder.load(_place(context, builder, kind, *args[1:]), align=kind.dtype.bitwidth // 8)
        values = values if kind.dtype == block.dtype else builder.fpext(values, vector)
        builder.store(values, builder.bitcast(args[0], vector.as_pointer()), align=8)
        return context.get_dummy_value()

    return types.void(block, array, place), codegen


@intrinsic
def put(typing_context: Any, array: Any, place: Any, block: Any) -> Any:
    """Copy them back."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        there = _place(context, builder, array, *args[:2])
        builder.store(builder.load(builder.bitcast(args[2], there.type), align=8), there, align=8)
        return context.get_dummy_value()

    return types.void(array, place, block), codegen


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


def _halves(builder: Any, a: Any, b: Any) -> tuple[Any, Any]:
    """The lower and the upper 64 bits of a product, from products of halves, of which vectors have instructions."""
    half, mask = ir.Constant(a.type, 32), ir.Constant(a.type, 0xFFFFFFFF)
    (a_low, b_low), (a_high, b_high) = ([f(x, by) for x in (a, b)] for f, by in ((builder.and_, mask), (builder.lshr, half)))
    lows, cross = builder.mul(a_low, b_low), builder.mul(a_low, b_high)
    middle = builder.add(builder.add(builder.lshr(lows, half), builder.and_(cross, mask)), builder.mul(a_high, b_low))
    upper = builder.add(builder.mul(a_high, b_high), builder.add(builder.lshr(cross, half), builder.lshr(middle, half)))
    return builder.or_(builder.shl(middle, half), builder.and_(lows, mask)), upper


@intrinsic
def low(typing_context: Any, a: Any, b: Any) -> Any:
    """The lower 64 bits of a product of two 64-bit numbers."""
    return types.uint64(types.uint64, types.uint64), lambda context, builder, signature, args: _halves(builder, *args)[0]


@intrinsic
def high(typing_context: Any, a: Any, b: Any) -> Any:
    """The upper 64 bits."""
    return types.uint64(types.uint64, types.uint64), lambda context, builder, signature, args: _halves(builder, *args)[1]


@intrinsic
def real(typing_context: Any, count: Any) -> Any:
    """A count below 2^52 as float64, by its bits: before AVX-512 no vector instruction converts 64-bit integers."""

    def codegen(context: Any, builder: Any, signature: Any, args: Any) -> Any:
        lifted = builder.or_(args[0], ir.Constant(ir.IntType(64), 0x4330000000000000))
        return builder.fsub(builder.bitcast(lifted, ir.DoubleType()), ir.Constant(ir.DoubleType(), 2.0**52))

    return types.float64(types.uint64), codegen
