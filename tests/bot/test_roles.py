"""Which part of the work a process may do, and what else it needs for that."""

import pytest
from pydantic import SecretStr

from bot.roles import Role, require_role
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


@pytest.mark.parametrize(
    ("role", "settings"),
    [
        (Role.ALL, Settings()),
        (Role.WORKER, SOCKET),
        (Role.WORKER, HTTP),
        (Role.GATEWAY, SOCKET),
        (Role.WEB, HTTP),
    ],
)
def test_what_goes_together(role: Role, settings: Settings) -> None:
    """One process does all; several need PostgreSQL and a way in that fits."""
    require_role(role, settings)


@pytest.mark.parametrize(
    ("role", "settings", "told"),
    [
        (Role.WORKER, SOCKET.model_copy(update={"database_url": ""}), "needs PostgreSQL"),
        (Role.WEB, SOCKET, "run --role gateway"),
        (Role.GATEWAY, HTTP, "run --role web"),
        (
            Role.WORKER,
            SOCKET.model_copy(update={"discord_token": SecretStr("a.b.c")}),
            "Slack alone",
        ),
    ],
)
def test_what_does_not(role: Role, settings: Settings, told: str) -> None:
    """One line, with what to do instead."""
    with pytest.raises(BrokenSettings, match=told):
        require_role(role, settings)
