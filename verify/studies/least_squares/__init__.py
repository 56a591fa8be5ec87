"""The study of `least_squares`."""
