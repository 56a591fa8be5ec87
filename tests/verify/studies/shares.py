"""What a study says that its intervals may err, and what they are really asked for."""

import inspect
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from verify.decide import statistics

METHODS = (
    statistics.mean_interval, statistics.median_interval, statistics.proportion_interval, statistics.martingale_interval,
)  # fmt: skip


def statements(value: Any) -> Iterator[dict[str, Any]]:
    """All shares in a study's data: dictionaries that name a count and a rate."""
    if isinstance(value, dict):
        yield from ([value] if {"statement", "count", "error_rate"} <= set(value) else [])
        for one in value.values():
            yield from statements(one)
    elif isinstance(value, list):
        for one in value:
            yield from statements(one)


def asked_of(study: str, monkeypatch: pytest.MonkeyPatch) -> dict[Any, float]:
    """From now on the error rate of every interval that is asked for; the same interval of the same values is one statement."""
    asked: dict[Any, float] = {}
    # the ledgers that `power` simulates are what it measures, not what it says
    counting = (statistics.proportion_interval,) if study == "power" else METHODS

    def counted(method: Any) -> Any:
        def call(*given: Any, **named: Any) -> Any:
            bound = inspect.signature(method).bind(*given, **named)
            if method in counting:
                values = {name: np.asarray(value).tobytes() for name, value in bound.arguments.items()}
                asked[method, tuple(values.items())] = bound.arguments["error_rate"]
            return method(*given, **named)

        return call

    apart = ("verify.decide.statistics", "verify.decide.judge")
    modules = [module for place, module in sys.modules.items() if place.startswith("verify.") and place not in apart]
    for method in METHODS:
        for module in modules:
            if getattr(module, method.__name__, None) is method:
                monkeypatch.setattr(module, method.__name__, counted(method))
    return asked
