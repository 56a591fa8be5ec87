"""Bounds derived from the steps of a proof, best parameters and best constants of the same argument."""
