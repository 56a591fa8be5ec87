"""Files that are whole or not at all, and files that say what they hold."""

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from problems.kept import cache_folder, clean, keep, kept, write_whole


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


def test_what_a_killed_process_left_is_taken_away(tmp_path: Path) -> None:
    (tmp_path / ".abc.part").write_bytes(b"half")
    (tmp_path / "file.part").write_bytes(b"somebody else's")
    clean(tmp_path, older_than=3600.0)
    assert (tmp_path / ".abc.part").exists()
    clean(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["file.part"]


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
