"""The worst functions that a claim speaks of, as semidefinite programs whose answers are checked in rationals."""
