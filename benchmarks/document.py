"""Tables that are put between the marks of a document."""

from pathlib import Path


def put(path: Path, name: str, table: str) -> None:
    """Replace what stands between `<!-- name -->` and `<!-- end of name -->`."""
    first, last = f"<!-- {name} -->\n", f"<!-- end of {name} -->\n"
    before, rest = path.read_text(encoding="utf-8").split(first)
    path.write_text(before + first + table + last + rest.split(last)[1], encoding="utf-8")
