"""Data files that are not as they should be get a right result or one line; `python -m tests.faults.fuzz_data` tries more."""

from pathlib import Path

from tests.faults import fuzz_data


def test_any_data_file_gets_a_result_or_one_line(tmp_path: Path) -> None:
    complaints, figure = fuzz_data.fuzzed(6, 0, tmp_path)
    assert not complaints
    assert figure["files"] == 6


def test_the_same_seed_gives_the_same_data_files() -> None:
    first: list[tuple[bytes, str]] = []
    second: list[tuple[bytes, str]] = []
    fuzz_data.each(5, 1, lambda *pair: first.append(pair))
    fuzz_data.each(5, 1, lambda *pair: second.append(pair))
    assert first == second
    assert len(set(first)) > 1
