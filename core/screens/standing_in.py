"""Who is asked in the place of somebody who is away, and that they are told so."""

from datetime import timedelta

from core.calendar.zones import local_date
from core.followup import service as followup
from core.followup.around import Case
from core.followup.model import NoticeKind
from core.followup.reviews import checker
from core.kernel.refs import PersonId
from core.kernel.text import Rich
from core.screens.matters import Matter
from core.screens.moments import day_words
from core.screens.scene import Scene
from core.tasks.model import Task

K = NoticeKind
_NEAR = timedelta(days=4)
"""From the last working day before it on, a leave is one: a weekend may lie between."""
_HELPERS = frozenset({K.HELP, K.HELP_CHECK})
_CHECKERS = frozenset({K.VERIFY, K.VERIFY_AGAIN})
_OWNERS = frozenset({
    K.DUE_SOON, K.OVERDUE, K.OVERDUE_AGAIN, K.OVERDUE_BLOCKED, K.STALLED, K.UNTOUCHED,
    K.SHORT_OF_TIME, K.CAN_GO_ON, K.CHECK_OUTSIDE,
})  # fmt: skip


def instead_of(it: Matter) -> Rich:
    """That the reader is asked in somebody's place; nothing where they are asked themselves."""
    meant = _meant(it)
    if meant is None or it.scene.is_reader(meant):
        return ()
    person, reader = it.scene.faces.person(meant), it.scene.reader.person
    today = local_date(it.scene.now, person.zone) if person is not None else None
    leave = [
        each for each in (person.leave if person is not None else ())
        if today is not None and each.first <= today + _NEAR and each.last >= today
    ]  # fmt: skip
    if any(each.cover == reader for each in leave):
        last = max(each.last for each in leave)
        return it.say("ask.for_somebody", name=it.name(meant), day=day_words(last))
    if it.kind in _CHECKERS and person is not None and (leave or not person.active):
        return it.say("ask.check_for" if leave else "ask.check_for_gone", name=it.name(meant))
    return ()


def _meant(it: Matter) -> PersonId | None:
    task = it.task
    if it.kind in _HELPERS:
        return task.helper
    if it.kind in _CHECKERS:
        return task.verifier
    return (task.owner or task.requester) if it.kind in _OWNERS else None


def asked_to_check(scene: Scene, task: Task) -> PersonId | None:
    """Who is really asked to check *task* now: its verifier, or whoever stands in."""
    world = followup.around(scene.work, task, scene.now)
    return checker(Case(task, world.notices, world, scene.now))
