"""From points of a cell's cube to problem files, with estimated constants."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from problems.families.least_squares_1d import LeastSquares1d
from problems.families.objective import Objective
from problems.families.term import Term
from problems.load import from_tables
from problems.noise import Noise
from problems.problem import Problem
from theory.outside import Folders
from verify.attack.estimate import Array, Curves, certificate
from verify.attack.space import AS_GIVEN, FREE, Cell, between, edged, loosened, short, starting

NAME = "found by search"
Tables = Mapping[str, Mapping[str, Any]]
SURE = ("none", "rademacher")


@dataclass(frozen=True, eq=False)
class Candidate:
    """A problem file as tables, the problem with estimated constants, and where between limits beta_2, beta_1, eta, T are.

    `late`: of a claim in stages those after the first are scored.
    """

    tables: Tables
    problem: Problem
    places: Mapping[str, float]
    late: bool = False

    def with_algorithm(self, **numbers: float) -> "Candidate":
        """The same with numbers of the algorithm set."""
        tables = {**self.tables, "algorithm": {**self.tables["algorithm"], **numbers}}
        algorithm = self.problem.algorithm.model_copy(update=numbers)
        return replace(self, tables=tables, problem=replace(self.problem, algorithm=algorithm))


@cache
def _template(
    written: tuple[str, str], letters: tuple[str, ...], dimension: int, algorithm: str, noise: tuple[tuple[str, Any], ...],
    own: Folders,
) -> Problem:  # fmt: skip
    """A problem of the cell, of which the search changes the numbers."""
    section = {key: list(value) if isinstance(value, tuple) else value for key, value in noise}
    problem = dict([written]) | {"dimension": dimension, "start": 0.0, "parameters": dict.fromkeys(letters, 1.0)}
    tables: dict[str, Any] = {
        "problem": {"name": NAME, **problem}, "noise": section, "algorithm": {"name": algorithm, "delta": 1.0, "beta_2": 0.1},
        "target": {"epsilon": 1.0},
    }  # fmt: skip
    return from_tables(tables, Path("candidate.toml"), own)


def template(cell: Cell) -> Problem:
    """The cell's problem, to be changed."""
    noise = tuple((key, tuple(value) if isinstance(value, list) else value) for key, value in cell.noise.items())
    letters = "btr" if cell.turned else ("a", "shift") if cell.declared else "asc" if cell.shifted else "as"
    return _template(_text(cell), tuple(letters), cell.dimension, cell.algorithm, noise, cell.own)


