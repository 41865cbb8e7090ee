"""What is about tasks that were closed long ago is forgotten, once, and nothing else."""

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
