"""One act on several tasks: the form of a list, what would happen, and what came of it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from core.calendar.working import next_working
from core.followup.model import Manner, Notice
from core.kernel.refs import Kind, PersonId, TaskId
from core.kernel.text import Rich, shorten
from core.kernel.tokens import Token
from core.kernel.values import dataclass
from core.people.calendars import calendar_of
from core.screens.facts import lines_of, who_checks
from core.screens.fields import form_of
from core.screens.moments import due_fact, due_words
from core.screens.moves import into_words, target_field
from core.screens.ports import ScreenUnit
from core.screens.presses import plain_press
from core.screens.scene import Scene, scene_for, title_of
from core.screens.telling import told
from core.screens.views import (
    Field,
    FieldKind,
    Form,
    Option,
    Reader,
    Section,
    Style,
    TaskLine,
    TaskList,
)
from core.tasks.commands import Assign, Drop, SetDue, SetPriority
from core.tasks.commands_apart import Move
from core.tasks.model import Status, Task
from core.tasks.several import MOST_BY, ActOnMany, OneAct

LABEL = 75
"""Characters of an option's words, and as many again below them: what Slack takes."""
TOGETHER = 25
"""Lines of one part of a list: more are folded by whoever draws them."""
TELLINGS = 5
"""People who are named with when they hear of it; the others are counted."""
OPEN_ACTS = ("done", "assign", "due", "move", "drop")


@dataclass(frozen=True, slots=True)
class Kept:
    """A task that is left alone, and why, in words; no task for one that isn't seen."""

    number: TaskId
    task: Task | None
    why: Rich


# The form


@dataclass(frozen=True, slots=True)
class Start:
    """What the form of a list begins with."""

    tasks: tuple[TaskId, ...] = ()
    verb: str = ""
    act: OneAct | None = None


def several_form(
    work: ScreenUnit, token: Token, tasks: Sequence[Task], total: int, start: Start,
    reader: Reader, platform: str,
) -> Form:  # fmt: skip
    """*tasks* to be ticked, and what to do with them; *total*: how many the list has in all."""
    scene = scene_for(work, reader, platform)
    scene.faces.know(task.owner for task in tasks)
    about = "many.pick" if total <= len(tasks) else "many.pick_first"
    note = scene.say(about, n=len(tasks), total=total)
    boxes = tuple(_option(scene, task) for task in tasks)
    ticked = tuple(str(task.id) for task in tasks if task.id in start.tasks)
    return form_of(
        token, "several", "preview",
        Field("about", FieldKind.NOTE, "about", words=note),
        Field("tasks", FieldKind.CHECKS, "ticked", initial=ticked, options=boxes),
        Field("act", FieldKind.CHOICE, "act", initial=start.verb, options=_acts(scene, tasks)),
        *_values(scene, start.act),
    )  # fmt: skip


def _values(scene: Scene, act: OneAct | None) -> tuple[Field, ...]:
    owner = scene.faces.reached(act.owner) if isinstance(act, Assign) else None
    due = act.due if isinstance(act, SetDue) else None
    words = getattr(act, "reason", "") or getattr(act, "note", "")
    day = due_words(due_fact(due, scene.reader), scene.reader) if due else ""
    return (
        Field("owner", FieldKind.PERSON, "owner", "many_owner", initial=owner, optional=True),
        Field("due", FieldKind.DATE, "due", "many_due", initial=day, optional=True, limit=100),
        target_field(scene, act if isinstance(act, Move) else None),
        Field("reason", FieldKind.TEXT, "reason", "many_reason", initial=words, optional=True),
    )


def _acts(scene: Scene, tasks: Sequence[Task]) -> tuple[Option, ...]:
    """What can be done with tasks that stand so."""
    verbs = OPEN_ACTS if not tasks or any(task.status.open for task in tasks) else ()
    verbs = (*verbs, "reopen") if any(not task.status.open for task in tasks) else verbs
    return tuple(Option(verb, scene.plain(f"option.many_{verb}")) for verb in verbs)


