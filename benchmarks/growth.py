"""What time and memory grow with, and how much of a step of a finite sum its matrix products are.

    python -m benchmarks.growth [--rounds 3] [--most-steps 1000000] [--most-runs 65536]

Through the code that `run` uses, in this process, with the compiled loop of `benchmarks.throughput` (two means, d = 100): time
per update by the number of steps T and of runs R, as multiples of the fastest; the largest memory at the most runs, in a
process of its own, beside the state x, m, n of all runs. Then theorem 2's loop on the shipped finite sum with the most
samples: the share of the time of its two matrix products in a step's, and its rate beside that of square matrices.
Medians of interleaved rounds, processor time.
"""

import argparse
import multiprocessing
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import replace

import numpy as np
from threadpoolctl import threadpool_limits

from benchmarks.throughput import through_workers, two_means
from problems.families.linear import LinearFiniteSum
from problems.load import load, shipped
from theory.papers import find
from verify.decide.plan import plan

D = 100
#: updates that a timing takes at least: a shorter one is repeated
LEAST = 1e8
#: runs where T varies, and steps where R does
RUNS, STEPS = 64, 1_000
SQUARE = 1_024


def seconds(work: Callable[[], object], repeat: int) -> float:
    """Processor seconds that the work takes, once."""
    began = time.process_time()
    for _ in range(repeat):
        work()
    return (time.process_time() - began) / repeat


def growth(sizes: list[tuple[int, int]], rounds: int) -> list[float]:
    """Nanoseconds of an update at these (R, T)."""
    go = two_means("compiled")
    go(RUNS, D, 4)
    found = []
    for _ in range(rounds):
        times = [seconds(lambda R=R, T=T: go(R, D, T), max(1, round(LEAST / (R * D * T)))) for R, T in sizes]  # type: ignore[misc]
        found.append([1e9 * one / (R * D * T) for one, (R, T) in zip(times, sizes, strict=True)])
    return [statistics.median(column) for column in zip(*found, strict=True)]


def peak(R: int) -> int:
    """Bytes that R runs of a few steps add to what the process took for few of them."""
    go = two_means("compiled")
    go(RUNS, D, 200)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    go(R, D, 200)
    return 1024 * (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)


def finite_sum(rounds: int) -> tuple[str, float, float]:
    """The problem, the share of a step's time that its matrix products take, and the step's share of square products' rate."""
    sums = [path for path in shipped() if "breast_cancer" in path.stem]
    problem = max((load(path) for path in sums), key=lambda one: getattr(one.family, "samples", 0))
    laid = plan(next(c for c in find("theorem-2") if c.variant == "repaired"), problem, problem.epsilon, 0).experiment
    assert laid is not None
    assert isinstance(problem.family, LinearFiniteSum)
    steps, table, width = 400, problem.family.table, problem.family.width
    x, slope, square = np.ones((table.shape[1], width)), np.ones((table.shape[0], width)), np.ones((SQUARE, SQUARE))
    laid = replace(laid, steps=steps)
    through_workers(laid, width)

    def products() -> None:
        np.matmul(table, x)
        np.matmul(table.T, slope)

    with threadpool_limits(1):
        found = [
            (seconds(lambda: through_workers(laid, width), 1), seconds(products, 200), seconds(lambda: square @ square, 1))
            for _ in range(rounds)
        ]
    run, product, whole = (statistics.median(column) for column in zip(*found, strict=True))
    step = run / steps
    return problem.name, product / step, (4 * table.size * width / step) / (2 * SQUARE**3 / whole)


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3, help="timings of each size (the median is printed)")
    parser.add_argument("--most-steps", type=int, default=1_000_000)
    parser.add_argument("--most-runs", type=int, default=65_536)
    options = parser.parse_args()
    by_steps = [(RUNS, T) for T in (10**j for j in range(3, 7)) if options.most_steps >= T]
    by_runs = [(R, STEPS) for R in (64, 1_024, 8_192, 65_536) if options.most_runs >= R]
    times = growth([*by_steps, *by_runs], options.rounds)
    fastest = min(times)
    print(f"d = {D}\n| R | T | ns an update | of the fastest |\n|---|---|---|---|")
    for (R, T), one in zip([*by_steps, *by_runs], times, strict=True):
        print(f"| {R:,} | {T:,} | {one:.3g} | {one / fastest:.2f} |", flush=True)
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        added = pool.apply(peak, (options.most_runs,))
    runs, state = options.most_runs, 24.0 * D * options.most_runs
    print(f"memory of {runs:,} runs: {added / 1e6:.3g} MB, {added / state:.2f} of their state ({state / 1e6:.3g} MB)")
    name, products, rate = finite_sum(options.rounds)
    print(f"{name}: matrix products are {products:.0%} of a step's time; it has {rate:.0%} of the rate of square ones")


if __name__ == "__main__":
    main()
