"""Answers to follow-ups, and acts that only who was asked may do."""

from datetime import timedelta

import pytest

from core.followup.model import Manner, NoticeKind, NoticeState, Wanted, to_person
from core.kernel.errors import BadInput, NotAllowed
from core.kernel.events import Verb
from core.kernel.refs import TaskId, task_ref
from core.tasks.checking import close_unchecked
from core.tasks.commands import Accept, AllFine, Finish, Share, Snooze
from core.tasks.model import Status
from tests.support.worlds import World


def asked(world: World, who: str, task: TaskId, kind: NoticeKind, *, said: bool = True) -> None:
    """This person is owed a notice about the task, and has had it."""
    wanted = Wanted(
        task_ref(task), kind, "slot", to_person(world.people[who]), Manner.NOW, world.now
    )

    def run(work: object) -> None:
        notice = work.notices.owe(wanted, world.now)  # type: ignore[attr-defined]
        if said:
            work.notices.settle([notice.id], NoticeState.SAID, world.now)  # type: ignore[attr-defined]

    world.work(run)


def test_only_who_was_asked_snoozes(world: World) -> None:
    """Snooze is for the person nagged; the due date and everything else stay."""
    task = world.add()
    until = world.now + timedelta(hours=3)
    with pytest.raises(NotAllowed):
        world.do("maria", Snooze(task.id, until))
    asked(world, "maria", task.id, NoticeKind.OVERDUE)
    change = world.do("maria", Snooze(task.id, until))
    assert (change.task.due, change.events[0].verb) == (task.due, Verb.SNOOZED)
    assert change.events[0].after == {"until": until.isoformat()}


def test_snooze_into_the_past(world: World) -> None:
    """Nobody is asked later at a time that is over."""
    task = world.add()
    asked(world, "maria", task.id, NoticeKind.OVERDUE)
    with pytest.raises(BadInput, match="past_date"):
        world.do("maria", Snooze(task.id, world.now))


@pytest.mark.parametrize(
    ("kind", "said", "may"),
    [
        (NoticeKind.VERIFY_LEAD, True, True),
        (NoticeKind.VERIFY_LEAD, False, False),
        (NoticeKind.OVERDUE_LEAD, True, False),
    ],
)
def test_who_was_asked_to_check_may(world: World, kind: NoticeKind, said: bool, may: bool) -> None:
    """The stand-in who was asked to check may check; a message about something else is no key."""
    task = world.add("jon", "maria", verifier=world.people["tom"])
    world.do("maria", Finish(task.id))
    asked(world, "ana", task.id, kind, said=said)
    if may:
        assert world.do("ana", Accept(task.id)).task.checked
    else:
        with pytest.raises(NotAllowed):
            world.do("ana", Accept(task.id))


def test_all_fine(world: World) -> None:
    """All fine keeps the stalled question away until then."""
    task = world.add()
    change = world.do("maria", AllFine(task.id))
    assert change.task.quiet_until == world.now + timedelta(days=3)
    assert world.task(task.id) == change.task


def test_nobody_checked_in_time(world: World) -> None:
    """What nobody checks closes as done, not checked; a late check still counts."""
    task = world.add()
    world.do("maria", Finish(task.id))
    waiting = world.task(task.id)
    closed = world.work(lambda work: close_unchecked(work, waiting, world.now))
    assert (closed.task.status, closed.task.checked) == (Status.DONE, False)
    assert [event.verb for event in closed.events] == [Verb.CLOSED]
    late = world.do("jon", Accept(task.id)).task
    assert (late.checked, late.closed_at) == (True, world.now)


def test_criteria_wait_for_ever(world: World) -> None:
    """What has criteria never closes by itself."""
    task = world.add(criteria=("It opens",))
    world.do("maria", Finish(task.id))
    waiting = world.task(task.id)
    assert not world.work(lambda work: close_unchecked(work, waiting, world.now)).events


def test_shared(world: World) -> None:
    """Sharing says where."""
    change = world.do("tom", Share(world.add().id, world.channel))
    assert change.events[0].after == {"shared_in": world.channel}
