"""Certificates of many problems, each proved by one of the workers."""

from collections.abc import Sequence

from problems.certify import Certificate, certify
from problems.certify.cache import store
from problems.problem import Problem
from verify.simulate.cluster import Cluster
from verify.simulate.workers import Hands, submit


def certificates(problems: Sequence[Problem], hands: Hands, effort: int = 1, kept: bool = True) -> list[Certificate]:
    """The certificates, which are kept here. Only a cluster is worth the way: a certificate takes seconds, and is kept."""
    if not isinstance(hands, Cluster):
        return [certify(problem, effort, kept) for problem in problems]
    asked = [submit(hands, certify, problem, effort, kept) for problem in problems]
    found = [one.result() for one in asked]
    for problem, certificate in zip(problems, found, strict=True):
        store(problem, effort, certificate)
    return found
