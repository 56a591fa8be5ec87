"""Attacks on every claim, and on planted falsehoods: what the search finds, and in how many seeds.

    python -m benchmarks.attack [--candidates 200 | --budget 60] [--seeds 10] [--seconds 240] [--only WORD]

Each attack is kept in build/attack once it is done: the program begins no new one after `--seconds`, and goes on where it
stopped when it is called again. Candidates are counted: a seed gives the same table on any machine. With `--budget` every claim
is attacked for so many seconds by two processes instead, which a machine that does something else falsifies.
"""

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import sympy as sp

from problems.fingerprint import code_of, fingerprint
from theory.claim import Claim, Goal, Hypothesis, Variant
from theory.graph import SETTING_KEYS, conditions
from theory.papers import all_claims, find
from theory.papers.adamw.theorem_2.proof import CONCLUDES
from theory.prove.conclusions import relation_key
from theory.symbols import T, decay_0, decay_star, eps_0
from theory.worst.few_steps import told as worst_of_steps
from theory.worst.one_step import told as worst_functions
from verify.attack.hunt import Hunt
from verify.attack.target import Target, nothing, studied, targets
from verify.decide.plant import falsehood, planted
from verify.report.numbers import number
from verify.simulate.workers import Workers

#: share of the best ratio found to which a bound is scaled
SHARE = 0.7
Task = Callable[[], dict[str, Any]]


def attacked(claim: Claim, limit: Sequence[str], folder: Path) -> dict[str, Any]:
    """What `attack` tells of a claim and the seconds that it took, or the line that says that there is nothing to search."""
    if not targets(claim, ()) and not studied(claim):
        return {"nothing": nothing(claim).removeprefix("nothing to search: ")}
    words = ["attack", claim.key, *limit, "--out", str(folder / claim.key.replace(":", "_")), "--json", "--quiet"]
    began = time.monotonic()
    done = subprocess.run([sys.executable, "-m", "verify", *words], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):  # 1: a violation
        sys.exit(done.stderr)
    return {"told": json.loads(done.stdout), "seconds": time.monotonic() - began}


def hunted(target: Target, seed: int, candidates: int) -> dict[str, Any]:
    """The parts of a falsehood that the search breaks."""
    hunt = Hunt(target, seed, 0.01, lambda _: None, small=False)
    hunt.run(candidates, None, lambda now: now.search.parts.clear() if now.violations else None, Workers(1))
    return {"candidates": hunt.search.tried, "parts": sorted({row.part for one in hunt.violations for row in one.rows})}


def by_functions(target: Target) -> dict[str, Any]:
    """The parts of a falsehood that the worst functions of a step and of a few steps break."""
    rows = [row for worst in (worst_functions, worst_of_steps) for row in worst(target.claim, target.parts)]
    return {"parts": sorted({row["part"] for row in rows if row["violated"]})}


def needed_by(claim: Claim, hypothesis: Hypothesis) -> tuple[str, ...]:
    """The parts of theorem 2 whose proof, as the machine checked it, rests on a hypothesis."""
    proofs = {part: conditions(Goal("same", sp.true, uses=(use,))) for part, use in CONCLUDES[Variant(claim.variant)].items()}
    return tuple(part for part, asked in proofs.items() if relation_key(hypothesis.relation) in map(relation_key, asked))


def true_all_the_same(claim: Claim, hypothesis: Hypothesis) -> str:
    """Why a claim is no falsehood without a hypothesis; none: ''."""
    if relation_key(hypothesis.relation) in SETTING_KEYS:
        return "no falsehood: no file may say otherwise"
    return "" if needed_by(claim, hypothesis) else "no falsehood: the proof of no part rests on it"


def falsehoods(best: Mapping[str, float]) -> Iterator[tuple[str, Target]]:
    """Theorem 2 and theorem 4, repaired, with one thing made wrong; `best` are ratios of theorem 2's parts."""
    (claim,) = find("theorem-2:repaired", ())
    (whole,) = targets(claim, ())
    eq_18 = next(part for part in claim.parts if part.id == "eq-18")
    for term, _ in eq_18.terms:
        yield f"Eq. 18 without the {term}", only(planted(claim, f"eq-18/{term}=0"), "eq-18")
    for part in whole.parts:
        if best.get(part.id):
            scaled = planted(claim, f"{part.id}={SHARE * best[part.id]}")
            yield f"{part.id} times {SHARE} of {best[part.id]:.4g}", only(scaled, part.id)
    for hypothesis in (one for one in claim.hypotheses if not true_all_the_same(claim, one)):
        rest = tuple(one for one in claim.hypotheses if one is not hypothesis)
        yield f"without {hypothesis.name}", Target(falsehood(claim, hypotheses=rest))
    (staged,) = find("theorem-4:repaired", ())
    decaying = next(one for one in staged.schedules if one.name == "decaying")
    start = {**staged.prescription, eps_0: staged.prescription[eps_0].subs(decay_0, 0)}
    one = falsehood(staged, schedules=(decaying,), prescription=start)
    yield "theorem 4, decaying: eps_0 without the decay", targets(one, ())[0]
    constant = next(one for one in staged.schedules if one.name == "constant")
    shorter = {**constant.prescription, T: constant.prescription[T].subs(decay_star, 0)}
    gradient = tuple(part for part in staged.parts if part.id == "gradient")
    one = falsehood(staged, schedules=(replace(constant, prescription=shorter),), parts=gradient)
    yield "theorem 4, constant: T without the decay D", targets(one, ())[0]


def only(claim: Claim, part: str) -> Target:
    """A claim with one part."""
    return Target(replace(claim, parts=tuple(one for one in claim.parts if one.id == part)))


