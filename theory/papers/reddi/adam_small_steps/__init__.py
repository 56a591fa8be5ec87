"""Adam with small steps: statement and proof."""
