"""Objectives that are formulas: double wells, Rosenbrock, networks, ...; each a problem file, certified, attacked and run."""
