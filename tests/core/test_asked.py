"""A setting named without its value: a sentence asks for it, with an example that would do."""

from datetime import UTC, datetime

import pytest

from core.catalogue import PROJECT_FIELDS, SETTINGS, WORKSPACE_SETTINGS
from core.kernel.errors import BadInput
from core.people.settings import NEVER_OFF, Topic
from core.queries import FormButton
from core.reading.projects import read_project
from core.reading.settings import read_settings
from core.reading.typed import Typed
from core.reading.verbs import read_task
from core.screens.problems import problem
from core.screens.views import Reader
from tests.screens.reading import lines
from tests.support.worlds import World

READER = Reader("UTC", "en-GB", datetime(2026, 11, 23, 9, tzinfo=UTC))
FORMS = {"several", "daily", "channels", "guests", "members", "leads"}
"""What opens a form instead."""


def _asked(world: World, words: str) -> BadInput:
    ctx = world.context("ada")
    with pytest.raises(BadInput, match="no_value") as told:
        world.work(lambda work: read_settings(work, words, ctx))
    return told.value


def _said(error: BadInput) -> str:
    return " ".join(lines(problem(error, READER, "slack", None, None).lines))


@pytest.mark.parametrize(
    "words",
    [*(name for name in SETTINGS if name != "workspace"),
     *(f"workspace {name}" for name in WORKSPACE_SETTINGS if name not in FORMS)],
)  # fmt: skip
def test_a_setting_without_a_value_is_asked_for(world: World, words: str) -> None:
    """In a sentence of its own; the example is read as it stands."""
    error = _asked(world, words)
    assert _said(error).endswith("? Type:")
    example = str(error.fields["example"]).removeprefix("/task ")
    assert example.startswith(f"settings {words} ")
    ctx = world.context("ada")
    assert not isinstance(world.work(lambda work: read_task(work, example, ctx)), FormButton)


def test_urgent_is_asked_for_with_both_its_values(world: World) -> None:
    """What the two are, and which words say them."""
    said = _said(_asked(world, "workspace urgent"))
    assert "in hours" in said and "any hour" in said and "the urgent" not in said


@pytest.mark.parametrize("topic", sorted(Topic))
def test_off_is_offered_where_it_can_be(world: World, topic: Topic) -> None:
    """Others rely on some kinds of messages: these are never off."""
    assert ("off?" in _said(_asked(world, str(topic)))) == (topic not in NEVER_OFF)


@pytest.mark.parametrize("field", [name for name in PROJECT_FIELDS if name != "home"])
def test_a_field_of_a_project_without_a_value_is_asked_for(world: World, field: str) -> None:
    """With an example of that field."""
    project, ctx = world.project(), world.context("ada")
    found = world.work(lambda work: work.projects(ctx.audience).get(project))
    assert found is not None
    with pytest.raises(BadInput, match="no_value") as told:
        world.work(lambda work: read_project(Typed(work, ctx, f"set #{found.key} {field}")))
    assert _said(told.value).endswith("? Type:")
    assert f" {field} " in str(told.value.fields["example"])


def test_a_number_out_of_range_is_asked_for_again() -> None:
    """With what it can be."""
    error = BadInput("out_of_range", question="home_hold", least="0", most="300", example="x")
    assert _said(error).endswith("before others hear? From 0 to 300. Type:")
