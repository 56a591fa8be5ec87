"""The algorithms A1-A5. A file here, or in a folder of one's own, is found because it is there: it exports `ALGORITHM`."""

from functools import cache
from pathlib import Path

from theory.algorithms.base import Algorithm
from theory.errors import InputError
from theory.outside import Folders, with_own


@cache
def all_algorithms(own: Folders = ()) -> dict[str, Algorithm]:
    """Every algorithm by name. Raises InputError."""
    found: dict[str, Algorithm] = {}
    for module in with_own(__name__, Path(__file__).parent, own):
        algorithm = getattr(module, "ALGORITHM", None)
        if algorithm is None:
            continue
        if not isinstance(algorithm, Algorithm):
            raise InputError(f"{module.__file__}: ALGORITHM must be an Algorithm")
        if algorithm.name in found:
            raise InputError(f"{module.__file__}: there is an algorithm {algorithm.name} already")
        found[algorithm.name] = algorithm
    return found
