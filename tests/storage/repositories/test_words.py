"""What tasks are found by: words of titles and notes by their beginning, labels whole."""

from dataclasses import replace
from importlib import import_module

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import delete

from adapters.db.tables import words
from core.kernel.audience import ForPerson
from core.kernel.events import Event, Verb
from core.kernel.refs import TaskId, task_ref
from core.people.model import PlaceKind
from core.tasks.model import Status
from core.tasks.ports import TaskFilter
from tests.storage.repositories.world import ALL, MINUTE, NOW, World


def find(world: World, **wanted: object) -> list[TaskId]:
    found = world.work.tasks(ALL).find(TaskFilter(**wanted))  # type: ignore[arg-type]
    return [task.id for task in found]


def test_words_are_found_whatever_their_case(world: World) -> None:
    """Every word, in title or notes; wildcards of the database mean themselves."""
    road = world.task("Straße sperren", notes=world.work.texts.new("100% sicher", None))
    world.task("Report")
    assert find(world, words="STRASSE sicher") == [road.id]
    assert find(world, words="100%") == [road.id]
    assert find(world, words="1_0") == []
    assert find(world, words="strasse report") == []


def test_words_are_found_by_their_beginning_and_without_accents(world: World) -> None:
    """ "cert" finds the certificate; the middle of a word finds nothing."""
    task = world.task("Zertifikat für Zoë erneuern")
    assert find(world, words="zert ERN zoe") == [task.id]
    assert find(world, words="tifikat") == []
    assert find(world, words="%") == []


def test_a_renamed_task_is_found_by_its_new_words_only(world: World) -> None:
    """Whether this unit has read it before or not."""
    task = world.task("Old words", notes=world.work.texts.new("kept notes", None))
    world.again()
    old = world.work.tasks(ALL).get(task.id)
    assert old is not None
    new = replace(old, title=world.work.texts.new("New title", None), version=1)
    world.work.task_writer.save(new)
    assert find(world, words="old") == []
    assert find(world, words="new kept") == [task.id]
    world.again()
    again = replace(new, title=world.work.texts.new("Third", None), version=2)
    world.work.task_writer.save(again)
    assert (find(world, words="new"), find(world, words="third")) == ([], [task.id])


def test_a_note_is_found(world: World) -> None:
    """What was written about a task later finds it as well."""
    task = world.task("Migrate")
    note = world.work.texts.new("Rollback plan is ready", world.tom)
    noted = Event(task_ref(task.id), Verb.NOTED, world.tom, NOW, text=note.id)
    world.work.log.append([noted])
    assert find(world, words="rollb") == [task.id]


def test_labels_are_found_whole(world: World) -> None:
    """Whatever their case; a label taken away finds nothing."""
    task = world.task("Migrate", labels=("DNS", "client-a"))
    world.task("dns in the title is no label")
    assert find(world, labels=("dns",)) == [task.id]
    assert find(world, labels=("dns", "client-a")) == [task.id]
    assert find(world, labels=("client",)) == []
    world.work.task_writer.save(replace(task, labels=("client-a",), version=1))
    assert find(world, labels=("dns",)) == []
    assert world.work.tasks(ALL).many([task.id])[task.id].labels == ("client-a",)


def test_news_come_first_where_it_is_asked(world: World) -> None:
    """Open tasks, then what closed last."""
    old = world.task(status=Status.DONE, closed_at=NOW)
    new = world.task(status=Status.DONE, closed_at=NOW + MINUTE)
    opened = world.task()
    assert find(world, newest=True) == [opened.id, new.id, old.id]


def test_nobody_from_outside_finds_a_private_task(world: World) -> None:
    """Neither by its words nor by its label, nor is it counted."""
    club = world.place("club", PlaceKind.GROUP, (world.maria,))
    boss = world.person("Chief")
    task = world.task("Zebra", requester=boss, owner=boss, labels=("stripes",), visible_in=club)
    for wanted in (TaskFilter(words="zeb"), TaskFilter(labels=("stripes",))):
        assert [t.id for t in world.work.tasks(ForPerson(world.maria)).find(wanted)] == [task.id]
        assert world.work.tasks(ForPerson(world.tom)).find(wanted) == []
        assert world.work.tasks(ForPerson(world.tom)).count(wanted) == 0


def test_tasks_of_an_older_release_are_found(world: World) -> None:
    """The step that brings the index fills it with titles, notes, and what was noted."""
    task = world.task("Straße sperren", notes=world.work.texts.new("with cones", None))
    note = world.work.texts.new("Rollback", world.tom)
    world.work.log.append([Event(task_ref(task.id), Verb.NOTED, world.tom, NOW, text=note.id)])
    world.connection.execute(delete(words))
    step = import_module("adapters.db.migrations.versions.0003_labels_and_words")
    with Operations.context(MigrationContext.configure(world.connection)):
        step._fill()
    for typed in ("strasse", "cones", "rollback"):
        assert find(world, words=typed) == [task.id]


def test_titles_that_may_say_the_same_are_found_by_their_words(world: World) -> None:
    """Figures whole, words by their beginning, every one of them; whatever else they say."""
    one = world.task("Review PR 12 of the proxy")
    world.task("Review PR 120 of the proxy")
    world.task("Review the proxy")
    found = world.work.tasks(ALL).alike(("12", "revi", "prox"), 9)
    assert [task.id for task in found] == [one.id]
    assert world.work.tasks(ALL).alike(("prox", "zebr"), 9) == []
