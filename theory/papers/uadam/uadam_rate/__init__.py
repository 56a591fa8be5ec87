"""UAdam's neighbourhood of stationary points: statement and proof."""
