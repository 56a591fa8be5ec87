"""The preconditioner of HSDMPG against the Hessian: its statement and proof."""
