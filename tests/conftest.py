"""Shared by all tests: Hypothesis without deadlines (machines are noisy), and no skip without a listed reason."""

import gc
import os
import sys
from pathlib import Path

import pytest
from _pytest.nodeid import coerce_node_id
from hypothesis import settings

from theory.prove.parent import SELDOM

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the command line does; threads of two workers spin
# the processes that tests start find every module compiled
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# no test is a loss of power: in this process nothing waits for the disk, in those that tests start it does
os.fsync = os.fstat  # type: ignore[assignment]

gc.set_threshold(*SELDOM)  # as the command line does

settings.register_profile("repository", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("repository")

LISTED = [
    line.strip()
    for line in (Path(__file__).parent / "allowed_skips.txt").read_text(encoding="utf-8").splitlines()
    if line.strip() and not line.startswith("#")
]
unlisted: list[str] = []


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What shares what is made once goes to one worker: a group by its mark, a file by its fixtures.

    pytest 9.2 keeps a test's name as `_id`; pytest-xdist 3.8 writes groups into what it had before, where nobody reads them.
    """
    if not config.getoption("loadgroup", False):
        return
    for item in items:
        mark = item.get_closest_marker("xdist_group")
        fixtures = item._fixtureinfo.name2fixturedefs.values() if isinstance(item, pytest.Function) else ()
        own = any(made[-1].scope == "module" for made in fixtures)
        if mark or own:
            item._id = coerce_node_id(f"{item.nodeid}@{mark.args[0] if mark else item.path}")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2].removeprefix("Skipped: ") if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if reason not in LISTED:
            unlisted.append(f"{report.nodeid}: {reason}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if unlisted and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for line in unlisted:
        terminalreporter.write_line(f"skipped without a listed reason: {line}", red=True)
