"""Coordinate updates per second through the code that `run` uses, beside C, hand-written NumPy and PyTorch, and JAX.

    python -m benchmarks.throughput [--steps-scale 1.0] [--rounds 5] [--sizes 256x10 256x100] [--only c means] [--check]

The kernel: AdamW-D on the rational well, minibatches of four signs (noise generation included), float64, one thread. C
(`throughput.c`, compiled on the spot), PyTorch, JAX, `blocked` (NumPy by hand) and the columns `means` and `numpy` keep the
means of ||grad F_k||^2 and ||u_k||^2, `theorem-2` everything that the claim is decided by, `c-measured` as much in C.
Processor time; the variants are interleaved round by round and the medians are printed, because machines are noisy: quote
shares of C, not rates. What an experiment is laid out with once, not once a batch, is not counted. What is not installed is
left out.
"""

import argparse
import ctypes
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from problems.families.rational_well import RationalWell
from problems.load import load, shipped
from problems.noise import Rademacher
from problems.problem import Problem
from theory.algorithms import all_algorithms
from theory.papers import find
from verify.decide.plan import plan
from verify.simulate.averages import Averages
from verify.simulate.ensemble import Experiment
from verify.simulate.schedule import PaperSchedule
from verify.simulate.workers import Workers, batches

SIZES = ((16, 10), (256, 10), (256, 100), (4096, 100), (256, 10000))
BETA_1, BETA_2, ETA, LAMBDA, DELTA, SCALE, BATCH = 0.06, 0.005, 0.014, 0.1, 1.0, 0.3, 4
#: about how many coordinate updates a timing takes, so that each lasts long enough to be timed
WORK = {"c": 1e8, "c-measured": 1e8, "means": 1e8, "theorem-2": 1e8, "numpy": 3e7, "blocked": 3e7, "torch": 1e7, "jax": 3e7}
#: of NumPy by hand: values of a block, and steps whose words are fetched together
BLOCK, FETCHED = 16_384, 64
#: shares of C that were measured where runs are many and d is 10 or 100
SHARES = {"means": 0.8, "theorem-2": 0.5}
Variant = Callable[[int, int, int], object]


@cache
def well(d: int) -> Problem:
    """The rational well in dimension d with minibatches of four signs."""
    base = load(next(path for path in shipped() if path.stem == "rational_well"))
    return replace(base, family=RationalWell(np.ones(d)), start=np.full(d, 2.0), noise=Rademacher(np.full(d, SCALE), BATCH))


def two_means(backend: str) -> Variant:
    """This project's loop on one back end, in batches as `run` has them."""
    schedule = PaperSchedule("adamw-d", BETA_1, BETA_2, ETA, LAMBDA, DELTA, 0.0)
    kept = (Averages(("grad_F_k_sq", "u_sq")),)
    laid = Experiment(well(1), all_algorithms()["adamw-d"], schedule, 1, 0, kept, backend=backend)
    at = cache(lambda d, T: replace(laid, problem=well(d), steps=T))
    return lambda R, d, T: through_workers(at(d, T), R)


def theorem_2() -> Variant:
    """The same with all that `run theorem-2` measures on the shipped well."""
    shipped_well = load(next(path for path in shipped() if path.stem == "rational_well"))
    laid = plan(next(c for c in find("theorem-2") if c.variant == "repaired"), shipped_well, shipped_well.epsilon, 0).experiment
    assert laid is not None
    at = cache(lambda d, T: replace(laid, problem=well(d), steps=T, backend="compiled"))
    return lambda R, d, T: through_workers(at(d, T), R)


def through_workers(experiment: Experiment, R: int) -> None:
    """Every batch of R runs, in this process."""
    with Workers(1) as workers:
        experiments = (experiment,)
        workers.map([(experiments, batch) for batch in batches(range(R))], lambda index, records: None)


def by_c(compiler: str, folder: str) -> dict[str, Variant]:
    """The loops in C, for this processor, without contraction."""
    made = f"{folder}/throughput.so"
    flags = ("-O3", "-march=native", "-ffp-contract=off", "-fno-math-errno", "-fno-trapping-math", "-shared", "-fPIC")
    subprocess.run((compiler, *flags, "-o", made, str(Path(__file__).with_suffix(".c")), "-lm"), check=True)
    library = ctypes.CDLL(made)
    hyper = (ctypes.c_double * 6)(BETA_1, BETA_2, ETA, LAMBDA, DELTA, SCALE / BATCH)

    def calling(loop: Callable[..., object]) -> Variant:
        return lambda R, d, T: loop(*map(ctypes.c_long, (R, d, T)), hyper, (ctypes.c_double * R)())

    return {"c": calling(library.run), "c-measured": calling(library.run_measured)}


