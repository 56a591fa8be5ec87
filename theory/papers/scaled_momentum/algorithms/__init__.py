"""Momentum with scalings that show what the bound is about."""
