"""AdaCN (Liu, Zhang, Zhong, Zeng 2021), of which the abstract is known: secants and the last step as curvature, made here."""
