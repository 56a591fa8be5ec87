"""The stationary covariance of the three algorithms' SDEs: one SymPy matrix expression each, for every use.

    dx = -A x dt + sqrt(eta/b) Q H^{1/2} dB,   A = Q H + lambda I (AdamW), Q H + lambda Q (l2-Adam), Q H (Adam)

has the stationary covariance M that solves A M + M A' = (eta/b) Q H Q (lemma 5, theorem 7). The paper's closed form is
M = (eta/2b) A^{-1} Q H Q. It solves the equation if and only if A Q H Q is symmetric:

    AdamW:    Q H Q H Q + lambda Q H Q      is symmetric for every symmetric Q;
    l2-Adam:  Q H Q H Q + lambda Q Q H Q    is symmetric if and only if Q (Q H Q) = (Q H Q) Q, that is Q H = H Q.

So lemma 5 holds for every Q, and theorem 7 needs that Q and H commute: a diagonal Q = diag(H_ii^{-1/2}) does not, in general.
"""

import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import flint
import numpy as np
import sympy as sp
from numpy.typing import NDArray
from scipy.linalg import solve_continuous_lyapunov

from theory.papers.adamw.inputs import not_negative, positive, positive_definite
from theory.symbols import b, eta, lambda_

Array = NDArray[np.float64]
_d = sp.Symbol("d", integer=True, positive=True)
H, Q, M = (sp.MatrixSymbol(name, _d, _d) for name in "HQM")
IDENTITY = sp.Identity(_d)

#: A of the SDE
DRIFT: dict[str, sp.MatrixExpr] = {"adamw": Q * H + lambda_ * IDENTITY, "l2-adam": Q * H + lambda_ * Q, "adam": Q * H}
#: what stands on the right of the Lyapunov equation
DIFFUSION: sp.MatrixExpr = (eta / b) * Q * H * Q
#: the closed forms of lemma 5 and theorem 7 (and of Adam, lambda = 0)
CLOSED: dict[str, sp.MatrixExpr] = {name: (eta / (2 * b)) * drift.inverse() * Q * H * Q for name, drift in DRIFT.items()}
#: falsehoods that the checks must detect, by what was changed
MUTANTS: dict[str, dict[str, sp.MatrixExpr]] = {
    "eta/(2b) replaced by eta/b": {name: 2 * form for name, form in CLOSED.items()},
    "Q replaced by Q^2": {name: form.subs(Q, Q * Q) for name, form in CLOSED.items()},
    "lambda I and lambda Q exchanged": {"adamw": CLOSED["l2-adam"], "l2-adam": CLOSED["adamw"]},
}


@cache
def residual(drift: sp.MatrixExpr) -> sp.MatrixExpr:
    """A M + M A' - (eta/b) Q H Q, without A' being written: (A M)' = M A' for a symmetric M, H, Q."""
    return drift * M + M * _transposed(drift) - DIFFUSION


def _transposed(drift: sp.MatrixExpr) -> sp.MatrixExpr:
    """A' for symmetric H and Q: the factors in the reverse order."""
    terms = []
    for term in sp.Add.make_args(drift) if drift.is_Add else drift.args if isinstance(drift, sp.MatAdd) else (drift,):
        factors = term.args if isinstance(term, sp.MatMul) else (term,)
        scalars = [f for f in factors if not f.is_Matrix]
        matrices = [f for f in factors if f.is_Matrix]
        terms.append(sp.MatMul(*scalars, *reversed(matrices)))
    return sp.MatAdd(*terms)


@dataclass(frozen=True)
class Arithmetic:
    """What a matrix expression is evaluated in: floats, rationals or balls."""

    product: Callable[[Any, Any], Any]
    inverse: Callable[[Any], Any]
    identity: Callable[[Any], Any]
    scalar: Callable[[Any], Any]


def _flint_identity(kind: Any) -> Callable[[Any], Any]:
    return lambda like: kind([[1 if i == j else 0 for j in range(like.ncols())] for i in range(like.nrows())])


FLOATS = Arithmetic(lambda x, y: x @ y, np.linalg.inv, lambda like: np.eye(len(like)), float)
RATIONALS = Arithmetic(lambda x, y: x * y, lambda x: x.inv(), _flint_identity(flint.fmpq_mat), lambda q: flint.fmpq(q.p, q.q))
BALLS = Arithmetic(
    lambda x, y: x * y, lambda x: x.inv(), _flint_identity(flint.arb_mat), lambda q: flint.arb(flint.fmpq(q.p, q.q))
)


@lru_cache(maxsize=256)
def _substituted(expression: sp.Expr, scalars: tuple[tuple[sp.Symbol, sp.Rational], ...]) -> sp.Expr:
    """A factor of a form in numbers; the same few are asked for over and over."""
    return expression.subs(scalars)


