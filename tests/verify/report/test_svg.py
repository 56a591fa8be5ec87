"""Figures in few bytes: what is seen stays."""

import re
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree

import matplotlib as mpl
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

mpl.use("Agg")
import matplotlib.pyplot as plt

from verify.report import svg
from verify.report.figures import STYLE, _shown


def drawn(x: np.ndarray, y: np.ndarray) -> str:
    with mpl.rc_context(STYLE):
        figure, axes = plt.subplots()
        axes.plot(x, y, label="a < b & c")
        axes.fill_between(x, y, y + 1)
        axes.legend()
        file = StringIO()
        figure.savefig(file, format="svg", metadata={"Date": None})
        plt.close(figure)
    return file.getvalue()


def points(path: str) -> np.ndarray:
    """The points of a curve, which may be told by their distances from each other."""
    found = np.array([float(word) for word in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", path)]).reshape(-1, 2)
    return found.cumsum(axis=0) if "l" in path else found


def longest(text: str) -> np.ndarray:
    """The curve with the most points."""
    return max((points(d) for d in re.findall(r' d="(M[\d. MLl\n-]+)"', text)), key=len)


def test_a_curve_is_where_it_was_in_fewer_points() -> None:
    x = np.linspace(0.0, 10.0, 400)
    before = drawn(x, np.sin(x))
    after = svg.lean(before)
    assert len(after) < len(before) / 2
    root = ElementTree.fromstring(after)
    assert "a < b & c" in {one.text for one in root.iter(f"{svg.SVG}text")}
    full, thin = longest(before), longest(after)
    assert len(thin) < len(full) / 2
    x = np.linspace(full[0, 0], full[-1, 0], 20_000)
    seen = np.column_stack([x, np.interp(x, thin[:, 0], thin[:, 1])])
    apart = max(np.hypot(*(seen - point).T).min() for point in full)
    assert apart < svg.SEEN + 10**-svg.DECIMALS


@given(st.lists(st.tuples(st.integers(-9999, 9999), st.integers(-9999, 9999)), min_size=1, max_size=30), st.booleans())
def test_steps_from_point_to_point_lead_where_the_points_are(places: list[tuple[int, int]], closed: bool) -> None:
    whole = np.array(places) / 10
    told = svg._steps("M " + " ".join(f"{x:g} {y:g}" for x, y in whole) + (" z" if closed else ""))
    assert np.array_equal(np.round(points(told), 1), whole)
    assert told.endswith("z") is closed


def test_a_hatched_bar_keeps_its_colours_and_its_pattern() -> None:
    """A pattern has its colours in attributes of their own, where they look like references, and a style refers to it."""
    with mpl.rc_context(STYLE):
        figure, axes = plt.subplots()
        axes.bar([1], [2], color="#3a50c3", edgecolor="white", hatch="////")
        file = StringIO()
        figure.savefig(file, format="svg", metadata={"Date": None})
        plt.close(figure)
    after = svg.lean(file.getvalue())
    assert "#3a50c3" in after
    patterns = [one.get("id") for one in ElementTree.fromstring(after).iter(f"{svg.SVG}pattern")]
    assert patterns
    assert {*patterns} <= {*re.findall(r"fill: ?url\(#(\w+)\)", after)} <= {*re.findall(r'id="(\w+)"', after)}


@pytest.mark.parametrize("ends", [(1.1, 1.9), (3.0, 4.0), (2.2, 60.0), (1e-7, 1e7), (5.01, 5.02)])
def test_every_logarithmic_axis_has_numbers(ends: tuple[float, float], tmp_path: Path) -> None:
    with mpl.rc_context(STYLE):
        figure, axes = plt.subplots()
        axes.loglog([1.0, 2.0], ends)
        axes.set_ylim(*ends)
        svg.save(figure, tmp_path / "one.svg")
        told = [axes.yaxis.get_major_formatter()(place, None) for place in axes.get_yticks() if ends[0] <= place <= ends[1]]
        plt.close(figure)
    written = {one.text for one in ElementTree.parse(tmp_path / "one.svg").iter(f"{svg.SVG}text")}
    assert len({*told}) >= 2
    assert {*told} <= written


def test_a_spike_stays() -> None:
    x = np.arange(100.0)
    y = np.where(x == 50, 1.0, 0.0)
    thin = longest(svg.lean(drawn(x, y)))
    assert thin[:, 1].max() - thin[:, 1].min() > 50


def test_what_is_referred_to_is_there() -> None:
    after = svg.lean(drawn(np.arange(9.0), np.arange(9.0) ** 2))
    names = set(re.findall(r'id="(\w+)"', after))
    assert set(re.findall(r"#(i\d+)", after)) == names
    assert set(re.findall(r'class="(\w+)"', after)) <= set(re.findall(r"\.(s\d+)\{", after))


@pytest.mark.parametrize(("value", "says"), [(1000.0, "1000"), (0.01, "0.01"), (1e-5, "10⁻⁵"), (2e6, "2·10⁶"), (0.0, "0")])
def test_numbers_at_an_axis(value: float, says: str) -> None:
    assert svg.power(value) == says


def test_the_same_figure_gives_the_same_bytes(tmp_path: Path) -> None:
    with mpl.rc_context(STYLE):
        figure, axes = plt.subplots()
        axes.loglog([1, 10, 1e5], [1, 2, 3e-6])
        for name in ("one.svg", "other.svg"):
            svg.save(figure, tmp_path / name, 0.1)
        plt.close(figure)
    assert (tmp_path / "one.svg").read_bytes() == (tmp_path / "other.svg").read_bytes()
    assert "10⁵" in (tmp_path / "one.svg").read_text("utf-8")


def test_a_violated_course_is_drawn_beside_the_repaired_one() -> None:
    def course(claim: str, variant: str, k: float) -> dict[str, object]:
        return {
            "claim": claim,
            "variant": variant,
            "problem": "well",
            "epsilon": 0.5,
            "k": [0.0, k],
            "running": {},
            "objectives": {},
        }

    courses = [course("a", "paper", 1.0), course("a", "repaired", 2.0), course("b", "repaired", 2.0), course("c", "paper", 3.0)]
    alone = {**course("d", "repaired", 1.0), "k": [0.0]}  # of one step: a point is no curve
    courses.append(alone)
    row = {"claim": "a", "variant": "paper", "problem": "well", "part": "i", "parameters": {"epsilon": 0.5}}
    names = {}
    for verdict in ("HOLDS", "VIOLATED"):
        shown = _shown({"courses": courses, "results": [{**row, "verdict": verdict}]})
        names[verdict] = [(one["claim"], one["variant"], more) for one, more in shown]
    assert names["HOLDS"] == [("a", "repaired", ""), ("c", "paper", "")]
    assert names["VIOLATED"] == [("a", "repaired", ""), ("a", "paper", "-paper"), ("c", "paper", "")]
