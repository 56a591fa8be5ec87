"""Whether it holds: the ensemble, streaming measurements, statistics, verdicts, results on disk, reports, command line."""
