"""Message 10, the unknown verb, and what every error tells people to type."""

from datetime import UTC, datetime

import pytest

from core.kernel.errors import BadInput, Busy, ChivvyError, Conflict, NotAllowed, NotFound
from core.kernel.refs import TaskId
from core.screens.problems import plain_problem, problem, unknown_verb
from core.screens.texts_en import TEXTS
from core.screens.views import Problem, Reader
from tests.screens.reading import labels, lines, screen, tokens
from tests.support.worlds import World

READER = Reader("UTC", "en-GB", datetime(2026, 11, 23, 9, tzinfo=UTC))


def _said(error: ChivvyError, typed: str | None = None) -> Problem:
    return problem(error, READER, "slack", None, typed)


def test_an_unknown_verb_offers_the_near_one() -> None:
    """What was probably meant is one press away; nothing was changed, nothing typed is lost."""
    view = unknown_verb(
        "finish", [("done", "/task done T-42 ticket 8812")], READER,
        typed="finish T-7 all records moved", kept="abc", task=TaskId(7), handle="T-7",
        rest="all records moved",
    )  # fmt: skip
    assert lines(view.lines) == [
        "I don't know “finish”; nothing was changed. Did you mean done?",
    ]
    assert view.example == "/task done T-7 all records moved"
    assert labels(view.buttons) == ["Mark T-7 done", "Add it as a new task", "Help"]
    assert [(t.verb, t.value) for t in tokens(view.buttons)] == [
        ("done", ""), ("add_kept", "abc"), ("help", ""),
    ]  # fmt: skip
    assert view.typed == "finish T-7 all records moved"


def test_without_a_near_verb_it_becomes_a_task() -> None:
    """The words are offered as a task, with the line to type."""
    view = unknown_verb("server", [], READER, typed="server is slow", kept="abc")
    assert lines(view.lines) == [
        "I don't know “server”; nothing was changed.",
        "To make a task of it, press the button or type:",
    ]
    assert view.example == "/task add server is slow"
    assert labels(view.buttons) == ["Add it as a new task", "Help"]


def test_a_near_verb_without_a_task_has_no_button_for_it() -> None:
    """Done what? The example says how to type it."""
    view = unknown_verb("dnoe", [("done", "/task done T-42")], READER, typed="dnoe", kept="k")
    assert labels(view.buttons) == ["Add it as a new task", "Help"]
    assert view.example == "/task done T-42"


def test_projects_are_not_made_of_unknown_words() -> None:
    """After /project nothing is offered as a task."""
    view = unknown_verb("x", [], READER, typed="x", kept="k", command="project")
    assert labels(view.buttons) == ["Help"]
    assert view.example == "/project show"


def test_an_error_keeps_its_example_its_field_and_what_was_typed() -> None:
    """The form shows it at its field; the command gives the words back."""
    error = BadInput("unreadable_date", field="due", typed="fryday", example="friday 17:00")
    view = _said(error, "add x fryday")
    assert lines(view.lines) == ["I can't read “fryday” as a date. Type it like this:"]
    assert (view.example, view.field, view.code) == ("friday 17:00", "due", "unreadable_date")
    assert view.typed == "add x fryday"


def test_unknown_and_unseen_tasks_are_told_alike() -> None:
    """The answer names the number that was asked for, and nothing else."""
    assert lines(_said(NotFound("not_found", task="T-9")).lines) == [
        "I can't find T-9. To see your tasks, type:"
    ]


def test_a_refusal_names_who_may(world: World) -> None:
    """Who may do it is named, and what the asker can do instead."""
    error = NotAllowed("not_allowed", act="due", who=("owner",), ids=(world.people["maria"],))
    view = screen(world, "tom", lambda work, r, p: problem(error, r, p, work))
    assert lines(view.lines) == ["That's for Maria to do. You can leave a note instead:"]
    assert view.example == "/task note T-42 Could you have a look at this?"


def test_a_conflict_tells_who_changed_what(world: World) -> None:
    """A form that lost a race reads what the field is now."""
    error = Conflict(
        "changed_since", task="T-1", field="due", who=world.people["tom"], at=world.now,
        now="2026-11-26T17:00:00+00:00|UTC|1",
    )  # fmt: skip
    view = screen(world, "maria", lambda work, r, p: problem(error, r, p, work))
    assert lines(view.lines) == [
        "Tom changed this while you were writing: Due. It is now Thu 26 Nov 17:00 (in 3 days)."
    ]


def test_an_error_without_its_facts_still_says_something() -> None:
    """Where names are missing the short form stands in."""
    assert lines(_said(Conflict("already_taken", task="T-1", who=None)).lines) == [
        "T-1 has an owner already. To see it, type:"
    ]


def test_an_error_that_nobody_foresaw_is_told_as_one() -> None:
    """An unknown code is no excuse for silence."""
    assert lines(_said(ChivvyError("never_seen")).lines) == [TEXTS["error.unexpected"]]


def test_examples_carry_the_task_that_was_meant() -> None:
    """The line to type can be typed as it stands."""
    error = Conflict("already_done", task="T-7", who=None, at=None)
    assert _said(error).example == "/task reopen T-7 TTL is still 5 min"


def test_a_past_date_is_said_with_its_day() -> None:
    """Days and moments become words."""
    view = _said(BadInput("past_date", field="due", when=READER.now, example="friday"))
    assert lines(view.lines) == [
        "That date is over: <Mon 09:00>. Type one that lies ahead, such as:"
    ]


def test_a_captured_message_shows_its_task() -> None:
    """The task that it is already can be opened."""
    view = _said(Conflict("already_captured", task="T-3", id=TaskId(3)))
    assert [t.encode() for t in tokens(view.buttons)] == ["show.t3"]
    assert view.example == "/task show T-3"


def test_typed_words_are_never_markup() -> None:
    """What was typed is quoted as words, shortened."""
    view = _said(BadInput("unknown_list", typed="<!channel> " + "x" * 500))
    assert len(lines(view.lines)[0]) < 160


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (BadInput("unknown_zone", typed="CET5", example="Europe/Berlin"), "Europe/Berlin"),
        (Busy(waiting=3), "saved nothing"),
        (NotFound("project_not_found"), "/project show #infra"),
    ],
)
def test_the_command_line_reads_plain_words(error: ChivvyError, said: str) -> None:
    """Without a platform the same sentence and example stand in one line."""
    assert said in plain_problem(error)
