"""Where the slack is."""

TITLE = "Where the slack is"
CLAIMS: tuple[str, ...] = ()
ABOUT: tuple[str, ...] = ("theorem-2", "theorem-3")
SECONDS = 12.0
