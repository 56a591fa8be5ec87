"""What does AdamW minimise? Iterates against the stationary points of the loss, of the dynamic and the l2-regularised one.

AdamW, AdamW-D, Adam and l2-Adam run on the same problems with the same noise and small steps. The stationary points are found
without them (`fixed_points`). Every run gives the average of its iterates over the second half; which point it is nearest to,
and the median of its distance to each, are stated with distribution-free intervals.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from numpy.typing import NDArray

from problems.load import FOLDER, load
from problems.problem import Problem
from theory.algorithms import all_algorithms
from theory.claim import Claim
from theory.symbols import mu_v
from verify.decide.error_rates import Even
from verify.decide.evaluate import number, values_of
from verify.decide.statistics import median_interval, proportion_interval
from verify.report.figures import MARKERS
from verify.report.numbers import number as shown
from verify.simulate.averages import Averages
from verify.simulate.ensemble import Ensemble, Experiment
from verify.simulate.schedule import PaperSchedule
from verify.studies.base import Progress, Study
from verify.studies.render import COLOUR, NAMES, drawing, key, mark, markdown
from verify.studies.which_objective.fixed_points import OBJECTIVES, find, residual, variance

Array = NDArray[np.float64]
FILES = ("even_noise.toml", "uneven_noise.toml")
ALGORITHMS = ("adamw", "adamw-d", "adam", "l2-adam")
#: two step sizes: what is due to the step shrinks with it, the distance to another objective's point does not
ETAS = (0.01, 0.005)
BETA_1 = 0.1
RUNS, STEPS = 64, 12_000
#: ends of the segments between which iterates are looked at: in the first half, and for the average in the second
EARLY, LATE = 10, 24
SEEN = {"loss": "grad_F_sq", "dynamic": "grad_F_k_sq", "l2": "grad_l2_sq"}
SAYS = {"loss": "F", "dynamic": "F_k", "l2": "F + (lambda/2) ||x||^2"}
CALLED = {**NAMES, "adamw-d": "AdamW-D"}
LABEL = {
    "loss": r"$\nabla F$", "dynamic": r"$\nabla F_k$, $\lambda$ constant", "l2": r"$\nabla (F+\frac{\lambda}{2}\|x\|^2)$",
}  # fmt: skip


def decide(claims: Sequence[Claim], seed: int, error_rate: float, progress: Progress) -> Study:
    """No rows: the theorem says what becomes stationary, not where. Everything is in the data."""
    cells = len(FILES) * len(ALGORITHMS) * len(ETAS)
    spent = Even(error_rate, {"median distances": cells * len(OBJECTIVES), "shares of runs": cells})
    share = spent.each
    problems = []
    for name in FILES:
        problem = load(FOLDER / "studies" / name)
        progress(f"which objective: {problem.name}")
        problems.append(_problem(problem, seed, share))
    return Study((), {"problems": problems, "runs": RUNS, "steps": STEPS, "etas": list(ETAS), "error_rate": share,
                      "error_rates": spent.as_data()})  # fmt: skip


def _problem(problem: Problem, seed: int, share: float) -> dict[str, Any]:
    decay = problem.algorithm.lambda_
    points = {objective: find(problem, objective, decay) for objective in OBJECTIVES}
    lines, courses = [], []
    for name, walk in simulate(problem, seed).items():
        for eta in ETAS:
            lines.append({"algorithm": name, "eta": eta} | _line(problem, points, walk[eta], share))
        courses.append({"algorithm": name} | _course(problem, walk[ETAS[-1]]))
    pairs = (OBJECTIVES[:2], OBJECTIVES[1:], OBJECTIVES[::2])
    apart = {f"{a} and {b}": float(np.linalg.norm(points[a].x - points[b].x)) for a, b in pairs}
    return {
        "problem": problem.name, "lambda": decay, "decay_end": decay * (1.0 - _drift(problem)) ** STEPS,
        "noise": np.sqrt(variance(problem)).tolist(),
        "points": {objective: point.x.tolist() for objective, point in points.items()},
        "radius": max(point.radius for point in points.values()), "apart": apart, "lines": lines, "courses": courses,
    }  # fmt: skip


# ---- runs ------------------------------------------------------------------------------------------------------------


class Walk:
    """What is kept of one algorithm at one step size: iterates (segments, d, runs), mean squared norms, what stopped."""

    def __init__(self) -> None:
        self.x: list[Array] = []
        self.norms: list[dict[str, float]] = []
        self.stopped = 0


def ends() -> NDArray[np.int64]:
    """The steps after which iterates are looked at."""
    half = STEPS // 2
    early = np.unique(np.round(np.geomspace(min(20, half), half, EARLY)).astype(np.int64))
    return np.unique(np.concatenate([early, np.linspace(half, STEPS, LATE + 1).astype(np.int64)]))


def simulate(problem: Problem, seed: int) -> dict[str, dict[float, Walk]]:
    """All algorithms: AdamW, AdamW-D and Adam are one rule with different decays, so they are one ensemble."""
    a = problem.algorithm
    decoupled = {"adamw": (a.lambda_, 0.0), "adamw-d": (a.lambda_, _drift(problem)), "adam": (0.0, 0.0)}
    found = _ensemble(problem, "adamw-d", decoupled, seed)
    return found | _ensemble(problem, "l2-adam", {"l2-adam": (a.lambda_, 0.0)}, seed)


def _drift(problem: Problem) -> float:
    """mu_v of the theorem."""
    return number(mu_v, values_of(problem, problem.epsilon))


def _ensemble(
    problem: Problem, rule: str, decays: Mapping[str, tuple[float, float]], seed: int
) -> dict[str, dict[float, Walk]]:
    """Runs of one rule; `decays` are (lambda, mu_v) by the name of the algorithm that they make it."""
    a = problem.algorithm
    cells = [(name, eta) for name in decays for eta in ETAS]
    schedule = PaperSchedule(
        algorithm=rule, beta_1=BETA_1, beta_2=a.beta_2, eta=np.repeat([eta for _, eta in cells], RUNS),
        lambda_=np.repeat([decays[name][0] for name, _ in cells], RUNS), delta=a.delta,
        mu_v=np.repeat([decays[name][1] for name, _ in cells], RUNS),
    )  # fmt: skip
    walks = {name: {eta: Walk() for eta in ETAS} for name in decays}
    state: Array | None = None
    first = 0
    for end in ends():
        segment = Experiment(
            problem=problem, algorithm=all_algorithms()[rule], schedule=schedule, steps=int(end) - first, seed=seed,
            reducers=(Averages(tuple(SEEN.values())),), start=state, keep_state=True, first_step=first,
        )  # fmt: skip
        records = Ensemble(segment).run(range(len(cells) * RUNS))
        state, first = records["state"], int(end)
        for j, (name, eta) in enumerate(cells):
            own, walk = slice(j * RUNS, (j + 1) * RUNS), walks[name][eta]
            walk.x.append(state[0][:, own])
            walk.norms.append({o: float(np.sqrt(np.mean(records[f"mean:{q}"][own]))) for o, q in SEEN.items()})
            walk.stopped += int(np.sum(records["stopped"][own] > 0))
    return walks


# ---- what is said of them --------------------------------------------------------------------------------------------


def _line(problem: Problem, points: Mapping[str, Any], walk: Walk, share: float) -> dict[str, Any]:
    """Distances of the runs' averages to each point, and which objective's is named."""
    average = np.mean(np.array(walk.x[-LATE:]), axis=0)
    distance = {o: np.linalg.norm(average - points[o].x[:, None], axis=0) for o in OBJECTIVES}
    nearest = np.argmin(np.array([distance[o] for o in OBJECTIVES]), axis=0)
    counts = {o: int(np.sum(nearest == j)) for j, o in enumerate(OBJECTIVES)}
    most = max(OBJECTIVES, key=lambda o: counts[o])
    low, high = proportion_interval(counts[most], RUNS, share)
    medians = {o: dict(zip(("median", "lower", "upper"), median_interval(distance[o], share), strict=True)) for o in OBJECTIVES}
    x = np.mean(average, axis=1)
    # near: closer than half way to any other point, so that no step size could make another one the nearest
    half = min(float(np.linalg.norm(points[most].x - points[o].x)) for o in OBJECTIVES if o != most) / 2.0
    near = medians[most]["upper"] < min(half, *(medians[o]["lower"] for o in OBJECTIVES if o != most))
    return {
        "distances": medians, "counts": counts, "share": counts[most] / RUNS, "share_lower": low, "share_upper": high,
        "named": most if low > 0.5 and near and not walk.stopped else None, "stopped": walk.stopped, "mean": x.tolist(),
        "distance_of_mean": {o: float(np.linalg.norm(x - points[o].x)) for o in OBJECTIVES},
        "gradients": _gradients(problem, x),
    }  # fmt: skip


def _gradients(problem: Problem, x: Array) -> dict[str, float]:
    """Norm of every objective's gradient at x (d,)."""
    decay = problem.algorithm.lambda_
    return {o: float(np.linalg.norm(residual(problem, o, x[:, None], decay))) for o in OBJECTIVES}


