"""Folders of one's own: papers that live outside this package.

    <claim>/statement.py, <claim>/proof*.py   a claim and the steps of its proof; or both in one file <claim>.py
    algorithms/*.py, families/*.py            as in `theory/algorithms` and `problems/families`
    problems/*.toml, expected.json            problem files; the statuses that the audit is to find

A folder is named by `--papers DIR`, by `papers = [...]` below `[tool.adamw-verify]` in a pyproject.toml of the current folder
or of one above it, or by an installed package under the entry point `adamw_verify.papers`.

Its files are modules `theory.outside.<path>@<digest>....`: the name tells where they are and what they held, so that a
worker process finds what this one found, no list of folders is kept anywhere, and a file that was changed is another module.
"""

import atexit
import hashlib
import os
import shutil
import sys
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.metadata import entry_points
from importlib.util import find_spec, spec_from_file_location
from pathlib import Path
from tempfile import mkdtemp
from types import ModuleType
from typing import TypeVar

from theory.errors import InputError

Noun = TypeVar("Noun")
GROUP = "adamw_verify.papers"
#: subfolders that hold no claim
PLACES = ("algorithms", "families", "problems")
#: the papers of this package
SHIPPED = tuple(sorted(init.parent for init in Path(__file__).parents[1].glob("papers/*/__init__.py")))


@dataclass(frozen=True)
class Folder:
    """A folder and a hash of all Python files in it."""

    path: Path
    digest: str

    @property
    def package(self) -> str:
        """The name under which its files are imported."""
        return f"{__name__}.{str(self.path).replace('%', '%25').replace('.', '%2E')}@{self.digest}"

    @property
    def place(self) -> Path:
        """Where its files are on this machine."""
        return _brought.get(self.package, self.path)


#: folders that came from another machine, by package, and where they lie here
_brought: dict[str, Path] = {}
Folders = tuple[Folder, ...]


def named(paths: Sequence[Path]) -> Folders:
    """These folders, as they are now. Raises InputError."""
    return tuple(_folder(path) for path in dict.fromkeys(path.absolute() for path in paths))


def found(paths: Sequence[Path] | None = None) -> Folders:
    """All folders of one's own: `paths`, then those of the pyproject.toml and of installed packages. Raises InputError."""
    return named([*(paths or ()), *_configured(Path.cwd()), *_installed()])


def _folder(path: Path) -> Folder:
    if not path.is_dir():
        raise InputError(f"{path} is not a folder; give one that holds claims, algorithms, families or problems")
    return Folder(path, digest(path))


def digest(path: Path, endings: tuple[str, ...] = (".py",)) -> str:
    """The hash of all Python files of a folder, or of the files with these endings."""
    found = hashlib.sha256()
    for name, content in _files(path, endings):
        found.update(f"{name}\0".encode() + content)
    return found.hexdigest()[:16]


def _files(path: Path, endings: tuple[str, ...] = (".py",)) -> Iterator[tuple[str, bytes]]:
    """The files of a folder with these endings: their places in it, and what they hold."""
    for at, folders, files in os.walk(path):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "__")))
        for file in sorted(name for name in files if name.endswith(endings)):
            place = Path(at) / file
            yield str(place.relative_to(path)), place.read_bytes()


def packed(folder: Folder) -> tuple[str, tuple[tuple[str, bytes], ...]]:
    """A folder's package and its Python files, for `bring` on a machine that does not have the folder."""
    return folder.package, tuple(_files(folder.place))


