"""Certification: every constant of a problem is enclosed, and what its file declares is certified or refuted.

certificate = certify(problem)          # Certificate: the constants, their status, whether the region is invariant
certificate.require()                   # InputError with a witness if a declared constant is refuted
"""

from typing import TYPE_CHECKING

from problems.certify import cache
from problems.certify.certificate import Certificate, Constant, Invariance, Status, Witness
from problems.errors import InputError

if TYPE_CHECKING:
    from problems.problem import Problem

__all__ = ["Certificate", "Constant", "Invariance", "Status", "Witness", "certify"]


def certify(problem: "Problem", effort: int = 1, kept: bool = True, pl: bool = True) -> Certificate:
    """The certificate of a problem; `effort` scales searches and branch and bound, `kept` allows a kept result.

    `pl`: with mu and mu_k, which take longest.

    Raises InputError if the family declares something that a point refutes.
    """
    if kept and (found := cache.load(problem, effort, pl)) is not None:
        return found
    from threadpoolctl import threadpool_limits

    # take long to import, and whoever runs a problem or finds its certificate kept needs none of them
    from problems.certify.arithmetic.balls import precision
    from problems.certify.constants import Certifier
    from problems.certify.models.separable.model import FalseFactError

    # the searches multiply small matrices, which threads only slow down
    try:
        with precision(), threadpool_limits(1):
            certificate = Certifier(problem, effort).run(pl)
    except FalseFactError as error:
        raise InputError(f"{error}  ({problem.where}: [problem] family)") from None
    if kept:
        cache.store(problem, effort, certificate, pl)
    return certificate
