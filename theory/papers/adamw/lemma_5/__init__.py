"""Lemma 5: its statement, and its proof step by step."""
