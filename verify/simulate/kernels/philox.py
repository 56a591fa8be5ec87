"""Philox4x64 compiled: the words of `WordStreams`, eight runs side by side."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

from verify.simulate.kernels import loops
from verify.simulate.kernels.compiled import addresses, available, compiled
from verify.simulate.kernels.emit import LANES, PLACE, WHOLE, Function, Value, whole
from verify.simulate.streams import WORDS_PER_COUNTER

#: processor seconds that NumPy takes for a random word
WORD = 1.5e-8
ROUNDS = 10
FACTORS = 0xD2E7470EE14C6C93, 0xCA5A826395121157
KEYS = 0x9E3779B97F4A7C15, 0xBB67AE8584CAA73B


@cache
def source() -> str:
    """Whole counters of the streams (key, run), as NumPy's Philox has them: (counters, 4, runs) words."""
    f = Function()
    runs, out = f.given(0, PLACE), f.given(1, PLACE)
    key, first, counters, width = (f.given(j, WHOLE) for j in range(2, 6))
    with f.loop(counters) as block, f.loop(width, step=LANES) as lane:
        nothing = f.spread(whole(0))
        words = [f.spread(f.binary("add", f.binary("add", first, block), whole(1))), nothing, nothing, nothing]
        keys = [f.spread(key), f.load(runs, lane, WHOLE, lanes=True)]
        for _ in range(ROUNDS):
            c0, c1, c2, c3 = words
            (low_0, high_0), (low_2, high_2) = (_product(f, c, factor) for c, factor in zip((c0, c2), FACTORS, strict=True))
            words = [_xor(f, high_2, c1, keys[0]), low_2, _xor(f, high_0, c3, keys[1]), low_0]
            keys = [f.binary("add", one, f.spread(whole(more))) for one, more in zip(keys, KEYS, strict=True)]
        for j, word in enumerate(words):
            row = f.binary("add", f.binary("mul", block, whole(WORDS_PER_COUNTER)), whole(j))
            f.store(word, out, f.binary("add", f.binary("mul", row, width), lane), WHOLE)
    return f.text


def _xor(f: Function, a: Value, b: Value, c: Value) -> Value:
    return f.binary("xor", f.binary("xor", a, b), c)


def _product(f: Function, a: Value, factor: int) -> tuple[Value, Value]:
    """The lower and the upper 64 bits of a product, from products of halves, of which vectors have instructions."""
    half, mask = f.spread(whole(32)), f.spread(whole(0xFFFFFFFF))
    low, high = f.binary("and", a, mask), f.binary("lshr", a, half)
    factor_low, factor_high = (f.spread(whole(part)) for part in (factor & 0xFFFFFFFF, factor >> 32))
    lows, cross = f.binary("mul", low, factor_low), f.binary("mul", low, factor_high)
    middle = f.binary("add", f.binary("lshr", lows, half), f.binary("and", cross, mask))
    middle = f.binary("add", middle, f.binary("mul", high, factor_low))
    upper = f.binary("add", f.binary("lshr", cross, half), f.binary("lshr", middle, half))
    upper = f.binary("add", f.binary("mul", high, factor_high), upper)
    return f.binary("or", f.binary("shl", middle, half), f.binary("and", lows, mask)), upper


class CompiledStreams:
    """`WordStreams`, compiled; what it gives is overwritten by the next call."""

    def __init__(self, key: int, runs: NDArray[np.int64], words: int, first: int = 0) -> None:
        self._count, self.words, self._at = len(runs), words, first * words
        # the table has signed entries
        self._key, self._runs = int(np.uint64(key).astype(np.int64)), np.resize(runs, -(-len(runs) // LANES) * LANES)
        self._out = np.empty((0, WORDS_PER_COUNTER, len(self._runs)), dtype=np.uint64)

    def take(self, steps: int) -> NDArray[np.uint64]:
        """The words of the next `steps` steps, shape (steps, words, runs)."""
        count, first = steps * self.words, self._at // WORDS_PER_COUNTER
        counters = -(-(self._at + count) // WORDS_PER_COUNTER) - first
        if len(self._out) < counters:
            self._out = np.empty((counters, *self._out.shape[1:]), dtype=np.uint64)
        if count:
            compiled(source())(addresses(self._runs, self._out, self._key, first, counters, len(self._runs)))
        begin = self._at - WORDS_PER_COUNTER * first
        self._at += count
        taken = self._out.reshape(-1, len(self._runs))[begin : begin + count, : self._count]
        return taken.reshape(steps, self.words, self._count)


def worth_streams(words: int) -> bool:
    """Whether so many words are to be drawn by compiled streams, where NumPy advances the runs."""
    seconds = WORD * words
    if not available() or loops.worth(source(), seconds):
        return available()
    loops.spend(source(), seconds, seconds)
    return False
