"""What the studies' views share: templates and figures as SVG with the same bytes every time."""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import matplotlib as mpl
import matplotlib.pyplot as plt
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from verify.report import shown, svg
from verify.report.figures import COLOURS, MARGIN, STYLE
from verify.report.filled import environment

NAMES = {"adamw": "AdamW", "l2-adam": "l2-Adam", "adam": "Adam"}
COLOUR = dict(zip(NAMES, COLOURS, strict=False))


def markdown(study: str, data: Mapping[str, Any]) -> str:
    """The section of a study, `<study>/section.md.j2`, filled with the study's data."""
    return environment("verify.studies", "").get_template(f"{study}/section.md.j2").render(d=data, names=NAMES)


def mark(**style: Any) -> Line2D:
    """What stands in a key for lines or markers of this style in every colour."""
    return Line2D([], [], **{"color": COLOURS[6], "markersize": 4, "linewidth": 1.0, **style})


def area(**style: Any) -> Patch:
    """What stands in a key for bands of every colour."""
    return Patch(**{"color": COLOURS[6], "alpha": 0.25, "linewidth": 0, **style})


def key(of: Axes | Figure, panels: Sequence[Axes], more: Mapping[str, Artist], **style: Any) -> None:
    """The legend of some panels, beside (`of` them) or below (of a figure) what is drawn; `more`: what labels do not say."""
    named = {label: handle for axes in panels for handle, label in zip(*axes.get_legend_handles_labels(), strict=True)} | {
        **more
    }
    place = {"loc": "center left", "bbox_to_anchor": (1.02, 0.5)} if isinstance(of, Axes) else {
        "loc": "upper center", "bbox_to_anchor": (0.5, 0.0)}  # fmt: skip
    of.legend(list(named.values()), list(named), **{"fontsize": 7, **place, **style})


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
