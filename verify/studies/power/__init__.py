"""What the checkers can tell."""

TITLE = "What the checkers can tell"
CLAIMS: tuple[str, ...] = ()
ABOUT: tuple[str, ...] = ("theorem-2",)
SECONDS = 12.0
