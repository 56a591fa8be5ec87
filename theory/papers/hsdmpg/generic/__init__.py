"""The generic theorem of HSDMPG, other losses: its statement and proof."""
