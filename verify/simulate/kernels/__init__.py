"""The back ends: they run a traced program over a block of runs, chunk of steps after chunk of steps."""
