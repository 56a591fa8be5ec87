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
    folder, page = tmp_path / "theory", tmp_path / "page.md"
    folder.mkdir()
    (folder / "a.v").write_text("one")
    (folder / "found.json").write_text("{}")
    monkeypatch.setattr(command, "FOLDER", folder)
    monkeypatch.setattr(command, "FOUND", folder / "found.json")
    monkeypatch.setattr(command, "SCRIPTS", folder / "found.json")
    monkeypatch.setattr(command, "SPENT", folder / "found.json")
    monkeypatch.setattr(command, "PAGE", page)
    monkeypatch.setattr(command, "table", lambda _: "counts\n")
    monkeypatch.setattr(command, "times", lambda *_: "seconds\n")
    monkeypatch.setattr(command, "all_files", lambda *_: {"a.v": "one"})
    assert command.kernel() == 0
    page.write_text(f"words\n{command.MARK}\nan old table\n")
    monkeypatch.setattr(command, "all_files", lambda *_: {"a.v": "two"})
    assert command.kernel() == 1
    said = capsys.readouterr().out
    assert "DIFFERS  theory/a.v" in said
    assert "DIFFERS  page.md" in said
    assert command.kernel(write=True) == 0
    assert (folder / "a.v").read_text() == "two"
    assert page.read_text() == f"words\n{command.MARK}\ncounts\n\nseconds\n"


def test_a_script_counts_only_where_coq_accepts_it(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second, third, fourth = sorted(command.lemmas())[:4]
    means = {first: ("certificate", "p"), second: (command.FALSE, "q"), third: (command.NONE, ""), fourth: ("certificate", "r")}
    monkeypatch.setattr(command, "by_other_means", lambda name, _: means.get(name, (command.NONE, "")))
    asked = []
    monkeypatch.setattr(command, "coqc", lambda text: asked.append(text) or f"{first}\n{third}\n")
    found = dict.fromkeys(command.lemmas(), "lra") | dict.fromkeys(means, command.NONE)
    stand = "".join(command.stated(name, outcome) for name, outcome in found.items())
    outcomes, scripts = command.searched(found, {}, "prelude", stand)
    told = [outcomes[name] for name in means]
    assert told == ["certificate", command.REFUTED, command.NONE, command.NONE]
    assert scripts == {first: "p"}
    assert f"Lemma {second}_false : ~ (" in asked[-1]
    assert third not in asked[-1]


def test_a_goal_whose_text_is_new_is_searched_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = sorted(command.lemmas())[:2]
    monkeypatch.setattr(command, "tactic_for", lambda _: "nra")
    monkeypatch.setattr(command, "coqc", lambda text: "")
    found = dict.fromkeys(command.lemmas(), "lra")
    stand = "".join(command.stated(name, outcome) for name, outcome in found.items() if name != second)
    outcomes, _ = command.searched(found, {}, "prelude", stand)
    assert (outcomes[first], outcomes[second]) == ("lra", "nra")


def test_a_proof_by_people_is_tried_as_it_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    right, wrong = sorted(command.lemmas())[:2]
    monkeypatch.setattr(command, "tactic_for", lambda _: command.NONE)
    monkeypatch.setattr(command, "by_other_means", lambda *_: (command.NONE, ""))
    monkeypatch.setattr(command, "coqc", lambda text: f"{right}\n" if "Proof. intros. lra. Qed." in text else "")
    found = dict.fromkeys(command.lemmas(), "lra")
    stand = "".join(command.stated(name, outcome) for name, outcome in found.items() if name not in (right, wrong))
    found |= dict.fromkeys((right, wrong), command.HAND)
    outcomes, scripts = command.searched(found, {right: "intros. lra", wrong: "nra"}, "prelude", stand)
    assert (outcomes[right], outcomes[wrong]) == (command.HAND, command.NONE)
    assert scripts == {right: "intros. lra"}
