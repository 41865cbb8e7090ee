"""The last line of an ask: what happens without an answer, when, and who else will see it."""

from collections.abc import Callable, Mapping

from core.followup import service as followup
from core.followup.model import NoticeKind
from core.followup.policy import NextStep, next_step
from core.kernel.refs import Kind, PersonId, PlaceId
from core.kernel.text import Rich
from core.screens.matters import Matter


def what_next(it: Matter) -> Rich:
    """What Chivvy does if it hears nothing; no step happens that was not announced here."""
    around = followup.around(it.scene.work, it.task, it.scene.now)
    step = next_step(it.notice, it.task, around, it.scene.now)
    if step.kind is not None and step.at is not None:
        return _SAID.get(step.kind, _timed("next.ask"))(it, step)
    if step.closes and step.at is not None:
        return it.say("next.close", when=_when(it, step))
    if step.digest:
        return it.say("next.digest")
    if it.kind in _CHECKS and it.task.waits_in_review:
        return it.say("next.waits")
    return it.say("next.none" if it.kind in _NO_ANSWER else "next.nothing")


_CHECKS = frozenset({NoticeKind.VERIFY, NoticeKind.VERIFY_AGAIN, NoticeKind.VERIFY_LEAD})
_NO_ANSWER = frozenset({
    NoticeKind.ASSIGNED, NoticeKind.FREE, NoticeKind.SENT_BACK, NoticeKind.OVERDUE_TOLD,
    NoticeKind.ACCEPTED, NoticeKind.DATE_MOVED, NoticeKind.NOT_NOW, NoticeKind.DROPPED,
})  # fmt: skip


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


_SAID: Mapping[NoticeKind, Callable[[Matter, NextStep], Rich]] = {
    NoticeKind.DUE_SOON: _timed("next.due_soon"),
    NoticeKind.OVERDUE: _timed("next.due"),
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
