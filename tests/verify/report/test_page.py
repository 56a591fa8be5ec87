"""report.html: self-contained, nothing named in a file is markup, and in a real browser it works."""

import copy
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Sequence
from functools import cache
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import numpy as np
import pytest
import sympy as sp
from coloraide import Color
from latex2mathml.converter import convert
from pypdf import PdfReader

from theory.papers import find
from verify.report import document, html, markdown
from verify.report.cards import WORST, cards, found, matrix, worst
from verify.report.explore import SLIDERS, explored

REFERENCE = Path(__file__).parents[3] / "reports" / "reference"
CHROMIUM = shutil.which("chromium")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--allow-file-access-from-files", "--virtual-time-budget=20000",
)  # fmt: skip
NASTY = 'a <script>alert(1)</script> | "quoted" & $5_{x ]]> `well`'


@pytest.fixture(scope="module")
def report() -> dict[str, Any]:
    """What the reference report says of two theorems, with one problem renamed by somebody unfriendly."""
    whole = document.read(REFERENCE)
    wanted = ("theorem-2", "theorem-3")
    kept: dict[str, Any] = copy.deepcopy({**whole, "courses": [], "studies": {}})
    for name in ("results", "audit"):
        kept[name] = [row for row in kept[name] if row["claim"] in wanted]
    for row in kept["results"]:
        row["problem"] = NASTY if row["problem"] == "rational well" else row["problem"]
    claims = [claim for name in wanted for claim in find(name)]
    return {**kept, "claims": json.loads(json.dumps(document.stated(claims)))}


DRAWN = """<svg xmlns="http://www.w3.org/2000/svg" width="90pt" height="30pt">
<text x="1.5" y="20" style="font: 9px 'DejaVu Sans'">#pictured%</text></svg>"""
#: its data: two points of one series
FIGURE = {"name": "theorem-2-x", "caption": NASTY, "data": "panel\tseries\tx\ty\tvalue\n1 a\t<b>\t1\t2\t\n\t\t3\t4\t"}