def _course(problem: Problem, walk: Walk) -> dict[str, Any]:
    """Gradient norms over time: at the mean of the runs' iterates, and root mean square along the runs (with their own v_k)."""
    means = [_gradients(problem, np.mean(x, axis=1)) for x in walk.x]
    return {
        "k": ends().tolist(),
        "at_mean": {o: [m[o] for m in means] for o in OBJECTIVES},
        "along": {o: [n[o] for n in walk.norms] for o in OBJECTIVES},
    }


# ---- views -----------------------------------------------------------------------------------------------------------


def figures(data: Mapping[str, Any], folder: Path) -> list[dict[str, str]]:
    """For each problem: gradient norms of the three objectives for every algorithm, and the distances."""
    with drawing(folder) as out:
        for j, one in enumerate(data["problems"]):
            courses = one["courses"]
            figure, panels = plt.subplots(1, len(courses), figsize=(2.9 * len(courses), 2.8), sharey=True, squeeze=False)
            for axes, course in zip(panels[0], courses, strict=True):
                for i, (colour, objective) in enumerate(zip(COLOUR.values(), OBJECTIVES, strict=False)):
                    style = {"marker": MARKERS[i], "markersize": 3.5, "markevery": (2 * i, 6), "label": LABEL[objective]}
                    axes.plot(course["k"], course["at_mean"][objective], color=colour, **style)
                    axes.plot(course["k"], course["along"][objective], color=colour, linewidth=0.8, linestyle=":")
                axes.set(xscale="log", yscale="log", xlabel="k (steps)", title=CALLED[course["algorithm"]])
            panels[0][0].set_ylabel("gradient norm  ([F] [x]⁻¹)")
            figure.suptitle(one["problem"], y=1.05)
            more = {"at the mean iterate": mark(), "root mean square along the runs": mark(linewidth=0.8, linestyle=":")}
            key(figure, list(panels[0]), more, ncols=5, bbox_to_anchor=(0.5, -0.08))
            says = (
                f"{one['problem']}: gradient norms of the three objectives at the mean iterate of {data['runs']} runs, "
                "and, dotted, root mean square along the runs, F_k with their own v_k and lambda_k; noise keeps these up."
            )
            out.save(figure, f"objectives-{j + 1}", says)
        return out.drawn


