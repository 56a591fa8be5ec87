"""The study of `which_objective`."""
