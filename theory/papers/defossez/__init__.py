"""Defossez, Bottou, Bach, Usunier (TMLR 2022): Adam and Adagrad without momentum, moments that are sums."""
