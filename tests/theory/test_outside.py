"""Folders of one's own: what is in them is found, under names that say where it is and what it held."""

import os
import pickle
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from problems.families import all_families
from theory import outside
from theory.algorithms import all_algorithms
from theory.audit import Audit
from theory.claim import Status, Variant
from theory.errors import InputError
from theory.papers import all_claims, find, paper_of, proofs
from verify.commands.findings import summary

CLAIM = """
import sympy as sp
from theory.claim import Claim, Goal, Kind, Part, Step, Variant
from theory.symbols import c_inf, m_sup
from .folder.helper import MORE

PART = Part("a", Kind.PATHWISE, m_sup, MORE * c_inf, "here", "the momentum is bounded")
CLAIMS = (Claim("mine", Variant.PAPER, "Mine", "here", "m <= 2 c_inf", ("B",), ("adamw",), "any", parts=(PART,)),)
STEPS = (Step("mine.1", "c_inf <= 2 c_inf", "here", (Goal("z3", sp.Le(c_inf, 2 * c_inf)),)),)
"""
ALGORITHM = """
from dataclasses import replace
from theory.algorithms import adamw

def update(state, g, h):
    return adamw.update(state, 2.0 * g, h)

ALGORITHM = replace(adamw.ALGORITHM, name="twice", update=update)
"""
FAMILY = """
from problems.families.rational_well import RationalWell

class Other(RationalWell):
    name = "other-well"
"""
FILES = {
    "mine.py": CLAIM, "folder/helper.py": "MORE = 2\n", "algorithms/twice.py": ALGORITHM, "families/other.py": FAMILY,
    "_draft.py": "1 / 0\n", "folder/statement.py": "CLAIMS = ()\n",
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a dot and a percent sign in its name."""
    path = tmp_path / "my.papers 100%"
    for name, text in FILES.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(text, encoding="utf-8")
    return path


def test_everything_in_a_folder_is_found_beside_what_is_shipped(folder: Path) -> None:
    own = outside.named([folder])
    assert [claim.key for claim in all_claims(own)] == [*(claim.key for claim in all_claims()), "mine:paper"]
    assert str(find("mine", own)[0].parts[0].right) == "2*c_inf"
    assert paper_of("mine", own) == folder
    assert [step.id for step in proofs.steps_of("mine", Variant.PAPER, own)] == ["mine.1"]
    assert set(all_algorithms(own)) - set(all_algorithms()) == {"twice"}
    assert set(all_families(own)) - set(all_families()) == {"other-well"}
    with pytest.raises(KeyError):
        find("mine")


def test_a_variant_may_have_any_name(folder: Path) -> None:
    """Its steps stand in the places of the paper's; what has none of its own has no such proof."""
    text = (
        CLAIM
        + """
from dataclasses import replace
CLAIMS += (replace(CLAIMS[0], variant="much-tighter"),)
STEPS += (Step("mine.2", "0 <= c_inf", "here", (Goal("z3", sp.Ge(c_inf, 0)),)),)
MUCH_TIGHTER_STEPS = (Step("mine.2", "c_inf <= 3 c_inf", "here", (Goal("z3", sp.Le(c_inf, 3 * c_inf)),)),)
"""
    )
    (folder / "mine.py").write_text(text, encoding="utf-8")
    own = outside.named([folder])
    assert [claim.variant for claim in find("mine", own)] == ["paper", "much-tighter"]
    assert [step.says for step in proofs.steps_of("mine", "much-tighter", own)] == ["c_inf <= 2 c_inf", "c_inf <= 3 c_inf"]
    assert not proofs.steps_of("lemma-1", "much-tighter", own)
    assert not proofs.steps_of("mine", Variant.REPAIRED, own)
    entries = Audit(1).run(["mine"], own)
    assert {(entry.variant, entry.step.id): entry.status for entry in entries} == dict.fromkeys(
        [("paper", "mine.1"), ("paper", "mine.2"), ("much-tighter", "mine.1"), ("much-tighter", "mine.2")], Status.PROVED
    )
    assert "much-tighter: 2 PROVED, 0 PROVED IF, 0 REFUTED, 0 OPEN" in summary(entries)


def test_another_process_finds_it_by_name_alone(folder: Path, tmp_path: Path) -> None:
    own = outside.named([folder])
    (tmp_path / "it.pickle").write_bytes(pickle.dumps((all_algorithms(own)["twice"].update, all_families(own)["other-well"])))
    code = "import pickle, pathlib, sys; print(*(it.__name__ for it in pickle.loads(pathlib.Path(sys.argv[1]).read_bytes())))"
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "it.pickle")], capture_output=True, text=True, check=True,
        env={"PYTHONPATH": str(Path(outside.__file__).parents[2])},
    )  # fmt: skip
    assert done.stdout.split() == ["update", "Other"]


