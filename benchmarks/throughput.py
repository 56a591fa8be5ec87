"""Coordinate updates per second of both back ends, beside a naive loop, hand-vectorised PyTorch, and JAX.

    python -m benchmarks.throughput [--steps-scale 1.0] [--rounds 5]

The kernel: AdamW-D on the rational well, minibatches of four signs (noise generation included), float64, streaming
means of ||grad F_k||^2 and ||u_k||^2, one thread. The variants are interleaved round by round and the median of the
rounds is printed, because machines are noisy; quote ratios, not rates. PyTorch and JAX are left out where they are not
installed.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from importlib.util import find_spec

import numpy as np

from problems.families.rational_well import RationalWell
from problems.load import load, shipped
from problems.noise import Rademacher
from problems.problem import Problem
from theory.algorithms import all_algorithms
from verify.simulate.ensemble import Ensemble, Experiment
from verify.simulate.measure import Averages
from verify.simulate.schedule import PaperSchedule

SIZES = ((256, 10), (256, 100), (4096, 100))
BETA_1, BETA_2, ETA, LAMBDA, DELTA, SCALE, BATCH = 0.06, 0.005, 0.014, 0.1, 1.0, 0.3, 4
#: about how many coordinate updates a timing takes, so that each lasts long enough to be timed
WORK = {"naive": 3e5, "numba": 1e8, "numpy": 3e7, "torch": 3e7, "jax": 3e7}


def problem_of(d: int) -> Problem:
    """The rational well in dimension d with minibatches of four signs."""
    base = load(next(path for path in shipped() if path.stem == "rational_well"))
    return replace(
        base, family=RationalWell(np.ones(d)), start=np.full(d, 2.0), noise=Rademacher(np.full(d, SCALE), BATCH), region=None
    )


def ensemble(backend: str) -> Callable[[int, int, int], None]:
    """This project's loop on one back end."""

    def go(R: int, d: int, T: int) -> None:
        schedule = PaperSchedule("adamw-d", BETA_1, BETA_2, ETA, LAMBDA, DELTA, 0.0)
        kept = (Averages(("grad_F_k_sq", "u_sq")),)
        Ensemble(Experiment(problem_of(d), all_algorithms()["adamw-d"], schedule, T, 0, kept, backend=backend)).run(range(R))

    return go


def naive(R: int, d: int, T: int) -> None:
    """One run at a time, each step on vectors of length d."""
    rng = np.random.default_rng(0)
    for _ in range(R):
        x, m, n = np.full(d, 2.0), np.zeros(d), np.zeros(d)
        mean_grad = mean_u = 0.0
        for _ in range(T):
            t = 1.0 + x * x
            grad = 2.0 * x / (t * t)
            g = grad + SCALE / BATCH * (2 * rng.integers(0, 2, (BATCH, d)) - 1).sum(axis=0)
            m = (1 - BETA_1) * m + BETA_1 * g
            n = (1 - BETA_2) * n + BETA_2 * g * g
            v = np.sqrt(n + DELTA)
            u = m + LAMBDA * x * v
            mean_grad += np.sum((grad + LAMBDA * x * v) ** 2) / T
            mean_u += np.sum(u * u) / T
            x = (1 - LAMBDA * ETA) * x - ETA * m / v


def by_torch(R: int, d: int, T: int) -> None:
    """Hand-vectorised PyTorch on (R, d), in place, one table look-up for the sum of four signs."""
    import torch

    torch.set_num_threads(1)
    table = torch.tensor([2.0 * bin(j).count("1") - BATCH for j in range(2**BATCH)], dtype=torch.float64) * (SCALE / BATCH)
    x = torch.full((R, d), 2.0, dtype=torch.float64)
    m, n = torch.zeros_like(x), torch.zeros_like(x)
    grad, t, v, w = (torch.empty_like(x) for _ in range(4))
    mean_grad, mean_u = torch.zeros(R, dtype=torch.float64), torch.zeros(R, dtype=torch.float64)
    for _ in range(T):
        torch.mul(x, x, out=t).add_(1.0)
        t.mul_(t)
        torch.mul(x, 2.0, out=grad).div_(t)
        g = table[torch.randint(0, 2**BATCH, (R, d))].add_(grad)
        m.mul_(1 - BETA_1).add_(g, alpha=BETA_1)
        n.mul_(1 - BETA_2).addcmul_(g, g, value=BETA_2)
        torch.add(n, DELTA, out=v).sqrt_()
        torch.mul(x, v, out=w).mul_(LAMBDA)
        grad.add_(w)
        w.add_(m)
        mean_grad += torch.linalg.vector_norm(grad, dim=1).square_()
        mean_u += torch.linalg.vector_norm(w, dim=1).square_()
        x.mul_(1 - LAMBDA * ETA).addcdiv_(m, v, value=-ETA)


