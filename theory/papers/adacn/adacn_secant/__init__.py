"""Weak secants, their recovery of a diagonal, the last step as curvature: statement and proof."""
