"""`python -m verify` is the command `adamw-verify`."""

from verify.commands.cli import main

if __name__ == "__main__":
    main()