def _option(scene: Scene, task: Task) -> Option:
    named = f"{scene.handle(task.id)} {title_of(task, scene.reader)}"
    facts = [scene.faces.name(task.owner)] if task.owner is not None else []
    facts += [due_words(due_fact(task.due, scene.reader), scene.reader)] if task.due else []
    if task.status not in {Status.TODO, Status.TRIAGE}:
        facts.append(scene.plain(f"status.{task.status}"))
    return Option(str(task.id), shorten(named, LABEL), shorten(" · ".join(facts), LABEL))


# What would happen, and what came of it


def preview(
    work: ScreenUnit, many: ActOnMany, changed: Sequence[tuple[Task, Task]],
    left: Sequence[Kept], kept: str, reader: Reader, platform: str,
) -> TaskList:  # fmt: skip
    """For each task what would happen to it, or why nothing; *changed*: as it is, as it would be.

    Nothing is done before *Apply*; *kept* finds again what was asked for.
    """
    scene = scene_for(work, reader, platform)
    remarks = {before.id: _would(scene, many.act, before, then) for before, then in changed}
    tasks = [before for before, _ in changed]
    lines = lines_of(scene, tasks, remarks)
    title = scene.say(f"many.ask_{_of(many)}", n=len(tasks), **_named(scene, many))
    apply = replace(plain_press("many_apply", value=kept), style=Style.PRIMARY)
    return TaskList(
        title=title if tasks else scene.say("many.nothing"),
        sections=(*_parts((), lines), *_left(scene, left)),
        empty=scene.say("many.nothing"),
        footer=(
            *_unseen(scene, left),
            *_all_by(scene, many),
            *((scene.say("many.not_yet"),) if tasks else ()),
        ),
        buttons=(*((apply,) if tasks else ()), plain_press("list_several", "back", kept)),
    )


def carried_out(
    work: ScreenUnit, many: ActOnMany, tasks: Sequence[TaskId], left: Sequence[Kept],
    owed: Iterable[Notice], reader: Reader, platform: str, *, cause: str,
) -> TaskList:  # fmt: skip
    """What was done, what was left alone, who hears of it when, and one Undo for all."""
    scene = scene_for(work, reader, platform)
    found = list(work.tasks(scene.audience).many(tasks).values())
    remarks = {task.id: _checked(scene, task) for task in found if task.status is Status.IN_REVIEW}
    title = scene.say(f"many.did_{_of(many)}", n=len(found), **_named(scene, many))
    undo = scene.presser(found[0]).undo(cause) if found else ()
    return TaskList(
        title=title if found else scene.say("many.nothing"),
        sections=(*_parts((), lines_of(scene, found, remarks)), *_left(scene, left)),
        empty=scene.say("many.nothing"),
        footer=(*_unseen(scene, left), *_hear(scene, owed)),
        buttons=(*undo, plain_press("my_list")),
    )


def _of(many: ActOnMany) -> str:
    if many.by is not None:
        return "drop_by" if many.since is None else "drop_since"
    if isinstance(many.act, Move) and many.act.to is None:
        return "move_out"
    return "dateless" if isinstance(many.act, SetDue) and many.act.due is None else many.verb


def _all_by(scene: Scene, many: ActOnMany) -> tuple[Rich, ...]:
    """Of all that somebody made: what is not among it, which holds whether there is such or not."""
    if many.by is None:
        return ()
    more = (scene.say("many.most_by", most=MOST_BY),) if len(many.tasks) >= MOST_BY else ()
    return (*more, scene.say("many.private_by"))


def _named(scene: Scene, many: ActOnMany) -> dict[str, object]:
    """What the sentence about the act names."""
    act = many.act
    if many.by is not None:
        since = {"since": scene.moment(many.since)} if many.since is not None else {}
        return {"name": scene.faces.name(many.by), **since}
    if isinstance(act, Assign):
        return {"name": scene.faces.name(act.owner)}
    if isinstance(act, SetDue) and act.due is not None:
        return {"due": due_words(due_fact(act.due, scene.reader), scene.reader)}
    if isinstance(act, Move):
        return {"project": into_words(scene, act.to)}
    if isinstance(act, SetPriority):
        return {"priority": scene.plain(f"priority.{act.priority}")}
    return {}


