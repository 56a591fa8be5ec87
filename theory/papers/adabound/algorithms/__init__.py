"""AdaBound with bound functions that are only bounded."""
