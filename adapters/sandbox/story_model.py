"""What the workspace holds before the app does anything: people, channels and their talk."""

from dataclasses import dataclass
from datetime import datetime

from adapters.sandbox.model import Person, Team


@dataclass(frozen=True, slots=True)
class StoryChannel:
    """A `channel`, a `private` one or the `im` of two people; `with_app` adds the app to it.

    Everybody's direct messages with the app are there without being told.
    """

    id: str
    name: str
    kind: str
    members: tuple[str, ...]
    topic: str = ""
    with_app: bool = True


@dataclass(frozen=True, slots=True)
class StoryMessage:
    """Something that was said. `key` names it, so that others can be `reply_to` it."""

    channel: str
    user: str
    at: datetime
    text: str
    key: str = ""
    reply_to: str = ""


@dataclass(frozen=True, slots=True)
class Story:
    """People, channels and messages; pure data. Messages are oldest first per channel."""

    team: Team
    people: tuple[Person, ...]
    channels: tuple[StoryChannel, ...]
    messages: tuple[StoryMessage, ...] = ()
