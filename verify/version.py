"""The version of this distribution: nothing that computes is imported to say it."""

from importlib.metadata import PackageNotFoundError, version


def package_version() -> str:
    """The version of this distribution."""
    try:
        return version("adamw-verify")
    except PackageNotFoundError:  # run from a checkout that is not installed
        return "0+checkout"
