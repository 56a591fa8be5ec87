"""A violation is made small: what does not matter goes, what matters stays."""

from typing import Any

from verify.attack.smaller import MOST, rounded, smaller

TABLES: dict[str, Any] = {
    "problem": {
        "name": "p", "term": "a*((x/s)^2/2+((4*(x/s))^2/2)/8)", "dimension": 2, "start": [1.234, 0.5678], "region": 3.21,
        "parameters": {"a": [1.0, 2.345], "s": [1.0, 1.0]},
    },
    "noise": {"kind": "uniform", "scale": [0.123, 0.456]},
    "constants": {"L": 7.89},
    "algorithm": {"name": "adamw-d", "delta": 0.9876, "beta_2": 0.0123, "lambda": 0.3456},
    "target": {"epsilon": 0.2345},
}  # fmt: skip


def test_what_does_not_matter_goes() -> None:
    small = smaller(TABLES, lambda _: True)
    assert small["problem"]["dimension"] == 1
    assert small["noise"] == {"kind": "none"}
    assert small["constants"] == {}
    assert "lambda" not in small["algorithm"]
    assert small["algorithm"]["delta"] == 1.0
    assert small["problem"]["term"] != TABLES["problem"]["term"]


def test_what_matters_stays() -> None:
    def still(tables: Any) -> bool:
        return bool(tables["problem"]["dimension"] == 2 and 0.34 < tables["algorithm"].get("lambda", 0.0) < 0.36)

    small = smaller(TABLES, still)
    assert still(small)
    assert small["algorithm"]["lambda"] == 0.35
    assert small["problem"]["start"] == [1.0, 0.6]


def test_nothing_is_changed_where_nothing_smaller_violates_and_looks_are_limited() -> None:
    looks: list[Any] = []
    assert smaller(TABLES, lambda tables: bool(looks.append(tables))) == TABLES
    assert 10 < len(looks) <= MOST


def test_numbers_are_rounded_to_digits() -> None:
    assert (rounded(0.0123, 1), rounded(98.7, 1), rounded(0.2345, 2), rounded(0.0, 1)) == (0.01, 100.0, 0.23, 0.0)
