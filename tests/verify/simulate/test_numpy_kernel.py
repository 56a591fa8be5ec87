"""The NumPy back end's calls: no copy that an order of evaluation saves, buffers that begin where a cache line does."""

from typing import Any

import numpy as np
import pytest

from problems import aligned
from tests import lab
from theory.algorithms import all_algorithms
from verify.simulate.ensemble import Ensemble
from verify.simulate.kernels.numpy_kernel import NumpyKernel, _late_updates
from verify.simulate.trace import Level, Node, Program, compile_program


def traced(new_x: Any, new_y: Any, measured: Any, x: Node, y: Node) -> Program:
    return compile_program((x, y), [("x", new_x, None), ("y", new_y, None), ("q", measured, "sum")])


def order_of(program: Program, x: Node, y: Node) -> list[Node]:
    slots = dict(zip((output.node.number for output in program.updates), (x.number, y.number), strict=True))
    order = _late_updates(program, slots)
    assert sorted(node.number for node in order) == sorted(node.number for node in program.nodes)
    done = {x.number, y.number}
    for node in order:
        assert all(arg.number in done for arg in node.args if isinstance(arg, Node))
        done.add(node.number)
    return order


def test_a_slot_is_updated_after_all_that_read_its_old_value() -> None:
    x, y = Node("x", Level.FULL), Node("y", Level.FULL)
    program = traced(x * 2.0, y + x, np.sqrt(x), x, y)
    order = order_of(program, x, y)
    assert [node.ufunc for node in order] == ["add", "sqrt", "multiply"]


def test_two_slots_that_each_need_the_others_new_value_are_still_put_in_an_order() -> None:
    x, y = Node("x", Level.FULL), Node("y", Level.FULL)
    new_x, new_y = x * 2.0, y * 3.0
    program = traced(new_x, new_y, (new_x + y) * (new_y + x), x, y)
    assert len(order_of(program, x, y)) == len(program.nodes)
    # a value that reads both the old and the new one: nothing can be saved, and nothing is lost
    program = traced(new_x, new_y, np.sqrt(new_x + x), x, y)
    assert len(order_of(program, x, y)) == len(program.nodes)


@pytest.mark.parametrize("name", ["adamw", "adamw-d"])
def test_no_array_of_the_state_is_copied(name: str, tmp_path: Any) -> None:
    laid = Ensemble(lab.experiment(lab.uncertified(tmp_path), name, 5, backend="numpy"))
    kernel = laid._kernel(16)
    assert isinstance(kernel, NumpyKernel)
    assert all_algorithms()[name].slots._fields[0] == "x"
    assert not any(call[0] is np.copyto for call in kernel._per_step)


def test_arrays_are_aligned(tmp_path: Any) -> None:
    for shape in ((1,), (3, 5), (2, 7, 16), (), (0, 4)):
        made = aligned.empty(shape)
        assert made.shape == shape
        assert made.flags["C_CONTIGUOUS"]
        assert made.size == 0 or made.ctypes.data % aligned.LINE == 0
    kernel = Ensemble(lab.experiment(lab.uncertified(tmp_path), "adamw", 5, backend="numpy"))._kernel(16)
    whole = (len(kernel.state[0]), 16)
    full = [value for value in kernel._values.values() if value.shape == whole]
    assert len(full) > 3
    assert all(value.ctypes.data % aligned.LINE == 0 for value in full)
