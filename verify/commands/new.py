"""`new`: a commented file to begin with, which runs as it stands."""

import re
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from problems.errors import InputError
from problems.kept import write_all
from problems.schema import shown_path
from theory.algorithms import adamw_d
from verify.commands.options import AsJson, Quiet, tell_written
from verify.report.filled import environment


class Kind(StrEnum):
    """What can be begun, and where it is put in a paper's folder."""

    PAPER = "paper"
    CLAIM = "claim"
    ALGORITHM = "algorithm"
    FAMILY = "family"
    PROBLEM = "problem"


def new(
    kind: Annotated[Kind, typer.Argument(help="What to begin.")],
    name: Annotated[str, typer.Argument(help="Its name: lower-case words joined by hyphens.")],
    into: Annotated[Path, typer.Option(help="The paper's folder.")] = Path(),
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Write a commented skeleton that runs: a paper's folder, or a claim, an algorithm, a family, a problem."""
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", name):
        raise InputError(f'NAME="{name}" must be lower-case words and numbers joined by hyphens, such as momentum-bound')
    made = skeletons(kind, name, into)
    for path in made:
        if path.exists():
            raise InputError(f"{shown_path(path)} exists already")
    write_all({path: text.encode() for path, text in made.items()})
    tell_written(list(made), as_json, quiet)


def skeletons(kind: Kind, name: str, into: Path) -> dict[Path, str]:
    """The files of a skeleton and what stands in them. Those of a paper are a claim, a problem and a page on what is where."""
    file = name.replace("-", "_")
    if kind is Kind.PAPER:
        folder = into / name
        claim, problem = (
            skeletons(one, f"{name}-{part}", folder) for one, part in ((Kind.CLAIM, "bound"), (Kind.PROBLEM, "well"))
        )
        return {folder / "README.md": _written("README.md", name, folder), **claim, **problem}
    places = {
        Kind.CLAIM: ("claim.py", into / f"{file}.py"),
        Kind.ALGORITHM: ("algorithm.py", into / "algorithms" / f"{file}.py"),
        Kind.FAMILY: ("family.py", into / "families" / f"{file}.py"),
        Kind.PROBLEM: ("problem.toml", into / "problems" / f"{file}.toml"),
    }
    template, path = places[kind]
    return {path: _written(template, name, into)}


def _written(template: str, name: str, folder: Path) -> str:
    title = name.replace("-", " ").capitalize()
    values = {"name": name, "title": title, "letter": name.replace("-", "_"), "folder": folder}
    values["classname"] = "".join(word.capitalize() for word in name.split("-"))
    values["algorithm"] = adamw_d.ALGORITHM.name
    made = environment("verify.commands", keep_trailing_newline=True, trim_blocks=False, lstrip_blocks=False)
    return made.get_template(f"{template}.j2").render(values)
