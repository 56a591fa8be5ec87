"""What a user gets for bad input: one line that says what is wrong, where, and what is allowed."""


class InputError(ValueError):
    """A fault in what the user gave; the command line prints its one line and exits with status 2."""