def by_blocks(R: int, d: int, T: int) -> None:
    """NumPy by hand: blocks of runs that fit the cache, each through all its steps, `out=` everywhere, signs by a table."""
    width = max(1, min(R, BLOCK // d))
    for first in range(0, R, width):
        _block(np.random.Philox(first), d, min(width, R - first), T)


def _block(stream: np.random.Philox, d: int, width: int, T: int) -> None:
    sums = np.array([2.0 * bin(j).count("1") - BATCH for j in range(2**BATCH)]) * (SCALE / BATCH)
    table = np.stack([sums[np.arange(256) & 15], sums[np.arange(256) >> 4]], axis=1)
    keep_m, keep_n, keep_x = np.array(1 - BETA_1), np.array(1 - BETA_2), np.array(1 - LAMBDA * ETA)
    beta_1, beta_2, delta, eta, lambda_ = (np.array(value) for value in (BETA_1, BETA_2, DELTA, ETA, LAMBDA))
    x, m, n = np.full((d, width), 2.0), np.zeros((d, width)), np.zeros((d, width))
    one, two = np.array(1.0), np.array(2.0)
    grad, g, v, w = (np.empty((d, width)) for _ in range(4))
    mean_grad, mean_u, row = np.zeros(width), np.zeros(width), np.empty(width)
    size = d * width
    words = -(-size // 16)
    for start in range(0, T, FETCHED):
        count = min(FETCHED, T - start)
        bits = stream.random_raw(count * words).view(np.uint8).reshape(count, -1)
        for k in range(count):
            z = table.take(bits[k], axis=0).reshape(-1)[:size].reshape(d, width)
            np.multiply(x, x, g)
            np.add(g, one, g)
            np.multiply(g, g, g)
            np.multiply(x, two, grad)
            np.divide(grad, g, grad)
            np.add(grad, z, g)
            np.multiply(m, keep_m, m)
            np.multiply(g, beta_1, v)
            np.add(m, v, m)
            np.multiply(n, keep_n, n)
            np.multiply(g, g, g)
            np.multiply(g, beta_2, g)
            np.add(n, g, n)
            np.add(n, delta, v)
            np.sqrt(v, v)
            np.multiply(x, v, w)
            np.multiply(w, lambda_, w)
            for mean, part in ((mean_grad, grad), (mean_u, m)):
                np.add(part, w, g)
                np.multiply(g, g, g)
                np.add.reduce(g, 0, None, row)
                np.add(mean, row, mean)
            np.multiply(x, keep_x, x)
            np.divide(m, v, v)
            np.multiply(v, eta, v)
            np.subtract(x, v, x)


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


def variants(folder: str) -> dict[str, Variant]:
    """What can be timed here."""
    compiler = shutil.which("cc")
    found: dict[str, Variant] = {} if compiler is None else by_c(compiler, folder)
    if find_spec("llvmlite") is not None:
        found |= {"means": two_means("compiled"), "theorem-2": theorem_2()}
    found |= {"numpy": two_means("numpy"), "blocked": by_blocks}
    return found | {name: go for name, go in (("torch", by_torch), ("jax", by_jax)) if find_spec(name) is not None}


def timed(go: Variant, R: int, d: int, T: int) -> float:
    """Million coordinate updates a second."""
    started = time.process_time()
    go(R, d, T)
    return R * d * T / (time.process_time() - started) / 1e6


def main() -> None:
    """Print the table: million coordinate updates a second, and the shares of C."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5, help="timings of each variant (the median is printed)")
    parser.add_argument("--steps-scale", type=float, default=1.0, help="work per timing, as a factor")
    parser.add_argument("--sizes", nargs="*", default=[f"{R}x{d}" for R, d in SIZES], help="runs and dimension, as 256x10")
    parser.add_argument("--only", nargs="*", help="the variants that are timed; all if left out")
    parser.add_argument("--check", action="store_true", help="exit status 1 where a share of C is below half of what it was")
    options = parser.parse_args()
    low = []
    with tempfile.TemporaryDirectory() as folder:
        chosen = {name: go for name, go in variants(folder).items() if options.only is None or name in options.only}
        print(f"million coordinate updates a second (share of C), medians of {options.rounds} interleaved rounds")
        print("| (R, d) |", " | ".join(chosen), "|")
        print("|---" * (1 + len(chosen)) + "|")
        for R, d in (map(int, size.split("x")) for size in options.sizes):
            steps = {name: max(4, round(options.steps_scale * WORK[name] / (R * d))) for name in chosen}
            for name, go in chosen.items():  # compile and warm up
                go(R, d, steps[name] if name == "jax" else 4)
            rates = [{name: timed(go, R, d, steps[name]) for name, go in chosen.items()} for _ in range(options.rounds)]
            median = {name: statistics.median(rate[name] for rate in rates) for name in chosen}
            cells = [f"{rate:.3g}" + (f" ({rate / median['c']:.3f})" if "c" in median else "") for rate in median.values()]
            print(f"| ({R}, {d}) |", " | ".join(cells), "|", flush=True)
            low += [
                name for name, share in SHARES.items() if {"c", name} <= {*median} and 2 * median[name] < share * median["c"]
            ]
    if options.check and low:
        raise SystemExit(f"below half of its share of C: {', '.join(dict.fromkeys(low))}")


if __name__ == "__main__":
    main()