def evaluate(form: sp.MatrixExpr, matrices: Mapping[sp.MatrixSymbol, Any], scalars: Mapping[sp.Symbol, Any],
             arithmetic: Arithmetic) -> Any:  # fmt: skip
    """`form` in numbers: the same expression in floats, in rationals or in balls.

    `scalars` are given as rationals (SymPy) for the exact arithmetics; an expression of other nodes is refused.
    """
    like = next(iter(matrices.values()))
    given = tuple(scalars.items())

    def number(expression: sp.Expr) -> Any:
        return arithmetic.scalar(_substituted(expression, given))

    def walk(node: sp.Basic) -> Any:
        if isinstance(node, sp.MatrixSymbol):
            return matrices[node]
        if isinstance(node, sp.Identity):
            return arithmetic.identity(like)
        if isinstance(node, sp.Inverse):
            return arithmetic.inverse(walk(node.args[0]))
        if isinstance(node, sp.MatPow) and node.args[1].is_Integer and int(node.args[1]) >= 1:
            base = walk(node.args[0])
            out = base
            for _ in range(int(node.args[1]) - 1):
                out = arithmetic.product(out, base)
            return out
        if isinstance(node, sp.MatAdd):
            out = walk(node.args[0])
            for term in node.args[1:]:
                out = out + walk(term)
            return out
        if isinstance(node, sp.MatMul):
            out, factor = None, sp.Integer(1)
            for part in node.args:
                if not part.is_Matrix:
                    factor *= part
                else:
                    out = walk(part) if out is None else arithmetic.product(out, walk(part))
            return out if factor == 1 else out * number(factor)
        raise TypeError(f"{type(node).__name__} is not a matrix operation of section 4")

    return walk(form)


@dataclass(frozen=True, eq=False)
class Basin:
    """Assumption Q in numbers: Hessian H (d, d), preconditioner Q (d, d) symmetric, weight decay, step size and batch.

    Raises:
        NotAllowed: H or Q is not symmetric positive definite, eta or b is not positive, lambda is negative.
    """

    H: Array
    Q: Array
    weight_decay: float
    eta: float
    b: float

    def __post_init__(self) -> None:
        positive_definite("H", self.H)
        positive_definite("Q", self.Q)
        not_negative("lambda", self.weight_decay)
        positive("eta", self.eta)
        positive("b", self.b)

    @property
    def dimension(self) -> int:
        return len(self.H)

    @property
    def scalars(self) -> dict[sp.Symbol, sp.Rational]:
        return {lambda_: sp.Rational(self.weight_decay), eta: sp.Rational(self.eta), b: sp.Rational(self.b)}

    def value(self, form: sp.MatrixExpr) -> Array:
        """A form of this module in floats."""
        return np.asarray(evaluate(form, {H: self.H, Q: self.Q}, self.scalars, FLOATS))


def diagonal_preconditioner(hessian: Array) -> Array:
    """Q = diag(H_ii^{-1/2}) of assumption Q."""
    return np.diag(1.0 / np.sqrt(np.diag(positive_definite("H", hessian))))


def root_preconditioner(hessian: Array) -> Array:
    """Q = H^{-1/2} of corollary 3."""
    s, u = np.linalg.eigh(positive_definite("H", hessian))
    q = (u / np.sqrt(s)) @ u.T
    return np.asarray((q + q.T) / 2)


class NotCertified(ValueError):
    """A solution whose error is not known."""


@dataclass(frozen=True, eq=False)
class Stationary:
    """The stationary covariance and a certified bound of its error in the Frobenius norm, over the norm of M itself."""

    covariance: Array
    relative_error: float


def stationary(basin: Basin, algorithm: str) -> Stationary:
    """Solve the Lyapunov equation and bound the solution's error in ball arithmetic.

    With P = Q: A Q + Q A' >= 2 a Q (A Q + Q A' - 2 a Q is certified to be positive definite) makes exp(-A t)
    contract like exp(-a t) in the norm of Q^{-1}; so the error's norm is at most cond(Q) ||residual|| / (2 a).

    Raises:
        NotCertified: the certificate fails, which says that M is not known well enough to be used.
    """
    drift, diffusion = basin.value(DRIFT[algorithm]), basin.value(DIFFUSION)
    balls = {H: to_balls(basin.H), Q: to_balls(basin.Q)}
    q = balls[Q]
    left = evaluate(DRIFT[algorithm], balls, basin.scalars, BALLS) * q
    slowest = float(np.min(np.linalg.eigvals(drift).real)) * 0.99
    if not (slowest > 0 and certified_positive(left + left.transpose() - q * flint.arb(2 * slowest))):
        raise NotCertified(f"the drift of {algorithm} could not be certified to contract at rate {slowest:g}")
    top, low = float(np.linalg.eigvalsh(basin.Q)[-1]) * 1.01, least_eigenvalue("Q", basin.Q)
    if not certified_positive(BALLS.identity(q) * flint.arb(top) - q):
        raise NotCertified("the condition of Q could not be certified")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")  # SciPy solves another equation where this one is close to singular
            m = solve_continuous_lyapunov(drift, diffusion)
    except (RuntimeWarning, np.linalg.LinAlgError):
        raise NotCertified(f"the equation of {algorithm} is too close to a singular one") from None
    m = (m + m.T) / 2
    balls[M] = to_balls(m)
    rest = evaluate(residual(DRIFT[algorithm]), balls, basin.scalars, BALLS)
    norm = frobenius(rest) * flint.arb(top) / flint.arb(low) / flint.arb(2 * slowest) / frobenius(balls[M])
    if not norm < 1:
        raise NotCertified(f"the covariance of {algorithm} is not known to one digit")
    return Stationary(m, float(norm.abs_upper()))


