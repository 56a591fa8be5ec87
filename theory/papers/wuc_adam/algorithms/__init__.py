"""Adam with warm-up and cosine annealing."""
