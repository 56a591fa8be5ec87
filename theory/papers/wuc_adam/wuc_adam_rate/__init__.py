"""The bound for steps that vary, and for warm-up with cosine annealing: statement and proof."""
