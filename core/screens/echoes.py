"""The private echo of an added task: what was understood, what is missing, who hears when."""

from collections.abc import Sequence
from datetime import date, datetime

from core.calendar.working import (
    WorkCalendar,
    is_working_day,
    next_working_day,
    previous_working_day,
)
from core.kernel.refs import PersonId, PlaceId
from core.kernel.text import Rich, shorten
from core.kernel.values import dataclass
from core.people.calendars import calendar_of
from core.people.model import Person
from core.screens.facts import facts_of
from core.screens.moments import day_words, due_fact, due_words, local_day, time_words
from core.screens.places import waits
from core.screens.ports import ScreenUnit
from core.screens.presses import Presser, plain_press
from core.screens.scene import Scene, scene_for
from core.screens.telling import soon, told
from core.screens.views import Button, Echo, Reader
from core.tasks.model import Due, Task

CANDIDATES_SHOWN = 4


@dataclass(frozen=True, slots=True)
class _Part:
    """A line of the echo with the buttons that answer it."""

    line: Rich = ()
    buttons: tuple[Button, ...] = ()


def echo(
    work: ScreenUnit, task: Task, reader: Reader, platform: str, *,
    told_at: datetime | None, hold: int, cause: str, other_due: Due | None = None,
    owner_doubt: str = "", owner_typed: str = "", candidates: Sequence[PersonId] = (),
    repeated: bool = False, repeats: str = "", linked: bool = True, repeating: bool = True,
    shown_in: PlaceId | None = None, due_unread: str = "",
) -> Echo:  # fmt: skip
    """What became of a typed line. *told_at*: when the owner hears of it; None: nobody does.

    *shown_in*: where its card is to be posted. *linked*: whether the task may be linked to others;
    *repeating*: whether it may come again.
    """
    scene = scene_for(work, reader, platform)
    facts = facts_of(scene, task, linked=linked, repeating=repeating)
    press = scene.presser(task)
    parts = (
        _owner(scene, task, press, _Doubt(owner_doubt, owner_typed, tuple(candidates))),
        _date(scene, task, press, due_unread),
        _Part(_once(scene, task, repeats)),
        _Part(scene.say("echo.comes", how=facts.repeats) if facts.repeats else ()),
        _other_date(scene, task, press, other_due),
        _zone(scene, task, cause),
        _Part(_told(scene, task, told_at, hold)),
        _Part(_private(scene, task)),
        _Part(waits(scene, shown_in)),
    )
    answers = tuple(button for part in parts for button in part.buttons)
    return Echo(
        facts=facts,
        headline=scene.say("echo.repeated" if repeated else "echo.added", task=scene.named(task)),
        lines=tuple(part.line for part in parts if part.line),
        buttons=(*answers, *press.undo(cause), press("edit")),
        repeated=repeated,
    )


@dataclass(frozen=True, slots=True)
class _Doubt:
    """Why no owner was set although one was named."""

    kind: str
    typed: str
    candidates: tuple[PersonId, ...]


def _told(scene: Scene, task: Task, at: datetime | None, hold: int) -> Rich:
    if task.owner is None and task.offered_to is not None:
        return soon(scene, task.offered_to, task)
    if task.owner is None:
        return ()
    if scene.is_reader(task.owner):
        return scene.say("echo.mine")
    return told(scene, task.owner, at, hold, task)


def _zone(scene: Scene, task: Task, cause: str) -> _Part:
    """Asked once, at somebody's first hour, where the platform says no zone: Discord."""
    asker = scene.faces.person(scene.reader.person) if scene.reader.person is not None else None
    if asker is None or task.due is None or not task.due.has_time or not cause:
        return _Part()
    mine = asker.settings
    if scene.platform != "discord" or mine.zone or mine.told_zone or _dated_before(scene, task):
        return _Part()
    line = scene.say(
        "echo.zone",
        due=due_words(due_fact(task.due, scene.reader), scene.reader),
        zone=scene.reader.zone,
    )
    return _Part(line, (plain_press("settings", "your_city"),))


def _dated_before(scene: Scene, task: Task) -> bool:
    """Whether there is another one with a date, of the same requester."""
    return scene.work.tasks(scene.audience).dated_by(task.requester, 2) > 1


def _once(scene: Scene, task: Task, repeats: str) -> Rich:
    """Of what shall repeat only the first date is kept, and that is not kept in silence."""
    if not repeats:
        return ()
    if task.due is None:
        return scene.say("echo.repeats_not", typed=shorten(repeats, 60))
    day = day_words(due_fact(task.due, scene.reader).day)
    return scene.say("echo.repeats", typed=shorten(repeats, 60), day=day)


