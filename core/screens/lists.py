"""Lists of tasks: my list in its parts, the tasks of somebody or something, what was just added."""

from collections.abc import Sequence
from datetime import timedelta

from core.followup import covering
from core.followup.model import NoticeState
from core.kernel.refs import Kind, PersonId, TaskId
from core.kernel.text import Quote, Rich, shorten
from core.screens.facts import lines_of
from core.screens.moments import due_fact, local_day
from core.screens.ports import ScreenUnit
from core.screens.presses import plain_press
from core.screens.scene import Scene, scene_for
from core.screens.telling import soon
from core.screens.views import Button, Reader, Section, TaskList
from core.tasks.model import Status, Task
from core.tasks.ports import TaskFilter

SHOWN = 20
ASKED_WITHIN = timedelta(days=30)
"""How far back it is looked for what somebody was asked in the place of others."""
"""Tasks in a section; the rest is counted."""
LEFT_OUT = 2000
"""Characters of lines that did not fit; all of them are in what was pasted."""
MINE = (Status.TRIAGE, Status.TODO, Status.IN_PROGRESS, Status.BLOCKED)
"""What its owner can do something about; in review it waits for somebody else."""


def my_list(work: ScreenUnit, person: PersonId, reader: Reader, platform: str) -> TaskList:
    """Mine by time, and what waits for me: to check, to unblock, to decide."""
    scene = scene_for(work, reader, platform)
    mine = work.tasks(scene.audience).find(TaskFilter(owner=person, statuses=MINE), SHOWN * 2)
    total = work.tasks(scene.audience).count(TaskFilter(owner=person, statuses=MINE))
    waiting = work.tasks(scene.audience).find(TaskFilter(waiting_for=person), SHOWN)
    hidden = max(0, total - len(mine))
    freed = [task for task in mine if _freed(task)]
    sections = (
        _waiting_section(scene, person, [*freed, *waiting]),
        _for_others(scene, person),
        *_by_time(scene, [task for task in mine if not _freed(task)], hidden),
        *_checked_by_others(scene, person),
    )
    return TaskList(
        title=scene.say("list.mine"),
        sections=tuple(section for section in sections if section.lines),
        empty=scene.say("list.mine_empty"),
        footer=(scene.say("list.mine_hint"),),
        buttons=(plain_press("list_several"),) if total > 1 else (),
    )


def _waiting_section(scene: Scene, person: PersonId, tasks: Sequence[Task]) -> Section:
    others = [task for task in tasks if task.status.open]
    remarks = {task.id: scene.say(_asked_for(task, person)) for task in others}
    lines = lines_of(scene, others, remarks)
    buttons = tuple(answers_for(scene, task, person) for task in others)
    return Section(scene.say("list.waiting_for_me"), lines, buttons=buttons)


def _for_others(scene: Scene, person: PersonId) -> Section:
    """What *person* was told or asked in the place of who is away, and has not answered."""
    told = scene.work.notices.said_to(person, scene.now - ASKED_WITHIN)
    waits = (n.wanted.subject for n in told if n.state is NoticeState.SAID)
    numbers = {TaskId(subject.id) for subject in waits if subject.kind is Kind.TASK}
    found = scene.work.tasks(scene.audience).many(sorted(numbers)).values()
    tasks = [task for task in found if task.status in MINE and task.owner not in {None, person}]
    away = covering.answers_for(scene.work, person, {task.owner for task in tasks}, scene.now)
    theirs = [task for task in tasks if task.owner in away][:SHOWN]
    buttons = tuple(scene.presser(task).many("done", "due", "assign", "show") for task in theirs)
    return Section(scene.say("list.for_others"), lines_of(scene, theirs), buttons=buttons)


def _freed(task: Task) -> bool:
    """Whether its owner is asked: a helper said that the way is free."""
    return task.blocker is not None and task.blocker.freed_at is not None


def _asked_for(task: Task, person: PersonId) -> str:
    if task.owner == person and _freed(task):
        return "remark.can_go_on"
    if task.status is Status.IN_REVIEW:
        return "remark.check"
    if task.offered_to == person:
        return "remark.offered"
    return "remark.help" if task.helper == person else "remark.decide"


