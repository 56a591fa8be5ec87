"""An attack as a whole: what it finds, that it is the same again, and that it goes on where it was interrupted."""

import json
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.attack import claims_table, falsehoods, hunted, main
from tests.calls import program
from theory.papers import find
from theory.symbols import decay_0, eps_0
from verify.attack.hunt import Hunt
from verify.attack.target import targets
from verify.commands import attack as command
from verify.simulate.workers import Workers


def attacked(out: Path, *words: object) -> tuple[int, list[dict[str, Any]]]:
    """Exit status, and what attack.json tells."""
    done = program("attack", *words, "--workers", 1, "--out", out)
    assert done.returncode in (0, 1), done.stderr
    return done.returncode, json.loads((out / "attack.json").read_text("utf-8"))


def test_theorem_3_as_stated_is_broken_and_the_file_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verify.report.figures.render", lambda *_: [])
    status, (told,) = attacked(tmp_path, "theorem-3", "--variant", "paper", "--candidates", 41)
    assert status == 1
    (row,) = told["parts"]
    assert row["verdict"] == "VIOLATED"
    assert row["row"]["measured"]["runs"] >= 640
    assert row["ratio"] > 1.0
    text = (tmp_path / row["file"]).read_text("utf-8")
    assert text.startswith("# theorem-3:paper bound is VIOLATED")
    assert "Satisfied: assumption S" in text
    done = program("run", "theorem-3:paper", "-p", tmp_path / row["file"], "--out", tmp_path / "report", "--workers", 1,
                   "--runs", 64, "--max-runs", 640)  # fmt: skip
    assert done.returncode == 0, done.stderr  # the file lists what it violates
    assert "VIOLATED" in done.stdout


@pytest.mark.thorough
def test_the_same_seed_gives_the_same_bytes_also_in_two_goes(tmp_path: Path) -> None:
    words = ("theorem-3", "--variant", "repaired", "--quiet")
    status, _ = attacked(tmp_path / "a", *words, "--candidates", 82)
    assert status == 0
    attacked(tmp_path / "b", *words, "--candidates", 41)
    attacked(tmp_path / "b", *words, "--candidates", 82, "--resume")
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir() if path.is_file()} for name in "ab")
    assert one == two
    assert one.keys() > {"attack.json"}


@pytest.mark.thorough
def test_the_number_of_processes_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("verify.attack.search.TOGETHER", 2)
    (target,) = targets(find("theorem-3:repaired", ())[0], ())

    def searched(workers: int, known: list[Any]) -> list[Any]:
        hunt = Hunt(target, 3, 0.01, lambda _: None, known)
        with Workers(workers, at_once=True) as pool:
            hunt.run(90, None, lambda _: None, pool)
        found: list[Any] = json.loads(hunt.state())
        return found

    alone = searched(1, [])
    assert len(alone) == 3
    assert searched(2, []) == alone
    assert searched(1, alone[:1]) == alone  # interrupted among rounds that are planned together


def test_what_is_no_claim_of_problem_files_is_refused(tmp_path: Path) -> None:
    for words, said in (
        (
            ("lemma-3",),
            "lemma-3: nothing to search: its parts are measured on no runs (algebra); `adamw-verify audit",
        ),
        (("theorem-2", "--variant", "third"), "--variant third must be one of those of theorem-2: paper, repaired"),
        (("theorem-2", "--budget", "0"), "--budget=0.0 must be greater than 0"),
    ):
        done = program("attack", *words, "--out", tmp_path)
        assert done.returncode == 2
        assert said in done.stderr
        assert len(done.stderr.splitlines()) == 1


def test_lemma_1_as_stated_is_broken_from_nothing() -> None:
    (target,) = targets(find("lemma-1:paper", ())[0], ())
    assert "c.lower" in hunted(target, 0, 400)["parts"]


@pytest.mark.thorough
def test_what_is_left_of_lemma_1_is_told(tmp_path: Path) -> None:
    status, (told,) = attacked(tmp_path, "lemma-1", "--variant", "paper", "--candidates", 500)
    assert status == 1
    assert "c.lower" in {row["part"] for row in told["parts"] if row["verdict"] == "VIOLATED"}


