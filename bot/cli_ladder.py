"""The commands about ladders: what a project's is, whether a file holds one, and to apply it."""

from pathlib import Path
from typing import Annotated

import typer

from bot import ladders
from bot import settings as reading
from bot.terminal import Config

ladder = typer.Typer(no_args_is_help=True, help="How firmly a project follows up, as a file.")
Key = Annotated[str, typer.Option("--project", help="The word after the #, such as infra.")]
File = Annotated[Path, typer.Argument(help="TOML, as `chivvy ladder show` prints it.")]


@ladder.command()
def show(project: Key, config: Config = None) -> None:
    """Print the ladder of a project; to change it, edit what is printed and apply it."""
    print(ladders.show(reading.load(file=config).database, project))


@ladder.command()
def check(file: File) -> None:
    """Say whether a file holds a ladder, and which line is wrong; no database is needed."""
    print(f"{file} is fine: {ladders.read_file(file)}")


@ladder.command()
def apply(file: File, project: Key, config: Config = None) -> None:
    """Let a project follow up as a file says. What has begun goes on as it was announced."""
    wanted = ladders.read_file(file)
    before = ladders.apply(reading.load(file=config).database, project, wanted)
    print(f"#{project.removeprefix('#')}: {wanted} (was: {before})")
