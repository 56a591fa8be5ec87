"""The variance of a minibatch gradient in the norm of the inverse Hessian: its statement and proof."""
