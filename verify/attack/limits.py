"""How far a claim's hypotheses let beta_2, beta_1, eta and T go beside what is prescribed: both ends of what is searched.

A hypothesis that binds is a boundary of the search; where a claim has none, a letter goes as far as the search does.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import sympy as sp
from numpy.typing import NDArray

from theory import symbols as s
from theory.claim import Claim
from verify.attack.space import REACH, placed
from verify.decide.checks.pathwise import of_step
from verify.decide.evaluate import as_function, fulfilled, written_out

Array = NDArray[np.float64]
Values = Mapping[sp.Symbol, Array]
#: factors at which a limit is looked for, and halvings of the interval that it is in
FACTORS, HALVINGS = 10.0 ** np.linspace(0.0, REACH, 26), 12
#: no file may say more
LARGEST = {s.beta_1: 1.0, s.beta_2: 1.0}


def _value(expression: sp.Expr, values: Values) -> Any:
    full, letters = written_out(sp.sympify(expression))
    with np.errstate(all="ignore"):
        return as_function(full, letters)(*(values[letter] for letter in letters))


def _known(expression: sp.Basic, values: Values) -> bool:
    return written_out(expression)[0].free_symbols <= values.keys()


def chosen(claim: Claim, values: Values, places: Mapping[str, Array], most_steps: int) -> dict[str, Array]:
    """What many candidates, with these values, have in the place of what is prescribed: NaN where they have nothing.

    `places` are where on the axis of each letter they are, `values` (C,).
    """
    prescription = claim.prescription or claim.run_with
    of_steps = of_step(claim)
    binding = [one.relation for one in claim.hypotheses if claim.binds(one) and one not in of_steps]
    now, found = dict(values), {}
    for letter in (s.beta_2, *prescription):
        formula = prescription.get(letter, letter)
        if letter.name not in places or formula.has(s.k) or not _known(formula, now):
            continue
        now[letter] = given = np.broadcast_to(np.asarray(_value(formula, now), dtype=float), values[s.beta_2].shape)
        cap = most_steps if letter == s.T else LARGEST.get(letter, np.inf)
        about = [one for one in binding if letter in written_out(one)[0].free_symbols and _known(one, now)]
        least = _farthest(about, letter, now, 1.0 / FACTORS, np.inf)
        most = _farthest(about, letter, now, FACTORS, cap)
        found[letter.name] = placed(places[letter.name], given, least, most, whole=letter == s.T)
        now[letter] = np.where(np.isnan(found[letter.name]), given, found[letter.name])
    return found


def _farthest(binding: Sequence[Any], letter: sp.Symbol, values: Values, factors: Array, cap: float) -> Array:
    """The last value of a letter on the way from what it is at which these relations hold."""
    given = values[letter]

    def allowed(trial: Array) -> NDArray[np.bool_]:
        there = {one: value[:, None] for one, value in values.items()} | {letter: trial}
        holds = [fulfilled(one, *(_value(side, there) for side in one.args)) for one in binding]
        return np.broadcast_to(np.logical_and.reduce(holds) if holds else np.True_, trial.shape)

    trial = np.minimum(given[:, None] * factors, cap)
    holds = np.logical_and.accumulate(allowed(trial), axis=1)
    last = np.maximum(np.sum(holds, axis=1) - 1, 0)
    rows = np.arange(len(given))
    inside, outside = trial[rows, last], trial[rows, np.minimum(last + 1, len(factors) - 1)]
    for _ in range(HALVINGS if binding else 0):
        middle = np.sqrt(inside * outside)
        inner = allowed(middle[:, None])[:, 0]
        inside, outside = np.where(inner, middle, inside), np.where(inner, outside, middle)
    return np.where(holds[:, 0], inside, given)
