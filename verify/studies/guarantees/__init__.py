"""Whose guarantee is nearest?"""

TITLE = "Whose guarantee is nearest?"
CLAIMS: tuple[str, ...] = ()
ABOUT: tuple[str, ...] = ("bounded-scaling",)
SECONDS = 2.0
