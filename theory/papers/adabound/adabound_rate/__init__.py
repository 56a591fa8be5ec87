"""The finite-time bound of AdaBound: statement and proof."""
