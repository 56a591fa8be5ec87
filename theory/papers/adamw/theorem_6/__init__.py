"""Theorem 6: its statement, and its proof step by step."""
