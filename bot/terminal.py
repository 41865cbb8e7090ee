"""What every command does alike: where its settings come from, how it ends, how it fails."""

import asyncio
import contextlib
import signal
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from bot import logs
from bot import settings as reading
from bot.settings import BrokenSettings, Settings
from bot.trust import advised
from core.kernel.errors import ChivvyError
from core.screens.messenger import DeliveryFailure
from core.screens.problems import plain_problem

Config = Annotated[
    Path | None, typer.Option("--config", help="A TOML file; the environment wins over it.")
]


def plainly(command: Callable[[], object], *expected: type[Exception]) -> None:
    """Every expected failure is one line, never a traceback. *expected* say themselves what is
    wrong."""
    try:
        command()
    except BrokenSettings as broken:
        fail(*broken.lines)
    except expected as unclear:
        fail(str(unclear))
    except ChivvyError as error:
        fail(plain_problem(error))
    except DeliveryFailure as failure:
        fail(advised(failure))
    except OSError as error:
        if error.filename is not None:
            fail(
                f"{error.filename}: {error.strerror}; CHIVVY_DATA_DIR needs a folder I may write to"
            )
        fail(f"CHIVVY_PORT: {error.strerror or error}; write the number of a free port, or 0")


def fail(*lines: str) -> NoReturn:
    """Ends the command."""
    for line in lines:
        print(f"chivvy: {line}", file=sys.stderr)
    raise SystemExit(2)


def configured(config: Path | None) -> Settings:
    """The settings, once the log goes where they say."""
    found = reading.load(file=config)
    logs.configure(found)
    return found


async def until_told(work: Coroutine[object, object, None]) -> None:
    """Runs until it ends, Ctrl+C or SIGTERM; either way everything is closed in order."""
    loop = asyncio.get_running_loop()
    task = loop.create_task(work)
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, task.cancel)
    with contextlib.suppress(asyncio.CancelledError):
        await task
