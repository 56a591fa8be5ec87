"""UAdam (Jiang, Liu, Xu, Mandic; Neural Computation 2024): an interpolated momentum. The bounds are derived here."""