def test_seconds_or_candidates_of_a_table_but_not_both(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["attack", "--candidates", "40", "--budget", "5"])
    with pytest.raises(SystemExit) as raised:
        main()
    assert raised.value.code == 2
    assert "not allowed with" in capsys.readouterr().err


def test_a_table_of_seconds_has_them() -> None:
    part = {"part": "a", "ratio": 0.5, "verdict": "HOLDS", "file": "a.toml"}
    done = {"claim lemma-1:paper": {"told": [{"schedule": None, "candidates": 70, "parts": [part]}], "seconds": 61.2}}
    *_, row = claims_table(done, timed=True)
    assert row == "| lemma-1:paper |  | 61 | 70 | 0.5 | a | none | a.toml |"
    *_, row = claims_table(done, timed=False)
    assert row == "| lemma-1:paper |  | 70 | 0.5 | a | none | a.toml |"


@pytest.mark.thorough
def test_l2_adam_in_theorem_1_is_broken_from_nothing(tmp_path: Path) -> None:
    status, (adamw, l2_adam) = attacked(tmp_path, "theorem-1", "--variant", "paper", "--candidates", 128)
    assert status == 1
    assert adamw["parts"][0]["verdict"] == "HOLDS"
    assert l2_adam["parts"][0]["verdict"] == "VIOLATED"
    assert l2_adam["parts"][0]["measured"]["lower"] > l2_adam["parts"][0]["bound"]


def test_a_bound_that_lacks_a_term_is_broken() -> None:
    planted = dict(falsehoods({}))
    found = hunted(planted["Eq. 18 without the initial gap"], 1, 100)
    assert found["parts"] == ["eq-18"]


def test_theorem_4_without_the_decay_at_its_start_differs_in_eps_0_alone() -> None:
    (target,) = [one for name, one in falsehoods({}) if name == "theorem 4, decaying: eps_0 without the decay"]
    (claim,) = find("theorem-4:repaired", ())
    lacks, has = target.claim.prescription[eps_0], claim.prescription[eps_0]
    assert has.has(decay_0)
    assert lacks == has.subs(decay_0, 0)
    assert target.schedule in claim.schedules


@pytest.mark.parametrize("name", ["without mu_v < 1", "without eta of step 7", "theorem 4, decaying: eps_0 without the decay"])
def test_a_hypothesis_that_is_dropped_is_found_missing(name: str) -> None:
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # a decay that grows beyond the floats
        assert hunted(dict(falsehoods({}))[name], 0, 1500)["parts"]  # as many as in docs/attack.md; it ends with the first


@pytest.mark.thorough
def test_what_is_kept_becomes_a_counterexample_of_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "FOLDER", tmp_path / "problems")
    (tmp_path / "problems" / "counterexamples").mkdir(parents=True)
    words = (
        "attack",
        "theorem-3",
        "--variant",
        "paper",
        "--candidates",
        41,
        "--workers",
        1,
        "--keep",
        "--out",
        tmp_path / "out",
    )
    done = program(*words)
    assert done.returncode == 2
    assert "--keep must be given in a checkout" in done.stderr
    (tmp_path / "pyproject.toml").touch()
    for number in (1, 2):
        assert program(*words).returncode == 1
        (*_, made) = sorted((tmp_path / "problems" / "counterexamples").iterdir())
        assert made.name == f"theorem_3_paper_found_by_search_{number}.toml"
        assert 'violated = ["theorem-3:paper bound"]' in made.read_text("utf-8")
    assert {path.name for path in (tmp_path / "out").iterdir() if path.is_file()} == {"attack.json"}


def test_what_breaks_a_planted_falsehood_is_no_counterexample(tmp_path: Path) -> None:
    done = program("attack", "theorem-3", "--keep", "--scale-bound", "bound=0.5", "--out", tmp_path)
    assert done.returncode == 2
    assert "--keep is for what breaks" in done.stderr
