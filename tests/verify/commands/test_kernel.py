"""`adamw-verify kernel`: what Coq says of a goal, and what the command says of a file that differs."""

from pathlib import Path

import pytest

from verify.commands import kernel as command


@pytest.mark.parametrize(
    ("said", "tactic"),
    [
        ("TACTIC lra\n", "lra"),
        ("TACTIC nra\nTACTIC lra\n", "nra"),
        ("TACTIC lra\nTACTIC none\n", "none"),
        ("", "none"),
        ("Error: syntax\n", "none"),
    ],
)
def test_a_goal_needs_the_strongest_tactic_of_its_cases(said: str, tactic: str) -> None:
    assert command.strongest(said) == tactic


def test_a_file_that_differs_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.v").write_text("one")
    (tmp_path / "found.json").write_text("{}")
    monkeypatch.setattr(command, "FOLDER", tmp_path)
    monkeypatch.setattr(command, "FOUND", tmp_path / "found.json")
    monkeypatch.setattr(command, "all_files", lambda _: {"a.v": "one"})
    assert command.kernel() == 0
    monkeypatch.setattr(command, "all_files", lambda _: {"a.v": "two"})
    assert command.kernel() == 1
    assert "DIFFERS  theory/a.v" in capsys.readouterr().out
    assert command.kernel(write=True) == 0
    assert (tmp_path / "a.v").read_text() == "two"
