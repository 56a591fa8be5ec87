"""Reddi, Kale, Kumar (ICLR 2018): Adam drifts the wrong way. The example is theirs, the form for small steps our own."""
