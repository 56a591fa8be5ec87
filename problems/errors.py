"""What a user gets for bad input: one line, naming file, key, value and what is allowed."""

from theory.errors import InputError as InputError


def must(value: object, key: str, rule: str, where: str) -> InputError:
    """`beta_2=1.2 must lie in (0, 1]  (problems/rational_well.toml: [algorithm] beta_2)`."""
    name = key.rsplit(" ", 1)[-1].rsplit(".", 1)[-1]
    return InputError(f"{name}={value} must {rule}  ({where}: {key})")
