"""The study of `risk_bounds`."""
