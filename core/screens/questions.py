"""The questions of follow-ups, one function each: what, ask, and the answers as buttons."""

from collections.abc import Callable, Mapping

from core.followup.blockers import is_old
from core.followup.model import NoticeKind
from core.followup.moments import back_on
from core.followup.nudging import read_slot
from core.kernel.events import Verb
from core.kernel.refs import task_ref
from core.kernel.text import Rich, shorten
from core.people.calendars import calendar_of
from core.screens.candidates import loads_line
from core.screens.help_news import help_declined, help_offered, help_promised
from core.screens.incoming import offer_declined, offer_open, offered
from core.screens.matters import EVENTS_READ, Matter, Question
from core.screens.moments import day_words
from core.screens.presses import Presser
from core.screens.views import AskKind, Button
from core.tasks.model import Status

Row = tuple[Button, ...]


def _later(press: Presser) -> Row:
    """Ask me another time; the date stays."""
    return (
        press("snooze", "snooze_1d", "1d"),
        press("snooze", "snooze_1h", "1h"),
        press("snooze", "snooze_mon", "mon"),
    )


# To the owner


def _assigned(it: Matter) -> Question:
    who = it.name(it.task.requester)
    press = it.press
    asked = it.say("ask.assigned", name=who) if not _own(it) else it.say("ask.assigned_own")
    return Question(
        (asked, it.say("ask.its_date", due=it.due()) if it.task.due else (), it.waits()),
        (press.main("start"), press("due"), press("decline")),
        press.many("block", "assign", "note", "show"),
    )


def _own(it: Matter) -> bool:
    return it.scene.is_reader(it.task.requester)


def _due_soon(it: Matter) -> Question:
    press = it.press
    return Question(
        (it.say("ask.due_soon", due=it.due()), it.waits()),
        (press.main("done"), press("block", "in_the_way"), press("due")),
        (*_later(press), *press.many("decline", "note", "show")),
    )


def _overdue(it: Matter) -> Question:
    press = it.press
    key = "ask.overdue_again" if it.kind is NoticeKind.OVERDUE_AGAIN else "ask.overdue"
    return Question(
        (it.say(key, due=it.due()), it.waits()),
        (press.main("done"), press("block", "in_the_way"), press("due")),
        (*_later(press), *press.many("decline", "note", "show")),
    )


def _overdue_blocked(it: Matter) -> Question:
    """Its date is past and it can't go on: a new date, it still waits, or it can go on."""
    press, blocker = it.press, it.facts.blocker
    return Question(
        (
            it.say("ask.overdue_blocked", due=it.due()),
            it.quoted(blocker.reason if blocker else ""),
            it.waits(),
        ),
        (press.main("due"), press("all_fine", "still_waits"), press("unblock", "can_go_on")),
        (*_later(press), *press.many("done", "note", "show")),
    )


def _stalled(it: Matter) -> Question:
    press = it.press
    since = it.day(it.task.touched_at)
    key = "ask.stalled" if it.task.due else "ask.stalled_dateless"
    if it.task.due and it.task.due.at < it.scene.now:
        key = "ask.stalled_late"
    return Question(
        (it.say(key, since=since, due=it.due()), it.say("ask.in_the_way")),
        (press.main("all_fine"), press("block", "in_the_way"), press("not_now")),
        press.many("done", "due", "decline", "note", "show"),
    )


def _untouched(it: Matter) -> Question:
    press = it.press
    return Question(
        (it.say("ask.untouched", since=it.day(it.task.touched_at)), it.waits()),
        (press.main("start"), press("not_now"), press("decline")),
        press.many("drop", "due", "note", "show"),
    )


def _short_of_time(it: Matter) -> Question:
    press = it.press
    return Question(
        (it.say("ask.short_of_time", due=it.due()), it.waits()),
        (press.main("start", "start_now"), press("due"), press("block", "in_the_way")),
        press.many("assign", "note", "show"),
    )


def _parts_done(it: Matter) -> Question:
    press = it.press
    _, count = it.facts.parts
    return Question(
        (it.say("ask.parts_done", n=count), it.say("ask.whole_done", due=it.due())),
        (press.main("done"), press("block", "in_the_way"), press("due")),
        press.many("note", "show"),
    )


def _can_go_on(it: Matter) -> Question:
    press = it.press
    reason = it.facts.blocker.reason if it.facts.blocker else ""
    return Question(
        (it.say("ask.can_go_on", name=it.name(it.task.helper)), it.quoted(reason)),
        (press.main("unblock", "can_go_on"), press("still_blocked")),
        press.many("done", "note", "show"),
    )


