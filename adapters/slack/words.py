"""What a message says: text, blocks, attachments, names of files; and who wrote it. Pure."""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from html import unescape
from typing import Any

_URL = re.compile(r"<((?:https?|mailto|tel):[^|<>\s]{1,2000})(?:\|([^<>]{0,500}))?>")
_HUMAN = frozenset({None, "thread_broadcast", "file_share", "me_message"})
MOST = 12_000
"""Characters that are read of one message."""
Told = Mapping[str, Any]


def typed(text: str) -> str:
    """What somebody typed: links as they were, ``&amp;`` as ``&``.

    Mentions stay in Slack's own form (``<@U1|maria>``, ``<#C1|infra>``); the language reads them.
    """
    return unescape(_URL.sub(_as_typed, text)).strip()


def _as_typed(match: re.Match[str]) -> str:
    url, label = match.group(1), match.group(2)
    if not label or label == url or url.removeprefix("mailto:").removeprefix("tel:") == label:
        return label or url
    return label if url.endswith(f"//{label}") else f"{label} ({url})"


def words_of(message: Told) -> str:
    """The words of *message*. What an app posts has them in blocks or attachments, often with a
    poorer text beside; a file has its name."""
    own = typed(str(message.get("text") or ""))
    if by_bot(message) or not own:
        own = _richest(own, message)
    files = [] if own else [_file(one) for one in _list(message, "files")]
    return "\n".join(filter(None, (own, *files)))[:MOST]


def author_of(message: Told) -> str | None:
    """Who wrote it; None for apps, webhooks and Slack itself."""
    return None if by_bot(message) else str(message.get("user") or "") or None


def by_bot(message: Told) -> bool:
    """Whether no human wrote it."""
    return bool(message.get("bot_id")) or message.get("subtype") not in _HUMAN


def moment(ts: str) -> datetime:
    """When the message with this id was written."""
    return datetime.fromtimestamp(float(ts or 0), UTC)


def _richest(own: str, message: Told) -> str:
    blocks = _blocks(message.get("blocks"))
    attached = "\n".join(filter(None, map(_attachment, _list(message, "attachments"))))
    shown = blocks if len(blocks) > len(own) else own
    return "\n".join(filter(None, (shown, attached)))


def _attachment(one: Told) -> str:
    parts = [typed(str(one.get(name) or "")) for name in ("pretext", "title", "text")]
    parts += [_field(each) for each in _list(one, "fields")]
    said = "\n".join(filter(None, parts)) or _blocks(one.get("blocks"))
    return said or typed(str(one.get("fallback") or ""))


def _field(one: Told) -> str:
    name, value = typed(str(one.get("title") or "")), typed(str(one.get("value") or ""))
    return f"{name}: {value}" if name and value else name or value


def _file(one: Told) -> str:
    return typed(str(one.get("title") or one.get("name") or ""))


def _list(told: Told, name: str) -> list[Told]:
    found = told.get(name)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []


def _blocks(blocks: object) -> str:
    lines = (_inline(block).strip() for block in blocks) if isinstance(blocks, list) else ()
    return "\n".join(filter(None, lines))


def _inline(node: object) -> str:
    """The words of one block or of a part of it; what can be pressed says nothing."""
    if isinstance(node, list):
        return "".join(map(_inline, node))
    if not isinstance(node, Mapping):
        return ""
    match node.get("type"):
        case "text" | "plain_text":
            return unescape(str(node.get("text") or ""))
        case "mrkdwn":
            return typed(str(node.get("text") or ""))
        case "user":
            return f"<@{node.get('user_id')}>"
        case "link":
            return str(node.get("text") or node.get("url") or "")
        case "actions" | "button" | "overflow" | "static_select" | "users_select" | "image":
            return ""
        case kind:
            return _joined(node, ends=kind in {"rich_text_section", "rich_text_quote"})


def _joined(node: Told, *, ends: bool) -> str:
    parts: Iterable[str] = (_inline(node.get(name)) for name in ("text", "elements"))
    fields = node.get("fields")
    listed = [_inline(one) for one in fields] if isinstance(fields, list) else []
    said = "\n".join(filter(None, ("".join(parts), *listed)))
    return f"{said}\n" if ends and said else said
