"""The bound for momentum with a bounded scaling: its statement, and its proof step by step."""
