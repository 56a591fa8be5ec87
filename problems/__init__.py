"""Where the claims are tested: problem files, families, noise, and the certification of every declared constant."""