def best_ratios(done: Mapping[str, Any]) -> dict[str, float]:
    """Measured over bound of every part of a mean, as the attack on the true theorem 2 found it."""
    found = done.get("claim theorem-2:repaired", {"told": []})["told"]
    rows = [row for one in found for row in one["parts"] if row["ratio"] and row["row"]["kind"] == "expectation"]
    return {row["part"]: row["ratio"] for row in rows}


def tasks(limit: Sequence[str], candidates: int | None, seeds: int, folder: Path) -> Iterator[tuple[str, Task]]:
    """Every attack, by name; those that need what an earlier one kept come after it."""
    first = find("theorem-2:repaired", ())
    for claim in (*first, *(one for one in all_claims() if one not in first)):
        yield f"claim {claim.key}", partial(attacked, claim, limit, folder)
    if candidates is None:  # how often falsehoods are found is counted in candidates
        return
    for name, target in falsehoods(best_ratios(kept(folder))):
        for seed in range(seeds):
            yield f"falsehood {name} seed {seed}", partial(hunted, target, seed, candidates)
        yield f"falsehood {name} functions", partial(by_functions, target)


def kept(folder: Path) -> dict[str, Any]:
    """What was done."""
    return {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))}


def claims_table(done: dict[str, Any], timed: bool) -> Iterator[str]:
    """One row a claim, variant and schedule, with the parts of which no candidate within the horizon was an instance.

    `timed`: with the seconds of the whole command.
    """
    yield "| claim | schedule |" + " seconds |" * timed + " candidates | best ratio | of part | violated | tightest file |"
    yield "|---|---|" + "---|" * timed + "---|---|---|---|---|"
    nothing = []
    for claim in all_claims():
        found = done.get(f"claim {claim.key}")
        if found is None:
            continue
        if "nothing" in found:
            nothing.append(f"* {claim.key}: {found['nothing']}.")
            continue
        for one in found["told"]:
            rows = [row for row in one["parts"] if row["ratio"] is not None]
            best = max(rows, key=lambda row: row["ratio"], default=None)
            broken = [row["part"] for row in one["parts"] if row["verdict"] == "VIOLATED"]
            for kind, name in (("worst", "worst function"), ("steps", "worst steps")):
                broken += [f"{row['part']} ({name})" for row in one.get(kind, []) if row["violated"]]
            told = ", ".join(broken) or "none"
            if out := [row["part"] for row in one["parts"] if row["verdict"] is None and not row.get("history", True)]:
                told += f" (not estimated: {', '.join(out)})"
            ratio, part, file = (number(best["ratio"]), best["part"], best["file"]) if best else ("none certified", "", None)
            cells = (claim.key, one["schedule"] or "", *[f"{found['seconds']:.0f}"] * timed, one["candidates"], ratio, part,
                     told, file or "")  # fmt: skip
            yield "| " + " | ".join(map(str, cells)) + " |"
    if nothing:
        yield from ("", "Nothing to search:", "", *nothing)


def falsehoods_table(done: dict[str, Any], seeds: int) -> Iterator[str]:
    """One row a falsehood."""
    yield "| falsehood | found by the search in | most candidates | parts broken | by the worst function |"
    yield "|---|---|---|---|---|"
    for name, _ in falsehoods(best_ratios(done)):
        found = [one for seed in range(seeds) if (one := done.get(f"falsehood {name} seed {seed}"))]
        if found:
            parts = ", ".join(sorted({part for one in found for part in one["parts"]}))
            functions = ", ".join(done.get(f"falsehood {name} functions", {"parts": ["not asked"]})["parts"])
            count = f"{sum(bool(one['parts']) for one in found)} of {len(found)} seeds"
            yield f"| {name} | {count} | {max(one['candidates'] for one in found)} | {parts} | {functions} |"
    (claim,) = find("theorem-2:repaired", ())
    for hypothesis in claim.hypotheses:
        if why := true_all_the_same(claim, hypothesis):
            yield f"| without {hypothesis.name} | {why} | | | |"


def main() -> None:
    """Go on for a while; print the tables of what is done."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    counted = parser.add_mutually_exclusive_group()
    counted.add_argument("--candidates", type=int, default=200)
    counted.add_argument("--budget", type=float, help="seconds of each claim's attack, by two processes")
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=240.0)
    parser.add_argument("--only", default="", help="a word of the names of the attacks that are to be done now")
    options = parser.parse_args()
    timed, candidates = options.budget is not None, None if options.budget is not None else options.candidates
    words = ("--budget", options.budget, "--workers", 2) if timed else ("--candidates", candidates, "--workers", 1)
    folder = Path("build/attack") / fingerprint(code_of("verify.attack.hunt"), options.budget if timed else candidates)[:16]
    folder.mkdir(parents=True, exist_ok=True)
    started = time.monotonic()
    for name, task in tasks([*map(str, words)], candidates, options.seeds, folder):
        path = folder / f"{name}.json"
        if options.only in name and not path.exists() and time.monotonic() - started < options.seconds:
            path.write_text(json.dumps(task()), encoding="utf-8")
            print(f"{time.monotonic() - started:.0f} s: {name}", file=sys.stderr, flush=True)
    done = kept(folder)
    what = f"Seconds of each attack, on two cores: {options.budget:g}" if timed else f"Candidates of each attack: {candidates}"
    told = [f"{what}.", "", *claims_table(done, timed)]
    if any(name.startswith("falsehood") for name in done):
        told += ["", *falsehoods_table(done, options.seeds)]
    print(*told, sep="\n")


if __name__ == "__main__":
    main()
