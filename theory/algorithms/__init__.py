"""The algorithms A1-A5. A file here is found because it is here: it exports `ALGORITHM`."""

import importlib
import pkgutil
from functools import cache

from theory.algorithms.base import Algorithm


@cache
def all_algorithms() -> dict[str, Algorithm]:
    """Every algorithm by name."""
    modules = (importlib.import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__))
    return {m.ALGORITHM.name: m.ALGORITHM for m in modules if hasattr(m, "ALGORITHM")}
