"""The online theorem of HSDMPG: its statement and proof."""
