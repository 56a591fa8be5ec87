"""Coverage of the confidence sequence under optional stopping, on distributions that are hard for it.

    python -m benchmarks.coverage [--sequences 2000] [--error-rate 0.05]

For each distribution on [0, 1] with known mean: how often the interval ever excludes the mean at the looks at 64, 128,
..., 2048 values (the doubling of `run`), with a Clopper-Pearson interval for that probability, and the mean width at
the end.
"""

import argparse
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from verify.decide.statistics import mean_interval, proportion_interval

Draw = Callable[[np.random.Generator, int], NDArray[np.float64]]
DISTRIBUTIONS: dict[str, tuple[float, Draw]] = {
    "constant 0.01": (0.01, lambda rng, n: np.full(n, 0.01)),
    "fair coin": (0.5, lambda rng, n: rng.integers(0, 2, n).astype(float)),
    "rare one, p = 1/100": (0.01, lambda rng, n: (rng.random(n) < 0.01).astype(float)),
    "rare one, p = 1/1000": (0.001, lambda rng, n: (rng.random(n) < 0.001).astype(float)),
    "rare zero, p = 1/100": (0.99, lambda rng, n: (rng.random(n) >= 0.01).astype(float)),
    "uniform": (0.5, lambda rng, n: rng.random(n)),
    "small, then one": (0.0109, lambda rng, n: np.where(rng.random(n) < 0.001, 1.0, 0.0099 / 0.999 * rng.random(n) * 2)),
}


def main() -> None:
    """Print a row per distribution."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sequences", type=int, default=2000)
    parser.add_argument("--error-rate", type=float, default=0.05)
    options = parser.parse_args()
    looks = [64 * 2**j for j in range(6)]
    print(f"error rate {options.error_rate}, {options.sequences} sequences, looks at {looks}")
    print(f"{'distribution':24} {'missed':>8} {'99 % interval':>20} {'width at the end':>18}")
    for name, (mean, draw) in DISTRIBUTIONS.items():
        rng = np.random.default_rng(0)
        missed, widths = 0, []
        for _ in range(options.sequences):
            values = draw(rng, looks[-1])
            intervals = [mean_interval(values[:n], 1.0, options.error_rate) for n in looks]
            missed += any(not i.lower <= mean <= i.upper for i in intervals)
            widths.append(intervals[-1].upper - intervals[-1].lower)
        low, high = proportion_interval(missed, options.sequences, 0.01)
        interval = f"[{low:.4f}, {high:.4f}]"
        print(f"{name:24} {missed / options.sequences:8.4f} {interval:>20} {np.mean(widths):18.4f}")


if __name__ == "__main__":
    main()
