"""Divergences, bounds and their coverage."""

TITLE = "Divergences, bounds and their coverage"
CLAIMS: tuple[str, ...] = ("lemma-4", "theorem-6", "theorem-7")
ABOUT: tuple[str, ...] = ()
SECONDS = 9.0
