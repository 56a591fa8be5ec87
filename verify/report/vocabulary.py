"""The words of verdicts, as every view of a report explains them, and of what has no row."""

from collections.abc import Mapping, Sequence

LEGEND = {
    "HOLDS": "the upper confidence limit lies at or below the bound (pathwise: at every step of every run)",
    "VIOLATED": "the lower confidence limit lies above the bound (pathwise: at some step, named)",
    "UNDECIDED": "the tool could not tell: the interval contains the bound after the largest allowed number of runs, or a "
    "range, a horizon or a proof is out of reach; the reason says what would help",
    "INAPPLICABLE": "a hypothesis of the claim fails, which is named (a file for another algorithm has no row)",
}


def others(pairs: Sequence[Mapping[str, str]]) -> tuple[str, ...]:
    """The claims that are about other algorithms than the files', a text for the files of one algorithm together."""
    files: dict[str, list[str]] = {}
    claims: dict[tuple[str, ...], list[str]] = {}
    for one in pairs:
        files.setdefault(one["problem"], [one["algorithm"]]).append(one["claim"])
    for problem, (algorithm, *named) in files.items():
        claims.setdefault((algorithm, *named), []).append(problem)
    return tuple(
        f"{', '.join(named)} on {problems[0] if len(problems) == 1 else f'{len(problems)} problems'} ({algorithm})"
        for (algorithm, *named), problems in claims.items()
    )


def others_counted(pairs: Sequence[Mapping[str, str]]) -> str:
    """How many claims and problems those are."""
    claims, problems = ({one[name] for one in pairs} for name in ("claim", "problem"))
    return f"{len(claims)} claims and {len(problems)} problems, {len(pairs)} pairs"
