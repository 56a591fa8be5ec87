"""Finite sums of losses of linear predictions: F(x) = (1/n) sum_j phi(a_j'x, y_j), over a data file or generated data.

A family supplies phi, its slope phi' and the exact ranges of phi' and phi'' on intervals; the constants follow:
  L            phi'' in [l_j, h_j] gives L <= max of the largest eigenvalues of A'max(h,0)A/n and A'max(-l,0)A/n;
  |(grad f_j)_i|  is exactly |a_ji| max |phi'| over the interval that a_j'x runs through;
  sigma        with phi'_j = m_j + s_j h_j, |s_j| <= 1, and P the covariance form over the samples,
               (m + sh)'P(m + sh) <= m'Pm + 2 sum_j h_j |(Pm)_j| + (1/n) sum_j ||a_j||^2 h_j^2.
"""

from abc import abstractmethod
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from problems.data_file import read_dataset
from problems.dataset import Dataset, standardised
from problems.errors import InputError
from problems.families.base import Array, Coupled, Parameters, Setting, scratch
from problems.limits import LARGEST, data_set

if TYPE_CHECKING:
    from problems.certify.models.model import Model

Range = tuple[Array, Array]
#: imaginary step of a complex derivative
STEP = 1e-30


class LinearParameters(Parameters):
    """Either `data` (with `label`, for a CSV file) or `samples` (with `seed`, `rank`, `label_noise`).

    A generated label is that of a normal linear model plus normal noise (for a classification: its sign).
    """

    data: str | None = Field(default=None, description="CSV or LIBSVM file, relative to the problem file")
    label: str | None = Field(default=None, description="the label column of a CSV file")
    header: bool | None = Field(default=None, description="whether the first row of a CSV file has the columns' names")
    delimiter: Literal[",", ";", "\t", "|", " "] | None = Field(
        default=None, description="of a CSV file; left out, it is found"
    )
    standardise: bool = Field(default=False, description="give each column that varies mean 0 and standard deviation 1")
    intercept: bool = Field(default=False, description="add a column of ones")
    rows: Literal["as-is", "unit"] = Field(default="as-is", description='"unit": divide each row by its Euclidean length')
    samples: Annotated[int, Field(ge=1)] | None = Field(default=None, description="number of generated samples")
    seed: Annotated[int, Field(ge=0)] = Field(default=0, description="of the generated samples")
    rank: Annotated[int, Field(ge=1)] | None = Field(default=None, description="of the generated features")
    label_noise: Annotated[float, Field(ge=0, le=LARGEST, allow_inf_nan=False)] = Field(
        default=0.5, description="standard deviation of what is added to a generated label"
    )


