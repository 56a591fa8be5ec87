"""The study of `rates`."""
