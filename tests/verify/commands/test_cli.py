"""The command line: exit statuses, one-line errors, reports that can be cited, killed runs that can be resumed."""

import functools
import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from problems.load import shipped
from tests import lab
from tests.calls import program
from verify.report import document
from verify.report.document import SCHEMA
from verify.report.seal import TIMES, altered, identity

ROOT = Path(__file__).parents[3]
FAST = ["--runs", "256", "--max-runs", "256", "--workers", "1", "--quiet"]
#: part (i) is decided with 256 runs at this accuracy
EASY = {"target": {"epsilon": 0.8}}


def begin(*words: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "verify", *map(str, words)]
    # a shell's background job has Ctrl-C ignored, and its children with it: here it is to be heard
    heard = functools.partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    return subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=heard)


@pytest.fixture(autouse=True)
def _no_figures(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Figures are drawn where a test is about them; everywhere else they only take time."""
    if "render" not in request.node.name:
        monkeypatch.setattr("verify.report.figures.render", lambda *_: [])


def well(folder: Path, changes: lab.Tables | None = None, base: lab.Tables = lab.WELL) -> Path:
    path = folder / "well.toml"
    path.write_text(lab.toml(changes or {}, base), encoding="utf-8")
    return path


def report(out: Path) -> dict[str, Any]:
    return document.read(out)


def timeless(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: timeless(v) for k, v in value.items() if k not in TIMES}
    return [timeless(v) for v in value] if isinstance(value, list) else value


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished report of theorem 2 on the easy well."""
    folder = tmp_path_factory.mktemp("finished")
    done = program("run", "theorem-2", "-p", well(folder, EASY), "--out", folder / "out", *FAST)
    assert done.returncode == 0, done.stderr
    return folder


PARTS = ("i", "eq-18", "eq-18.T", "ii.a", "ii.b", "iii", "A1.m", "A1.n", "A1.x", "eq-16", "step-6")


def test_what_a_result_holds(finished: Path) -> None:
    found = report(finished / "out")
    assert found["schema"] == SCHEMA
    assert found["complete"] is True
    assert found["id"] == identity(found)
    assert altered(found) == []
    assert {"command", "seed", "versions", "machine", "git_commit", "error_rate", "created", "seconds"} <= found.keys()
    assert [(r["variant"], r["part"]) for r in found["results"]] == [
        (variant, part) for variant in ("paper", "repaired") for part in PARTS
    ]
    for row in found["results"]:
        assert {
            "claim", "variant", "part", "problem", "algorithm", "verdict", "measured", "bound", "ratio", "hypotheses",
            "parameters", "witness", "seconds",
        } <= row.keys()  # fmt: skip
        assert row["measured"].keys() == {"mean", "lower", "upper", "runs"}
        assert all({"name", "status", "value", "limit"} <= h.keys() for h in row["hypotheses"])
        if row["kind"] == "expectation":
            assert row["measured"]["lower"] <= row["measured"]["mean"] <= row["measured"]["upper"]
            assert row["ratio"] == pytest.approx(row["measured"]["mean"] / row["bound"])
            decided = {"HOLDS": row["measured"]["upper"] <= row["bound"], "VIOLATED": row["measured"]["lower"] > row["bound"]}
            assert decided.get(row["verdict"], not any(decided.values()))
        if row["part"] == "eq-18":
            assert sum(row["terms"].values()) == pytest.approx(row["bound"], rel=1e-12)
    holds = {r["part"] for r in found["results"] if r["verdict"] == "HOLDS"}
    assert {"i", "eq-16"} <= holds


@pytest.mark.parametrize(
    "options",
    [["--backend", "numpy"], ["--backend", "compiled", "--workers", "2"]],
    ids=lambda o: "-".join(o[1::2]),
)
def test_the_same_seed_gives_the_same_report(finished: Path, options: list[str], tmp_path: Path) -> None:
    words = [w for w in FAST if "--workers" not in options or w not in ("--workers", "1")]
    done = program("run", "theorem-2", "-p", finished / "well.toml", "--out", tmp_path, *words, *options)
    assert done.returncode == 0, done.stderr
    assert json.dumps(timeless(report(tmp_path))) == json.dumps(timeless(report(finished / "out")))


def test_another_seed_gives_another_report(finished: Path, tmp_path: Path) -> None:
    program("run", "theorem-2", "-p", finished / "well.toml", "--out", tmp_path, *FAST, "--seed", 1)
    one, other = report(finished / "out"), report(tmp_path)
    assert one["id"] != other["id"]
    for a, b in zip(one["results"], other["results"], strict=True):
        # the worst state of a conditional part may be a corner, and the least slack of an identity is 0: no seed moves them
        assert a["kind"] != "expectation" or a["measured"]["mean"] != b["measured"]["mean"]
        assert a["bound"] == b["bound"]


def test_render_gives_the_same_views(finished: Path, tmp_path: Path) -> None:
    out = finished / "out"
    (tmp_path / "report.json").write_bytes((out / "report.json").read_bytes())
    assert program("render", tmp_path / "report.json").returncode == 0
    assert (tmp_path / "report.md").read_bytes() == (out / "report.md").read_bytes()
    drawn = sorted(p.name for p in (out / "figures").iterdir())
    assert any(name.endswith(".svg") for name in drawn)
    assert drawn == sorted(p.name for p in (tmp_path / "figures").iterdir())
    for name in drawn:
        assert (tmp_path / "figures" / name).read_bytes() == (out / "figures" / name).read_bytes(), name
    text = (out / "report.md").read_text(encoding="utf-8")
    assert report(out)["id"] in text
    assert all(verdict in text for verdict in {r["verdict"] for r in report(out)["results"]})


PLANTS = [("eq-18=0.1", "eq-18"), ("eq-18/noise floor=0", "eq-18"), ("eq-16=0.1", "eq-16"), ("i=1e-3", "i")]


@pytest.mark.parametrize(("wish", "part"), [PLANTS[0], PLANTS[2], PLANTS[3]])
def test_a_planted_falsehood_is_violated(wish: str, part: str, tmp_path: Path) -> None:
    done = program("run", "theorem-2", "-p", well(tmp_path, EASY), "--out", tmp_path / "o", "--scale-bound", wish, *FAST)
    assert done.returncode == 1, done.stderr
    rows = report(tmp_path / "o")["results"]
    assert {r["variant"] for r in rows} == {"planted"}
    assert [r["part"] for r in rows if r["verdict"] == "VIOLATED"] == [part]
    witness = next(r["witness"] for r in rows if r["part"] == part)
    assert (witness is not None and 0 <= witness["run"] < 256 and witness["violations"] > 0) == (part == "eq-16")


def test_a_planted_falsehood_in_the_repaired_variant_is_not_lost(tmp_path: Path) -> None:
    words = ["theorem-2:repaired", "-p", well(tmp_path, EASY), "--out", tmp_path / "o", "--scale-bound", "i=1e-3", *FAST]
    assert program("run", *words).returncode == 1


def test_a_falsehood_planted_on_resume_is_checked_anew(tmp_path: Path) -> None:
    """The runs of an honest invocation are on disk; what they say of another inequality is not."""
    words = ["run", "theorem-2:paper", "-p", well(tmp_path, EASY), "--out", tmp_path / "o", *FAST]
    assert program(*words).returncode == 0
    assert program(*words, "--resume", "--scale-bound", "eq-16=0.1").returncode == 1


def test_a_known_violation_is_reported_and_forgiven(tmp_path: Path) -> None:
    known = {**EASY, "known": {"violated": ["theorem-2:planted eq-18"]}}
    words = ["-p", well(tmp_path, known), "--out", tmp_path / "o", *FAST]
    assert program("run", "theorem-2", *words, "--scale-bound", "eq-18=0.1").returncode == 0
    row = next(r for r in report(tmp_path / "o")["results"] if r["part"] == "eq-18")
    assert (row["verdict"], row["known"]) == ("VIOLATED", True)
    assert program("run", "theorem-2", *words, "--scale-bound", "i=1e-3", "--force").returncode == 1


ROTATED = ROOT / "problems" / "rotated_quadratic.toml"
WELL_FILE = ROOT / "problems" / "rational_well.toml"
BAD = {
    "covering a claim in stages": [
        "cover",
        "theorem-4",
        "--torch",
        "lr=0.01",
        "-p",
        WELL_FILE.with_name("stagewise_well.toml"),
    ],
    "unknown claim": ["run", "theorem-99", "-p", WELL_FILE],
    "nothing that is measured": ["run", "lemma-3"],
    "nothing that is measured on a file": ["run", "lemma-3", "-p", WELL_FILE],
    "unknown part": ["run", "theorem-2", "-p", WELL_FILE, "--scale-bound", "vii=0.5"],
    "unknown term": ["run", "theorem-2", "-p", WELL_FILE, "--scale-bound", "eq-18/none=0.5"],
    "negative factor": ["run", "theorem-2", "-p", WELL_FILE, "--scale-bound", "eq-18=-1"],
    "nan factor": ["run", "theorem-2", "-p", WELL_FILE, "--scale-bound", "eq-18=nan"],
    "no factor": ["run", "theorem-2", "-p", WELL_FILE, "--scale-bound", "eq-18"],
    "error rate": ["run", "theorem-2", "-p", WELL_FILE, "--error-rate", "1"],
    "epsilon": ["run", "theorem-2", "-p", WELL_FILE, "--epsilon", "0"],
    "epsilon that is none": ["bound", "theorem-2", "-p", WELL_FILE, "--epsilon", "nan"],
    "no such file": ["run", "theorem-2", "-p", "nowhere.toml"],
    "back end": ["run", "theorem-2", "-p", ROTATED, "--backend", "compiled"],
    "twice the same problem": ["run", "theorem-2", "-p", WELL_FILE, "-p", WELL_FILE],
    "no mu for theorem 4": ["run", "theorem-4", "-p", ROOT / "problems" / "sigmoid_breast_cancer.toml"],
    "no stages for theorem 4": ["run", "theorem-4", "-p", WELL_FILE],
    "nothing to render": ["render", "nowhere"],
    "show": ["show", "lemma-99"],
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_one_line_and_status_2(case: str, tmp_path: Path) -> None:
    words = [*BAD[case], *(["--out", tmp_path / "out"] if BAD[case][0] == "run" else [])]
    done = program(*words)
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) == 1, done.stderr
    assert done.stderr.startswith("adamw-verify: ")
    assert not (tmp_path / "out" / "report.json").exists()


def test_a_constant_that_is_too_small_is_refused_before_anything_runs(tmp_path: Path) -> None:
    path = well(tmp_path, {"constants": {"c_inf": 0.5}})
    done = program("run", "theorem-2", "-p", path, "--out", tmp_path / "o")
    assert done.returncode == 2
    assert all(word in done.stderr for word in ("c_inf=0.5", "at least 0.94", "well.toml", "[constants] c_inf"))
    assert not (tmp_path / "o").exists()


SLOW = {"target": {"epsilon": 0.35}}
SLOW_WORDS = ["--runs", "128", "--max-runs", "128", "--quiet"]


def wait_for(what: Any, process: subprocess.Popen[str]) -> None:
    end = time.monotonic() + 600
    while not what():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.mark.thorough
def test_a_killed_run_is_readable_and_can_be_resumed(tmp_path: Path) -> None:
    words = ["run", "theorem-2", "-p", well(tmp_path, EASY), "-p", WELL_FILE, *SLOW_WORDS, "--workers", 2]
    killed = begin(*words, "--out", tmp_path / "killed")
    wait_for((tmp_path / "killed" / "report.json").exists, killed)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    partial = report(tmp_path / "killed")
    assert partial["complete"] is False
    assert partial["id"] == identity(partial)
    assert 6 <= len(partial["results"]) < 24
    resumed = program(*words, "--out", tmp_path / "killed", "--resume")
    undisturbed = program(*words, "--out", tmp_path / "whole")
    assert resumed.returncode == undisturbed.returncode
    assert timeless(report(tmp_path / "killed")) == timeless(report(tmp_path / "whole"))
    assert not list((tmp_path / "killed").rglob("*.part"))


@pytest.mark.thorough
def test_an_interrupt_writes_what_is_finished_and_exits_130(tmp_path: Path) -> None:
    words = ["run", "theorem-2", "-p", well(tmp_path, EASY), "-p", WELL_FILE, *SLOW_WORDS, "--epsilon", "0.3"]
    words += ["--workers", 1, "--backend", "numpy", "--max-steps", "10000000"]
    process = begin(*words, "--out", tmp_path / "o")
    wait_for((tmp_path / "o" / "report.json").exists, process)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    asked = time.monotonic()
    _, errors = process.communicate(timeout=600)
    assert process.returncode == 130, errors
    assert time.monotonic() - asked < 15  # it does not wait for the batches under way
    assert "interrupted" in errors
    assert "Traceback" not in errors
    assert report(tmp_path / "o")["complete"] is False


@pytest.mark.thorough
def test_an_interrupt_before_the_first_result(tmp_path: Path) -> None:
    process = begin("run", "-p", WELL_FILE, "--out", tmp_path / "o")
    wait_for((tmp_path / "o" / ".adamw-verify" / "state").exists, process)
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=600)
    assert process.returncode == 130, errors
    # what does not apply is known before anything runs
    assert {row["verdict"] for row in report(tmp_path / "o")["results"]} <= {"INAPPLICABLE"}
    assert report(tmp_path / "o")["complete"] is False


