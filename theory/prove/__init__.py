"""How a proof step is decided: provers, witnesses, negative controls, the audit."""
