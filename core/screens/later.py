"""Answers to being asked: ask me later, all is fine, wait for who has it."""

from datetime import datetime

from core.calendar.working import next_working
from core.kernel.context import cause_of
from core.kernel.events import Verb
from core.people.calendars import calendar_of
from core.screens.confirming import Answer, Told
from core.screens.moments import day_words, local_day


def snoozed(it: Told) -> Answer:
    """When it is asked about again, and of whom where that is somebody else."""
    until = _snoozed_until(it)
    if until is not None and until == _back_at(it):
        day = day_words(local_day(until, it.scene.reader))
        said = it.say("snooze_back", name=it.name(it.task.owner), day=day)
        return Answer((said,), undoable=False)
    asked = it.say("snooze_until", when=it.when(until)) if until else it.say("snooze")
    return Answer((asked, it.its_date()), undoable=False)


def _snoozed_until(it: Told) -> datetime | None:
    """A snooze stands in its event alone: it changes nothing of the task."""
    events = it.scene.work.log.by_cause(cause_of(it.cause)) if it.cause else ()
    moments = [event.after.get("until") for event in events if event.verb is Verb.SNOOZED]
    return datetime.fromisoformat(str(moments[-1])) if moments else None


def _back_at(it: Told) -> datetime | None:
    """When who has it works again, where that is not the reader."""
    owner = it.scene.faces.person(it.task.owner) if it.task.owner is not None else None
    if owner is None or it.scene.is_reader(owner.id):
        return None
    return next_working(calendar_of(owner, it.scene.faces.workspace), it.scene.now)


def all_fine(it: Told) -> Answer:
    """Until when it is not asked about."""
    until = it.task.quiet_until
    if until is None:
        return Answer((it.say("all_fine"),), undoable=False)
    return Answer((it.say("all_fine_until", when=it.when(until)),), undoable=False)
