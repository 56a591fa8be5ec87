"""Machine code of a function in LLVM's language, kept from one process to the next in files that are checked before loading.

The key is the text of the function, the processor and LLVM's version; a file that is not whole, or of another key, counts as
not there. Only code that was compiled on this machine by this user is ever loaded (`problems.kept.cache_folder`).
"""

import contextlib
import ctypes
import importlib.util
from collections.abc import Callable
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from problems.fingerprint import fingerprint
from problems.kept import cache_folder, keep, kept
from verify.simulate.kernels import loops


def available() -> bool:
    """Whether the extra `fast` is installed."""
    return importlib.util.find_spec("llvmlite") is not None


@cache
def _machine() -> tuple[Any, str]:
    """LLVM's description of this processor, and its fingerprint."""
    from llvmlite import __version__, binding

    binding.initialize_native_target()
    binding.initialize_native_asmprinter()
    name, features = binding.get_host_cpu_name(), binding.get_host_cpu_features().flatten()
    target = binding.Target.from_default_triple()
    machine = target.create_target_machine(cpu=name, features=features, opt=3, jit=True)
    return machine, fingerprint(name, features, __version__, binding.llvm_version_info)


def _object(text: str) -> bytes:
    """The function, optimised and translated."""
    from llvmlite import binding

    machine, _ = _machine()
    module = binding.parse_assembly(text)
    builder = binding.create_pass_builder(machine, binding.create_pipeline_tuning_options(speed_level=2))
    builder.getModulePassManager().run(module, builder)
    code: bytes = machine.emit_object(module)
    return code


@cache
def compiled(text: str) -> Callable[[NDArray[np.int64]], None]:
    """The function `kernel` of this module, compiled; what an earlier process compiled is taken from the cache folder.

    It is called with a table of pointers and integers, which must be alive: see `addresses`.
    """
    from llvmlite import binding

    machine, processor = _machine()
    folder, key = cache_folder("kernels"), fingerprint(text, processor)
    path = None if folder is None else folder / f"{loops.name_of(text)}-{key[:20]}.bin"
    code = None if path is None else kept(path, key)
    if code is None:
        code = _object(text)
        if path is not None:
            with contextlib.suppress(OSError):  # a folder that cannot be written to only costs time
                keep(path, key, code)
    engine = binding.create_mcjit_compiler(binding.parse_assembly(""), machine)
    engine.add_object_file(binding.ObjectFileRef.from_data(code))
    engine.finalize_object()
    _engines.append(engine)
    call = ctypes.CFUNCTYPE(None, ctypes.c_void_p)(engine.get_function_address("kernel"))
    return lambda table: call(table.ctypes.data)


#: what owns the code, as long as the process lives
_engines: list[Any] = []


def addresses(*given: NDArray[Any] | int) -> NDArray[np.int64]:
    """The table that a compiled function is given: where each array begins, and integers. Arrays must lie in one piece."""
    for array in given:
        assert isinstance(array, int) or array.flags.c_contiguous
    return np.array([one if isinstance(one, int) else one.ctypes.data for one in given], dtype=np.int64)
