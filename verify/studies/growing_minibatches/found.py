"""What is found of a part on one data set, and its row of the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from theory.claim import Claim
from verify.decide.helps import more_trials
from verify.decide.row import Row, at_most
from verify.decide.statistics import proportion_interval
from verify.decide.verdict import Measured, Outcome, Result
from verify.studies.growing_minibatches.data import Array


@dataclass(frozen=True)
class Found:
    """A part on one data set: a bound and what is held against it, or the share of samples that break it."""

    claim: str
    variant: str
    part: str
    problem: str
    kind: str
    #: for each sample (one, if none is drawn): the left side over the right, at its largest
    ratios: Array
    reason: str
    parameters: Mapping[str, float]
    #: the share of samples that may break it; without one none may
    tau: float | None = None
    known: bool = False

    def measured(self, share: float, factor: float = 1.0) -> tuple[Outcome, Measured, float]:
        """Verdict, left and right side, with the bound `factor` times what is stated."""
        if self.tau is None:
            worst = float(np.max(self.ratios))
            measured = Measured(worst, worst, worst, len(self.ratios))
            return at_most(measured, factor), measured, factor
        failed, trials = int(np.sum(~(self.ratios <= factor))), len(self.ratios)
        measured = Measured(failed / trials, *proportion_interval(failed, trials, share), trials)
        return at_most(measured, self.tau), measured, self.tau

    def row(self, claim: Claim, share: float) -> Result:
        """The row of the ledger."""
        verdict, measured, bound = self.measured(share)
        known = (f"{claim.key} {self.part}",) if self.known else ()
        rate, helps = None, None
        if self.tau is not None:
            failed = round(measured.mean * measured.runs)
            rate, helps = share, more_trials(failed, measured.runs, self.tau, share, "samples")
        row = Row(claim, self.part, self.problem, "hsdmpg", self.kind, rate, self.parameters, known)
        return row.of(verdict, measured, bound, self.reason, helps=helps)
