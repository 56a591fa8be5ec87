"""What starts at once: the list of commands imports no library that computes, and the catalogue needs the theory alone."""

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from verify.commands.cli import COMMANDS

HEAVY = {"numpy", "scipy", "sympy", "matplotlib", "cvxpy", "llvmlite", "pydantic", "flint", "z3", "cvc5", "jinja2", "joblib"}


def modules(code: str) -> set[str]:
    """The names of all modules that a fresh process has after `code`."""
    show = "import sys; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", f"{code}\n{show}"], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def loaded(code: str) -> set[str]:
    """The first names of all modules that a fresh process has after `code`."""
    return {name.partition(".")[0] for name in modules(code)}


def command(*words: str) -> str:
    """The code that runs a command."""
    return (
        f"import sys; sys.argv = ['adamw-verify', *{words!r}]\nfrom verify.commands.cli import main\n"
        "try: main()\nexcept SystemExit as end: assert not end.code"
    )


def test_the_finder_finds() -> None:
    assert "numpy" in loaded("import verify.simulate.ensemble")


@pytest.mark.parametrize(
    "code",
    ["import verify.commands.cli", "import verify",
     *(f"import sys; sys.argv = ['adamw-verify', '{asked}']\nimport verify.commands.cli\n"
       "try: verify.commands.cli.main()\nexcept SystemExit: pass" for asked in ("--help", "--version"))],
)  # fmt: skip
def test_the_list_of_commands_and_the_version_import_nothing_that_computes(code: str) -> None:
    assert not loaded(code) & HEAVY


@pytest.fixture
def nothing_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


@pytest.mark.usefixtures("nothing_kept")
@pytest.mark.parametrize("words", [("list",), ("list", "--json"), ("show", "theorem-2"), ("show", "--json", "lemma-1")])
def test_the_catalogue_needs_the_theory_once(words: tuple[str, ...]) -> None:
    first = loaded(command(*words))
    assert "sympy" in first
    if "list" in words:
        assert not first & {"numpy", "scipy", "matplotlib", "cvxpy", "llvmlite", "z3"}
    again = modules(command(*words))
    assert not {name.partition(".")[0] for name in again} & {*HEAVY} - {"pydantic"}  # typer takes pydantic where it finds it
    assert not {name for name in again if name.startswith(("theory.papers", "theory.claim", "verify.report.catalogue"))}


@pytest.mark.usefixtures("nothing_kept")
def test_a_claim_is_shown_from_its_own_paper() -> None:
    proofs = {name.split(".")[2] for name in modules(command("show", "xgrad-rate")) if name.endswith(".proof")}
    assert "xgrad" in proofs
    assert not proofs & {"adabound", "reddi", "hsdmpg", "wuc_adam"}


@pytest.mark.parametrize(("asked", "threads"), [(None, 1), ("2", 2)])
def test_linear_algebra_has_one_thread_unless_the_user_asks_for_more(asked: str | None, threads: int) -> None:
    code = (
        "import sys; sys.argv = ['adamw-verify', '--version']\nfrom verify.commands.cli import main\n"
        "try: main()\nexcept SystemExit: pass\nimport scipy.linalg\nfrom threadpoolctl import threadpool_info\n"
        "print(*{one['num_threads'] for one in threadpool_info() if one['user_api'] == 'blas'})"
    )
    names = {"OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"}
    environment = {name: value for name, value in os.environ.items() if name not in names}
    environment |= {} if asked is None else dict.fromkeys(names, asked)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.splitlines()[-1] == str(min(threads, os.cpu_count() or 1))


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_says_what_the_command_says(name: str) -> None:
    file, function, says = COMMANDS[name]
    assert getattr(import_module(f"verify.commands.{file}"), function).__doc__.split("\n\n")[0].strip() == says
