"""When we were away, and who is told: whoever has a brief, in the first one afterwards.

What was typed as a slash command then is gone, and no platform tells us that it was typed.
"""

from datetime import datetime, timedelta

from core.followup.model import to_person
from core.kernel.refs import InstallationId, PersonId
from core.screens.delivery import OUTAGES_KEPT, Outage
from core.unit import WorkUnit

OUTAGE = timedelta(minutes=5)
"""A shorter absence is told to nobody; most platforms bridge it and bring an event again."""
OVERLAP = timedelta(minutes=2)
"""So long a line may have been dead before that was noticed."""


def is_outage(away: tuple[datetime, datetime]) -> bool:
    """Whether the time that was read afterwards is one that people are told of."""
    began, ended = away
    return ended - began > OUTAGE + OVERLAP


def untold(
    work: WorkUnit, person: PersonId, installation: InstallationId, at: datetime
) -> tuple[Outage, ...]:
    """The outages that a brief made *at* tells *person* of; of what was left unread only admins."""
    found = work.outages.noted(installation, at - OUTAGES_KEPT, at)
    if not found:
        return ()
    before = work.posts.last_brief(to_person(person), at)
    admin = _is_admin(work, person)
    return tuple(
        outage for outage in found
        if (before is None or outage.noted_at >= before) and (admin or not outage.unread)
    )  # fmt: skip


def _is_admin(work: WorkUnit, person: PersonId) -> bool:
    found = work.people.person(person)
    return found is not None and found.admin


def must_hear(work: WorkUnit, person: PersonId, installation: InstallationId, at: datetime) -> bool:
    """Whether *person* is told although their morning is empty: an admin, of what was not read."""
    return any(outage.unread for outage in untold(work, person, installation, at))
