"""How small can the constants be? Of claims about one step and about a few, by the worst smooth functions (`theory.worst`).

Both ends of every number are rationals that are checked, so nothing of these has an error rate; the problems of
`problems/tightest/`, which come closest to a bound, are run.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from theory.claim import Claim
from theory.papers import find
from theory.worst import few_steps, one_step
from verify.decide.error_rates import Even
from verify.studies.base import Progress, Study
from verify.studies.how_tight.attained import attained, files
from verify.studies.render import markdown

TIGHT = ("lemma-2:paper", "theorem-2:paper", "theorem-2:repaired", "bounded-scaling:paper", "bounded-scaling:tighter")
#: how close the ends are, relative to what is stated, of a constant that is called exact
CLOSE = 1e-4


def decide(claims: Sequence[Claim], seed: int, error_rate: float, progress: Progress) -> Study:
    """No rows: that a claim holds in some settings is none, and what breaks one is found on problems too."""
    data: dict[str, Any] = {"one": [], "few": []}
    for key in TIGHT:
        progress(f"worst functions: {key}")
        (claim,) = find(key)
        for kind, worst in (("one", one_step.told), ("few", few_steps.told)):
            for row in worst(claim, claim.parts):
                kept = {name: x for name, x in row.items() if name not in ("function", "gradients", "spare")}
                at = ", ".join(f"{letter} = {x}" for letter, x in row["setting"].items())
                data[kind].append({**kept, "claim": key, "setting": at, "exact": exact(row)})
    progress("the tightest problems")
    spent = Even(error_rate, {"means of the tightest problems": len(files())})
    return Study((), data | {"attained": list(attained(seed, spent.each)), "error_rates": spent.as_data()})


def exact(row: Mapping[str, Any]) -> bool:
    """Whether the ends of a constant meet, as far as they are printed."""
    return row["high"] is not None and row["high"] - row["low"] <= CLOSE * abs(row["stated"])


def figures(data: Mapping[str, Any], folder: Path) -> list[dict[str, str]]:
    """None: it is a table."""
    return []


def sentences(data: Mapping[str, Any]) -> list[str]:
    """What can and what cannot be made better."""
    one = [row for row in data["one"] if row["holds"] and row["exact"]]
    best = [row for row in one if row["high"] == row["stated"]]
    found = [f"Of {len(one)} constants of one step that hold, {len(best)} are the best there are: a function attains each."]
    for row in data["few"]:
        if row["violated"]:
            found.append(f"{row['claim']} {row['part']} is broken by a function, {row['ratio']:.4g} times the bound.")
        elif row["exact"] and row["holds"]:
            less = f"no bound less than {row['ratio']:.4g} of what is stated holds"
            found.append(f"{row['claim']} {row['part']}: {less} (at {row['setting']}).")
    for row in data["attained"]:
        ends = [one["high"] / one["stated"] for one in data["few"] if all(one[key] == row[key] for key in ("claim", "part"))]
        meets = any(abs(end - row["ratio"]) <= CLOSE for end in ends)
        more = "; no smooth function has more in its first steps, as proved above" if meets else ""
        found.append(f"{row['claim']} {row['part']}: {row['file']} attains {row['ratio']:.4g} of the bound{more}.")
    return found


def section(data: Mapping[str, Any]) -> str:
    """The section of the report."""
    return markdown("how_tight", {**data, "sentences": sentences(data)})
