"""What is claimed: symbols, units, assumptions, algorithms, claims, proofs. Runs no simulation and opens no file."""
