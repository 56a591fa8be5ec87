"""Studies: a folder for each question, whose `__init__.py` says what it is about and whose `study.py` answers it (`base`)."""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from problems.problem import Problem

if TYPE_CHECKING:
    from verify.studies.base import StudyModule


class Listed:
    """A study by what its folder says of it; the rest is imported when it is asked for, as studies import what they compare."""

    def __init__(self, name: str) -> None:
        self._folder = importlib.import_module(f"{__name__}.{name}")
        self.NAME = name
        self.TITLE: str = self._folder.TITLE
        self.CLAIMS: tuple[str, ...] = self._folder.CLAIMS
        self.ABOUT: tuple[str, ...] = self._folder.ABOUT
        self.SECONDS: float = self._folder.SECONDS

    @property
    def takes_files(self) -> bool:
        """Whether it decides problem files, those that it wants."""
        return hasattr(self._folder, "wants")

    def wants(self, problem: Problem) -> bool:
        """Whether a problem file is for this study."""
        return bool(self._folder.wants(problem))

    @cached_property
    def module(self) -> "StudyModule":
        """Its `study.py`."""
        module: Any = importlib.import_module(f"{self._folder.__name__}.study")
        return module

    def figures(self, data: Mapping[str, Any], folder: Path) -> list[dict[str, str]]:
        return self.module.figures(data, folder)

    def section(self, data: Mapping[str, Any]) -> str:
        return self.module.section(data)

    def __reduce__(self) -> tuple[Any, ...]:
        return Listed, (self.NAME,)


@cache
def all_studies() -> tuple[Listed, ...]:
    """Every study, in the order of folder names."""
    return tuple(Listed(m.name) for m in sorted(pkgutil.iter_modules(__path__), key=lambda m: m.name) if m.ispkg)


def studied() -> frozenset[str]:
    """The ids of the claims that studies decide."""
    return frozenset(claim for study in all_studies() for claim in study.CLAIMS)
