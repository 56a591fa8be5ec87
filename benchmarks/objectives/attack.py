"""An independent search for a point that breaks an enclosure of a formula's constants.

It knows the formula as text alone: SymPy's own parser reads it, SymPy differentiates it, NumPy evaluates it. Points at random,
corners, and a bounded quasi-Newton method from the best of them.
"""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray
from scipy.optimize import minimize

from problems.certify.certificate import Certificate
from problems.problem import Problem

Array = NDArray[np.float64]
#: random points of the region, and how many of the best are climbed from
POINTS, CLIMBS = 4096, 6
#: words that SymPy does not have
WORDS = {"softplus": lambda z: sp.log(1 + sp.exp(z)), "logcosh": lambda z: sp.log(sp.cosh(z)), "log1p": lambda z: sp.log(1 + z)}
#: what rounding may make of a constant that is attained
ROUNDING = 1e-9


def parsed(text: str, names: str, letters: dict[str, float]) -> tuple[sp.Expr, list[sp.Symbol]]:
    """The formula by SymPy's parser, and its variables."""
    x = list(sp.symbols(names, real=True, seq=True))
    known = {str(v): v for v in x} | WORDS | {name: sp.Float(value) for name, value in letters.items()}
    return sp.sympify(text.replace("^", "**"), locals=known), x


def functions(f: sp.Expr, x: list[sp.Symbol], one: bool) -> list[Callable[..., Any]]:
    """Value, gradient and Hessian as functions of arrays; of `one` variable, the first, value and two derivatives."""
    found = (f, [sp.diff(f, v) for v in x], sp.hessian(f, x).tolist())
    return [sp.lambdify(x, e, "numpy", cse=True) for e in ((f, sp.diff(f, x[0]), sp.diff(f, x[0], 2)) if one else found)]


class Reading:
    """F, its gradient and its Hessian at points (points, d), from the file's text; of data, the rows."""

    def __init__(self, problem: Problem) -> None:
        tables = tomllib.loads(problem.path.read_text(encoding="utf-8"))
        section = tables["problem"]
        letters = {k: float(v) for k, v in section.get("parameters", {}).items() if isinstance(v, (int, float))}
        self.d, self.key = problem.dimension, next(k for k in ("term", "loss", "objective", "chain") if k in section)
        self.rows = (problem.family.table, problem.family.targets) if self.key == "loss" else None  # type: ignore[attr-defined]
        text, names = section[self.key], {"term": "x", "loss": "t y", "chain": "x z"}.get(self.key, "")
        names = names or " ".join(f"x{i + 1}" for i in range(self.d))
        terms = text if isinstance(text, list) else [text]
        self.of = [functions(*parsed(one, names, letters), self.key in ("term", "loss")) for one in terms]
        self.noise = tables["noise"]

    def value(self, x: Array) -> Array:
        if self.key == "term":
            return np.sum(self._terms(0, x), axis=1)
        if self.rows is not None:
            return np.mean(self.of[0][0](x @ self.rows[0].T, self.rows[1]), axis=1)
        if self.key == "chain":
            return np.sum(_full(self.of[0][0](x[:, :-1], x[:, 1:]), x[:, 1:].shape), axis=1)
        return _full(self.of[0][0](*x.T), (len(x),))

    def _terms(self, k: int, x: Array) -> Array:
        found = []
        for i in range(self.d):
            found.append(_full(self.of[i if len(self.of) > 1 else 0][k](x[:, i]), (len(x),)))
        return np.array(found).T

    def samples(self, x: Array) -> Array:
        """Gradients of the samples (points, rows, d)."""
        assert self.rows is not None
        return self.of[0][1](x @ self.rows[0].T, self.rows[1])[:, :, None] * self.rows[0]

    def gradient(self, x: Array) -> Array:
        if self.key == "term":
            return self._terms(1, x)
        if self.rows is not None:
            return np.mean(self.samples(x), axis=1)
        if self.key == "chain":
            left, right = (_full(one, x[:, 1:].shape) for one in self.of[0][1](x[:, :-1], x[:, 1:]))
            found = np.zeros_like(x)
            found[:, :-1] += left
            found[:, 1:] += right
            return found
        return np.array([_full(one, (len(x),)) for one in self.of[0][1](*x.T)]).T

    def hessian(self, x: Array) -> Array:
        n, d = x.shape
        if self.key == "term":
            return self._terms(2, x)[:, :, None] * np.eye(d)
        if self.rows is not None:
            bends = _full(self.of[0][2](x @ self.rows[0].T, self.rows[1]), (n, len(self.rows[1])))
            return np.einsum("pj,ja,jb->pab", bends, self.rows[0], self.rows[0]) / len(self.rows[1])
        if self.key == "chain":
            (a, b), (_, c) = self.of[0][2](x[:, :-1], x[:, 1:])
            found, i = np.zeros((n, d, d)), np.arange(d - 1)
            shape = (n, d - 1)
            found[:, i, i] += _full(a, shape)
            found[:, i + 1, i + 1] += _full(c, shape)
            found[:, i, i + 1] = found[:, i + 1, i] = _full(b, shape)
            return found
        rows = self.of[0][2](*x.T)
        return np.array([[_full(one, (n,)) for one in row] for row in rows]).transpose(2, 0, 1)


