"""The program of one step: gradient, noise, update rule and measured quantities, traced into one straight line."""

from dataclasses import dataclass

from problems.families.base import Separable
from problems.problem import Problem
from problems.sampling import Sampling
from theory.algorithms.base import Algorithm, Hyper, State
from verify.simulate.quantities import QUANTITIES, View
from verify.simulate.trace import Level, Node, Program, compile_program

#: rows of the hyper-parameter table that a kernel is given, in this order
HYPER_ROWS = (*Hyper._fields, "lambda_0")


@dataclass(frozen=True)
class StepProgram:
    """A traced step and what its inputs are.

    `state`: x, m, n. `blocks`: names of full inputs that the kernel fills each step ("z": summed unit noise, "grad": gradient
    of a coupled family, "g": minibatch gradient). `coefficients`: number of per-coordinate inputs, the last one being the
    noise scale where noise is additive. `hyper`: which rows of HYPER_ROWS are inputs. `rows` are the measured quantities;
    `F` of a coupled family is written by the kernel itself.
    """

    program: Program
    state: tuple[Node, ...]
    blocks: dict[str, Node]
    coefficients: tuple[Node, ...]
    hyper: dict[str, Node]
    rows: tuple[str, ...]
    external_F: int | None


def build(problem: Problem, algorithm: Algorithm, quantities: tuple[str, ...], neutral: tuple[str, ...]) -> StepProgram:
    """The program of one step of `algorithm` on `problem`.

    `neutral` names the fields of Hyper that keep their neutral value (they are folded away); for `delta` that is 0.
    """
    state = State(*(Node(name, Level.FULL) for name in State._fields))
    hyper = {name: Node(name, Level.RUN) for name in HYPER_ROWS}
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

    chosen = Hyper(**{name: Hyper._field_defaults.get(name, 0.0) if name in neutral else hyper[name] for name in Hyper._fields})
    moved = algorithm.update(state, g, chosen)
    after = moved.state
    # what no output needs is left out of the program
    ahead = family.slope(after.x, *coefficients[: len(family.coefficients)]) if isinstance(family, Separable) else None
    view = View(
        state.x, after.x, after.m, moved.v, after.n, state.n, g, grad, term, moved.decay, chosen.delta, hyper["lambda_0"],
        state.m, chosen, ahead,
    )  # fmt: skip
    outputs: list[tuple[str, Node | float, str | None]] = [
        (name, value, None) for name, value in zip(State._fields, moved.state, strict=True)
    ]
    external = quantities.index("F") if term is None and "F" in quantities else None
    for name in quantities:
        if not (name == "F" and term is None):
            outputs.append((name, QUANTITIES[name].of(view), QUANTITIES[name].reduce))
    program = compile_program((*state, *blocks.values(), *coefficients, *hyper.values()), outputs)
    used = {arg.number for node in program.nodes for arg in node.args if isinstance(arg, Node)}
    return StepProgram(
        program,
        tuple(state),
        blocks,
        tuple(coefficients),
        {name: node for name, node in hyper.items() if node.number in used},
        quantities,
        external,
    )
