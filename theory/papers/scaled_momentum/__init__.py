"""Momentum with a bounded scaling: one bound for many methods, derived here. What a method adds is its bounds of v."""
