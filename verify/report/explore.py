"""Bounds as JavaScript, from the expressions that the program evaluates: what moves when a constant does.

The code comes from the claims of this program, never from a report: it is given for those claims of the report that say what
this program's claims say.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import sympy as sp

from theory.claim import Claim, Kind
from theory.papers import find, home_of
from theory.symbols import DEFINITIONS, Delta, L, b, c_inf, decay_0, delta, epsilon, lambda_, sigma
from verify.decide.verdict import plain
from verify.report.document import stated

#: what has a slider, and where it stands if the report has no run of the claim
SLIDERS: dict[sp.Symbol, float] = {
    epsilon: 0.5, sigma: 1.0, L: 1.0, delta: 1.0, c_inf: 1.0, Delta: 1.0, b: 1.0, lambda_: 0.1, decay_0: 0.1,
}  # fmt: skip


@dataclass(frozen=True)
class Explored:
    """A claim's formulas in the order in which they are computed, its sliders with where they begin, and the JavaScript.

    `best` are those of its argument at its best, as far as the claim has any.
    """

    key: str
    formulas: tuple[tuple[str, sp.Expr], ...]
    best: tuple[tuple[str, sp.Expr], ...]
    sliders: Mapping[str, float]

    @property
    def names(self) -> tuple[str, ...]:
        """What is computed, in the order in which it is shown."""
        return tuple(dict.fromkeys(name for name, _ in (*self.formulas, *self.best)))

    @property
    def code(self) -> str:
        """A function of the sliders' values that gives every formula by its name, the claim's own and the best."""
        return f"({{{','.join(self.sliders)}}})=>[{_code(self.formulas)},{_code(self.best)}]"


def explored(document: Mapping[str, Any]) -> list[Explored]:
    """The claims of the report whose prescription needs no more than the sliders."""
    same = document.get("claims", ())
    found = []
    for claim in _of_this_program(document):
        formulas = _formulas(claim)
        if formulas and plain(stated([claim])[0]) in same:
            best = tuple(_defined(dict(claim.best)).items())
            letters = set().union(*(f.free_symbols for _, f in (*formulas, *best))) & SLIDERS.keys()
            sliders = {letter.name: _start(document, claim, letter) for letter in SLIDERS if letter in letters}
            found.append(Explored(claim.key, formulas, best, sliders))
    return found


def _of_this_program(document: Mapping[str, Any]) -> Iterator[Claim]:
    """The claims of this program with the ids of the report's."""
    for name in dict.fromkeys(said["id"] for said in document.get("claims", ())):
        if home_of(name) is not None:
            yield from find(name)


def _formulas(claim: Claim) -> tuple[tuple[str, sp.Expr], ...]:
    """What is computed one after the other: abbreviations, prescription, the bounds in expectation with their terms."""
    if not claim.prescription:
        return ()
    found = {letter.name: formula for letter, formula in claim.prescription.items()}
    for part in claim.parts:
        if part.kind == Kind.EXPECTATION and not part.every_T:
            found |= {part.id: part.right, **{f"{part.id}, {name}": term for name, term in part.terms}}
    found = _defined(found)
    known = {*found, *(letter.name for letter in SLIDERS)}
    return tuple(found.items()) if all({s.name for s in f.free_symbols} <= known for f in found.values()) else ()


def _defined(formulas: Mapping[str, sp.Expr]) -> dict[str, sp.Expr]:
    """The formulas, before them the abbreviations that they use."""
    used = set().union(*(formula.free_symbols for formula in formulas.values()))
    return {**{c.name: expression for c, expression in DEFINITIONS.items() if c in used}, **formulas}


def _code(formulas: tuple[tuple[str, sp.Expr], ...]) -> str:
    """An expression that gives every formula by its name."""
    needed = {symbol.name for _, formula in formulas for symbol in formula.free_symbols}
    lines = "".join(f"const {name}={sp.jscode(formula)};" for name, formula in formulas if name in needed)
    told = ",".join(f'"{name}":{name if name in needed else sp.jscode(formula)}' for name, formula in formulas)
    return f"(()=>{{{lines}return {{{told}}}}})()"


def _start(document: Mapping[str, Any], claim: Claim, letter: sp.Symbol) -> float:
    """A run's value of the letter, the first in the report; else a plain one."""
    for row in document["results"]:
        if (row["claim"], row["variant"]) == (claim.id, str(claim.variant)) and row["measured"]:
            value = row["parameters"].get(letter.name)
            if isinstance(value, (int, float)) and value > 0:
                return float(value)
    return SLIDERS[letter]
