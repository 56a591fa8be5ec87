"""AdamW against l2-Adam on least squares."""

TITLE = "AdamW against l2-Adam on least squares"
CLAIMS: tuple[str, ...] = ("theorem-1",)
ABOUT: tuple[str, ...] = ()
SECONDS = 6.0