class LinearFiniteSum(Coupled):
    """`table` (n, d) has the a_j as rows, `targets` (n,) are the y_j."""

    def __init__(self, table: Array, targets: Array) -> None:
        self.samples, self.dimension = table.shape
        self.table = np.ascontiguousarray(table)
        self.columns = np.ascontiguousarray(table.T)
        self.targets = np.ascontiguousarray(targets)
        self.target_column = self.targets[:, None]

    @abstractmethod
    def losses(self, t: Array, y: Array, loss: Array | None, slope: Array) -> None:
        """phi(t, y) into `loss` (where wanted) and phi'(t, y) into `slope`, elementwise, by ufuncs with `out`.

        t, loss and slope have one shape, to which y broadcasts; t may be overwritten.
        """

    @abstractmethod
    def loss_at(self, t: Any, y: Any) -> Any:
        """phi(t, y) as elementwise arithmetic, for certification; `losses` is the same in place."""

    @abstractmethod
    def slope_at(self, t: Any, y: Any) -> Any:
        """phi'(t, y) as elementwise arithmetic."""

    def curvature_at(self, t: Array, y: Array) -> Array:
        """phi''(t, y) in floats: a complex derivative, which has no cancellation."""
        return np.asarray(np.imag(self.slope_at(t + 1j * STEP, y)) / STEP)

    def slope_turns(self, y: Any) -> tuple[Any, ...]:
        """All t where phi' turns, as elementwise arithmetic."""
        return ()

    def curvature_turns(self, y: Any) -> tuple[Any, ...]:
        """All t where phi'' turns, as elementwise arithmetic."""
        return ()

    #: whether phi(t, y) depends on t - y alone
    of_residual: bool = False
    #: no loss is below this
    loss_floor: float = 0.0
    #: whether each loss is at its floor for some prediction
    loss_floor_attained: bool = False

    @property
    def floor_sides(self) -> Array | None:
        """For every sample the sign (n,) of the predictions along which its loss falls to `loss_floor`; None if it does not."""
        return None

    @property
    def floor(self) -> Fraction | float:
        """No value of F is below this; minus infinity where nothing is known."""
        return Fraction(self.loss_floor) if np.isfinite(self.loss_floor) else -np.inf

    def slope_limits(self, y: float) -> tuple[Any, ...]:
        """What phi' tends to at the left and at the right end of R."""
        return -np.inf, np.inf

    def curvature_limits(self, y: float) -> tuple[Any, ...]:
        """What phi'' tends to at the left and at the right end of R."""
        return -np.inf, np.inf

    def loss_range(self, low: Array, high: Array, y: Array) -> Range:
        """Bounds of phi(t, y) over low <= t <= high, elementwise."""
        return np.full_like(y, self.loss_floor), np.full_like(y, np.inf)

    @abstractmethod
    def slope_range(self, low: Array, high: Array, y: Array) -> Range:
        """Smallest and largest phi'(t, y) over low <= t <= high, elementwise; the ends may be infinite."""

    @abstractmethod
    def curvature_range(self, low: Array, high: Array, y: Array) -> Range:
        """Smallest and largest phi''(t, y) over low <= t <= high, elementwise; the ends may be infinite."""

    def model(self, region: float | None, effort: int = 1) -> "Model":
        from problems.certify.models.finite_sum.model import FiniteSumModel

        if region is not None and region > LARGEST:
            raise InputError(f"region={region:g} must be at most {LARGEST:g}: boxes of a finite sum are bounded by floats")
        return FiniteSumModel(self, region, effort)

    def evaluate(self, x: Array, value: Array, gradient: Array, work: dict[str, Array]) -> None:
        shape = (self.samples, x.shape[1])
        t, loss, slope = (scratch(work, name, shape) for name in ("predictions", "losses", "slopes"))
        np.matmul(self.table, x, out=t)
        self.losses(t, self.target_column, loss, slope)
        np.add.reduce(loss, axis=0, out=value)
        np.divide(value, self.samples, out=value)
        np.matmul(self.columns, slope, out=gradient)
        np.divide(gradient, self.samples, out=gradient)

    def minibatch(self, x: Array, rows: NDArray[np.intp], gradient: Array, work: dict[str, Array]) -> None:
        batch, width = rows.shape
        chosen = scratch(work, "rows", (self.dimension, batch, width))
        terms = scratch(work, "terms", (self.dimension, batch, width))
        t, y, slope = (scratch(work, name, (batch, width)) for name in ("batch predictions", "batch targets", "batch slopes"))
        # mode="clip" lets take write straight into its out array; rows are in range by construction
        np.take(self.columns, rows, axis=1, out=chosen, mode="clip")
        np.take(self.targets, rows, out=y, mode="clip")
        np.multiply(chosen, x[:, None, :], out=terms)
        np.add.reduce(terms, axis=0, out=t)
        self.losses(t, y, None, slope)
        np.multiply(chosen, slope, out=chosen)
        np.copyto(gradient, chosen[:, 0])
        for i in range(1, batch):  # index order, whatever the width
            np.add(gradient, chosen[:, i], out=gradient)
        np.divide(gradient, batch, out=gradient)

    def predictions(self, region: float | None) -> Range:
        """The interval that each a_j'x runs through over the region: both ends are attained, at corners."""
        lengths = np.add.reduce(np.abs(self.table), axis=1)
        reach = lengths * region if region is not None else np.where(lengths > 0, np.inf, 0.0)
        return -reach, reach

    def smoothness(self, region: float | None) -> float:
        """An upper bound of L; exact where phi'' takes its largest value at all samples at once (least squares)."""
        low, high = self.curvature_range(*self.predictions(region), self.targets)
        return max(self._curvature(np.maximum(high, 0.0)), self._curvature(np.maximum(-low, 0.0)))

    def _curvature(self, weights: Array) -> float:
        if not np.all(np.isfinite(weights)):
            return np.inf
        return float(max(np.linalg.eigvalsh(self.columns @ (self.table * weights[:, None]) / self.samples)[-1], 0.0))

    def gradient_bound(self, region: float | None) -> Array:
        """An upper bound of |(grad F)_i|: the sum of what each sample can contribute at most, either way."""
        low, high = self.slope_range(*self.predictions(region), self.targets)
        with np.errstate(invalid="ignore"):
            ends = np.stack([self.columns * low, self.columns * high])
        ends[np.isnan(ends)] = 0.0  # a feature 0 times an unbounded slope
        up = np.add.reduce(np.max(ends, axis=0), axis=1)
        down = np.add.reduce(np.min(ends, axis=0), axis=1)
        return np.asarray(np.maximum(up, -down) / self.samples)

    def sampling_constants(self, region: float | None, batch: int, replacement: bool) -> tuple[float, Array]:
        """sigma is an upper bound (see the module's first lines), the bounds of |(grad f_j)_i| are exact."""
        low, high = self.slope_range(*self.predictions(region), self.targets)
        largest = np.maximum(np.abs(low), np.abs(high))
        with np.errstate(invalid="ignore"):
            bounds = np.abs(self.columns) * largest
        bounds[np.isnan(bounds)] = 0.0
        factor = 1.0
        if not replacement:
            factor = (self.samples - batch) / (self.samples - 1) if self.samples > 1 else 0.0
        variance = self.variance(region) if np.all(np.isfinite(largest)) else np.inf
        sigma = float(np.sqrt(variance * factor)) if factor else 0.0
        return sigma, np.asarray(np.max(bounds, axis=1))

    def variance(self, region: float | None) -> float:
        """An upper bound of sup E||grad f - grad F||^2 over the region."""
        low, high = self.slope_range(*self.predictions(region), self.targets)
        middle, half = 0.5 * (low + high), 0.5 * (high - low)
        gradients = self.table * middle[:, None]
        centred = gradients - np.mean(gradients, axis=0)
        lengths = np.add.reduce(np.square(self.table), axis=1)
        at_middle = np.mean(np.add.reduce(np.square(centred), axis=1))
        mixed = np.mean(half * np.abs(np.add.reduce(self.table * centred, axis=1)))
        return float(at_middle + 2.0 * mixed + np.mean(lengths * np.square(half)))


