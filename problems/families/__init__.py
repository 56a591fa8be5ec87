"""The families. A file here is found because it is here: its `Family` subclasses that carry a `name` are families."""

import importlib
import inspect
import pkgutil
from functools import cache

from problems.families.base import Family


@cache
def all_families() -> dict[str, type[Family]]:
    """Every family by name."""
    found: dict[str, type[Family]] = {}
    for module in sorted(m.name for m in pkgutil.iter_modules(__path__)):
        loaded = importlib.import_module(f"{__name__}.{module}")
        for _, cls in inspect.getmembers(loaded, inspect.isclass):
            if cls.__module__ == loaded.__name__ and issubclass(cls, Family) and not inspect.isabstract(cls):
                found[cls.name] = cls
    return found
