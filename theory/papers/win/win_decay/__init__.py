"""Eq. 31 of Win with weight decay and its repair: statement and proof."""
