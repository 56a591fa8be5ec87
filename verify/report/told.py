"""What was said or drawn once is kept, under everything that it was made from; to say it again nothing is computed.

The key has every source of the three rooms, all that the theory's folders hold, the folders of one's own, the versions of
Python and of the libraries that formulas and figures are made with: cheap to find out, and whatever may change an answer
changes it.
"""

import contextlib
import hashlib
import json
import os
import platform
import time
from collections.abc import Callable, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

from problems.kept import cache_folder, keep, kept
from theory.outside import Folders, digest

Said = TypeVar("Said")
ROOMS, LIBRARIES = ("theory", "problems", "verify"), ("sympy", "numpy", "matplotlib")
#: what the theory's folders hold besides Python that is told of claims: statuses, the kernel's words and its proofs
BESIDES = (".json", ".txt", ".v")
#: seconds after which an answer that nobody asked for is taken away: 30 days
FORGOTTEN = 30 * 86_400.0


def told(words: Sequence[str], own: Folders, make: Callable[[], Said]) -> Said:
    """`make()`, which is JSON data and depends on these words and on sources alone; what was kept of it if there is any."""
    found: Said | None = before(words, own)
    if found is None:
        found = make()
        remember(words, own, found)
    return found


def before(words: Sequence[str], own: Folders = ()) -> Any:
    """What was kept under these words, or None."""
    key = key_of(words, own)
    if (file := _place(key)) is None or (content := kept(file, key)) is None:
        return None
    with contextlib.suppress(OSError):
        os.utime(file)
    return json.loads(content)


def remember(words: Sequence[str], own: Folders, said: Any) -> None:
    """Keep an answer; a folder that cannot be written to only costs time."""
    key = key_of(words, own)
    if (file := _place(key)) is not None:
        with contextlib.suppress(OSError):
            keep(file, key, json.dumps(said).encode())
            _forget(file.parent)


def key_of(words: Sequence[str], own: Folders = ()) -> str:
    """Everything that an answer depends on, as text."""
    folders = [[str(folder.path), folder.digest] for folder in own]
    return json.dumps([*words, _sources(Path(__file__).parents[2]), folders, platform.python_version()])


@cache
def _sources(root: Path) -> list[str]:
    """What this process runs: its sources as they were when they were first asked for, and versions."""
    return [*(digest(root / room, (".py", *BESIDES)) for room in ROOMS), *map(version, LIBRARIES)]


def _place(key: str) -> Path | None:
    folder = cache_folder("told")
    return None if folder is None else folder / f"{hashlib.sha256(key.encode()).hexdigest()}.json"


@cache
def _forget(folder: Path) -> None:
    """Take away what nobody asked for for long; once a process."""
    for file in folder.glob("*.json"):
        with contextlib.suppress(OSError):
            if time.time() - file.lstat().st_mtime > FORGOTTEN:
                file.unlink()
