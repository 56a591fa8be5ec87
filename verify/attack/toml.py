"""Tables as the text of a problem file."""

import json
from collections.abc import Mapping
from typing import Any


def toml(tables: Mapping[str, Mapping[str, Any]], comment: str = "") -> str:
    """The tables, those that are empty left out; `comment` stands before them, line by line."""
    blocks = ["".join(f"# {line}\n" for line in comment.splitlines())] if comment else []
    for name, table in tables.items():
        inner = {key: value for key, value in table.items() if isinstance(value, Mapping)}
        lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in table.items() if key not in inner]
        if lines:
            blocks.append("\n".join([f"[{name}]", *lines]) + "\n")
        for key, value in inner.items():
            blocks.append("\n".join([f"[{name}.{key}]", *(f"{k} = {json.dumps(v)}" for k, v in value.items())]) + "\n")
    return "\n".join(blocks)
