"""Files that are whole or not at all, and files that say what they hold."""

import errno
import os
import shutil
import stat
import tempfile
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from problems.kept import cache_folder, clean, keep, kept, replace, write_all, write_out, write_whole


def test_what_is_kept_is_given_back(tmp_path: Path) -> None:
    keep(tmp_path / "a" / "file", "key", b"one\ntwo\0")
    assert kept(tmp_path / "a" / "file", "key") == b"one\ntwo\0"
    assert kept(tmp_path / "a" / "file", "another key") is None
    assert kept(tmp_path / "nowhere", "key") is None
    assert kept(tmp_path, "key") is None


@given(st.binary(max_size=40), st.data())
def test_no_part_and_no_change_is_taken_for_the_file(content: bytes, data: st.DataObject) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "file"
        keep(path, "key", content)
        whole = path.read_bytes()
        place = data.draw(st.integers(0, len(whole) - 1))
        other = bytes([whole[place] ^ data.draw(st.integers(1, 255))])
        torn = [whole[:place], whole[:place] + other + whole[place + 1 :], whole + b"x"]
        for found in torn:
            path.write_bytes(found)
            assert kept(path, "key") is None


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_whole(tmp_path / "file", b"old")

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left") as fault:
        write_whole(tmp_path / "file", b"new")
    assert fault.value.filename == str(tmp_path / "file")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
    assert (tmp_path / "file").read_bytes() == b"old"


def test_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").mkdir()
    with pytest.raises(OSError, match="file"):
        write_whole(tmp_path / "file", b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("way", ["link", "link to a link", "dangling link", "relative link"])
def test_a_link_is_followed(way: str, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    end, link = tmp_path / "elsewhere" / "end", tmp_path / "link"
    if way != "dangling link":
        end.write_bytes(b"old")
    if way == "link to a link":
        (tmp_path / "middle").symlink_to(end)
        link.symlink_to(tmp_path / "middle")
    else:
        link.symlink_to("elsewhere/end" if way == "relative link" else end)
    for write in (write_whole, write_out):
        write(link, write.__name__.encode())
        assert link.is_symlink()
        assert end.read_bytes() == write.__name__.encode()
    (tmp_path / "made").write_bytes(b"made")
    replace({link: tmp_path / "made"})
    assert link.is_symlink()
    assert end.read_bytes() == b"made"
    assert [path.name for path in (tmp_path / "elsewhere").iterdir()] == ["end"]


def test_links_that_go_round_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    for write in (write_whole, write_out):
        with pytest.raises(OSError, match="levels of symbolic links"):
            write(tmp_path / "a", b"new")
        with pytest.raises(OSError, match="a/below"):
            write(tmp_path / "a" / "below", b"new")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_a_pipe_is_written_to_where_a_user_names_it_and_never_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append((tmp_path / "pipe").read_bytes()))
    reader.start()
    assert write_out(tmp_path / "pipe", b"told") is False
    reader.join()
    assert read == [b"told"]
    for place in (tmp_path / "pipe", Path("/dev/null")):
        with pytest.raises(OSError, match="no file stands in the way"):
            write_whole(place, b"new")
    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)
    assert kept(tmp_path / "pipe", "key") is None  # and it does not wait for somebody to write


def test_devices_stay_devices() -> None:
    before = Path("/dev/null").stat()
    assert write_out(Path("/dev/null"), b"told") is False
    assert Path("/dev/null").stat().st_rdev == before.st_rdev
    with pytest.raises(OSError, match="No space left"):
        write_out(Path("/dev/full"), b"told")


def test_the_mode_of_a_file_stays_and_a_closed_file_is_not_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    before = os.umask(0o027)
    write_whole(path, b"old")
    os.umask(before)
    assert path.stat().st_mode & 0o777 == 0o640
    path.chmod(0o600)
    write_whole(path, b"new")
    assert path.stat().st_mode & 0o777 == 0o600
    monkeypatch.setattr(os, "access", lambda *_: False)  # as it is for all but the superuser
    with pytest.raises(PermissionError):
        write_whole(path, b"newer")
    assert path.read_bytes() == b"new"


def tree(folder: Path) -> dict[str, bytes | None]:
    return {str(p.relative_to(folder)): p.read_bytes() if p.is_file() else None for p in folder.rglob("*")}


