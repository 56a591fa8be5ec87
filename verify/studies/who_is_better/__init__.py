"""AdamW against l2-Adam and Adam."""

TITLE = "AdamW against l2-Adam and Adam"
CLAIMS: tuple[str, ...] = ("corollary-3",)
ABOUT: tuple[str, ...] = ()
SECONDS = 5.0
