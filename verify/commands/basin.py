"""`basin`: section 4 in numbers for a Hessian of one's own: covariances, divergences and bounds of the three algorithms."""

from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray
from rich.table import Table

from problems.data_file import rows_of
from problems.dataset import entry
from problems.errors import InputError
from problems.limits import SMALLEST, measurable
from problems.reading import text_of
from theory.papers.adamw.corollary_3.comparison import err
from theory.papers.adamw.inputs import NotAllowed, not_negative
from theory.papers.adamw.lemma_5.covariance import (
    DRIFT,
    Basin,
    NotCertified,
    closed_form_error,
    diagonal_preconditioner,
    eigenvalues,
    least_eigenvalue,
    root_preconditioner,
    stationary,
)
from theory.papers.adamw.theorem_6 import gaussian
from theory.symbols import log_det_M, trace_M
from verify.commands.options import AsJson, Quiet, print_json, wide_console
from verify.report.numbers import number
from verify.studies.render import NAMES

#: how errors are printed
DIGITS = {"closed form's error": ".6e", "certified to": ".1e"}
#: the relative error that eigenvalues may have: below what six printed digits show
KNOWN = 1e-6
#: time for a Hessian of d rows, over d^3 (measured at 200), and the longest that is begun
SECONDS, MOST_SECONDS = 5e-7, 120.0


def basin(
    hessian: Annotated[Path, typer.Argument(help="A CSV file with the rows of H, numbers alone.")],
    rho: Annotated[float, typer.Option(help="Variance of the prior N(0, rho I).")] = 1.0,
    tau: Annotated[float, typer.Option(help="Failure probability.")] = 0.05,
    n: Annotated[float, typer.Option("--n", help="Size of the training set, a whole number.")] = 1000,
    eta: Annotated[float, typer.Option(help="Step size.")] = 0.01,
    batch: Annotated[float, typer.Option(help="Minibatch size b.")] = 1.0,
    weight_decay: Annotated[float, typer.Option("--lambda", help="Weight decay.")] = 0.1,
    shift: Annotated[float, typer.Option(help="||x_*||, the posterior's mean from the prior's.")] = 0.0,
    root: Annotated[bool, typer.Option("--root", help="Q = H^-1/2 instead of diag(H_ii^-1/2).")] = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Exact stationary covariances, the closed forms' errors, and the bounds of theorems 6 and 7."""
    h = read_matrix(hessian)
    _cost(len(h), hessian)
    for name, value in {
        "rho": rho,
        "tau": tau,
        "n": n,
        "eta": eta,
        "batch": batch,
        "lambda": weight_decay,
        "shift": shift,
    }.items():
        measurable(name, value, f"--{name}")
    for i, j in np.argwhere((h != 0) & (np.abs(h) < SMALLEST))[:1]:
        measurable(f"H[{i},{j}]", h[i, j], str(hessian))
    try:
        not_negative("shift", shift)
        with np.errstate(over="raise", divide="raise", invalid="raise"):
            laid = Basin(h, root_preconditioner(h) if root else diagonal_preconditioner(h), weight_decay, eta, batch)
            spectrum, known = eigenvalues("H", h)
            _require("the eigenvalues of H", known)
            rows = [_row(laid, name, rho, tau, n, shift, spectrum) for name in DRIFT]
    except FloatingPointError as error:
        raise InputError(f"the numbers are too far apart for floats: {error}  ({hessian})") from None
    except NotAllowed as error:
        raise InputError(f"{error}  ({hessian})" if str(error).startswith("H") else str(error)) from None
    except NotCertified as error:
        with np.errstate(all="ignore"):  # of a number that no two libraries agree on, the power of ten alone
            order = 10.0 ** np.floor(np.log10(np.linalg.cond(h)))
        condition = f"H has a condition number of the order of {order:.0e}, too large for double precision"
        raise InputError(f"{condition}: {error}  ({hessian})") from None
    if as_json:
        print_json(rows)
        return
    table = Table(box=None, pad_edge=False)
    for heading in rows[0]:
        table.add_column(heading, no_wrap=True)
    for row in rows:
        told = (f"{value:{DIGITS[heading]}}" if heading in DIGITS else number(value, 6) for heading, value in row.items())
        table.add_row(*told)
    wide_console(quiet).print(table)


def _cost(rows: int, hessian: Path) -> None:
    """Refuse a Hessian that would take longer than anybody waits for. Raises InputError with the estimate."""
    seconds = SECONDS * rows**3
    if seconds > MOST_SECONDS:
        most = int((MOST_SECONDS / SECONDS) ** (1 / 3))
        took = f"H has {rows} rows, which takes about {seconds / 60:.0f} minutes"
        raise InputError(f"{took}; at most {most}, which take {MOST_SECONDS / 60:.0f}, are allowed  ({hessian})")


def _require(what: str, error: float) -> None:
    """Refuse what is not known to the digits that are printed. Raises NotCertified."""
    if not error <= KNOWN:
        raise NotCertified(f"{what} are known to {error:.2g} alone, and {KNOWN:g} is needed")


def _row(
    laid: Basin, name: str, rho: float, tau: float, n: float, shift: float, spectrum: NDArray[np.float64]
) -> dict[str, str | float | None]:
    """What the table has of an algorithm, by heading.

    Raises:
        NotCertified: not all digits that are printed are known.
    """
    solved = stationary(laid, name)
    m = solved.covariance
    low = least_eigenvalue("M", m)
    _require("the eigenvalues of M", solved.relative_error * float(np.linalg.norm(m / low)))
    error, unsure = closed_form_error(laid, name, m)
    mean = np.zeros(laid.dimension)
    mean[0] = shift
    letters = gaussian.letters_of(mean, m, rho, laid.eta, laid.b, n, tau)
    divergence = gaussian.divergence(mean, m, np.zeros(laid.dimension), rho * np.eye(laid.dimension))
    paper = gaussian.value(gaussian.BOUND_PAPER, letters)
    return {
        "algorithm": NAMES[name],
        "closed form's error": error,
        "certified to": float(solved.relative_error) + unsure,
        "log det M": letters[log_det_M],
        "tr M": letters[trace_M],
        "KL": divergence,
        "repaired": gaussian.value(gaussian.BOUND_REPAIRED, letters),
        "paper": None if np.isnan(paper) else paper,  # a root of what is negative: it says nothing
        "err": err(name, spectrum, laid.weight_decay, 2.0 * rho * laid.b / laid.eta),
    }


def read_matrix(path: Path) -> NDArray[np.float64]:
    """The matrix of a CSV file. Raises InputError with file, row and column."""
    lines = rows_of(text_of(path, f"the file {path}"), str(path))
    if not lines:
        raise InputError(f"{path} is empty")
    width = len(lines[0][1])
    for row, line in lines:
        if len(line) != width:
            raise InputError(f"{path} row {row}: {len(line)} numbers where the first row has {width}")
    return np.array([[entry(text, str(path), row, str(j)) for j, text in enumerate(line, 1)] for row, line in lines])
