"""One text taken out: everywhere that it is used, and nothing else."""

from sqlalchemy import select

from adapters.db.tables import arrivals, requests, words
from core.kernel.events import Event, Verb
from core.kernel.refs import task_ref
from core.tasks.ports import TaskFilter
from core.unit import Arrival
from tests.storage.repositories.world import ALL, NOW, World

SECRET = "hunter2-correct-horse"
MARK = "[erased by Tom]"


def test_the_text_its_words_and_its_author_go(world: World) -> None:
    """In the unit that erases and in the next; other texts stay."""
    task = world.task(f"Log in with {SECRET}", notes=world.work.texts.new("kept notes", None))
    assert world.work.tasks(ALL).get(task.id) is not None
    assert world.work.erasure.wipe([task.title.id], MARK, world.tom) == [task.id]
    for _ in range(2):
        found = world.work.tasks(ALL).get(task.id)
        assert found is not None and found.notes is not None
        assert (found.title.body, found.title.author) == (MARK, world.tom)
        assert found.notes.body == "kept notes"
        assert world.work.tasks(ALL).find(TaskFilter(words="hunter2")) == []
        assert len(world.work.tasks(ALL).find(TaskFilter(words="notes"))) == 1
        world.again()
    mine = words.c.workspace_id == world.id
    left = world.connection.scalars(select(words.c.word).where(mine)).all()
    assert "hunter2" not in left and "kept" in left


def test_a_note_is_of_the_task_that_it_was_written_about(world: World) -> None:
    """Its task is said, to be drawn anew."""
    task = world.task("Log in")
    note = world.work.texts.new(f"it is {SECRET}", world.maria)
    event = Event(task_ref(task.id), Verb.NOTED, world.maria, NOW, text=note.id, cause="c")
    world.work.log.append([event])
    assert world.work.erasure.wipe([note.id], MARK, world.tom) == [task.id]
    assert world.work.texts.many([note.id])[note.id].body == MARK


def test_lines_that_wait_and_events_that_failed_lose_it(world: World) -> None:
    """As they were typed, or as JSON; what has nothing of it waits on, and so does what is new."""
    inbox = world.unit.inbox
    for name, held in (
        ("kept:a", f"add Log in with {SECRET} <@U1>"), (f"kept:{world.id}.7:b", f'["{SECRET}"]'),
        ("kept:c", "add the certificate"), ("other", SECRET),
    ):  # fmt: skip
        inbox.begin(name, NOW)
        inbox.finish(name, held)
    for name in ("parked", "waiting"):
        inbox.put(Arrival(name, "slack", f"text: {SECRET}", NOW))
    for _ in range(5):
        inbox.failed("parked", "x")
    task = world.task(f"Log in with {SECRET}")
    world.work.erasure.wipe([task.title.id], MARK, world.tom)
    left = set(world.connection.scalars(select(requests.c.key)))
    assert {"kept:a", f"kept:{world.id}.7:b"} & left == set() and {"kept:c", "other"} <= left
    rows = world.connection.execute(select(arrivals.c.key, arrivals.c.body)).all()
    bodies = {row.key: row.body for row in rows}
    assert bodies["parked"] == "" and SECRET in bodies["waiting"]


def test_another_workspace_keeps_its_own(world: World) -> None:
    """Ids are of one workspace alone."""
    other = World(world.connection)
    theirs = other.task(f"Log in with {SECRET}")
    assert world.work.erasure.wipe([theirs.title.id], MARK, world.tom) == []
    other.again()
    found = other.work.tasks(ALL).get(theirs.id)
    assert found is not None and SECRET in found.title.body
