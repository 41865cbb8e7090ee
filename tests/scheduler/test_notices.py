"""What becomes of notices when the post that held them does not arrive."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core import compose, dispatch
from core.desired import DRAWERS, Desired
from core.drawing import Drawing, Fate, draw
from core.followup.model import Manner, Notice, NoticeKind, NoticeState, Wanted, to_person, to_place
from core.kernel.refs import PostId, task_ref
from core.people.model import InstallationState
from core.screens.delivery import Post, PostKind, PostState
from core.screens.messenger import Gone, MessageGone
from core.screens.views import RetiredCard
from core.unit import WorkUnit
from scheduler.outcomes import waiting
from tests.support.worlds import World


def owed(world: World, kind: NoticeKind = NoticeKind.ASSIGNED, **wanted: object) -> Notice:
    """A notice about a task of Maria's, to her unless told otherwise."""
    task = world.add()
    to = wanted.pop("to", to_person(world.people["maria"]))
    manner = wanted.pop("manner", Manner.NOW)
    want = Wanted(task_ref(task.id), kind, "slot", to, manner, world.now)  # type: ignore[arg-type]
    found = world.work(lambda work: work.notices.owe(want, world.now))
    assert found is not None
    return found


def compose_for(world: World, notice: Notice) -> int:
    """Composes for the notice's recipient, now."""
    to = notice.wanted.recipient
    return world.work(lambda work: compose.compose(work, to, world.now))


def stored(world: World, notice: Notice) -> Notice:
    """The notice as it is stored."""
    about = world.work(lambda work: work.notices.of(notice.wanted.subject))
    return next(n for n in about if n.id == notice.id)


def claimed(world: World) -> Post:
    """The first post that is to be sent, leased to a run."""
    with world.unit() as unit:
        [post, *_] = unit.outbox.claim("run", world.now, 10)
    return post


def ends(world: World, post: Post, failure: Exception | None = None, **told: object) -> None:
    """Records how the post ended."""
    drawing = Drawing(Fate.SHOW, **told)  # type: ignore[arg-type]
    with world.unit() as unit:
        assert not dispatch.record(unit, post, drawing, world.now, failure)


def test_a_refused_person_is_owed_it_again(world: World) -> None:
    """One try a working day: the notice is owed again, with the next try, by no post."""
    notice = owed(world)
    assert compose_for(world, notice) == 1
    post = claimed(world)
    ends(world, replace(post, state=PostState.GONE, lease=None), Gone("cannot_dm_bot"))
    after = stored(world, notice)
    assert (after.state, after.post) == (NoticeState.OWED, None)
    assert after.wanted.not_before >= world.now + timedelta(hours=20)
    world.now += timedelta(hours=2)
    compose_for(world, notice)
    assert stored(world, notice).state is NoticeState.OWED


def test_an_archived_channel_is_owed_nothing(world: World) -> None:
    """The line is dropped, the place remembered, and nothing more is composed for it."""
    notice = owed(world, NoticeKind.OVERDUE_CHANNEL, to=to_place(world.channel),
                  manner=Manner.CHANNEL)  # fmt: skip
    compose_for(world, notice)
    post = claimed(world)
    assert post.kind is PostKind.ATTENTION
    ends(world, replace(post, state=PostState.SENT, remote_place="C1", remote_id="1.1", lease=None))
    line = claimed(world)
    ends(world, replace(line, state=PostState.GONE, lease=None), Gone("is_archived"))
    assert stored(world, notice).state is NoticeState.DROPPED
    place = world.work(lambda work: work.people.place(world.channel))
    assert place is not None
    assert (place.archived, place.closed) == (True, True)


def test_a_thread_that_was_deleted(world: World) -> None:
    """The day's message is gone: its line is owed again and joins another one, the same day."""
    notice = owed(world, NoticeKind.OVERDUE_CHANNEL, to=to_place(world.channel),
                  manner=Manner.CHANNEL)  # fmt: skip
    compose_for(world, notice)
    parent = claimed(world)
    sent = replace(parent, state=PostState.SENT, remote_place="C1", remote_id="1.1", lease=None)
    ends(world, sent)
    line = claimed(world)
    gone = replace(line, state=PostState.GONE, lease=None)
    ends(world, gone, MessageGone("thread_not_found"))
    assert stored(world, notice).state is NoticeState.OWED
    compose_for(world, notice)
    again = claimed(world)
    assert (again.kind, again.id != parent.id) == (PostKind.ATTENTION, True)


