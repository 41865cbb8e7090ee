"""Leave: the form, what was set, and what those hear whom it concerns."""

from datetime import date, datetime, time, timedelta

from core.calendar.leave import Leave
from core.calendar.working import next_working_day, start_of_day
from core.calendar.zones import first_valid, local_date
from core.followup.absences import leave_of
from core.followup.model import Notice, NoticeKind
from core.followup.moments import back_since
from core.kernel.refs import PersonId, PostId
from core.kernel.text import Rich
from core.kernel.tokens import Token
from core.people.calendars import calendar_of
from core.people.commands import EndLeave, SetLeave
from core.people.model import Person
from core.screens.facts import lines_of
from core.screens.lists import MINE
from core.screens.moments import day_words
from core.screens.ports import ScreenUnit
from core.screens.presses import plain_press
from core.screens.scene import Scene, scene_for
from core.screens.views import (
    Button,
    Field,
    FieldKind,
    Form,
    Notes,
    Reader,
    Said,
    Section,
    TaskList,
)
from core.tasks.model import Task
from core.tasks.ports import TaskFilter

SHOWN = 5
"""Tasks that are due meanwhile and named, each with its answers; more are counted."""
MOST = 100
"""Open tasks of somebody that are looked through for those, the first by date."""


def leave_form(work: ScreenUnit, token: Token, reader: Reader, platform: str) -> Form:
    """From when, back when, and who answers meanwhile; what is planned already stands above."""
    scene = scene_for(work, reader, platform)
    mine = work.people.person(reader.person) if reader.person is not None else None
    planned = [
        Field("planned", FieldKind.NOTE, "about", words=_span(scene, "leave.planned", leave, mine))
        for leave in _ahead(mine, scene.now)
    ]
    fields = (
        Field("from", FieldKind.DATE, "from", "from", optional=True, limit=100),
        Field("back", FieldKind.DATE, "back", "back", limit=100),
        Field("cover", FieldKind.PERSON, "cover", "cover", optional=True),
    )
    return Form(token.encode(), "away", "save", (*planned, *fields))


def _ahead(person: Person | None, now: datetime) -> list[Leave]:
    if person is None:
        return []
    return [leave for leave in person.leave if leave.last >= local_date(now, person.zone)]


def _span(scene: Scene, key: str, leave: Leave, person: Person | None, **facts: object) -> Rich:
    """From when to when, or on which one day; and back on which."""
    day = back(scene, person, leave) if person is not None else None
    today = scene.now.date()
    key = _ONE_DAY.get(key, key) if leave.first == leave.last else key
    return scene.say(
        key, first=day_words(leave.first, today), last=day_words(leave.last, today),
        back=day_words(day, today) if day is not None else "-",
        **facts,
    )  # fmt: skip


_ONE_DAY = {
    "leave.covers": "leave.covers_day",
    "leave.planned": "leave.planned_day",
    "leave.set": "leave.set_day",
    "said.leave_other": "said.leave_other_day",
}


def back(scene: Scene, person: Person, leave: Leave) -> date | None:
    """The first day on which *person* works again: all that others read of a leave."""
    calendar = calendar_of(person, scene.faces.workspace)
    return next_working_day(calendar, leave.last)


def leave_said(scene: Scene, intent: SetLeave | EndLeave) -> Said | TaskList:
    """How it stands now, for who has set it, and what is due meanwhile, to be decided at once."""
    person = scene.work.people.person(intent.of)
    own, name = scene.is_reader(intent.of), scene.faces.name(intent.of)
    if isinstance(intent, EndLeave) or person is None:
        said = scene.say("said.leave_off" if own else "said.leave_off_other", name=name)
        return Said((said,))
    leave = leave_of(person, intent.first.isoformat())
    if leave is None:
        return Said((scene.say("said.leave_off_other", name=name),))
    if not own:
        # Of others one reads what one has typed oneself, and when they are back.
        typed = Leave(intent.first, intent.last, intent.cover)
        line = _span(scene, "said.leave_other", typed, person, name=name)
        return _with_due(scene, person, typed, line, _covered(scene, intent.cover))
    lines = (
        scene.say("leave.quiet"),
        *(_covered(scene, leave.cover) or (scene.say("leave.nobody_covers"),)),
        *_first_day(scene, leave, person),
    )
    said = _span(scene, "leave.planned", leave, person)
    return _with_due(scene, person, leave, said, lines, plain_press("away_off"))


def _with_due(
    scene: Scene, person: Person, leave: Leave, said: Rich, lines: tuple[Rich, ...],
    *buttons: Button,
) -> Said | TaskList:  # fmt: skip
    """What was set, with the tasks that are due meanwhile between it and what follows from it."""
    due = _due_meanwhile(scene, person, leave)
    if not due:
        return Said((said, *lines), buttons)
    shown = due[:SHOWN]
    answers = tuple(scene.presser(task).many("assign", "due", "show") for task in shown)
    title = scene.say("leave.due_meanwhile", n=len(due))
    section = Section(title, lines_of(scene, shown), len(due) - len(shown), answers)
    return TaskList(said, (section,), (), lines, buttons)


def _due_meanwhile(scene: Scene, person: Person, leave: Leave) -> list[Task]:
    """What is open and due between the first day of *leave* and their return, by date."""
    until = back(scene, person, leave) or leave.last + timedelta(days=1)
    end = first_valid(until, time.min, person.zone)
    wanted = TaskFilter(owner=person.id, statuses=MINE, due_before=end)
    found = scene.work.tasks(scene.audience).find(wanted, MOST)
    return [t for t in found if t.due and local_date(t.due.at, person.zone) >= leave.first]


def _first_day(scene: Scene, leave: Leave, person: Person) -> tuple[Rich, ...]:
    """What the first day after a longer leave is like."""
    calendar, day = calendar_of(person, scene.faces.workspace), back(scene, person, leave)
    opens = start_of_day(calendar, day) if day is not None else None
    if opens is None or back_since(calendar, opens) is None:
        return ()
    return (_span(scene, "leave.first_day", leave, person),)


def _covered(scene: Scene, cover: PersonId | None) -> tuple[Rich, ...]:
    return (scene.say("leave.covered", name=scene.faces.name(cover)),) if cover is not None else ()


def leave_note(scene: Scene, notice: Notice, post: PostId | None) -> Notes | None:
    """To whom covers or did, and to somebody whose leave was set by another."""
    number = PersonId(notice.wanted.subject.id)
    person = scene.work.people.person(number)
    if notice.wanted.kind is NoticeKind.COVERS_NO_MORE:
        return Notes((scene.say("leave.covered_no_more", name=scene.faces.name(number)),))
    leave = leave_of(person, notice.wanted.slot) if person is not None else None
    if leave is None:
        return Notes((scene.say("leave.over"),))
    if notice.wanted.kind is NoticeKind.LEAVE_SET:
        return Notes((_span(scene, "leave.set", leave, person),), (plain_press("away_off"),))
    name = scene.faces.name(number)
    return Notes((_span(scene, "leave.covers", leave, person, name=name),))
