"""Which objective?"""

TITLE = "Which objective?"
CLAIMS: tuple[str, ...] = ()
ABOUT: tuple[str, ...] = ("theorem-2",)
