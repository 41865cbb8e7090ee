"""What a person types, turned into what Slack sends: mentions, channels, links and escapes."""

import re
from collections.abc import Callable

from adapters.sandbox.jsontypes import Blocks, Json
from adapters.sandbox.workspace import Workspace

TYPED = re.compile(
    r"(?P<link>https?://[^\s<>|]+)"
    r"|(?<![\w@])@(?P<who>[\w.-]+(?: [A-Z]\w+)?)"
    r"|(?<![\w#&])#(?P<channel>[\w-]+)"
)
TOKEN = re.compile(r"<([@#]?)([^<>|]+)(?:\|([^<>]*))?>")

Name = Callable[[str, str], str]
"""Writes a token from an id and a name."""


def escaped(text: str) -> str:
    """Escape the three characters that Slack escapes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescaped(text: str) -> str:
    """Undo `escaped`."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def message_text(ws: Workspace, user: str, typed: str) -> str:
    """Write a message as Slack stores it: `<@U..>`, `<#C..|name>`, `<https://..>`, escapes."""
    return _tokens(ws, user, typed, lambda user_id, name: f"<@{user_id}>")


def command_text(ws: Workspace, user: str, typed: str, *, should_escape: bool) -> str:
    """Write a command's text: with should_escape mentions become `<@U..|name>`, else as typed."""
    if not should_escape:
        return typed
    return _tokens(ws, user, typed, lambda user_id, name: f"<@{user_id}|{name}>")


def _tokens(ws: Workspace, user: str, typed: str, mention: Name) -> str:
    def token(found: re.Match[str]) -> str:
        if found["link"]:
            return f"<{found['link']}>"
        if found["who"]:
            return _mention(ws, found["who"], mention)
        return _channel(ws, user, found["channel"])

    return TYPED.sub(token, escaped(typed))


def _mention(ws: Workspace, typed: str, mention: Name) -> str:
    """Take the longest part that names somebody; the rest stays text."""
    word = typed.split(" ")[0]
    for candidate in (typed, word, word.rstrip(".-")):
        if person := _named(ws, candidate):
            return mention(person, ws.people[person].name) + typed.removeprefix(candidate)
    return f"@{typed}"


def _named(ws: Workspace, name: str) -> str | None:
    wanted = name.casefold()
    people = [person for person in ws.people.values() if not person.deleted]
    for person in people:
        if wanted in (person.name.casefold(), person.real_name.casefold()):
            return person.id
    first = [p.id for p in people if p.real_name.split()[0].casefold() == wanted]
    return first[0] if len(first) == 1 else None


def _channel(ws: Workspace, user: str, typed: str) -> str:
    for channel in ws.channels.values():
        if channel.name == typed.lower() and ws.may_see(user, channel) and not channel.is_im:
            return f"<#{channel.id}|{channel.name}>"
    return f"#{typed}"


def rich_text(text: str, block_id: str) -> Blocks:
    """Build the block that Slack's composer adds to what people write."""
    elements: list[Json] = []
    position = 0
    for token in TOKEN.finditer(text):
        elements += _plain(text[position : token.start()])
        elements.append(_element(token))
        position = token.end()
    elements += _plain(text[position:])
    section = {"type": "rich_text_section", "elements": elements}
    return [{"type": "rich_text", "block_id": block_id, "elements": [section]}]


def _plain(text: str) -> list[Json]:
    return [{"type": "text", "text": unescaped(text)}] if text else []


def _element(token: re.Match[str]) -> Json:
    if token[1] == "@":
        return {"type": "user", "user_id": token[2]}
    if token[1] == "#":
        return {"type": "channel", "channel_id": token[2]}
    return {"type": "link", "url": unescaped(token[2])}
