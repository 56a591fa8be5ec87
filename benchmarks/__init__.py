"""Timings and long studies: run by hand (`make bench`), printed, never asserted."""
