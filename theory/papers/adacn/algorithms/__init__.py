"""AdaCN with the secant of each coordinate."""
