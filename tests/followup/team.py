"""Five people on four continents, for whom it is never day at once."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from core.calendar.days_off import days_off
from core.calendar.leave import Leave
from core.calendar.working import WorkCalendar
from core.followup.model import NoticeKind
from core.kernel.refs import PersonId, TextId
from core.projects.model import Project
from core.tasks.model import Text
from tests.followup.cases import ANA, EVE, JON, MARIA, TOM

START = datetime(2026, 12, 14, 9, 0, tzinfo=UTC)
"""Christmas lies ahead: Germany, the United States and Australia rest on different days."""
ZONES = {
    MARIA: ("Europe/Berlin", "DE"), JON: ("America/New_York", "US"),
    ANA: ("Australia/Sydney", "AU"), TOM: ("Asia/Kolkata", None), EVE: ("UTC", None),
}  # fmt: skip
WORDS = Text(TextId(5), "words")


COMPANIONS = {NoticeKind.OVERDUE_TOLD}
ENDED_BY_OWNER = {
    NoticeKind.OVERDUE, NoticeKind.OVERDUE_AGAIN, NoticeKind.OVERDUE_CHANNEL,
    NoticeKind.OVERDUE_LEAD, NoticeKind.STALLED, NoticeKind.HELP, NoticeKind.HELP_CHANNEL,
    NoticeKind.HELP_CHECK,
}  # fmt: skip


@dataclass
class Team:
    """Five people on four continents."""

    leaves: dict[PersonId, tuple[Leave, ...]] = field(default_factory=dict)

    def of(self, person: PersonId) -> WorkCalendar:
        """Hours of their own zone, holidays of their own country, and their leave."""
        zone, country = ZONES[person]
        return WorkCalendar(zone, days_off=days_off(country), leave=self.leaves.get(person, ()))

    def of_project(self, project: Project | None) -> WorkCalendar:
        """The project works where its channel is."""
        return WorkCalendar("Europe/Berlin", days_off=days_off("DE"))
