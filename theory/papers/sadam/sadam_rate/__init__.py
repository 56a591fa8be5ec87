"""Sadam's bound: its statement and proof."""
