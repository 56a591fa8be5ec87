"""The families: the `Family` subclasses of the files here, and of those in folders of one's own."""

import inspect
from functools import cache
from pathlib import Path

from problems.families.base import Family
from theory.errors import InputError
from theory.outside import Folders, with_own


@cache
def all_families(own: Folders = ()) -> dict[str, type[Family]]:
    """Every family by name. Raises InputError."""
    found: dict[str, type[Family]] = {}
    for module in with_own(__name__, Path(__file__).parent, own):
        for _, cls in inspect.getmembers(module, inspect.isclass):
            if cls.__module__ == module.__name__ and issubclass(cls, Family) and not inspect.isabstract(cls):
                if cls.name in found:
                    raise InputError(f"{module.__file__}: there is a family {cls.name} already")
                found[cls.name] = cls
    return found
