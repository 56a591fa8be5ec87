"""The norm of scale-invariant weights: statement and proof."""
