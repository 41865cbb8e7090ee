"""Words that mention nobody may be for us all the same, where Discord shows us such words."""

from collections.abc import Awaitable, Callable, Iterable

import discord

from core.people.model import Sender
from core.reading.orders import behind_name

Addressed = Callable[[Sender, str], Awaitable[bool]]
"""Whether words that name nobody are for us, where they were said."""


class Ears:
    """*content*: whether Discord shows us the words of messages that are not for us."""

    def __init__(self, addressed: Addressed, *, content: bool) -> None:
        self._addressed = addressed
        self._content = content

    async def ordered(self, said_by: Sender, text: str, names: Iterable[str]) -> str | None:
        """The order in *text*, of which one begins with one of our *names*; None for any other
        talk."""
        if not self._content:
            return None
        behind = behind_name(text, tuple(names))
        if behind is not None:
            return behind
        return text if await self._addressed(said_by, text) else None


def names_of(me: discord.ClientUser, guild: discord.Guild) -> tuple[str, ...]:
    """What we are called in a guild."""
    here = guild.me.display_name if guild.me is not None else ""
    return me.name, me.display_name, here
