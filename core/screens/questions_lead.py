"""The questions to the lead: who can do it, and what is to become of it."""

from core.followup.blockers import is_old
from core.followup.model import NoticeKind
from core.followup.moments import back_on
from core.kernel.text import Rich
from core.people.calendars import calendar_of
from core.screens.candidates import loads_line
from core.screens.matters import Matter, Question
from core.screens.moments import day_words


def help_lead(it: Matter) -> Question:
    """Who can help; of what has stood still for a week of work, what is to become of it."""
    press, blocker = it.press, it.facts.blocker
    since = it.scene.moment(blocker.since) if blocker else ""
    old = is_old(it.notice)
    words = (
        it.say("ask.old_blocker" if old else "ask.help_lead", since=since),
        it.quoted(blocker.reason if blocker else ""),
        it.waits(),
        loads_line(it),
    )
    outside = blocker is not None and bool(blocker.outside)
    again = press("check_again") if outside else press("block", "block_again")
    give = press("reassign", "assign")
    if old:
        main = press.main("reassign", "assign")
        rows = (main, press("due"), press("split"), press("drop"))
        return Question(words, rows, (again, *press.many(*_ABOUT)))
    first = press.main("block", "block_again")
    return Question(words, (first, press("due"), give), press.many("drop", *_ABOUT))


_ABOUT = ("note", "show")


def decision(it: Matter) -> Question:
    """It does not get on with its owner: who else, when, or not at all?"""
    press = it.press
    if it.kind is NoticeKind.DECLINED_LEAD and it.facts.blocker:
        return _nobody_helps(it)
    keys = {
        NoticeKind.OVERDUE_LEAD: "ask.overdue_lead",
        NoticeKind.DECLINED_LEAD: "ask.declined_lead",
    }
    return Question(
        (
            it.say(keys.get(it.kind, "ask.decide"), due=it.due()),
            _blocked(it),
            it.waits(),
            loads_line(it),
        ),
        (press.main("reassign", "assign"), press("due"), press("split"), press("drop")),
        press.many("block", "note", "show"),
    )


def _nobody_helps(it: Matter) -> Question:
    """Two who were asked for help said no: who else can, or what is to change?"""
    press = it.press
    return Question(
        (it.say("ask.declined_help"), _blocked(it), it.waits(), loads_line(it)),
        (press.main("block", "block_again"), press("due"), press("reassign", "assign")),
        press.many("drop", *_ABOUT),
    )


def unowned(it: Matter) -> Question:
    """Nobody has it: who can?"""
    press = it.press
    return Question(
        (it.say("ask.unowned"), it.waits(), loads_line(it)),
        (press.main("reassign", "assign"), press("claim"), press("drop")),
        press.many("due", "note", "show"),
    )


def owner_away(it: Matter) -> Question:
    """Of an absence no more is said than the day of return."""
    press, back = it.press, _back_on(it)
    late = it.task.due is not None and it.task.due.at <= it.scene.now
    here, back_again = ("ask.owner_away", "ask.owner_away_back")
    if late:
        here, back_again = ("ask.owner_away_late", "ask.owner_away_back_late")
    key = back_again if back else here
    wait = press("snooze", "wait", "back", name=it.name(it.task.owner))
    return Question(
        (
            it.say(key, name=it.name(it.task.owner), due=it.due(), day=back),
            it.waits(),
            loads_line(it),
        ),
        (press.main("reassign", "assign"), press("due"), wait),
        (press("snooze", "snooze_1d", "1d"), *press.many("note", "show")),
    )


def _back_on(it: Matter) -> str:
    person = it.scene.faces.person(it.task.owner) if it.task.owner is not None else None
    if person is None or not person.active:
        return ""
    day = back_on(calendar_of(person, it.scene.faces.workspace), it.scene.now)
    return day_words(day) if day is not None else ""


def _blocked(it: Matter) -> Rich:
    blocker = it.facts.blocker
    return it.say("ask.needs", reason=blocker.reason) if blocker else ()
