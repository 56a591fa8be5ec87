"""Files that are there whole or not at all, and files that say what they hold.

`write_whole` replaces a file in one move, `write_all` and `replace` several: all of them or none. `keep` writes a content with
the hash of it and of its key, `kept` gives it back only if both are right: a file that was cut off, edited or put there from
elsewhere counts as not there; what it held is made again.

Neither joblib.Memory nor diskcache: both unpickle what they find, which runs what somebody else may have put there, and neither
notices that a file was changed.
"""

import contextlib
import errno
import hashlib
import os
import re
import secrets
import shutil
import stat
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from pathlib import Path

KIND = b"adamw-verify kept 1"
#: the folder in an output folder for what is kept of unfinished work, and for what is being made
OWN = ".adamw-verify"
#: what a file is called that is not finished: no other is taken away
PART = re.compile(rf"\{OWN}-[0-9a-f]{{16}}\.part")
#: seconds after which what a killed process left unfinished in the cache is taken away
ABANDONED = 3600.0
#: folders whose entries are open files of some process, and no files of their own
OPEN = (Path("/proc"), Path("/dev/fd"))


def write_out(path: Path, content: bytes) -> bool:
    """Write where a user says: a file as `write_whole` does; a device, a pipe or `/dev/stdout` as it is, and then False."""
    with _about(path):
        place = _end_of(path)
        if _takes_a_file(place):
            write_whole(place, content)
            return True
        # one that this process itself has open goes on where it is
        own = place.name.isdecimal() and _folder_of(place) in (Path(f"/proc/{os.getpid()}/fd"), Path("/dev/fd"))
        with os.fdopen(os.dup(int(place.name)), "wb") if own else place.open("wb") as file:
            file.write(content)
        return False


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and move it there: a reader sees the old one or the new one, never a part.

    A link is followed; what is no file is not replaced.

    Raises:
        OSError: it cannot be written; what was there stays, and nothing else is left.
    """
    write_all({path: content})


def write_all(contents: Mapping[Path, bytes]) -> None:
    """Write several files as `write_whole` does, all of them or none. Raises OSError, which names the place."""
    _settle({path: partial(_new, content) for path, content in contents.items()}, ())


def replace(made: Mapping[Path, Path], gone: Iterable[Path] = ()) -> None:
    """Move finished files to their places (place -> file) as `write_all` writes them.

    Those in `gone` are taken away before, and come back if anything fails. Raises OSError, which names the place.
    """
    _settle({path: partial(shutil.move, file) for path, file in made.items()}, gone)


def _settle(made: Mapping[Path, Callable[[Path], object]], gone: Iterable[Path]) -> None:
    """Make a file beside each place, then move all of them; what was moved is moved back if anything fails."""
    makers, leaves = {_free(path): make for path, make in made.items()}, [_free(path) for path in gone]
    parts: list[Path] = []
    folders: list[Path] = []
    undo: list[tuple[Path, Path | None]] = []

    def keep_old(place: Path) -> None:
        if len(makers) + len(leaves) > 1:  # one alone is moved or not
            undo.append((place, _linked(place, parts)))

    try:
        for place, make in makers.items():
            with _about(place):
                folders += [folder for folder in place.parents if not folder.exists()]
                place.parent.mkdir(parents=True, exist_ok=True)
                make(_beside(place, parts))
                _finish(parts[-1], place)
        ready = dict(zip(makers, parts, strict=True))
        for place in leaves:
            with _about(place):
                keep_old(place)
                place.unlink(missing_ok=True)
        for place, part in ready.items():
            with _about(place):
                keep_old(place)
                part.replace(place)
    except BaseException:
        for place, old in reversed(undo):
            with contextlib.suppress(OSError):
                place.unlink(missing_ok=True) if old is None else old.replace(place)
        parts += sorted(folders, key=lambda folder: -len(folder.parts))  # the innermost first
        raise
    finally:
        for left in parts:
            with contextlib.suppress(OSError):
                left.rmdir() if left in folders else left.unlink(missing_ok=True)
    for folder in dict.fromkeys(place.parent for place in makers):
        _sync(folder)


def _free(path: Path) -> Path:
    """Where a path leads, if a file can take that place. Raises OSError, which names the path."""
    with _about(path):
        place = _end_of(path)
        if not _takes_a_file(place):
            raise OSError(errno.EEXIST, "something that is no file stands in the way")
        return place


def _end_of(path: Path) -> Path:
    """The end of a path's links, or the entry of an open file. Raises OSError where links go round."""
    for _ in range(40):
        if _is_open(path) or not path.is_symlink():
            return path
        path = path.parent / path.readlink()
    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))


def _folder_of(path: Path) -> Path:
    """The folder that an entry is in, links followed as far as they lead: where they go round the attempt says so."""
    return Path(os.path.realpath(path.parent))


def _is_open(path: Path) -> bool:
    folder = _folder_of(path)
    return any(folder.is_relative_to(place) for place in OPEN)


def _takes_a_file(place: Path) -> bool:
    """Whether a file can take this place; what else is there can be written to. Raises OSError where neither is so."""
    if _is_open(place):
        return False
    try:
        kind = place.stat().st_mode
    except OSError:  # nothing is there; what else may be wrong is told by the attempt
        return True
    if stat.S_ISDIR(kind):
        raise IsADirectoryError(errno.EISDIR, "a folder stands in the way")
    if not os.access(place, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return stat.S_ISREG(kind)


@contextlib.contextmanager
def _about(path: Path) -> Iterator[None]:
    """Faults within it are told of this path."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _new(content: bytes, part: Path) -> None:
    with part.open("xb") as file:
        file.write(content)


def _beside(place: Path, parts: list[Path]) -> Path:
    """The path of an unfinished file, on the same disk as the place that it is for."""
    parts.append(place.with_name(f"{OWN}-{secrets.token_hex(8)}.part"))
    return parts[-1]


def _linked(place: Path, parts: list[Path]) -> Path | None:
    """What is in a place, kept beside it; None if there is nothing."""
    if not place.exists():
        return None
    old = _beside(place, parts)
    try:
        os.link(place, old)
    except OSError:  # some file systems have no links
        shutil.copy2(place, old)
    return old


def _finish(part: Path, place: Path) -> None:
    """Bring a file to the disk, open to the same users as the one whose place it takes."""
    with part.open("rb+") as file:
        os.fsync(file.fileno())
    with contextlib.suppress(FileNotFoundError):
        part.chmod(stat.S_IMODE(place.stat().st_mode))


def _sync(folder: Path) -> None:
    """Bring the folder's own entries to the disk, where the system knows how."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def clean(folder: Path, older_than: float = 0.0) -> None:
    """Take away what killed processes left unfinished in a folder; files of other names are somebody else's."""
    for part in folder.glob(f"{OWN}-*.part"):
        with contextlib.suppress(OSError):
            if PART.fullmatch(part.name) and time.time() - part.lstat().st_mtime >= older_than:
                part.unlink()


def keep(path: Path, key: str, content: bytes) -> None:
    """Keep a content under its key. Raises OSError as `write_whole` does."""
    write_whole(path, _head(key, content) + content)


def kept(path: Path, key: str) -> bytes | None:
    """What was kept under this key, or None if there is nothing that is whole, unchanged and of this key."""
    try:
        head, _, content = (path.read_bytes() if path.is_file() else b"").partition(b"\n")
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
