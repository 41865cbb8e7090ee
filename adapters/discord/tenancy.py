"""Interaction or message → who spoke, in which installation, where. Pure."""

from adapters.discord.asked import Asked, Spot
from core.people.model import PlaceKind, Sender

PLATFORM = "discord"


def sender_of(asked: Asked, home: str) -> Sender:
    """Who asked. *home*: the guild that a direct message belongs to."""
    return sender(asked.guild or home, asked.user, asked.name, asked.spot, asked.roles)


def sender(
    guild: str, user: str, name: str, spot: Spot, roles: tuple[str, ...] | None = None
) -> Sender:
    """A person of a guild, in a place of it."""
    return Sender(
        platform=PLATFORM,
        team=guild,
        user=user,
        user_name=name,
        place=spot.channel or None,
        place_name="" if spot.kind is PlaceKind.DM else spot.name,
        place_kind=spot.kind,
        thread=spot.thread,
        roles=roles,
        apart=spot.apart,
    )


def sender_in(who: Sender, spot: Spot) -> Sender:
    """The same person, in another place."""
    return sender(who.team, who.user, who.user_name, spot, who.roles)
