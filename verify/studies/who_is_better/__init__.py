"""The study of `who_is_better`."""
