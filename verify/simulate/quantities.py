"""What can be measured at a step, coordinate by coordinate: one definition for checks, plots and reports.

A quantity is elementwise arithmetic on a `View` of the step and a reduction over the coordinates; the ensemble turns it
into one number per run and step. Names are those of the letters in `theory.symbols` where a claim uses them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple

import sympy as sp
from numpy.lib.mixins import NDArrayOperatorsMixin

from theory.algorithms.base import Hyper, Moved
from theory.symbols import LETTERS, F_k_next, F_k_now, rho_prime


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
    x_star: Any = Absent("no minimiser is asked for")
    expected: Any = Absent("no second writing of its step is declared (reference)")  # slots after the step, as it says

    @property
    def dx(self) -> Any:
        """x_k - x_{k+1}."""
        return self.x - self.x_next

    @property
    def v_dx(self) -> Any:
        """v_k (x_k - x_{k+1}); a property of its own because its bound is less than v's times dx's."""
        return self.v * self.dx


@dataclass(frozen=True)
class Quantity:
    """`of(view)` reduced over the coordinates by "sum", "max" or "min".

    Where `theory.symbols` has a letter of its name, claims may use it: at k, or at k + 1 if it is `ahead`. `label` is TeX.
    How large it can be follows from `of` too (`verify.decide.ranges`).
    `rounding` is the allowance (of `verify.decide.checks.rounding`) that an inequality about it asks for, and what that reads.
    """

    of: Callable[[View], Any]
    reduce: str
    label: str = ""
    ahead: bool = False
    rounding: tuple[str, tuple[str, ...]] | None = None


@dataclass(frozen=True)
class Measured:
    """A letter of claims as it is measured: from which quantities, how, and whether at k or at k + 1."""

    rows: tuple[str, ...]
    of: Callable[[Mapping[str, Any]], Any]
    ahead: bool = False
    rounding: tuple[str, tuple[str, ...]] | None = None


def seen(
    state: Any, moved: Moved, g: Any, grad: Any, term: Any, hyper: Hyper, lambda_0: Any, grad_next: Any = None,
    expected: Any = None, x_star: Any = None,
) -> View:  # fmt: skip
    """The view of a step from what the rule was given and what it gave; a slot that the algorithm lacks is `Absent`."""

    def slot(of: Any, name: str) -> Any:
        return getattr(of, name, Absent(f"it has no slot {name}, but {', '.join(state._fields)}"))

    after, known = moved.state, {"expected": expected, "x_star": x_star}
    again = {name: value for name, value in known.items() if value is not None}
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
    # (lambda_k/2) ||x_*||^2_{v_k}: F_k(x_*) less F_*
    "decay_energy_star": Quantity(lambda s: 0.5 * (s.decay * (s.v * (s.x_star * s.x_star))), "sum"),
    "x_sq": Quantity(lambda s: _square(s.x), "sum"),
    "grad_F_sq": Quantity(lambda s: _square(s.grad), "sum", r"\|\nabla F\|^2"),
    "grad_F_k_sq": Quantity(lambda s: _square(s.grad + s.decay * (s.x * s.v)), "sum", r"\|\nabla F_k\|^2"),
    "grad_l2_sq": Quantity(lambda s: _square(s.grad + s.lambda_0 * s.x), "sum"),
    "u_sq": Quantity(lambda s: _square(s.m + s.decay * (s.x * s.v)), "sum", r"\|u_k\|^2"),
    "m_err_sq": Quantity(lambda s: _square(s.m - s.grad), "sum", r"\|m_k-\nabla F\|^2"),
    "v_dx_sq": Quantity(lambda s: _square(s.v_dx), "sum", r"\|v_k\odot(x_k-x_{k+1})\|^2"),
    "dx_sq": Quantity(lambda s: _square(s.dx), "sum", r"\|x_k-x_{k+1}\|^2"),
    "x_sup": Quantity(lambda s: _absolute(s.x), "max"),
    "x_sup_next": Quantity(lambda s: _absolute(s.x_next), "max", rounding=("of_box", ("x_sup_next",))),
    "vx_sq": Quantity(lambda s: _square(s.v * s.x), "sum"),
    "m_sup": Quantity(lambda s: _absolute(s.m), "max", rounding=("momentum", ("m_sup",))),
    "v_sq_sup": Quantity(lambda s: s.n + s.delta, "max", rounding=("second_moment", ("v_sq_sup",))),
    # (n_{k-1} + delta)/(n_k + delta), seen at step k; nothing precedes step 0, whose ratio no claim speaks of
    "v_sq_ratio_max": Quantity(
        lambda s: (s.n_before + s.delta) / (s.n + s.delta), "max", ahead=True, rounding=("drift", ("v_sq_ratio_max",))
    ),
    "v_sq_ratio_min": Quantity(
        lambda s: (s.n_before + s.delta) / (s.n + s.delta), "min", ahead=True, rounding=("drift", ("v_sq_ratio_min",))
    ),
    "g_sup": Quantity(lambda s: _absolute(s.g), "max"),
    # by how much a step is not the one that the claim's algorithm prescribes, as its second writing has it
    "A1_m": Quantity(lambda s: _absolute(s.m - s.expected.m), "max", rounding=("of_m", ())),
    "A1_n": Quantity(lambda s: _absolute(s.n - s.expected.n), "max", rounding=("of_n", ())),
    "A1_x": Quantity(lambda s: _absolute(s.x_next - s.expected.x), "max", rounding=("of_x", ("x_sup",))),
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


def _energy(q: Mapping[str, Any]) -> Any:
    return q["F"] + q["decay_energy"]


def _least_rho(q: Mapping[str, Any]) -> Any:
    """The least rho' that satisfies R at this step."""
    return (q["vx_sq"] / q["grad_F_sq"]) ** 0.5 / q["x_sup"]


ENERGY = ("F", "decay_energy")
#: the letters that claims may use of a step: those of one quantity, and those that are made of several
MEASURED: dict[sp.Symbol, Measured] = {
    LETTERS[name].symbol: Measured((name,), itemgetter(name), quantity.ahead, quantity.rounding)
    for name, quantity in QUANTITIES.items()
    if name in LETTERS
} | {
    F_k_now: Measured(ENERGY, _energy),
    F_k_next: Measured(
        ENERGY, _energy, True, ("energy", ("F", "decay_energy", "x_sq", "grad_F_sq", "grad_F_k_sq", "u_sq", "m_err_sq"))
    ),
    rho_prime: Measured(
        ("vx_sq", "x_sup", "grad_F_sq"), _least_rho, rounding=("stationarity", ("vx_sq", "grad_F_sq", "grad_F_k_sq"))
    ),
}