def _check_outside(it: Matter) -> Question:
    press, blocker = it.press, it.facts.blocker
    outside = (blocker.outside if blocker else None) or it.scene.plain("fact.somebody")
    return Question(
        (it.say("ask.check_outside", outside=outside), it.waits()),
        (press.main("unblock", "can_go_on"), press("check_again"), press("draft_reminder")),
        (*_later(press)[::2], *press.many("block", "note", "show")),
    )


# To the helper


def _help(it: Matter) -> Question:
    press, blocker = it.press, it.facts.blocker
    owner = it.name(it.task.owner)
    return Question(
        (
            it.say("ask.help", name=owner),
            it.quoted(blocker.reason if blocker else ""),
            it.say("ask.help_why", name=owner),
            it.waits(),
        ),
        (press.main("promise", value="ask"), press("give_help"), press("decline_help")),
        press.many("note", "show"),
    )


def _help_check(it: Matter) -> Question:
    press, blocker = it.press, it.facts.blocker
    return Question(
        (
            it.say("ask.help_check", name=it.name(it.task.owner)),
            it.quoted(blocker.reason if blocker else ""),
            it.waits(),
        ),
        (press.main("give_help"), press("promise_pick"), press("decline_help")),
        press.many("note", "show"),
    )


# To who checks


def _verify(it: Matter) -> Question:
    press = it.press
    doer = it.name(it.task.finished_by or it.task.owner)
    key = {NoticeKind.VERIFY_AGAIN: "ask.verify_again", NoticeKind.VERIFY_LEAD: "ask.verify_lead"}
    asked = "ask.verify_asked" if _own(it) else "ask.verify"
    note = it.words_of(it.last(Verb.FINISHED))
    return Question(
        (
            it.say(key.get(it.kind, asked), name=doer),
            it.say("ask.check" if it.facts.criteria else "ask.check_plain"),
            it.say("ask.note", name=doer, text=note) if note else (),
        ),
        (press.main("accept"), press("send_back"), press("check_by")),
        press.many("note", "show"),
        tuple(_tick(press, n, *each) for n, each in enumerate(it.facts.criteria)),
    )


def _tick(press: Presser, number: int, text: str, met: bool) -> Button:
    label, value = "untick" if met else "tick", f"{number}:{int(not met)}"
    return press("criterion", label, value, text=shorten(text, TICK_ROOM))


TICK_ROOM = 60
"""Of a criterion on its button; the whole stands above."""


# To the lead


def _help_lead(it: Matter) -> Question:
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


def _decision(it: Matter) -> Question:
    press = it.press
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


def _unowned(it: Matter) -> Question:
    press = it.press
    return Question(
        (it.say("ask.unowned"), it.waits(), loads_line(it)),
        (press.main("reassign", "assign"), press("claim"), press("drop")),
        press.many("due", "note", "show"),
    )


def _owner_away(it: Matter) -> Question:
    """Of an absence no more is said than the day of return."""
    press, back = it.press, _back_on(it)
    key = "ask.owner_away_back" if back else "ask.owner_away"
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


# For information


def _told(it: Matter) -> Question:
    key, verb = _NEWS[it.kind]
    event = it.last(verb) if verb else None
    words = it.words_of(event)
    who = it.name(event.actor) if event else it.name(it.task.owner)
    if it.kind is NoticeKind.DATE_MOVED and it.task.due is None:
        key = "told.dateless"
    line = it.say(key, name=who, due=it.due(), day=_start(it))
    return Question((line, it.quoted(words)), _news_buttons(it))


def _owner_told(it: Matter) -> Question:
    """What somebody else changed, in one line."""
    at, field, _ = it.notice.wanted.slot.split("|")
    events = it.scene.work.tasks(it.scene.audience).events(task_ref(it.task.id), EVENTS_READ)
    actor = next((e.actor for e in events if e.at.isoformat() == at and field in e.after), None)
    key = {"priority": "told.owner_priority", "criteria": "told.owner_criteria"}.get(field)
    if key is None:
        key = "told.owner_due" if it.task.due is not None else "told.owner_dateless"
    priority = it.scene.plain(f"priority.{it.task.priority}")
    line = it.say(key, name=it.name(actor), due=it.due(), priority=priority)
    return Question((line,), _news_buttons(it))


def _nudged(it: Matter) -> Question:
    """Somebody asks how it stands, in one line with the answers."""
    _, by = read_slot(it.notice.wanted.slot)
    press = it.press
    return Question(
        (it.say("told.nudged", name=it.name(by)),),
        (press.main("done"), press("block", "in_the_way"), press("due")),
        press.many("note", "show"),
    )


def _followed(it: Matter) -> Question:
    """How it ended, and nothing else."""
    key = "dropped" if it.task.status is Status.DROPPED else "done"
    if it.task.status is Status.DONE and not it.task.checked:
        key = "closed"
    return Question((it.say(f"told.followed_{key}"),), (it.press("show"),))


