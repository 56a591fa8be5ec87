"""Theorem 7: its statement, and its proof step by step."""
