"""Compiled kernels that are kept: of a file that is not what was kept nothing is believed. In processes of their own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from problems.kept import KIND

#: draws with four kernels, and says what they drew and how many of them had to be compiled
ASKED = """
import hashlib, sys
import numpy as np
from verify.simulate.kernels import compiled
from verify.simulate.kernels.emit import LANES, WHOLE, Function, whole

made = []
real = compiled.keep
compiled.keep = lambda *given: (made.append(given), real(*given))
if sys.argv[1:] == ["believe"]:
    compiled.kept = lambda path, key: path.read_bytes().partition(b"\\n")[2] if path.exists() else None
for batch in (1, 2, 3, 4):
    words, out, f = np.arange(1, LANES + 1, dtype=np.int64), np.empty(LANES, dtype=np.int64), Function()
    value = f.binary("mul", f.load(f.given(0, "ptr"), whole(0), WHOLE, lanes=True), f.spread(whole(batch)))
    f.store(value, f.given(1, "ptr"), whole(0), WHOLE)
    compiled.compiled(f.text)(compiled.addresses(words, out))
    print(hashlib.sha256(out.tobytes()).hexdigest())
print(len(made))
"""


def asked(cache: Path, *words: str) -> subprocess.CompletedProcess[str]:
    there = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    return subprocess.run([sys.executable, "-c", ASKED, *words], capture_output=True, text=True, env=there, check=False)


@pytest.mark.thorough
def test_a_damaged_kernel_is_compiled_again_and_never_believed(tmp_path: Path) -> None:
    """A byte changed, cut off, emptied, another kernel's: one each. And where they are believed, it is seen."""
    first = asked(tmp_path)
    *drawn, compiled = first.stdout.split()
    assert (len(set(drawn)), compiled) == (4, "4"), first.stderr
    changed, cut, emptied, foreign = files = sorted(tmp_path.rglob("*.bin"))
    whole = [path.read_bytes() for path in files]
    assert all(content.startswith(KIND) for content in whole)
    foreign.write_bytes(whole[0])
    believed = asked(tmp_path, "believe")
    assert believed.stdout.split() != [*drawn, "0"]
    changed.write_bytes(whole[0][:-100] + bytes([whole[0][-100] ^ 1]) + whole[0][-99:])
    cut.write_bytes(whole[1][: len(whole[1]) // 2])
    emptied.write_bytes(b"")
    foreign.write_bytes(whole[0])
    again = asked(tmp_path)
    assert (again.stdout.split(), again.stderr) == ([*drawn, "4"], "")
    for path in files:  # and kept again, with its length
        head, _, content = path.read_bytes().partition(b"\n")
        assert head.split()[-2] == str(len(content)).encode()
