"""Somebody was asked although they are away: what is said of it, to whoever asked."""

from core.calendar.zones import local_date
from core.followup.hearing import Wait, later
from core.kernel.context import cause_of
from core.kernel.refs import PersonId
from core.people.model import Person
from core.screens.confirming import Answer, Told
from core.screens.moments import day_words
from core.tasks.commands_apart import ThoughAway

ASKED = {"block": "helper", "decline_help": "helper", "check_by": "verifier"}
"""The confirmation of each act that asks somebody, and who of the task that is."""


def returning(it: Told, key: str) -> Answer | None:
    """When who was asked is back, and who is asked until then; None: nobody was away."""
    how = _how(it) if key in ASKED else None
    asked = getattr(it.task, ASKED[key]) if how else None
    person = it.scene.faces.person(asked) if asked is not None else None
    kept = (
        later(it.scene.work, person, it.scene.now, it.scene.now, urgent=False) if person else None
    )
    if person is None or kept is None or kept.why is not Wait.LEAVE:
        return None
    name, day = it.name(asked), day_words(kept.day)
    first = (it.say("block"),) if key == "block" else ()
    if how == ThoughAway.WAIT:
        return Answer((*first, it.say("away_wait", name=name, day=day)))
    cover = _cover(it, person)
    then = it.say("away_cover", cover=it.name(cover)) if cover else it.say("away_others")
    return Answer((*first, it.say("away_ask", name=name, day=day), then))


def _how(it: Told) -> object:
    """What was chosen stands in the event alone."""
    events = it.scene.work.log.by_cause(cause_of(it.cause)) if it.cause else ()
    return next((e.after["though_away"] for e in events if "though_away" in e.after), None)


def _cover(it: Told, person: Person) -> PersonId | None:
    today = local_date(it.scene.now, person.zone)
    return next((leave.cover for leave in person.leave if today in leave and leave.cover), None)
