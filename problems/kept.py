"""Files that are there whole or not at all, and files that say what they hold.

`write_whole` replaces a file in one move. `keep` writes a content with the hash of it and of its key, `kept` gives it back only
if both are right: a file that was cut off, edited or put there from elsewhere counts as not there; what it held is made again.

Neither joblib.Memory nor diskcache: both unpickle what they find, which runs what somebody else may have put there, and neither
notices that a file was changed.
"""

import contextlib
import hashlib
import os
import stat
import tempfile
import time
from functools import cache
from pathlib import Path

KIND = b"adamw-verify kept 1"
PART = ".part"
#: seconds after which what a killed process left unfinished in the cache is taken away
ABANDONED = 3600.0


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there: a reader sees the old one or the new one, never a part.

    Raises:
        OSError: it cannot be written; what was there stays, and nothing else is left.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write(path, content)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _write(path: Path, content: bytes) -> None:
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=PART)
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.chmod(0o644)
        part.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink()
        raise
    _sync(path.parent)


def _sync(folder: Path) -> None:
    """Bring the folder's own entries to the disk, where the system knows how."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def clean(folder: Path, older_than: float = 0.0) -> None:
    """Take away what killed processes left unfinished in a folder."""
    for part in folder.rglob(f".*{PART}"):
        with contextlib.suppress(OSError):
            if time.time() - part.stat().st_mtime >= older_than:
                part.unlink()


def keep(path: Path, key: str, content: bytes) -> None:
    """Keep a content under its key. Raises OSError as `write_whole` does."""
    write_whole(path, _head(key, content) + content)


def kept(path: Path, key: str) -> bytes | None:
    """What was kept under this key, or None if there is nothing that is whole, unchanged and of this key."""
    try:
        head, _, content = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    return content if head + b"\n" == _head(key, content) else None


def _head(key: str, content: bytes) -> bytes:
    digest = hashlib.sha256(key.encode() + b"\0" + content).hexdigest()
    return KIND + f" {len(content)} {digest}\n".encode()


def cache_folder(name: str) -> Path | None:
    """`$XDG_CACHE_HOME/adamw-verify/<name>`, by default below `~/.cache`; None where nothing can be kept safely.

    Only the user may write there: the folder must be his own, and is closed to others.
    """
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(base) / "adamw-verify" / name
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        state = folder.lstat()
        if not stat.S_ISDIR(state.st_mode) or (hasattr(os, "getuid") and state.st_uid != os.getuid()):
            return None
        if state.st_mode & 0o077:
            folder.chmod(0o700)
    except (OSError, RuntimeError):
        return None
    _clean_once(folder)
    return folder


@cache
def _clean_once(folder: Path) -> None:
    clean(folder, ABANDONED)
