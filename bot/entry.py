"""Where the command begins.

What a start imports stays for good, so the garbage collector does not look through it while it
comes, nor ever again: a fifth of the time until the first answer went into that.
"""

import gc
import sys


def main() -> None:
    """The command line. `chivvy run` does without what only the other commands need: discord.py,
    Alembic and the sandbox among it."""
    gc.disable()
    if sys.argv[1:2] == ["run"]:
        from bot import cli_run

        _keep()
        cli_run.main(sys.argv[2:])
    else:
        from bot import cli

        _keep()
        cli.main()


def _keep() -> None:
    gc.freeze()
    gc.enable()
