"""A word that can't be obeyed as it stands is answered with what to type about this very task."""

import pytest

from core.dispatch import handle, look
from core.kernel.errors import BadInput, Conflict, NotAllowed, NotFound
from core.kernel.tokens import Token
from core.queries import UnknownVerb
from core.reading.verbs import read_task
from core.screens.problems import problem
from core.screens.views import Problem
from core.tasks.commands import Accept, Finish
from core.tasks.commands_blocking import Block
from tests.screens.reading import lines, reader, verbs
from tests.support.worlds import World


def _read(world: World, words: str, who: str = "maria") -> object:
    ctx = world.context(who)
    return world.work(lambda work: read_task(work, words, ctx))


def _do(world: World, who: str, words: str) -> None:
    asked = _read(world, words, who)
    with world.unit() as unit:
        handle(unit, asked, world.context(who))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "code", "example"),
    [
        ("pause T-1", "pause_snooze", "/task snooze T-1 until monday"),
        ("pause T-1 until 7 jan", "pause_snooze", "/task snooze T-1 until 7 jan"),
        ("resume T-1", "resume_start", "/task start T-1"),
        ("resume T-2", "resume_blocked", "/task unblock T-2"),
        ("pause T-3 for 2 weeks", "pause_repeats", "/task repeat T-3 pause for 2 weeks"),
        ("resume T-3", "resume_repeats", "/task repeat T-3 resume"),
    ],
)
def test_pause_and_resume_say_what_to_type(
    world: World, typed: str, code: str, example: str
) -> None:
    """What repeats can be paused; of another task one is asked later."""
    for number in range(3):
        world.add(title=f"Step {number}")
    world.do("maria", Block(_read(world, "show T-2").task, "a key is missing"))  # type: ignore[attr-defined]
    _do(world, "maria", "repeat T-3 every monday")
    with pytest.raises(BadInput, match=code) as refused:
        _read(world, typed)
    assert refused.value.fields["example"] == example


@pytest.mark.parametrize("word", ["pause", "resume"])
def test_what_is_not_seen_is_not_there(world: World, word: str) -> None:
    """Nothing is told of a private task by the way it could be paused."""
    world.add("maria", "maria", place=world.private)
    for number in (1, 99):
        with pytest.raises(NotFound, match="not_found"):
            _read(world, f"{word} T-{number}", "tom")


def test_done_by_who_checks_points_to_accept(world: World) -> None:
    """What was said to be done is checked, with a button; others are told whose it is."""
    task = world.add(criteria=("x",), verifier=world.people["tom"])
    world.do("maria", Finish(task.id))
    with pytest.raises(Conflict, match="yours_to_check") as pointed:
        world.do("tom", Finish(task.id))
    shown = world.work(lambda w: problem(pointed.value, reader(world, "tom"), "slack", w))
    assert verbs(shown.buttons) == ["accept", "send_back", "show"]
    assert shown.example == "/task accept T-1"
    assert "Maria says that T-1 is done" in lines(shown.lines)[0]
    world.meet("lee")
    with pytest.raises(NotAllowed):
        world.do("lee", Finish(task.id))
    world.do("tom", Accept(task.id, True))


def test_the_example_is_made_of_what_was_typed(world: World) -> None:
    """An unknown verb keeps its task and the words behind it."""
    world.add()
    for typed, example in {
        "finish T-1 all records moved": "/task done T-1 all records moved",
        "T-1 due friday 17:00": "/task due T-1 friday 17:00",
        "fnish T-1": "/task done T-1",
        "lsit": "/task list @maria overdue #infra",
    }.items():
        asked = _read(world, typed)
        assert isinstance(asked, UnknownVerb)
        ctx = world.context("maria")
        shown = world.work(lambda w, asked=asked, ctx=ctx: look(w, asked, ctx))
        assert isinstance(shown, Problem)
        assert shown.example == example
        assert Token.decode(shown.buttons[-1].token).verb == "help"
