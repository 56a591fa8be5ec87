"""The words of verdicts, as every view of a report explains them."""

LEGEND = {
    "HOLDS": "the upper confidence limit lies at or below the bound (pathwise: at every step of every run)",
    "VIOLATED": "the lower confidence limit lies above the bound (pathwise: at some step, named)",
    "UNDECIDED": "the tool could not tell: the interval contains the bound after the largest allowed number of runs, or a "
    "range, a horizon or a proof is out of reach; the reason says what would help",
    "INAPPLICABLE": "a hypothesis of the claim fails, which is named (a file for another algorithm has no row)",
}