def sentences(data: Mapping[str, Any]) -> list[str]:
    """What each algorithm minimises, from the named objectives of all problems and step sizes."""
    lines = [line for one in data["problems"] for line in one["lines"]]
    found = []
    for name in dict.fromkeys(line["algorithm"] for line in lines):
        own = [line for line in lines if line["algorithm"] == name]
        named = {line["named"] for line in own}
        if named == {None}:
            found.append(f"{CALLED[name]}: undecided.")
            continue
        if len(named) > 1:
            some = ", ".join(SAYS[o] if o else "undecided" for o in sorted(named, key=str))
            found.append(f"{CALLED[name]}: not the same everywhere ({some}).")
            continue
        (objective,) = named
        to = max(line["distances"][objective]["upper"] for line in own)
        others = min(line["distances"][o]["lower"] for line in own for o in OBJECTIVES if o != objective)
        share = min(line["share_lower"] for line in own)
        found.append(
            f"{CALLED[name]} ends at the stationary point of {SAYS[objective]}: median distance at most {shown(to, 3)}, "
            f"to the points of the other objectives at least {shown(others, 3)}; nearest to it with a probability of at least "
            f"{shown(share, 3)} a run."
        )
    return found


def section(data: Mapping[str, Any]) -> str:
    """The section of the report."""
    return markdown("which_objective", {**data, "says": SAYS, "called": CALLED, "sentences": sentences(data)})
