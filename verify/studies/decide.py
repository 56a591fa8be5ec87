"""Run the studies of the claims that were asked for."""

from collections.abc import Sequence
from typing import Any

from theory.claim import Claim
from verify.studies import all_studies
from verify.studies.base import Progress
from verify.verdict import Result


def run_studies(
    claims: Sequence[Claim], seed: int, error_rate: float, progress: Progress
) -> tuple[list[Result], dict[str, Any]]:
    """Rows and the report's section `studies`: name -> title, claims, data. The error rate is split evenly over the studies."""
    chosen = [(study, [claim for claim in claims if claim.id in study.CLAIMS]) for study in all_studies()]
    chosen = [(study, own) for study, own in chosen if own]
    rows: list[Result] = []
    sections: dict[str, Any] = {}
    for study, own in chosen:
        found = study.decide(own, seed, error_rate / len(chosen), progress)
        rows += found.results
        sections[study.NAME] = {"title": study.TITLE, "claims": sorted({claim.id for claim in own}), "data": found.data}
    return rows, sections
