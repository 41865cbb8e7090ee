"""Which part of the work a process may do, and what else it needs for that."""

import pytest
from attrs import evolve

from bot.roles import Role, require_role
from bot.setting_values import SecretStr
from bot.settings import BrokenSettings, Settings

POSTGRES = "postgresql://chivvy@db.example/chivvy"
SOCKET = Settings(
    slack_bot_token=SecretStr("xoxb-1"),
    slack_app_token=SecretStr("xapp-1"),
    database_url=POSTGRES,
)
HTTP = Settings(
    slack_bot_token=SecretStr("xoxb-1"),
    slack_signing_secret=SecretStr("0123456789abcdef"),
    database_url=POSTGRES,
)
DISCORD = Settings(discord_token=SecretStr("a.b.c"), database_url=POSTGRES)
DISCORD_TOO = {"discord_token": SecretStr("a.b.c")}


@pytest.mark.parametrize(
    ("role", "settings"),
    [
        (Role.ALL, Settings()),
        (Role.WORKER, SOCKET),
        (Role.WORKER, HTTP),
        (Role.GATEWAY, SOCKET),
        (Role.WEB, HTTP),
        (Role.WORKER, DISCORD),
        (Role.GATEWAY, DISCORD),
        (Role.GATEWAY, evolve(SOCKET, **DISCORD_TOO)),
        (Role.WORKER, evolve(SOCKET, **DISCORD_TOO)),
        (Role.WEB, evolve(HTTP, **DISCORD_TOO)),
        (Role.GATEWAY, evolve(HTTP, **DISCORD_TOO)),
    ],
)
def test_what_goes_together(role: Role, settings: Settings) -> None:
    """One process does all; several need PostgreSQL and a way in that fits."""
    require_role(role, settings)


@pytest.mark.parametrize(
    ("role", "settings", "told"),
    [
        (Role.WORKER, evolve(SOCKET, **{"database_url": ""}), "needs PostgreSQL"),
        (Role.WEB, SOCKET, "run --role gateway"),
        (Role.GATEWAY, HTTP, "run --role web"),
        (Role.GATEWAY, HTTP, "needs SLACK_APP_TOKEN or DISCORD_TOKEN"),
        (Role.WEB, DISCORD, "Discord comes by its gateway alone; run --role gateway"),
        (Role.WEB, evolve(SOCKET, **DISCORD_TOO), "run --role gateway"),
        (Role.GATEWAY, evolve(DISCORD, **{"database_url": ""}), "needs PostgreSQL"),
    ],
)
def test_what_does_not(role: Role, settings: Settings, told: str) -> None:
    """One line, with what to do instead."""
    with pytest.raises(BrokenSettings, match=told):
        require_role(role, settings)


@pytest.mark.parametrize(
    ("role", "by_connection", "by_requests"),
    [
        (Role.ALL, True, True),
        (Role.WEB, False, True),
        (Role.GATEWAY, True, False),
        (Role.WORKER, False, False),
    ],
)
def test_what_reaches_whom(role: Role, by_connection: bool, by_requests: bool) -> None:
    """Whoever takes no requests does not vouch for a platform that comes by requests."""
    assert role.hears(connected=True) is by_connection
    assert role.hears(connected=False) is by_requests
