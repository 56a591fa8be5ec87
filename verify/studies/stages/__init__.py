"""Stages of Theorem 4."""

from problems.problem import Problem

TITLE = "Stages of Theorem 4"
CLAIMS: tuple[str, ...] = ("theorem-4",)
ABOUT: tuple[str, ...] = ()
SECONDS = 23.0


def wants(problem: Problem) -> bool:
    """Whether a problem file is for this study."""
    return problem.rule.staged