def _start(it: Matter) -> str:
    return day_words(it.task.start_on) if it.task.start_on else it.scene.plain("due.later")


def _news_buttons(it: Matter) -> Row:
    press = it.press
    if it.kind is NoticeKind.FREE and it.task.status is Status.TODO:
        return (press.main("start"), press("show"))
    if it.kind is NoticeKind.SENT_BACK:
        return (press.main("done"), press("block", "in_the_way"), press("show"))
    return (press("show"),)


_NEWS: Mapping[NoticeKind, tuple[str, Verb | None]] = {
    NoticeKind.OVERDUE_TOLD: ("told.overdue", None),
    NoticeKind.FREE: ("told.free", None),
    NoticeKind.ACCEPTED: ("told.accepted", Verb.ACCEPTED),
    NoticeKind.SENT_BACK: ("told.sent_back", Verb.SENT_BACK),
    NoticeKind.DATE_MOVED: ("told.date_moved", Verb.DUE_CHANGED),
    NoticeKind.DROPPED: ("told.dropped", Verb.DROPPED),
    NoticeKind.NOT_NOW: ("told.not_now", Verb.POSTPONED),
}
QUESTIONS: Mapping[NoticeKind, tuple[AskKind, Callable[[Matter], Question]]] = {
    NoticeKind.HELP: (AskKind.HELP, _help),
    NoticeKind.CAN_GO_ON: (AskKind.CAN_GO_ON, _can_go_on),
    NoticeKind.HELP_CHECK: (AskKind.HELP_CHECK, _help_check),
    NoticeKind.OVERDUE_LEAD: (AskKind.DECISION, _decision),
    NoticeKind.DECLINED_LEAD: (AskKind.DECISION, _decision),
    NoticeKind.HELP_LEAD: (AskKind.HELP_LEAD, _help_lead),
    NoticeKind.OVERDUE_AGAIN: (AskKind.OVERDUE_AGAIN, _overdue),
    NoticeKind.OVERDUE: (AskKind.OVERDUE, _overdue),
    NoticeKind.OVERDUE_BLOCKED: (AskKind.OVERDUE, _overdue_blocked),
    NoticeKind.VERIFY_LEAD: (AskKind.VERIFY_LEAD, _verify),
    NoticeKind.VERIFY_AGAIN: (AskKind.VERIFY_AGAIN, _verify),
    NoticeKind.VERIFY: (AskKind.VERIFY, _verify),
    NoticeKind.CHECK_OUTSIDE: (AskKind.CHECK_OUTSIDE, _check_outside),
    NoticeKind.SHORT_OF_TIME: (AskKind.SHORT_OF_TIME, _short_of_time),
    NoticeKind.DUE_SOON: (AskKind.DUE_SOON, _due_soon),
    NoticeKind.STALLED: (AskKind.STALLED, _stalled),
    NoticeKind.OWNER_AWAY: (AskKind.DECISION, _owner_away),
    NoticeKind.PARTS_DONE: (AskKind.PARTS_DONE, _parts_done),
    NoticeKind.UNOWNED: (AskKind.DECISION, _unowned),
    NoticeKind.ASSIGNED: (AskKind.ASSIGNED, _assigned),
    NoticeKind.UNTOUCHED: (AskKind.UNTOUCHED, _untouched),
    NoticeKind.NUDGED: (AskKind.TOLD, _nudged),
    NoticeKind.OFFERED: (AskKind.OFFERED, offered),
    NoticeKind.OFFER_OPEN: (AskKind.TOLD, offer_open),
    NoticeKind.OFFER_DECLINED: (AskKind.TOLD, offer_declined),
    NoticeKind.HELP_DECLINED: (AskKind.TOLD, help_declined),
    NoticeKind.HELP_OFFERED: (AskKind.TOLD, help_offered),
    NoticeKind.HELP_PROMISED: (AskKind.TOLD, help_promised),
    NoticeKind.SENT_BACK: (AskKind.TOLD, _told),
    NoticeKind.FREE: (AskKind.TOLD, _told),
    NoticeKind.OVERDUE_TOLD: (AskKind.TOLD, _told),
    NoticeKind.ACCEPTED: (AskKind.TOLD, _told),
    NoticeKind.DATE_MOVED: (AskKind.TOLD, _told),
    NoticeKind.OWNER_TOLD: (AskKind.TOLD, _owner_told),
    NoticeKind.NOT_NOW: (AskKind.TOLD, _told),
    NoticeKind.DROPPED: (AskKind.TOLD, _told),
    NoticeKind.FOLLOWED: (AskKind.TOLD, _followed),
}
"""How each notice to a person asks, the most pressing first: the order of a bundle."""
