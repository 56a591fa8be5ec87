"""From a claim and a problem to verdicts."""
