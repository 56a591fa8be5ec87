"""The study of `hessian_spectrum`."""
