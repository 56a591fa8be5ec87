"""What was searched on F serves every problem on it, and no other."""

from dataclasses import replace

import pytest

from problems.certify import Certificate, certify
from problems.certify import constants as module
from problems.load import FOLDER, load
from problems.problem import Problem


def told(found: Certificate) -> object:
    return [(c.name, c.declared, c.enclosure, c.status, c.witness) for c in found.constants], found.region, found.coordinates


def test_problems_on_one_objective_share_its_searches(monkeypatch: pytest.MonkeyPatch) -> None:
    first = load(FOLDER / "rational_well.toml")
    others = [first, replace(first, start=first.start / 2), replace(first, noise=replace(first.noise, batch=2))]
    others.append(replace(first, region=first.region / 2 if first.region else 1.0))
    alone = []
    for one in others:
        module._models.clear()
        alone.append(told(certify(one, kept=False)))
    module._models.clear()
    made: list[Problem] = []
    kind, build = type(first.family), type(first.family).model
    monkeypatch.setattr(kind, "model", lambda family, *given: made.append(family) or build(family, *given))  # type: ignore[func-returns-value]
    assert [told(certify(one, kept=False)) for one in others] == alone
    assert len(made) == 2  # the last is on another region
