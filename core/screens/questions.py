"""The questions of follow-ups, one function each: what, ask, and the answers as buttons."""

from collections.abc import Callable, Mapping

from core.followup.model import NoticeKind
from core.kernel.events import Verb
from core.kernel.text import shorten
from core.screens.help_news import help_declined, help_offered, help_promised
from core.screens.incoming import offer_declined, offer_ended, offer_open, offered
from core.screens.matters import Matter, Question
from core.screens.presses import Presser
from core.screens.questions_lead import decision, help_lead, owner_away, unowned
from core.screens.questions_told import date_moved, followed, nudged, owner_told, told
from core.screens.standing_in import for_owner
from core.screens.views import AskKind, Button

Row = tuple[Button, ...]


def _later(press: Presser) -> Row:
    """Ask me another time; the date stays."""
    return (
        press("snooze", "snooze_1d", "1d"),
        press("snooze", "snooze_1h", "1h"),
        press("snooze", "snooze_mon", "mon"),
    )


# To the owner


_GIVEN = {
    (False, False): "ask.assigned",
    (False, True): "ask.assigned_own",
    (True, False): "ask.assigned_for",
    (True, True): "ask.assigned_for_own",
}
"""By whether the reader stands in for who has it, and whether they asked for it themselves."""


def _assigned(it: Matter) -> Question:
    press, key = it.press, _GIVEN[for_owner(it), _own(it)]
    owner, requester = it.name(it.task.owner), it.name(it.task.requester)
    return Question(
        (
            it.say(key, name=requester, owner=owner),
            it.say("ask.its_date", due=it.due()) if it.task.due else (),
            it.waits(),
        ),
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
    asked = it.say("ask.check_outside", outside=outside)
    first = (press.main("unblock", "can_go_on"), press("check_again"))
    draft = press("draft_reminder")
    later = (*_later(press)[::2], *press.many("block", "note", "show"))
    if it.task.due is None or it.scene.now <= it.task.due.at:
        return Question((asked, it.waits()), (*first, draft), later)
    late = it.say("ask.check_late", due=it.due())
    return Question((asked, late, it.waits()), (*first, press("due")), (draft, *later))


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


QUESTIONS: Mapping[NoticeKind, tuple[AskKind, Callable[[Matter], Question]]] = {
    NoticeKind.HELP: (AskKind.HELP, _help),
    NoticeKind.CAN_GO_ON: (AskKind.CAN_GO_ON, _can_go_on),
    NoticeKind.HELP_CHECK: (AskKind.HELP_CHECK, _help_check),
    NoticeKind.OVERDUE_LEAD: (AskKind.DECISION, decision),
    NoticeKind.DECLINED_LEAD: (AskKind.DECISION, decision),
    NoticeKind.HELP_LEAD: (AskKind.HELP_LEAD, help_lead),
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
    NoticeKind.OWNER_AWAY: (AskKind.DECISION, owner_away),
    NoticeKind.PARTS_DONE: (AskKind.PARTS_DONE, _parts_done),
    NoticeKind.UNOWNED: (AskKind.DECISION, unowned),
    NoticeKind.ASSIGNED: (AskKind.ASSIGNED, _assigned),
    NoticeKind.UNTOUCHED: (AskKind.UNTOUCHED, _untouched),
    NoticeKind.NUDGED: (AskKind.TOLD, nudged),
    NoticeKind.OFFERED: (AskKind.OFFERED, offered),
    NoticeKind.OFFER_OPEN: (AskKind.TOLD, offer_open),
    NoticeKind.OFFER_DECLINED: (AskKind.TOLD, offer_declined),
    NoticeKind.OFFER_ENDED: (AskKind.TOLD, offer_ended),
    NoticeKind.HELP_DECLINED: (AskKind.TOLD, help_declined),
    NoticeKind.HELP_OFFERED: (AskKind.TOLD, help_offered),
    NoticeKind.HELP_PROMISED: (AskKind.TOLD, help_promised),
    NoticeKind.SENT_BACK: (AskKind.TOLD, told),
    NoticeKind.FREE: (AskKind.TOLD, told),
    NoticeKind.OVERDUE_TOLD: (AskKind.TOLD, told),
    NoticeKind.ACCEPTED: (AskKind.TOLD, told),
    NoticeKind.DATE_MOVED: (AskKind.TOLD, date_moved),
    NoticeKind.OWNER_TOLD: (AskKind.TOLD, owner_told),
    NoticeKind.NOT_NOW: (AskKind.TOLD, told),
    NoticeKind.DROPPED: (AskKind.TOLD, told),
    NoticeKind.FOLLOWED: (AskKind.TOLD, followed),
}
"""How each notice to a person asks, the most pressing first: the order of a bundle."""
