"""Studies: a folder for each question, whose `study.py` is described in `base`."""

import importlib
import pkgutil
from functools import cache
from types import ModuleType


@cache
def all_studies() -> tuple[ModuleType, ...]:
    """Every study, in the order of file names. Raises ValueError if two have one name."""
    names = sorted(m.name for m in pkgutil.iter_modules(__path__) if m.ispkg)
    studies = tuple(importlib.import_module(f"{__name__}.{name}.study") for name in names)
    called = [study.NAME for study in studies]
    if len(called) != len(set(called)):
        raise ValueError(f"studies named twice: {sorted({name for name in called if called.count(name) > 1})}")
    return studies


def studied() -> frozenset[str]:
    """The ids of the claims that studies decide."""
    return frozenset(claim for study in all_studies() for claim in study.CLAIMS)
