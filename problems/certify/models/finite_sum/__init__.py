"""Finite sums of losses of linear predictions."""
