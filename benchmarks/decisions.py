"""How many runs it takes to decide "mean <= bound", against the best methods known.

    python -m benchmarks.decisions [--sequences 200] [--error-rate 0.01] [--write docs/statistics.md]

Medians over sequences, on laws on [0, 1] whose mean lies below the bound. All others are confidence sequences of the same error
rate, half of it on each side: `before` the mixture of 32 constant fractions that this project had; `constant` the fraction that
is best for the law, which is to be known for it; `hedged` and `aGRAPA` of Waudby-Smith & Ramdas, with stakes of at most half
or all of the capital, whichever is better; `universal` the portfolio of Cover & Ordentlich with weights Beta(1/2, 1/2).
"""

import argparse
from collections.abc import Callable, Iterator, Sequence
from functools import reduce
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.document import put
from verify.decide.statistics import GROUP, decided

Array = NDArray[np.float64]
#: law: how to draw (sequences, values), the claimed bound, values enough for every method
LAWS: dict[str, tuple[Callable[[np.random.Generator, tuple[int, int]], Array], float, int]] = {
    "near-constant 0.01": (lambda rng, shape: 0.01 + 1e-4 * (rng.random(shape) - 0.5), 0.02, 1200),
    "Bernoulli(0.01)": (lambda rng, shape: (rng.random(shape) < 0.01).astype(float), 0.02, 4800),
    "uniform": (lambda rng, shape: rng.random(shape), 0.55, 1200),
    "Beta(2, 20)": (lambda rng, shape: rng.beta(2.0, 20.0, shape), 0.1, 2000),
    "Bernoulli(1/2)": (lambda rng, shape: (rng.random(shape) < 0.5).astype(float), 0.55, 4000),
}
BEFORE = 1.0 - np.concatenate([np.geomspace(1e-4, 0.5, 12), 1.0 - np.geomspace(1e-4, 0.45, 20)])
CONSTANTS = np.concatenate([np.geomspace(1e-3, 0.5, 30), 1.0 - np.geomspace(1e-4, 0.45, 15)])


def constant(y: Array, m: float, fraction: float) -> Array:
    """Log capital of one fraction, staked on y being more than m."""
    return np.asarray(np.cumsum(np.log1p(fraction * (y / m - 1.0)), axis=1))


def mixture(logs: Sequence[Array]) -> Array:
    """Log of the average of capitals."""
    return np.asarray(reduce(np.logaddexp, logs) - np.log(len(logs)))


def past(y: Array) -> tuple[Array, Array, Array]:
    """Waudby-Smith & Ramdas' mean and variance before each value, and its number."""
    t = np.arange(1.0, y.shape[1] + 1.0)
    mean = (0.5 + np.cumsum(y, axis=1)) / (t + 1.0)
    variance = (0.25 + np.cumsum(np.square(y - mean), axis=1)) / (t + 1.0)
    first = np.ones((len(y), 1))
    return np.hstack([0.5 * first, mean[:, :-1]]), np.hstack([0.25 * first, variance[:, :-1]]), t


def hedged(y: Array, m: float, rate: float, most: float) -> Array:
    """Predictable plug-in, equation (26)."""
    _, variance, t = past(y)
    stake = np.sqrt(2.0 * np.log(2.0 / rate) / (variance * t * np.log1p(t)))
    return np.asarray(np.cumsum(np.log1p(np.minimum(stake, most / m) * (y - m)), axis=1))


def agrapa(y: Array, m: float, most: float) -> Array:
    """Approximate growth-rate adaptive, equation (37)."""
    mean, variance, _ = past(y)
    gain = mean - m
    stake = np.clip(gain / (variance + np.square(gain)), 0.0, most / m)
    return np.asarray(np.cumsum(np.log1p(stake * (y - m)), axis=1))


def universal(y: Array, m: float) -> Array:
    """Both directions in one portfolio, the integral over 64 nodes."""
    shares = np.square(np.sin((np.arange(64) + 0.5) / 64.0 * np.pi / 2.0))
    return mixture([np.cumsum(np.log(b * y / m + (1.0 - b) * (1.0 - y) / (1.0 - m)), axis=1) for b in shares])


def needed(log_capital: Array, log_threshold: float) -> float:
    """Median of the number of values at which the threshold is reached; infinite if it is not."""
    hit = log_capital >= log_threshold
    return float(np.median(np.where(hit.any(axis=1), np.argmax(hit, axis=1) + 1.0, np.inf)))


def ours(x: Array, bound: float, rate: float) -> float:
    """The same by `mean_interval`."""
    first = []
    for values in x:
        held, _ = decided(values, 1.0, rate, bound)
        first.append(GROUP * (np.argmax(held) + 1.0) if held.any() else np.inf)
    return float(np.median(first))


def rows(sequences: int, rate: float) -> Iterator[str]:
    """The table."""
    names = ("before", "now", "constant", "hedged", "aGRAPA", "universal")
    yield "| law | bound | " + " | ".join(names) + " | now over the best | over the best that need not know the law |"
    yield "|---" * (len(names) + 4) + "|"
    for name, (draw, bound, most) in LAWS.items():
        x = draw(np.random.default_rng(1), (sequences, most))
        y, m, two_sided = 1.0 - x, 1.0 - bound, float(np.log(2.0 / rate))
        found = {
            "before": needed(mixture([constant(y, m, c) for c in BEFORE]), two_sided),
            "now": ours(x, bound, rate),
            "constant": min(needed(constant(y, m, c), two_sided) for c in CONSTANTS),
            "hedged": min(needed(hedged(y, m, rate, most_staked), two_sided) for most_staked in (0.5, 0.999)),
            "aGRAPA": min(needed(agrapa(y, m, most_staked), two_sided) for most_staked in (0.5, 0.999)),
            "universal": needed(universal(y, m), float(np.log(1.0 / rate))),
        }
        over = [found["now"] / min(found[method] for method in names[first:]) for first in (2, 3)]
        told = " | ".join([f"{found[method]:.0f}" for method in names] + [f"{ratio:.2f}" for ratio in over])
        yield f"| {name} | {bound} | {told} |"


def main() -> None:
    """Print the table, or put it between the marks of a document."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sequences", type=int, default=200)
    parser.add_argument("--error-rate", type=float, default=0.01)
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    table = "".join(f"{row}\n" for row in rows(options.sequences, options.error_rate))
    print(table, end="")
    if options.write:
        put(options.write, "decisions", table)


if __name__ == "__main__":
    main()
