"""`adamw-verify audit`: entries, witnesses, exit statuses."""

import contextlib
import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from problems.errors import InputError
from theory.audit import Audit, rank_of
from theory.claim import Goal, Rank, Variant
from theory.papers.proofs import steps_of
from theory.prove.certificate import Certificate, certificates_of
from verify.commands import audit, exporting
from verify.commands.cli import app
from verify.commands.findings import as_markdown
from verify.report.proofs import causes_of, graph, told_rank

CLI = CliRunner()
DOCUMENT = Path(__file__).parents[3] / "docs" / "audit.md"


def test_json_lists_the_entries() -> None:
    done = CLI.invoke(app, ["audit", "lemma-1", "--step", "b", "--json", "--workers", "1"])
    assert done.exit_code == 0, done.output
    entries = json.loads(done.stdout)["steps"]
    assert {(entry["claim"], entry["variant"], entry["step"], entry["status"]) for entry in entries} == {
        ("lemma-1", "paper", "lemma-1.b", "PROVED"),
        ("lemma-1", "repaired", "lemma-1.b", "PROVED"),
    }
    assert all(entry["recheck"] and entry["prover"] for entry in entries)
    assert all(len(entry["kernel"]) == len(entry["uses"]) for entry in entries)


def test_json_holds_the_graph_with_claims_and_causes(monkeypatch: pytest.MonkeyPatch) -> None:
    one = Audit(workers=1)
    entries = one.run(["lemma-2"], controls=False) + one.run(["lemma-1"], only=lambda s: s.id == "lemma-1.3", controls=False)
    found = json.loads(json.dumps(graph(entries)))
    lemma_2 = {"claim": "lemma-2:paper", "status": "PROVED", "needs": [], "concluded": ["lemma-2"], "under": [], "kernel": []}
    assert found["claims"] == [lemma_2]
    assert "assumption S [mean given the past]" in [use for goal in found["steps"][0]["uses"] for use in goal]
    (cause,) = found["causes"]
    assert (cause["id"], cause["rank"], cause["witness"]["step"]) == ("sup norm for a coordinate", "constant", "lemma-1.3")
    assert cause["witness"]["values"]
    word = [{"statement": "s", "word": "proved", "theorem": "s_holds"}]
    monkeypatch.setattr("verify.report.proofs.said", lambda _: word)
    assert graph(entries)["claims"][0]["kernel"] == word
    assert "| lemma-2:paper | PROVED |  | lemma-2 | proved (s_holds) |" in as_markdown(entries).splitlines()


def test_a_rank_is_computed_where_a_prover_tells_it_and_says_where_not() -> None:
    """An order of growth, a unit, a judgement; and what nothing tells is `false`, however it is refuted."""
    names = {"lemma-3.b", "lemma-5.M", "lemma-1.3"}
    entries = Audit(workers=1).run(["lemma-1", "lemma-3", "lemma-5"], only=lambda s: s.id in names, controls=False)
    told = {cause.id: told_rank(cause, entries) for cause in causes_of(entries)}
    assert told == {
        "no uniform exponent": "rate", "sup norm for a coordinate": "constant (by hand)", "units": "presentation",
    }  # fmt: skip
    (judged,) = (cause for cause in causes_of(entries) if cause.rank)
    assert rank_of(replace(judged, rank=None), entries) is Rank.FALSE


def test_a_witness_is_a_session() -> None:
    done = CLI.invoke(app, ["audit", "lemma-1", "--step", "3", "--witness", "--workers", "1"])
    assert done.exit_code == 0, done.output
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(done.stdout, {})
    *premises, conclusion = printed.getvalue().splitlines()
    assert set(premises) == {"premise True"}
    assert conclusion == "conclusion False"


def test_a_status_unlike_the_committed_one_is_exit_status_1(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "expected", lambda own: {"lemma-2:paper": {"lemma-2": "REFUTED"}})
    done = CLI.invoke(app, ["audit", "lemma-2", "--step", "lemma-2", "--workers", "1"])
    assert done.exit_code == 1
    assert "paper lemma-2: PROVED, expected REFUTED" in done.output


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["lemma-9"], "claim 'lemma-9' is not known; there are: "),
        (["lemma-2", "--step", "7"], "step '7' is not known; there are: lemma-2"),
        (["lemma-2", "--witness"], "--witness needs --step"),
    ],
)
def test_bad_input_is_one_line(words: list[str], says: str) -> None:
    done = CLI.invoke(app, ["audit", *words])
    assert isinstance(done.exception, InputError)
    assert str(done.exception).startswith(says)
    assert "\n" not in str(done.exception)


def held(folder: Path) -> dict[str, bytes]:
    """The files of a folder."""
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_a_search_for_certificates_that_was_ended_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was searched for is not searched for again, and the files are the same; what was torn is."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    steps = [(Variant.PAPER, step) for step in steps_of("lemma-1", Variant.PAPER) if step.id == "lemma-1.b"]
    asked: list[Goal] = []

    def counted(goal: Goal) -> tuple[tuple[Certificate, ...], ...]:
        asked.append(goal)
        return certificates_of(goal)

    monkeypatch.setattr(exporting, "certificates_of", counted)
    first, again, torn = (tmp_path / name for name in ("first", "again", "torn"))
    told = exporting.exported(steps, {}, first, list)
    searches = len(asked)
    assert told["certificates"] >= 1
    assert exporting.exported(steps, {}, again, list) == told
    assert len(asked) == searches
    assert {file.name: file.read_bytes() for file in first.iterdir()} == {
        file.name: file.read_bytes() for file in again.iterdir()
    }
    for file in (tmp_path / "cache" / "adamw-verify" / "searched").iterdir():
        file.write_bytes(file.read_bytes()[:-1])
    assert exporting.exported(steps, {}, torn, list) == told
    assert len(asked) == 2 * searches
    checked = subprocess.run([sys.executable, torn / "check_certificates.py"], capture_output=True, text=True, check=True)
    assert checked.stdout.startswith(f"{told['certificates']} of {told['certificates']} certificates")


def test_the_document_has_the_committed_statuses() -> None:
    rows = re.findall(r"^\| ([a-z-]+) \| (\S+) \| ([A-Z]{4}[^|]*?) \|", DOCUMENT.read_text(encoding="utf-8"), re.M)
    committed = {
        (key.partition(":")[2], step, status) for key, steps in audit.expected().items() for step, status in steps.items()
    }
    assert set(rows) == committed
    assert len(rows) == len(committed)
