"""What we ask a guild for: each permission, what it is for, and what stops without it. Pure.

Source of the names and bits: docs.discord.com/developers/topics/permissions.
"""

from dataclasses import dataclass
from urllib.parse import urlencode

import discord

AUTHORIZE = "https://discord.com/oauth2/authorize"
SCOPES = "bot applications.commands"


@dataclass(frozen=True, slots=True)
class Permission:
    """One permission, as Discord's pages call it."""

    flag: str
    """Its name in the library."""
    name: str
    why: str
    without: str
    needed: bool = False
    """Whether nothing is posted in channels without it."""

    @property
    def bit(self) -> int:
        """Its value in Discord's numbers."""
        return discord.Permissions(**{self.flag: True}).value


PERMISSIONS: tuple[Permission, ...] = (
    Permission(
        "view_channel", "View Channels",
        "hear @Chivvy, reactions and edited sources; know who sees a private channel",
        "nothing is posted or heard in a channel; commands and buttons work", needed=True,
    ),
    Permission(
        "send_messages", "Send Messages", "cards, digests, requests for help",
        "nothing is posted in channels; commands, buttons and direct messages work", needed=True,
    ),
    Permission(
        "send_messages_in_threads", "Send Messages in Threads",
        "cards and answers in the thread of a message",
        "nothing is posted in threads, and who takes no direct messages is not reached",
    ),
    Permission(
        "create_public_threads", "Create Public Threads",
        "the card of a captured message stands in a thread of that message",
        "a card appears only where the message has a thread already",
    ),
    Permission(
        "create_private_threads", "Create Private Threads",
        "a thread of their own for people who take no direct messages",
        "who takes no direct messages gets no follow-up and no brief",
    ),
    Permission(
        "read_message_history", "Read Message History",
        "read the message that somebody captures or reacts to, and what was said in channels while"
        " Chivvy was away; find messages of our own again",
        "no reaction makes a task, nothing is found in a thread by *capture*, nothing of an outage"
        " is read in channels, and a message whose fate is uncertain may come twice",
    ),
)  # fmt: skip
"""All that the install link asks for."""


def number() -> int:
    """All permissions as Discord's one number."""
    return sum(each.bit for each in PERMISSIONS)


def missing(held: discord.Permissions) -> tuple[Permission, ...]:
    """What is not held; an administrator holds everything."""
    if held.administrator:
        return ()
    return tuple(each for each in PERMISSIONS if not getattr(held, each.flag))


def install_link(application: str) -> str:
    """Where somebody who manages a guild lets us in."""
    asked = {"client_id": application, "scope": SCOPES, "permissions": str(number())}
    return f"{AUTHORIZE}?{urlencode(asked)}"
