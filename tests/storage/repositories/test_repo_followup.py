"""Watches, routines and notices."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from core.followup.model import (
    Manner,
    Notice,
    NoticeKind,
    NoticeState,
    Routine,
    RoutineKind,
    Wanted,
    Watch,
    to_person,
    to_place,
)
from core.kernel.refs import Kind, NoticeId, PostId, Ref, WorkspaceId, project_ref, task_ref
from core.screens.delivery import PostState
from core.tasks.model import Status
from tests.storage.repositories.world import MINUTE, NOW, World


def check_at(world: World, subject: Ref) -> object:
    """When the subject is looked at next; None: never."""
    due = world.work.watches.due(NOW + timedelta(days=999), 100)
    return {watch.subject: watch.check_at for watch in due}.get(subject)


def test_a_watch_is_set_moved_and_removed(world: World) -> None:
    """Setting is exact, later or earlier."""
    subject = task_ref(world.task().id)
    for moment in (NOW, NOW + MINUTE, NOW - MINUTE):
        world.work.watches.set(subject, moment)
        assert check_at(world, subject) == moment
    world.work.watches.set(subject, None)
    assert check_at(world, subject) is None


def test_many_watches_are_set_at_once(world: World) -> None:
    """Exactly, as one is: new ones, known ones, and those that are not looked at again."""
    known, gone, new = (task_ref(world.task().id) for _ in range(3))
    for subject in (known, gone):
        world.work.watches.set(subject, NOW)
    world.work.watches.set_all({known: NOW + MINUTE, gone: None, new: NOW - MINUTE})
    assert [check_at(world, s) for s in (known, gone, new)] == [NOW + MINUTE, None, NOW - MINUTE]
    world.work.watches.set_all({})


def test_what_is_to_come_is_read_by_its_kind_the_soonest_first(world: World) -> None:
    """So many at most: neither what is due, nor other kinds and manners, nor what was said."""
    base = Wanted(
        task_ref(world.task().id), NoticeKind.HELP, "1", to_person(world.tom), Manner.URGENT, NOW
    )
    others = (
        base, replace(base, slot="2", kind=NoticeKind.FREE, not_before=NOW + MINUTE),
        replace(base, slot="3", manner=Manner.NOW, not_before=NOW + MINUTE),
        replace(base, slot="4", not_before=NOW + 3 * MINUTE),
        replace(base, slot="5", not_before=NOW + 2 * MINUTE),
        replace(base, slot="6", not_before=NOW + MINUTE),
        replace(base, slot="7", not_before=NOW + MINUTE),
    )  # fmt: skip
    made = [world.work.notices.owe(wanted, NOW) for wanted in others]
    assert made[-1] is not None
    world.work.notices.settle([made[-1].id], NoticeState.SAID, NOW)
    found = world.work.notices.to_come(Manner.URGENT, {NoticeKind.HELP}, NOW, 2)
    assert {notice.wanted.slot for notice in found} == {"5", "6"}


def test_many_notices_are_owed_at_once(world: World) -> None:
    """What was owed already stays as it is, and nothing is owed twice."""
    first, second = world.task().id, world.task().id
    had = world.owe(first, to_person(world.tom))
    again = replace(had.wanted, not_before=NOW + MINUTE)
    new = replace(had.wanted, subject=task_ref(second))
    world.work.notices.foresee([first, second])
    world.work.notices.owe_all([again, new, new], NOW)
    assert world.work.notices.of(task_ref(first)) == [had]
    assert [n.wanted for n in world.work.notices.of(task_ref(second))] == [new]
    world.work.notices.owe_all([], NOW)


def test_sooner_never_moves_to_later(world: World) -> None:
    """It creates the watch when there is none."""
    subject = project_ref(world.project("launch").id)
    for moment, expected in ((NOW, NOW), (NOW + MINUTE, NOW), (NOW - MINUTE, NOW - MINUTE)):
        world.work.watches.sooner(subject, moment)
        assert check_at(world, subject) == expected


def test_sooner_for_a_person_reaches_what_concerns_them(world: World) -> None:
    """Open tasks they own, asked for, check or help with; none of these moves to later."""
    later, tom = NOW + timedelta(hours=1), world.tom
    own = world.task(owner=tom)
    helps = world.task(blocker=world.blocker(tom), status=Status.BLOCKED)
    checks = world.task(verifier=tom)
    asked = world.task(requester=tom)
    early = world.task(owner=tom)
    closed = world.task(owner=tom, status=Status.DONE)
    other = world.task(owner=world.maria)
    for task in (own, helps, checks, asked, closed, other):
        world.work.watches.set(task_ref(task.id), later)
    world.work.watches.set(task_ref(early.id), NOW - MINUTE)
    world.work.watches.sooner_for_person(tom, NOW)
    for task in (own, helps, checks, asked):
        assert check_at(world, task_ref(task.id)) == NOW
    assert check_at(world, task_ref(early.id)) == NOW - MINUTE
    assert check_at(world, task_ref(closed.id)) == later
    assert check_at(world, task_ref(other.id)) == later


def test_sooner_for_a_project_reaches_its_open_tasks(world: World) -> None:
    """Watched or not; none of these moves to later, and no project means the whole workspace."""
    later, project = NOW + timedelta(hours=1), world.project("launch").id
    watched, unwatched, early = (world.task(project=project) for _ in range(3))
    closed = world.task(project=project, status=Status.DONE)
    other = world.task()
    world.work.watches.set(task_ref(watched.id), later)
    world.work.watches.set(task_ref(early.id), NOW - MINUTE)
    world.work.watches.sooner_for_project(project, NOW)
    assert check_at(world, task_ref(watched.id)) == NOW
    assert check_at(world, task_ref(unwatched.id)) == NOW
    assert check_at(world, task_ref(early.id)) == NOW - MINUTE
    assert check_at(world, task_ref(closed.id)) is None
    assert check_at(world, task_ref(other.id)) is None
    world.work.watches.sooner_for_project(None, NOW)
    assert check_at(world, task_ref(other.id)) == NOW


def test_due_watches_come_longest_waiting_first(world: World) -> None:
    """At most as many as asked for, the moment itself included, of one workspace."""
    subjects = [task_ref(world.task().id) for _ in range(4)]
    for n, subject in enumerate(subjects):
        world.work.watches.set(subject, NOW - n * MINUTE)
    world.work.watches.set(subjects[3], NOW + MINUTE)
    World(world.connection).work.watches.set(subjects[0], NOW)
    assert world.work.watches.due(NOW, 2) == [
        Watch(world.id, subjects[2], NOW - 2 * MINUTE),
        Watch(world.id, subjects[1], NOW - MINUTE),
    ]
    assert len(world.work.watches.due(NOW, 9)) == 3
    assert world.work.watches.earliest() == NOW - 2 * MINUTE


def test_nothing_to_watch_has_no_earliest(world: World) -> None:
    """The same goes for routines."""
    assert world.work.watches.earliest() is None
    assert world.work.routines.earliest() is None


def test_a_naive_moment_is_refused(world: World) -> None:
    """What has no zone has no meaning."""
    with pytest.raises(Exception, match="needs a zone"):
        world.work.watches.set(task_ref(world.task().id), NOW.replace(tzinfo=None))


def test_every_field_of_a_routine_comes_back(world: World) -> None:
    """Put again it is changed, not doubled."""
    routine = Routine(
        world.id, RoutineKind.DIGEST, Ref(Kind.PROJECT, 7), time(9, 30), "Asia/Tokyo", NOW, "abc"
    )
    routines = world.work.routines
    routines.put(routine)
    assert routines.get(RoutineKind.DIGEST, routine.subject) == routine
    later = replace(routine, next_at=NOW + MINUTE, last_hash="def")
    routines.put(later)
    assert routines.due(NOW, 9) == []
    assert routines.due(NOW + MINUTE, 9) == [later]
    assert routines.earliest() == NOW + MINUTE
    assert routines.get(RoutineKind.BRIEF, routine.subject) is None
    routines.remove(RoutineKind.DIGEST, routine.subject)
    assert routines.due(NOW + MINUTE, 9) == []


def test_a_notice_comes_back_in_every_field(world: World) -> None:
    """As it was wanted, and with its fate."""
    wanted = Wanted(
        task_ref(world.task().id), NoticeKind.HELP, "slot", to_place(world.general),
        Manner.CHANNEL, NOW + MINUTE,
    )  # fmt: skip
    notice = world.work.notices.owe(wanted, NOW)
    assert notice is not None
    assert notice == Notice(notice.id, wanted, NoticeState.OWED, NOW)
    assert world.work.notices.of(wanted.subject) == [notice]
    post = PostId(5)
    world.work.notices.claim([notice.id], post)
    claimed = replace(notice, state=NoticeState.CLAIMED, post=post)
    assert world.work.notices.for_post(post) == [claimed]
    world.work.notices.settle([notice.id], NoticeState.SAID, NOW)
    said = replace(claimed, state=NoticeState.SAID, said_at=NOW)
    assert world.work.notices.of(wanted.subject) == [said]
    world.work.notices.answer(wanted.subject, None, NOW + MINUTE)
    answered = replace(said, state=NoticeState.ANSWERED, answered_at=NOW + MINUTE)
    assert world.work.notices.of(wanted.subject) == [answered]


@pytest.mark.parametrize("state", list(NoticeState))
def test_a_notice_is_owed_once(world: World, state: NoticeState) -> None:
    """Whatever became of it; manner and time do not make it another one."""
    task = world.task().id
    first = world.owe(task, to_person(world.tom))
    world.work.notices.settle([first.id], state, NOW)
    again = replace(first.wanted, manner=Manner.BRIEF, not_before=NOW + MINUTE)
    assert world.work.notices.owe(again, NOW) is None
    assert [n.id for n in world.work.notices.of(task_ref(task))] == [first.id]


def test_what_makes_a_notice_another_one(world: World) -> None:
    """Another subject, kind, slot, recipient or workspace."""
    wanted = world.owe(world.task().id, to_person(world.tom)).wanted
    others = (
        replace(wanted, subject=task_ref(world.task().id)),
        replace(wanted, subject=Ref(Kind.PROJECT, wanted.subject.id)),
        replace(wanted, kind=NoticeKind.STALLED),
        replace(wanted, slot="another day"),
        replace(wanted, recipient=to_person(world.maria)),
        replace(wanted, recipient=Ref(Kind.PLACE, world.tom)),
    )
    assert all(world.work.notices.owe(other, NOW) for other in others)
    assert World(world.connection).work.notices.owe(wanted, NOW)


def test_only_what_was_said_to_the_person_is_answered(world: World) -> None:
    """Owed ones stay owed, those to others stay said."""
    subject = task_ref(world.task().id)
    notices = world.work.notices
    to_tom = world.owe(subject.id, to_person(world.tom))
    to_maria = world.owe(subject.id, to_person(world.maria))
    owed = world.owe(subject.id, to_person(world.tom), NoticeKind.STALLED)
    notices.settle([to_tom.id, to_maria.id], NoticeState.SAID, NOW)
    notices.answer(subject, world.tom, NOW)
    states = {notice.id: notice.state for notice in notices.of(subject)}
    assert states == {
        to_tom.id: NoticeState.ANSWERED,
        to_maria.id: NoticeState.SAID,
        owed.id: NoticeState.OWED,
    }


def test_owed_to_somebody(world: World) -> None:
    """Whether its time has come or not, until a post holds it."""
    now = world.owe(world.task().id, to_person(world.tom))
    later = world.owe(world.task().id, to_person(world.tom), not_before=NOW + MINUTE)
    world.owe(world.task().id, to_person(world.maria))
    assert world.work.notices.owed_to(to_person(world.tom)) == [now, later]
    world.work.notices.claim([now.id], PostId(1))
    assert world.work.notices.owed_to(to_person(world.tom)) == [later]


def test_on_its_way_to_somebody(world: World) -> None:
    """What a message holds that is not sent reaches them as well as what was said; not what waits
    for none, nor with a dead letter."""
    made = [world.owe(world.task().id, to_person(world.tom)) for _ in range(4)]
    states = (PostState.PENDING, PostState.SENT, PostState.DEAD)
    for notice, state in zip(made, states, strict=False):
        post = world.post(person=world.tom, state=state)
        world.work.notices.claim([notice.id], post.id)
    assert [n.id for n in world.work.notices.reached(world.tom, NOW)] == [made[0].id]
    world.work.notices.settle([made[1].id], NoticeState.SAID, NOW)
    assert [n.id for n in world.work.notices.reached(world.tom, NOW)] == [made[0].id, made[1].id]
    assert world.work.notices.reached(world.maria, NOW) == []


def test_said_to_somebody_since(world: World) -> None:
    """Answered ones count too: they were an interruption."""
    notices = world.work.notices
    made = [world.owe(world.task().id, to_person(world.tom)) for _ in range(3)]
    notices.settle([made[0].id], NoticeState.SAID, NOW - MINUTE)
    notices.settle([made[1].id], NoticeState.SAID, NOW)
    notices.answer(made[1].wanted.subject, world.tom, NOW)
    assert [n.id for n in notices.said_to(world.tom, NOW)] == [made[1].id]
    assert [n.id for n in notices.said_to(world.tom, NOW - MINUTE)] == [made[0].id, made[1].id]
    assert notices.said_to(world.maria, NOW - MINUTE) == []


def test_what_was_dropped_is_not_said(world: World) -> None:
    """A late record does not bring it back, and a claim does not take it."""
    notice = world.owe(world.task().id, to_person(world.tom))
    notices = world.work.notices
    notices.settle([notice.id], NoticeState.DROPPED, NOW)
    notices.settle([notice.id], NoticeState.SAID, NOW)
    notices.claim([notice.id], PostId(1))
    assert notices.of(notice.wanted.subject) == [replace(notice, state=NoticeState.DROPPED)]


def test_what_was_answered_stays_answered(world: World) -> None:
    """Recording the delivery comes after a quick answer."""
    notice = world.owe(world.task().id, to_person(world.tom))
    notices = world.work.notices
    for state in (NoticeState.SAID, NoticeState.ANSWERED, NoticeState.SAID, NoticeState.DROPPED):
        notices.settle([notice.id], state, NOW)
    assert notices.of(notice.wanted.subject)[0].state is NoticeState.ANSWERED


def test_a_claimed_notice_goes_back(world: World) -> None:
    """Owed again, it belongs to no post."""
    notice = world.owe(world.task().id, to_person(world.tom))
    world.work.notices.claim([notice.id], PostId(1))
    world.work.notices.settle([notice.id], NoticeState.OWED, NOW)
    assert world.work.notices.owed_to(to_person(world.tom)) == [notice]


def test_held_notices_wait(world: World) -> None:
    """Only those still owed."""
    held = world.owe(world.task().id, to_person(world.tom))
    claimed = world.owe(world.task().id, to_person(world.tom))
    world.work.notices.claim([claimed.id], PostId(1))
    world.work.notices.hold([held.id, claimed.id], NOW + MINUTE)
    (found,) = world.work.notices.owed_to(to_person(world.tom))
    assert found.wanted.not_before == NOW + MINUTE
    assert world.work.notices.for_post(PostId(1))[0].wanted.not_before == NOW
    world.work.notices.hold([], NOW)


def test_notices_stay_in_their_workspace(world: World) -> None:
    """Nothing is changed by another workspace's numbers."""
    other = World(world.connection)
    mine = world.owe(world.task().id, to_person(world.tom))
    every = [NoticeId(n) for n in range(200)]
    other.work.notices.settle(every, NoticeState.SAID, NOW)
    other.work.notices.answer(mine.wanted.subject, None, NOW)
    assert world.work.notices.of(mine.wanted.subject) == [mine]
    assert world.unit.of(WorkspaceId(10**6)).notices.of(mine.wanted.subject) == []
