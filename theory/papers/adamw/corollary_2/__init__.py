"""Corollary 2: its statement, and its proof step by step."""
