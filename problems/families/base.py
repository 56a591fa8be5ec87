"""What a family of problems provides: its value, gradient, minimum and closed-form constants.

Two kinds. A `Separable` family is a sum of functions of one coordinate each, written as elementwise arithmetic (so that
both back ends can run it). A `Coupled` family works on blocks of runs by matrix products and, for finite sums, on minibatches.
All arrays are (d, W): coordinates by runs.
"""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict

from problems import aligned
from problems.errors import InputError
from problems.noise import Noise

if TYPE_CHECKING:
    from problems.certify.models.model import Model

Array = NDArray[np.float64]


class Parameters(BaseModel):
    """Base of a family's `[problem.parameters]` table; unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


@dataclass(frozen=True)
class Setting:
    """What a family may use to build itself: the dimension (None: from the data) and the problem file's folder.

    It adds to `notes` what it has to say of what it read.
    """

    dimension: int | None
    folder: Path
    notes: list[str] = field(default_factory=list)


class Family(ABC):
    """One instance of a family; `region` is r of the box |x_i| <= r, or None for all of R^d."""

    name: ClassVar[str]
    Parameters: ClassVar[type[Parameters]]
    dimension: int
    #: relative error of the closed forms as they are evaluated: a few roundings each
    rounding: ClassVar[float] = 16 * float(np.finfo(float).eps)

    @classmethod
    @abstractmethod
    def build(cls, parameters: Any, setting: Setting) -> "Family":
        """The instance with these validated parameters. Raises InputError for data that cannot be used."""

    @property
    @abstractmethod
    def minimum(self) -> float:
        """The infimum of F over R^d, or a lower bound of it where no closed form is known."""

    @property
    def cancellation(self) -> float:
        """Sum of the magnitudes of the constants that the value subtracts (as 1 in 1 - cos): its rounding error's scale."""
        return 0.0

    def rounding_scales(self, region: float | None) -> tuple[float, float]:
        """What rounding of F, and of the entries of its gradient, is relative to beside what they are."""
        return self.cancellation, 0.0

    @abstractmethod
    def smoothness(self, region: float | None) -> float:
        """Closed form of L (assumption S) on the region; infinite if there is none."""

    @abstractmethod
    def gradient_bound(self, region: float | None) -> Array:
        """Closed form of sup |(grad F)_i| over the region, shape (d,); infinite if unbounded."""

    def pl(self, region: float | None) -> float | None:
        """Closed form of a PL constant of F on the region, or None where the family has none."""
        return None

    def sampling_noise(self, batch: int) -> Noise | None:
        """The noise of sampling where it is independent and additive, or None where it is not."""
        return None

    def model(self, region: float | None, effort: int = 1) -> "Model":
        """What proves the constants of F on the region; `effort` scales its searches.

        Raises:
            InputError: none is declared, and nothing can be proved.
        """
        raise InputError(f"{self.name} declares no `model` (problems/certify/models): nothing of it can be certified")

    @property
    def x_star(self) -> Array:
        """The minimiser x_* that the family declares, (d,): 0 where it says nothing."""
        return np.zeros(self.dimension)

    @abstractmethod
    def value_at(self, x: Array) -> Array:
        """F at the columns of x: (d, W) -> (W,)."""

    @abstractmethod
    def gradient_at(self, x: Array) -> Array:
        """grad F at the columns of x: (d, W) -> (d, W)."""


class Everywhere(NamedTuple):
    """Ranges of a term over all of R, as (low, high), elementwise in the coefficients; infinite where none is known."""

    value: tuple[Any, Any] = (0.0, float("inf"))
    slope: tuple[Any, Any] = (float("-inf"), float("inf"))
    curvature: tuple[Any, Any] = (float("-inf"), float("inf"))