def bring(package: str, files: tuple[tuple[str, bytes], ...]) -> None:
    """Put a folder from another machine where this process finds it. Raises InputError: it is not what its name says."""
    if package in _brought:
        return
    place = Path(mkdtemp(prefix="adamw-verify-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    for name, content in files:
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(content)
    if digest(place) != package.rpartition("@")[2]:
        raise InputError(f"{package.rpartition('@')[0]} was changed since it was read; begin again")
    _brought[package] = place


def _configured(start: Path) -> list[Path]:
    """What the nearest pyproject.toml with a table `[tool.adamw-verify]` names, relative to its own folder."""
    for folder in (start, *start.parents):
        file = folder / "pyproject.toml"
        try:
            tool = tomllib.loads(file.read_text(encoding="utf-8")).get("tool", {}) if file.is_file() else {}
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise InputError(f"{file} is not valid TOML: {error}") from None
        if "adamw-verify" in tool:
            table = tool["adamw-verify"]
            papers = table.get("papers", []) if isinstance(table, dict) else table
            if not isinstance(papers, list) or not all(isinstance(name, str) for name in papers):
                raise InputError(f"papers={papers!r} must be a list of folders  ({file}: [tool.adamw-verify] papers)")
            return [folder / name for name in papers]
    return []


def _installed() -> list[Path]:
    """The folders of the packages that installed distributions name."""
    folders = []
    for point in entry_points(group=GROUP):
        try:
            spec = find_spec(point.module)
        except ImportError:
            spec = None
        if spec is None or not spec.submodule_search_locations:
            raise InputError(f"the entry point {point.name} of {GROUP} names {point.value}, which is no package")
        folders.append(Path(next(iter(spec.submodule_search_locations))))
    return folders


class _Source(SourceFileLoader):
    """Compiles what the file holds now: Python takes bytecode for that of a file which has its size and its second."""

    def path_stats(self, path: str | os.PathLike[str]) -> Mapping[str, float]:
        raise OSError(f"no bytecode of {path} is read or written")


class _Finder:
    """Finds a folder's package by its name alone, and its modules."""

    @staticmethod
    def find_spec(name: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        label = name.removeprefix(f"{__name__}.")
        if label != name and "@" in label.partition(".")[0]:
            found = PathFinder.find_spec(name, path, target) if "." in label else _Finder._package(name, label)
            if found is not None and found.origin is not None and isinstance(found.loader, SourceFileLoader):
                found.loader = _Source(name, found.origin)
            return found
        return None

    @staticmethod
    def _package(name: str, label: str) -> ModuleSpec | None:
        place, _, wanted = label.rpartition("@")
        if not place:
            return None
        folder = _brought.get(name) or Path(place.replace("%2E", ".").replace("%25", "%"))
        if not folder.is_dir() or digest(folder) != wanted:
            raise InputError(f"{folder} was changed since it was read; begin again")
        init = folder / "__init__.py"
        if init.exists():
            return spec_from_file_location(name, init, submodule_search_locations=[str(folder)])
        spec = ModuleSpec(name, None, is_package=True)
        spec.submodule_search_locations = [str(folder)]
        return spec


if _Finder not in sys.meta_path:
    sys.meta_path.insert(0, _Finder)


def place_of(error: BaseException) -> str | None:
    """`file:line` of the innermost line of a file of one's own that `error` came through; None if there is none."""
    if isinstance(error, SyntaxError) and str(error.filename).endswith(".py"):
        return f"{error.filename}:{error.lineno}"
    place, at = None, error.__traceback__
    while at is not None:
        if at.tb_frame.f_globals.get("__name__", "").startswith(f"{__name__}."):
            place = f"{at.tb_frame.f_code.co_filename}:{at.tb_lineno}"
        at = at.tb_next
    return place


def explained(error: Exception) -> InputError | None:
    """The one line about an error in a file of one's own, or None if none had a part in it."""
    where = place_of(error)
    return None if where is None else InputError(f"{where}: {type(error).__name__}: {' '.join(str(error).split())}")


def load(name: str) -> ModuleType:
    """The module of this name. Raises InputError, with file and line, for one of one's own that cannot be imported."""
    try:
        return import_module(name)
    except InputError:
        raise
    except Exception as error:
        told = explained(error)
        if told is None:
            raise
        raise told from error


def modules(package: str, folder: Path, *patterns: str) -> Iterator[ModuleType]:
    """The modules of the files of `folder`, imported as `package`, that fit a pattern, in the order of their names."""
    for pattern in patterns:
        for file in sorted(folder.glob(pattern)):
            if not file.name.startswith("_"):
                yield load(".".join((package, *file.relative_to(folder).with_suffix("").parts)))


def papers(own: Folders = ()) -> tuple[tuple[str, Path], ...]:
    """(package, folder) of every paper: those of this package, then those of one's own."""
    return (*((f"theory.papers.{path.name}", path) for path in SHIPPED), *((folder.package, folder.place) for folder in own))


def with_own(package: str, folder: Path, own: Folders) -> Iterator[ModuleType]:
    """The modules of a folder of this package, and of the folders of its name in every paper."""
    yield from modules(package, folder, "*.py")
    for paper, path in papers(own):
        yield from modules(f"{paper}.{folder.name}", path / folder.name, "*.py")


def exported(module: ModuleType, name: str, kind: type[Noun]) -> tuple[Noun, ...]:
    """What the module exports under this name; nothing if it does not.

    Raises:
        InputError: it is no tuple of `kind`.
    """
    values = getattr(module, name, ())
    if not isinstance(values, tuple) or not all(isinstance(value, kind) for value in values):
        raise InputError(f"{module.__file__}: {name} must be a tuple of {kind.__name__}")
    return values
