"""Event → the row that waits in the inbox, and back. Pure; keeps no text that is not for us."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, replace
from enum import StrEnum
from typing import Any

from adapters.slack.tenancy import Payload, event_sender, team_of
from adapters.slack.translate import without_mention
from adapters.slack.words import typed, words_of
from core.kernel.text import TASK_NAME
from core.kernel.values import dataclass
from core.people.model import PlaceKind, Sender


class News(StrEnum):
    """What an event means to us; stored, so names never change."""

    WORDS = "words"
    """Somebody spoke to the bot."""
    SPOKE = "spoke"
    """A human spoke in a thread: who, where and when, not what."""
    PERSON = "person"
    PLACE = "place"
    JOINED = "joined"
    """Somebody came to a place."""
    LEFT = "left"
    CAME = "came"
    """We were invited to a place."""
    OUT = "out"
    """We were removed from a place."""
    ARCHIVED = "archived"
    UNARCHIVED = "unarchived"
    DELETED = "deleted"
    DND = "dnd"
    """Somebody's do-not-disturb has changed."""
    SUSPEND = "suspend"
    REACTED = "reacted"
    UNREACTED = "unreacted"
    FORWARDED = "forwarded"
    """A message was sent on to us, or a file without words."""
    NAMED = "named"
    """Words such as T-42 stood in a message: those words alone."""
    MISSED = "missed"
    """Somebody spoke to the bot while it was away; found afterwards."""
    EDITED = "edited"
    """A message says something else now: which, not what."""
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Incoming:
    """An event that is kept until it is worked off."""

    news: News
    sender: Sender
    key: str
    text: str = ""
    ts: str = ""
    kind_known: bool = True
    """False when Slack did not say whether the place is private."""
    user: Mapping[str, Any] | None = None
    at: str = ""
    """When it happened, as Slack orders what it may bring in any order; "" where that does not
    matter."""
    shared: Mapping[str, str] | None = None
    """The message that was forwarded."""

    def encode(self) -> str:
        """One line of JSON; ``decode`` reads it."""
        return json.dumps({"v": 1, **asdict(self)}, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def decode(cls, line: str) -> "Incoming":
        """The inverse of ``encode``; ValueError or KeyError for anything else."""
        told = json.loads(line)
        sender = dict(told["sender"])
        sender["place_kind"] = PlaceKind(sender["place_kind"])
        return cls(
            News(told["news"]),
            Sender(**sender),
            told["key"],
            told["text"],
            told["ts"],
            told["kind_known"],
            told["user"],
            told.get("at", ""),
            told.get("shared"),
        )


_HUMAN_SUBTYPES = frozenset({None, "thread_broadcast", "file_share", "me_message"})
_PLACES = frozenset({"channel_rename", "group_rename"})
_MOVES = {"member_joined_channel": News.JOINED, "member_left_channel": News.LEFT}
_ENDINGS = {
    "channel_archive": News.ARCHIVED,
    "channel_deleted": News.DELETED,
    "channel_left": News.OUT,
    "channel_unarchive": News.UNARCHIVED,
    "group_archive": News.ARCHIVED,
    "group_deleted": News.DELETED,
    "group_left": News.OUT,
    "group_unarchive": News.UNARCHIVED,
}
_LINK = re.compile(r"https?://[\w.:-]{1,100}/archives/([CDG][A-Z0-9]{1,20})/p(\d{10})(\d{6})\b")
"""A message's address, whatever the workspace is called; which are ours, the product knows."""
_READ = 12_000
_CHANGES = frozenset({"message_changed", "message_deleted"})
_REACTIONS = {"reaction_added": News.REACTED, "reaction_removed": News.UNREACTED}
_CLOSED = "channel_convert_to_private"
"""Subtype of the message that tells that a channel was made private."""
_PEOPLE = frozenset({"user_change", "team_join"})
_ENDS = frozenset({"tokens_revoked", "app_uninstalled"})
_USER_FIELDS = (
    "id", "team_id", "name", "real_name", "deleted", "tz", "locale", "is_bot", "is_owner",
    "is_primary_owner", "is_restricted", "is_ultra_restricted", "is_stranger",
)  # fmt: skip


def incoming(payload: Payload, bot: str, installed: str = "") -> Incoming | None:
    """What is to be kept of an event; None when it says nothing to us."""
    event = payload.get("event") or {}
    kind = event.get("type")
    if kind == "app_mention":
        return _words(payload, event, bot, installed)
    if kind == "message":
        return _message(payload, event, bot, installed)
    if kind in _PEOPLE and isinstance(event.get("user"), Mapping):
        return _person(payload, event["user"], installed)
    if kind == "dnd_updated_user" and event.get("user"):
        return _dnd(payload, event, installed)
    if kind in _PLACES:
        return _place(payload, event, bot, installed)
    if kind in _ENDINGS and event.get("channel"):
        return _place(payload, event, bot, installed, _ENDINGS[kind])
    if kind in _MOVES and event.get("user"):
        return _moved(payload, event, bot, installed)
    if kind in _REACTIONS:
        return _reaction(payload, event, bot, installed)
    if kind in _ENDS and _ends(event):
        sender = Sender("slack", team_of(payload, installed), bot)
        return Incoming(News.SUSPEND, sender, _event_key(payload, sender))
    return None


def _message(
    payload: Payload, event: Mapping[str, Any], bot: str, installed: str
) -> Incoming | None:
    if event.get("subtype") == _CLOSED:
        private = {**event, "channel_type": "group"}
        return _place({**payload, "event": private}, private, bot, installed)
    if event.get("subtype") in _CHANGES:
        return _change(payload, event, bot, installed)
    if event.get("subtype") not in _HUMAN_SUBTYPES or event.get("bot_id") or not event.get("user"):
        return None
    if event.get("channel_type") == "im" and (sent_on := _sent_on(payload, event, installed)):
        return sent_on
    if event.get("channel_type") == "im":
        return _words(payload, event, bot, installed)
    said = str(event.get("text") or "")
    names = " ".join(dict.fromkeys([*TASK_NAME.findall(said)[:10], *_links(said)]))
    if f"<@{bot}>" in said or not (event.get("thread_ts") or names):
        # A mention comes as an event of its own; what is said elsewhere is none of our business.
        return None
    sender = event_sender(payload, installed)
    news = News.SPOKE if event.get("thread_ts") else News.NAMED
    return Incoming(news, sender, _said_key(sender, event), names, str(event.get("ts")))


def _links(said: str) -> list[str]:
    """The messages that are linked to, as ``C012/1795421101.522613``: some of them are ours."""
    found = _LINK.findall(said[:_READ])
    return [f"{place}/{seconds}.{rest}" for place, seconds, rest in found[:5]]


def _sent_on(payload: Payload, event: Mapping[str, Any], installed: str) -> Incoming | None:
    """A message that was forwarded to us, with the words that came along; a file without any."""
    said = typed(str(event.get("text") or ""))
    found = [a for a in event.get("attachments") or [] if isinstance(a, Mapping)]
    shared = next((a for a in found if a.get("is_share") and a.get("ts")), None)
    if shared is None and (said or not event.get("files")):
        return None
    sender = event_sender(payload, installed)
    told = Incoming(
        News.FORWARDED, sender, _said_key(sender, event), ts=str(event.get("ts") or ""),
        text=said or words_of(event),
    )  # fmt: skip
    if shared is None:
        return told
    names = ("channel_id", "ts", "thread_ts", "author_id", "from_url")
    kept = {name: str(shared.get(name) or "") for name in names}
    words = words_of({"bot_id": "of anybody", "blocks": [], "text": shared.get("text") or ""})
    return replace(told, text=said, shared={**kept, "text": words})


def _change(
    payload: Payload, event: Mapping[str, Any], bot: str, installed: str
) -> Incoming | None:
    """A message of somebody else was edited or deleted. Slack also tells so of previews and
    counts of replies, which change no word; one with replies leaves a tombstone."""
    new, old = event.get("message") or {}, event.get("previous_message") or {}
    ts = str(event.get("deleted_ts") or new.get("ts") or "")
    if not ts or bot in (new.get("user"), old.get("user")):
        return None
    deleted = event["subtype"] == "message_deleted" or new.get("subtype") == "tombstone"
    if not deleted and words_of(new) == words_of(old):
        return None
    told = _place(payload, event, bot, installed, News.REMOVED if deleted else News.EDITED)
    return replace(told, ts=ts)


def _words(payload: Payload, event: Mapping[str, Any], bot: str, installed: str) -> Incoming | None:
    if event.get("bot_id") or not event.get("user"):
        return None
    sender = event_sender(payload, installed)
    text = typed(without_mention(str(event.get("text") or ""), bot))
    known = bool(event.get("channel_type")) or sender.place_kind is not PlaceKind.CHANNEL
    key = _said_key(sender, event)
    return Incoming(News.WORDS, sender, key, text, str(event.get("ts") or ""), known)


def _person(payload: Payload, user: Mapping[str, Any], installed: str) -> Incoming:
    sender = event_sender(payload, installed)
    about = user.get("profile") or {}
    kept = {name: user[name] for name in _USER_FIELDS if name in user}
    names = ("real_name", "display_name", "team")
    kept["profile"] = {name: about[name] for name in names if name in about}
    return Incoming(News.PERSON, sender, _event_key(payload, sender), user=kept, at=_at(payload))


def _dnd(payload: Payload, event: Mapping[str, Any], installed: str) -> Incoming:
    """Slack tells the next window of the schedule, and the end of a pause that runs."""
    sender, told = event_sender(payload, installed), event.get("dnd_status") or {}
    window, key = dnd_window(told), _event_key(payload, sender)
    return Incoming(News.DND, sender, key, user=window, at=_at(payload))


def dnd_window(told: Mapping[str, Any]) -> dict[str, int]:
    """From when to when somebody wants no messages, in seconds; empty: no window is known."""
    begins, ends = told.get("next_dnd_start_ts"), told.get("next_dnd_end_ts")
    if not told.get("dnd_enabled") or not isinstance(begins, int) or not isinstance(ends, int):
        return {}
    return {"from": begins, "until": ends}


def _place(
    payload: Payload, event: Mapping[str, Any], bot: str, installed: str, news: News = News.PLACE
) -> Incoming:
    sender = event_sender(payload, installed)
    known = bool(event.get("channel_type")) or sender.place_kind is not PlaceKind.CHANNEL
    who = Sender(
        sender.platform, sender.team, bot, place=sender.place,
        place_name=sender.place_name, place_kind=sender.place_kind,
    )  # fmt: skip
    key, at = _event_key(payload, sender), _at(payload)
    return Incoming(news, who, key, kind_known=known, at=at)


def _moved(payload: Payload, event: Mapping[str, Any], bot: str, installed: str) -> Incoming:
    """Who came or went; where we come ourselves, a place begins."""
    news = _MOVES[event["type"]]
    sender = event_sender(payload, installed)
    if sender.user == bot and news is News.JOINED:
        return _place(payload, event, bot, installed, News.CAME)
    news = News.OUT if sender.user == bot else news
    return Incoming(news, sender, _event_key(payload, sender), at=_at(payload))


def _reaction(
    payload: Payload, event: Mapping[str, Any], bot: str, installed: str
) -> Incoming | None:
    """To a message of somebody else; to ours it is no more than a nod."""
    item = event.get("item") or {}
    if item.get("type") != "message" or bot in (event.get("item_user"), event.get("user")):
        return None
    placed = {**event, "channel": item.get("channel")}
    sender = event_sender({**payload, "event": placed}, installed)
    return Incoming(
        _REACTIONS[str(event["type"])], sender, _event_key(payload, sender),
        text=str(event.get("reaction") or ""), ts=str(item.get("ts") or ""),
        kind_known=sender.place_kind is not PlaceKind.CHANNEL, at=_at(payload),
    )  # fmt: skip


def _ends(event: Mapping[str, Any]) -> bool:
    """A revoked token of a person is not ours."""
    return event["type"] == "app_uninstalled" or bool((event.get("tokens") or {}).get("bot"))


def _said_key(sender: Sender, event: Mapping[str, Any]) -> str:
    """One post is one key, whichever and however many events tell of it."""
    return f"slack:said:{sender.team}:{sender.place}:{event.get('ts') or ''}"


def _at(payload: Payload) -> str:
    return str((payload.get("event") or {}).get("event_ts") or "")


def _event_key(payload: Payload, sender: Sender) -> str:
    return f"slack:event:{sender.team}:{payload.get('event_id') or ''}"
