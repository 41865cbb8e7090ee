"""What Slack says of its people → profiles. Pure."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from core.people.model import Profile, Role

SLACKBOT = "USLACKBOT"


def profile(user: Mapping[str, Any], team: str) -> Profile:
    """A user object of ``users.list``, ``user_change`` or ``team_join``."""
    about = user.get("profile") or {}
    home = str(user.get("team_id") or about.get("team") or "")
    handle = str(about.get("display_name") or user.get("name") or "")
    return Profile(
        external_id=str(user.get("id") or ""),
        name=str(about.get("real_name") or user.get("real_name") or handle),
        handle=handle.casefold(),
        zone=str(user["tz"]) if user.get("tz") else None,
        locale=str(user["locale"]) if user.get("locale") else None,
        role=_role(user, home, team),
        active=not user.get("deleted"),
        owner=bool(user.get("is_owner") or user.get("is_primary_owner")),
        home_team="" if home == team else home,
    )


def span(told: Mapping[str, Any]) -> tuple[datetime, datetime] | None:
    """From when to when somebody wants no messages; *told* is empty, or in seconds."""
    if not told:
        return None
    begins, ends = (datetime.fromtimestamp(told[name], UTC) for name in ("from", "until"))
    return (begins, ends) if begins < ends else None


def _role(user: Mapping[str, Any], home: str, team: str) -> Role:
    if user.get("is_bot") or user.get("id") == SLACKBOT:
        return Role.BOT
    if user.get("is_stranger") or (home and team and home != team):
        return Role.EXTERNAL
    restricted = user.get("is_restricted") or user.get("is_ultra_restricted")
    return Role.GUEST if restricted else Role.MEMBER
