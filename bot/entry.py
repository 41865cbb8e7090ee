"""Where the command begins.

What a start imports stays for good, so the garbage collector does not look through it while it
comes, nor ever again: a fifth of the time until the first answer went into that.
"""

import gc

gc.disable()
from bot import cli  # noqa: E402 - after the line that it is imported under


def main() -> None:
    """The command line."""
    gc.freeze()
    gc.enable()
    cli.main()