@given(st.integers(0, 60), st.sampled_from(["write_all", "replace"]), st.sampled_from([errno.ENOSPC, errno.EIO]))
def test_several_files_are_replaced_all_or_none(nth: int, how: str, code: int) -> None:
    """Whatever call of the system fails, and whether it works again afterwards or not."""
    calls = ("rename", "replace", "link", "mkdir", "fsync", "unlink", "chmod", "open")
    with tempfile.TemporaryDirectory() as place, pytest.MonkeyPatch.context() as patch:
        folder, count, stopped = Path(place), 0, ""
        for name in ("a", "b", "gone", "a.made", "b.made", "c.made"):
            (folder / name).write_text(name, encoding="utf-8")
        before = tree(folder)
        for name in calls:
            real = getattr(os, name)

            def call(*given: object, name: str = name, real: object = real, **more: object) -> object:
                nonlocal count, stopped
                count += 1
                if count == nth:
                    stopped = name
                    raise OSError(code, os.strerror(code))
                return real(*given, **more)  # type: ignore[operator]

            patch.setattr(os, name, call)
        names = {folder / "a": "a.made", folder / "new" / "deep" / "c": "c.made", folder / "b": "b.made"}
        failed = False
        try:
            if how == "replace":
                replace({path: folder / name for path, name in names.items()}, [folder / "gone", folder / "b"])
            else:
                write_all({path: name.encode() for path, name in names.items()})
        except OSError as error:
            failed = error.errno == code
        patch.undo()
        after = tree(folder)
        assert stopped == "unlink" or not [name for name in after if name.endswith(".part")]
        after = {name: content for name, content in after.items() if not name.endswith((".part", ".made"))}
        whole = {"a": b"a.made", "b": b"b.made", "new/deep/c": b"c.made", "new": None, "new/deep": None}
        kept_too = {} if how == "replace" else {"gone": b"gone"}
        old = {name: content for name, content in before.items() if not name.endswith(".made")}
        assert after == (old if failed else {**whole, **kept_too})


@pytest.mark.parametrize("kind", ["folder", "pipe", "file for a folder"])
def test_nothing_is_moved_where_something_is_in_the_way(kind: str, tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    for name in ("a.made", "b.made"):
        (tmp_path / name).write_bytes(b"new")
    last = tmp_path / "b" / "x" if kind == "file for a folder" else tmp_path / "b"
    {"folder": last.mkdir, "pipe": lambda: os.mkfifo(last), "file for a folder": lambda: (tmp_path / "b").write_bytes(b"")}[
        kind
    ]()
    with pytest.raises(OSError, match="b"):
        replace({tmp_path / "a": tmp_path / "a.made", last: tmp_path / "b.made"})
    assert (tmp_path / "a").read_bytes() == b"old"
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".part")]


def test_what_a_killed_process_left_is_taken_away(tmp_path: Path) -> None:
    """And nothing that somebody else calls his, whatever it looks like."""

    def stop(*_: object) -> None:
        os._exit(0)  # as a killed process does: nothing is tidied up

    child = os.fork()
    if child == 0:
        os.fsync = stop
        write_whole(tmp_path / "file", b"new")
    os.waitpid(child, 0)
    (left,) = tmp_path.iterdir()
    theirs = [".abc.part", "file.part", ".rsync.file.0123456789abcdef.part", ".adamw-verify-notes.part", f"x{left.name}"]
    for name in theirs:
        (tmp_path / name).write_bytes(b"somebody else's")
    (tmp_path / "below").mkdir()
    shutil.copy(left, tmp_path / "below" / left.name)
    clean(tmp_path, older_than=3600.0)
    assert left.exists()
    clean(tmp_path)
    assert sorted(path.name for path in tmp_path.rglob("*")) == sorted([*theirs, "below", left.name])


def test_the_cache_is_the_users_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = cache_folder("kernels")
    assert folder is not None
    assert folder.stat().st_mode & 0o777 == 0o700
    folder.chmod(0o777)
    assert cache_folder("kernels") == folder
    assert folder.stat().st_mode & 0o777 == 0o700
    monkeypatch.setattr(os, "getuid", lambda: os.geteuid() + 1)
    assert cache_folder("kernels") is None  # somebody else's


def test_a_cache_that_is_a_link_or_cannot_be_made_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "cache" / "adamw-verify").mkdir(parents=True)
    (tmp_path / "cache" / "adamw-verify" / "kernels").symlink_to(tmp_path / "elsewhere")
    assert cache_folder("kernels") is None
    monkeypatch.setenv("XDG_CACHE_HOME", "/dev/null")
    assert cache_folder("kernels") is None
