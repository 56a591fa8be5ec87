"""The shipped families that are formulas, written as formulas: the same problem file without its class."""

import tomllib
from pathlib import Path
from typing import Any

from problems.load import from_tables
from problems.problem import Problem

#: family: the key of the formula, the formula, and the family's parameters as the formula's letters, with their defaults
FORMULAS: dict[str, tuple[str, str, dict[str, tuple[str, float]]]] = {
    "rational-well": ("term", "a*x^2/(1+x^2)", {"amplitude": ("a", 1.0)}),
    "cosine-logcosh": (
        "term",
        "a*(logcosh(x)+2*w*sin(k*x/2)^2)",
        {"amplitude": ("a", 1.0), "ripple": ("w", 0.1), "frequency": ("k", 3.0)},
    ),
    "sine-quadratic": ("term", "a*(x^2+3*sin(x)^2)", {"amplitude": ("a", 1.0)}),
    "least-squares-1d": ("term", "a^2*(x-s)^2/2+1/2", {"a": ("a", 1.0), "shift": ("s", 0.0)}),
    "least-squares": ("loss", "(t-y)^2/2", {}),
    "welsch-regression": ("loss", "c^2/2*(1-exp(-(t-y)^2/c^2))", {"c": ("c", 1.0)}),
    "sigmoid-classification": ("loss", "sigmoid(-y*t)", {}),
}


def as_formula(tables: dict[str, Any]) -> dict[str, Any]:
    """The tables of a problem file of such a family, with its formula in place of the family."""
    problem = dict(tables["problem"])
    family = problem.pop("family")
    key, text, letters = FORMULAS[family]
    problem |= {"dimension": 1} if family == "least-squares-1d" else {}
    given = dict(problem.pop("parameters", {}))
    named = {letter: given.pop(name, usual) for name, (letter, usual) in letters.items()}
    classes = {"labels": "classes"} if text.startswith("sigmoid") else {}
    return {**tables, "problem": {**problem, key: text, "parameters": {**given, **named, **classes}}}


def pair(path: Path) -> tuple[Problem, Problem] | None:
    """The problem of a file by its class and by its formula, uncertified; None where the family is no such formula.

    Nor is one whose noise draws samples, but not of a data set.
    """
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    family = tables["problem"].get("family")
    if family not in FORMULAS or (FORMULAS[family][0] == "term" and tables["noise"]["kind"] == "sampling"):
        return None
    return from_tables(tables, path), from_tables(as_formula(tables), path)
