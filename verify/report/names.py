"""Names of problems are text, whatever stands in them: spelled so that a view shows them and does not read them.

A name may be mathtext to matplotlib (`cost $5_{x`), markup or a table's border to Markdown (`a|b`, `<script>`), too long for a
title, or the same file name as another. Every view is made from a document in which the names are spelled for it.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

#: as much of a name as a title and a file name hold
TITLE, FILE = 60, 80
#: a character that is spelled, or what is still to be
_SPELLED = re.compile(r"(&#\d{1,3};)|[^&]+|&")
#: what Markdown, HTML or the mathematics within could take for its own; an underscore but between letters or digits
ACTIVE = re.compile(r"[\\`*\[\]<>|$&#~!]|(?<![^\W_])_|_(?![^\W_])")


def in_markdown(name: str) -> str:
    """`name` as it is shown by Markdown."""
    return ACTIVE.sub(lambda found: f"&#{ord(found.group())};", name)


def in_cell(value: Any) -> str:
    """Any text as Markdown shows it, on one line; names that are spelled for Markdown stay as they are."""
    return _SPELLED.sub(lambda found: found[1] or in_markdown(found[0]), " ".join(str(value).split()))


def in_figure(name: str) -> str:
    """`name` as it is shown by matplotlib, cut if it is long."""
    cut = name if len(name) <= TITLE else f"{name[:TITLE]}… {_hash(name)}"
    return cut.replace("$", r"\$")


def names_of(document: Mapping[str, Any]) -> list[str]:
    """The problems' names in a report."""
    rows = [*document["results"], *document["courses"], *document["problems"]]
    return sorted({str(row["problem"]) for row in rows if "problem" in row})


def spelled(value: Any, spelling: Mapping[str, str]) -> Any:
    """Texts, lists and dictionaries with names in another spelling, wherever they stand."""
    other = {name: spelling[name] for name in sorted(spelling, key=len, reverse=True) if spelling[name] != name}
    if not other:
        return value
    pattern = re.compile("|".join(map(re.escape, other)))

    def walk(value: Any) -> Any:
        if isinstance(value, str):
            return pattern.sub(lambda found: other[found.group()], value)
        if isinstance(value, Mapping):
            return {walk(key): entry if key == "command" else walk(entry) for key, entry in value.items()}
        return [walk(entry) for entry in value] if isinstance(value, list) else value

    return walk(value)


def file_names(texts: Sequence[str]) -> dict[str, str]:
    """A file name for each text: its letters and digits; where that is long or would serve two, its hash with it."""
    plain = {text: "".join(c if c.isalnum() else "-" for c in text.lower()).strip("-") for text in texts}
    count = list(plain.values()).count
    return {
        text: name if len(name.encode()) <= FILE and count(name) == 1 else f"{name[: FILE // 4]}-{_hash(text)}"
        for text, name in plain.items()
    }


def _hash(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:8]
