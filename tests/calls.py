"""The program called in this process, and what it said."""

import contextlib
import io
import sys
import warnings
from dataclasses import dataclass

from verify.commands.cli import main


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str

    @property
    def one_line(self) -> bool:
        """Whether it said one line of complaint and nothing else."""
        return self.stdout == "" and len(self.stderr.strip().splitlines()) == 1 and self.stderr.startswith("adamw-verify: ")


def program(*words: object) -> Done:
    """The program in this process, where a warning is as bad as an error; what is to be killed needs a process of its own."""
    out, err, status = io.StringIO(), io.StringIO(), 0
    argv, sys.argv = sys.argv, ["adamw-verify", *map(str, words)]
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), warnings.catch_warnings():
            warnings.simplefilter("always")
            main()
    except SystemExit as end:
        status = int(end.code or 0)
    finally:
        sys.argv = argv
    return Done(status, out.getvalue(), err.getvalue())
