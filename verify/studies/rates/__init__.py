"""Iteration counts and exponents."""

TITLE = "Iteration counts and exponents"
CLAIMS: tuple[str, ...] = ()
ABOUT: tuple[str, ...] = ("theorem-2", "corollary-2", "theorem-3", "theorem-4")
SECONDS = 30.0
