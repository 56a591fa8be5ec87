"""Section 4 in formulas: stationary covariances, Kullback-Leibler divergences, PAC-Bayes bounds and the comparison of `err`."""
