"""Tables that are put between the marks of a document."""

from collections.abc import Sequence
from pathlib import Path


def put(path: Path, name: str, table: str) -> None:
    """Replace what stands between `<!-- name -->` and `<!-- end of name -->`."""
    first, last = _marks(name)
    before, rest = path.read_text(encoding="utf-8").split(first)
    path.write_text(before + first + table + last + rest.split(last)[1], encoding="utf-8")


def keep(path: Path, name: str, head: Sequence[str], line: Sequence[str]) -> None:
    """Put a line into a table, in place of an earlier one that begins with the same cell: what was computed is not lost."""
    first, last = _marks(name)
    before = path.read_text(encoding="utf-8").partition(first)[2].partition(last)[0].splitlines()[2:]
    rows = {one.split(" | ")[0]: one for one in (*before, _row(line))}
    table = (_row(head), _row(["---"] * len(head)), *(rows[key] for key in sorted(rows)))
    put(path, name, "".join(f"{one}\n" for one in table))
    print(_row(line), flush=True)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _marks(name: str) -> tuple[str, str]:
    return f"<!-- {name} -->\n", f"<!-- end of {name} -->\n"
