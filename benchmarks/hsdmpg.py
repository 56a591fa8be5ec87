"""HSDMPG's Theorem 1 measured on two generated data sets: `python -m benchmarks.hsdmpg`.

Least squares, rows of length r whose columns are alike or fall by a factor of 10, one sample S, exact inner solver. A step is
stochastic while |S_t| < n; nu^2 is the largest along the first run, and a fixed point of what |S_t| is made of. Prints a line
a step: |S_t|, E[F - F_*] over the runs, the bounds of the paper and of the repaired variant, and measured over repaired.
"""

import math

import numpy as np

from theory.papers.hsdmpg.theorem_1.goals import LEAST, zeta

ROWS, D, MU, R, STEPS, RUNS, TAU, LABEL_NOISE = 100_000, 8, 0.02, 1.0, 36, 32, 0.01, 0.1
#: scales of the columns before a row is brought to its length, and s: gam is 0 for the one, above 0 for the other
DATA = {"columns alike": (np.ones(D), 20_000), "columns that fall": (np.geomspace(1, 0.1, D), 2_000)}


def main(seed: int = 0) -> None:
    """Both data sets."""
    for name, (scales, sample) in DATA.items():
        print(f"{name}:")
        measure(scales, sample, seed)


def measure(scales: np.ndarray, size_of_sample: int, seed: int) -> None:
    """Generate, run, print."""
    draw = np.random.default_rng(seed)
    x = draw.standard_normal((ROWS, D)) * scales
    x *= R / np.linalg.norm(x, axis=1, keepdims=True)
    y = x @ np.ones(D) / math.sqrt(D) + LABEL_NOISE * draw.uniform(-1, 1, ROWS)
    hessian, target = x.T @ x / ROWS + MU * np.eye(D), x.T @ y / ROWS
    best = np.linalg.solve(hessian, target)
    root = np.linalg.cholesky(hessian)
    sample = x[draw.choice(ROWS, size_of_sample, replace=False)]
    gam = max(28 * R**2 / (3 * size_of_sample) * math.log(2 * D * (STEPS + 1) / TAU) - MU, 0.0) / 2
    a = MU / (3 * MU + 4 * gam)
    step = np.linalg.inv(sample.T @ sample / size_of_sample + (MU + gam) * np.eye(D)) / 2

    def variance(theta: np.ndarray) -> float:
        """(1/n) sum ||H^{-1/2} (grad F - grad f_i)||^2 at theta."""
        rows = x * (x @ theta - y)[:, None]
        return float(np.mean(np.sum(np.linalg.solve(root, (rows - rows.mean(axis=0)).T) ** 2, axis=0)))

    def runs(nu_sq: float, noise_of: np.random.Generator) -> tuple[list[int], np.ndarray, float]:
        theta = np.tile(np.zeros(D), (RUNS, 1))
        met, sizes, gaps = variance(theta[0]), [], []
        for t in range(1, STEPS + 1):
            size = min(ROWS, math.ceil(16 * nu_sq / a**2 * math.exp(a * t)))
            for run in range(RUNS):
                chosen = slice(None) if size == ROWS else noise_of.choice(ROWS, size, replace=False)
                g = x[chosen].T @ (x[chosen] @ theta[run] - y[chosen]) / size + MU * theta[run]
                theta[run] -= step @ g
            met = max(met, variance(theta[0]))
            sizes.append(size)
            gaps.append(np.sum(((theta - best) @ root) ** 2, axis=1) / 2)
        return sizes, np.array(gaps), met

    start = float(np.linalg.norm(root.T @ best))
    nu_sq = variance(np.zeros(D))
    while True:
        sizes, gaps, met = runs(nu_sq, np.random.default_rng(seed + 1))
        if met <= nu_sq:
            break
        nu_sq = met
    stochastic = sum(size < ROWS for size in sizes)
    print(
        f"n = {ROWS}, s = {size_of_sample}, mu = {MU}, gam = {gam:.3g}, a = {a:.4f}, nu^2 = {nu_sq:.4g}, ||u_0|| = {start:.4g}"
    )
    print(f"stochastic: steps 1 to {stochastic} of {STEPS}; {RUNS} runs")
    print("   t    |S_t|   measured      paper   repaired  measured/repaired")
    for t, (size, gap) in enumerate(zip(sizes, gaps, strict=True), 1):
        mean = float(np.mean(gap))
        paper = float(zeta(start)) * math.exp(-a * t)
        repaired = max(start, float(LEAST)) ** 2 / 2 * math.exp(-a * t)
        print(f"{t:4d} {size:8d} {mean:10.3e} {paper:10.3e} {repaired:10.3e} {mean / repaired:10.3e}")


if __name__ == "__main__":
    main()
