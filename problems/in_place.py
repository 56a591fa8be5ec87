"""A formula's program on whole arrays, step by step into arrays that are kept: the same bits as the program, no allocation."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from problems import aligned
from problems.formula import FAR, Program

Array = NDArray[np.float64]
#: arrays that log cosh needs beside its result
SPARE = 2


class InPlace:
    """The inputs are arrays that broadcast to the outputs' shape, or floats; no output may share memory with an input."""

    def __init__(self, program: Program) -> None:
        self.program = program
        first, steps = program.inputs, program.steps
        #: the output that a step's value is
        self.output = {v: k for k, v in reversed(list(enumerate(program.outputs))) if isinstance(v, int) and v >= first}
        last = {v: k for k, (_, values) in enumerate(steps) for v in values if isinstance(v, int)}
        #: by step, the kept array that its value goes to
        self.place: dict[int, int] = {}
        free: list[int] = []
        self.arrays = 0
        for k, (_, values) in enumerate(steps):
            if first + k not in self.output:
                if not free:
                    free.append(self.arrays)
                    self.arrays += 1
                self.place[first + k] = free.pop()
            # an array is free once the last step that reads it is done: never before its own value is written
            free += [self.place[v] for v in {*values} if isinstance(v, int) and v in self.place and last[v] == k]

    def __call__(self, inputs: Sequence[Any], outputs: Sequence[Array], work: dict[tuple[int, ...], Array]) -> None:
        """The program's outputs into `outputs`; `work` keeps the arrays between calls."""
        shape = outputs[0].shape
        if shape not in work or len(work[shape]) < self.arrays + SPARE:
            work[shape] = aligned.empty((self.arrays + SPARE, *shape))
        kept, first = work[shape], self.program.inputs
        known: list[Any] = list(inputs)
        with np.errstate(all="ignore"):
            for k, (name, values) in enumerate(self.program.steps):
                at = first + k
                out = outputs[self.output[at]] if at in self.output else kept[self.place[at]]
                arguments = [known[v] if isinstance(v, int) else v for v in values]
                if not any(isinstance(v, int) for v in values):
                    out.fill(arguments[0])
                    arguments[0] = out
                _step(name, arguments, out, kept[-SPARE:])
                known.append(out)
        for k, v in enumerate(self.program.outputs):
            if not isinstance(v, int) or self.output.get(v) != k:
                np.copyto(outputs[k], known[v] if isinstance(v, int) else v)


def _step(name: str, arguments: list[Any], out: Array, spare: Array) -> None:
    if name == "softplus":
        np.logaddexp(0.0, arguments[0], out=out)
    elif name == "logcosh":  # as `formula` writes it
        distance, near = spare
        np.absolute(arguments[0], out=distance)
        np.minimum(distance, FAR, out=near)
        np.subtract(distance, near, out=distance)
        np.expm1(near, out=near)
        np.multiply(near, near, out=out)
        np.add(1.0, near, out=near)
        np.multiply(2.0, near, out=near)
        np.divide(out, near, out=out)
        np.log1p(out, out=out)
        np.add(out, distance, out=out)
    else:
        getattr(np, name)(*arguments, out=out)
