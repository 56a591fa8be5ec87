"""Figures as SVG of few bytes: what a reader cannot see is left out, what is said twice is said once.

Matplotlib writes a group and a style for every tick. Here groups that do nothing are opened, equal styles become one class, ids
that nothing refers to go, and coordinates have one decimal of a point, a fifth of a screen's pixel.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree as Tree

from matplotlib.axis import Axis
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogFormatter, LogLocator, MaxNLocator, NullLocator

from problems.kept import write_whole

DECIMALS = 1
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
#: how far, in points, a point may be from a straight line that replaces it: the curves are more than 1 wide
SEEN = 0.25
SVG, XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
_FONT = re.compile(r"font-family: [^;]+;? ?")
_NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
#: a name that an attribute refers to; in a style only after `url`, what else has a # there is a colour
_REFERENCE = {True: re.compile(r"(?<=^#)[\w-]+"), False: re.compile(r"(?<=url\(#)[\w-]+")}

#: attributes that hold coordinates
PLACED = ("d", "x", "y", "x1", "x2", "y1", "y2", "width", "height", "transform", "points")


_FORM: ContextVar[str] = ContextVar("form", default="svg")


@contextmanager
def vector() -> Iterator[None]:
    """Within it figures are written as PDF, for papers."""
    token = _FORM.set("pdf")
    try:
        yield
    finally:
        _FORM.reset(token)


def save(figure: Figure, path: Path, margin: float | None = None) -> None:
    """Write a figure; the same figure gives the same bytes. `margin`, in inches, is left around what is drawn; None: the
    figure as it is laid out. Raises OSError.
    """
    for axes in figure.axes:
        for axis in (axes.xaxis, axes.yaxis):
            if axis.get_scale() == "log" and isinstance(axis.get_major_formatter(), LogFormatter):
                _tick(axis)
            for tick in axis.get_major_ticks():
                tick.gridline.set_clip_path(None)  # it ends at the frame anyway
    form, drawn = _FORM.get(), BytesIO()
    if layout := figure.get_layout_engine():
        layout.execute(figure)
    # to find the box costs as much as to draw
    box = None if margin is None else figure.get_tightbbox().padded(margin)
    figure.savefig(drawn, format=form, metadata={"Date" if form == "svg" else "CreationDate": None}, bbox_inches=box)
    content = lean(drawn.getvalue().decode()).encode() if form == "svg" else drawn.getvalue()
    write_whole(path.with_suffix(f".{form}"), content)


def _tick(axis: Axis) -> None:
    """Powers of ten at a logarithmic axis, or numbers between them where it has fewer than two."""
    axis.set_major_formatter(FuncFormatter(power))
    axis.set_minor_locator(NullLocator())
    low, high = sorted(axis.get_view_interval())
    for finer in (LogLocator(subs=(1.0, 2.0, 5.0)), LogLocator(subs=range(1, 10)), MaxNLocator(4)):
        if sum(low <= place <= high for place in axis.get_majorticklocs()) >= 2:
            return
        axis.set_major_locator(finer)


def power(value: float, _: object = None) -> str:
    """A number as people write it, a power of ten as one: in one piece of text."""
    exponent = math.floor(math.log10(value) + 1e-9) if value > 0 else 0
    if value <= 0 or -3 <= exponent <= 3:
        return f"{value:.4g}"
    head = value / 10.0**exponent
    return ("" if abs(head - 1) < 1e-9 else f"{head:.3g}·") + "10" + str(exponent).translate(RAISED)


def lean(drawn: str) -> str:
    """The same picture in fewer bytes."""
    Tree.register_namespace("", SVG[1:-1])
    Tree.register_namespace("xlink", XLINK[1:-1])
    root = Tree.fromstring(drawn)
    for told in root.findall(f"{SVG}metadata"):
        root.remove(told)
    given_ids = [one.attrib["id"] for one in root.iter() if "id" in one.attrib]
    used = {found for one in root.iter() for name, value in one.attrib.items()
            for found in _REFERENCE[name.endswith("href")].findall(value)}  # fmt: skip
    short = {name: f"i{j}" for j, name in enumerate(name for name in given_ids if name in used)}
    for one in root.iter():
        if one.get("id") in short:
            one.set("id", short[one.attrib["id"]])
        else:
            one.attrib.pop("id", None)
        for name, value in list(one.attrib.items()):
            if "#" in value:
                refers = _REFERENCE[name.endswith("href")]
                one.set(name, refers.sub(lambda found: short.get(found.group(), found.group()), value))
        if one.get("transform", "").startswith("rotate(-0 "):
            del one.attrib["transform"]
        for name in PLACED:
            if name in one.attrib:
                one.set(name, _short(one.attrib[name]))
        for held in one:
            held.tail = None
        if one.tag != f"{SVG}tspan" and not (one.text or "").strip():
            one.text = None
    _open_groups(root)
    _join_words(root)
    _join_lines(root)
    _share_font(root)
    _lift_styles(root)
    _share_styles(root)
    for one in root.iter():
        if "d" in one.attrib and not set(one.attrib["d"]) & set("CQA"):
            one.set("d", "".join(_steps(part) for part in re.findall(r"M[^M]*", one.attrib["d"])))
        if "style" in one.attrib:
            one.set("style", _tight(one.attrib["style"]))
        if one.tag == f"{SVG}style":
            one.text = _tight(one.text or "")
            one.attrib.pop("type", None)  # what it would be anyway
    drawn_again = Tree.tostring(root, encoding="unicode").replace(" />", "/>")
    return drawn_again.replace(f' xmlns:xlink="{XLINK[1:-1]}"', "").replace("xlink:href", "href")


def _tight(style: str) -> str:
    """Declarations without the spaces and quotes that nobody needs."""
    return re.sub(r"(?<=[:;,{]) |'", "", style)


def _short(placed: str) -> str:
    """Coordinates rounded, and of a line the points that are needed to see it."""
    rounded = _NUMBER.sub(lambda found: f"{float(found.group()):.{DECIMALS}f}".removesuffix(".0"), placed)
    words = " ".join(rounded.replace("-0 ", "0 ").split())
    if not words.startswith("M") or set(words) & set("CQA"):
        return words
    return " ".join(_thinned(part) for part in re.findall(r"M[^M]*", words))


def _thinned(part: str) -> str:
    """`M x y L x y ...` without the points that lie on the line between their neighbours, to within `SEEN`."""
    numbers = [float(word) for word in part.replace("M", "").replace("L", "").replace("z", "").split()]
    points = [complex(x, y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
    kept, first = [0], 0
    for last in range(2, len(points)):
        if not all(_near(points[j], points[first], points[last]) for j in range(first + 1, last)):
            first = last - 1
            kept.append(first)
    kept += [len(points) - 1] if len(points) > 1 else []
    places = " ".join(f"{points[j].real:g} {points[j].imag:g}" for j in kept)
    return f"M {places}{' z' if 'z' in part else ''}"


def _steps(part: str) -> str:
    """`M x y x y ... z`, each point but the first by its distance from the one before, in whole tenths: none drifts."""
    tenths = [round(10**DECIMALS * float(word)) for word in part.strip("M z").split()]
    steps = [*tenths[:2], *(here - before for before, here in zip(tenths, tenths[2:], strict=False))]
    words = [re.sub(r"^(-?)0\.", r"\1.", f"{step / 10**DECIMALS:g}") for step in steps]
    spaced = [f"{'' if j in (0, 2) or word[0] == '-' else ' '}{word}" for j, word in enumerate(words)]
    return f"M{''.join(spaced[:2])}{'l' if spaced[2:] else ''}{''.join(spaced[2:])}{'z' if 'z' in part else ''}"


def _near(point: complex, start: complex, stop: complex) -> bool:
    """Whether a point is within `SEEN` of the stretch from `start` to `stop`."""
    along = stop - start
    share = 0.0 if not along else ((point - start) * along.conjugate()).real / abs(along) ** 2
    return abs(point - start - min(1.0, max(0.0, share)) * along) <= SEEN


def _open_groups(parent: Tree.Element) -> None:
    """Groups without attributes give way to what they hold."""
    for one in list(parent):
        _open_groups(one)
        if one.tag == f"{SVG}g" and not one.attrib:
            place = list(parent).index(one)
            parent.remove(one)
            for j, held in enumerate(list(one)):
                parent.insert(place + j, held)


def _join_words(root: Tree.Element) -> None:
    """Letters of one line and style as one piece of text, each at its place."""
    for text in root.iter(f"{SVG}text"):
        before: Tree.Element | None = None
        for one in list(text):
            if not (one.text or "").strip():
                text.remove(one)
            elif before is not None and all(before.get(name) == one.get(name) for name in ("y", "style")):
                before.set("x", f"{before.get('x')} {one.get('x')}")
                before.text = f"{before.text}{one.text}"
                text.remove(one)
            else:
                before = one


def _join_lines(parent: Tree.Element) -> None:
    """Lines that follow each other and look the same as one path; a clip is part of the style."""
    before: Tree.Element | None = None
    for one in list(parent):
        _join_lines(one)
        if "style" in one.attrib and "clip-path" in one.attrib:
            one.set("style", f"{one.attrib['style']}; clip-path: {one.attrib.pop('clip-path')}")
        same = before is not None and one.attrib.keys() == before.attrib.keys() == {"d", "style"}
        if before is not None and same and "fill: none" in one.attrib["style"] and one.get("style") == before.get("style"):
            before.set("d", f"{before.attrib['d']} {one.attrib['d']}")
            parent.remove(one)
        else:
            before = one


def _lift_styles(root: Tree.Element) -> None:
    """The style of all members of a group as the group's own."""
    for group in root.iter(f"{SVG}g"):
        styles = {one.get("style") for one in group}
        if len(group) > 1 and len(styles) == 1 and None not in styles and "style" not in group.attrib:
            group.set("style", styles.pop() or "")
            for one in group:
                del one.attrib["style"]


def _share_font(root: Tree.Element) -> None:
    """The one font of a figure as that of all its text."""
    texts = [one for one in root.iter() if "font-family" in one.get("style", "")]
    fonts = {told.strip("; ") for one in texts for told in _FONT.findall(one.attrib["style"])}
    sheet = root.find(f"{SVG}defs/{SVG}style")
    if sheet is not None and len(fonts) == 1:
        sheet.text = f"{sheet.text or ''}text{{{fonts.pop()}}}"
        for one in texts:
            one.set("style", _FONT.sub("", one.attrib["style"]).strip("; "))


def _share_styles(root: Tree.Element) -> None:
    """Styles that occur more than once as classes."""
    counts = Counter(one.attrib["style"] for one in root.iter() if "style" in one.attrib)
    classes = {style: f"s{j}" for j, style in enumerate(style for style, count in counts.items() if count > 1)}
    for one in root.iter():
        if one.get("style") in classes:
            one.set("class", classes[one.attrib.pop("style")])
    sheet = root.find(f"{SVG}defs/{SVG}style")
    if sheet is not None:
        sheet.text = (sheet.text or "") + "".join(f".{name}{{{style}}}" for style, name in classes.items())
