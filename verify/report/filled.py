"""The template engine, set up once for each kind of view: to read and compile a template takes longer than to fill it."""

from collections.abc import Callable
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from verify.report.numbers import number

Filters = tuple[tuple[str, Callable[..., Any]], ...]


@cache
def environment(package: str, folder: str = "templates", filters: Filters = (), **options: Any) -> Environment:
    """Templates of a package's folder, where an unknown name is a fault and `number` a filter beside the given ones."""
    settings = {"trim_blocks": True, "lstrip_blocks": True, "autoescape": False, **options}
    found = Environment(loader=PackageLoader(package, folder), undefined=StrictUndefined, auto_reload=False, **settings)
    found.filters |= {"number": number, **dict(filters)}
    return found
