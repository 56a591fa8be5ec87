"""Formulas in texts are written from the formulas."""

import sympy as sp

from theory.papers import all_claims
from theory.papers.adamw.choices import SHARP_ETA, TRACKING_ETA
from theory.symbols import beta_1, eta
from theory.words import in_text


def test_a_formula_reads_as_the_texts_write_it() -> None:
    assert in_text(SHARP_ETA) == "c_1/(2 (L + lambda c_1))"
    assert in_text(2 * beta_1**2 / 3) == "2 beta_1^2/3"


def test_a_repair_names_every_limit_that_is_prescribed_beside_the_stated_one() -> None:
    found = 0
    claims = {claim.key: claim for claim in all_claims()}
    for key, claim in claims.items():
        chosen = claim.prescription.get(eta)
        if key.endswith(":repaired") and isinstance(chosen, sp.Min):
            stated = claims[key.replace("repaired", "paper")].prescription[eta]
            for limit in set(chosen.args) - {stated}:
                found += 1
                assert any(in_text(limit) in repair for repair in claim.repairs), (key, limit)
    assert found >= 4
    assert in_text(TRACKING_ETA) in " ".join(claims["theorem-2:repaired"].repairs)