def test_bound_prints_what_the_theorem_prescribes() -> None:
    done = program("bound", "theorem-2:paper", "--problem", WELL_FILE, "--epsilon", "0.1")
    assert done.returncode == 0
    # by hand: c_1 = 1, c_2 = sqrt(1.9025), sigma = 0.95, Delta = 10 * 0.8
    c_2 = 1.9025**0.5
    beta_1 = 0.01 / (3 * c_2 * 0.9025)
    eta = 0.01 / (6 * c_2 * 0.9025 * 2) * c_2**-0.5
    printed = dict(line.split(None, 1) for line in done.stdout.splitlines() if len(line.split()) == 2)
    assert float(printed["beta_1"]) == pytest.approx(beta_1, rel=1e-6)
    assert float(printed["eta"]) == pytest.approx(eta, rel=1e-6)
    assert float(printed["T"]) == pytest.approx(max(6 * c_2 * 8 / (eta * 0.01), 3 * c_2 * 0.9025 / (beta_1 * 0.01)), abs=1.0)


def test_list_and_show() -> None:
    listed = program("list")
    assert listed.returncode == 0
    assert sum("theorem-2" in line for line in listed.stdout.splitlines()) == 2
    shown = program("show", "theorem-2:paper")
    assert shown.returncode == 0
    for word in ("hypotheses", "prescription", "Eq. 18", "mu_v", "source", "appendix G.2", "false (theorem_2_paper_false"):
        assert word in shown.stdout


