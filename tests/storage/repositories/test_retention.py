"""What is about tasks that were closed long ago is forgotten, once, and nothing else."""

from dataclasses import replace
from datetime import timedelta

from core.followup.model import Manner, NoticeKind, Wanted, to_person
from core.keeping import Sweep
from core.kernel.refs import task_ref
from core.screens.delivery import PostKind, PostState
from core.tasks.model import Source, Status
from tests.storage.repositories.world import ALL, NOW, World

YEAR = timedelta(days=365)


def test_messages_go_with_their_closed_task(world: World) -> None:
    """Its notices and cards; those of an open task stay, and nothing is gone through twice."""
    old = world.task("Old", status=Status.DONE, closed_at=NOW - 2 * YEAR)
    new = world.task("New")
    for task in (old, new):
        to = to_person(world.maria)
        wanted = Wanted(task_ref(task.id), NoticeKind.ASSIGNED, "slot", to, Manner.NOW, NOW)
        world.work.notices.owe(wanted, NOW)
        world.post(PostKind.CARD, subject=task_ref(task.id), state=PostState.SENT)
    assert world.work.retention.sweep(Sweep.MESSAGES, NOW - YEAR, 100) == 1
    assert world.work.notices.of(task_ref(old.id)) == []
    assert not world.work.posts.cards(task_ref(old.id))
    assert len(world.work.notices.of(task_ref(new.id))) == 1
    assert len(world.work.posts.cards(task_ref(new.id))) == 1
    assert world.work.retention.sweep(Sweep.MESSAGES, NOW - YEAR, 100) == 0
    assert world.work.tasks(ALL).get(old.id) is not None


def test_excerpts_go_and_titles_stay(world: World) -> None:
    """What was copied from a message is blank; notes that somebody typed are kept."""
    source = Source(world.general, "1.1", "1.1", "https://slack.example/1")
    closed = {"status": Status.DONE, "closed_at": NOW - 2 * YEAR}
    typed = world.task("Typed", notes=world.work.texts.new("by hand", world.maria), **closed)
    captured = world.task(
        "Captured", notes=world.work.texts.new("copied", world.maria), source=source, **closed
    )
    assert world.work.retention.sweep(Sweep.EXCERPTS, NOW - YEAR, 100) == 2
    world.again()
    found = world.work.tasks(ALL).many([typed.id, captured.id])
    notes = {number: task.notes.body if task.notes else "" for number, task in found.items()}
    assert notes == {typed.id: "by hand", captured.id: ""}
    assert found[captured.id].title.body == "Captured"


def test_briefs_of_long_ago_go_once_nothing_refers_to_them(world: World) -> None:
    """Not one that holds a notice, heads a line, introduced us, could not be sent, or is new."""
    old, place = NOW - YEAR, {"place": world.general, "kind": PostKind.ATTENTION}
    sent = {"created_at": old, "state": PostState.SENT}
    gone = [world.post(kind, **sent) for kind in (PostKind.BRIEF, PostKind.DIGEST)]
    gone.append(world.post(**place, **sent))
    holding, first, head = (
        world.post(PostKind.BRIEF, **sent),
        world.post(PostKind.BRIEF, **sent),
        (world.post(**place, **sent)),
    )
    stays = [
        holding, first, head, world.post(PostKind.HELP_LINE, **sent, parent=head.id),
        world.post(PostKind.NAG, **sent),
        world.post(PostKind.BRIEF, created_at=old, state=PostState.DEAD),
        world.post(PostKind.BRIEF, state=PostState.SENT),
    ]  # fmt: skip
    wanted = Wanted(
        task_ref(world.task("Old").id), NoticeKind.DUE_SOON, "slot", to_person(world.tom),
        Manner.BRIEF, NOW,
    )  # fmt: skip
    notice = world.work.notices.owe(wanted, NOW)
    assert notice is not None
    world.work.notices.claim([notice.id], holding.id)
    tom = world.work.people.person(world.tom)
    assert tom is not None
    world.work.people.save_person(replace(tom, introduced=first.id))
    before, rows = NOW - timedelta(days=90), world.work.retention
    assert rows.waits(Sweep.BRIEFS, before)
    assert rows.sweep(Sweep.BRIEFS, before, 100) == len(gone) + len(stays) - 1
    assert [world.work.posts.get(post.id) for post in gone] == [None, None, None]
    assert all(world.work.posts.get(post.id) is not None for post in stays)
    assert not rows.waits(Sweep.BRIEFS, before)
    assert rows.sweep(Sweep.BRIEFS, before, 100) == 0


def test_they_are_gone_through_in_batches(world: World) -> None:
    """Each message once, whatever became of it."""
    for _ in range(5):
        world.post(PostKind.BRIEF, created_at=NOW - YEAR, state=PostState.SENT)
    before, rows = NOW - timedelta(days=90), world.work.retention
    assert [rows.sweep(Sweep.BRIEFS, before, 2) for _ in range(4)] == [2, 2, 1, 0]


def test_whether_anything_waits_is_a_look(world: World) -> None:
    """Of closed tasks as well."""
    assert not world.work.retention.waits(Sweep.MESSAGES, NOW - YEAR)
    world.task("Old", status=Status.DONE, closed_at=NOW - 2 * YEAR)
    assert world.work.retention.waits(Sweep.MESSAGES, NOW - YEAR)
    world.work.retention.sweep(Sweep.MESSAGES, NOW - YEAR, 100)
    assert not world.work.retention.waits(Sweep.MESSAGES, NOW - YEAR)
