"""Keys of what is kept: the hash of everything that determines a result, code and versions of libraries included.

`fingerprint(value, ...)` tells values by their content: arrays by all their bytes, numbers by their exact text, objects by the
code of their class and by their fields, functions by their code. `code_of(...)` is the source of the modules in which things
are defined and of every module that these import, wherever it lies; installed libraries count by their version. What cannot be
told by its content gets a key that nothing else has: it is never found again.
"""

import ast
import atexit
import contextlib
import hashlib
import importlib.util
import json
import sys
import sysconfig
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from importlib.metadata import PackageNotFoundError, packages_distributions, version
from operator import is_
from pathlib import Path
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType, ModuleType
from typing import Any

import numpy as np
import sympy as sp
from pydantic import BaseModel

from problems.kept import cache_folder, keep, kept

#: the file in the cache that says what sources import
NOTES = "imports.json"
#: rooms of this project, which count by their source also where they are installed
ROOMS = frozenset({"theory", "problems", "verify"})
LIBRARIES = tuple(Path(sysconfig.get_path(name)).resolve() for name in ("stdlib", "platstdlib", "purelib", "platlib"))


def fingerprint(*values: object) -> str:
    """The hash of these values, 64 hexadecimal digits."""
    _look()
    digest = hashlib.sha256()
    for value in values:
        _feed(digest, value)
    return digest.hexdigest()


def code_of(*things: object) -> str:
    """The hash of the source of the modules of these classes, functions or objects, and of all that they import.

    A text is the name of a module.
    """
    _look()
    return _code(*things)


def _code(*things: object) -> str:
    """The same, of modules that have just been looked at."""
    return _reached(frozenset(_home(thing) for thing in things), frozenset(base for thing in things for base in _bases(thing)))


def _home(thing: object) -> str:
    """The module that defines a thing, or the class of a thing."""
    if isinstance(thing, str):
        return thing
    return str((thing if isinstance(thing, (type, FunctionType, MethodType)) else type(thing)).__module__)


def _bases(thing: object) -> Iterator[str]:
    """The modules of the classes that a class is made of."""
    if not isinstance(thing, (str, FunctionType, MethodType)):
        yield from (base.__module__ for base in (thing if isinstance(thing, type) else type(thing)).__mro__)


def _look() -> None:
    """Forget what was reached if a module came since, or was put in another's place; to look through all takes a while."""
    now = list(sys.modules.values())
    if len(now) != len(_present) or not all(map(is_, now, _present)):
        _present[:] = now
        _reached.cache_clear()


@cache
def _reached(homes: frozenset[str], bases: frozenset[str]) -> str:
    own = ROOMS | {name.partition(".")[0] for name in homes}
    waiting, found = [*homes, *bases], {}
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name], reached = _module(name, name.partition(".")[0] in own, sys.modules.get(name))
            waiting += reached
    told = {text for text in found.values() if text}
    return fingerprint(sys.version_info[:2], sorted(told))


#: the modules that the hashes of `_reached` are of
_present: list[ModuleType] = []


@cache
def _module(name: str, own: bool, loaded: ModuleType | None) -> tuple[str, tuple[str, ...]]:
    """What tells a module, and the modules that it imports.

    It counts as it was when it was first asked for: that is what this process runs. The module itself is part of the question
    because another may have come in its place.
    """
    top = name.partition(".")[0]
    path = _file(name if own else top)
    if not own and (path is None or any(path.is_relative_to(folder) for folder in LIBRARIES)):
        return "" if top in sys.stdlib_module_names else _release(top), ()
    path = _file(name)
    if path is None or path.suffix != ".py":
        return "", ()
    source, package = path.read_bytes(), path.name == "__init__.py"
    digest = hashlib.sha256(source).hexdigest()
    known, place = _noted(), f"{digest} {name} {package}"
    if place not in known:
        known[place] = list(_imports(source, name, package))
    return f"{name} {digest}", tuple(known[place])


@cache
def _noted() -> dict[str, list[str]]:
    """What each source imports, as earlier processes found it and as this one finds it: to parse all of them takes seconds."""
    folder = cache_folder("imports")
    content = None if folder is None else kept(folder / NOTES, _reader())
    found: dict[str, list[str]] = {} if content is None else json.loads(content)
    if folder is not None:
        atexit.register(_note, folder, len(found))
    return found


def _note(folder: Path, before: int) -> None:
    """Keep what was found; a folder that cannot be written to only costs time."""
    if len(_noted()) > before:
        with contextlib.suppress(OSError):
            keep(folder / NOTES, _reader(), json.dumps(_noted()).encode())


@cache
def _reader() -> str:
    """What finds imports: this file, and the Python that parses."""
    return f"{sys.version} {hashlib.sha256(Path(__file__).read_bytes()).hexdigest()}"


