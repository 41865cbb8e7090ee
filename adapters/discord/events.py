"""What the gateway tells → the row that waits in the inbox, and back. Pure; keeps no text that is
not for us."""

import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum

from discord.utils import utcnow

from adapters.discord.words import without_mention
from core.kernel.text import TASK_NAME
from core.people.model import PlaceKind, Sender


class News(StrEnum):
    """What an event means to us; stored, so names never change."""

    WORDS = "words"
    """Somebody spoke to the bot."""
    MISSED = "missed"
    """The same, found after an outage: to be offered, not done."""
    SPOKE = "spoke"
    """A human spoke in a thread: who, where and when, not what."""
    NAMED = "named"
    """Words such as T-42 stood in a message: those words alone."""
    REACTED = "reacted"
    UNREACTED = "unreacted"
    EDITED = "edited"
    REMOVED = "removed"
    PLACE = "place"
    """A channel was renamed, or is open to other people now."""
    CAME = "came"
    OUT = "out"
    ARCHIVED = "archived"
    UNARCHIVED = "unarchived"
    DELETED = "deleted"
    ROLE = "role"
    """A role has another name."""
    PERSON = "person"
    """Somebody came, left, or has another name or role."""
    SUSPEND = "suspend"
    """We were removed from the guild."""
    BACK = "back"
    """We are in the guild again."""


@dataclass(frozen=True, slots=True)
class Incoming:
    """An event that is kept until it is worked off."""

    news: News
    sender: Sender
    key: str
    text: str = ""
    message: str = ""
    at: str = ""
    """When it happened, to order what is added and taken away."""
    away: tuple[float, float] | None = None
    """Of what was missed: from when to when we were away."""
    below: str = ""
    """The message of somebody else's that words to us reply to."""

    @property
    def outage(self) -> tuple[datetime, datetime] | None:
        """From when to when we were away, where it was missed for that."""
        if self.away is None:
            return None
        began, ended = (datetime.fromtimestamp(at, UTC) for at in self.away)
        return began, ended

    def encode(self) -> str:
        """One line of JSON; ``decode`` reads it."""
        return json.dumps({"v": 1, **asdict(self)}, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def decode(cls, line: str) -> "Incoming":
        """The inverse of ``encode``; ValueError or KeyError for anything else."""
        told = json.loads(line)
        sender = dict(told["sender"])
        sender["place_kind"] = PlaceKind(sender["place_kind"])
        roles = sender.get("roles")
        sender["roles"] = tuple(roles) if roles is not None else None
        away = told.get("away")
        return cls(
            News(told["news"]), Sender(**sender), told["key"], told["text"], told["message"],
            told["at"], (float(away[0]), float(away[1])) if away else None,
            told.get("below", ""),
        )  # fmt: skip


MOST_NAMES = 20


def spoken(
    sender: Sender, message: str, text: str, bot: str, *, to_us: bool, below: str = ""
) -> Incoming | None:
    """What a human's message means: words for us, a sign of life in a thread, names of tasks.
    *below*: the message that it replies to, of somebody other than us."""
    key = _key(message)
    if to_us or sender.place_kind is PlaceKind.DM:
        words = without_mention(text, bot)
        return Incoming(News.WORDS, sender, key, words, message, below=below)
    names = " ".join(TASK_NAME.findall(text)[:MOST_NAMES])
    if sender.thread is not None or sender.place_kind is PlaceKind.GROUP:
        return Incoming(News.SPOKE, sender, key, names, message)
    return Incoming(News.NAMED, sender, key, names, message) if names else None


def missed(
    sender: Sender, message: str, text: str, bot: str, away: tuple[datetime, datetime]
) -> Incoming | None:
    """Words to us of the time when we were *away*; None where nothing was said."""
    words = without_mention(text, bot)
    if not words:
        return None
    began, ended = (at.timestamp() for at in away)
    return Incoming(News.MISSED, sender, _key(message), words, message, away=(began, ended))


def lived(sender: Sender, message: str) -> Incoming:
    """Somebody spoke in a thread, of which no more is kept: not even what it names, for that was
    long ago."""
    return Incoming(News.SPOKE, sender, _key(message), message=message)


def _key(message: str) -> str:
    """What is said is taken once, whichever way it comes."""
    return f"discord:message:{message}"


def reacted(sender: Sender, message: str, emoji: str, at: str, *, added: bool) -> Incoming:
    """Somebody put an emoji to a message, or took it away."""
    news = News.REACTED if added else News.UNREACTED
    key = f"discord:{news}:{message}:{sender.user}:{emoji}:{at}"
    return Incoming(news, sender, key, emoji, message, at)


def heard_at() -> str:
    """The moment of what Discord tells without one, in the form of the others: now."""
    return f"{utcnow().timestamp():.6f}"


def of_place(news: News, sender: Sender, at: str) -> Incoming:
    """Something became of a channel, or of us in it."""
    return Incoming(news, sender, f"discord:{news}:{sender.place or sender.team}:{at}", at=at)


def of_role(sender: Sender, role: str, name: str, at: str) -> Incoming:
    """A role has another name."""
    return Incoming(News.ROLE, sender, f"discord:role:{role}:{at}", name, role, at)


def of_message(news: News, sender: Sender, message: str, at: str) -> Incoming:
    """A message says something else now, or is gone."""
    return Incoming(news, sender, f"discord:{news}:{message}:{at}", message=message, at=at)
