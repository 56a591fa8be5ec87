"""Sadam and SAMSGrad (Tong, Liang, Bi; Neurocomputing 2022): a softplus in the place of eps. The bounds are derived here."""
