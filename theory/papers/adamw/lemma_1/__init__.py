"""Lemma 1: its statement, and its proof step by step."""
