"""Exact and enclosed numbers: balls, Taylor series, eigenvalues, linear systems."""
