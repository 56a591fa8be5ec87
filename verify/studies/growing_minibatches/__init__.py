"""Do HSDMPG's growing minibatches do what is stated?"""

TITLE = "HSDMPG on data larger than its minibatches"
CLAIMS: tuple[str, ...] = ("hsdmpg-theorem-1", "hsdmpg-spectral", "hsdmpg-variance", "hsdmpg-online", "hsdmpg-generic")
ABOUT: tuple[str, ...] = ()
SECONDS = 7.0
