"""What would decide a row that is UNDECIDED, computed from what lacked, and the law that every such row says it."""

from collections.abc import Sequence
from math import ceil, floor, inf, isfinite, log10
from typing import Protocol

from verify.decide.statistics import proportion_interval
from verify.decide.verdict import HypothesisStatus, Outcome

HELPS = "would help: "
#: beyond so many times as many values no number is named
FURTHEST = 1_000_000


class Ends(Protocol):
    """An interval for a mean, of a `Measured` or of the statistics."""

    @property
    def mean(self) -> float: ...
    @property
    def lower(self) -> float | None: ...
    @property
    def upper(self) -> float | None: ...


def helped(why: str | None, what: str) -> str:
    """Why it is undecided, and what would help."""
    return "; ".join([*([why] if why else []), HELPS + what])


def explained(
    verdict: Outcome, reason: str | None, hypotheses: Sequence[HypothesisStatus], helps: str | None = None
) -> str | None:
    """The reason of a row. Raises ValueError where UNDECIDED or INAPPLICABLE does not say why."""
    if verdict == Outcome.UNDECIDED:
        said = helped(reason, helps) if helps else reason or ""
        if HELPS not in said:
            raise ValueError(f"UNDECIDED, and nothing says what would help: {reason}")
        return said
    failing = [h.name for h in hypotheses if h.fails and h.binding]
    if verdict == Outcome.INAPPLICABLE and not any(name in (reason or "") for name in failing):
        raise ValueError(f"INAPPLICABLE, and no hypothesis that fails is named: {reason}; failing are {failing}")
    return reason


def more(found: Ends, bound: float, count: int, what: str, powers: tuple[int, int] = (1, 2)) -> str:
    """How many values decide "mean <= bound", of which `count` do not, if their mean stays.

    The end that lies beyond the bound comes nearer to the mean like n^(-1/p), where p is 1 while the range decides and 2 once
    the variance does.
    """
    lower, upper = (end if end is not None else other for end, other in ((found.lower, -inf), (found.upper, inf)))
    if found.mean <= bound and upper == inf:
        return "a range: none is known, and without one no mean has an upper limit; a region may give it"
    reach, room = (upper - found.mean, bound - found.mean) if found.mean <= bound else (found.mean - lower, found.mean - bound)
    if not (isfinite(reach) and room * FURTHEST > reach):
        return f"far more {what} than the {count:,} there are: the mean cannot be told from the bound"
    few, many = (_round(count * max(reach / room, 1.0) ** p) for p in powers)
    return f"about {few} {what}" if few == many else f"about {few} to {many} {what}"


def more_trials(successes: int, count: int, level: float, share: float, what: str) -> str:
    """How many trials would tell a probability from a level, if the share of successes stayed."""
    for doubled in range(1, 20):
        n = count * 2**doubled
        low, high = proportion_interval(round(n * (successes / count)), n, share)
        if low > level or high <= level:
            return f"about {_round(n)} {what}"
    return f"far more {what} than the {count:,} there are: {successes / count:.3g} cannot be told from {level:g}"


def unconfirmed(slack: str | None, bits: int) -> str:
    """Where floats break an inequality and the slack's ball does not lie below 0."""
    return f"more than {bits} bits, or a wider rounding allowance: the ball of the slack is {slack}"


def _round(n: float) -> str:
    """Two digits, upwards."""
    unit = 10 ** max(floor(log10(n)) - 1, 0)
    return f"{ceil(n / unit) * unit:,}"
