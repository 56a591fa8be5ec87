"""The words of verdicts, as every view of a report explains them."""

LEGEND = {
    "HOLDS": "the upper confidence limit lies at or below the bound (pathwise: at every step of every run)",
    "VIOLATED": "the lower confidence limit lies above the bound (pathwise: at some step, named)",
    "UNDECIDED": "the interval contains the bound after the largest allowed number of runs",
    "INAPPLICABLE": "a hypothesis fails, which is named",
}
