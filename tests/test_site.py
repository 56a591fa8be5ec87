"""The documentation as a site: nothing in it is loaded from elsewhere, and what it leads to is there."""

import json
import re
import shutil
import subprocess
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from docs import site
from verify.report import document

CHROMIUM = shutil.which("chromium")
#: attributes by which a page loads something
LOADS = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href", "object": "data"}


class Page(HTMLParser):
    def __init__(self, path: Path) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.leads: list[str] = []
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.loads += [given[LOADS[tag]] or ""] if LOADS.get(tag) in given else []
        self.leads += [given["href"] or ""] if tag == "a" and "href" in given else []


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of what the reference report says of two claims."""
    folder = tmp_path_factory.mktemp("site")
    whole = document.read(site.REFERENCE)
    some = {**whole, "studies": {}, "results": [row for row in whole["results"] if row["claim"] in ("lemma-1", "lemma-2")]}
    some["courses"] = [course for course in whole["courses"] if course["problem"] == "rational well"]  # the README shows it
    document.write(some, folder / "report.json")
    site.make(folder / "site", folder)
    return folder / "site"


def test_the_site_loads_nothing_from_elsewhere(built: Path) -> None:
    pages = {path: Page(path) for path in built.rglob("*.html")}
    assert len(pages) > 15
    assert [one for page in pages.values() for one in page.loads if "//" in one and not one.startswith("data:")] == []
    assert [path for path in built.rglob("*.css") if "url(http" in path.read_text(encoding="utf-8")] == []
    for path, page in pages.items():
        for address in page.leads:
            target = unquote(address.partition("#")[0])
            if target and ":" not in target and path.name != "404.html":
                assert (path.parent / target).exists(), f"{path.name} leads to {target}"


@pytest.mark.thorough
@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
def test_the_search_works_from_disk(built: Path, tmp_path: Path) -> None:
    """As a reader opens it: a file, no server, no network, no licence for pages from disk."""
    heard = "<head><script>faults=[];addEventListener('error',e=>faults.push(e.message||e.target.src),true)</script>"
    asked = """<pre id="said"></pre><script>addEventListener("load",()=>{
        const all=q=>[...document.querySelectorAll(q)], words=all("[data-md-component=search-query]")[0];
        all("#__search")[0].click(); words.focus(); words.value="confidence"; words.dispatchEvent(new KeyboardEvent("keyup"));
        setInterval(()=>all("#said")[0].textContent=JSON.stringify(
            [faults, all(".md-search-result__link").map(a=>a.getAttribute("href").split("/").pop())]), 100)})</script></body>"""
    page = (built / "index.html").read_text(encoding="utf-8")
    (built / "asked.html").write_text(page.replace("<head>", heard, 1).replace("</body>", asked), encoding="utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=20000", "--dump-dom"]
    flags += ["--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={tmp_path}"]
    command = [str(CHROMIUM), *flags, (built / "asked.html").as_uri()]
    done = subprocess.run(command, capture_output=True, text=True)
    (built / "asked.html").unlink()
    faults, found = json.loads(unescape(re.findall(r'<pre id="said">(.*?)</pre>', done.stdout)[0]))
    assert faults == []
    assert "statistics.html" in found


def test_the_gallery_tells_what_is_false() -> None:
    report = document.read(site.REFERENCE)
    figures = site.REFERENCE / "figures"
    told = site.gallery(report, figures)
    assert "[theorem-2]" in told
    assert "![theorem-2" in told
    assert "[lemma-2]" not in told  # nothing is wrong with it
    refuted = [{**entry, "status": "REFUTED"} if entry["claim"] == "lemma-2" else entry for entry in report["audit"]]
    assert "[lemma-2]" in site.gallery({**report, "audit": refuted}, figures)
