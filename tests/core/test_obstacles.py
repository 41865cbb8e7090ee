"""What is in the way: typed words and the filled-in form say the same."""

from datetime import date

import pytest

from core.context import FieldValue
from core.kernel.errors import BadInput
from core.kernel.refs import task_ref
from core.kernel.tokens import Token
from core.reading.buttons import read_form
from core.reading.filled import Filled
from core.reading.verbs import read_task
from core.screens.forms import task_form
from core.screens.views import Reader
from core.tasks.commands_blocking import Block
from core.tasks.model import Task
from tests.support.worlds import World

FRIDAY = date(2026, 11, 27)


@pytest.fixture
def task(world: World) -> Task:
    """Maria's task."""
    return world.add()


def typed(world: World, words: str) -> Block:
    """The intent of what Maria types."""
    read = world.work(lambda work: read_task(work, f"block T-1 {words}", world.context("maria")))
    assert isinstance(read, Block)
    return read


def filled(world: World, task: Task, **values: FieldValue) -> Block:
    """The intent of what Maria fills in."""
    token, ctx = Token("block", task_ref(task.id)), world.context("maria")
    read = world.work(lambda work: read_form(work, token, Filled(work, values, ctx), ctx))
    assert isinstance(read, Block)
    return read


def fields(world: World, task: Task) -> dict[str, object]:
    """What the form begins with."""
    reader = Reader("UTC", now=world.now, person=world.people["maria"])
    token = Token("block", task_ref(task.id))
    form = world.work(lambda work: task_form(work, token, reader, "slack"))
    return {field.name: field.initial for field in form.fields}


def test_both_roads_say_the_same(world: World, task: Task) -> None:
    """Typed, filled in field by field, or as words in the reason: one intent."""
    words = "waiting for ACME, check friday"
    expected = Block(task.id, words, None, "ACME", FRIDAY)
    assert typed(world, words) == expected
    assert filled(world, task, reason=words) == expected
    assert filled(world, task, reason=words, outside="ACME", check_on="friday") == expected


def test_a_day_in_its_field_holds(world: World, task: Task) -> None:
    """The name may stand in the reason while the day stands in its field."""
    read = filled(world, task, reason="waiting for ACME", check_on="friday")
    assert (read.outside, read.check_on) == ("ACME", FRIDAY)


def test_a_colleague_is_not_outside(world: World, task: Task) -> None:
    """Waiting for somebody of the workspace makes them the helper."""
    read = typed(world, "waiting for @tom")
    assert (read.helper, read.outside) == (world.people["tom"], None)
    assert filled(world, task, reason="waiting for @tom").helper == world.people["tom"]


def test_a_long_reason_is_no_name(world: World, task: Task) -> None:
    """What is too long to be called somebody stays the reason, and nothing else."""
    read = typed(world, "waiting for " + "the very " * 15 + "end")
    assert (read.outside, read.reason.split()[:2]) == (None, ["waiting", "for"])


def test_a_helper_or_somebody_outside(world: World, task: Task) -> None:
    """Both at once are refused, typed or filled in, with what to write."""
    both = (
        typed(world, "waiting for ACME, check friday @tom"),
        filled(world, task, reason="No answer", helper="TOM", outside="ACME"),
        filled(world, task, reason="No answer", helper="TOM", check_on="friday"),
    )
    for intent in both:
        with pytest.raises(BadInput, match="helper_or_outside") as refused:
            world.do("maria", intent)
        assert refused.value.field == "outside"


def test_a_day_without_anybody(world: World, task: Task) -> None:
    """A day to look again asks for whom."""
    with pytest.raises(BadInput, match="check_whom") as refused:
        world.do("maria", filled(world, task, reason="No answer", check_on="friday"))
    assert refused.value.field == "outside"


def test_a_day_that_is_over(world: World, task: Task) -> None:
    """The error stands at the day."""
    with pytest.raises(BadInput, match="past_date") as refused:
        world.do("maria", filled(world, task, reason="x", outside="ACME", check_on="2026-11-20"))
    assert refused.value.field == "check_on"


def test_the_form_begins_with_what_is_known(world: World, task: Task) -> None:
    """Editing the reason drops neither who is waited for nor the day."""
    world.do("maria", typed(world, "waiting for ACME, check friday"))
    shown = fields(world, task)
    assert (shown["outside"], shown["check_on"]) == ("ACME", "2026-11-27")
    again = filled(
        world, task, reason="They promised it", outside=str(shown["outside"]),
        check_on=str(shown["check_on"]),
    )  # fmt: skip
    blocked = world.do("maria", again).task.blocker
    assert (blocked.outside, blocked.check_on) == ("ACME", FRIDAY)


def test_a_day_gone_by_is_not_offered(world: World, task: Task) -> None:
    """A day to look again that is over would be refused: its field begins empty."""
    world.do("maria", typed(world, "waiting for ACME, check tomorrow"))
    world.later(days=3)
    assert fields(world, task)["check_on"] == ""
    assert fields(world, task)["outside"] == "ACME"
