"""What every algorithm is made of: a state, hyper-parameters, one update rule, and the facts declared of it.

A rule is plain elementwise arithmetic: called on numbers it is the scalar method, on arrays of shape (d, R) with
hyper-parameters (R,) it is the vectorised method, and traced (`verify.simulate.trace`) it is what both back ends run. What
one coordinate's step needs to know of the others it takes by `coordinate_sum`; such a rule is called on arrays alone.
The paper's convention throughout: beta weighs the NEW gradient (PyTorch's `betas` are 1 - beta), delta sits inside the root.

Nobody compares an algorithm's name: what others need to know of it, it declares. A fact that is not declared is not proved,
and what rests on it is not decided.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache, partial
from types import SimpleNamespace
from typing import Any, NamedTuple

import numpy as np
import sympy as sp
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from theory import symbols as s


class State(NamedTuple):
    """Iterate x_k and the moments m_{k-1}, n_{k-1}; arrays of one shape. An algorithm may have other slots after x."""

    x: Any
    m: Any
    n: Any


class Hyper(NamedTuple):
    """Hyper-parameters at one step. The three after delta belong to PyTorch's convention and are neutral in the paper's.

    `own` has what the algorithm brings: its parameters and its rows at this step, as attributes.
    """

    beta_1: Any
    beta_2: Any
    eta: Any
    lambda_: Any
    delta: Any
    m_correction: Any = 1.0  # 1 / (1 - betas[0]^(k+1))
    n_correction: Any = 1.0  # 1 / (1 - betas[1]^(k+1))
    eps: Any = 0.0  # outside the root
    own: Any = None

    @classmethod
    def of(cls, values: Mapping[str, Any], own: Mapping[str, str] | None = None) -> "Hyper":
        """From values by name; `own` says under which names the algorithm's own ones are found."""
        mine = SimpleNamespace(**{name: values[key] for name, key in (own or {}).items()})
        return cls._make((*(values[name] for name in SHARED), mine))


#: the hyper-parameters that every algorithm has
SHARED = Hyper._fields[:-1]


class Moved(NamedTuple):
    """One step: the new state, and the v_k and lambda_k that the dynamic objective F_k is made of."""

    state: Any
    v: Any
    decay: Any  # lambda_k of the decoupled weight decay


class Decay(StrEnum):
    """Where the weight decay enters."""

    NONE = "none"  # nowhere: lambda is not read
    DECOUPLED = "decoupled"  # x_{k+1} = (1 - lambda_k eta_k) x_k - what the moments say
    IN_GRADIENT = "in the gradient"  # the step is that of g_k + lambda_k x_k, without decay
    OWN = "of its own"  # in the iterates in another way; the other slots are those without decay


class Objective(StrEnum):
    """What an algorithm is claimed to minimise."""

    LOSS = "F"
    DYNAMIC = "F_k"
    REGULARISED = "F + (lambda/2) ||x||^2"


