"""What is read from a user's files: text of regular files, and numbers as people write them."""

import gzip
import re
import stat
import zlib
from pathlib import Path

from problems.errors import InputError

#: the most that a file may hold, unpacked: ten times the largest data set that the tool can work on
MOST_BYTES = 1 << 30
#: the first bytes of a file that gzip has packed, whatever its name
PACKED = b"\x1f\x8b"
#: ASCII digits alone: Python's own reader also takes 1_000 and the digits of every script
DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?|[+-]?(inf|infinity|nan)", re.ASCII | re.IGNORECASE)


def text_of(path: Path, called: str, hint: str = "") -> str:
    """The text of a file, unpacked and without a byte order mark; `called` is what messages call it.

    Raises:
        InputError: it does not exist, is no regular file (a pipe would be waited for), is too large, or is no text.
    """
    try:
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            what = "a folder" if stat.S_ISDIR(state.st_mode) else "no regular file"
            raise InputError(f"{called} cannot be read: it is {what}")
        if state.st_size > MOST_BYTES:
            raise InputError(f"{called} cannot be read: it has {state.st_size} bytes, at most {MOST_BYTES} are allowed")
        content = path.read_bytes()
        if content.startswith(PACKED):
            with gzip.open(path) as packed:
                content = packed.read(MOST_BYTES + 1)
            if len(content) > MOST_BYTES:
                raise InputError(f"{called} cannot be read: unpacked it has more than {MOST_BYTES} bytes")
        return content.decode("utf-8-sig")
    except FileNotFoundError:
        raise InputError(f"{called} does not exist{hint}") from None
    except UnicodeDecodeError as error:
        raise InputError(f"{called} cannot be read as text: {error}") from None
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise InputError(f"{called} cannot be unpacked: {error}") from None
    except OSError as error:
        raise InputError(f"{called} cannot be read: {error.strerror or error}") from None
    except InputError:
        raise
    except ValueError as error:  # a NUL in the path
        raise InputError(f"{called!r} cannot be read: {error}") from None


def decimal(text: str) -> float | None:
    """The number that a text is, or None: `1e-3`, `inf`, `nan`, but neither `1_000` nor `0x1p3`."""
    return float(text) if DECIMAL.fullmatch(text.strip()) else None
