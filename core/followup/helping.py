"""What came of asking for help: news to whoever waits for it."""

from datetime import datetime

from core.followup.calendars import calendars
from core.followup.model import Manner, Notice, NoticeKind, Wanted, to_person
from core.followup.moments import iso, next_brief
from core.followup.ports import FollowupUnit
from core.kernel.events import Event, Verb
from core.kernel.refs import PersonId
from core.kernel.values import dataclass
from core.tasks.model import Blocker, Status, Task

KINDS = {
    Verb.HELP_PROMISED: NoticeKind.HELP_PROMISED,
    Verb.HELP_DECLINED: NoticeKind.HELP_DECLINED,
}


@dataclass(frozen=True, slots=True)
class HelpNews:
    """Who said it, and until when they help, or whom they named instead."""

    by: PersonId
    until: datetime | None = None
    asked: PersonId | None = None


def news_of_help(work: FollowupUnit, event: Event, task: Task, now: datetime) -> Wanted | None:
    """To the owner, unless they did it themselves: a line of the brief. A no that names nobody, and
    a promise that ends before the brief, are told at once."""
    to = work.people.person(task.owner or task.requester)
    blocker, by = task.blocker, event.actor
    if to is None or blocker is None or by is None or by == to.id:
        return None
    promised = event.verb is Verb.HELP_PROMISED
    asked = None if promised else blocker.helper
    slot = _slot(event.at, by, blocker, asked)
    at_once = asked is None
    if promised and blocker.promised_until is not None:
        brief = next_brief(calendars(work).of(to.id), to.brief_at, now)
        at_once = brief is None or brief >= blocker.promised_until
    manner = Manner.NOW if at_once else Manner.BRIEF
    return Wanted(event.subject, KINDS[event.verb], slot, to_person(to.id), manner, now)


def news_of_offer(event: Event, task: Task, now: datetime) -> Wanted | None:
    """The owner hears at once that somebody can help to finish it."""
    by, who = event.actor, event.after.get("who")
    if task.owner is None or by is None or by == task.owner:
        return None
    slot = f"{event.at.isoformat()}|{by}||{who}"
    kind, to = NoticeKind.HELP_OFFERED, to_person(task.owner)
    return Wanted(event.subject, kind, slot, to, Manner.NOW, now)


def _slot(at: datetime, by: PersonId, blocker: Blocker, asked: PersonId | None) -> str:
    until = iso(blocker.promised_until) if blocker.promised_until is not None else ""
    return f"{at.isoformat()}|{by}|{until}|{asked or ''}"


def read_news(slot: str) -> HelpNews:
    """What a notice of help tells; it stays so whatever becomes of the task."""
    _, by, until, asked = slot.split("|")
    return HelpNews(
        PersonId(int(by)),
        datetime.fromisoformat(until) if until else None,
        PersonId(int(asked)) if asked else None,
    )


def still_so(notice: Notice, task: Task) -> bool:
    """Whether nothing was said of help since."""
    blocker, told = task.blocker, read_news(notice.wanted.slot)
    if notice.wanted.kind is NoticeKind.HELP_OFFERED:
        mine = task.owner is not None and notice.wanted.recipient == to_person(task.owner)
        return mine and task.status.open and task.status is not Status.IN_REVIEW
    if blocker is None or blocker.freed_at is not None or not task.status.open:
        return False
    if notice.wanted.kind is NoticeKind.HELP_PROMISED:
        return blocker.helper == told.by and blocker.promised_until == told.until
    return blocker.promised_until is None and blocker.helper == told.asked
