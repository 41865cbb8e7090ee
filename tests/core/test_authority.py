"""Every intent is guarded, in one place."""

from typing import get_args

import pytest

from core.authority import ACTS, UNGUARDED
from core.links.commands import LinkIntent
from core.people.access import TABLE
from core.projects.adding import capture_many
from core.projects.commands import ProjectIntent
from core.recurring.adding import add, add_many, capture
from core.recurring.commands import RecurringIntent
from core.tasks.commands import AllFine, Nudge, TaskIntent, Undo
from core.tasks.commands_adding import AddMany, AddTask, Capture, CaptureMany
from core.tasks.commands_apart import Erase
from core.tasks.service import SERVICES

INTENTS = [
    *get_args(TaskIntent),
    *get_args(LinkIntent),
    *get_args(ProjectIntent),
    *get_args(RecurringIntent),
]


@pytest.mark.parametrize("intent", INTENTS)
def test_every_intent_is_guarded(intent: type) -> None:
    """An intent has an act of the table, or is named as unguarded; never both."""
    assert (intent in ACTS) is not (intent in UNGUARDED)
    assert intent in UNGUARDED or ACTS[intent] in TABLE


@pytest.mark.parametrize("intent", get_args(TaskIntent))
def test_every_task_intent_has_a_service(intent: type) -> None:
    """Every task intent is carried out by one function."""
    elsewhere = {AddTask: add, AddMany: add_many, Capture: capture, CaptureMany: capture_many}
    assert intent in SERVICES or intent in elsewhere or intent in {AllFine, Erase, Nudge, Undo}