def _private(scene: Scene, task: Task) -> Rich:
    return scene.say("echo.private") if task.visible_in is not None else ()


def _owner(scene: Scene, task: Task, press: Presser, doubt: _Doubt) -> _Part:
    if task.owner is not None:
        return _Part()
    if task.offered_to is not None:
        name = scene.faces.name(task.offered_to)
        return _Part(scene.say("echo.offered", name=name), (press("assign", "choose"),))
    typed = shorten(doubt.typed, 40)
    if doubt.kind in {"several", "owners"} and doubt.candidates:
        named = candidate_buttons(scene, press, doubt.candidates)
        return _Part(scene.say(f"echo.{doubt.kind}", name=typed), (*named, press("leave_open")))
    if doubt.kind == "unknown" and doubt.candidates:
        named = candidate_buttons(scene, press, doubt.candidates)
        return _Part(scene.say("echo.nearly", name=typed), (*named, press("assign", "choose")))
    buttons = (press("claim"), press("assign", "choose"), press("leave_open"))
    if doubt.kind in _DOUBTS:
        return _Part(scene.say(_DOUBTS[doubt.kind], name=typed), buttons)
    return _Part(scene.say("echo.no_owner"), buttons)


_DOUBTS = {
    "several": "echo.several",
    "group": "echo.group",
    "unknown": "echo.unknown",
    "bot": "echo.bot",
    "left": "echo.left",
}


def candidate_buttons(
    scene: Scene, press: Presser, candidates: Sequence[PersonId]
) -> tuple[Button, ...]:
    """One button for each person of that name, told apart by handle where names are equal."""
    shown = candidates[:CANDIDATES_SHOWN]
    scene.faces.know(shown)
    names = [scene.faces.name(person) for person in shown]
    buttons = [
        press.give_to(person, _apart(scene.faces.person(person), name, names), "assign_me")
        for person, name in zip(shown, names, strict=True)
    ]
    if len(candidates) > len(shown):
        buttons.append(press("assign", "choose"))
    return tuple(buttons)


def _apart(person: Person | None, name: str, names: Sequence[str]) -> str:
    handle = person.handle if person else ""
    return f"{name} (@{handle})" if handle and names.count(name) > 1 else name


def _date(scene: Scene, task: Task, press: Presser, unread: str) -> _Part:
    if task.due is None and unread and not task.dateless:
        return _Part(scene.say("echo.unread_date", typed=shorten(unread, 40)), press.dates())
    if task.due is None:
        return _Part() if task.dateless else _Part(scene.say("echo.no_date"), press.dates())
    if task.due.at < scene.now:
        words = due_words(due_fact(task.due, scene.reader), scene.reader)
        return _Part(scene.say("echo.past", due=words), press.new_dates())
    return _day_off(scene, task, task.due, press)


def _day_off(scene: Scene, task: Task, due: Due, press: Presser) -> _Part:
    """A date on which the owner doesn't work: the working day before and after are offered."""
    person = scene.faces.person(task.owner) if task.owner is not None else None
    if due.has_time or person is None:
        return _Part()
    calendar = calendar_of(person, scene.faces.workspace)
    if is_working_day(calendar, due.day):
        return _Part()
    today = local_day(scene.now, scene.reader)
    around = (previous_working_day(calendar, due.day), next_working_day(calendar, due.day))
    days = [day for day in around if day is not None and day >= today]
    buttons = tuple(_move(press, calendar, day) for day in days)
    return _Part(scene.say("echo.day_off", day=day_words(due.day)), buttons)


def _move(press: Presser, calendar: WorkCalendar, day: date) -> Button:
    due = Due.on(calendar, day)
    return press.move_to(due, day_words(day), "due_move")


def _other_date(scene: Scene, task: Task, press: Presser, other: Due | None) -> _Part:
    """The other reading of an ambiguous date."""
    if other is None or other == task.due:
        return _Part()
    return _Part(buttons=(press.move_to(other, _apart_from(scene, task, other), "due_meant"),))


def _apart_from(scene: Scene, task: Task, other: Due) -> str:
    """What tells the other date from the task's: its day, or its hour on the same day."""
    day = due_fact(other, scene.reader).day
    same = task.due is not None and due_fact(task.due, scene.reader).day == day
    return time_words(other.at, scene.reader) if same and other.has_time else day_words(day)
