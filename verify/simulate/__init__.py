"""From an experiment to records: the one ensemble loop and what it measures."""
