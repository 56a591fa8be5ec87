"""Which objective?"""

TITLE = "Which objective?"
CLAIMS: tuple[str, ...] = ()
ABOUT: tuple[str, ...] = ("theorem-2",)
SECONDS = 3.0