def _would(scene: Scene, act: OneAct, before: Task, then: Task) -> Rich:
    if then.status is Status.IN_REVIEW and before.status is not Status.IN_REVIEW:
        return _checked(scene, then)
    match act:
        case Assign(_, owner):
            return scene.say("many.then_owner", name=scene.faces.name(owner))
        case SetDue() if then.due is not None:
            due = due_words(due_fact(then.due, scene.reader), scene.reader)
            return scene.say("many.then_due", due=due)
        case SetPriority(_, priority):
            return scene.say("many.then_priority", priority=scene.plain(f"priority.{priority}"))
        case Move(_, to):
            key = "many.then_move" if to is not None else "many.then_move_out"
            return scene.say(key, project=into_words(scene, to))
        case Drop() if not scene.is_reader(before.requester):
            return scene.say("many.then_drop", name=scene.faces.name(before.requester))
        case SetDue():
            return scene.say("many.then_dateless")
    return scene.say("many.then_status", status=scene.plain(f"status.{then.status}"))


def _checked(scene: Scene, task: Task) -> Rich:
    """Who looks at what was said to be done."""
    checker = who_checks(scene, task) or task.requester
    if scene.is_reader(checker):
        return scene.say("many.then_you_check")
    return scene.say("many.then_check", name=scene.faces.name(checker))


def _parts(title: Rich, lines: Sequence[TaskLine]) -> tuple[Section, ...]:
    chunks = [tuple(lines[at : at + TOGETHER]) for at in range(0, len(lines), TOGETHER)]
    return tuple(Section(title if at == 0 else (), chunk) for at, chunk in enumerate(chunks))


def _left(scene: Scene, left: Sequence[Kept]) -> tuple[Section, ...]:
    tasks = [each.task for each in left if each.task is not None]
    remarks = {each.number: each.why for each in left}
    title = scene.say("many.left", n=len(tasks))
    return _parts(title, lines_of(scene, tasks, remarks))


def _unseen(scene: Scene, left: Sequence[Kept]) -> tuple[Rich, ...]:
    """Numbers behind which the reader sees nothing: whether there is something is not told."""
    handles = [scene.handle(each.number) for each in left if each.task is None]
    if not handles:
        return ()
    return (scene.say("many.unseen", n=len(handles), tasks=", ".join(handles)),)


def _hear(scene: Scene, owed: Iterable[Notice]) -> tuple[Rich, ...]:
    """Who hears of it: each person once, however many of the tasks are theirs."""
    now: dict[PersonId, Notice] = {}
    brief: dict[PersonId, None] = {}
    for notice in owed:
        wanted = notice.wanted
        if wanted.recipient.kind is not Kind.PERSON or wanted.recipient.id == scene.reader.person:
            continue
        person = PersonId(wanted.recipient.id)
        if wanted.manner is Manner.BRIEF:
            brief[person] = None
        else:
            now.setdefault(person, notice)
    scene.faces.know((*now, *brief))
    lines = [_tell(scene, person, notice) for person, notice in list(now.items())[:TELLINGS]]
    if (more := len(now) - TELLINGS) > 0:
        lines.append(scene.say("many.told_more", n=more))
    later = [scene.faces.name(person) for person in brief if person not in now]
    if later:
        names = ", ".join(later[:TELLINGS])
        lines.append(scene.say("many.told_brief", n=len(later), names=names))
    return tuple(line for line in lines if line)


def _tell(scene: Scene, person: PersonId, notice: Notice) -> Rich:
    found = scene.faces.person(person)
    if found is None:
        return ()
    at = max(notice.wanted.not_before, scene.now)
    hold = round((at - scene.now).total_seconds())
    calendar = calendar_of(found, scene.faces.workspace)
    return told(scene, person, next_working(calendar, at), hold)
