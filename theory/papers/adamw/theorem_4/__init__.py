"""Theorem 4: its statement, and its proof step by step."""
