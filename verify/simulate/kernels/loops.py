"""Which compiled loops are worth their compilation: rent or buy.

To compile a loop takes as long as NumPy takes for a thousand steps, and gives the same bits. A process leaves a loop's
work to NumPy until that has taken, or is about to take, as long as it takes to have it compiled; so it never spends more than
twice what it would have, had it known beforehand what was to come.
"""

import hashlib
from collections import defaultdict

from problems.kept import cache_folder

#: processor seconds until a loop is compiled, and until one that an earlier process compiled is loaded
COMPILING, LOADING = 0.1, 0.01
#: of each loop: processor seconds that NumPy took in its place, and those that were estimated
_spent: defaultdict[str, tuple[float, float]] = defaultdict(lambda: (0.0, 0.0))
_made: set[str] = set()


def name_of(text: str) -> str:
    """What the loop of this source is called, in a process and on disk."""
    return f"kernel_{hashlib.sha256(text.encode()).hexdigest()[:20]}"


def worth(text: str, seconds: float) -> bool:
    """Whether to have the loop of this source compiled, where NumPy would take so many more seconds by its estimate."""
    name = name_of(text)
    taken, estimated = _spent[name]
    more = seconds * taken / estimated if estimated else seconds
    if name not in _made and taken + more >= _price(name):
        _made.add(name)
    return name in _made


def spend(text: str, seconds: float, estimated: float) -> None:
    """NumPy took so long in the place of this loop; the estimate knows nothing of what is kept of a run."""
    taken, before = _spent[name := name_of(text)]
    _spent[name] = taken + seconds, before + estimated


def _price(name: str) -> float:
    folder = cache_folder("kernels")
    return LOADING if folder is not None and any(folder.glob(f"{name}-*.bin")) else COMPILING
