"""Whether a report is the one that was written, and if it is not, what was altered.

`id` is the hash of what was asked and what was said: claims, problems, command, seed, error rate, version, and every verdict.
It is the same on every machine, which the last digits of numbers are not. `content` is the hash of the whole document without
its times. `seals` are hashes of its parts: of every entry of a list and of every field over all entries, of every entry of a
dictionary, of anything else as a whole. Where both an entry and a field of it do not have their hash, that field of that entry
was altered. Whoever changes the seals as well changes `content`, which a citation names.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from problems.errors import InputError

TIMES = ("created", "seconds", "id", "content", "seals")
#: what the id is of: entries of the document, and those of a claim, a problem and a row
ASKED = ("schema", "command", "seed", "error_rate", "complete")
IN_CLAIM = ("id", "variant", "statement", "parts", "hypotheses")
IN_PROBLEM = ("problem", "sha256", "data")
IN_ROW = ("claim", "variant", "part", "problem", "algorithm", "study", "verdict", "known")
#: hexadecimal digits of a seal: two hundred thousand parts differ by chance with a probability below 1e-8
DIGITS = 12


def sealed(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document with its seals, its id and the hash of its content."""
    parts = _parts(document)
    whole = _digest(_object({name: text for name, (text, _) in parts.items()}), 64)
    return {**document, "id": identity(document), "seals": {name: seal for name, (_, seal) in parts.items()}, "content": whole}


def identity(document: Mapping[str, Any]) -> str:
    """Hash of what was asked and what was said, 16 digits."""
    of = [document.get(name) for name in ASKED]
    for section, names in (("claims", IN_CLAIM), ("problems", IN_PROBLEM), ("results", IN_ROW)):
        of.append([[entry.get(name) for name in names] for entry in document[section]])
    return _hash([*of, document["versions"]["adamw-verify"]], 16)


def content(document: Mapping[str, Any]) -> str:
    """Hash of everything but times."""
    return _hash(document, 64)


def seals(document: Mapping[str, Any]) -> dict[str, Any]:
    """The hashes of the parts of a document."""
    return {name: seal for name, (_, seal) in _parts(document).items()}


def altered(document: Mapping[str, Any]) -> list[str]:
    """The parts that are not as they were written, such as `results[17].ratio`; empty if the report is intact."""
    before, now = document.get("seals", {}), seals(document)
    found = [part for name in dict.fromkeys((*before, *now)) for part in _differing(name, before.get(name), now.get(name))]
    return found + [
        name for name, of in (("id", identity), ("content", content)) if not found and document[name] != of(document)
    ]


def untouched(document: Mapping[str, Any], path: object) -> None:
    """Refuse a report that is not the one that was written. Raises InputError."""
    if parts := altered(document):
        more = f" and {len(parts) - 3} more" if len(parts) > 3 else ""
        raise InputError(
            f"{path}: {', '.join(parts[:3])}{more}: the report was changed after it was written (id {document['id']})"
        )


def _parts(document: Mapping[str, Any]) -> dict[str, tuple[str, Any]]:
    """Of every part its text and its seal. An entry is written once, for itself, for its fields and for the whole."""
    return {name: _part(value) for name, value in document.items() if name not in TIMES}


def _part(value: Any) -> tuple[str, Any]:
    if isinstance(value, list) and value and all(isinstance(entry, Mapping) for entry in value):
        rows = [{name: _text(v) for name, v in entry.items() if name not in TIMES} for entry in value]
        texts = [_object(row) for row in rows]
        names = sorted({name for row in rows for name in row})
        fields = {name: _digest(_array([row.get(name, "null") for row in rows])) for name in names}
        return _array(texts), {"entries": [_digest(text) for text in texts], "fields": fields}
    if isinstance(value, Mapping):
        entries = {name: _text(entry) for name, entry in value.items()}
        return _object(entries), {name: _digest(text) for name, text in entries.items()}
    text = _text(value)
    return text, _digest(text)


def _object(texts: Mapping[str, str]) -> str:
    """A JSON object of values that are written already, without its times."""
    return "{" + ", ".join(f"{json.dumps(name)}: {texts[name]}" for name in sorted(texts) if name not in TIMES) + "}"


def _array(texts: Sequence[str]) -> str:
    return "[" + ", ".join(texts) + "]"


def _differing(name: str, before: Any, now: Any) -> Iterator[str]:
    """The parts of a section whose seals differ."""
    if before == now:
        return
    if not (isinstance(before, Mapping) and isinstance(now, Mapping)):
        yield name
    elif "entries" not in before or "entries" not in now:
        yield from (f"{name}.{part}" for part in dict.fromkeys((*before, *now)) if before.get(part) != now.get(part))
    elif len(before["entries"]) != len(now["entries"]):
        yield f"{name}: {len(now['entries'])} entries where {len(before['entries'])} were written"
    else:
        fields = [part for part in dict.fromkeys((*before["fields"], *now["fields"]))
                  if before["fields"].get(part) != now["fields"].get(part)]  # fmt: skip
        rows = [j for j, (old, new) in enumerate(zip(before["entries"], now["entries"], strict=True)) if old != new]
        yield from (f"{name}[{j}].{part}" for j in rows for part in fields)


def _hash(value: Any, digits: int) -> str:
    return _digest(_text(value), digits)


def _text(value: Any) -> str:
    return json.dumps(_timeless(value), sort_keys=True)


def _digest(text: str, digits: int = DIGITS) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:digits]


def _timeless(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {k: _timeless(v) if isinstance(v, (Mapping, list)) else v for k, v in value.items() if k not in TIMES}
    if isinstance(value, list):
        return [_timeless(v) if isinstance(v, (Mapping, list)) else v for v in value]
    return value