@pytest.fixture(scope="module")
def page(report: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    (folder / "theorem-2-x.svg").write_text(DRAWN, "utf-8")
    (folder / "report.html").write_text(html.render(report, folder, [FIGURE]), "utf-8")
    return folder / "report.html"


class _Addresses(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.found: list[str] = []
        self.pictures: list[str | None] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.found += [value or "" for name, value in attrs if name in ("src", "href")]
        if tag == "img":
            self.pictures.append(dict(attrs).get("alt"))


def test_the_page_loads_nothing_and_takes_nothing_for_markup(page: Path) -> None:
    read = _Addresses()
    read.feed(page.read_text("utf-8"))
    assert [address for address in read.found if not address.startswith(("#", "data:"))] == []
    assert read.tags.count("script") == 1  # the page's own
    assert read.pictures == [NASTY]
    assert "math" in read.tags


def test_what_the_kernel_has_seen_is_marked(page: Path, report: dict[str, Any]) -> None:
    text, marks = page.read_text("utf-8"), [mark for entry in report["audit"] for mark in entry["kernel"] if mark]
    assert marks
    assert text.count('<span class="soft">Coq: ') == len(marks)
    assert {entry["step"] for entry in report["audit"] if any(entry["kernel"])} <= set(
        re.findall(r"<title>(\S+): .*; Coq: ", text)
    )


def test_every_applicable_row_is_on_the_page_and_in_the_matrix(page: Path, report: dict[str, Any]) -> None:
    applicable = [row for row in report["results"] if row["verdict"] != "INAPPLICABLE"]
    assert page.read_text("utf-8").count("<tr data-claim=") == len(applicable)
    problems, cells = matrix(report["results"])
    assert sum(len(rows) for line in cells.values() for rows in line.values()) == len(applicable)
    assert NASTY in problems


def test_a_cell_shows_the_worst_verdict() -> None:
    for place, verdict in enumerate(WORST):
        assert worst(WORST[place:][::-1]) == verdict


def test_one_changed_verdict_changes_the_line_and_the_sentence(report: dict[str, Any]) -> None:
    """A summary that overlooks a single violation is worth nothing."""
    held = next(line for line in found(report["results"]) if line.verdict == "HOLDS" and line.variant == "repaired")
    changed = copy.deepcopy(report)
    same = ("claim", "variant", "problem")
    row = next(
        row
        for row in changed["results"]
        if all(row[name] == getattr(held, name) for name in same) and row["verdict"] == "HOLDS" and "/" not in row["part"]
    )
    row.update(verdict="VIOLATED", ratio=1.5, known=False)
    (line,) = [line for line in found(changed["results"]) if all(getattr(line, name) == getattr(held, name) for name in same)]
    assert (line.verdict, line.parts) == ("VIOLATED", row["part"])
    (said,) = [
        line for card in cards(changed) for line in card.lines if (card.claim, line.variant) == (held.claim, held.variant)
    ]
    assert said.worst == "VIOLATED"
    assert f"Violated: {row['part']} on “{held.problem}”" in said.sentence
    assert "(known)" not in said.sentence


def test_every_row_of_the_markdown_has_the_columns_of_its_table(report: dict[str, Any]) -> None:
    """A name that holds a pipe or a tag stays in its cell."""
    text = markdown.render({**report, "studies": {}}, [])
    assert "<script>" not in text
    tables = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
    assert any("script" in table for table in tables)
    for table in tables:
        widths = {len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}
        assert len(widths) == 1, table[:300]


@pytest.fixture
def browse(page: Path, tmp_path: Path) -> Callable[[str, int], Any]:
    """`browse(script, width)`: what an expression gives in the page, shown in a frame of that width, and what went wrong."""
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")

    def look(script: str, width: int) -> Any:
        text = page.read_text("utf-8")
        heard = "<script>window.faults=[];addEventListener('error',e=>faults.push(e.message));"
        heard += "addEventListener('securitypolicyviolation',e=>faults.push(e.blockedURI))</script>"
        tail = f"<script>window.answer=()=>({script})</script></body>"
        (tmp_path / "inner.html").write_text(text.replace("<body>", "<body>" + heard).replace("</body>", tail), "utf-8")
        outer = f"""<iframe src="inner.html" width="{width}" height="800"></iframe><pre id="said"></pre><script>
        addEventListener("load",()=>{{const w=document.querySelector("iframe").contentWindow;
        document.getElementById("said").textContent=JSON.stringify([w.faults,w.answer()])}})</script>"""
        (tmp_path / "outer.html").write_text(outer, "utf-8")
        command = [CHROMIUM, *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", "--window-size=1400,900", "--dump-dom"]
        done = subprocess.run(
            [*map(str, command), (tmp_path / "outer.html").as_uri()], capture_output=True, text=True, timeout=300
        )
        faults, answer = json.loads(unescape(re.findall(r'<pre id="said">(.*?)</pre>', done.stdout, re.DOTALL)[0]))
        assert faults == []
        return answer

    return look


@pytest.mark.thorough
def test_on_paper_everything_is_there(page: Path, report: dict[str, Any], tmp_path: Path) -> None:
    """What is folded is open, also where no script runs, and nothing is beyond the edge of a sheet."""
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    short = {**report, "results": report["results"][::12], "problems": report["problems"][::6]}
    short["audit"] = [entry for entry in report["audit"] if entry["claim"] == "theorem-3"]
    text = re.sub(r"<script>.*?</script>", "", html.render(short, page.parent, [FIGURE]), flags=re.DOTALL)
    (tmp_path / "page.html").write_text(text, "utf-8")
    printed = tmp_path / "page.pdf"
    command = [CHROMIUM, *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={printed}"]
    subprocess.run([*command, (tmp_path / "page.html").as_uri()], capture_output=True, timeout=300, check=True)
    sheets = PdfReader(printed).pages
    beyond: list[tuple[float, str]] = []

    def place(text: str, ground: Sequence[float], own: Sequence[float], *_: Any) -> None:
        x = own[4] * ground[0] + own[5] * ground[2] + ground[4]
        if text.strip() and not 0 <= x <= float(sheets[0].mediabox.width):
            beyond.append((x, text))

    told = "".join("".join(sheet.extract_text(visitor_text=place).split()) for sheet in sheets)
    assert beyond == []
    wanted = [f"{entry['step']} {entry['variant']}: {entry['status']}" for entry in short["audit"]]  # in folds within folds
    wanted += [row["reason"] for row in short["results"] if row["verdict"] == "VIOLATED" and row["reason"]]
    wanted += [problem["region"]["argument"] for problem in short["problems"] if "region" in problem]
    wanted += [problem["sha256"] for problem in short["problems"]] + [report["content"]]
    assert [one for one in wanted if "".join(one.split()) not in told] == []


def test_on_paper_every_picture_is_there(report: dict[str, Any], tmp_path: Path) -> None:
    """Also one that stands in a fold and was never near."""
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    (tmp_path / "study.svg").write_text(DRAWN, "utf-8")
    study = {"title": "a study", "text": "text\n\n" * 200, "figures": [{**FIGURE, "name": "study"}]}
    none = {**report, "results": [], "claims": [], "audit": [], "problems": []}
    (tmp_path / "page.html").write_text(html.render(none, tmp_path, [], [study]), "utf-8")
    printed = tmp_path / "page.pdf"
    command = [CHROMIUM, *FLAGS, f"--user-data-dir={tmp_path / 'profile'}", f"--print-to-pdf={printed}"]
    subprocess.run([*command, (tmp_path / "page.html").as_uri()], capture_output=True, timeout=300, check=True)
    assert sum(sheet.extract_text().count("#pictured%") for sheet in PdfReader(printed).pages) == 1


#: letters of the sliders at random, over two decades about 1
POINTS = np.random.default_rng(0).uniform(-1.0, 1.0, (1000, len(SLIDERS)))


@pytest.mark.thorough
def test_in_a_browser_the_page_does_what_it_shows(browse: Callable[[str, int], Any], report: dict[str, Any]) -> None:
    """Fits a phone, filters, opens a cell, opens a step from the graph, opens all for print, computes what Python computes."""
    names = [letter.name for letter in SLIDERS]
    points = [dict(zip(names, point, strict=True)) for point in (10.0**POINTS).tolist()]
    script = """(()=>{
      const closed=document.querySelector(".graph a:not(.other)"), step=closed.getAttribute("href").slice(1);
      closed.dispatchEvent(new MouseEvent("click",{bubbles:true}));
      let opened=true;
      for(let e=document.getElementById(step); e; e=e.parentElement) if(e.tagName==="DETAILS"&&!e.open) opened=false;
      const slider=document.querySelector(".explore input[name=epsilon]");
      const cell=()=>slider.closest(".explore").querySelector("tbody").textContent;
      const still=cell(); slider.value=-1; slider.dispatchEvent(new Event("input")); const moved=cell()!==still;
      dispatchEvent(new Event("beforeprint")); const printed=[...document.querySelectorAll("details")].every(p=>p.open)
        && document.querySelectorAll(".drawn img").length===1 && !document.querySelector("noscript");
      const points=POINTS, computed=Object.fromEntries(Object.entries(BOUNDS).map(([k,f])=>[k,points.map(p=>f(p))]));
      const all=q=>[...document.querySelectorAll(q)], shown=()=>all(".matrix tbody tr").filter(r=>!r.hidden).length;
      for(const part of all("details")) part.open=true;
      document.querySelector(".data > summary").click(); const data=all(".data td").map(cell=>cell.textContent);
      const before=shown(), words=document.getElementById("words");
      words.value="theorem-3 repaired"; words.dispatchEvent(new Event("input")); const after=shown();
      document.querySelector(".matrix tbody tr:not([hidden]) button").click();
      return {data, opened, moved, printed, computed, fits:document.documentElement.scrollWidth<=innerWidth, before, after,
        open:document.getElementById("cell").open, rows:all("#cell-rows tr").length, width:innerWidth}})()"""
    answer = browse(script.replace("POINTS", json.dumps(points)), 360)
    assert answer["opened"]
    assert answer["data"] == ["1 a", "<b>", "1", "2", "", "1 a", "<b>", "3", "4", ""]
    assert answer["moved"]
    assert answer["printed"]
    told = explored(report)
    assert {one.key for one in told} == {"theorem-2:paper", "theorem-2:repaired"} == set(answer["computed"])
    for one in told:
        for given, shown in zip(points, answer["computed"][one.key], strict=True):
            _compare(one.formulas, given, shown[0])
            _compare(one.best, given, shown[1])
    assert answer["width"] == 360
    assert answer["fits"]
    assert (answer["before"], answer["after"]) == (4, 1)
    assert answer["open"]
    assert answer["rows"] >= 1


@cache
def _python(formula: sp.Expr) -> tuple[list[str], Callable[..., float]]:
    symbols = sorted(formula.free_symbols, key=str)
    return [s.name for s in symbols], sp.lambdify(symbols, formula, "math")


def _compare(formulas: Sequence[tuple[str, sp.Expr]], given: dict[str, float], found: dict[str, float]) -> None:
    """Python's value of each formula from the browser's values of the letters before it."""
    values = dict(given)
    for name, formula in formulas:
        symbols, compute = _python(formula)
        expected = compute(*(values[s] for s in symbols))
        if name == "T":  # rounded up: a last digit may move it by one
            assert abs(found[name] - expected) <= 1.0 + 1e-12 * expected
        else:
            assert found[name] == pytest.approx(expected, rel=1e-12)
        values[name] = found[name]


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
def test_words_can_be_read_in_both_schemes(scheme: int) -> None:
    """WCAG 2 AA: a contrast of at least 4.5 between every ink and both papers."""
    style = (Path(html.__file__).parent / "templates" / "report.css").read_text("utf-8")
    root = re.findall(r":root\{(.*?)\}", style, re.DOTALL)[scheme]
    colours = {name: value if len(value) == 7 else "#" + "".join(2 * c for c in value[1:])
               for name, value in re.findall(r"--(\w+):(#\w+)", root)}  # fmt: skip
    for paper in ("paper", "panel"):
        for ink in ("ink", "soft", "link", "holds", "violated", "undecided", "inapplicable"):
            assert Color(colours[ink]).contrast(colours[paper]) >= 4.5, (ink, paper)


@pytest.mark.parametrize(
    "latex",
    [
        r"\frac{a}{b} < c \& d > e",
        r"\mathbb{E} \lVert x_k \rVert^2 \le \lambda",
        r"x'",
        r"a + \left(b - \left[c\right]\right)^2",
    ],
)
def test_a_formula_is_short_and_its_signs_are_no_markup(latex: str) -> None:
    whole, short = (ElementTree.fromstring(drawn) for drawn in (convert(latex), html.math(latex)))
    shown, told = ([node for node in drawn.iter() if node.text] for drawn in (short, whole))
    assert [node.text for node in shown] == [node.text for node in told]
    assert [node.tag for node in shown] == [node.tag.partition("}")[2] for node in told]
    fractions = [[len(node) for node in drawn.iter() if node.tag.endswith("mfrac")] for drawn in (short, whole)]
    assert fractions[0] == fractions[1] == [2] * latex.count("frac")
    assert "xmlns" not in html.math(latex)
    assert not re.search(r"&#x(?!27;)", html.math(latex))  # an apostrophe stays a number


def test_brackets_lose_what_is_taken_for_granted_of_them_at_the_ends_of_a_row_alone() -> None:
    drawn = html.math(r"a + \left(b - \left[c\right]\right)^2")
    assert "<mrow><mo>(</mo><mi>b</mi>" in drawn
    assert "<mrow><mo>[</mo><mi>c</mi><mo>]</mo></mrow><mo>)</mo></mrow>" in drawn
    middle = '<mrow><mi>a</mi><mo stretchy="true" fence="true" form="prefix">(</mo><mi>b</mi></mrow>'
    assert html._AT_END.sub("<mo>", middle) == middle
