"""The box of AdamW and the KKT residual at rest: statement and proof."""
