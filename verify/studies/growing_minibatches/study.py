"""HSDMPG on 100,000 generated rows: Theorem 1, the online and the generic theorem, and the lemmas on H_S and S_t.

Nothing here is a mean of runs. What minibatches and a solver's errors do to E[F - F_*] is computed exactly for each sample S
(`data`), over samples a statement is about their share, which gets a confidence sequence; minibatches of a few rows are
enumerated (`enumerated`), and the generic theorem's steps draw nothing (`surrogate`).
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from theory.claim import Claim, Variant
from theory.papers.hsdmpg import minibatch
from theory.papers.hsdmpg.online import proof as on_a_stream
from theory.papers.hsdmpg.spectral.proof import TWICE_GAM, log_term, mu, r, s
from theory.papers.hsdmpg.theorem_1 import goals as theorem_1
from verify.decide.error_rates import Even
from verify.decide.evaluate import as_function, number
from verify.decide.verdict import Outcome
from verify.studies.base import Progress, Study
from verify.studies.growing_minibatches import enumerated, surrogate
from verify.studies.growing_minibatches.data import MU, Array, D, R, Rows, generated, least_nu_sq, moments
from verify.studies.growing_minibatches.found import Found
from verify.studies.render import markdown

#: scales of the columns before a row is brought to its length, and s: Theorem 1's gam is 0 for the one, above 0 for the other
DATA = {"columns alike": (np.ones(D), 20_000), "columns that fall": (np.geomspace(1, 0.1, D), 2_000)}
N, SAMPLES, TAU = 100_000, 2000, 0.01
#: steps of Theorem 1, of the online theorem, whose rate fails late, and of the generic one; the steps that are shown
STEPS, STREAM, OTHER = 36, 100, 60
SHOWN = (1, 5, 10, 20, 36)
#: the chance of an error that is not 0, which makes E||e_t||^2 as many times eps_t^2 as it is small
RARE = 1e-5
#: planted falsehoods: what is left of the bounds on E[F - F_*], and of both ends of the spectrum and of nu^2
PLANTED, HALF = 1e-3, 0.5
HALVED = ("hsdmpg-spectral", "hsdmpg-variance")


@dataclass(frozen=True)
class Problem:
    """One data set and what is measured on it."""

    rows: Rows

    @property
    def n(self) -> int:
        return len(self.rows.x)

    @property
    def letters(self) -> dict[str, float]:
        return {"n": self.n, "d": D, "s": self.rows.size, "r": R, "mu": MU}

    def gam(self, logarithm_of: float) -> float:
        """Half of the positive part of what it is made of."""
        return max(number(TWICE_GAM, {r: R, s: self.rows.size, mu: MU, log_term: math.log(logarithm_of)}), 0.0) / 2

    # ---- Theorem 1 ---------------------------------------------------------------------------------------------------

    @cached_property
    def one(self) -> dict[str, Any]:
        """gam, a, nu^2, |S_t|, the gaps (T, samples) with errors as large as they may be, and with rare ones."""
        gam = self.gam(2 * D * (STEPS + 1) / TAU)
        a = number(theorem_1.RATE, {theorem_1.mu: MU, theorem_1.gam: gam})

        def size(nu_sq: float, t: int) -> int:
            return min(self.n, _rows(nu_sq, a, t, 1))

        def run(nu_sq: float, chance: float = 1.0) -> tuple[Array, float]:
            def noise(t: int) -> float:
                m = size(nu_sq, t)
                return (self.n - m) / (self.n - 1) / m

            return moments(self.rows, gam, 0.5, noise, lambda t: _eps(a, t, 1) ** 2 / chance, STEPS)

        nu_sq, gaps = least_nu_sq(self.rows, run)
        sizes = [size(nu_sq, t) for t in range(1, STEPS + 1)]
        # with nu^2 above all that an error of eps_t/RARE can lead to, every step has all rows
        rare, _ = run(math.inf, RARE)
        return {"gam": gam, "a": a, "nu_sq": nu_sq, "sizes": sizes, "stochastic": sum(m < self.n for m in sizes), "gaps": gaps,
                "rare": rare}  # fmt: skip

    def bounds(self, variant: str) -> Array:
        """zeta exp(-a t), t = 1, ..., T."""
        start = self.rows.start
        constant = theorem_1.zeta(start) if variant == Variant.PAPER else minibatch.zeta(start, theorem_1.LEAST)
        return np.asarray(float(constant) * np.exp(-self.one["a"] * np.arange(1, STEPS + 1)))

    def theorem_1(self, variant: str) -> list[Found]:
        """With errors of eps_t, and, as only the paper allows them, with rare ones that are eps_t in the mean."""
        one = self.one
        letters = self.letters | {"tau": TAU, "T": STEPS} | {name: one[name] for name in ("gam", "a")}
        drawn = f"minibatches of steps 1 to {one['stochastic']} of {STEPS} (then all rows), the solver's errors"
        found = [self._share(variant, "errors of eps_t", one["gaps"], drawn, letters | {"nu_sq": one["nu_sq"]})]
        if variant == Variant.PAPER:
            why = f"the solver's errors alone, eps_t/{RARE:g} with the chance {RARE:g}; every step has all rows"
            rare = self._share(variant, "rare errors", one["rare"], why, letters)
            found.append(replace(rare, known=True))
        return found

    def _share(self, variant: str, errors: str, gaps: Array, drawn: str, letters: Mapping[str, float]) -> Found:
        ratios = gaps / self.bounds(variant)[:, None]
        t = int(np.argmax(np.max(ratios, axis=1))) + 1
        share = f"samples S that break it (E computed, not drawn); at most {np.max(ratios):.3g} of the bound, t = {t}"
        reason = f"{share}; stochastic: {drawn}"
        place, worst = f"{self.rows.name}, {errors}", np.max(ratios, axis=0)
        return Found("hsdmpg-theorem-1", variant, "bound", place, "high-probability", worst, reason, letters, TAU)

    # ---- the lemmas --------------------------------------------------------------------------------------------------

    def spectral(self, variant: str) -> list[Found]:
        """Over the samples: both ends, each over or under what is stated."""
        gam = self.gam(2 * D / TAU)
        ends, stated = self.rows.spectra(gam), {theorem_1.mu: MU, theorem_1.gam: gam}
        least, most = number(theorem_1.LOWEST, stated), float(theorem_1.HIGHEST)
        ratios = np.maximum(ends[:, 1] / most, least / ends[:, 0])
        reason = (
            f"samples S that break it; eigenvalues {np.min(ends):.3g} to {np.max(ends):.3g}, stated {least:.3g} to {most:g}"
        )
        letters = self.letters | {"tau": TAU, "gam": gam}
        kind = "high-probability"
        return [Found("hsdmpg-spectral", variant, "spectrum", self.rows.name, kind, ratios, reason, letters, TAU)]

    def variance(self, variant: str) -> list[Found]:
        """All minibatches of the first rows."""
        ratios = enumerated.ratios(self.rows)
        few = enumerated.FEW
        batches = f"all {2**few - 1:,} minibatches of the first {few} rows, in whole numbers"
        reason = f"|S_t| times the mean square over nu^2, {batches}; {ratios[1]} for |S_t| = 2, {ratios[-1]} for all rows"
        letters = {"n": few, "d": D, "mu": MU}
        values = np.array([float(one) for one in ratios])
        return [Found("hsdmpg-variance", variant, "variance", self.rows.name, "expectation", values, reason, letters)]

    # ---- the other theorems ------------------------------------------------------------------------------------------

    def online(self, variant: str) -> list[Found]:
        """The rows drawn one by one, with replacement, are the stream; gam is the largest ||H_S - H||, so that every S is in
        the event."""
        start, gam = self.rows.start, float(np.max(np.abs(np.linalg.eigvalsh(self.rows.of_samples - self.rows.hessian))))
        a = number(on_a_stream.RATE, {mu: MU, theorem_1.gam: gam})
        if variant == Variant.PAPER:
            cases = [("bound", 2, 1, on_a_stream.zeta(start))]
        else:  # the rate of the minibatches, or minibatches of the rate
            slow, whole = (minibatch.zeta(start, least) for least in (on_a_stream.HALF_LEAST, on_a_stream.LEAST))
            cases = [("bound", 2, 2, slow), ("fast", 1, 1, whole)]
        return [self._online(variant, a, gam, *case) for case in cases]

    def _online(self, variant: str, a: float, gam: float, part: str, grows: int, falls: int, constant: Any) -> Found:
        """`grows`, `falls`: c of the minibatches' exp(a t/c), and of the bound's and of the square of the errors'."""

        def run(nu_sq: float) -> tuple[Array, float]:
            def noise(t: int) -> float:
                return 1 / _rows(nu_sq, a, t, grows)

            return moments(self.rows, gam, 1.0, noise, lambda t: _eps(a, t, falls) ** 2, STREAM)

        nu_sq, gaps = least_nu_sq(self.rows, run)
        worst = np.max(gaps / (float(constant) * np.exp(-a * np.arange(1, STREAM + 1) / falls))[:, None], axis=1)
        broken = np.flatnonzero(worst > 1)
        where = f"broken from t = {broken[0] + 1} on" if len(broken) else f"largest at t = {np.argmax(worst) + 1}"
        most = f"E[F - F_*] over the bound (E computed, not drawn), the largest of all samples S; {where}"
        reason = f"{most}; stochastic: all {STREAM} steps"
        letters = self.letters | {"T": STREAM, "gam": gam, "a": a, "nu_sq": nu_sq}
        return Found("hsdmpg-online", variant, part, self.rows.name, "expectation", np.array([np.max(worst)]), reason, letters,
                     known=variant == Variant.PAPER)  # fmt: skip

    def generic(self, variant: str) -> list[Found]:
        """A loss between a square and log cosh."""
        gaps, kappa = surrogate.gaps(self.rows, OTHER), surrogate.SIGMA / surrogate.L
        ratios = (gaps / (np.exp(-kappa * np.arange(OTHER + 1) / 2) * (1 + gaps[0])))[1:]
        reason = (
            f"F - F_* over the bound, largest at t = {np.argmax(ratios) + 1}; nothing is stochastic, errors are the largest"
        )
        letters = self.letters | {"T": OTHER, "L": surrogate.L, "sigma": surrogate.SIGMA}
        place = f"{self.rows.name}, log cosh"
        worst = np.array([np.max(ratios)])
        return [Found("hsdmpg-generic", variant, "bound", place, "expectation", worst, reason, letters)]

    def told(self) -> dict[str, Any]:
        """Theorem 1's run for the report."""
        one, worst = self.one, np.max(self.one["gaps"], axis=1)
        paper, repaired = self.bounds(Variant.PAPER), self.bounds(Variant.REPAIRED)
        lines = [
            {"t": t, "size": one["sizes"][t - 1], "gap": float(worst[t - 1]), "paper": float(paper[t - 1]),
             "repaired": float(repaired[t - 1])}
            for t in SHOWN if t <= STEPS
        ]  # fmt: skip
        kept = {name: one[name] for name in ("gam", "a", "nu_sq", "stochastic")}
        return {"problem": self.rows.name, "s": self.rows.size, "start": self.rows.start, **kept, "lines": lines}


