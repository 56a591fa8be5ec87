"""What the studies' views share: templates and figures as SVG with the same bytes every time."""

import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
from matplotlib.figure import Figure

from verify.report import shown, svg
from verify.report.figures import COLOURS, MARGIN, STYLE
from verify.report.filled import environment

NAMES = {"adamw": "AdamW", "l2-adam": "l2-Adam", "adam": "Adam"}
COLOUR = dict(zip(NAMES, COLOURS, strict=False))


def markdown(study: str, data: Mapping[str, Any]) -> str:
    """The section of a study, `<study>/section.md.j2`, filled with the study's data."""
    return environment("verify.studies", "").get_template(f"{study}/section.md.j2").render(d=data, names=NAMES)


class Folder:
    """Figures saved so far."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.drawn: list[dict[str, str]] = []

    def save(self, figure: Figure, name: str, caption: str) -> None:
        svg.save(figure, self.folder / f"{name}.svg", MARGIN)
        plt.close(figure)
        self.drawn.append({"name": name, "caption": caption, "data": shown.table(figure)})


@contextmanager
def drawing(folder: Path) -> Iterator[Folder]:
    """A folder to save figures into, in the report's style."""
    folder.mkdir(parents=True, exist_ok=True)
    with mpl.rc_context(STYLE), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph")  # as in `report.figures`
        yield Folder(folder)
