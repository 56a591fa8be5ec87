"""Verified eigenvalues enclose the true ones."""

import numpy as np
import pytest
from flint import arb
from hypothesis import given, settings
from hypothesis import strategies as st

from problems.certify.arithmetic.balls import precision
from problems.certify.arithmetic.eigenvalues import eigenvalue_floor, largest_eigenvalue, smallest_eigenvalue
from problems.certify.arithmetic.matrices import matrix


@given(st.integers(1, 6), st.integers(0, 2**31))
@settings(max_examples=40, deadline=None)
def test_eigenvalues_are_enclosed(size, seed):
    draw = np.random.default_rng(seed)
    a = draw.integers(-9, 9, (size, size)).astype(float)
    symmetric = a + a.T
    with precision():
        high, low = largest_eigenvalue(matrix(symmetric)), smallest_eigenvalue(matrix(symmetric))
        for found, value in ((high, np.linalg.eigvalsh(symmetric)[-1]), (low, np.linalg.eigvalsh(symmetric)[0])):
            assert float(found.low) - 1e-9 <= value <= float(found.high) + 1e-9
            # by the sign of a determinant, in exact arithmetic: no eigenvalue lies beyond the enclosure's outer end
        shifted = high.high + arb(1) / 10**6
        for k in range(1, size + 1):
            minor = matrix(np.eye(k)) * shifted - matrix(symmetric[:k, :k])
            assert minor.det() > 0


def test_the_least_positive_eigenvalue_of_a_singular_matrix():
    table = np.array([[1.0, -1.0, 2.0], [0.5, -0.5, 1.0], [3.0, -3.0, 0.0]])
    gram = table.T @ table
    with precision():
        floor = float(eigenvalue_floor(matrix(gram), 1))
    assert floor == pytest.approx(np.linalg.eigvalsh(gram)[1], rel=1e-12)
