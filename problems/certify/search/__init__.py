"""Branch and bound: over intervals, boxes, signs, rows and draws."""
