"""A Dask cluster that loses a worker, gains one and is begun again gives the report of a plain run."""

import json
import pickle
import re
import shlex
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from problems.errors import InputError
from problems.load import shipped
from tests.calls import program
from verify.report import document
from verify.simulate.cluster import Cluster, kind, work
from verify.simulate.workers import submit

pytestmark = pytest.mark.peers
pytest.importorskip("distributed", reason="Dask is not installed (extra `cluster`)")
ROOT = Path(__file__).parents[2]
FILE = next(path for path in shipped() if path.stem == "rational_well")


class Machines:
    """A scheduler and its workers, each a process."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{free.getsockname()[1]}"
        self.folder = folder
        self.started: list[subprocess.Popen[bytes]] = []

    def start(self, kind: str, *words: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", *words, "--no-dashboard"]
        with (self.folder / f"{kind}{len(self.started)}.log").open("wb") as log:
            self.started.append(subprocess.Popen(command, stdout=log, stderr=log, cwd=self.folder))
        return self.started[-1]

    def scheduler(self) -> "subprocess.Popen[bytes]":
        host, _, port = self.address.partition(":")
        return self.start("scheduler", "--host", host, "--port", port)

    def worker(self) -> "subprocess.Popen[bytes]":
        return self.start("worker", f"tcp://{self.address}", "--nthreads", "1", "--no-nanny", "--death-timeout", "60")


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    folder = tmp_path / "machines"
    folder.mkdir()
    made = Machines(folder)
    yield made
    for process in made.started:
        with suppress(ProcessLookupError):
            process.kill()
        process.wait()


def test_a_cluster_that_falters_gives_the_same_report(machines: Machines, tmp_path: Path) -> None:
    scheduler, first, _ = machines.scheduler(), machines.worker(), machines.worker()
    plain, on_cluster = tmp_path / "plain", tmp_path / "on_cluster"
    words = ["run", "lemma-1", "lemma-2", "-p", str(FILE), "--runs", "1024", "--max-runs", "1024", "--audit", "--out"]
    begun = [sys.executable, "-m", "verify", *words, str(on_cluster), "--scheduler", f"tcp://{machines.address}"]
    running = subprocess.Popen(begun, stderr=subprocess.PIPE, text=True)
    kept = on_cluster / ".adamw-verify" / "state"
    _until(lambda: len(list(kept.glob("*/*.npz"))) >= 2, running)
    first.kill()
    machines.worker()
    _until(lambda: len(list(kept.glob("*/*.npz"))) >= 5, running)
    scheduler.kill()
    scheduler.wait()
    machines.scheduler()
    machines.worker(), machines.worker()
    assert running.poll() is None, "it was over before the scheduler was begun again"
    _, said = running.communicate()
    assert running.returncode == 0, said
    done = program(*words, plain, "--workers", "1")
    assert done.returncode == 0, done.stderr
    assert _told(on_cluster) == _told(plain)


def _told(folder: Path) -> str:
    """A report but for the seconds that it took."""
    return json.dumps(
        _timeless({name: part for name, part in document.read(folder).items() if name not in ("created", "seals", "content")})
    )


def _timeless(part: object) -> object:
    if isinstance(part, dict):
        return {name: _timeless(value) for name, value in part.items() if name != "seconds"}
    return [_timeless(one) for one in part] if isinstance(part, list) else part


def test_the_page_does_what_it_says(machines: Machines, tmp_path: Path) -> None:
    (block,) = re.findall(r"```sh\n(.*?)```", (ROOT / "docs" / "cluster.md").read_text("utf-8"), re.DOTALL)
    scheduler, worker, run = (line.replace("127.0.0.1:8786", machines.address) for line in block.splitlines())
    port = machines.address.partition(":")[2]
    machines.start(*shlex.split(scheduler.replace("8786", port))[1:])
    machines.start(*shlex.split(worker)[1:])
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        done = program(*shlex.split(run.replace("reports/cluster", str(tmp_path / "out")))[1:])
    assert done.returncode == 0, done.stderr


def test_what_is_not_there_is_one_line(machines: Machines) -> None:
    done = program("run", "lemma-1", "-p", FILE, "--scheduler", f"tcp://{machines.address}")
    assert (done.one_line, done.returncode) == (True, 2)
    assert "no Dask scheduler answers" in done.stderr
    machines.scheduler()
    done = program("run", "lemma-1", "-p", FILE, "--scheduler", f"tcp://{machines.address}")
    assert (done.one_line, done.returncode) == (True, 2)
    assert "no worker has joined" in done.stderr


def test_a_worker_with_other_code_is_refused() -> None:
    assert work(kind(), (), pickle.dumps((int, ("7",)))) == 7
    with pytest.raises(InputError, match="other code"):
        work("another", (), pickle.dumps((int, ("7",))))


def _until(reached: Callable[[], bool], running: "subprocess.Popen[str]") -> None:
    while not reached():
        assert running.poll() is None, running.communicate()[1]
        time.sleep(0.05)


def test_an_error_comes_back_as_it_is(machines: Machines) -> None:
    machines.scheduler(), machines.worker()
    with Cluster(f"tcp://{machines.address}") as cluster:
        assert submit(cluster, int, "7").result(60) == 7
        with pytest.raises(ValueError, match="invalid literal"):
            submit(cluster, int, "seven").result(60)


def test_an_attack_on_a_cluster_is_that_of_one_process(machines: Machines, tmp_path: Path) -> None:
    machines.scheduler(), machines.worker(), machines.worker()
    words = ("attack", "theorem-3", "--variant", "repaired", "--candidates", 82, "--quiet", "--out")
    for place, hands in (("here", ("--workers", 1)), ("there", ("--scheduler", f"tcp://{machines.address}"))):
        done = program(*words, tmp_path / place, *hands)
        assert done.returncode == 0, done.stderr
    here, there = (
        {path.name: path.read_bytes() for path in (tmp_path / place).iterdir() if path.is_file()} for place in ("here", "there")
    )
    assert here == there
    assert "attack.json" in here
