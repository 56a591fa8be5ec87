"""The front door: docs/api.md is a script that prints what the page says, without a guard; names, faults, threads."""

import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import verify
from problems.errors import InputError
from tests import lab
from verify import api
from verify.api import Report, open_report
from verify.decide.verdict import Result

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.thorough
def test_the_page_is_a_script_that_prints_what_it_says(tmp_path: Path) -> None:
    (tmp_path / "well.toml").write_text(blocks("toml")[0], encoding="utf-8")
    (tmp_path / "script.py").write_text("".join(blocks("python")), encoding="utf-8")
    done = subprocess.run([sys.executable, "script.py"], cwd=tmp_path, capture_output=True, text=True)
    assert done.stdout == "".join(blocks("text")), done.stderr
    assert done.returncode == 0


def test_every_function_of_the_door_is_in_the_page() -> None:
    assert re.findall(r"^\| `(\w+)\(", PAGE, re.MULTILINE) == [
        "load",
        "certify",
        "bound",
        "decide",
        "audit",
        "cover",
        "open_report",
    ]
    assert sorted(verify.__all__) == ["audit", "bound", "certify", "cover", "decide", "load", "open_report"]
    with pytest.raises(AttributeError, match="no attribute 'simulated'"):
        _ = verify.simulated


def test_a_name_is_the_function_whatever_was_imported_before() -> None:
    use = "from verify import decide\ntry: decide('lemma-1', 'nowhere.toml')\nexcept Exception as error: print(error)"
    code = f"import verify.decide.plan\n{use}"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("nowhere.toml does not exist")


def test_results_are_data_and_threads_agree(tmp_path: Path) -> None:
    well = lab.problem(tmp_path, {"target": {"epsilon": 0.8}})

    def rows() -> list[object]:
        return [{**row.to_dict(), "seconds": 0} for row in api.decide("lemma-1:repaired", well, runs=64, max_runs=64)]

    with ThreadPoolExecutor(2) as pool:
        first, second = (pool.submit(rows).result() for _ in range(2))
    assert json.dumps(first) == json.dumps(second)
    assert {row["verdict"] for row in first} == {"HOLDS"}
    (laid,) = api.bound("theorem-2:repaired", well)
    assert json.loads(json.dumps(laid.to_dict()))["bounds"] == laid.bounds
    false = api.bound("theorem-2:paper", well, epsilon=1e-12)
    assert all(one.bounds == {} and one.refusal for one in false if one.refusal)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: api.load("nowhere.toml"), "nowhere.toml does not exist"),
        (lambda: api.bound("theorem-9", "nowhere.toml"), "claim 'theorem-9' is not known"),
        (lambda: api.audit("theorem-9"), "claim 'theorem-9' is not known"),
        (lambda: api.cover("theorem-2", [], "x.toml", "jax"), "convention='jax' must be one of torch, optax, keras, paper"),
        (lambda: api.decide("theorem-2", "x.toml", papers=["nowhere"]), "nowhere is not a folder"),
    ],
)  # fmt: skip
def test_bad_input_is_one_line(call: object, says: str) -> None:
    with pytest.raises(InputError, match=re.escape(says)) as found:
        call()
    assert "\n" not in str(found.value)


def test_a_report_is_opened_with_typed_rows_and_an_altered_one_refused(tmp_path: Path) -> None:
    reference = Path(__file__).parents[2] / "reports" / "reference"
    report = open_report(reference)
    assert len(report.results) == len(report.to_dict()["results"])
    assert {type(row) for row in report.results} == {Result}
    shown = report._repr_html_()
    assert report.id in shown
    assert "theorem-2:repaired" in shown
    assert list(report.to_frame()["verdict"]) == [row.verdict for row in report.results]
    assert "<script" not in Report({**report.document, "id": "<script>"}, ())._repr_html_()
    text = (reference / "report.json").read_text("utf-8")
    (tmp_path / "report.json").write_text(text.replace('"seed":0', '"seed":1', 1), encoding="utf-8")
    with pytest.raises(InputError, match="seed"):
        open_report(tmp_path)