class Separable(Family):
    """F(x) = sum_i f(x_i; p_i), with f and its derivative as elementwise arithmetic.

    `coefficients` are the p_i, each of shape (d,), in the order in which `term` and `slope` take them.
    """

    coefficients: tuple[Array, ...]

    @staticmethod
    @abstractmethod
    def term(x: Any, *p: Any) -> Any:
        """f(x; p), elementwise; never negative."""

    @staticmethod
    @abstractmethod
    def slope(x: Any, *p: Any) -> Any:
        """f'(x; p), elementwise."""

    @staticmethod
    def everywhere(*p: Any) -> Everywhere:
        """Closed-form ranges of f, f' and f'' over all of R; certification uses and attacks them."""
        return Everywhere()

    def beyond(self, reach: float, *p: Any) -> Everywhere:
        """Ranges of f, f' and f'' over |x| >= reach: those over all of R where nothing better is known."""
        return self.everywhere(*p)

    @staticmethod
    def minimiser(*p: Any) -> Any:
        """Where f(x; p) is least, elementwise in the coefficients; certification shows it."""
        return 0.0

    @staticmethod
    def pl_beyond(reach: float, *p: Any) -> Any:
        """A lower bound of f'^2 / (2 (f - f(0))) over |x| >= reach (reach >= 64), or None where none is known."""
        return None

    def model(self, region: float | None, effort: int = 1) -> "Model":
        from problems.certify.models.separable.model import BOXES, SeparableModel

        return SeparableModel(self, region, BOXES * effort)

    @property
    def x_star(self) -> Array:
        """`minimiser` for every coordinate."""
        return np.broadcast_to(np.asarray(self.minimiser(*self.coefficients), dtype=float), (self.dimension,))

    @property
    def parts(self) -> "Sequence[tuple[Separable, Sequence[int]]]":
        """Families of which F is the sum, and which coordinates of F are theirs."""
        return ((self, range(self.dimension)),)

    def value_at(self, x: Array) -> Array:
        return np.add.reduce(self.term(x, *(p[:, None] for p in self.coefficients)), axis=0)

    def gradient_at(self, x: Array) -> Array:
        return np.asarray(self.slope(x, *(p[:, None] for p in self.coefficients)))


class Coupled(Family):
    """F whose coordinates interact: value and gradient of a whole block of runs at once.

    A block always has the same width (matrix products depend on it), so a run's numbers do not depend on its neighbours.
    """

    #: number of samples of a finite sum; 0 if F is none
    samples: int = 0
    #: runs to a block: a multiple of 16
    width: ClassVar[int] = 64
    #: matrix products and eigenvalues of up to some thousand rows
    rounding = 1e-12

    @abstractmethod
    def evaluate(self, x: Array, value: Array, gradient: Array, work: dict[str, Array]) -> None:
        """F and grad F at the columns of x (d, W), into `value` (W,) and `gradient` (d, W); scratch lives in `work`."""

    def minibatch(self, x: Array, rows: NDArray[np.intp], gradient: Array, work: dict[str, Array]) -> None:
        """Mean gradient over the samples `rows` (b, W) at the columns of x, into `gradient` (d, W)."""
        raise NotImplementedError(f"{self.name} is not a finite sum")

    def sampling_constants(self, region: float | None, batch: int, replacement: bool) -> tuple[float, Array]:
        """(sigma, bound): the root of sup_x E||grad f - grad F||^2 over the region, in the scale in which a minibatch
        of b has sigma^2 / b (without replacement the finite-population factor is included), and a bound (d,) of
        |(grad f_j)_i|, over all samples j."""
        raise NotImplementedError(f"{self.name} is not a finite sum")

    def value_at(self, x: Array) -> Array:
        return self._both(x)[0]

    def gradient_at(self, x: Array) -> Array:
        return self._both(x)[1]

    def _both(self, x: Array) -> tuple[Array, Array]:
        value, gradient = np.empty(x.shape[1]), np.empty_like(x)
        self.evaluate(x, value, gradient, {})
        return value, gradient


def scratch(work: dict[str, Array], name: str, shape: tuple[int, ...]) -> Array:
    """The scratch array `name` of this shape, made on first use."""
    if name not in work or work[name].shape != shape:
        work[name] = aligned.empty(shape)
    return work[name]
