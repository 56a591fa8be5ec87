"""Sadam and SAMSGrad."""
