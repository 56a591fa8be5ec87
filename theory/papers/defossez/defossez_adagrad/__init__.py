"""Adagrad without momentum, after Defossez and others: statement and proof."""
