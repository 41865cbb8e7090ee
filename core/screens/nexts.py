"""The last line of an ask: what happens without an answer, when, and who else will see it."""

from collections.abc import Callable, Mapping

from core.followup import service as followup
from core.followup.around import Around
from core.followup.model import ASKS_OWNER, CHECKS, Notice, NoticeKind
from core.followup.policy import NextStep, next_step
from core.kernel.refs import Kind, PersonId, PlaceId
from core.kernel.text import Rich, Words
from core.screens.matters import Matter


def what_next(it: Matter) -> Rich:
    """What Chivvy does if it hears nothing; no step happens that was not announced here.

    Steps that were announced and have come are said to have come, and then what follows them.
    """
    around = followup.around(it.scene.work, it.task, it.scene.now)
    step, come = next_step(it.notice, it.task, around, it.scene.now), None
    while (taken := _taken(it, step, around)) is not None:
        come, step = step, next_step(taken, it.task, around, it.scene.now)
    if come is not None:
        return _come(it, come, step)
    return _ahead(it, step)


def _taken(it: Matter, step: NextStep, around: Around) -> Notice | None:
    """The notice of a step in which others hear, once it was said after this one."""
    asked = it.notice.said_at
    if asked is None or step.kind not in ASKS_OTHERS:
        return None
    said = (n for n in around.notices if n.wanted.kind is step.kind and n.id != it.notice.id)
    return next((n for n in said if n.said_at is not None and n.said_at >= asked), None)


def _come(it: Matter, come: NextStep, step: NextStep) -> Rich:
    said = it.say(ASKS_OTHERS[come.kind], name=_name(it, come), place=_place(it, come))
    if step.kind is None or step.at is None:
        return said
    return (*said, Words(" "), *_ahead(it, step))


def _ahead(it: Matter, step: NextStep) -> Rich:
    if step.kind is not None and step.at is not None:
        if step.kind in ASKS_OWNER and _is_other(it, step):
            mine = it.scene.is_reader(it.task.owner)
            key = "next.cover" if mine else "next.owner_back"
            return it.say(key, when=_when(it, step), name=_name(it, step))
        return _SAID.get(step.kind, _timed("next.ask"))(it, step)
    if step.ends is not None:
        return it.say(f"next.{it.kind}_ends", when=(it.scene.moment(step.ends),))
    if step.closes and step.at is not None:
        return it.say("next.close", when=_when(it, step))
    if step.digest:
        later = step.at is not None and step.at > it.scene.now
        return it.say("next.digest_from" if later else "next.digest", when=_when(it, step))
    if it.kind in CHECKS and it.task.waits_in_review:
        return it.say("next.waits")
    return it.say("next.none" if it.kind in _NO_ANSWER else "next.nothing")


ASKS_OTHERS: Mapping[NoticeKind | None, str] = {
    NoticeKind.OVERDUE_CHANNEL: "next.channel_asked",
    NoticeKind.HELP_CHANNEL: "next.channel_asked",
    NoticeKind.OVERDUE_LEAD: "next.lead_asked",
    NoticeKind.HELP_LEAD: "next.lead_asked",
    NoticeKind.VERIFY_LEAD: "next.lead_asked",
}
"""Steps that leave the message before them standing: it says then that they have come."""
_NO_ANSWER = frozenset({
    NoticeKind.ASSIGNED, NoticeKind.FREE, NoticeKind.SENT_BACK, NoticeKind.OVERDUE_TOLD,
    NoticeKind.ACCEPTED, NoticeKind.DATE_MOVED, NoticeKind.NOT_NOW, NoticeKind.DROPPED,
    NoticeKind.OWNER_TOLD, NoticeKind.NUDGED, NoticeKind.OFFER_OPEN, NoticeKind.OFFER_DECLINED,
    NoticeKind.OFFER_ENDED,
    NoticeKind.HELP_PROMISED, NoticeKind.HELP_DECLINED, NoticeKind.HELP_OFFERED,
})  # fmt: skip


def _is_other(it: Matter, step: NextStep) -> bool:
    """Whether it is somebody else than the reader who is asked then."""
    who = step.who
    asked = PersonId(who.id) if who is not None and who.kind is Kind.PERSON else None
    return asked is not None and not it.scene.is_reader(asked)


def _timed(key: str) -> Callable[[Matter, NextStep], Rich]:
    def line(it: Matter, step: NextStep) -> Rich:
        return it.say(key, when=_when(it, step), name=_name(it, step), place=_place(it, step))

    return line


def _when(it: Matter, step: NextStep) -> Rich:
    return (it.scene.moment(step.at),) if step.at is not None else ()


def _name(it: Matter, step: NextStep) -> str:
    if step.who is None or step.who.kind is not Kind.PERSON:
        return ""
    return it.name(PersonId(step.who.id))


def _place(it: Matter, step: NextStep) -> str:
    if step.who is None or step.who.kind is not Kind.PLACE:
        return ""
    where = it.scene.faces.where(PlaceId(step.who.id))
    return f"#{where.name}" if where else it.scene.plain("next.the_channel")


def _again(it: Matter, step: NextStep) -> Rich:
    """The second question, and who is told along with it that the task is still open."""
    told = [PersonId(ref.id) for ref in step.told if ref.kind is Kind.PERSON]
    names = ", ".join(it.name(person) for person in told if not it.scene.is_reader(person))
    if not names:
        return it.say("next.overdue_alone", when=_when(it, step))
    return it.say("next.overdue_again", when=_when(it, step), name=names)


def _stalled(it: Matter, step: NextStep) -> Rich:
    again = it.kind is NoticeKind.STALLED
    return it.say("next.stalled" if again else "next.ask", when=_when(it, step))


def _due(it: Matter, step: NextStep) -> Rich:
    """Of a date that is over nobody says that it will come."""
    over = it.task.due is not None and it.task.due.at <= it.scene.now
    return it.say("next.due_over" if over else "next.due", when=_when(it, step))


def _offer_open(it: Matter, step: NextStep) -> Rich:
    """Who hears that it is open, and when it is offered no more."""
    end = (it.scene.moment(step.ends),) if step.ends is not None else ()
    return it.say("next.offer_open", when=_when(it, step), name=_name(it, step), end=end)


_SAID: Mapping[NoticeKind, Callable[[Matter, NextStep], Rich]] = {
    NoticeKind.OFFER_OPEN: _offer_open,
    NoticeKind.DUE_SOON: _timed("next.due_soon"),
    NoticeKind.OVERDUE: _due,
    NoticeKind.OVERDUE_AGAIN: _again,
    NoticeKind.OVERDUE_CHANNEL: _timed("next.channel"),
    NoticeKind.OVERDUE_LEAD: _timed("next.lead"),
    NoticeKind.STALLED: _stalled,
    NoticeKind.HELP_CHANNEL: _timed("next.channel"),
    NoticeKind.HELP_CHECK: _timed("next.help_check"),
    NoticeKind.HELP_LEAD: _timed("next.lead"),
    NoticeKind.VERIFY_AGAIN: _timed("next.verify_again"),
    NoticeKind.VERIFY_LEAD: _timed("next.verify_lead"),
}