def answers_for(scene: Scene, task: Task, person: PersonId) -> tuple[Button, ...]:
    """What *person* can answer to what waits for them."""
    press = scene.presser(task)
    if task.owner == person and _freed(task):
        return (press("unblock", "can_go_on"), *press.many("still_blocked", "done", "show"))
    if task.status is Status.IN_REVIEW:
        return press.many("accept", "send_back", "show")
    if task.offered_to == person:
        return press.many("take_offer", "decline_offer", "show")
    if task.helper == person:
        return press.many("promise", "give_help", "decline_help", "show")
    return press.many("assign", "due", "show")


def _by_time(scene: Scene, tasks: Sequence[Task], hidden: int) -> tuple[Section, ...]:
    today = local_day(scene.now, scene.reader)
    parts: dict[str, list[Task]] = {"late": [], "today": [], "week": [], "later": [], "no_date": []}
    sunday = today + timedelta(days=6 - today.weekday())
    for task in tasks:
        due = due_fact(task.due, scene.reader) if task.due else None
        if due is None:
            parts["no_date"].append(task)
        elif due.late:
            parts["late"].append(task)
        else:
            later = "week" if due.day <= sunday else "later"
            parts["today" if due.day <= today else later].append(task)
    last = max((key for key, found in parts.items() if found), key=list(parts).index, default="")
    return tuple(
        _section(scene, scene.say(f"list.{key}"), found, hidden if key == last else 0)
        for key, found in parts.items()
    )


def _section(scene: Scene, title: Rich, tasks: Sequence[Task], hidden: int = 0) -> Section:
    shown = tasks[:SHOWN]
    buttons = tuple(_own_answers(scene, task) for task in shown)
    return Section(title, lines_of(scene, shown), hidden + len(tasks) - len(shown), buttons)


def answers_of(scene: Scene, task: Task) -> tuple[Button, ...]:
    """What the reader is likely to do with a task of a list; *Details* leads to the rest."""
    press = scene.presser(task)
    if task.owner is None and task.status.open:
        return press.many("claim", "assign", "due", "show")
    if not scene.is_reader(task.owner) or task.status not in MINE:
        return (press("show"),)
    return _own_answers(scene, task)


def _own_answers(scene: Scene, task: Task) -> tuple[Button, ...]:
    press = scene.presser(task)
    if task.status is Status.BLOCKED:
        return press.many("unblock", "done", "due", "show")
    return press.many("done", "block", "due", "show")


def _checked_by_others(scene: Scene, person: PersonId) -> tuple[Section, ...]:
    wanted = TaskFilter(owner=person, statuses=(Status.IN_REVIEW,))
    tasks = scene.work.tasks(scene.audience).find(wanted, SHOWN)
    return (Section(scene.say("list.being_checked"), lines_of(scene, tasks)),) if tasks else ()


def with_others(scene: Scene, person: PersonId) -> Section:
    """What somebody else does that *person* asked for."""
    wanted = TaskFilter(requester=person, statuses=MINE)
    found = scene.work.tasks(scene.audience).find(wanted, SHOWN * 2)
    theirs = [task for task in found if task.owner != person]
    shown = theirs[:SHOWN]
    buttons = tuple((scene.presser(task)("show"),) for task in shown)
    title = scene.say("list.with_others")
    return Section(title, lines_of(scene, shown), len(theirs) - len(shown), buttons)


def added_list(
    work: ScreenUnit, tasks: Sequence[TaskId], reader: Reader, platform: str, *, cause: str,
    left_out: Sequence[str] = (),
) -> TaskList:  # fmt: skip
    """What several lines became: one line each, who is told once, and one Undo for all. *left_out*
    are lines that did not fit: they are given back."""
    scene = scene_for(work, reader, platform)
    found = list(work.tasks(scene.audience).many(tasks).values())
    heard = [task.owner or task.offered_to for task in found]
    owners = dict.fromkeys(person for person in heard if person is not None)
    tellings = (soon(scene, owner) for owner in owners)
    unowned = sum(task.owner is None and task.offered_to is None for task in found)
    footer = [line for line in tellings if line]
    if unowned:
        footer.append(scene.say("list.unowned", n=unowned))
    if left_out:
        again = Quote(shorten("\n".join(left_out), LEFT_OUT))
        footer.append((*scene.say("list.left_out", n=len(left_out)), again))
    undo = scene.presser(found[0]).undo(cause) if found else ()
    return TaskList(
        title=scene.say("list.added", n=len(found)),
        sections=(Section((), lines_of(scene, found)),) if found else (),
        empty=scene.say("list.empty"),
        footer=tuple(footer),
        buttons=(*undo, plain_press("my_list")),
    )
