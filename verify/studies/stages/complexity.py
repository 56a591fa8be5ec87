"""sum T_k b of Theorem 4 beside its stated total; nothing is simulated for it."""

from theory import symbols as s
from theory.papers.adamw.theorem_4 import statement as theorem_4
from verify.decide.evaluate import EQUAL, number, over, prescribe
from verify.decide.plan import Plan
from verify.decide.row import Row
from verify.decide.stages import inside_stage
from verify.decide.verdict import HypothesisStatus, Measured, Outcome, Result

#: stages added to see whether sum T_k b keeps up with the stated total
AHEAD = (0, 10, 20, 30)


def total(plan: Plan) -> float:
    """The gradients that the prescribed lengths cost, before they are rounded up."""
    return sum(stage.values[s.T] for stage in plan.stages) * plan.values[s.b]


def stated(plan: Plan) -> float:
    """What the claim says of them (up to a constant unless `schedule.exact_total`)."""
    assert plan.schedule is not None
    return number(plan.schedule.total, {**plan.values, s.eps_k: plan.values[s.eps_0] / 2.0 ** plan.values[s.K]})


def ahead(plan: Plan, more: int) -> float:
    """sum T_k b over stated total with `more` stages more, the target being that of the last of them."""
    assert plan.schedule is not None
    values = dict(plan.values)
    values[s.K] += more
    values[s.eps_stage] = values[s.eps_0] / 2.0 ** values[s.K]
    lengths = 0.0
    for index in range(1, int(values[s.K]) + 1):
        lengths += prescribe(plan.schedule.prescription, inside_stage(values, index), {})[s.T] * values[s.b]
    return over(lengths, number(plan.schedule.total, {**values, s.eps_k: values[s.eps_stage]}))


def rows(plan: Plan) -> list[Result]:
    """sum T_k b against the stated total, where that is a number."""
    assert plan.schedule is not None
    if not plan.schedule.exact_total:
        return []
    row = Row(
        plan.claim, f"{plan.schedule.name}.complexity", plan.problem.name, plan.algorithm, "algebra", None, plan.parameters,
        tuple(plan.problem.known_violations),
    )  # fmt: skip
    hypotheses = plan.hypotheses
    if plan.stages:
        limit = max(number(theorem_4.STATED_BETA_1, stage.values) for stage in plan.stages)
        status = "holds" if limit <= 1.0 + EQUAL else "fails"
        hypotheses += (HypothesisStatus("beta_1 at its limit", status, limit, "at most 1", "step 2"),)
    failing = ", ".join(dict.fromkeys(status.name for status in hypotheses if status.fails))
    if failing:
        return [row.of(Outcome.INAPPLICABLE, None, None, f"fails: {failing}", hypotheses=hypotheses)]
    cost, bound = total(plan), stated(plan)
    verdict = Outcome.HOLDS if cost <= bound * (1.0 + EQUAL) else Outcome.VIOLATED
    said = "sum of T_k b before T_k is rounded up, computed"
    return [row.of(verdict, Measured(cost, None, None, 1), bound, said, hypotheses=hypotheses)]
