"""Spectra of a trained network."""

TITLE = "Spectra of a trained network"
CLAIMS: tuple[str, ...] = ("corollary-3",)
ABOUT: tuple[str, ...] = ()
SECONDS = 7.0
