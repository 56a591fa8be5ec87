"""A violation made small: fewer coordinates, fewer things that the file says, rounder numbers, as long as it still violates."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from verify.attack.candidates import Tables
from verify.attack.terms import ATOMS, shapes

#: how many smaller files are looked at
MOST = 40
SINGLE = {shape.plain: shape for shape in shapes()[: len(ATOMS)]}
#: what a file may leave out
OPTIONAL = (
    ("noise", "batch"), ("algorithm", "lambda"), ("algorithm", "eta"), ("algorithm", "beta_1"), ("algorithm", "T"),
    ("problem", "region"),
    ("constants", "L"), ("constants", "c_inf"), ("constants", "Delta"), ("constants", "sigma"),
)  # fmt: skip


def smaller(tables: Tables, still: Callable[[Tables], bool]) -> Tables:
    """The smallest file that was found on the way of which `still` holds, as it does of the first."""
    left = MOST
    for kind in (_coordinates, _terms, _noise, _left_out, _rounded_all, _rounded_each):
        found = True
        while found and left:
            found = False
            for changed in kind(tables):
                if not left:
                    break
                left -= 1
                if still(changed):
                    tables, found = changed, True
                    break
    return tables


def put(tables: Tables, section: str, key: str, value: Any) -> dict[str, Mapping[str, Any]]:
    """The same with one value changed; None leaves it out."""
    changed = {k: v for k, v in {**tables[section], key: value}.items() if v is not None}
    return {**tables, section: changed}


def _coordinates(tables: Tables) -> Iterator[Tables]:
    d = tables["problem"]["dimension"]
    for gone in range(d) if d > 1 else ():

        def kept(value: Any, gone: int = gone) -> Any:
            return [v for i, v in enumerate(value) if i != gone] if isinstance(value, list) and len(value) == d else value

        problem = {key: kept(value) for key, value in tables["problem"].items()}
        problem |= {"dimension": d - 1, "parameters": {k: kept(v) for k, v in problem["parameters"].items()}}
        noise = dict(tables["noise"])
        yield {**tables, "problem": problem, "noise": noise | ({"scale": kept(noise["scale"])} if "scale" in noise else {})}


def _terms(tables: Tables) -> Iterator[Tables]:
    """One atom for a sum of two, and no shift."""
    text, parameters = tables["problem"].get("term"), tables["problem"]["parameters"]
    if text is None or text in SINGLE:
        return
    plain = text.replace("((x-c)/s)", "(x/s)")
    for other in ([plain] if plain != text else []) + [one for one in SINGLE if one[:-1] in plain]:
        letters = {key: value for key, value in parameters.items() if key in ("a", "s")}
        yield put(put(tables, "problem", "term", other), "problem", "parameters", letters)


def _noise(tables: Tables) -> Iterator[Tables]:
    if tables["noise"]["kind"] not in ("none", "rademacher"):
        yield {**tables, "noise": {"kind": "rademacher", "scale": tables["noise"]["scale"]}}
    if tables["noise"]["kind"] != "none":
        yield {**tables, "noise": {"kind": "none"}}


def _left_out(tables: Tables) -> Iterator[Tables]:
    for section, key in OPTIONAL:
        if key in tables[section]:
            yield put(tables, section, key, None)


def rounded(value: float, digits: int) -> float:
    """To so many digits."""
    return float(f"{value:.{digits - 1}e}")


def _numbers(tables: Tables, change: Callable[[float], float]) -> Iterator[tuple[str, str, Any]]:
    """Every number or list of numbers that a change alters: section, key, and what it becomes."""

    def of(value: Any) -> Any:
        return [change(v) for v in value] if isinstance(value, list) else change(value)

    found = {("problem", "parameters"): {k: of(v) for k, v in tables["problem"]["parameters"].items()}}
    for section, keys in (
        ("problem", ("start", "region")), ("noise", ("scale",)), ("constants", tuple(tables["constants"])),
        ("algorithm", ("delta", "beta_1", "beta_2", "eta", "lambda")), ("target", ("epsilon", "eps_stage")),
    ):  # fmt: skip
        found |= {(section, key): of(tables[section][key]) for key in keys if key in tables[section]}
    yield from ((section, key, new) for (section, key), new in found.items() if new != tables[section][key])


def _rounded_all(tables: Tables) -> Iterator[Tables]:
    for digits in (1, 2):
        changed: Tables = tables
        for section, key, new in _numbers(tables, lambda v, digits=digits: rounded(v, digits)):  # type: ignore[misc]
            changed = put(changed, section, key, new)
        if changed != tables:
            yield changed


def _rounded_each(tables: Tables) -> Iterator[Tables]:
    for digits in (1, 2):
        for section, key, new in _numbers(tables, lambda v, digits=digits: rounded(v, digits)):  # type: ignore[misc]
            yield put(tables, section, key, new)