class Parameters(BaseModel):
    """Base of an algorithm's own `[algorithm.parameters]` table: numbers; unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


@dataclass(frozen=True)
class Bounds:
    """What is proved of any step in a region where every coordinate of the gradient that enters is at most c_inf.

    Expressions in c_inf, delta, eta, the betas, lambda, d and the algorithm's own letters, true at every k. `m` bounds |m_i|;
    v_i lies in [`v_low`, `v_high`]; `move` bounds v_i |x_{k+1,i} - (1 - lambda_k eta) x_{k,i}| / eta (without a decoupled
    decay, lambda_k = 0). None: not proved.
    """

    m: sp.Expr | None = None
    v_low: sp.Expr | None = None
    v_high: sp.Expr | None = None
    move: sp.Expr | None = None

    @property
    def step(self) -> sp.Expr | None:
        """The bound of |x_{k+1,i} - (1 - lambda_k eta) x_{k,i}| / eta that follows."""
        return None if self.move is None or self.v_low is None else self.move / self.v_low


Rule = Callable[[Any, Any, Hyper], Moved]


def coordinate_sum(values: Any) -> Any:
    """The sum over the coordinates (the first axis) in their order, so to the same bits everywhere; (1, R) of (d, R).

    Raises:
        TypeError: a number, of which nobody knows in how many coordinates it stands.
    """
    recorded = getattr(values, "coordinate_sum", None)
    if recorded is not None:
        return recorded()
    if np.ndim(values) == 0:
        raise TypeError("a sum over the coordinates is of an array, not of a number")
    return np.add.accumulate(values, axis=0)[-1:] + 0.0  # -0 + 0 is 0, as a sum from 0 on has it


@dataclass(frozen=True, eq=False)
class Algorithm:
    """A named update rule, what it brings, and what is declared of it.

    `update(state, g, hyper) -> Moved` is pure, elementwise but for `coordinate_sum`, and defined at the top of a module;
    `source` is the paper's place.
    `lambda_k` is the schedule of the weight decay, in lambda, mu_v and k.

    What it brings: `slots`, a NamedTuple whose first field is x; `Parameters`, its own numbers, each with a letter in
    `letters`; `rows`, what it needs of its own at every step, in those letters, k, and the shared beta_1, beta_2, eta, lambda,
    delta of the step.

    What is declared: `decay_kind`; `objective`; `bounds`; `averages`, whether the slots are those of `State` and m, n the
    averages that A1 takes of the entering gradient and its square; `staged`, whether it runs in stages (Theorem 4);
    `reference`, the step written a second time, `(state, g, hyper) -> state`; `torch`, `optax`, `keras`, its names in
    these libraries.
    """

    name: str
    source: str
    update: Rule
    lambda_k: sp.Expr
    label: str
    slots: type[Any] = State
    Parameters: type[Parameters] = Parameters
    letters: Mapping[str, s.Letter] = field(default_factory=dict)
    rows: Mapping[str, sp.Expr] = field(default_factory=dict)
    decay_kind: Decay | None = None
    objective: Objective | None = None
    bounds: Bounds = Bounds()
    averages: bool = False
    staged: bool = False
    reference: Callable[[Any, Any, Hyper], Any] | None = None
    torch: str | None = None
    optax: str | None = None
    keras: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        fields = set(self.Parameters.model_fields)
        if set(self.letters) != fields:
            raise ValueError(f"{self.name}: letters must name the parameters {sorted(fields)}, not {sorted(self.letters)}")
        for name, letter in self.letters.items():
            taken = s.LETTERS.get(letter.symbol.name)
            if taken is not None:
                raise ValueError(f"{self.name}: the letter {letter.symbol} of {name} is taken: {taken.meaning}")
        if fields & set(self.rows):
            raise ValueError(f"{self.name}: {', '.join(sorted(fields & set(self.rows)))} is a parameter and a row")
        if self.slots._fields[:1] != ("x",):
            raise ValueError(f"{self.name}: the first slot of the state must be x, not {', '.join(self.slots._fields)}")
        known = {s.k, *(STEP[name] for name in STEP), *self.own_symbols}
        for name, row in self.rows.items():
            if row.free_symbols - known:
                raise ValueError(f"{self.name}: the row {name} has letters that it cannot have: {row.free_symbols - known}")
        if self.lambda_k.free_symbols - {s.lambda_, s.mu_v, s.k}:
            raise ValueError(f"{self.name}: lambda_k = {self.lambda_k} may have the letters lambda, mu_v and k alone")

    @property
    def own(self) -> tuple[str, ...]:
        """The names of what the rule finds in `Hyper.own`: its parameters, then its rows."""
        return (*self.Parameters.model_fields, *self.rows)

    @property
    def own_symbols(self) -> tuple[sp.Symbol, ...]:
        """The letters of its parameters, in their order."""
        return tuple(self.letters[name].symbol for name in self.Parameters.model_fields)

    @property
    def fades(self) -> bool:
        """Whether lambda_k changes with k."""
        return bool(self.lambda_k.has(s.k))

    def decay(self, lambda_: Any, mu_v: Any, k: NDArray[np.int64]) -> NDArray[np.float64]:
        """lambda_k at iterations k, a function of k alone (no running product); the shape is that of all three together."""
        shape = np.broadcast_shapes(np.shape(lambda_), np.shape(mu_v), k.shape)
        return np.broadcast_to(_numbers(self.lambda_k, DECAY)(lambda_, mu_v, k.astype(np.float64)), shape) * 1.0

    def own_rows(self, parameters: BaseModel, k: NDArray[np.int64], shared: Mapping[str, Any]) -> list[Any]:
        """The values of `own` at iterations k (K,); `shared` has the step's beta_1, ..., each (K, W) or (K, 1)."""
        given = [np.float64(getattr(parameters, name)) for name in self.Parameters.model_fields]
        letters = (*self.own_symbols, s.k, *STEP.values())
        values = (*given, k.astype(np.float64)[:, None], *(shared[name] for name in STEP))
        return [*given, *(_numbers(row, letters)(*values) for row in self.rows.values())]

    def undecayed(self) -> "Algorithm":
        """The same without its decay: what a decay in the gradient is on the regularised objective."""
        rule, again = partial(_undecayed, self.update), self.reference
        return replace(
            self, update=rule, lambda_k=sp.Integer(0), decay_kind=Decay.NONE, objective=Objective.LOSS,
            reference=None if again is None else partial(_undecayed, again),
        )  # fmt: skip


#: the hyper-parameters of a step that a row may have, by name
STEP = {"beta_1": s.beta_1, "beta_2": s.beta_2, "eta": s.eta, "lambda_": s.lambda_, "delta": s.delta}
DECAY = (s.lambda_, s.mu_v, s.k)


@cache
def _numbers(expression: sp.Expr, letters: tuple[sp.Symbol, ...]) -> Callable[..., Any]:
    function: Callable[..., Any] = sp.lambdify(letters, expression, modules="numpy")
    return function


def _undecayed(rule: Callable[[Any, Any, Hyper], Any], state: Any, g: Any, h: Hyper) -> Any:
    return rule(state, g, h._replace(lambda_=0.0))
