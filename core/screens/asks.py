"""What is owed to one person in one message, and what stands in a channel when help is needed."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TypeGuard

from core.calendar.zones import local_date
from core.followup.model import ASKS_OWNER, CHECKS, Manner, Notice, NoticeKind, NoticeState
from core.kernel.events import Verb
from core.kernel.refs import Kind, PersonId, PostId, ProjectId, Ref, TaskId
from core.kernel.text import Rich, shorten
from core.kernel.tokens import Token
from core.projects.model import Project
from core.screens.administration import admin_note, dead_letter_note
from core.screens.channel import claim_line, help_line
from core.screens.facts import who_checks
from core.screens.leave import leave_note
from core.screens.leavers import admin_needed_note, left_note
from core.screens.linked import linked_note
from core.screens.loads import load_note
from core.screens.matters import Matter, matter
from core.screens.nexts import what_next
from core.screens.places import closed_note
from core.screens.ports import ScreenUnit
from core.screens.presses import of_project
from core.screens.questions import QUESTIONS
from core.screens.rights import open_to
from core.screens.scene import Scene, scene_for
from core.screens.standing_in import answerable, for_owner, instead_of
from core.screens.unreached import unreached_note
from core.screens.views import Ask, AskKind, Attention, Bundle, Button, Notes, Reader
from core.tasks.model import Status, Task

__all__ = ["asks_of", "attention", "bundle", "claim_line", "help_line", "why_button"]

_ORDER = {kind: rank for rank, kind in enumerate(QUESTIONS)}
_FOR_INFORMATION = frozenset(k for k, (ask, _) in QUESTIONS.items() if ask is AskKind.TOLD)


def bundle(
    work: ScreenUnit, person: PersonId, notices: Sequence[Notice], reader: Reader, platform: str,
    post: PostId | None, retired: bool = False,
) -> Bundle | None:  # fmt: skip
    """Everything owed to *person* now, the most pressing first; None when nothing is left.

    What was answered, or holds no more, is one line. *retired*: a newer message took its place.
    """
    scene = scene_for(work, replace(reader, person=person), platform)
    asks = asks_of(scene, notices, post, retired)
    notes = _notes(scene, notices, post)
    if not asks and not notes:
        return None
    private = any(ask.facts.visible_in is not None for ask in asks)
    return Bundle(asks, why_button(post), private, notes)


def asks_of(
    scene: Scene, notices: Sequence[Notice], post: PostId | None, retired: bool = False
) -> tuple[Ask, ...]:
    """An ask for each task and each piece of news, the most pressing first."""
    asks: dict[object, Ask] = {}
    for it in matters_of(scene, notices, post):
        # News stands for itself; of a task there is one question, however many notices.
        key = it.notice.id if it.kind in _FOR_INFORMATION else it.notice.wanted.subject
        ask = _ask(it, retired)
        asks[key] = _with(asks[key], ask) if key in asks else ask
    return tuple(asks.values())


def _with(first: Ask, second: Ask) -> Ask:
    """Two questions about one task: the first asks, and the second adds what it is about."""
    if first.answered or second.answered:
        return second if first.answered else first
    return replace(first, words=(*first.words, *second.words[:1]))


def matters_of(scene: Scene, notices: Sequence[Notice], post: PostId | None) -> tuple[Matter, ...]:
    """What notices about tasks are about, the most pressing first; unseen tasks are left out."""
    tasks = _tasks(scene, notices)
    wanted = sorted(
        (n for n in notices if n.wanted.kind in _ORDER and _number(n.wanted.subject) in tasks),
        key=lambda n: (_ORDER[n.wanted.kind], n.id),
    )
    found = ((notice, tasks[_number(notice.wanted.subject)]) for notice in wanted)
    return tuple(matter(scene, task, n, scene.presser(task, post)) for n, task in found)


def _tasks(scene: Scene, notices: Sequence[Notice]) -> dict[TaskId, Task]:
    ids = {_number(n.wanted.subject) for n in notices if n.wanted.subject.kind is Kind.TASK}
    return scene.work.tasks(scene.audience).many(sorted(ids)) if ids else {}


def _number(subject: Ref) -> TaskId:
    return TaskId(subject.id if subject.kind is Kind.TASK else 0)


def _ask(it: Matter, retired: bool) -> Ask:
    kind, question = QUESTIONS[it.kind]
    asked = open_to(it.scene, answerable(it, question(it)))
    if kind is AskKind.ASSIGNED and for_owner(it):
        kind = AskKind.ASSIGNED_FOR
    if kind is AskKind.STALLED and _asked_before(it):
        kind = AskKind.STALLED_AGAIN
    return Ask(
        kind=kind,
        facts=it.facts,
        words=tuple(line for line in (*asked.words, instead_of(it)) if line),
        next=what_next(it),
        buttons=asked.buttons,
        more=asked.more,
        answered=_answered(it, retired),
        ticks=asked.ticks,
    )


def _asked_before(it: Matter) -> bool:
    """Whether this very question was asked since the last activity."""
    wanted = it.notice.wanted
    return any(
        other.id != it.notice.id
        and other.wanted.kind is wanted.kind
        and other.wanted.recipient == wanted.recipient
        and other.said_at is not None
        and other.said_at >= it.task.touched_at
        for other in it.scene.work.notices.of(wanted.subject)
    )


# One line once it is over


def _answered(it: Matter, retired: bool) -> Rich:
    if it.kind in _FOR_INFORMATION:
        return ()
    if it.notice.state is NoticeState.ANSWERED or _over(it):
        return _standing(it)
    if not (retired or _asked_anew(it)):
        return ()
    return it.say("answered.newer" if it.kind is NoticeKind.ASSIGNED else "answered.again")


def _asked_anew(it: Matter) -> bool:
    """Whether the same is asked in a newer message: beside others that have none, it stands as a
    line, and promises no hour that is over."""
    mine = it.notice
    if mine.said_at is None or mine.post is None:
        return False
    return any(
        other.post not in {None, mine.post}
        and other.said_at is not None and other.said_at > mine.said_at
        and other.wanted.recipient == mine.wanted.recipient
        and other.wanted.manner is not Manner.BRIEF
        and other.wanted.kind in _ORDER and other.wanted.kind not in _FOR_INFORMATION
        for other in it.scene.work.notices.of(mine.wanted.subject)
    )  # fmt: skip


def _over(it: Matter) -> bool:
    """Whether the question makes no sense any more, though nobody answered it here."""
    task, kind = it.task, it.kind
    if kind in CHECKS:
        return task.status is not Status.IN_REVIEW or _check_moved(it)
    if kind in _BLOCKED:
        return task.status is not Status.BLOCKED
    if not task.status.open or task.status is Status.IN_REVIEW:
        return True
    if kind is NoticeKind.UNOWNED:
        return task.owner is not None
    if kind is NoticeKind.OFFERED:
        return not it.scene.is_reader(task.offered_to)
    return kind in _OWNERS and not _answers_for(it, task.owner)


def _check_moved(it: Matter) -> bool:
    """Whether somebody else is to check it since this was asked."""
    if it.scene.is_reader(who_checks(it.scene, it.task)):
        return False
    moved, asked = it.last(Verb.VERIFIER_CHANGED), it.notice.said_at
    return moved is not None and asked is not None and moved.at >= asked


def _answers_for(it: Matter, owner: PersonId | None) -> bool:
    """Whether the reader has the task, or covers for who has it and is not back yet."""
    if owner is None or it.scene.is_reader(owner):
        return owner is not None
    person = it.scene.faces.person(owner)
    if person is None:
        return False
    today = local_date(it.scene.now, person.zone)
    leaves = (leave for leave in person.leave if leave.last >= today)
    return any(it.scene.is_reader(leave.cover) for leave in leaves)


_BLOCKED = frozenset({
    NoticeKind.HELP, NoticeKind.HELP_CHECK, NoticeKind.HELP_LEAD, NoticeKind.CAN_GO_ON,
    NoticeKind.CHECK_OUTSIDE, NoticeKind.OVERDUE_BLOCKED,
})  # fmt: skip
_OWNERS = ASKS_OWNER | {NoticeKind.ASSIGNED}


def _standing(it: Matter) -> Rich:
    """How it stands now, in one line."""
    task, blocker = it.task, it.task.blocker
    if it.kind is NoticeKind.OFFERED and task.status.open:
        if it.scene.is_reader(task.owner):
            return it.say("answered.offer_taken")
        return it.say("answered.offer_over" if _untaken(it) else "answered.offer_gone")
    if task.status is Status.DONE and not task.checked:
        return it.say("answered.closed")
    if it.kind in CHECKS and task.status is Status.IN_REVIEW:
        checker = who_checks(it.scene, task)
        if checker is not None and not it.scene.is_reader(checker):
            return it.say("answered.check_by", name=it.name(checker))
    if task.status not in {Status.TODO, Status.IN_PROGRESS, Status.BLOCKED}:
        return it.say(f"answered.{task.status}")
    if blocker is not None:
        if blocker.freed_at is not None:
            return it.say("answered.freed")
        if blocker.helper is not None and _runs(blocker.promised_until, it):
            until = it.scene.moment(blocker.promised_until)
            return it.say("answered.promised", name=it.name(blocker.helper), until=until)
        return it.say("answered.blocked" if blocker.helper is None else "answered.blocked_asked")
    if it.kind in _OWNERS and not _answers_for(it, task.owner):
        return it.say("answered.moved_on", name=it.name(task.owner))
    if task.due is None:
        return it.say("answered.thanks_dateless")
    return it.say("answered.thanks", due=it.due())


def _untaken(it: Matter) -> bool:
    """Whether the offer ended without a word, and nobody has the task since."""
    last = it.last(Verb.OFFER_ENDED, Verb.OFFER_DECLINED)
    free = it.task.owner is None and it.task.offered_to is None
    return free and last is not None and last.verb is Verb.OFFER_ENDED


def _runs(promised_until: datetime | None, it: Matter) -> TypeGuard[datetime]:
    return promised_until is not None and promised_until > it.scene.now


# What is about no task: a project that asks who leads it, a place that is closed to us


def _notes(scene: Scene, notices: Sequence[Notice], post: PostId | None) -> tuple[Notes, ...]:
    asked = ((NOTES.get(notice.wanted.kind), notice) for notice in notices)
    drawn = (draw(scene, notice, post) for draw, notice in asked if draw is not None)
    return tuple(note for note in drawn if note is not None)


_Drawn = Callable[[Scene, Project, PostId | None], Notes]


def _of_project(
    draw: _Drawn,
) -> Callable[[Scene, Notice, PostId | None], Notes | None]:
    """Nothing about a project that the reader does not see."""

    def note(scene: Scene, notice: Notice, post: PostId | None) -> Notes | None:
        project = scene.faces.project(ProjectId(notice.wanted.subject.id))
        return draw(scene, project, post) if project is not None else None

    return note


def _lead_needed(scene: Scene, project: Project, post: PostId | None) -> Notes:
    if project.answered:
        return Notes((scene.say("lead.answered", key=project.key),))
    lines = ("lead.opened", "lead.asked", "lead.next")
    press = of_project(project.id, project.key, post)
    return Notes(
        tuple(scene.say(line, key=project.key) for line in lines), (press.main("project_answer"),)
    )


def _lead_offered(scene: Scene, project: Project, post: PostId | None) -> Notes:
    """Will you lead it? No reason is asked for a no."""
    if not scene.is_reader(project.offered_to):
        key = "lead.taken" if scene.is_reader(project.lead) else "lead.not_you"
        return Notes((scene.say(key, key=project.key),))
    press = of_project(project.id, project.key, post)
    why = shorten(project.why.body, 300) if project.why else ""
    lines = (
        scene.say("lead.offered", name=scene.faces.name(project.in_charge), project=project.name),
        scene.say("project.why", why=why) if why else (),
        scene.say("lead.offered_means"),
    )
    buttons = (press.main("take_lead"), press("decline_lead"), press("project_show"))
    return Notes(tuple(line for line in lines if line), buttons)


def _lead_declined(scene: Scene, project: Project, post: PostId | None) -> Notes:
    line = scene.say("lead.declined", project=project.name, key=project.key)
    return Notes((line,), (of_project(project.id, project.key, post)("project_show"),))


NOTES: Mapping[NoticeKind, Callable[[Scene, Notice, PostId | None], Notes | None]] = {
    NoticeKind.LEAD_NEEDED: _of_project(_lead_needed),
    NoticeKind.LEAD_OFFERED: _of_project(_lead_offered),
    NoticeKind.LEAD_DECLINED: _of_project(_lead_declined),
    NoticeKind.PLACE_CLOSED: closed_note,
    NoticeKind.ACCOUNTS_JOINED: linked_note,
    NoticeKind.TEAMS_JOINED: linked_note,
    NoticeKind.ADMIN_ADDED: admin_note,
    NoticeKind.ADMIN_REMOVED: admin_note,
    NoticeKind.ADMIN_NEEDED: admin_needed_note,
    NoticeKind.DEAD_LETTER: dead_letter_note,
    NoticeKind.UNREACHED_LEAD: unreached_note,
    NoticeKind.LEFT: left_note,
    NoticeKind.LEAVE_SET: leave_note,
    NoticeKind.COVERS: leave_note,
    NoticeKind.COVERS_NO_MORE: leave_note,
    NoticeKind.LOAD: load_note,
    NoticeKind.LOAD_LEAD: load_note,
    NoticeKind.LOAD_TALK: load_note,
}


def why_button(post: PostId | None) -> Button:
    """*Why this?* of a message."""
    return Button(Token("why", post=post).encode(), "why")


def attention(day: str, waiting: int, total: int) -> Attention:
    """The day's one message of a channel; *day* is its local date in ISO."""
    return Attention(date.fromisoformat(day), waiting, total)
