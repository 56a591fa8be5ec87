"""What Coq's kernel checks: the .v files that all proofs share, and the writing of statements and goals as Coq text.

Statements, constants and conditions are written by the program from the SymPy expressions of the claims; definitions of
vectors, expectation and the algorithm, and all proofs, are written by people.
"""
