"""Numbers for people."""

import math
from typing import Any


def number(value: Any, digits: int = 4) -> str:
    """A number for people: `digits` significant digits, an em dash for nothing."""
    if value is None:
        return "—"
    if isinstance(value, str):
        return value
    if isinstance(value, int) or (isinstance(value, float) and value.is_integer() and abs(value) < 1e7):
        return str(int(value))
    return f"{value:.{digits}g}" if math.isfinite(value) else str(value)
