"""What can be measured at a step, coordinate by coordinate: one definition for checks, plots and reports.

A quantity is elementwise arithmetic on a `View` of the step and a reduction over the coordinates; the ensemble turns it
into one number per run and step. Names are those of the letters in `theory.symbols` where a claim uses them.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from numpy.lib.mixins import NDArrayOperatorsMixin

from theory.algorithms.base import Hyper, Moved


class Absent(NDArrayOperatorsMixin):
    """Stands where an algorithm has nothing; whoever calculates with it is told what is missing."""

    def __init__(self, what: str) -> None:
        self.what = what

    def __array_ufunc__(self, *arguments: Any, **keywords: Any) -> Any:
        raise TypeError(self.what)

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(name) if name.startswith("__") else TypeError(self.what)


class View(NamedTuple):
    """One step k seen by a quantity: everything elementwise, as it stood when x_{k+1} was computed."""

    x: Any  # x_k
    x_next: Any  # x_{k+1}
    m: Any  # m_k
    v: Any  # v_k
    n: Any  # n_k
    n_before: Any  # n_{k-1}
    g: Any  # minibatch gradient g_k
    grad: Any  # grad F(x_k)
    term: Any  # summand of F(x_k); None where F does not separate (its value is then the kernel's own)
    decay: Any  # lambda_k
    delta: Any  # inside the root
    lambda_0: Any  # the l2-regularised objective is F + (lambda_0 / 2) ||x||^2
    grad_next: Any = None  # grad F(x_{k+1}); None where F does not separate (it would be another evaluation of F)
    expected: Any = Absent("no second writing of its step is declared (reference)")  # slots after the step, as it says


class Quantity(NamedTuple):
    """`of(view)` reduced over the coordinates by "sum", "max" or "min"."""

    of: Callable[[View], Any]
    reduce: str


def seen(
    state: Any, moved: Moved, g: Any, grad: Any, term: Any, hyper: Hyper, lambda_0: Any, grad_next: Any = None,
    expected: Any = None,
) -> View:  # fmt: skip
    """The view of a step from what the rule was given and what it gave; a slot that the algorithm lacks is `Absent`."""

    def slot(of: Any, name: str) -> Any:
        return getattr(of, name, Absent(f"it has no slot {name}, but {', '.join(state._fields)}"))

    after, again = moved.state, {} if expected is None else {"expected": expected}
    return View(
        state.x, after.x, slot(after, "m"), moved.v, slot(after, "n"), slot(state, "n"), g, grad, term, moved.decay,
        hyper.delta, lambda_0, grad_next, **again,
    )  # fmt: skip


def _square(a: Any) -> Any:
    return a * a


def _absolute(a: Any) -> Any:
    return abs(a)


QUANTITIES: dict[str, Quantity] = {
    "F": Quantity(lambda s: s.term, "sum"),
    "decay_energy": Quantity(lambda s: 0.5 * (s.decay * (s.v * (s.x * s.x))), "sum"),  # (lambda_k/2) ||x_k||^2_{v_k}
    "x_sq": Quantity(lambda s: _square(s.x), "sum"),
    "grad_F_sq": Quantity(lambda s: _square(s.grad), "sum"),
    "grad_F_k_sq": Quantity(lambda s: _square(s.grad + s.decay * (s.x * s.v)), "sum"),
    "grad_l2_sq": Quantity(lambda s: _square(s.grad + s.lambda_0 * s.x), "sum"),
    "u_sq": Quantity(lambda s: _square(s.m + s.decay * (s.x * s.v)), "sum"),
    "m_err_sq": Quantity(lambda s: _square(s.m - s.grad), "sum"),
    "v_dx_sq": Quantity(lambda s: _square(s.v * (s.x - s.x_next)), "sum"),
    "dx_sq": Quantity(lambda s: _square(s.x - s.x_next), "sum"),
    "x_sup": Quantity(lambda s: _absolute(s.x), "max"),
    "vx_sq": Quantity(lambda s: _square(s.v * s.x), "sum"),
    "m_sup": Quantity(lambda s: _absolute(s.m), "max"),
    "v_sq_sup": Quantity(lambda s: s.n + s.delta, "max"),
    # (n_{k-1} + delta)/(n_k + delta), seen at step k; nothing precedes step 0, whose ratio no claim speaks of
    "v_sq_ratio_max": Quantity(lambda s: (s.n_before + s.delta) / (s.n + s.delta), "max"),
    "v_sq_ratio_min": Quantity(lambda s: (s.n_before + s.delta) / (s.n + s.delta), "min"),
    "g_sup": Quantity(lambda s: _absolute(s.g), "max"),
    # by how much a step is not the one that the claim's algorithm prescribes, as its second writing has it
    "A1_m": Quantity(lambda s: _absolute(s.m - s.expected.m), "max"),
    "A1_n": Quantity(lambda s: _absolute(s.n - s.expected.n), "max"),
    "A1_x": Quantity(lambda s: _absolute(s.x_next - s.expected.x), "max"),
    "decay_energy_ahead": Quantity(lambda s: 0.5 * (s.decay * (s.v * (s.x_next * s.x_next))), "sum"),  # v_k at x_{k+1}
    "grad_dx": Quantity(lambda s: s.grad * (s.x_next - s.x), "sum"),
    "grad_step_sq": Quantity(lambda s: _square(s.grad_next - s.grad), "sum"),
    "m_err_over_v": Quantity(lambda s: _square(s.m - s.grad) / s.v, "sum"),
    "grad_F_k_over_v": Quantity(lambda s: _square(s.grad + s.decay * (s.x * s.v)) / s.v, "sum"),
    "u_over_v": Quantity(lambda s: _square(s.m + s.decay * (s.x * s.v)) / s.v, "sum"),
    "noise_sq": Quantity(lambda s: _square(s.g - s.grad), "sum"),
    "noise_m_err": Quantity(lambda s: (s.g - s.grad) * (s.m - s.grad), "sum"),
}
#: what only a family that separates gives
SEPARABLE_ONLY = frozenset({"grad_step_sq"})
