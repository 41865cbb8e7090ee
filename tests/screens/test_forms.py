"""Forms: the fields that dispatch reads, prefilled, and never longer than a window."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from core.kernel.errors import BadInput, NotFound
from core.kernel.refs import TaskId, task_ref
from core.kernel.text import Words
from core.kernel.tokens import Token
from core.projects.model import LadderName
from core.screens.forms import (
    Prefill,
    capture_form,
    captured_before,
    form_button,
    task_form,
)
from core.screens.pasted import ManyLine, add_many_form
from core.screens.project_forms import project_answer_form, project_new_form
from core.screens.views import Field, FieldKind, Form, RowStart, Who
from core.tasks.commands_adding import Draft
from core.tasks.commands_blocking import Block
from core.tasks.model import Due, Priority, Task
from tests.screens.reading import labels, lines, reader, screen, tokens, words
from tests.screens.test_echo import THURSDAY
from tests.support.worlds import World

FIELDS = {
    "edit": [
        "title",
        "owner",
        "due",
        "priority",
        "notes",
        "criteria",
        "project",
        "labels",
        "repeat",
    ],
    "move": ["about", "project"],
    "block": ["about", "reason", "helper", "outside", "check_on"],
    "due": ["about", "due", "reason"],
    "assign": ["about", "owner"],
    "reassign": ["about", "owner"],
    "send_back": ["about", "missing"],
    "note": ["about", "note"],
    "done": ["about", "note"],
    "reopen": ["about", "reason"],
    "drop": ["about", "dropped_as", "duplicate_of", "reason"],
    "promise_pick": ["about", "until"],
    "decline_help": ["about", "ask"],
    "know_who": ["about", "ask"],
    "not_now": ["about", "start_on"],
}


def _form(world: World, task: Task, verb: str, who: str = "maria") -> Form:
    token = Token(verb, task_ref(task.id))
    return screen(world, who, lambda work, r, p: task_form(work, token, r, p))


def _field(form: Form, name: str) -> Field:
    return next(field for field in form.fields if field.name == name)


@pytest.mark.parametrize("verb", sorted(FIELDS))
def test_a_form_has_the_fields_that_are_read(world: World, verb: str) -> None:
    """Field names are the agreement with dispatch; the task is named above them."""
    form = _form(world, world.add(due=THURSDAY), verb)
    assert [field.name for field in form.fields] == FIELDS[verb]
    about = [field for field in form.fields if field.kind is FieldKind.NOTE]
    assert [words(field.words) for field in about] in ([], ["T-1 Renew the certificate"])


def test_edit_shows_what_is_there_and_which_version(world: World) -> None:
    """The version comes back in the token; criteria are one line each."""
    task = world.add(due=THURSDAY, notes="see wiki", criteria=("a holds", "b holds"))
    form = _form(world, task, "edit")
    assert Token.decode(form.token).value == str(task.version)
    assert _field(form, "criteria").initial == "a holds\nb holds"
    assert _field(form, "due").initial == "2026-11-26"
    assert _field(form, "notes").initial == "see wiki"
    owner = _field(form, "owner").initial
    assert isinstance(owner, Who) and owner.account == "MARIA"


def test_a_blocked_task_says_what_it_needs(world: World) -> None:
    """Who is asked to help reads the reason in the form."""
    task = world.add(due=THURSDAY)
    world.do("maria", Block(task.id, "FW-118 needs admin rights", world.people["tom"]))
    form = _form(world, task, "decline_help", "tom")
    needs = _field(form, "needs")
    assert words(needs.words) == "In the way: FW-118 needs admin rights"


@pytest.mark.parametrize("who", ["jon", "maria"])
def test_why_it_is_dropped_is_chosen_or_said(world: World, who: str) -> None:
    """Own words do without a choice, and a choice without words."""
    form = _form(world, world.add(due=THURSDAY), "drop", who)
    assert _field(form, "dropped_as").optional
    assert _field(form, "reason").optional


def test_no_form_opens_for_an_unseen_task(world: World) -> None:
    """Unseen and unknown are told alike."""
    task = world.add(place=world.private)
    with pytest.raises(NotFound, match="T-1"):
        _form(world, task, "edit", "tom")
    missing = Token("edit", task_ref(TaskId(99)))
    with pytest.raises(NotFound, match="T-99"):
        screen(world, "tom", lambda work, r, p: task_form(work, missing, r, p))


def test_an_unknown_form_is_an_old_button(world: World) -> None:
    """A verb that opens no form is told as such."""
    task = world.add()
    with pytest.raises(BadInput, match="stale_button"):
        _form(world, task, "nonsense")


def test_a_message_becomes_a_task_with_what_was_read(world: World) -> None:
    """Title, owner, date and notes stand there to be corrected."""
    owner = Who(world.people["maria"], "Maria", "MARIA")
    prefill = Prefill("x" * 400, "the whole message", owner, "friday")
    form = capture_form(Token("capture", value="k"), prefill, reader(world, "jon"))
    assert [field.name for field in form.fields] == ["title", "owner", "due", "notes", "repeat"]
    title = _field(form, "title").initial
    assert isinstance(title, str) and len(title) == 300


def test_a_message_captured_before_says_so(world: World) -> None:
    """The task that it is already is named; adding it again is a tick."""
    task = world.add(title="Renew")
    before = screen(world, "jon", lambda w, r, p: captured_before(w, [task], r, p))
    form = capture_form(Token("capture"), Prefill("x"), reader(world, "jon"), before)
    assert words(form.fields[0].words) == "T-1 was made of this message already: Renew"
    assert [option.value for option in _field(form, "anyway").options] == ["yes"]


def _many(world: World, lines: list[ManyLine], **more: Any) -> Form:  # noqa: ANN401
    token = Token("add_many", value="kept")
    return screen(world, "jon", lambda w, r, p: add_many_form(w, token, lines, r, p, **more))


def test_fifty_lines_fit_into_one_form(world: World) -> None:
    """A row each after the fields for all; lines beyond fifty are counted."""
    form = _many(world, [ManyLine(Draft(f"line {n}")) for n in range(50)], left_out=3)
    names = [field.name for field in form.fields]
    assert names == ["owner", "due", "rule", *(f"line_{n}" for n in range(50)), "over"]
    assert words(_field(form, "over").words).startswith("3 more lines do not fit")
    assert Token.decode(form.token) == Token("add_many", value="kept")


def test_a_row_holds_what_its_line_says(world: World) -> None:
    """Ticked, with owner and day; what no field can say stands below the title."""
    maria, day = world.people["maria"], date(2026, 11, 27)
    due = Due(datetime(2026, 11, 27, 17, tzinfo=UTC), "UTC", has_time=True)
    draft = Draft("Renew", maria, due, priority=Priority.HIGH, project_word="web")
    row = _field(_many(world, [ManyLine(draft, maria, day)]), "line_0")
    assert row.initial == RowStart(True, Who(maria, "Maria", "MARIA"), day)
    [option] = row.options
    assert (option.label, option.description) == ("Renew", "17:00 · high · #web")


def test_a_row_says_its_doubts_and_its_long_title(world: World) -> None:
    """A group is named; a title that does not fit goes on below itself."""
    group = ManyLine(Draft("Order disks"), doubt="group", about="ops")
    long = ManyLine(Draft("Renew the certificate " * 5))
    form = _many(world, [group, long])
    said = "ops is a group: choose one person"
    assert _field(form, "line_0").options[0].description == said
    [option] = _field(form, "line_1").options
    assert option.label.endswith("…") and option.description.startswith("…")
    whole = option.label.strip("…") + option.description.strip("…")
    assert whole.replace(" ", "") == long.draft.title.replace(" ", "")


def test_what_is_wrong_stands_at_its_row(world: World) -> None:
    """At forty at most, for a form has a hundred blocks; the top says how many there are."""
    wrong = ManyLine(Draft("x"), problem=(Words("That date is over."),))
    form = _many(world, [wrong] * 50)
    assert words(_field(form, "look").words).startswith("50 lines need another look")
    assert sum(bool(f.words) for f in form.fields if f.kind is FieldKind.ROW) == 40


def test_a_project_form_explains_each_ladder(world: World) -> None:
    """One sentence with an example each, short enough for an option."""
    form = project_new_form(Token("project_new"), reader(world, "ana"), name="Infra", place="#x")
    assert [field.name for field in form.fields] == ["name", "why", "lead", "ladder", "speaks"]
    ladder = _field(form, "ladder")
    assert [option.value for option in ladder.options] == [str(name) for name in LadderName]
    assert all(0 < len(option.description) <= 75 for option in ladder.options)
    assert ladder.initial == "standard"
    assert _field(form, "speaks").initial is None


def test_a_project_without_a_channel_is_not_asked_whether_to_post(world: World) -> None:
    """There is nowhere to post."""
    form = project_new_form(Token("project_new"), reader(world, "ana"))
    assert "speaks" not in [field.name for field in form.fields]


def test_answering_for_a_project_shows_what_is_known(world: World) -> None:
    """Name, why, lead, ladder and voice as they are."""
    number = world.project(home=world.channel, speaks=True, why="client A leaves")
    project = world.work(lambda w: w.projects(world.context("ana").audience).get(number))
    token = Token("project_answer")
    form = screen(world, "ana", lambda w, r, p: project_answer_form(w, token, project, r, p))
    assert _field(form, "why").initial == "client A leaves"
    assert _field(form, "speaks").initial == "yes"
    assert _field(form, "speaks").facts == {"place": "#general"}
    assert _field(form, "strict").initial == "no"


def test_where_no_form_opens_a_button_does(world: World) -> None:
    """A mention cannot open a window: one press more."""
    view = form_button(Token("block", task_ref(TaskId(1))), reader(world, "ana"))
    assert "What is in the way?" in lines(view.lines)[0]
    assert labels(view.buttons) == ["Open the form"]
    assert tokens(view.buttons)[0].verb == "block"


def test_who_takes_it_is_chosen_with_what_they_have_to_do(world: World) -> None:
    """Of a project's task its people are offered, its owner left out; else anybody."""
    project = world.project()
    task = world.add(project=project)
    world.add("jon", "tom", due=THURSDAY, project=project)
    form = _form(world, task, "reassign", "ana")
    assert [option.label for option in _field(form, "candidate").options] == [
        "Ada: 0 open tasks due by Mon 30 Nov",
        "Ana: 0 open tasks due by Mon 30 Nov",
        "Jon: 0 open tasks due by Mon 30 Nov",
        "Tom: 1 open task due by Mon 30 Nov",
    ]
    assert _field(form, "owner").kind is FieldKind.PERSON