def test_the_commands_own_line_reproduces_the_report(finished: Path) -> None:
    """`command` names everything the results depend on, every digit of it."""
    folder = finished
    done = program(
        "run", "theorem-2:repaired", "-p", folder / "well.toml", "--out", folder / "e", "--epsilon", "2.987654321", *FAST
    )
    assert done.returncode == 0
    words = report(folder / "e")["command"].split()
    assert words[words.index("--epsilon") + 1] == "2.987654321"
    again = program(*words[1:], "--out", folder / "f", "--workers", "1")
    assert again.returncode == 0
    assert timeless(report(folder / "e")) == timeless(report(folder / "f"))


def test_out_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = program("run", "-p", WELL_FILE, "--out", tmp_path / "file" / "out")
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1


def test_more_than_eight_problems_are_shipped() -> None:
    assert len(shipped()) >= 8
    assert os.path.commonpath([*map(str, shipped())]) == str(ROOT / "problems")


def test_a_file_for_another_algorithm_has_no_row_but_a_line(tmp_path: Path) -> None:
    path = well(tmp_path, {**EASY, "algorithm": {"name": "l2-adam"}})
    done = program("run", "theorem-2:repaired", "-p", path, "--out", tmp_path / "o", *FAST[:-1])
    assert done.returncode == 0, done.stderr
    assert "another algorithm: theorem-2:repaired on small well (l2-adam)" in done.stdout
    found = report(tmp_path / "o")
    assert found["results"] == []
    assert [one["algorithm"] for one in found["not_about"]] == ["l2-adam"]


def test_every_wrong_constant_is_named_at_once_with_values_that_can_be_pasted(tmp_path: Path) -> None:
    wrong = {**EASY, "constants": {"L": 0.1, "c_inf": 0.1, "sigma": 1e-3}}
    for command in (
        ["certify", well(tmp_path, wrong)],
        ["run", "theorem-2", "-p", well(tmp_path, wrong), "--out", tmp_path / "o"],
    ):
        done = program(*command)
        assert done.returncode == 2
        said = dict(re.findall(r"(\w+)=[0-9.e-]+ must be at least ([0-9.e+-]+):", done.stderr))
        assert said.keys() == {"L", "c_inf", "sigma"}
        assert len(done.stderr.strip().splitlines()) == 1
    right = {**EASY, "constants": {name: float(value) for name, value in said.items()}}
    assert program("certify", well(tmp_path, right)).returncode == 0
    table = program("certify", well(tmp_path, {**EASY, "constants": {}})).stdout
    rows = {row[0]: row for line in table.splitlines() if len(row := line.split()) > 4}
    right["constants"] = {name: float(rows[name][2]) for name in said}  # "and at most", of what is not declared
    assert program("certify", well(tmp_path, right)).returncode == 0
