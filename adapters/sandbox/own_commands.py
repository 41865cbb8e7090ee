"""Slack's own commands about who is in a channel, and whether it is open; no app hears them."""

from collections.abc import Callable, Mapping

from adapters.sandbox.compose import command_text
from adapters.sandbox.errors import RefusedError
from adapters.sandbox.membership import archive, join, leave, unarchive
from adapters.sandbox.model import Channel
from adapters.sandbox.workspace import Workspace

Command = Callable[[Workspace, str, Channel, str], None]


def _join(ws: Workspace, user: str, channel: Channel, rest: str) -> None:
    if channel.is_im:
        raise RefusedError("this is no channel. Open one, and type /join there")
    join(ws, channel, user, inviter=user)


def _invite(ws: Workspace, user: str, channel: Channel, rest: str) -> None:
    invited = _named(ws, user, rest)
    if invited not in ws.people or not _inside(user, channel):
        raise RefusedError(
            f"Nobody was invited. In a channel that you are in, type /invite @{ws.app.name}"
        )
    join(ws, channel, invited, inviter=user)


def _remove(ws: Workspace, user: str, channel: Channel, rest: str) -> None:
    removed = _named(ws, user, rest)
    if removed not in channel.members or not _inside(user, channel):
        raise RefusedError(
            f"Nobody was removed. In a channel that you are in, type /remove @{ws.app.name}"
        )
    leave(ws, channel, removed)


def _archive(ws: Workspace, user: str, channel: Channel, rest: str) -> None:
    if not _inside(user, channel):
        raise RefusedError("Nothing was archived. Type /archive in a channel that you are in")
    archive(ws, channel, user)


def _unarchive(ws: Workspace, user: str, channel: Channel, rest: str) -> None:
    """Slack has it in a channel's settings; here it is typed anywhere, with the channel's name."""
    name = rest.strip().lstrip("#")
    found = [c for c in ws.channels.values() if c.archived and c.name == name and name]
    if not found or not ws.may_see(user, found[0]):
        raise RefusedError("No archived channel has that name. Type, such as: /unarchive #infra")
    unarchive(ws, found[0], user)


def _named(ws: Workspace, user: str, rest: str) -> str:
    written = command_text(ws, user, rest.strip(), should_escape=True)
    return written.removeprefix("<@").partition("|")[0]


def _inside(user: str, channel: Channel) -> bool:
    return user in channel.members and not channel.is_im


OWN: Mapping[str, Command] = {
    "/join": _join,
    "/invite": _invite,
    "/remove": _remove,
    "/archive": _archive,
    "/unarchive": _unarchive,
}
