"""What is claimed: symbols, units, assumptions, algorithms, claims, proofs. Runs no simulation and opens no file."""

import os

# SymPy remembers 1000 results a function unless told otherwise before it is imported: the papers alone have more
os.environ.setdefault("SYMPY_CACHE_SIZE", "100000")
