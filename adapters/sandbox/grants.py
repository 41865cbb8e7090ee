"""What the app may use for a while: trigger ids and response URLs."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from adapters.sandbox.errors import SlackError

TRIGGER_SECONDS = 3.0
"""Source: docs.slack.dev/interactivity/handling-user-interaction"""

RESPONSE_POSTS = 5
RESPONSE_LIFE = timedelta(minutes=30)
"""Source: docs.slack.dev/interactivity/handling-user-interaction"""


@dataclass(frozen=True, slots=True)
class Trigger:
    """The right to open one view for one person, until `ends` on the elapsed clock."""

    user: str
    ends: float
    used: bool = False


class Triggers:
    """Trigger ids: three seconds of elapsed time, one use each."""

    def __init__(self, elapsed: Callable[[], float]) -> None:
        self._elapsed = elapsed
        self._issued: dict[str, Trigger] = {}

    def issue(self, user: str) -> str:
        """Return a new trigger id for a person who has just acted."""
        trigger_id = (
            f"{len(self._issued) + 1000}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        )
        self._issued[trigger_id] = Trigger(user, self._elapsed() + TRIGGER_SECONDS)
        return trigger_id

    def exchange(self, trigger_id: str) -> str:
        """Use a trigger up and return the person; SlackError when it is unknown, used or old."""
        trigger = self._issued.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger")
        if trigger.used:
            raise SlackError("exchanged_trigger_id")
        if self._elapsed() > trigger.ends:
            raise SlackError("expired_trigger_id")
        self._issued[trigger_id] = replace(trigger, used=True)
        return trigger.user


@dataclass(frozen=True, slots=True)
class Reply:
    """Where a response URL posts to: a channel, for a person, perhaps about a message."""

    channel: str
    user: str
    ends: datetime
    original: str | None = None
    posts: int = 0


class ReplyUrls:
    """Response URLs: five posts within thirty minutes of business time."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self._issued: dict[str, Reply] = {}

    def issue(self, channel: str, user: str, original: str | None = None) -> str:
        """Return the id of a new response URL."""
        reply_id = secrets.token_urlsafe(18)
        ends = self._now() + RESPONSE_LIFE
        self._issued[reply_id] = Reply(channel, user, ends, original)
        return reply_id

    def use(self, reply_id: str) -> Reply:
        """Count one post and return where it goes; SlackError when it may not post any more."""
        reply = self._issued.get(reply_id)
        if reply is None or self._now() > reply.ends:
            raise SlackError("expired_url")
        if reply.posts >= RESPONSE_POSTS:
            raise SlackError("used_url")
        self._issued[reply_id] = replace(reply, posts=reply.posts + 1)
        return reply
