"""The study of `stationary_law`."""
