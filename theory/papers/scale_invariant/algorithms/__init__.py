"""SGD on scale-invariant weights."""
