"""What Slack says of one person and of one place."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.events import dnd_window
from adapters.slack.inbound import Identity
from adapters.slack.profiles import profile, span
from adapters.slack.refusals import failure
from core.people.model import PlaceKind, Profile, Sender, Spot
from core.screens.messenger import Gone

QUIET_AT_ONCE = 50
"""People of one question; docs.slack.dev/reference/methods/dnd.teamInfo"""
Window = tuple[datetime, datetime] | None


class Lookups:
    """One call each; what fails is raised as a DeliveryFailure."""

    def __init__(self, client: AsyncWebClient, identity: Identity) -> None:
        self._client = client
        self._identity = identity

    async def profile(self, sender: Sender) -> Profile:
        """Who somebody is."""
        try:
            told = await self._client.users_info(user=sender.user, include_locale=True)
        except Exception as error:
            raise failure(error) from error
        return profile(told.get("user") or {}, self._identity.team)

    async def roles(self, sender: Sender) -> None:
        """Slack knows no roles; its user groups would cost a scope."""

    async def quiet(self, team: str, users: Sequence[str]) -> dict[str, Window]:
        """Who of *users*, ``QUIET_AT_ONCE`` at most, wants no messages and when; None: nothing
        is known of it."""
        try:
            told = await self._client.dnd_teamInfo(users=list(users[:QUIET_AT_ONCE]))
        except Exception as error:
            raise failure(error) from error
        found = told.get("users") or {}
        return {user: span(dnd_window(found[user])) for user in users if user in found}

    async def spot(self, sender: Sender) -> Spot:
        """What sort of place it is, and whether we are in it; what Slack hides we are not in."""
        try:
            told = await self._client.conversations_info(channel=sender.place or "")
        except Exception as error:
            if isinstance(why := failure(error), Gone):
                return Spot()
            raise why from error
        return spot(told.get("channel") or {})


def spot(told: dict[str, Any]) -> Spot:
    """A conversation object. Of direct messages Slack shows us our own alone."""
    kind = kind_of(told)
    return Spot(
        kind=kind,
        name=str(told.get("name") or "") if kind is PlaceKind.CHANNEL else "",
        here=bool(told.get("is_member")) or kind is PlaceKind.DM,
        archived=bool(told.get("is_archived")),
    )


def kind_of(told: dict[str, Any]) -> PlaceKind:
    """Whether a conversation is private."""
    if told.get("is_im"):
        return PlaceKind.DM
    private = told.get("is_private") or told.get("is_mpim") or told.get("is_group")
    return PlaceKind.GROUP if private else PlaceKind.CHANNEL
