"""Fixed steps of RMSProp: statement and proof."""