def _file(name: str) -> Path | None:
    """The file of a module, found without importing anything."""
    if name in sys.modules:
        place = getattr(sys.modules[name], "__file__", None)
        return None if place is None else Path(place).resolve()
    parent, _, last = name.rpartition(".")
    if parent:
        package = _file(parent)
        if package is None or package.name != "__init__.py":  # a name in a module, not a module
            return None
        places = (package.parent / f"{last}.py", package.parent / last / "__init__.py")
        return next((place for place in places if place.is_file()), None)
    try:
        spec = importlib.util.find_spec(name)
    except (ImportError, ValueError):
        return None
    return None if spec is None or not spec.has_location else Path(str(spec.origin)).resolve()


def _imports(source: bytes, name: str, package: bool) -> tuple[str, ...]:
    """The modules that a source names, with the packages that they lie in; a name that is imported may be a module too."""
    found: list[str] = []
    for node in _statements(ast.parse(source).body):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            words = name.split(".")
            above = words[: len(words) - node.level + package] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            found += [base, *(f"{base}.{alias.name}" for alias in node.names)]
    parts = [module.split(".") for module in found if module]
    return tuple(dict.fromkeys(".".join(words[:j]) for words in parts for j in range(1, len(words) + 1)))


def _statements(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """Every statement, those inside of others with it: an import is nothing else."""
    for node in body:
        yield node
        for name in ("body", "orelse", "finalbody", "handlers", "cases"):
            yield from _statements(getattr(node, name, ()))


@cache
def _release(top: str) -> str:
    """Name and version of the distribution that a library belongs to."""
    # what most are called; looking through all that is installed takes long
    for name in (top, f"python-{top}", f"{top}-solver", f"{top}-py"):
        with contextlib.suppress(PackageNotFoundError):
            return f"{name} {version(name)}"
    names = _packages().get(top) if importlib.util.find_spec(top) else None
    return f"{names[0]} {version(names[0])}" if names else top


_packages = cache(packages_distributions)


def _feed(digest: Any, value: Any) -> None:
    """Add a value to the hash, its kind and its length with it, so that no two values run into each other."""
    if isinstance(value, np.ndarray) and not value.dtype.hasobject:
        digest.update(f"array {value.shape} {value.dtype.str} ".encode() + np.ascontiguousarray(value).tobytes())
    elif isinstance(value, (str, bytes)):
        data = value.encode(errors="surrogatepass") if isinstance(value, str) else value
        digest.update(f"{type(value).__name__} {len(data)} ".encode() + data)
    elif value is None or isinstance(value, (bool, int, float, complex, np.generic)):
        digest.update(f"{type(value).__name__} {value!r} ".encode())
    elif isinstance(value, Mapping):
        _feed_all(digest, "mapping", [part for item in value.items() for part in item])
    elif isinstance(value, (list, tuple)):
        _feed_all(digest, "list", value)
    elif isinstance(value, (set, frozenset)):
        _feed_all(digest, "set", sorted(fingerprint(entry) for entry in value))
    elif isinstance(value, (sp.Basic, sp.MatrixBase)):
        _feed(digest, sp.srepr(value))
    elif isinstance(value, type):
        _feed_all(digest, "class", [value.__module__, value.__qualname__, _code(value)])
    elif isinstance(value, Enum):
        _feed_all(digest, "enum", [str(value)])
    elif isinstance(value, (BuiltinFunctionType, np.ufunc)):
        _feed_all(digest, "builtin", [type(value).__name__, value.__name__])
    elif isinstance(value, (FunctionType, MethodType)):
        _feed_function(digest, value)
    elif isinstance(value, CodeType):
        _feed_all(digest, "code", [value.co_code, value.co_names, value.co_varnames, value.co_freevars, list(value.co_consts)])
    elif isinstance(value, BaseModel):
        _feed_all(digest, "model", [type(value), value.model_dump()])
    elif is_dataclass(value):
        _feed_all(digest, "object", [type(value), {f.name: getattr(value, f.name) for f in fields(value)}])
    else:
        try:
            _feed_all(digest, "object", [type(value), *_reduced(value)])
        except TypeError:  # a file, a process: more than its content
            _feed(digest, uuid.uuid4().bytes)


def _reduced(value: object) -> list[object]:
    """What an object is made of, as copying it would ask: arguments, fields, entries."""
    reduced = value.__reduce_ex__(4)
    if isinstance(reduced, str):
        return [reduced]
    return [list(part) if isinstance(part, Iterator) else part for part in reduced]


def _feed_all(digest: Any, kind: str, parts: Iterable[object]) -> None:
    parts = list(parts)
    digest.update(f"{kind} {len(parts)} ".encode())
    for part in parts:
        _feed(digest, part)


def _feed_function(digest: Any, function: Any) -> None:
    """A function by its own code, the values that it closes over, and the code of its module."""
    bound = getattr(function, "__self__", None)
    plain = getattr(function, "__func__", function)
    cells = [cell.cell_contents for cell in plain.__closure__ or ()]
    parts = [plain.__qualname__, plain.__code__, plain.__defaults__, plain.__kwdefaults__, cells, _code(plain), bound]
    _feed_all(digest, "function", parts)