def test_a_machine_without_the_folder_is_brought_it(folder: Path, tmp_path: Path) -> None:
    own = outside.named([folder])
    content, packed = pickle.dumps((find("mine", own)[0], own)), pickle.dumps(outside.packed(own[0]))
    (tmp_path / "content").write_bytes(content)
    (tmp_path / "packed").write_bytes(packed)
    shutil.move(folder, tmp_path / "elsewhere")
    reading = "import pickle; from theory import outside; from theory.papers import all_claims; "
    taking = "package, files = pickle.load(open('packed', 'rb')); outside.bring(package, files); "
    using = "claim, own = pickle.load(open('content', 'rb')); print(claim.parts[0].right, claim in all_claims(own))"
    command = [sys.executable, "-c", reading + taking + using]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["2*c_inf", "True"]
    false = taking.replace("files)", "files[1:])")
    done = subprocess.run([*command[:2], reading + false], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "was changed since it was read" in done.stderr


def test_what_was_changed_is_another_module(folder: Path) -> None:
    before = outside.named([folder])
    all_claims(before)
    (folder / "folder" / "helper.py").write_text("MORE = 30\n", encoding="utf-8")
    after = outside.named([folder])
    assert str(find("mine", after)[0].parts[0].right) == "30*c_inf"
    assert str(find("mine", before)[0].parts[0].right) == "2*c_inf"


def test_a_change_of_no_size_and_no_time_is_seen(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Python would take the bytecode of the file as it was."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    helper = folder / "folder" / "helper.py"
    times = helper.stat().st_atime_ns, helper.stat().st_mtime_ns
    assert str(find("mine", outside.named([folder]))[0].parts[0].right) == "2*c_inf"
    helper.write_text("MORE = 3\n", encoding="utf-8")
    os.utime(helper, ns=times)
    assert str(find("mine", outside.named([folder]))[0].parts[0].right) == "3*c_inf"
    assert not list(folder.rglob("*.pyc"))


def test_a_folder_that_changes_under_a_run_is_refused(folder: Path) -> None:
    own = outside.named([folder])
    (folder / "mine.py").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match=r"was changed since it was read"):
        all_claims(own)


@pytest.mark.parametrize(
    ("file", "text", "says"),
    [
        ("mine.py", "a = 1\nb = = 2\n", r"mine\.py:2: SyntaxError: invalid syntax"),
        ("mine.py", "a = 1\n\nb = a / 0\n", r"mine\.py:3: ZeroDivisionError: division by zero"),
        ("folder/helper.py", "from theory.symbols import none_such\n", r"helper\.py:1: ImportError: cannot import name"),
        ("mine.py", "CLAIMS = [1]\n", r"mine\.py: CLAIMS must be a tuple of Claim"),
        ("again.py", CLAIM, r"mine\.py: the claim mine:paper is declared twice"),
        ("second/proof.py", CLAIM.replace(".folder", "..folder"), r"the step mine\.1 is written twice"),
        ("algorithms/again.py", ALGORITHM, r"twice\.py: there is an algorithm twice already"),
        ("algorithms/again.py", "ALGORITHM = 3\n", r"again\.py: ALGORITHM must be an Algorithm"),
        ("families/again.py", FAMILY, r"other\.py: there is a family other-well already"),
    ],
)  # fmt: skip
def test_a_fault_is_one_line_with_its_place(file: str, text: str, says: str, folder: Path) -> None:
    (folder / file).parent.mkdir(exist_ok=True)
    (folder / file).write_text(text, encoding="utf-8")
    own = outside.named([folder])
    with pytest.raises(InputError, match=says) as found:
        (all_claims(own), proofs.claims(own), all_algorithms(own), all_families(own))
    assert "\n" not in str(found.value)


def test_folders_are_named_by_the_pyproject_above(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.adamw-verify]\npapers = ["my.papers 100%"]\n', encoding="utf-8")
    (folder / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    monkeypatch.chdir(folder / "algorithms")
    assert outside.found() == outside.named([folder])
    assert outside.found([folder]) == outside.named([folder])
    for wrong, says in (
        ('papers = "a"', "must be a list"),
        ('papers = ["nowhere"]', "is not a folder"),
        ("papers = ", "not valid"),
    ):
        (tmp_path / "pyproject.toml").write_text(f"[tool.adamw-verify]\n{wrong}\n", encoding="utf-8")
        with pytest.raises(InputError, match=says):
            outside.found()


def test_folders_are_named_by_installed_packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package, metadata = tmp_path / "their_papers", tmp_path / "their_papers-1.0.dist-info"
    for place in (package, metadata):
        place.mkdir()
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "mine.py").write_text(CLAIM.replace("from .folder.helper import MORE", "MORE = 5"), encoding="utf-8")
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: their-papers\nVersion: 1.0\n", encoding="utf-8")
    (metadata / "entry_points.txt").write_text("[adamw_verify.papers]\ntheirs = their_papers\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert str(find("mine", outside.found())[0].parts[0].right) == "5*c_inf"
    (metadata / "entry_points.txt").write_text("[adamw_verify.papers]\ntheirs = nowhere.at_all\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"entry point theirs .* names nowhere\.at_all, which is no package"):
        outside.found()
