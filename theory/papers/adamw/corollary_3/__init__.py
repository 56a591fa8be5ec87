"""Corollary 3: its statement, and its proof step by step."""