_ERROR = as_function(minibatch.ERROR, (minibatch.a, minibatch.y))
_ROWS = as_function(minibatch.ROWS, (minibatch.nu_sq, minibatch.a, minibatch.y, minibatch.Q))


def _before(a: float, t: int, c: int) -> float:
    """y = exp(-a (t-1)/(2 c))."""
    return math.exp(-a * (t - 1) / (2 * c))


def _eps(a: float, t: int, c: int) -> float:
    """The solver's error that is allowed at step t."""
    return math.sqrt(MU) * float(_ERROR(a, _before(a, t, c)))


def _rows(nu_sq: float, a: float, t: int, c: int) -> int:
    """So many rows as S_t has, rounded up, as far as a float is a number of rows."""
    return math.ceil(min(float(_ROWS(nu_sq, a, _before(a, t, c), math.exp(-a / (2 * c)))), 1e300))


MEASURES: dict[str, Callable[[Problem, str], list[Found]]] = {
    "hsdmpg-theorem-1": Problem.theorem_1,
    "hsdmpg-spectral": Problem.spectral,
    "hsdmpg-variance": Problem.variance,
    "hsdmpg-online": Problem.online,
    "hsdmpg-generic": Problem.generic,
}


def decide(claims: Sequence[Claim], seed: int, error_rate: float, progress: Progress) -> Study:
    """Rows of all that is asked for on both data sets, Theorem 1's run step by step, and the planted falsehoods."""
    found: list[tuple[Claim, Found]] = []
    with threadpool_limits(1):
        problems = []
        for j, (name, (scales, size)) in enumerate(DATA.items()):
            progress(f"growing minibatches: {name}")
            problems.append(Problem(generated(name, scales, size, N, SAMPLES, (seed, j))))
            found += [(claim, one) for claim in claims for one in MEASURES[claim.id](problems[-1], claim.variant)]
        progress("growing minibatches: step by step")
        told = [problem.told() for problem in problems]
    shares = sum(one.tau is not None for _, one in found)
    true = [one for _, one in found if not one.known]
    planted = sum(one.tau is not None for one in true)
    spent = Even(error_rate, {"share of samples that break a bound": shares, "planted falsehood": planted})
    rows = tuple(one.row(claim, spent.each) for claim, one in found)
    data = {"n": N, "samples": SAMPLES, "steps": STEPS, "problems": told, "planted": _planted(true, spent.each),
            "error_rates": spent.as_data()}  # fmt: skip
    return Study(rows, data)


def _planted(true: Sequence[Found], share: float) -> list[dict[str, Any]]:
    """Of each part that is true: on how many problems less than is stated is found out."""
    parts: dict[str, list[Found]] = {}
    for one in true:
        parts.setdefault(f"{one.claim}:{one.variant} {one.part}", []).append(one)
    lines = []
    for name, same in parts.items():
        factor = HALF if same[0].claim in HALVED else PLANTED
        caught = [one.measured(share, factor)[0] == Outcome.VIOLATED for one in same]
        most = max(float(np.max(one.ratios)) for one in same)
        lines.append({"part": name, "most": most, "factor": factor, "caught": sum(caught), "of": len(caught)})
    return lines


def figures(data: Mapping[str, Any], folder: Path) -> list[dict[str, str]]:
    """None: these are tables."""
    return []


def section(data: Mapping[str, Any]) -> str:
    """The section of the report."""
    return markdown("growing_minibatches", data)
