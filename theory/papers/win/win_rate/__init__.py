"""Eq. 31 of Win and its repair: statement and proof."""
