"""XGrad."""
