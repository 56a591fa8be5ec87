"""The generic checks: every part of a claim is decided by one of few, according to its kind."""
