"""Theorem 1 of HSDMPG, least squares with growing minibatches: its statement and proof."""
