"""The study of `power`."""
