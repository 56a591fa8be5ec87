"""What the studies' views share: templates and figures as SVG with the same bytes every time."""

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
from jinja2 import Environment, PackageLoader, StrictUndefined
from matplotlib.figure import Figure

from verify.report import svg
from verify.report.figures import COLOURS, MARGIN, STYLE
from verify.report.numbers import number

NAMES = {"adamw": "AdamW", "l2-adam": "l2-Adam", "adam": "Adam"}
COLOUR = dict(zip(NAMES, COLOURS, strict=False))


def markdown(study: str, data: Mapping[str, Any]) -> str:
    """The section of a study, `<study>/section.md.j2`, filled with the study's data."""
    environment = Environment(
        loader=PackageLoader("verify.studies", ""),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )
    environment.filters["number"] = number
    return environment.get_template(f"{study}/section.md.j2").render(d=data, names=NAMES)


class Folder:
    """Figures saved so far."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.drawn: list[dict[str, str]] = []

    def save(self, figure: Figure, name: str, caption: str) -> None:
        svg.save(figure, self.folder / f"{name}.svg", MARGIN)
        plt.close(figure)
        self.drawn.append({"name": name, "caption": caption})


@contextmanager
def drawing(folder: Path) -> Iterator[Folder]:
    """A folder to save figures into, in the report's style."""
    folder.mkdir(parents=True, exist_ok=True)
    with mpl.rc_context(STYLE), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph")  # as in `report.figures`
        yield Folder(folder)
