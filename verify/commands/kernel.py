"""`adamw-verify kernel`: are the Coq statements and goals those that the program writes?

Exit status: 0 if every file equals what the program writes, 1 if one does not.
"""

from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from theory.kernel.files import all_files

FOLDER = Path(str(files("theory")))


def kernel(write: Annotated[bool, typer.Option("--write", help="write the files")] = False) -> int:
    """Compare the Coq statements and goals with those that the program writes."""
    out = Console(highlight=False)
    differ = 0
    for name, text in all_files().items():
        path = FOLDER / name
        if write:
            path.write_text(text, encoding="utf-8")
        same = path.exists() and path.read_text(encoding="utf-8") == text
        differ += not same
        out.print(f"{'written' if write else 'same' if same else 'DIFFERS'}  theory/{name}", markup=False)
    return 1 if differ else 0
