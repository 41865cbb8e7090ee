"""What the body of a message may hold; refusals in Discord's nested shape.

Source: docs.discord.com/developers/resources/message ("Create Message", "Embed Limits").
"""

from typing import Final

from tests.discord_adapter.discord_server import components, mentions
from tests.discord_adapter.discord_server.errors import Problems, refusal
from tests.discord_adapter.discord_server.model import COMPONENTS_V2, Json, Message

CONTENT: Final = 2000
EMBEDS: Final = 10
EMBED_TOTAL: Final = 6000
NONCE: Final = 25
FIELDS: Final = 25
EMBED_TEXTS: Final = {"title": 256, "description": 4096}
KNOWN: Final = frozenset((
    "content", "nonce", "enforce_nonce", "tts", "embeds", "allowed_mentions", "message_reference",
    "components", "sticker_ids", "flags", "attachments",
))  # fmt: skip
"""Members of a body that the loopback understands; any other is refused, so a test fails on it."""

_LEGACY: Final = ("content", "embeds", "sticker_ids", "poll")


def check(body: Json, before: Message | None = None, *, within: tuple[str, ...] = ()) -> None:
    """Refuse a body; `before` is the message that it edits, `within` where in a request it is."""
    problems = Problems(*within)
    for name in body.keys() - KNOWN:
        problems.add((name,), "LOOPBACK_UNKNOWN", f"The loopback does not know `{name}`.")
    _content(body, problems)
    _embeds(body, problems)
    mentions.check(body.get("allowed_mentions"), problems)
    flags = body.get("flags") or 0
    modern = bool(flags & COMPONENTS_V2 or (before and before.flags & COMPONENTS_V2))
    components.check(body.get("components") or [], problems, modern=modern)
    if modern:
        _only_components(body, before, problems)
    nonce = body.get("nonce")
    if nonce is not None and len(str(nonce)) > NONCE:
        problems.length(("nonce",), 0, NONCE)
    problems.refuse()
    if _is_empty(body, before):
        raise refusal(50006)


def _content(body: Json, problems: Problems) -> None:
    content = body.get("content")
    if content is not None and not isinstance(content, str):
        problems.add(("content",), "BASE_TYPE_STRING", "Must be a string.")
    elif content and len(content) > CONTENT:
        told = f"Must be {CONTENT} or fewer in length."
        problems.add(("content",), "BASE_TYPE_MAX_LENGTH", told)


def _embeds(body: Json, problems: Problems) -> None:
    embeds = body.get("embeds") or []
    if len(embeds) > EMBEDS:
        problems.length(("embeds",), 0, EMBEDS)
    total = 0
    for place, embed in enumerate(embeds):
        fields = embed.get("fields") or []
        sized = [(("embeds", place, k), embed.get(k), most) for k, most in EMBED_TEXTS.items()]
        footer, author = embed.get("footer") or {}, embed.get("author") or {}
        sized.append((("embeds", place, "footer"), footer.get("text"), 2048))
        sized.append((("embeds", place, "author"), author.get("name"), 256))
        for number, one in enumerate(fields):
            sized.append((("embeds", place, f"fields.{number}.name"), one["name"], 256))
            sized.append((("embeds", place, f"fields.{number}.value"), one["value"], 1024))
        if len(fields) > FIELDS:
            problems.length(("embeds", place, "fields"), 0, FIELDS)
        for path, text, most in sized:
            total += len(text or "")
            if len(text or "") > most:
                told = f"Must be {most} or fewer in length."
                problems.add(path, "BASE_TYPE_MAX_LENGTH", told)
    if total > EMBED_TOTAL:
        told = f"Embed size exceeds maximum size of {EMBED_TOTAL}"
        problems.add(("embeds",), "MAX_EMBED_SIZE_EXCEEDED", told)


def _only_components(body: Json, before: Message | None, problems: Problems) -> None:
    """Components v2 stand alone, and a message that has them keeps having them."""
    code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2"
    for name in _LEGACY:
        if body.get(name):
            told = f"The '{name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
            problems.add((name,), code, told)
    if before is None or before.flags & COMPONENTS_V2:
        return
    for name, there in (("content", before.content), ("embeds", before.embeds)):
        if there and (name not in body):
            told = f"The '{name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2"
            problems.add((name,), code, told)


def _is_empty(body: Json, before: Message | None) -> bool:
    def now(name: str, there: object) -> object:
        return body.get(name, there)

    content = now("content", before.content if before else "")
    embeds = now("embeds", before.embeds if before else [])
    parts = now("components", before.components if before else [])
    return not (str(content or "").strip() or embeds or parts or body.get("sticker_ids"))
