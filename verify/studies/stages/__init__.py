"""The study of `stages`."""
