"""Compiled kernels from one process to the next: Numba's serialisation, in files that are checked before Numba reads them.

Numba's own cache reads whatever lies in its folder, and ends in a traceback if that is torn. Here the key is the source of the
kernel, of what it calls, its types, the processor and the versions; a file that is not whole, or of another key, counts as not
there. Only code that was compiled on this machine by this user is ever loaded (`problems.kept.cache_folder`).
"""

import contextlib
import pickle
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from filelock import FileLock
from numba.core.caching import NullCache
from numba.core.compiler import CompileResult
from numba.core.registry import cpu_target
from numba.core.serialize import dumps

from problems.fingerprint import code_of, fingerprint
from problems.kept import keep, kept

_alone = threading.Lock()


@contextlib.contextmanager
def _resolved_once() -> Iterator[None]:
    """Within it Numba asks once what `a * b` is for these types, and not at every `*`: a fifth of the time of compiling."""
    context, found = cpu_target.typing_context, {}
    resolve = context.resolve_function_type

    def once(func: Any, args: Any, kws: Any) -> Any:
        asked = func, tuple(args), tuple(dict(kws).items())
        if asked not in found:
            found[asked] = resolve(func, args, kws)
        return found[asked]

    with _alone:
        context.resolve_function_type = once
        try:
            yield
        finally:
            del context.resolve_function_type


class KeptKernel(NullCache):
    """What Numba asks for compiled overloads, and hands them to."""

    def __init__(self, place: Path, text: str) -> None:
        self.place, self.told = place, fingerprint(text, code_of(KeptKernel, "verify.simulate.kernels.stack"))

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """The overload for these types if it is kept."""
        target_context.refresh()
        key = self._key(sig, target_context.codegen())
        content = kept(self._path(key), key)
        return None if content is None else CompileResult._rebuild(target_context, *pickle.loads(content))

    def save_overload(self, sig: Any, data: Any) -> None:
        """Keep an overload; a folder that cannot be written to only costs time."""
        key = self._key(sig, data.codegen)
        with contextlib.suppress(OSError):
            keep(self._path(key), key, dumps(data._reduce()))

    def _key(self, sig: Any, codegen: Any) -> str:
        return fingerprint(self.told, str(sig), [str(part) for part in codegen.magic_tuple()])

    def _path(self, key: str) -> Path:
        return self.place.with_name(f"{self.place.name}-{key[:20]}.bin")


def attach(fused: Any, place: Path, text: str) -> Callable[..., None]:
    """A dispatcher that keeps what it compiles.

    Compiling takes seconds: of several workers that need a kernel one compiles it, the others then load what it kept.
    """
    fused._cache = KeptKernel(place, text)
    lock, called = FileLock(place.with_suffix(".lock")), False

    def kernel(*arguments: Any) -> None:
        nonlocal called
        if called:
            fused(*arguments)
            return
        with contextlib.ExitStack() as stack:
            with contextlib.suppress(OSError, NotImplementedError):
                stack.enter_context(lock)
            stack.enter_context(_resolved_once())
            fused(*arguments)
        called = True

    return kernel