def test_a_message_deleted_by_hand_blames_nobody(world: World) -> None:
    """Its edit finds it gone: the person can still be reached, the channel still be used."""
    notice = owed(world)
    compose_for(world, notice)
    post = replace(claimed(world), remote_place="D1", remote_id="1.1", lease=None)
    ends(world, replace(post, state=PostState.GONE), MessageGone("message_not_found"))
    maria = world.work(lambda work: work.people.person(world.people["maria"]))
    assert maria is not None
    assert maria.unreachable_until is None


def test_what_is_withdrawn_is_dropped(world: World) -> None:
    """Nothing that a post held is left claimed when it was not sent."""
    notice = owed(world)
    compose_for(world, notice)
    ends(world, replace(claimed(world), state=PostState.CANCELLED, lease=None))
    assert stored(world, notice).state is NoticeState.DROPPED


def test_a_dead_letter_keeps_its_notices(world: World) -> None:
    """The climb holds until an admin decides: nobody is named who never heard of it."""
    notice = owed(world)
    compose_for(world, notice)
    post = claimed(world)
    ends(world, replace(post, state=PostState.DEAD, lease=None))
    assert stored(world, notice).state is NoticeState.CLAIMED
    with world.unit() as unit:
        dispatch.give_up(unit, world.workspace, post.id, world.now)
    assert stored(world, notice).state is NoticeState.DROPPED


def test_a_post_of_another_run_is_not_drawn(world: World) -> None:
    """A run that was stopped for too long finds its post taken over, and sends nothing."""
    compose_for(world, owed(world))
    post = claimed(world)
    with world.unit() as unit:
        [taken] = unit.outbox.orphans(["run"], 10, "other")
    assert world.work(lambda work: draw(work, post, world.now)).fate is Fate.LOST
    assert world.work(lambda work: draw(work, taken, world.now)).fate is not Fate.LOST


def test_a_run_finds_what_it_lost_sight_of(world: World) -> None:
    """A post leased to this run and in nobody's hands is an orphan; one in its hands is not."""
    compose_for(world, owed(world))
    post = claimed(world)
    with world.unit() as unit:
        assert list(unit.outbox.orphans(["run"], 10, "run", [post.key])) == []
        assert [p.id for p in unit.outbox.orphans(["run"], 10, "run")] == [post.id]


def test_nobody_home(world: World) -> None:
    """A suspended installation: what is owed waits, and is not looked at again every second."""
    notice = owed(world)

    def suspend(work: WorkUnit) -> None:
        [installation] = work.people.installations()
        held = replace(installation, state=InstallationState.SUSPENDED)
        work.people.save_installation(held)

    world.work(suspend)
    assert compose_for(world, notice) == 0
    assert stored(world, notice).wanted.not_before > world.now


def test_somebody_who_has_left(world: World) -> None:
    """Nothing is composed for who is gone; the ladder looks for who covers."""
    notice = owed(world)
    world.meet("maria", active=False)
    assert compose_for(world, notice) == 1
    assert stored(world, notice).state is NoticeState.DROPPED


def test_lines_that_missed_their_brief(world: World) -> None:
    """They wait for the next one, and stand in nobody's way until then."""
    notice = owed(world, manner=Manner.BRIEF)
    assert compose_for(world, notice) == 0
    assert stored(world, notice).wanted.not_before > world.now


