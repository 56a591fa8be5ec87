"""Keys: whatever determines a result changes them, and nothing else does."""

import importlib.util
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import sympy as sp

from problems.fingerprint import NOTES, code_of, fingerprint
from theory.papers import all_claims


@dataclass(frozen=True)
class Pair:
    a: object
    b: object


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (np.array([1.0, 2.0]), np.array([1.0, np.nextafter(2.0, 3.0)])),
        (np.zeros((2, 3)), np.zeros((3, 2))),
        (np.zeros(2), np.zeros(2, dtype=np.float32)),
        (np.arange(2000.0), np.where(np.arange(2000) == 1000, 0.5, np.arange(2000.0))),  # a text would leave it out
        (0.0, -0.0),
        (1, 1.0),
        (1, True),
        ("1", 1),
        (["ab", "c"], ["a", "bc"]),
        ({"a": 1, "b": 2}, {"a": 2, "b": 1}),
        (Pair(1, 2), Pair(2, 1)),
        (sp.Symbol("x"), sp.Symbol("x", positive=True)),
        (sp.Rational(1, 3), sp.Float(1) / 3),
        (lambda x: x + 1, lambda x: x - 1),
        (lambda x: x * 2.0, lambda x: x * 3.0),
    ],
)
def test_what_differs_has_another_key(one: object, other: object) -> None:
    assert fingerprint(one) != fingerprint(other)
    assert fingerprint(one) == fingerprint(one)


def test_a_closure_counts() -> None:
    def scaled(by: float) -> object:
        return lambda x: by * x

    assert fingerprint(scaled(2.0)) != fingerprint(scaled(3.0))
    assert fingerprint(scaled(2.0)) == fingerprint(scaled(2.0))


def test_what_cannot_be_told_is_never_found_again() -> None:
    with (Path(__file__)).open(encoding="utf-8") as file:
        assert fingerprint(file) != fingerprint(file)


def _module(folder: Path, name: str) -> ModuleType:
    for known in [known for known in sys.modules if known.startswith("outside_")]:
        del sys.modules[known]
    spec = importlib.util.spec_from_file_location(name, folder / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def test_code_counts_wherever_it_lives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file outside, and a file that it imports, and only those."""
    monkeypatch.syspath_prepend(str(tmp_path))
    rule, helper, other = (tmp_path / f"outside_{name}.py" for name in ("rule", "helper", "other"))
    rule.write_text("from outside_helper import GAIN\ndef update(x):\n    return GAIN * x\n", encoding="utf-8")
    helper.write_text("GAIN = 1.0\n", encoding="utf-8")
    other.write_text("GAIN = 1.0\n", encoding="utf-8")
    keys = [fingerprint(_module(tmp_path, "outside_rule").update)]
    other.write_text("GAIN = 9.0\n", encoding="utf-8")
    keys.append(fingerprint(_module(tmp_path, "outside_rule").update))
    helper.write_text("GAIN = 4.0\n", encoding="utf-8")
    keys.append(fingerprint(_module(tmp_path, "outside_rule").update))
    rule.write_text("from outside_helper import GAIN\ndef update(x):\n    return GAIN + x\n", encoding="utf-8")
    keys.append(fingerprint(_module(tmp_path, "outside_rule").update))
    assert keys[0] == keys[1]
    assert len(set(keys)) == 3


def test_the_code_of_a_module_is_that_of_all_that_it_imports() -> None:
    assert code_of("verify.simulate.workers") != code_of("problems.certify.constants")
    assert code_of("verify.simulate.workers") == code_of("verify.simulate.workers")


def test_another_process_finds_the_same_keys() -> None:
    """Neither the order of imports nor the seed of Python's hashes counts."""
    asked = "from problems.fingerprint import NOTES, code_of, fingerprint; from theory.papers import all_claims; "
    asked += "print(fingerprint(list(all_claims())), code_of('verify.simulate.workers'))"
    seed = {**os.environ, "PYTHONHASHSEED": "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"}
    there = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, env=seed).stdout
    assert there == f"{fingerprint(list(all_claims()))} {code_of('verify.simulate.workers')}\n"


def test_a_source_is_parsed_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    def key(more: str = "") -> str:
        code = f"import problems.fingerprint as f\n{more}\nprint(f.code_of('problems.problem'))"
        return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    first = key()
    assert key("f._imports = None") == first
    (noted,) = tmp_path.rglob(NOTES)
    noted.write_bytes(noted.read_bytes().replace(b"numpy", b"nampy"))
    assert key() == first
