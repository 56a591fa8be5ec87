"""The program of one step: gradient, noise, update rule and measured quantities, traced into one straight line."""

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

from problems.errors import InputError
from problems.families.base import Separable
from problems.problem import Problem
from problems.sampling import Sampling
from theory.algorithms.base import SHARED, Algorithm, Hyper
from verify.simulate.quantities import QUANTITIES, View, seen
from verify.simulate.trace import Level, Node, Program, compile_program

#: rows of the hyper-parameter table that every schedule gives, in this order; an algorithm's own rows stand after them
HYPER_ROWS = (*SHARED, "lambda_0")


def own_rows(algorithm: Algorithm) -> dict[str, str]:
    """What the algorithm brings, by name, and what its rows of the table are called."""
    return {name: f"own_{name}" for name in algorithm.own}


@dataclass(frozen=True)
class StepProgram:
    """A traced step and what its inputs are.

    `state`: the algorithm's slots by name, x first. `blocks`: names of full inputs that the kernel fills each step ("z": summed
    unit noise, "grad": gradient of a coupled family, "g": minibatch gradient). `coefficients`: number of per-coordinate
    inputs, the last one being the noise scale where noise is additive. `hyper`: which rows of `table` are inputs.
    `rows` are the measured quantities; `F` of a coupled family is written by the kernel itself.
    """

    program: Program
    state: dict[str, Node]
    blocks: dict[str, Node]
    coefficients: tuple[Node, ...]
    hyper: dict[str, Node]
    table: tuple[str, ...]
    rows: tuple[str, ...]
    external_F: int | None


def build(problem: Problem, algorithm: Algorithm, quantities: tuple[str, ...], neutral: tuple[str, ...]) -> StepProgram:
    """The program of one step of `algorithm` on `problem`.

    `neutral` names the fields of Hyper that keep their neutral value (they are folded away); for `delta` that is 0.

    Raises:
        InputError: the rule is no elementwise arithmetic on its slots, or a quantity asks for what the algorithm does not have.
    """
    slots = {name: Node(name, Level.FULL) for name in algorithm.slots._fields}
    state = algorithm.slots(**slots)
    own = own_rows(algorithm)
    table = (*HYPER_ROWS, *own.values())
    hyper = {name: Node(name, Level.RUN) for name in table}
    family, sampled = problem.family, isinstance(problem.noise, Sampling)
    blocks: dict[str, Node] = {}
    coefficients: list[Node] = []

    def block(name: str) -> Node:
        blocks[name] = Node(name, Level.FULL)
        return blocks[name]

    if isinstance(family, Separable):
        coefficients = [Node(f"p{j}", Level.COORDINATE) for j in range(len(family.coefficients))]
        grad = family.slope(state.x, *coefficients)
        term = family.term(state.x, *coefficients)
    else:
        grad, term = block("grad"), None
    if sampled:
        g = block("g")
    else:
        scale = Node("scale", Level.COORDINATE)
        coefficients.append(scale)
        g = grad + scale * block("z")

    neutrals = {name: Hyper._field_defaults.get(name, 0.0) for name in neutral}
    chosen = Hyper.of({**hyper, **neutrals}, own)
    moved = _traced(algorithm.name, algorithm.update, state, g, chosen)
    claimed = problem.rule.reference
    expected = None if claimed is None else _traced(problem.rule.name, claimed, state, g, chosen)
    after = moved.state
    if getattr(after, "_fields", None) != algorithm.slots._fields:
        raise InputError(f"the rule of {algorithm.name} must return the slots {', '.join(slots)}, not {after!r}")
    # what no output needs is left out of the program
    ahead = family.slope(after.x, *coefficients[: len(family.coefficients)]) if isinstance(family, Separable) else None
    x_star = None
    if "decay_energy_star" in quantities:  # what does not separate declares no minimiser but 0
        x_star = family.minimiser(*coefficients[: len(family.coefficients)]) if isinstance(family, Separable) else 0.0
    view = seen(state, moved, g, grad, term, chosen, hyper["lambda_0"], ahead, expected, x_star)
    outputs: list[tuple[str, Node | float, str | None]] = [
        (name, value, None) for name, value in zip(slots, after, strict=True)
    ]
    external = quantities.index("F") if term is None and "F" in quantities else None
    for name in quantities:
        if not (name == "F" and term is None):
            measured = _measured(name, view, algorithm)
            outputs.append((name, measured, QUANTITIES[name].reduce))
    program = compile_program((*slots.values(), *blocks.values(), *coefficients, *hyper.values()), outputs)
    used = {arg.number for node in program.nodes for arg in node.args if isinstance(arg, Node)}
    return StepProgram(
        program,
        slots,
        blocks,
        tuple(coefficients),
        {name: node for name, node in hyper.items() if node.number in used},
        table,
        quantities,
        external,
    )


@cache
def sums(algorithm: Algorithm) -> int:
    """How many sums over the coordinates follow one on the other in a step; 0: each coordinate moves on its own."""
    state = algorithm.slots(*(Node(name, Level.FULL) for name in algorithm.slots._fields))
    own = own_rows(algorithm)
    hyper = Hyper.of({name: Node(name, Level.RUN) for name in (*HYPER_ROWS, *own.values())}, own)
    moved = _traced(algorithm.name, algorithm.update, state, Node("g", Level.FULL), hyper)
    outputs = [(name, value, None) for name, value in zip(state._fields, moved.state, strict=True)]
    return max(compile_program(tuple(state), [*outputs, ("v", moved.v + state.x, None)]).waits.values(), default=0)


def _traced(name: str, rule: Callable[..., Any], *arguments: Any) -> Any:
    """A rule called on nodes; what it may not do becomes one line with the place in its file."""
    try:
        return rule(*arguments)
    except (TypeError, AttributeError, ValueError) as error:
        at = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename != __file__]
        place = next((f for f in reversed(at) if "/numpy/" not in f.filename and not f.filename.endswith("trace.py")), None)
        where = f"  ({place.filename}, line {place.lineno}: {place.line})" if place else ""
        raise InputError(f"the rule of {name} cannot be run: {error}{where}") from error


def _measured(name: str, view: View, algorithm: Algorithm) -> Any:
    if name not in QUANTITIES:
        raise InputError(f"{name} is no quantity that is measured; there are: {', '.join(QUANTITIES)}")
    try:
        return QUANTITIES[name].of(view)
    except (TypeError, AttributeError) as error:
        raise InputError(f"{name} cannot be measured of {algorithm.name}: {error}") from error
