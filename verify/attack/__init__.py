"""Attack: among problems that provably satisfy a claim's assumptions, look for one that violates it, or else for the tightest.

`space` and `terms` say what is searched, `estimate` and `scores` weigh many candidates in one array, `search` moves through
the space, `certified` decides a candidate as `run` would, `smaller` makes a violation small, `hunt` puts them together, `found`
writes.
"""