def _full(a: Any, shape: tuple[int, ...]) -> Array:
    """What SymPy makes of a constant is a number."""
    return np.broadcast_to(np.asarray(a, dtype=float), shape)


class Attack:
    """The worst value of each constant that is found in the region, and what the search is for."""

    def __init__(self, problem: Problem) -> None:
        assert problem.region is not None
        self.problem, self.of, self.r, self.d = problem, Reading(problem), float(problem.region), problem.dimension
        draw = np.random.default_rng(11)
        corners = self.r * draw.choice([-1.0, 1.0], (64, self.d))
        inner = draw.uniform(-self.r, self.r, (POINTS, self.d))
        self.points = np.vstack([inner, corners, np.zeros((1, self.d)), np.asarray(problem.start, dtype=float)[None]])

    def largest(self, of: Callable[[Array], Array]) -> float:
        """Over the region; `of` takes points (points, d)."""
        values = of(self.points)
        best = float(np.max(values))
        for k in np.argsort(values)[-CLIMBS:]:
            found = minimize(lambda z: -float(of(np.clip(z, -self.r, self.r)[None])[0]), self.points[k], method="L-BFGS-B",
                             bounds=[(-self.r, self.r)] * self.d)  # fmt: skip
            best = max(best, -float(found.fun))
        return best

    def draws(self) -> tuple[Array, Array]:
        """Values and probabilities of a coordinate's noise, as the file says."""
        kind = self.of.noise
        if kind["kind"] == "rademacher":
            return kind["scale"] * np.array([-1.0, 1.0]), np.array([0.5, 0.5])
        values, weights = np.array(kind["values"]), np.array(kind["probabilities"])
        return values - weights @ values, weights

    def found(self) -> dict[str, float]:
        """L, c_inf, sigma and Delta from below, the minimum, c_s and mu from above."""
        noise, of = self.problem.noise, self.of
        lowest = -self.largest(lambda x: -of.value(x))
        start = float(of.value(np.asarray(self.problem.start, dtype=float)[None])[0])
        if of.rows is not None:
            entry = self.largest(lambda x: np.max(np.abs(of.samples(x)), axis=(1, 2)))
            spread = self.largest(lambda x: np.sum(np.var(of.samples(x), axis=1), axis=1)) ** 0.5
            least = -self.largest(lambda x: -np.min(np.max(np.abs(of.samples(x)), axis=2), axis=1))
        else:
            draws, weights = self.draws()
            spread = float(self.d * weights @ draws**2) ** 0.5
            sums = np.sum(np.meshgrid(*[draws] * noise.batch), axis=0).ravel() / noise.batch
            entry = self.largest(lambda x: np.max(np.abs(of.gradient(x)[:, :, None] + sums), axis=(1, 2)))
            least = -self.largest(lambda x: -np.max(np.min(np.abs(of.gradient(x)[:, :, None] + sums), axis=2), axis=1))

        def flat(x: Array) -> Array:
            gap = of.value(x) - lowest
            known = gap > 1e-6 * (1.0 + abs(lowest))
            return -np.where(known, np.sum(of.gradient(x) ** 2, axis=1) / (2.0 * np.where(known, gap, 1.0)), np.inf)

        return {
            "L": self.largest(lambda x: np.max(np.abs(np.linalg.eigvalsh(of.hessian(x))), axis=1)),
            "c_inf": entry, "sigma": spread, "c_s": least,
            "minimum": lowest, "Delta": start - lowest, "mu": -self.largest(flat),
        }  # fmt: skip


def broken(certificate: Certificate, found: dict[str, float]) -> list[str]:
    """The constants whose enclosure a found value breaks."""
    names = []
    for name, value in found.items():
        ends = certificate[name].enclosure
        below = name in ("minimum", "c_s", "mu")
        wrong = (
            value < ends.lower - ROUNDING * (1 + abs(ends.lower)) if below else value > ends.upper * (1 + ROUNDING) + ROUNDING
        )
        names += [name] if wrong else []
    return names


def shipped() -> list[Path]:
    """The problem files of this folder."""
    return sorted(Path(__file__).parent.glob("*.toml"))
