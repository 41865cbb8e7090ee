"""Who is told what and when: the line that echoes and confirmations share."""

from datetime import datetime, timedelta

from core.followup.hearing import Later, Wait, later
from core.followup.moments import next_told, quiet_return
from core.followup.outside import soonest
from core.kernel.refs import PersonId
from core.kernel.text import Rich
from core.people.calendars import calendar_of
from core.screens.moments import day_words
from core.screens.scene import Scene
from core.tasks.model import Priority, Task

_MARGIN = timedelta(minutes=5)
"""What is told later than the hold and this much waits for working hours."""


def told(
    scene: Scene, person: PersonId, at: datetime | None, hold: int, *, urgent: bool = False,
    due: datetime | None = None,
) -> Rich:  # fmt: skip
    """ "I'll tell Maria in a minute", or when she really hears; nothing for the reader."""
    if at is None or scene.is_reader(person):
        return ()
    name = scene.faces.name(person)
    if scene.faces.workspace.paused_at is not None:
        return scene.say("told.paused", name=name)
    if (kept := _kept(scene, person, hold, urgent=urgent)) is not None:
        late = kept.why is Wait.LEAVE and due is not None and kept.at > due
        day, key = day_words(kept.day), "told.back_late" if late else _LATER[kept.why]
        return scene.say(key, name=name, when=scene.moment(kept.at), day=day)
    if at - scene.now > timedelta(seconds=hold) + _MARGIN:
        key = "told.return" if _is_return(scene, person, at) else "told.later"
        return scene.say(key, name=name, when=scene.moment(at))
    if hold <= 0:
        return scene.say("told.now", name=name)
    if hold < 60:
        return scene.say("told.seconds", name=name, n=hold)
    return scene.say("told.minutes", name=name, n=round(hold / 60))


_LATER = {
    Wait.BUDGET: "told.brief",
    Wait.LEAVE: "told.back",
    Wait.REFUSED: "told.refused",
}


def _is_return(scene: Scene, person: PersonId, at: datetime) -> bool:
    """Whether it waits until 13:00 of the day on which *person* is back from leave."""
    found = scene.faces.person(person)
    if found is None:
        return False
    calendar = calendar_of(found, scene.faces.workspace)
    return quiet_return(calendar, at - timedelta(minutes=1)) == at


def _kept(scene: Scene, person: PersonId, hold: int, *, urgent: bool) -> Later | None:
    found = scene.faces.person(person)
    if found is None:
        return None
    at = scene.now + timedelta(seconds=hold)
    return later(scene.work, found, at, scene.now, urgent=urgent)


def soon(scene: Scene, person: PersonId, task: Task | None = None) -> Rich:
    """As ``told``, for what a typed line or a form did just now: it waits for an Undo."""
    urgent = task is not None and task.priority is Priority.URGENT
    hold = 0 if urgent else scene.faces.workspace.hold
    found = scene.faces.person(person)
    if found is None:
        return ()
    home = scene.faces.workspace
    calendar, earliest = calendar_of(found, home), scene.now + timedelta(seconds=hold)
    if urgent and home.urgent_anytime:
        at = soonest(calendar, earliest, scene.now)
    else:
        at = next_told(calendar, earliest)
    return told(scene, person, at, hold, urgent=urgent, due=due_at(task))


def due_at(task: Task | None) -> datetime | None:
    """When *task* is due; None where there is no date, or no single task."""
    return task.due.at if task is not None and task.due is not None else None
