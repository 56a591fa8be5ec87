"""Sums of functions of one coordinate each."""