def decoded(cell: Cell, points: Array) -> list[Candidate]:
    """The candidates at points (C, axes)."""
    base, d, count = template(cell), cell.dimension, len(points)
    axis = {name: points[:, j] for j, name in enumerate(cell.genes)}
    family, noise = base.family, base.noise
    curve = template(replace(cell, turned=False, declared=False)).family  # one coordinate's
    assert isinstance(family, Term | Objective | LeastSquares1d)
    assert isinstance(curve, Term)
    assert isinstance(noise, Noise)
    half = np.full(count, 0.5)
    one = np.ones(count)
    a = np.stack([short(between(axis[f"a {i}"], -3.0, 3.0)) if f"a {i}" in axis else one * (i == 0) for i in range(d)])
    width = np.stack([short(between(axis[f"s {i}"], -1.5, 1.5)) if f"s {i}" in axis else one for i in range(d)])
    c = short(starting(axis["c"])) if cell.shifted else 0.0 * one
    start = np.stack([starting(axis[f"start {i}"]) for i in range(d)]) * width
    if cell.shifted:
        start = np.where(np.stack([axis[f"start {i}"] for i in range(d)]) > 0.9, c, start)
    start = short(start)
    region = None
    if cell.boxed:
        reach = np.maximum(np.max(np.abs(start), axis=0), np.maximum(1.01 * np.abs(c), 0.05 * np.min(width, axis=0)))
        region = short(reach * (1.0 + between(axis["region"], -2.0, 0.7)), up=True)
    by_name = {"a": a, "s": width, "c": np.broadcast_to(c, (d, count))}
    own_letters = [by_name[str(letter)] for letter in curve.formula.parameters]
    if cell.turned:
        assert region is not None
        turn = short(2.0 * axis["turn"] - 1.0)
        by_name = {"b": a[1], "t": width[1], "r": turn}
        curves = Curves.turned(curve, own_letters, start, region, turn)
    else:
        curves = Curves.of(curve, own_letters, start, region, np.broadcast_to(c, (d, count)), width)
    if cell.declared:
        by_name = {"a": a, "shift": c[None]}
    scale = np.zeros((d, count))
    if cell.cancelling:
        scale[0] = short(np.abs(curves.slope_at_start[0]))
        scale[1] = short((curves.steepest[0] + scale[0]) * between(axis["scale 1"], -1.0, 1.0))
    elif "scale 0" in axis:
        for i in range(d):
            none, more = edged(axis[f"scale {i}"], 0.1)
            scale[i] = short(np.where(none, 0.0, between(more, -3.0, 1.5) * a[i] / width[i]))
    names = list(by_name) if isinstance(family, LeastSquares1d) else [str(letter) for letter in family.formula.parameters]
    entries = curves.steepest + np.max(np.asarray(noise.unit_bound)) * scale
    tight = {"L": curves.L, "c_inf": np.max(entries, axis=0), "minimum": curves.minimum}
    if cell.declared:
        tight["minimum"] = tight["minimum"] + family.minimum
    tight["sigma"] = np.sqrt(np.sum(scale**2 * np.max(np.asarray(noise.unit_variance)), axis=0))
    tight["c_s"] = curves.least_entry(scale, float(np.max(np.asarray(noise.unit_bound))), cell.noise["kind"] in SURE)
    used = {"L": tight["L"] * loosened(axis["L"], 0.6, 3.0), "c_inf": tight["c_inf"] * loosened(axis["c_inf"], 0.7, 1.5)}
    c_inf, L = (np.where(used[name] > tight[name], short(used[name], up=True), tight[name]) for name in ("c_inf", "L"))
    delta = short((c_inf * between(axis["delta"], -1.0, 2.0)) ** 2)
    c_1 = np.sqrt(delta)
    most, less = edged(1.0 - axis["beta_2"], 0.15)
    drift = np.where(most, 0.1, between(1.0 - less, -4.0, 0.35))
    beta_2 = np.minimum(1.0, short(drift * delta / np.maximum(c_inf, 1e-300) ** 2))
    none, more = edged(axis.get("lambda", 0.0 * half), 0.15)
    decay = short(np.where(none, 0.0, L * between(more, -3.0, 2.5) / (one if cell.regularised else c_1)))
    epsilon = short(c_inf * between(axis["epsilon"], -1.0, 1.7))
    if cell.shifted and cell.decays:
        at_F_0 = np.stack([axis[f"start {i}"] for i in range(d)]) > 0.95
        least = curves.penalised(decay * (one if cell.regularised else c_1)).minimiser
        reach = np.inf if region is None else region
        start = np.where(at_F_0, short(np.clip(least, -reach, reach)), start)
        curves = Curves.of(curve, own_letters, start, region, np.broadcast_to(c, (d, count)), width)
    tight["Delta"] = np.maximum(curves.gap, 0.0)
    used["Delta"] = tight["Delta"] * loosened(axis["Delta"], 0.7, 1.5)
    is_tight, more = edged(axis["sigma"], 0.6)
    used["sigma"] = tight["sigma"] + np.where(is_tight, 0.0, used["c_inf"] * between(more, -3.0, 1.0))
    declared = {name: np.where(values > tight[name], short(values, up=True), tight[name]) for name, values in used.items()}
    if cell.regularised:
        own = curves.penalised(decay)
        tight |= {"L_l2": own.L, "c_inf_l2": np.max(own.steepest + np.max(np.asarray(noise.unit_bound)) * scale, axis=0),
                  "Delta_l2": np.maximum(own.gap, 0.0)}  # fmt: skip
    if cell.staged:
        tight |= {"mu": curves.pl, "mu_k": curves.pl_up_to(decay * np.sqrt(c_inf**2 + delta))}
    stage_target = None
    if cell.staged:  # of late stages as many as the horizon holds: there are no fewer where this is smaller
        _, more = edged(axis["eps_stage"], 0.65)
        part = between(more, -8.0, -1.0) if cell.late else between(axis["eps_stage"], -1.0, 0.5)
        first = declared["Delta"] + decay / 2.0 * np.sqrt(c_inf**2 + delta) * np.sum(start**2, axis=0)  # what F_0(x_0) has
        stage_target = short(np.maximum(first, 1e-12) * part)
    places = {name: axis[name] for name in FREE if name in axis} | {"beta_2": np.where(most, 0.0, AS_GIVEN)}
    found = []
    kind, text = _text(cell)
    for j in range(count):
        letters = {name: by_name[name][0, j].item() if cell.declared else by_name[name][..., j].tolist() for name in names}
        start_j, scale_j = start[:, j], scale[:, j]
        stated = {name: float(declared[name][j]) for name in used if used[name][j] > tight[name][j]}
        algorithm = {"name": cell.algorithm, "delta": float(delta[j]), "beta_2": float(beta_2[j])}
        algorithm |= {"lambda": float(decay[j])} if decay[j] > 0 else {}
        box = None if region is None else float(region[j])
        target = {"epsilon": float(epsilon[j])} | ({} if stage_target is None else {"eps_stage": float(stage_target[j])})
        tables: dict[str, Any] = {
            "problem": {"name": NAME, kind: text, "dimension": d, "start": start_j.tolist(),
                        **({} if box is None else {"region": box}), "parameters": letters},
            "noise": {**cell.noise, **({} if cell.noise["kind"] == "none" else {"scale": scale_j.tolist()})},
            "constants": stated, "algorithm": algorithm, "target": target,
        }  # fmt: skip
        values = {name: float(array[j]) for name, array in tight.items()}
        problem = replace(
            base, family=_with(family, [by_name[name][..., j] for name in names]), start=start_j, region=box,
            noise=replace(noise, scale=scale_j), declared=stated, epsilon=target["epsilon"], eps_stage=target.get("eps_stage"),
            certificate=certificate(NAME, values, stated),
            algorithm=base.algorithm.model_copy(
                update={"delta": algorithm["delta"], "beta_2": algorithm["beta_2"], "lambda_": float(decay[j])}),
        )  # fmt: skip
        found.append(Candidate(tables, problem, {name: float(z[j]) for name, z in places.items()}, cell.late))
    return found


def _text(cell: Cell) -> tuple[str, str]:
    """The key of the formula in [problem], and the formula."""
    if cell.turned:
        return "objective", cell.shape.turned
    if cell.declared:
        return "family", LeastSquares1d.name
    return "term", cell.shape.shifted if cell.shifted else cell.shape.plain


def _with(family: Term | Objective | LeastSquares1d, numbers: list[Array]) -> Term | Objective | LeastSquares1d:
    """The same formula with other numbers; its programs are kept."""
    if isinstance(family, Term):
        return family.with_coefficients(numbers)
    if isinstance(family, LeastSquares1d):
        return LeastSquares1d(*(float(one[0]) for one in numbers))
    made = object.__new__(type(family))
    made.__dict__ |= {**family.__dict__, "p": tuple(map(float, numbers))}
    return made
