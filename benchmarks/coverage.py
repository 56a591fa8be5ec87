"""How often an interval ever excludes the truth, looked at after every 64 runs up to 4096: every kind that is reported.

    python -m benchmarks.coverage [--sequences 20000] [--error-rate 0.05] [--write docs/statistics.md]

`run` looks after a multiple of 64 runs, chosen from what it has seen, and `--resume` with more runs looks at further ones; here
all of them are looked at, so that no such rule errs more often. The last column is the upper Clopper-Pearson limit, at 99 %, of
the probability of a miss. The last rows are intervals that are made wrong, or for a number of runs that is fixed beforehand.
"""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta, binom, norm

from benchmarks.document import put
from verify.decide.statistics import GROUP, median_interval, misses, proportion_interval
from verify.simulate.workers import BATCH

Array = NDArray[np.float64]
Draw = Callable[[np.random.Generator, int], Array]
Missed = Callable[[Array, float], bool]
MOST = 4096
LOOKS = np.arange(BATCH, MOST + 1, BATCH)


def coin(p: float) -> Draw:
    """Zeros and ones."""
    return lambda rng, n: (rng.random(n) < p).astype(float)


def mean_missed(mean: float, claim: float) -> Missed:
    """`mean_interval`, for a claim or for none."""
    return lambda values, rate: bool(misses(values, 1.0, rate, mean, claim)[LOOKS // GROUP - 1].any())


def proportion_missed(p: float) -> Missed:
    """`proportion_interval`; the limits depend on the counts alone."""
    table: dict[tuple[int, int, float], bool] = {}

    def excludes(k: int, n: int, rate: float) -> bool:
        if (k, n, rate) not in table:
            low, high = proportion_interval(k, n, rate)
            table[k, n, rate] = not low <= p <= high
        return table[k, n, rate]

    return lambda values, rate: any(
        excludes(int(k), int(n), rate) for k, n in zip(np.cumsum(values)[LOOKS - 1], LOOKS, strict=True)
    )


def median_missed(truth: float) -> Missed:
    """`median_interval`: which order statistics are its ends depends on the number alone."""
    ends: dict[float, Array] = {}

    def missed(values: Array, rate: float) -> bool:
        if rate not in ends:  # of 0, 1, ..., n - 1 the lower end is the number of values below it
            ends[rate] = LOOKS - np.array([median_interval(np.arange(float(n)), rate)[1] for n in LOOKS])
        beyond = (np.cumsum(side)[LOOKS - 1] for side in (values > truth, values < truth))
        return any(bool(np.any(count >= ends[rate])) for count in beyond)

    return missed


def interval_missed(truth: float, method: Callable[[Array, float], tuple[float, float]]) -> Missed:
    """An interval that is asked for at every look."""

    def missed(values: Array, rate: float) -> bool:
        found = (method(values[:n], rate) for n in LOOKS)
        return any(not low <= truth <= high for low, high in found)

    return missed


def fixed_median(values: Array, rate: float) -> tuple[float, float]:
    """Order statistics for a number of runs that is fixed beforehand: looked at once they would be right."""
    rank, ordered = int(binom.ppf(rate / 2.0, len(values), 0.5)), np.sort(values)
    return float(ordered[rank - 1]), float(ordered[len(values) - rank])


def fixed_proportion(values: Array, rate: float) -> tuple[float, float]:
    """Clopper and Pearson."""
    k, n = int(np.sum(values)), len(values)
    low = beta.ppf(rate / 2.0, k, n - k + 1) if k else 0.0
    return float(low), float(beta.ppf(1.0 - rate / 2.0, k + 1, n - k)) if k < n else 1.0


def normal(values: Array, rate: float) -> tuple[float, float]:
    """The normal approximation."""
    mean, half = float(np.mean(values)), float(norm.ppf(1.0 - rate / 2.0) * np.std(values) / np.sqrt(len(values)))
    return mean - half, mean + half


def uniform(rng: np.random.Generator, n: int) -> Array:
    """On [0, 1]."""
    return rng.random(n)


def small(rng: np.random.Generator, n: int) -> Array:
    """Mostly below 0.02, one in a thousand 1: mean 0.0109."""
    return np.where(rng.random(n) < 0.001, 1.0, 0.0099 / 0.999 * rng.random(n) * 2)


def steps(rng: np.random.Generator, n: int) -> Array:
    """Whole numbers and, for a tenth, infinity: iteration counts. Median 5."""
    values = np.floor(rng.random(n) * 10.0) + 1.0
    return np.where(values == 10.0, np.inf, values)


NONE = float("nan")
#: what is measured: how to draw it, whether it is missed
KINDS: dict[str, tuple[Draw, Missed]] = {
    "mean, fair coin": (coin(0.5), mean_missed(0.5, NONE)),
    "mean, uniform": (uniform, mean_missed(0.5, NONE)),
    "mean, rare one (1/100)": (coin(0.01), mean_missed(0.01, NONE)),
    "mean, rare zero (1/100)": (coin(0.99), mean_missed(0.99, NONE)),
    "mean, small, then one": (small, mean_missed(0.0109, NONE)),
    "mean, true claim with equality": (coin(0.3), mean_missed(0.3, 0.3)),
    "mean, claim just false": (coin(0.3), mean_missed(0.3, 0.3 - 1e-9)),
    "next step, mean slack 0": (coin(0.5), mean_missed(0.5, 0.5)),
    "median, uniform": (uniform, median_missed(0.5)),
    "median, iteration counts": (steps, median_missed(5.0)),
    "proportion 1/2": (coin(0.5), proportion_missed(0.5)),
    "proportion 1/20": (coin(0.05), proportion_missed(0.05)),
    "exits, 1/1000": (coin(0.001), proportion_missed(0.001)),
}
#: what must be found to miss too often
WRONG: dict[str, tuple[Draw, Missed]] = {
    "median for a fixed number": (uniform, interval_missed(0.5, fixed_median)),
    "proportion for a fixed number": (coin(0.5), interval_missed(0.5, fixed_proportion)),
    "mean, normal approximation": (uniform, interval_missed(0.5, normal)),
}


def measured(kinds: dict[str, tuple[Draw, Missed]], sequences: int, rate: float) -> Iterator[tuple[str, int, float, float]]:
    """(kind, missed, lower and upper limit of the probability of a miss, each at 99 %)."""
    for name, (draw, missed) in kinds.items():
        rng = np.random.default_rng(0)
        count = sum(missed(draw(rng, MOST), rate) for _ in range(sequences))
        low = float(beta.ppf(0.01, count, sequences - count + 1)) if count else 0.0
        yield name, count, low, float(beta.ppf(0.99, count + 1, sequences - count)) if count < sequences else 1.0


def main() -> None:
    """Print a row for every kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sequences", type=int, default=20_000)
    parser.add_argument("--error-rate", type=float, default=0.05)
    parser.add_argument("--write", type=Path, help="the document that gets the table")
    options = parser.parse_args()
    rows = ["| interval | sequences | ever missed | upper 99 % limit |", "|---|---|---|---|"]
    print(*rows, sep="\n", flush=True)
    for kinds, sequences in ((KINDS, options.sequences), (WRONG, min(options.sequences, 200))):
        for name, count, _, high in measured(kinds, sequences, options.error_rate):
            rows.append(f"| {name} | {sequences} | {count / sequences:.4f} | {high:.4f} |")
            print(rows[-1], flush=True)
    if options.write:
        put(options.write, "coverage", "".join(f"{row}\n" for row in rows))


if __name__ == "__main__":
    main()