@pytest.mark.parametrize("hours", [9, 14])
def test_a_brief_never_comes_at_night(
    world: World, hours: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A brief that could not be sent in working time is left to the next, with its lines."""
    notice = owed(world, manner=Manner.BRIEF)
    number = 900
    post = Post(
        world.workspace, PostId(number), f"key-{number}", PostKind.BRIEF,
        world.work(lambda work: work.people.installations()[0]).id, world.now, world.now,
        person=world.people["maria"], day="2026-11-23",
    )  # fmt: skip
    world.work(lambda work: (work.posts.add(post), work.notices.claim([notice.id], post.id)))
    shows = Desired(RetiredCard(()), (notice.id,))
    monkeypatch.setitem(DRAWERS, PostKind.BRIEF, lambda *_: shows)
    brief = claimed(world)
    world.now += timedelta(hours=hours)
    drawing = world.work(lambda work: draw(work, brief, world.now))
    assert drawing.fate is Fate.WITHDRAW
    assert drawing.owed == (notice.id,)
    ends(world, replace(brief, state=PostState.CANCELLED, lease=None), owed=drawing.owed)
    assert stored(world, notice).state is NoticeState.OWED


def test_an_answer_while_it_is_sent_is_an_answer(world: World) -> None:
    """It came after the message was drawn and before that was recorded: said, and answered."""
    notice = owed(world)
    compose_for(world, notice)
    post = claimed(world)
    world.now += timedelta(seconds=1)
    world.work(lambda work: work.notices.answer(notice.wanted.subject, None, world.now))
    world.now += timedelta(seconds=1)
    sent = replace(post, state=PostState.SENT, remote_place="D1", remote_id="1.1", lease=None)
    ends(world, sent, said=(notice.id,))
    after = stored(world, notice)
    answered = world.now - timedelta(seconds=1)
    assert (after.state, after.said_at, after.answered_at) == (
        NoticeState.ANSWERED, answered, answered
    )  # fmt: skip


def test_what_was_done_before_it_was_drawn_answers_nothing(world: World) -> None:
    """It was true all the same when it was read again: a question like any other."""
    notice = owed(world)
    compose_for(world, notice)
    world.work(lambda work: work.notices.answer(notice.wanted.subject, None, world.now))
    post = claimed(world)
    sent = replace(post, state=PostState.SENT, remote_place="D1", remote_id="1.1", lease=None)
    ends(world, sent, said=(notice.id,), answered=(notice.id,))
    assert stored(world, notice).state is NoticeState.SAID


def test_a_second_message_of_the_same_moment_is_no_second_try(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both were made before the first was refused: the other waits for the next working day."""
    first = owed(world)
    compose_for(world, first)
    post = claimed(world)
    second = owed(world)
    compose_for(world, second)
    number = stored(world, second).post
    assert number is not None and number != post.id
    true = Desired(RetiredCard(()), said=(second.id,))
    monkeypatch.setitem(DRAWERS, PostKind.NAG, lambda *_: true)
    ends(world, replace(post, state=PostState.GONE, lease=None), Gone("cannot_dm_bot"))

    def drawn() -> Drawing:
        other = world.work(lambda work: work.posts.get(number))
        assert other is not None
        return world.work(lambda work: draw(work, other, world.now))

    assert (drawn().fate, drawn().owed) == (Fate.WITHDRAW, (second.id,))
    world.now += timedelta(days=1, minutes=1)
    assert drawn().fate is Fate.SHOW


def test_what_was_put_off_goes_before_what_is_new(world: World) -> None:
    """It waited for the hours, and they are others by now: it is looked at again, and first."""
    first = owed(world)
    compose_for(world, first)
    post = claimed(world)
    later = world.now + timedelta(hours=1)
    world.work(lambda work: work.posts.save(waiting(post, later).post))
    second = owed(world)
    world.now += timedelta(minutes=1)
    compose_for(world, second)
    assert stored(world, second).post not in {None, post.id}
    assert claimed(world).id == post.id


def test_what_the_platform_limits_is_not_tried_early(world: World) -> None:
    """A new message for the same person does not cut its Retry-After short."""
    compose_for(world, owed(world))
    limited = waiting(claimed(world), world.now + timedelta(hours=1)).post
    world.work(lambda work: work.posts.save(replace(limited, attempts=1)))
    compose_for(world, owed(world))
    with world.unit() as unit:
        assert unit.outbox.claim("run", world.now, 10) == []
