"""Who is asked in the place of somebody who is away, and that they are told so."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from core.calendar.leave import Leave
from core.calendar.zones import local_date
from core.followup import service as followup
from core.followup.around import Case
from core.followup.given import covering, is_for_cover
from core.followup.model import ASKS_OWNER, DECISIONS, NoticeKind
from core.followup.reviews import checker
from core.kernel.refs import PersonId
from core.kernel.text import Rich
from core.screens.matters import Matter, Question
from core.screens.moments import day_words
from core.screens.scene import Scene
from core.screens.views import Button
from core.tasks.model import Task

K = NoticeKind
_NEAR = timedelta(days=4)
"""From the last working day before it on, a leave is one: a weekend may lie between."""
_HELPERS = frozenset({K.HELP, K.HELP_CHECK})
_CHECKERS = frozenset({K.VERIFY, K.VERIFY_AGAIN})
_OWNERS = ASKS_OWNER | {K.ASSIGNED, K.OVERDUE_BLOCKED, K.CAN_GO_ON, K.CHECK_OUTSIDE}


def instead_of(it: Matter) -> Rich:
    """That the reader is asked in somebody's place; nothing where they are asked themselves."""
    meant = tuple(_meant(it))
    if any(map(it.scene.is_reader, meant)):
        return ()
    for person in meant:
        leaves = _leaves(it, person)
        if any(it.scene.is_reader(each.cover) for each in leaves):
            last = max(each.last for each in leaves)
            return it.say("ask.for_somebody", name=it.name(person), day=day_words(last))
    return _for_checker(it, *meant) if it.kind in _CHECKERS else ()


def _for_checker(it: Matter, meant: PersonId | None = None) -> Rich:
    """That somebody else would check it, and is away or gone."""
    person = it.scene.faces.person(meant) if meant is not None else None
    if person is None:
        return ()
    if _leaves(it, person.id):
        return it.say("ask.check_for", name=it.name(person.id))
    return () if person.active else it.say("ask.check_for_gone", name=it.name(person.id))


def _meant(it: Matter) -> Iterator[PersonId]:
    """Whose answer it would be, were they there."""
    task, project = it.task, it.scene.faces.project(it.task.project)
    asked: tuple[PersonId | None, ...] = ()
    if it.kind in DECISIONS:
        asked = (project.in_charge if project is not None else None, task.requester)
    elif it.kind in _HELPERS:
        asked = (task.helper,)
    elif it.kind in _CHECKERS:
        asked = (task.verifier,)
    elif it.kind in _OWNERS:
        asked = (task.owner or task.requester,)
    return (person for person in asked if person is not None)


def _leaves(it: Matter, number: PersonId) -> tuple[Leave, ...]:
    """What keeps somebody away today, or will in the next days."""
    person = it.scene.faces.person(number)
    if person is None:
        return ()
    today = local_date(it.scene.now, person.zone)
    return tuple(
        each for each in person.leave if each.first <= today + _NEAR and each.last >= today
    )


def for_owner(it: Matter) -> bool:
    """Whether the reader is told or asked in the place of who has the task."""
    if it.kind is K.ASSIGNED:
        return is_for_cover(it.notice)
    owner = it.task.owner
    if it.kind not in _OWNERS or owner is None or it.scene.is_reader(owner):
        return False
    return any(it.scene.is_reader(each.cover) for each in _leaves(it, owner))


def answerable(it: Matter, asked: Question) -> Question:
    """The question with answers that are its reader's to give: who stands in does not say that the
    task is not theirs, but gives it to somebody."""
    if not for_owner(it):
        return asked
    row = _without_declining(it, asked.buttons)
    more = _without_declining(it, asked.more)
    return replace(asked, buttons=row, more=tuple(each for each in more if each not in row))


def _without_declining(it: Matter, buttons: tuple[Button, ...]) -> tuple[Button, ...]:
    declines, gives = it.press("decline"), it.press("assign")
    if declines not in buttons or gives in buttons:
        return tuple(each for each in buttons if each != declines)
    return tuple(gives if each == declines else each for each in buttons)


def who_covers(scene: Scene, task: Task) -> PersonId | None:
    """Who hears of *task* meanwhile, for its owner is away until after its date."""
    world = followup.around(scene.work, task, scene.now)
    return covering(Case(task, world.notices, world, scene.now))


def asked_to_check(scene: Scene, task: Task) -> PersonId | None:
    """Who is really asked to check *task* now: its verifier, or whoever stands in."""
    world = followup.around(scene.work, task, scene.now)
    return checker(Case(task, world.notices, world, scene.now))
