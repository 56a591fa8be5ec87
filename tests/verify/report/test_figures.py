"""Which figures a report has."""

from pathlib import Path
from typing import Any

import pytest

from verify.report import figures


@pytest.mark.parametrize(("upper", "drawn"), [(3.0, ["tightness"]), (None, []), ("inf", [])])
def test_an_interval_without_end_is_not_drawn(upper: Any, drawn: list[str], tmp_path: Path) -> None:
    row = {
        "claim": "c", "variant": "paper", "problem": "p", "part": "i", "terms": {}, "bound": 1.0, "ratio": 2.0,
        "verdict": "VIOLATED", "parameters": {"epsilon": 1.0},
        "measured": {"lower": 1.0 if upper is not None else None, "upper": upper, "mean": 2.0},
    }  # fmt: skip
    document = {"results": [row], "courses": [], "problems": []}
    assert [one["name"] for one in figures.render(document, tmp_path)] == drawn
