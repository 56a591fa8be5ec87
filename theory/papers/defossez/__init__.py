"""Defossez, Bottou, Bach, Usunier (TMLR 2022): Adam without momentum, moments that are sums."""
