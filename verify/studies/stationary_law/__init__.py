"""The stationary law."""

TITLE = "The stationary law"
CLAIMS: tuple[str, ...] = ("lemma-5", "theorem-7")
ABOUT: tuple[str, ...] = ()
SECONDS = 14.0
