"""The same stories where Slack reaches Chivvy by HTTP: what Socket Mode can do, HTTP can."""

import inspect
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from tests.scenario import (
    test_capture_messages as capturing,
)
from tests.scenario import (
    test_capture_thread as threads,
)
from tests.scenario import (
    test_faults_of_the_day as faults,
)
from tests.scenario import (
    test_followups as followups,
)
from tests.scenario import (
    test_help as helping,
)
from tests.scenario import (
    test_introductions as introductions,
)
from tests.scenario import (
    test_members as members,
)
from tests.scenario import (
    test_projects as projects,
)
from tests.scenario import (
    test_reactions as reactions,
)
from tests.scenario import (
    test_settings as settings,
)
from tests.scenario import (
    test_somebody_else as checking,
)
from tests.scenario import (
    test_words as words,
)
from tests.support.over_http import Doors, by_http

__all__ = ["by_http"]
STORIES: tuple[Callable[..., Awaitable[None]], ...] = (
    members.test_who_comes_and_who_goes,
    followups.test_an_overdue_task_climbs_one_step_a_day,
    followups.test_an_answer_ends_the_climb,
    capturing.test_what_an_app_posts_is_asked_for_by_who_captures_it,
    threads.test_a_thread_becomes_the_ticked_tasks,
    helping.test_a_block_from_the_form_and_its_undo,
    projects.test_a_lead_is_asked_and_takes_it,
    settings.test_the_form_keeps_what_is_set,
    checking.test_ask_somebody_else_to_check,
    words.test_words_in_a_channel_a_thread_and_a_direct_message,
    reactions.test_a_pushpin_makes_a_task,
    introductions.test_three_lines_once_in_a_channel,
    faults.test_the_same_event_twice_is_one,
    faults.test_a_double_click_has_one_effect,
    faults.test_buttons_work_weeks_later_after_a_restart,
)


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.__name__.removeprefix("test_"))
async def test_a_story_by_http(
    story: Callable[..., Awaitable[None]], by_http: Doors, tmp_path: Path
) -> None:
    """Commands, buttons, forms, shortcuts and events come by HTTP, and the story ends the same."""
    given = {"tmp_path": tmp_path} if "tmp_path" in inspect.signature(story).parameters else {}
    await story(**given)
    assert by_http.asked
