"""Short private answers to what was said of a blocker, and of help with it."""

from datetime import datetime

from core.calendar.working import add_working_days
from core.kernel.refs import PersonId
from core.kernel.text import Rich, shorten
from core.people.calendars import calendar_of
from core.screens.confirming import Answer, Told, plain
from core.screens.moments import day_words
from core.screens.presses import Presser
from core.screens.views import Button
from core.tasks.model import Priority

_HELP_IN_HOURS = ("block_helper", "block_helper_told")
_HELP_NOW = ("block_helper_now", "block_helper_now_told")


def blocked(it: Told) -> Answer:
    """Who is asked, and what can be said where nobody is."""
    blocker = it.task.blocker
    if blocker is None:
        return plain(it)
    if blocker.outside:
        return outside(it)
    if blocker.helper is not None:
        return Answer((it.say("block"), _helper_asked(it, blocker.helper)))
    return Answer((it.say("block"), it.say("block_nobody")), (it.press("block", "block_again"),))


def _helper_asked(it: Told, helper: PersonId) -> Rich:
    """Who is asked for help, and who hears what comes of it."""
    if it.scene.is_reader(helper):
        return it.say("block_you")
    waits = it.task.owner or it.task.requester
    anytime = it.scene.faces.workspace.urgent_anytime and it.task.priority is Priority.URGENT
    mine, theirs = _HELP_NOW if anytime else _HELP_IN_HOURS
    key = mine if it.scene.is_reader(waits) else theirs
    return it.say(key, name=it.name(helper), owner=it.name(waits))


def outside(it: Told) -> Answer:
    """Nobody of ours can remove it: when the owner is asked to look again."""
    blocker = it.task.blocker
    assert blocker is not None  # noqa: S101 - who calls has looked
    whom = shorten(blocker.outside or "", 60)
    if blocker.check_on is None:
        return Answer((it.say("outside", outside=whom), it.say("outside_open")))
    day = day_words(blocker.check_on)
    return Answer((it.say("outside", outside=whom), it.say("outside_check", day=day)))


def still_blocked(it: Told) -> Answer:
    """Help did not help: who is asked again."""
    helper = it.task.helper
    if helper is None:
        return Answer((it.say("still_blocked"), it.say("block_nobody")))
    return Answer((it.say("still_blocked"), it.say("asked_again", name=it.name(helper))))


def promised(it: Told) -> Answer:
    """Until when the helper is left in peace."""
    blocker = it.task.blocker
    until = blocker.promised_until if blocker else None
    if until is None:
        return plain(it)
    if until == _unless_said(it):
        lines = (it.say("promise"), it.say("promise_else", when=it.when(until)))
        return Answer(lines, _until_when(it.press))
    return Answer((it.say("promise_until", when=it.when(until)),))


def _unless_said(it: Told) -> datetime | None:
    """Until when a promise runs that names no moment: one working day of the helper's."""
    helper = it.scene.faces.person(it.task.helper) if it.task.helper is not None else None
    if helper is None:
        return None
    return add_working_days(calendar_of(helper, it.scene.faces.workspace), it.scene.now, 1)


def _until_when(press: Presser) -> tuple[Button, ...]:
    """The quick answers to "until when?"."""
    return (
        press("promise", "promise_today", "today"),
        press("promise", "promise_tomorrow", "tomorrow"),
        press("promise_pick"),
    )


def help_declined(it: Told) -> Answer:
    """Who is asked instead."""
    if it.task.helper is not None:
        return Answer((it.say("decline_help_ask", name=it.name(it.task.helper)),))
    return Answer((it.say("decline_help"),), (it.press("know_who"),))


def help_given(it: Told) -> Answer:
    """Who can go on."""
    if it.task.owner is None:
        return Answer((it.say("give_help_open"),))
    return Answer((it.say("give_help", name=it.name(it.task.owner)),))
