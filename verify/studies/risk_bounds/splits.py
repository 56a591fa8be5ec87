"""Repeated splits of a data set: the gap between held-out and training loss, where no distribution is known.

A training set of a split is drawn without replacement, so lemma 4 does not speak of it; this is a description beside the
coverage on the same data as a population.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from verify.studies.learning import Classification, Fit

Array = NDArray[np.float64]


def held_out(
    data: Classification, share: float, splits: int, seed: int, of: Callable[[Fit, int], tuple[Array, float]]
) -> dict[str, Any]:
    """Over random splits with `share` of the data for training: mean losses, the gap, the bound, how often it is exceeded.

    `of(fit, n)` gives the posterior's covariance and the bound.
    """
    total = len(data.answers)
    n = round(share * total)
    train, test, bounds = np.empty(splits), np.empty(splits), np.empty(splits)
    for j in range(splits):
        order = np.random.default_rng([seed, 11, j]).permutation(total)
        inside, outside = order[:n], order[n:]
        fit = data.fit(data.features[inside], data.answers[inside])
        covariance, bounds[j] = of(fit, n)
        train[j], test[j] = (
            data.empirical(data.features[rows], data.answers[rows], fit.mean, covariance) for rows in (inside, outside)
        )
    gap = test - train
    return {"task": data.name, "n": n, "held_out": total - n, "splits": splits, "train": float(np.mean(train)),
            "test": float(np.mean(test)), "gap": float(np.mean(gap)), "largest": float(np.max(gap)),
            "bound": float(np.mean(bounds)), "exceeded": int(np.sum(~(gap <= bounds)))}  # fmt: skip