def build_table(parameters: LinearParameters, setting: Setting, classes: bool) -> Range:
    """Features (n, d) and targets (n,) of the parameters; targets are -1 and +1 if `classes`.

    Raises:
        InputError: neither or both sources are given, the data cannot be used or do not have the dimension.
    """
    if (parameters.data is None) == (parameters.samples is None):
        raise InputError("either data (a file) or samples (a number to generate) must be given, and not both")
    data, draw = None, np.random.default_rng(parameters.seed)
    if parameters.data is not None:
        for key, default in (("seed", 0), ("rank", None), ("label_noise", 0.5)):
            if getattr(parameters, key) != default:
                raise InputError(f"{key} belongs to generated data and cannot stand beside data")
        data = _read(parameters, setting)
        table = data.features
        setting.notes.append(data.note)
    else:
        for key in ("label", "header", "delimiter"):
            if getattr(parameters, key) is not None:
                raise InputError(f"{key} belongs to a data file and cannot stand beside samples")
        table = generated_features(parameters, setting.dimension, draw)
    if parameters.standardise:
        table = standardised(table, () if data is None else data.columns)
    if parameters.intercept:
        table = np.column_stack([table, np.ones(len(table))])
    if parameters.rows == "unit":
        table = unit_rows(table, data)
    if setting.dimension not in (None, table.shape[1]):
        raise InputError(f"dimension={setting.dimension} must be {table.shape[1]}, the number of columns, or be left out")
    if data is not None:
        return table, data.classes() if classes else data.numeric_labels()
    model = draw.standard_normal(table.shape[1]) / np.sqrt(table.shape[1])
    targets = table @ model + parameters.label_noise * draw.standard_normal(len(table))
    return table, np.where(targets < 0, -1.0, 1.0) if classes else targets


def _read(parameters: LinearParameters, setting: Setting) -> Dataset:
    """The data file. Raises InputError, which begins with the key that is wrong."""
    assert parameters.data is not None
    try:
        return read_dataset(setting.folder / Path(parameters.data), parameters.label, parameters.header, parameters.delimiter)
    except InputError as error:
        whole = str(error)
        own = whole.startswith(("label ", "label=", "header "))
        raise InputError(whole if own else f'data="{parameters.data}": {whole}') from None


def generated_features(parameters: LinearParameters, dimension: int | None, draw: np.random.Generator) -> Array:
    """Normal features of unit scale, of the given rank (before an intercept is added)."""
    if dimension is None:
        raise InputError("dimension is missing: generated data need one")
    width = dimension - 1 if parameters.intercept else dimension
    rank = width if parameters.rank is None else parameters.rank
    if width < 1 or rank > width:
        raise InputError(f"rank={rank} must be at least 1 and at most {width}, the number of generated columns")
    assert parameters.samples is not None
    data_set(parameters.samples, width, f"samples={parameters.samples} of {width} columns")
    table = draw.standard_normal((parameters.samples, rank))
    # columns beyond the rank repeat earlier ones with a sign: so the rank is exact, also after rounding
    signs = np.where(draw.random(width - rank) < 0.5, -1.0, 1.0)
    return np.column_stack([table, signs * table[:, np.arange(width - rank) % rank]])


def unit_rows(table: Array, data: Dataset | None) -> Array:
    """Each row divided by its Euclidean length. Raises InputError for a row of zeros."""
    lengths = np.sqrt(np.add.reduce(np.square(table), axis=1))
    zero = np.flatnonzero(lengths == 0)
    if len(zero):
        place = f"{data.source} row {data.rows[zero[0]]}" if data else f"generated row {zero[0] + 1}"
        raise InputError(f'{place}: all entries are 0 and rows = "unit" cannot scale them')
    return np.asarray(table / lengths[:, None])


def range_on(f: Callable[[Array], Array], low: Array, high: Array, critical: tuple[float, ...]) -> Range:
    """Smallest and largest value of f on [low, high], elementwise; `critical` are all points where f turns."""
    candidates = np.stack([f(point) for point in (low, high, *(np.clip(c, low, high) for c in critical))])
    return np.min(candidates, axis=0), np.max(candidates, axis=0)
