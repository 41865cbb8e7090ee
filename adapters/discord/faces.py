"""People of whom a payload tells in passing: whoever asks, and whoever is named in an option."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from adapters.discord.asked import Asked
from adapters.discord.profiles import MANAGES, profile
from core.context import Desk
from core.kernel.recent import Recent
from core.people.model import PlaceKind, Profile, Sender

REMEMBERED = 20_000


class Faces:
    """Makes people known before they are spoken of; who is known as they are costs nothing."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._seen = Recent[tuple[str, str], Profile](REMEMBERED)
        self._places = Recent[tuple[str, str, str], None](REMEMBERED)

    def look(self, sender: Sender) -> Profile | None:
        """Who somebody is, as a payload said last."""
        return self._seen.get((sender.team, sender.user))

    def forget(self, sender: Sender) -> None:
        """They have left: whoever comes back is news."""
        self._seen.pop((sender.team, sender.user), None)

    async def meet(self, asked: Asked, sender: Sender) -> None:
        """Whoever asks, and whoever is named, becomes known; news of somebody known as well, for
        a role may have been given or taken since."""
        told = [_asker(asked)] if asked.guild else []
        await self.told(sender, (*told, *_named(asked.data, asked.guild)))

    async def told(self, sender: Sender, profiles: tuple[Profile, ...]) -> None:
        """People whom a message names become known."""
        fresh = tuple(each for each in profiles if self._remember(sender.team, each))
        if not fresh:
            return
        try:
            await self._desk.learn(sender, fresh)
        except BaseException:
            for each in fresh:  # Nobody knows them yet: the next time they are news again.
                self._seen.pop((sender.team, each.external_id), None)
            raise

    async def place(self, there: Sender, *, chosen: bool) -> None:
        """A channel that was named becomes known. Who *chose* it sees it, which is to be known of
        a private one."""
        where = (there.team, there.place or "", there.place_name)
        if where not in self._places:
            await self._desk.learn(there, ())
            self._places[where] = None
        if chosen and there.place_kind is PlaceKind.GROUP:
            await self._desk.moved(there, here=True)

    def _remember(self, team: str, found: Profile) -> bool:
        """Whether that is news; what a payload leaves out is none: of who is named it does not tell
        the language, of who asks it does."""
        known = self._seen.get((team, found.external_id))
        if known is not None and known.locale is not None and found.locale is None:
            found = replace(found, locale=known.locale)
        self._seen[team, found.external_id] = found
        return known != found


def _asker(asked: Asked) -> Profile:
    return Profile(
        asked.user, asked.name, asked.handle.casefold(), locale=asked.locale or None,
        owner=asked.manages, roles=None if asked.roles is None else tuple(sorted(asked.roles)),
    )  # fmt: skip


def _named(data: Mapping[str, Any], guild: str) -> list[Profile]:
    """Whoever is named; of a server Discord adds what they are there, but for who is not in it."""
    resolved = data.get("resolved") or {}
    members = resolved.get("members") or {}
    found = []
    for user, told in (resolved.get("users") or {}).items():
        member = members.get(user)
        if member is None and guild:
            found.append(replace(profile({"user": told}, guild), active=False))
            continue
        member = member or {}
        rights = int(member.get("permissions") or 0)
        manages = bool(rights & MANAGES)
        found.append(profile({**member, "user": told}, guild, manages=manages))
    return found
