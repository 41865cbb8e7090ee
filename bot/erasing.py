"""``chivvy erase``: one person's words, names and accounts are taken out for good."""

from datetime import UTC, datetime

from adapters.db.beside import change, peek
from bot.audit import Unclear, named
from bot.settings import Settings
from core import dispatch
from core.dispatch.administration import Erased
from core.kernel.refs import PersonId, WorkspaceId


def found(settings: Settings, typed: str) -> tuple[WorkspaceId, PersonId]:
    """Who is meant; Unclear when nobody is, or several are."""
    homes = peek(settings.database, lambda unit: list(unit.directory.workspaces()))
    known = [(home, person) for home in homes if (person := named(settings, home, typed))]
    if len(known) != 1:
        raise Unclear(
            f"--person {typed!r}: {'nobody' if not known else 'several people'} of that"
            " name; write the handle, or the Slack id, such as U02ABC"
        )
    return known[0]


def erase(settings: Settings, who: tuple[WorkspaceId, PersonId]) -> Erased:
    """Says what was taken out."""
    home, person = who
    now = datetime.now(UTC)
    return change(settings.database, lambda unit: dispatch.erase(unit, home, person, now))
