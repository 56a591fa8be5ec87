"""The table of docs/constants.md says what certification finds today (`python -m benchmarks.constants` writes it)."""

import math
from pathlib import Path

import pytest

from problems.certify import certify
from problems.load import build, shipped

PAGE = Path(__file__).parents[3] / "docs" / "constants.md"


def rows():
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    first = next(i for i, line in enumerate(lines) if line.startswith("| family | file | constant |")) + 2
    found = {}
    for line in lines[first:]:
        if not line.startswith("|"):
            break
        family, file, name, declared, ends, width, method, _ = (
            cell.strip() for cell in line.replace("\\|", "/").strip("|").split("|")
        )
        found[file, name] = family, declared, tuple(float(end) for end in ends.strip("[]").split(",")), width, method
    return found


def test_the_page_has_every_shipped_file():
    assert {file for file, _ in rows()} == {path.stem for path in shipped()}


@pytest.mark.parametrize("path", shipped(), ids=lambda path: path.stem)
def test_the_page_is_current(path):
    problem = build(path)
    written = {name: row for (file, name), row in rows().items() if file == path.stem}
    certificate = certify(problem)
    assert list(written) == list(certificate.names)
    for c in certificate.constants:
        family, declared, ends, width, method = written[c.name]
        assert family == problem.family.name
        assert declared == ("" if c.declared is None else f"{c.declared:g}")
        assert method == c.enclosure.method.replace("|", "/")
        # six digits are printed; what a search finds may differ in the fourth elsewhere
        for end, now in zip(ends, (c.enclosure.lower, c.enclosure.upper), strict=True):
            assert end == now or math.isclose(end, now, rel_tol=5e-3 if c.enclosure.width > 1e-6 else 1e-5), (c.name, ends)
        assert (width == "exact") == (c.enclosure.width == 0)
