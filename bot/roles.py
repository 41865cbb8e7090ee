"""What a process does of the whole; several on one PostgreSQL database share the work."""

from enum import StrEnum

from bot.settings import BrokenSettings, Settings


class Role(StrEnum):
    """As ``chivvy run --role`` names it."""

    ALL = "all"
    WEB = "web"
    """Slack comes to us by HTTP: answers, and stores events."""
    WORKER = "worker"
    """Works events off, decides what is due, and sends."""
    GATEWAY = "gateway"
    """Holds the connections to platforms, or waits to take them over."""

    @property
    def works(self) -> bool:
        """Whether it works off, decides and sends."""
        return self in {Role.ALL, Role.WORKER}

    @property
    def listens(self) -> bool:
        """Whether it may hold a connection to a platform."""
        return self in {Role.ALL, Role.GATEWAY}

    @property
    def hears(self) -> bool:
        """Whether platforms reach it, by whichever way."""
        return self is not Role.WORKER


def require_role(role: Role, settings: Settings) -> None:
    """A part of the work needs others for the rest."""
    if role is Role.ALL:
        return
    lines = []
    if settings.database.startswith("sqlite"):
        lines.append(
            f"--role {role}: needs PostgreSQL, for SQLite takes one process;"
            " set DATABASE_URL, or leave --role out"
        )
    if settings.discord_token is not None:
        lines.append(f"--role {role}: is for Slack alone so far; with Discord leave --role out")
    socket = settings.slack_app_token is not None
    if role is Role.WEB and socket:
        lines.append(
            "--role web: Slack comes by Socket Mode where SLACK_APP_TOKEN is set;"
            " take it out, or run --role gateway"
        )
    if role is Role.GATEWAY and not socket:
        lines.append("--role gateway: needs SLACK_APP_TOKEN; for HTTP mode run --role web")
    if lines:
        raise BrokenSettings(tuple(lines))
