"""From a claim and a problem to verdicts."""

import sys

from verify import Room

# once this room is imported, `from verify import decide` gives it instead of the front door's function
sys.modules[__name__].__class__ = Room
