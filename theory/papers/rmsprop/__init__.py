"""RMSProp with a penalty (Xu, Zhang, Zhang, Mandic; Neural Networks 2021): fixed steps. The bounds are derived here."""
