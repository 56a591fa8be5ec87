"""What a report rests on: problem files and data, the code and its versions, the kind of machine."""

import hashlib
import os
import platform
import subprocess
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from problems.fingerprint import code_of
from problems.load import FOLDER
from problems.problem import Problem
from theory.outside import SHIPPED
from verify.simulate.store import blas
from verify.version import package_version

LIBRARIES = ("numpy", "scipy", "sympy", "llvmlite", "python-flint", "z3-solver", "cvxpy")


def of_problem(problem: Problem) -> dict[str, Any]:
    """Place, text and hash of the problem's file, and hash and shape of the data files that it names."""
    data = problem.data_files
    return {
        "place": place_of(problem.path),
        "text": problem.text,
        "sha256": sha256(problem.text.encode()),
        "data": [
            {"file": name, "sha256": found, "samples": getattr(problem.family, "samples", None), "dimension": problem.dimension}
            for name, found in data.items()
        ],
    }


def place_of(path: Path) -> str:
    """A shipped file by its place in the project, another as it was given."""
    resolved = Path(os.path.realpath(path))
    inside = any(resolved.is_relative_to(folder) for folder in (FOLDER, *SHIPPED))
    return resolved.relative_to(FOLDER.parent).as_posix() if inside else str(path)


def sha256(content: bytes) -> str:
    """The hash of a content, 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def versions() -> dict[str, str]:
    """Versions of this package and of the libraries that numbers come from."""
    found = {"adamw-verify": package_version()}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def machine() -> dict[str, str]:
    """The kind of machine; `blas` is what the last digits of sums may depend on."""
    found = {"system": platform.system(), "machine": platform.machine(), "python": platform.python_version()}
    return {**found, "blas": ", ".join(blas())}


@cache
def code() -> dict[str, str | None]:
    """`key`: the hash of the sources that compute the report; `difference`: of what the files differ from the commit in."""
    difference = _git("diff", "HEAD") if git_commit() else None
    return {"key": code_of("verify.commands.run"), "difference": sha256(difference.encode()) if difference else None}


def git_commit() -> str | None:
    """The commit of the checkout that the package runs from, with "+changes" if files differ from it; None outside git."""
    commit = _git("rev-parse", "HEAD")
    if not commit or _git("ls-files", "--error-unmatch", "verify/report/document.py") is None:
        return None
    return commit + ("+changes" if _git("status", "--porcelain", "--untracked-files=no") else "")


def _git(*words: str) -> str | None:
    folder = Path(__file__).parents[2]
    try:
        done = subprocess.run(["git", "-C", str(folder), *words], capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        return None
    return done.stdout.strip()
