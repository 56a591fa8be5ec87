"""How small can the constants be?"""

TITLE = "How small can the constants be?"
CLAIMS: tuple[str, ...] = ()
ABOUT: tuple[str, ...] = ("bounded-scaling",)
SECONDS = 15.0
