"""Whether it holds: the ensemble, streaming measurements, statistics, verdicts, results on disk, reports, command line.

The front door for code: `from verify import load, certify, bound, decide, audit, cover, open_report` (`verify.api`).
"""

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from verify.api import audit, bound, certify, cover, decide, load, open_report

__all__ = ["audit", "bound", "certify", "cover", "decide", "load", "open_report"]


def __getattr__(name: str) -> Any:
    """The front door's functions, imported when they are asked for."""
    if name in __all__:
        return getattr(import_module("verify.api"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class Room(ModuleType):
    """A room that has the name of a function of the front door; called, it is that function."""

    def __call__(self, *given: Any, **named: Any) -> Any:
        return getattr(import_module("verify.api"), self.__name__.rpartition(".")[2])(*given, **named)
