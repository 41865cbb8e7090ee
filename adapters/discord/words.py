"""What a message says, who wrote it, and how it is referred to. Pure."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from core.context import MessageRef, ThreadMessage

MOST = 12_000
"""Characters that are read of one message."""
EPOCH = 1_420_070_400_000
"""Discord's ids count milliseconds from 2015. docs.discord.com/developers/reference#snowflakes"""
Told = Mapping[str, Any]


def moment(snowflake: str) -> datetime:
    """When the thing with this id came to be."""
    return datetime.fromtimestamp(((int(snowflake) >> 22) + EPOCH) / 1000, UTC)


def snowflake(at: datetime) -> str:
    """The id that a thing of this moment would have."""
    return str(max(0, int(at.timestamp() * 1000) - EPOCH) << 22)


def without_mention(text: str, bot: str) -> str:
    """The words of a message to the bot, without its name."""
    return re.sub(rf"<@!?{re.escape(bot)}>", " ", text, count=1).strip(" ,:\n")


def words_of(message: Told) -> str:
    """The words of *message*: its text, else what its cards and files are called."""
    own = str(message.get("content") or "").strip()
    embeds = [_embed(one) for one in _list(message, "embeds")] if by_bot(message) or not own else []
    shown = [_component(one) for one in _list(message, "components")] if not own else []
    said = "\n".join(filter(None, (own, *embeds, *shown)))
    files = [str(one.get("filename") or "") for one in _list(message, "attachments")]
    return (said or "\n".join(files))[:MOST]


def by_bot(message: Told) -> bool:
    """Whether no human wrote it."""
    return bool((message.get("author") or {}).get("bot") or message.get("webhook_id"))


def author_of(message: Told) -> str | None:
    """Who wrote it; None for apps and webhooks."""
    return None if by_bot(message) else str((message.get("author") or {}).get("id") or "") or None


def permalink(guild: str, channel: str, message: str) -> str:
    """The message's address; of direct messages ``@me`` stands for the guild."""
    return f"https://discord.com/channels/{guild or '@me'}/{channel}/{message}"


def message_ref(message: Told, guild: str, place: str, thread: str | None) -> MessageRef:
    """*message* in *place*, or in the thread of it."""
    found = str(message.get("id") or "")
    return MessageRef(
        place=place,
        message=found,
        thread=thread or found,
        author=author_of(message),
        text=words_of(message),
        permalink=permalink(guild, thread or place, found),
    )


def thread_message(message: Told, guild: str, place: str, thread: str) -> ThreadMessage:
    """*message* of a thread that is to be read."""
    ref = message_ref(message, guild, place, thread)
    return ThreadMessage(ref, moment(ref.message), by_bot(message))


def _embed(one: Told) -> str:
    fields = [f"{f.get('name')}: {f.get('value')}" for f in _list(one, "fields")]
    said = (str(one.get(name) or "") for name in ("title", "description"))
    return "\n".join(filter(None, (*said, *fields)))


def _component(one: Told) -> str:
    inner = [_component(part) for part in _list(one, "components")]
    own = str(one.get("content") or "")
    return "\n".join(filter(None, (own, *inner)))


def _list(told: Told, name: str) -> list[Told]:
    found = told.get(name)
    return [one for one in found if isinstance(one, Mapping)] if isinstance(found, list) else []
