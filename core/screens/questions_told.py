"""What is told for information, with the answers that may follow from it."""

from collections.abc import Mapping

from core.followup.model import NoticeKind
from core.followup.nudging import read_slot
from core.kernel.events import Verb
from core.kernel.refs import PersonId, task_ref
from core.screens.matters import EVENTS_READ, Matter, Question
from core.screens.moments import day_words
from core.screens.moves import into_words
from core.screens.views import Button
from core.tasks.model import Status

_NEWS: Mapping[NoticeKind, tuple[str, Verb | None]] = {
    NoticeKind.OVERDUE_TOLD: ("told.overdue", None),
    NoticeKind.FREE: ("told.free", None),
    NoticeKind.ACCEPTED: ("told.accepted", Verb.ACCEPTED),
    NoticeKind.SENT_BACK: ("told.sent_back", Verb.SENT_BACK),
    NoticeKind.DATE_MOVED: ("told.date_moved", Verb.DUE_CHANGED),
    NoticeKind.DROPPED: ("told.dropped", Verb.DROPPED),
    NoticeKind.NOT_NOW: ("told.not_now", Verb.POSTPONED),
}


def told(it: Matter) -> Question:
    """What became of it, in one line."""
    key, verb = _NEWS[it.kind]
    if it.kind is NoticeKind.DROPPED and it.last(Verb.SKIPPED) is not None:
        key, verb = "told.skipped", Verb.SKIPPED
    event = it.last(verb) if verb else None
    words = it.words_of(event)
    who = it.name(event.actor) if event else it.name(_asked(it) or it.task.owner)
    if it.kind is NoticeKind.DATE_MOVED and it.task.due is None:
        key = "told.dateless"
    if it.kind is NoticeKind.OVERDUE_TOLD and it.task.due and it.task.due.at > it.scene.now:
        key = "told.overdue_dated"
    line = it.say(key, name=who, due=it.due(), day=_start(it))
    return Question((line, it.quoted(words)), _news_buttons(it))


def _asked(it: Matter) -> PersonId | None:
    """Who was asked along with this news: the owner, or whoever covers."""
    wanted = it.notice.wanted
    if it.kind is not NoticeKind.OVERDUE_TOLD:
        return None
    asked = [
        n.wanted.recipient for n in it.scene.work.notices.of(wanted.subject)
        if n.wanted.kind is NoticeKind.OVERDUE_AGAIN and n.wanted.slot == wanted.slot
    ]  # fmt: skip
    return PersonId(asked[-1].id) if asked else None


def owner_told(it: Matter) -> Question:
    """What somebody else changed, in one line."""
    at, field, _ = it.notice.wanted.slot.split("|")
    events = it.scene.work.tasks(it.scene.audience).events(task_ref(it.task.id), EVENTS_READ)
    actor = next((e.actor for e in events if e.at.isoformat() == at and field in e.after), None)
    key = _CHANGED.get(field)
    if key is None:
        key = "told.owner_due" if it.task.due is not None else "told.owner_dateless"
    priority = it.scene.plain(f"priority.{it.task.priority}")
    into = into_words(it.scene, it.task.project)
    line = it.say(key, name=it.name(actor), due=it.due(), priority=priority, project=into)
    return Question((line,), _news_buttons(it))


_CHANGED: Mapping[str, str] = {
    "priority": "told.owner_priority", "criteria": "told.owner_criteria",
    "project": "told.owner_moved",
}  # fmt: skip


def nudged(it: Matter) -> Question:
    """Somebody asks how it stands, in one line with the answers."""
    _, by = read_slot(it.notice.wanted.slot)
    press = it.press
    return Question(
        (it.say("told.nudged", name=it.name(by)),),
        (press.main("done"), press("block", "in_the_way"), press("due")),
        press.many("note", "show"),
    )


def followed(it: Matter) -> Question:
    """How it ended, and nothing else."""
    key = "dropped" if it.task.status is Status.DROPPED else "done"
    if it.task.status is Status.DONE and not it.task.checked:
        key = "closed"
    return Question((it.say(f"told.followed_{key}"),), (it.press("show"),))


def _start(it: Matter) -> str:
    return day_words(it.task.start_on) if it.task.start_on else it.scene.plain("due.later")


def _news_buttons(it: Matter) -> tuple[Button, ...]:
    press = it.press
    if it.kind is NoticeKind.FREE and it.task.status is Status.TODO:
        return (press.main("start"), press("show"))
    if it.kind is NoticeKind.SENT_BACK:
        return (press.main("done"), press("block", "in_the_way"), press("show"))
    return (press("show"),)
