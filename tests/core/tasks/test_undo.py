"""Taking a command back."""

from datetime import date
from typing import Any

import pytest

from core.kernel.errors import Conflict, NotAllowed
from core.kernel.events import Verb
from core.links.commands import WaitFor
from core.projects.commands import SetProject
from core.tasks.commands import (
    AddNote,
    Assign,
    Claim,
    Edit,
    Finish,
    SetDue,
    SetPriority,
    Start,
    Undo,
)
from core.tasks.commands_adding import AddMany, Draft
from core.tasks.commands_blocking import Block
from core.tasks.model import Priority, Status, Task, snapshot
from core.tasks.undo import redoes
from tests.support.worlds import World


def values(task: Task) -> dict[str, Any]:
    return dict(snapshot(task))


def test_mine_is_taken_back(world: World) -> None:
    """Undo without more takes my own last command back, and nobody else's."""
    task = world.add()
    world.do("maria", SetPriority(task.id, Priority.HIGH))
    world.do("jon", SetDue(task.id, None))
    [undone] = world.do("maria", Undo())
    assert (undone.task.priority, undone.task.dateless) == (Priority.MEDIUM, True)
    assert undone.events[0].verb is Verb.UNDONE


@pytest.mark.parametrize("act", ["block", "wait", "edit", "finish", "start", "claim"])
def test_everything_goes_back(world: World, act: str) -> None:
    """After an undo every value is what it was, texts, blockers and criteria included."""
    owner = None if act == "claim" else "maria"
    task = world.add("maria", owner, criteria=("A",), notes="Careful")
    intents: dict[str, object] = {
        "block": Block(task.id, "No rights | none", helper=world.people["tom"]),
        "wait": Block(task.id, "No answer", outside="A|B", check_on=date(2026, 11, 27)),
        "edit": Edit(task.id, 0, title="Other", notes="", criteria=("B", "C")),
        "finish": Finish(task.id, "Look at it"),
        "start": Start(task.id),
        "claim": Claim(task.id),
    }
    world.do("maria", intents[act])
    assert values(world.task(task.id)) != values(task)
    done = values(world.task(task.id))
    [back] = world.do("maria", Undo())
    assert values(world.task(task.id)) == values(task)
    [again] = world.do("maria", Undo(back.events[0].cause))
    assert values(again.task) == done


def test_undo_of_undo_is_redo(world: World) -> None:
    """The button of an undo's answer: it is as the command had left it."""
    task = world.add()
    done = world.do("jon", Edit(task.id, task.version, title="Other")).task
    [undone] = world.do("jon", Undo())
    [again] = world.do("jon", Undo(undone.events[0].cause))
    assert values(again.task) == values(done)


def test_typed_again_undo_goes_further_back(world: World) -> None:
    """One change after the other, the newest first, until none is left."""
    task = world.add()
    world.do("jon", SetPriority(task.id, Priority.HIGH))
    world.do("jon", SetPriority(task.id, Priority.LOW))
    seen = [world.do("jon", Undo())[0].task for _ in range(3)]
    assert [task.priority for task in seen[:2]] == [Priority.HIGH, Priority.MEDIUM]
    assert seen[2].status is Status.DROPPED
    with pytest.raises(Conflict, match="nothing_to_undo"):
        world.do("jon", Undo())


def test_what_was_redone_stands_again(world: World) -> None:
    """Typed undo takes a redone command back once more, and passes over one undone thrice."""
    task = world.add()
    world.do("jon", SetPriority(task.id, Priority.HIGH))
    [undone] = world.do("jon", Undo())
    [redone] = world.do("jon", Undo(undone.events[0].cause))
    assert world.do("jon", Undo())[0].task.priority is Priority.MEDIUM
    assert world.do("jon", Undo())[0].task.status is Status.DROPPED
    assert redone.task.priority is Priority.HIGH


def test_what_is_not_taken_back_is_in_nobodys_way(world: World) -> None:
    """A note since then is passed over."""
    task = world.add(project=world.project("jon"))
    world.do("jon", SetPriority(task.id, Priority.HIGH))
    world.do("jon", AddNote(task.id, "Hello"))
    [undone] = world.do("jon", Undo())
    assert undone.task.priority is Priority.MEDIUM


def test_an_older_command_is_not_taken_back_instead(world: World) -> None:
    """A project's setting was the last command: whoever reads *undo* takes that back, not this."""
    task = world.add(project=world.project("jon"))
    world.do("jon", SetPriority(task.id, Priority.HIGH))
    world.do("jon", SetProject(task.project, why="It is time"))
    with pytest.raises(Conflict, match="nothing_to_undo"):
        world.do("jon", Undo())


def test_whether_an_undo_is_a_redo(world: World) -> None:
    """Told by its chain: an undo, its redo, and the undo of that."""
    task = world.add()
    cause, told = world.events(task.id)[0].cause, []
    for _ in range(3):
        [step] = world.do("jon", Undo(cause))
        cause = step.events[0].cause
        told.append(world.work(lambda work, cause=cause: redoes(work.log, cause)))
    assert told == [False, True, False]


