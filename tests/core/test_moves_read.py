"""What ``/task move`` is read as, and the field *Project* of forms."""

import pytest

from core.kernel.errors import BadInput, ChivvyError, NotFound
from core.kernel.refs import TaskId, task_ref
from core.kernel.tokens import Token
from core.projects.commands import OpenProject
from core.queries import ForeseeMany, FormButton
from core.reading.buttons import read_form, read_press
from core.reading.filled import Filled
from core.reading.several import Ticked
from core.reading.verbs import read_task
from core.screens.forms import task_form
from core.screens.moves import STAYS
from core.screens.views import Field, FieldKind
from core.tasks.commands import Edit
from core.tasks.commands_apart import AS_NOW, Move
from core.tasks.several import ActOnMany
from tests.screens.reading import reader
from tests.support.worlds import World


def read(world: World, typed: str, who: str = "jon") -> object:
    """What a typed line asks for."""
    ctx = world.context(who)
    return world.work(lambda work: read_task(work, typed, ctx))


def shop(world: World) -> int:
    """The project *web-shop*, which lives in #general."""
    home = world.channel
    return int(world.do("ana", OpenProject("web-shop", "Web shop", home=home)).project.id)


@pytest.mark.parametrize(
    "words",
    [
        "#web-shop", "to #web-shop", "into web-shop", "to project Web shop", "web shop",
        "to the web shop project", "-> #web-shop", "from #infra to #web-shop", "over to web-shop.",
        '"Web shop"', "#general", "<#C1>", "<#C1|general>", "here", "to this project",
    ],
)  # fmt: skip
def test_a_project_is_named_in_many_ways(world: World, words: str) -> None:
    """By key, name and channel, with the small words around it."""
    number = shop(world)
    assert read(world, f"move T-1 {words}") == Move(TaskId(1), number)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "words", ["none", "to none", "no project", "to no project", "out", "out of #web-shop", "#none"]
)
def test_out_of_all(world: World, words: str) -> None:
    """None is said so."""
    shop(world)
    assert read(world, f"move T-1 {words}") == Move(TaskId(1), None)


@pytest.mark.parametrize(
    ("words", "code", "example"),
    [
        ("#web-shpo", "nearly_project", "/task move T-1 #web-shop"),
        ("to friday", "move_to_date", "/task due T-1 friday"),
        ("to @maria", "move_to_person", "/task assign T-1 @maria"),
        ("maria", "move_to_person", "/task assign T-1 @maria"),
        ("#nowhere", "no_project_to", "/project list"),
        ("to", "no_project_to", "/project list"),
    ],
)
def test_what_is_no_project_says_what_to_type(
    world: World, words: str, code: str, example: str
) -> None:
    """Nothing is guessed, and nothing is opened."""
    shop(world)
    with pytest.raises(ChivvyError) as refused:
        read(world, f"move T-1 {words}")
    assert (refused.value.code, refused.value.fields["example"]) == (code, example)


def test_alone_it_opens_the_form(world: World) -> None:
    """As the other verbs do."""
    asked = read(world, "move T-1")
    assert isinstance(asked, FormButton) and asked.token == Token("move", task_ref(TaskId(1)))


def test_several_open_the_form_of_several(world: World) -> None:
    """With both ticked, and what to do with them chosen."""
    for _ in range(2):
        world.add()
    asked = read(world, "move T-1 T-2")
    assert isinstance(asked, FormButton) and asked.token.verb == "list_several"
    held = Ticked.read(asked.text)
    assert (held.act, held.tasks) == ("move", (TaskId(1), TaskId(2)))


def test_several_are_read_once(world: World) -> None:
    """Two at once; from four on it is shown first."""
    number = shop(world)
    two, four = read(world, "move T-1 T-2 to #web-shop"), read(world, "move T-1 T-2 T-3 T-4 here")
    assert isinstance(two, ActOnMany) and two.act == Move(TaskId(1), number)  # type: ignore[arg-type]
    assert isinstance(four, ForeseeMany)


def test_an_unseen_project_is_an_unknown_one(world: World) -> None:
    """No word of it tells, and none near to it."""
    world.do("jon", OpenProject("secret", "Secret"), world.private)
    for words in ("#secret", "#secert", "Secret"):
        with pytest.raises(NotFound, match="no_project_to"):
            read(world, f"move T-1 {words}", "tom")


@pytest.mark.parametrize(
    ("value", "to", "agreed"), [("7", 7, ""), ("0", None, ""), ("7:0", 7, "0"), ("7:~", 7, AS_NOW)]
)
def test_buttons_say_where_and_for_whom(
    world: World, value: str, to: int | None, agreed: str
) -> None:
    """A project, none, and what was agreed."""
    token, ctx = Token("move", task_ref(TaskId(1)), value=value), world.context("jon")
    read = world.work(lambda work: read_press(work, token, ctx))
    assert read == Move(TaskId(1), to, agreed)  # type: ignore[arg-type]


def field(world: World, who: str, task: TaskId) -> Field:
    """The field of the form of *Edit*."""
    token = Token("edit", task_ref(task))
    form = world.work(lambda work: task_form(work, token, reader(world, who), "slack"))
    return next(each for each in form.fields if each.name == "project")


def edited(world: World, who: str, task: TaskId, project: str) -> Edit:
    """What the filled-in form asks for."""
    token, ctx = Token("edit", task_ref(task)), world.context(who)
    values = {"title": "Renew", "project": project}
    asked = world.work(lambda w: read_form(w, token, Filled(w, values, ctx), ctx))
    assert isinstance(asked, Edit)
    return asked


def test_a_project_out_of_sight_is_not_named_and_not_lost(world: World) -> None:
    """Whoever takes part in a private project's task sees that there is one, and may leave it."""
    secret = world.do("jon", OpenProject("secret", "Secret"), world.private).project.id
    task = world.add("jon", "tom", project=None)
    world.do("jon", Move(task.id, secret, str(world.private)))
    shown = field(world, "tom", task.id)
    assert shown.initial == STAYS
    assert "ecret" not in " ".join(option.label for option in shown.options)
    assert not edited(world, "tom", task.id, STAYS).moves
    assert not edited(world, "tom", task.id, "").moves


def test_many_projects_are_typed(world: World) -> None:
    """A select takes no more: the field holds the key, and a slip is answered at it."""
    number = shop(world)
    for each in range(25):
        world.do("ana", OpenProject(f"p{each}x", f"P{each}"))
    task = world.add(project=number)
    shown = field(world, "jon", task.id)
    assert (shown.kind, shown.initial) == (FieldKind.TEXT, "#web-shop")
    assert not edited(world, "jon", task.id, "#web-shop").moves
    assert (edited(world, "jon", task.id, "").moves, edited(world, "jon", task.id, "").to) == (
        True, None,
    )  # fmt: skip
    with pytest.raises(BadInput, match="nearly_project") as refused:
        edited(world, "jon", task.id, "#web-shpo")
    assert refused.value.field == "project"
