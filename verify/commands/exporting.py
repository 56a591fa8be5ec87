"""Goals as files that others can check: SMT-LIB 2, and certificates with rational coefficients.

What the search for a goal's certificate found, or that it found none, is kept in the user's cache: a search that was ended
goes on.
"""

import contextlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from inspect import getsource
from pathlib import Path
from typing import Any

from problems.fingerprint import code_of, fingerprint
from problems.kept import cache_folder, keep, kept, write_all
from theory.claim import Goal, Status, Step
from theory.graph import closure
from theory.prove import certificate_check
from theory.prove.certificate import certificates_of
from theory.prove.smt import refuted_at_random
from theory.prove.smtlib import problems_of
from verify.commands.options import as_file


def searched(goal: Goal) -> list[list[dict[str, Any]]]:
    """The certificates of a goal as JSON data: for each conjunct those of its sides, or none; none of what is refuted."""
    code = code_of(certificates_of, problems_of, refuted_at_random)
    key = fingerprint(code, goal.prover, goal.premises, goal.conclusion, goal.hint)
    folder = cache_folder("searched")
    place = None if folder is None else folder / f"{key}.json"
    if place is not None and (content := kept(place, key)) is not None:
        found: list[list[dict[str, Any]]] = json.loads(content)
        return found
    alone = replace(goal, uses=())
    false = refuted_at_random(alone).status is Status.REFUTED
    made = [[]] * len(problems_of(alone)) if false else [[one.to_dict() for one in sides] for sides in certificates_of(alone)]
    text = json.dumps(made)
    if place is not None:
        with contextlib.suppress(OSError):
            keep(place, key, text.encode())
    again: list[list[dict[str, Any]]] = json.loads(text)
    return again


def exported(
    steps: Sequence[tuple[str, Step]], committed: Mapping[str, Mapping[str, str]], folder: Path, progress: Callable[[], object]
) -> dict[str, int]:
    """Write the goals of the chosen steps, and what they rest on, as SMT-LIB 2, with certificates; how many there are.

    `index.json` maps each file to the steps whose goal it is, and to the status that the paper's folder commits for them.
    `check_certificates.py` checks the certificates.
    """
    written: dict[Path, bytes] = {}
    places: dict[str, dict[str, str]] = {}
    files_of: dict[Goal, list[str]] = {}
    certified = 0
    for variant, one in steps:
        for goal in one.goals:
            for number, below in enumerate(closure(goal)):
                if below not in files_of:
                    texts = problems_of(below)
                    shown = searched(below) if texts else []
                    files_of[below] = [f"{one.id}.{variant}.{len(files_of)}.{i}.smt2" for i in range(len(texts))]
                    for name, text, sides in zip(files_of[below], texts, shown, strict=True):
                        written[folder / name] = text.encode()
                        certified += bool(sides)
                        if sides:
                            written[(folder / name).with_suffix(".certificate.json")] = (json.dumps(sides) + "\n").encode()
                if number == len(closure(goal)) - 1:
                    for name in files_of[below]:
                        status = committed.get(f"{one.claim}:{variant}", {}).get(one.id, "")
                        places.setdefault(name, {})[f"{variant} {one.id}"] = status
        progress()
    written[folder / "index.json"] = as_file(places)
    written[folder / "check_certificates.py"] = getsource(certificate_check).encode()
    write_all(written)
    return {"files": sum(map(len, files_of.values())), "certificates": certified, "goals": sum(map(bool, files_of.values()))}
