"""Who is told what and when: the line that echoes and confirmations share."""

from datetime import datetime, timedelta

from core.followup.hearing import Later, Wait, later
from core.followup.moments import next_told, quiet_return
from core.followup.outside import soonest
from core.kernel.refs import PersonId
from core.kernel.text import Rich, Words
from core.people.calendars import calendar_of
from core.screens.moments import day_words
from core.screens.scene import Scene
from core.screens.standing_in import who_covers
from core.tasks.model import Priority, Task

_MARGIN = timedelta(minutes=5)
"""What is told later than the hold and this much waits for working hours."""


def told(
    scene: Scene, person: PersonId, at: datetime | None, hold: int, task: Task | None = None
) -> Rich:
    """ "I'll tell Maria in a minute", or when she really hears; nothing for the reader."""
    if at is None or scene.is_reader(person):
        return ()
    name = scene.faces.name(person)
    if scene.faces.workspace.paused_at is not None:
        return scene.say("told.paused", name=name)
    if (kept := _kept(scene, person, hold, urgent=_urgent(task))) is not None:
        if kept.why is Wait.LEAVE and task is not None:
            return _of_return(scene, person, kept, task)
        day = day_words(kept.day)
        return scene.say(_LATER[kept.why], name=name, when=scene.moment(kept.at), day=day)
    if at - scene.now > timedelta(seconds=hold) + _MARGIN:
        key = "told.return" if _is_return(scene, person, at) else "told.later"
        return scene.say(key, name=name, when=scene.moment(at))
    if hold <= 0:
        return scene.say("told.now", name=name)
    if hold < 60:
        return scene.say("told.seconds", name=name, n=hold)
    return scene.say("told.minutes", name=name, n=round(hold / 60))


def _of_return(scene: Scene, person: PersonId, kept: Later, task: Task) -> Rich:
    """When they are back; where it cannot wait for that, who answers meanwhile and hears of it."""
    named = {"name": scene.faces.name(person), "day": day_words(kept.day)}
    cover = who_covers(scene, task) if person == task.owner else None
    if cover is None:
        late = task.due is not None and kept.at > task.due.at
        return scene.say("told.back_late" if late else "told.back", **named)
    if scene.is_reader(cover):
        return scene.say("told.covered_you", **named)
    meanwhile = scene.say("told.covered", cover=scene.faces.name(cover), **named)
    return (*meanwhile, Words(" "), *soon(scene, cover, task))


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
    urgent = _urgent(task)
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
    return told(scene, person, at, hold, task)


def _urgent(task: Task | None) -> bool:
    return task is not None and task.priority is Priority.URGENT
