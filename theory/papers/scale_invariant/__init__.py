"""Scale-invariant weights (Jia, Feng, Yong, Meng; TNNLS 2024): how their norm grows. The facts are derived here."""