def test_undone_birth_is_dropped(world: World) -> None:
    """A task that should not have been is dropped; redo brings it back."""
    task = world.add()
    [gone] = world.do("jon", Undo())
    assert gone.task.status is Status.DROPPED
    [back] = world.do("jon", Undo(gone.events[0].cause))
    assert back.task.status is task.status


def test_many_at_once(world: World) -> None:
    """What came by one form goes by one undo."""
    made = world.do("jon", AddMany((Draft("One"), Draft("Two"))))
    assert len(made) == 2
    undone = world.do("jon", Undo())
    assert {change.task.status for change in undone} == {Status.DROPPED}


def test_changed_since(world: World) -> None:
    """What somebody changed since does not go back: who and which field are told."""
    task = world.add()
    world.do("jon", SetPriority(task.id, Priority.HIGH))
    world.do("maria", SetPriority(task.id, Priority.LOW))
    with pytest.raises(Conflict, match="changed_since") as refused:
        world.do("jon", Undo())
    assert refused.value.fields["field"] == "priority"
    assert refused.value.fields["who"] == world.people["maria"]
    assert world.task(task.id).priority is Priority.LOW


def test_begun_birth_stays(world: World) -> None:
    """A task that its owner has begun is not undone away."""
    task = world.add()
    cause = world.events(task.id)[0].cause
    world.do("maria", Start(task.id))
    with pytest.raises(Conflict, match="changed_since"):
        world.do("jon", Undo(cause))


def test_second_click(world: World) -> None:
    """A second click on the same Undo button does not redo, and says who undid it."""
    task = world.add()
    cause = world.events(task.id)[0].cause
    world.do("jon", Undo(cause))
    with pytest.raises(Conflict, match="already_undone") as repeated:
        world.do("jon", Undo(cause))
    assert repeated.value.fields["who"] == world.people["jon"]


def test_redone_can_be_undone_by_the_same_button(world: World) -> None:
    """After a redo the button of the command undoes it again."""
    task = world.add()
    cause = world.events(task.id)[0].cause
    [gone] = world.do("jon", Undo(cause))
    world.do("jon", Undo(gone.events[0].cause))
    assert world.do("jon", Undo(cause))[0].task.status is Status.DROPPED


def test_a_day_for_the_actor(world: World) -> None:
    """After a day the actor's command stays, said or unsaid."""
    project = world.project("ana")
    task = world.add("jon", "maria", project=project)
    world.do("maria", SetPriority(task.id, Priority.HIGH))
    cause = world.events(task.id)[-1].cause
    world.later(hours=25)
    with pytest.raises(Conflict, match="nothing_to_undo"):
        world.do("maria", Undo())
    with pytest.raises(Conflict, match="too_late_to_undo"):
        world.do("maria", Undo(cause))


def test_a_week_for_the_lead(world: World) -> None:
    """The lead takes others' commands back for a week, others never."""
    project = world.project("ana")
    task = world.add("jon", "maria", project=project)
    world.do("maria", SetPriority(task.id, Priority.HIGH))
    cause = world.events(task.id)[-1].cause
    with pytest.raises(NotAllowed):
        world.do("tom", Undo(cause))
    world.later(days=6)
    assert world.do("ana", Undo(cause))[0].task.priority is Priority.MEDIUM


def test_too_late_for_the_lead(world: World) -> None:
    """After a week nobody takes it back."""
    project = world.project("ana")
    task = world.add("jon", "maria", project=project)
    world.do("maria", SetPriority(task.id, Priority.HIGH))
    cause = world.events(task.id)[-1].cause
    world.later(days=8)
    with pytest.raises(Conflict, match="too_late_to_undo"):
        world.do("ana", Undo(cause))


def test_nothing_to_undo(world: World) -> None:
    """Who has done nothing, or only spoken, has nothing to undo."""
    with pytest.raises(Conflict, match="nothing_to_undo"):
        world.do("tom", Undo())
    world.do("tom", AddNote(world.add().id, "Hello"))
    with pytest.raises(Conflict, match="nothing_to_undo"):
        world.do("tom", Undo())


def test_links_go_and_come(world: World) -> None:
    """A link is taken back, and redone."""
    first, second = world.add(), world.add()
    world.do("jon", WaitFor(second.id, (first.id,)))
    [gone] = world.do("jon", Undo())
    assert not world.work(lambda work: list(work.dependencies.before([second.id])))
    world.do("jon", Undo(gone.events[0].cause))
    assert len(world.work(lambda work: list(work.dependencies.before([second.id])))) == 1


def test_assignment_goes_back(world: World) -> None:
    """The owner before is the owner again."""
    task = world.add()
    world.do("jon", Assign(task.id, world.people["tom"]))
    world.do("jon", Undo())
    assert world.task(task.id).owner == world.people["maria"]
