"""``chivvy pause`` and ``chivvy resume``: beside the Chivvy that runs, or without one."""

from datetime import UTC, datetime

from adapters.db.beside import change
from bot.settings import Settings
from core import dispatch


def pause(settings: Settings, reason: str) -> int:
    """Nothing goes out from now on; says in how many workspaces."""
    now = datetime.now(UTC)
    return change(settings.database, lambda unit: dispatch.pause_all(unit, reason, now))


def resume(settings: Settings) -> int:
    """Messages go out again; says in how many workspaces they were paused."""
    now = datetime.now(UTC)
    return change(settings.database, lambda unit: dispatch.resume_all(unit, now))
