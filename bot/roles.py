"""What a process does of the whole; several on one PostgreSQL database share the work."""

from enum import StrEnum

from bot.settings import BrokenSettings, Settings


class Role(StrEnum):
    """As ``chivvy run --role`` names it."""

    ALL = "all"
    WEB = "web"
    """A platform comes to us by HTTP: answers, and stores events."""
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
    def holds(self) -> bool:
        """Whether it may hold what one process holds at a time."""
        return self.listens or self.works

    @property
    def answers(self) -> bool:
        """Whether it takes a platform's requests."""
        return self in {Role.ALL, Role.WEB}

    def hears(self, *, connected: bool) -> bool:
        """Whether a platform reaches it: by a connection of ours, or by requests of its own."""
        return self.listens if connected else self.answers


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
    lines += _ways_in(role, settings)
    if lines:
        raise BrokenSettings(tuple(lines))


def _ways_in(role: Role, settings: Settings) -> list[str]:
    """What *role* lacks of a way in; each is for one kind of them."""
    slack, discord = settings.slack_bot_token is not None, settings.discord_token is not None
    socket = slack and settings.slack_app_token is not None
    if role is Role.WEB and socket:
        return [
            "--role web: Slack comes by Socket Mode where SLACK_APP_TOKEN is set;"
            " take it out, or run --role gateway"
        ]
    if role is Role.WEB and not slack:
        return ["--role web: Discord comes by its gateway alone; run --role gateway"]
    if role is Role.GATEWAY and not (socket or discord):
        return [
            "--role gateway: needs SLACK_APP_TOKEN or DISCORD_TOKEN; for HTTP mode run --role web"
        ]
    return []