def by_jax(R: int, d: int, T: int) -> None:
    """JAX: one compiled scan over the steps, float64, noise drawn inside."""
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", True)
    _jax_run(jax, jnp, R, d, T).block_until_ready()


_jitted: dict[tuple[int, int, int], Callable[[], object]] = {}


def _jax_run(jax: object, jnp: object, R: int, d: int, T: int):  # type: ignore[no-untyped-def]
    if (R, d, T) not in _jitted:

        def step(carry, key):  # type: ignore[no-untyped-def]
            x, m, n, a, c = carry
            t = 1.0 + x * x
            grad = 2.0 * x / (t * t)
            bits = jax.random.bits(key, (R, d), "uint8") & np.uint8(15)
            g = grad + SCALE / BATCH * (2.0 * jax.lax.population_count(bits) - BATCH)
            m = (1 - BETA_1) * m + BETA_1 * g
            n = (1 - BETA_2) * n + BETA_2 * g * g
            v = jnp.sqrt(n + DELTA)
            w = LAMBDA * x * v
            a, c = a + jnp.sum((grad + w) ** 2, axis=1), c + jnp.sum((m + w) ** 2, axis=1)
            return ((1 - LAMBDA * ETA) * x - ETA * m / v, m, n, a, c), None

        def whole():  # type: ignore[no-untyped-def]
            x = jnp.full((R, d), 2.0)
            zero = jnp.zeros(R)
            keys = jax.random.split(jax.random.PRNGKey(0), T)
            return jax.lax.scan(step, (x, jnp.zeros_like(x), jnp.zeros_like(x), zero, zero), keys)[0][3]

        _jitted[R, d, T] = jax.jit(whole)
        _jitted[R, d, T]().block_until_ready()
    return _jitted[R, d, T]()


def variants() -> dict[str, Callable[[int, int, int], None]]:
    """What can be timed here."""
    found: dict[str, Callable[[int, int, int], None]] = {"naive": naive, "numpy": ensemble("numpy")}
    for name, module, go in (("numba", "numba", ensemble("numba")), ("torch", "torch", by_torch), ("jax", "jax", by_jax)):
        if find_spec(module) is not None:
            found[name] = go
    return found


def main() -> None:
    """Print the table of rates, in million coordinate updates a second, and the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="timings of each variant (the median is printed)")
    parser.add_argument("--steps-scale", type=float, default=1.0, help="work per timing, as a factor")
    options = parser.parse_args()
    chosen = variants()
    print("million coordinate updates per second, medians of", options.rounds, "interleaved rounds")
    print(f"{'(R, d)':>14}", *(f"{name:>9}" for name in chosen), "  ratios")
    for R, d in SIZES:
        steps = {name: max(4, round(options.steps_scale * WORK[name] / (R * d))) for name in chosen}
        for name, go in chosen.items():  # compile and warm up
            go(R, d, steps[name] if name == "jax" else 4)
        rates: dict[str, list[float]] = {name: [] for name in chosen}
        for _ in range(options.rounds):
            for name, go in chosen.items():
                started = time.perf_counter()
                go(R, d, steps[name])
                rates[name].append(R * d * steps[name] / (time.perf_counter() - started) / 1e6)
        median = {name: statistics.median(values) for name, values in rates.items()}
        ratios = [f"{a}/{b} {median[a] / median[b]:.2f}" for a, b in
                  (("numba", "torch"), ("numba", "naive"), ("numpy", "torch")) if a in median and b in median]  # fmt: skip
        print(f"{f'({R}, {d})':>14}", *(f"{median[name]:9.1f}" for name in chosen), "  " + ", ".join(ratios))


if __name__ == "__main__":
    main()