def closed_form_error(basin: Basin, algorithm: str, covariance: Array) -> tuple[float, float]:
    """The closed form against a covariance in the Frobenius norm, over the covariance's own, and how far that is known.

    Raises:
        NotCertified: balls cannot invert the drift.
    """
    m = to_balls(covariance)
    try:
        form = evaluate(CLOSED[algorithm], {H: to_balls(basin.H), Q: to_balls(basin.Q)}, basin.scalars, BALLS)
    except ZeroDivisionError:
        raise NotCertified(f"the closed form of {algorithm} cannot be evaluated") from None
    known, size = form.mid(), frobenius(m)
    return float((frobenius(known - m) / size).abs_upper()), float((frobenius(form - known) / size).abs_upper())


def least_eigenvalue(name: str, matrix: Array) -> float:
    """A certified lower bound, within 1 %, of the least eigenvalue of a positive definite matrix. Raises NotCertified."""
    balls, low = to_balls(matrix), float(np.linalg.eigvalsh(matrix)[0]) * 0.99
    if not (low > 0 and certified_positive(balls - BALLS.identity(balls) * flint.arb(low))):
        raise NotCertified(f"the least eigenvalue of {name}, about {low:.2g}, could not be certified")
    return low


def eigenvalues(name: str, matrix: Array) -> tuple[Array, float]:
    """The eigenvalues of a positive definite matrix and a certified bound of their error, over the least of them.

    With A U = U S + E each |eigenvalue - s_i| is at most sqrt(2) ||E|| over the least singular value of U, which is at least
    1 - ||U'U - I|| (Kahan, "Inclusion theorems for clusters of eigenvalues of Hermitian matrices", 1967).

    Raises:
        NotCertified: the bound does not exist.
    """
    low = least_eigenvalue(name, matrix)
    s, vectors = np.linalg.eigh(matrix)
    balls, u = to_balls(matrix), to_balls(vectors)
    rest = frobenius(balls * u - u * to_balls(np.diag(s)))
    skew = 1 - frobenius(u.transpose() * u - BALLS.identity(u))
    if not skew > 0:
        raise NotCertified(f"the eigenvectors of {name} are not orthogonal")
    return np.asarray(s, dtype=np.float64), float((flint.arb(2).sqrt() * rest / skew / flint.arb(low)).abs_upper())


def to_balls(matrix: Array) -> Any:
    """The floats, exactly."""
    return flint.arb_mat(matrix.tolist())


def frobenius(matrix: Any) -> Any:
    """Frobenius norm as a ball."""
    total = flint.arb(0)
    for entry in matrix.entries():
        total += entry * entry
    return flint.arb(total.abs_upper()).sqrt()


def certified_positive(matrix: Any) -> bool:
    """Whether every symmetric matrix A in the balls is positive definite; False may mean "not known".

    Floats propose A = L L' + c I and balls bound what is left by less than c. Before, rows and columns are scaled alike by
    powers of 2, to a diagonal near 1.
    """
    middle = np.array([[float(entry) for entry in row] for row in matrix.mid().tolist()])
    diagonal = np.diag(middle)
    if not (np.isfinite(middle).all() and (diagonal > 0).all()):
        return False
    scale = np.exp2(-np.round(np.log2(diagonal) / 2.0))
    middle = (middle * scale[:, None]) * scale
    margin = float(np.linalg.eigvalsh(middle)[0]) / 2.0
    if not margin > 0:
        return False
    try:
        root = to_balls(np.asarray(np.linalg.cholesky(middle - margin * np.eye(len(middle))), dtype=np.float64))
    except np.linalg.LinAlgError:
        return False
    by = to_balls(np.diag(scale))
    rest = root * root.transpose() + BALLS.identity(root) * flint.arb(margin) - by * matrix * by
    return bool(frobenius(rest) < flint.arb(margin))
