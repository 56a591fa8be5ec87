"""The variance of minibatches of distinct rows, over all of them: a few rows of the data, in whole numbers."""

from fractions import Fraction

import numpy as np

from verify.studies.growing_minibatches.data import MU, Rows

#: rows that are enumerated, and the grid that their gradients are brought to: products and sums are exact in 64 bits
FEW, GRID = 16, 2**20


def ratios(rows: Rows) -> list[Fraction]:
    """|S| E||H^{-1/2} (grad F - grad F_S)||^2 / nu^2 for |S| = 1, ..., FEW at theta_0 = 0: F is the sum over the first rows,
    nu^2 the mean over them, H theirs. The gradients H^{-1/2} grad f_i are rounded to 1/GRID; the lemma is about any vectors."""
    x, y = rows.x[:FEW], rows.y[:FEW]
    root = np.linalg.cholesky(x.T @ x / FEW + MU * np.eye(x.shape[1]))
    w = np.rint(GRID * np.linalg.solve(root, (-x * y[:, None]).T).T).astype(np.int64)
    z = FEW * w - np.sum(w, axis=0)
    sums = np.zeros((1, z.shape[1]), dtype=np.int64)
    sizes = np.zeros(1, dtype=np.int64)
    for one in z:
        sums, sizes = np.concatenate([sums, sums + one]), np.concatenate([sizes, sizes + 1])
    squares = np.sum(sums**2, axis=1)
    nu_sq = Fraction(sum(map(int, np.sum(z**2, axis=1))), FEW)
    found = []
    for m in range(1, FEW + 1):
        of_size = squares[sizes == m]
        found.append(Fraction(sum(map(int, of_size)), len(of_size) * m) / nu_sq)
    return found
