"""What is told for information, with the answers that may follow from it."""

from collections.abc import Mapping, Sequence

from core.followup.model import NoticeKind
from core.followup.nudging import read_slot
from core.followup.told import as_told
from core.kernel.events import Event, Value, Verb
from core.kernel.refs import PersonId, ProjectId, task_ref
from core.kernel.text import Rich
from core.screens.matters import EVENTS_READ, Matter, Question
from core.screens.moments import day_words
from core.screens.moves import into_words
from core.screens.views import Button
from core.tasks.model import Due, Status, snapshot

_NEWS: Mapping[NoticeKind, tuple[str, Verb | None]] = {
    NoticeKind.OVERDUE_TOLD: ("told.overdue", None),
    NoticeKind.FREE: ("told.free", None),
    NoticeKind.ACCEPTED: ("told.accepted", Verb.ACCEPTED),
    NoticeKind.SENT_BACK: ("told.sent_back", Verb.SENT_BACK),
    NoticeKind.DROPPED: ("told.dropped", Verb.DROPPED),
    NoticeKind.NOT_NOW: ("told.not_now", Verb.POSTPONED),
}
_AGAIN = {Verb.SENT_BACK: "told.sent_back", Verb.REOPENED: "told.reopened"}


def told(it: Matter) -> Question:
    """What became of it, in one line."""
    key, verb = _NEWS[it.kind]
    if it.kind is NoticeKind.DROPPED and it.last(Verb.SKIPPED) is not None:
        key, verb = "told.skipped", Verb.SKIPPED
    event = it.last(verb) if verb else None
    if it.kind is NoticeKind.SENT_BACK and (again := it.last(*_AGAIN)) is not None:
        key, event = _AGAIN[again.verb], again
    words = it.words_of(event)
    who = it.name(event.actor) if event else it.name(_asked(it) or it.task.owner)
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
    """What somebody else changed, in one line; in a second one, that it is otherwise since."""
    field = it.notice.wanted.slot.split("|")[1]
    line, _, since = _change(it, field)
    if not it.scene.is_reader(owner := it.task.owner):
        since = it.say("answered.moved_on" if owner else "answered.triage", name=it.name(owner))
    return Question((line, since), _news_buttons(it))


def date_moved(it: Matter) -> Question:
    """Who asked for it reads of the date that somebody else gave it, and why."""
    line, change, since = _change(it, "due")
    return Question((line, it.quoted(it.words_of(change)), since), _news_buttons(it))


def _change(it: Matter, field: str) -> tuple[Rich, Event | None, Rich]:
    """What was changed, by which event, and how it is where it is otherwise since."""
    at = it.notice.wanted.slot.partition("|")[0]
    events = it.scene.work.tasks(it.scene.audience).events(task_ref(it.task.id), EVENTS_READ)
    touching = [event for event in events if field in event.after]
    change = next((event for event in touching if event.at.isoformat() == at), None)
    told_so = {**snapshot(it.task), **(change.after if change is not None else {})}
    line = _told_of(it, f"told.owner_{field}", field, told_so, change)
    return line, change, _since(it, field, change, touching)


def _told_of(
    it: Matter, key: str, field: str, held: Mapping[str, Value], event: Event | None
) -> Rich:
    """A line about *field* as it stands in *held*, and whose change *event* was."""
    due, project = held["due"], held["project"]
    if field == "due" and not due:
        key = f"{key}_gone"
    return it.say(
        key,
        name=it.name(event.actor if event is not None else None),
        due=it.due(Due.decode(due) if isinstance(due, str) and due else None),
        priority=it.scene.plain(f"priority.{held['priority']}"),
        project=into_words(it.scene, ProjectId(project) if isinstance(project, int) else None),
    )


def _since(it: Matter, field: str, change: Event | None, touching: Sequence[Event]) -> Rich:
    """Who took the change back, or that there was another one; and how it is now."""
    if change is None or as_told(it.notice, it.task):
        return ()
    last = touching[0]
    back = last.verb is Verb.UNDONE and last.undoes == change.cause
    key = f"told.back_{field}" if back else f"told.since_{field}"
    return _told_of(it, key, field, snapshot(it.task), last)


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
