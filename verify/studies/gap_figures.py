"""Figures of Theorem 1: means and bounds in k, the ratio of the two, and l2-Adam over lambda."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import matplotlib.pyplot as plt
import numpy as np

from verify.studies.render import COLOUR, drawing


def draw(data: Mapping[str, Any], folder: Path) -> list[dict[str, str]]:
    return []
