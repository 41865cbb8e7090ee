"""The commands for messages that wait for an admin: refused, or set aside by a restore."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Annotated, Any

import typer

from bot import settings as reading
from bot.deadletters import dead_letters, give_up, restored_letters, revive
from bot.settings import BrokenSettings, Settings
from bot.terminal import Config
from core.screens.delivery import Post

refused = typer.Typer(no_args_is_help=True, help="Messages that a platform refused.")
review = typer.Typer(no_args_is_help=True, help="Messages that wait for you since a restore.")
Address = Annotated[
    str, typer.Argument(help="As the list shows it: workspace/number, such as 1/42; or all")
]
Letters = Callable[[Settings], Awaitable[Sequence[Post]]]
Decision = Callable[[Settings, int, int], Coroutine[Any, Any, Post]]


@refused.command("list")
def list_dead(config: Config = None) -> None:
    """Show what was refused, and why."""
    posts = asyncio.run(_all(dead_letters, reading.load(file=config)))
    for post in posts:
        print(f"{_line(post)}  {post.error}")
    print(f"{len(posts)} refused messages." if posts else "No message was refused.")


@refused.command()
def retry(address: Address, config: Config = None) -> None:
    """Send one again; what is no longer true is not sent."""
    _decide(address, reading.load(file=config), dead_letters, "deadletter retry", revive)
    print(f"{address} waits to be sent again.")


@refused.command("drop")
def drop_dead(address: Address, config: Config = None) -> None:
    """Give one up for good."""
    _decide(address, reading.load(file=config), dead_letters, "deadletter drop", give_up)
    print(f"{address} is dropped.")


@review.command("list")
def list_review(config: Config = None) -> None:
    """Show what may have been sent since the backup."""
    posts = asyncio.run(_all(restored_letters, reading.load(file=config)))
    for post in posts:
        print(_line(post))
    if posts:
        print("send looks for each in Slack first, and sends it only if it is not there.")
    print(f"{len(posts)} messages wait for you." if posts else "No message waits for you.")


@review.command()
def send(address: Address, config: Config = None) -> None:
    """Look for one in Slack, and send it if it is not there and still true."""
    _decide(address, reading.load(file=config), restored_letters, "review send", revive)
    print(f"{address} is looked for, and sent where it is not there.")


@review.command("drop")
def drop_review(address: Address, config: Config = None) -> None:
    """Never send one; the follow-up goes on from there."""
    _decide(address, reading.load(file=config), restored_letters, "review drop", give_up)
    print(f"{address} is dropped.")


def _line(post: Post) -> str:
    when = f"{post.created_at:%Y-%m-%d %H:%M}"
    return f"{post.workspace}/{post.id}  {post.kind}  {when}"


async def _all(letters: Letters, settings: Settings) -> Sequence[Post]:
    return await letters(settings)


def _decide(
    address: str, settings: Settings, letters: Letters, example: str, decision: Decision
) -> None:
    """Takes a *decision* on one message, or on all that *letters* lists."""
    for workspace, post in _addresses(address, settings, letters, example):
        asyncio.run(decision(settings, workspace, post))


def _addresses(
    address: str, settings: Settings, letters: Letters, example: str
) -> list[tuple[int, int]]:
    if address == "all":
        return [(p.workspace, p.id) for p in asyncio.run(_all(letters, settings))]
    workspace, _, post = address.partition("/")
    if not (workspace.isdecimal() and post.isdecimal()):
        told = f"{address!r} is no address; write for example: chivvy {example} 1/42"
        raise BrokenSettings((told,))
    return [(int(workspace), int(post))]
