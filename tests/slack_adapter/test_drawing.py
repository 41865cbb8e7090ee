"""How views look: the ten messages in small, and what a lock screen shows."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from adapters.slack.render import render_message, render_modal
from adapters.slack.render.blocks import Json
from core.kernel.refs import PersonId, PlaceId, TaskId
from core.kernel.text import Mention, Quote, TaskName, When, Words
from core.screens import views as v
from core.tasks.model import Priority, Status
from tests.slack_adapter.desk import NOON

READER = v.Reader("Europe/Berlin", "en-GB", NOON)
MARIA = v.Who(PersonId(2), "Maria", "U0MARIA")
ANA = v.Who(PersonId(1), "Ana", "U0ANA")
DUE = v.DueFact(datetime(2026, 11, 26, 16, tzinfo=UTC), True, date(2026, 11, 26), 3, False)
LINE = v.TaskLine(
    TaskId(42), "T-42", "Migrate DNS <!channel>", Status.IN_PROGRESS, MARIA, DUE, Priority.HIGH,
    waiting=("T-50",),
)  # fmt: skip
FACTS = v.TaskFacts(
    LINE,
    ANA,
    None,
    criteria=(("records checked", False), ("TTL is back", True)),
    permalink="https://example.slack.com/archives/C1/p1",
    source_author=ANA,
    source_place=v.Where(PlaceId(1), "client-a"),
)
SECRET = replace(FACTS, visible_in=v.Where(PlaceId(9), "secret", private=True))


def button(token: str, label: str, **more: Any) -> v.Button:  # noqa: ANN401
    """A button of T-42."""
    return v.Button(token, label, {"task": "T-42"}, **more)


DONE, BLOCK, DUE_BUTTON = (
    button("done.t42", "done"),
    button("block.t42", "block"),
    button("due.t42", "due"),
)
MORE = tuple(button(f"{verb}.t42", verb) for verb in ("note", "history", "drop", "why", "edit"))


def words(value: object) -> str:
    """What is read, with dates as their fallback."""
    return "".join(_words(value))


def _words(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("text"), str):
            yield value["text"]
        if value.get("type") == "date":
            yield value["fallback"]
        for inner in value.values():
            yield from _words(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _words(inner)


def drawn(view: v.View) -> list[Json]:
    """The blocks of a view."""
    return render_message(view, READER).blocks


def test_a_card_says_six_things() -> None:
    """What, how it stands, criteria, who waits, where from, what can be done."""
    text, actions = drawn(v.Card(FACTS, (DONE, BLOCK), MORE))
    assert words(text).split("\n") == [
        "T-42 · Migrate DNS <!channel>",
        "In progress · Maria · Thu 26 Nov 17:00 · high",
        "Done when: 1 of 2 · records checked; TTL is back",
        "T-50 waits for it",
        "From Ana in #client-a · original message",
    ]
    assert [e["type"] for e in actions["elements"]] == ["button", "button", "overflow"]


def test_a_blocked_card_says_who_is_on_it() -> None:
    """The blocker stands with its reason, its age, and the promise."""
    blocker = v.BlockerFacts("firewall", NOON, MARIA, NOON, False, None, None)
    card = v.Card(replace(FACTS, blocker=blocker), (), ())
    expected = "Blocked since Mon 23 Nov 12:00: firewall · Maria is on it, until Mon 23 Nov 12:00"
    assert expected in words(drawn(card))


def test_an_echo_says_absolute_and_relative() -> None:
    """Owner, date and distance, priority; then who hears of it."""
    echo = v.Echo(
        FACTS, (TaskName(TaskId(42), "T-42", "Migrate DNS"),), ((Words("Later."),),), (DONE,)
    )
    assert words(drawn(echo)[0]).split("\n") == [
        "T-42 Migrate DNS",
        "Maria · Thu 26 Nov 17:00 (in 3 days) · high",
        "Done when: 1 of 2 · records checked; TTL is back",
        "Later.",
    ]


def test_an_echo_says_everything_that_was_read() -> None:
    """Estimate, labels, who checks and what it waits for stand where they were given."""
    facts = replace(
        FACTS, criteria=(), labels=("dns", "client-a"), estimate=90, named_verifier=True,
        verifier=MARIA, waits_for=(replace(FACTS.line, handle="T-7"),),
    )  # fmt: skip
    said = words(drawn(v.Echo(facts, (TaskName(TaskId(42), "T-42", "x"),), (), ())))
    assert "1.5 h of work · #dns #client-a · Maria checks it · waits for T-7" in said


@pytest.mark.parametrize(
    ("days", "has_time", "expected"),
    [
        (0, True, "Thu 26 Nov 17:00 (today)"),
        (1, False, "Thu 26 Nov, end of day (tomorrow)"),
        (-1, False, "Thu 26 Nov, end of day (yesterday)"),
        (-2, True, "Thu 26 Nov 17:00 (2 days ago)"),
    ],
)
def test_dates_in_lists(days: int, has_time: bool, expected: str) -> None:
    """A date is absolute and relative, in the reader's zone."""
    line = replace(LINE, due=replace(DUE, days=days, has_time=has_time))
    listed = v.TaskList((Words("Mine"),), (v.Section((Words("Today"),), (line,)),), ())
    assert expected in words(drawn(listed))


def test_the_readers_habit() -> None:
    """Where people say "5:00 PM", it says so."""
    listed = v.TaskList((Words("Mine"),), (v.Section((Words("Today"),), (LINE,)),), ())
    american = render_message(listed, replace(READER, locale="en-US"))
    assert "5:00 PM" in words(american.blocks)


def test_a_live_date_is_kept_by_slack() -> None:
    """On a card the date is an instant that every reader sees in his own zone."""
    [date_element] = [
        e for e in drawn(v.Card(FACTS, (), ()))[0]["elements"][0]["elements"] if e["type"] == "date"
    ]
    assert date_element["timestamp"] == int(DUE.at.timestamp())
    assert date_element["format"] == "{date_long_pretty} {time}"


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Europe/Berlin", "America/New_York"])
def test_a_date_without_an_hour_is_the_same_day_for_everybody(zone: str) -> None:
    """A card says the date that was meant: no reader's zone moves it, and no day makes it untrue.

    The end of 28 Nov in New York is 29 Nov in Berlin already.
    """
    end = datetime(2026, 11, 28, 23, tzinfo=UTC)
    due = v.DueFact(end, False, date(2026, 11, 28), 5, False)
    card = v.Card(replace(FACTS, line=replace(LINE, due=due)), (), ())
    blocks = render_message(card, replace(READER, zone=zone)).blocks
    said = words(blocks).split("\n")[1]
    assert said == "In progress · Maria · Sat 28 Nov, end of day · high"
    assert '"date"' not in json.dumps(blocks)


@pytest.mark.parametrize(
    ("buttons", "more", "expected"),
    [
        ((DONE,), (), ["button"]),
        ((DONE,), (BLOCK,), ["button", "button"]),
        ((DONE, BLOCK, DUE_BUTTON), MORE[:1], ["button", "button", "button", "overflow"]),
        ((DONE, BLOCK, DUE_BUTTON, *MORE), (), ["button", "button", "button", "overflow"]),
        (
            (DONE, BLOCK, DUE_BUTTON, *MORE),
            (button("a.t1", "a"),),
            ["button"] * 3 + ["static_select"],
        ),
        ((DONE, DONE), (DONE,), ["button"]),
        ((), (), []),
    ],
)
def test_three_buttons_and_more(
    buttons: tuple[v.Button, ...], more: tuple[v.Button, ...], expected: list[str]
) -> None:
    """At most three buttons stand; the rest is in a menu; nothing stands twice."""
    blocks = drawn(v.Card(FACTS, buttons, more))
    rows = [e["type"] for b in blocks if b["type"] == "actions" for e in b["elements"]]
    assert rows == expected


def test_a_button_has_a_spoken_label() -> None:
    """A screen reader hears which task a button is about."""
    _, actions = drawn(v.Card(FACTS, (DONE,), ()))
    assert "T-42" in actions["elements"][0]["accessibility_label"]


def test_only_who_is_asked_is_mentioned() -> None:
    """A mention pings; an owner's name does not."""
    asked = v.HelpLine(FACTS, ((Mention(PersonId(3), "Jonas", "U0JONAS"), Words(" can you?")),), ())
    users = [e["user_id"] for e in _of_type(drawn(asked), "user")]
    assert users == ["U0JONAS"]
    assert list(_of_type(drawn(v.Card(FACTS, (), ())), "user")) == []


def _of_type(value: object, kind: str) -> Iterator[Json]:
    if isinstance(value, dict):
        if value.get("type") == kind:
            yield value
        for inner in value.values():
            yield from _of_type(inner, kind)
    elif isinstance(value, list):
        for inner in value:
            yield from _of_type(inner, kind)


def ask(facts: v.TaskFacts, kind: v.AskKind = v.AskKind.OVERDUE, **more: Any) -> v.Ask:  # noqa: ANN401
    """A question about T-42."""
    return v.Ask(
        kind, facts, ((Words("How is it?"),),), (Words("No answer is fine."),), (DONE,), **more
    )


def test_an_answered_question_has_no_buttons() -> None:
    """One line takes the place of question and buttons."""
    answered = ask(FACTS, answered=(Words("Done, thanks."),))
    blocks = drawn(v.Bundle((answered,), button("why.t42", "why")))
    assert [b["type"] for b in blocks] == ["rich_text", "actions"]
    assert "How is it?" not in words(blocks)


def test_a_check_lists_the_criteria() -> None:
    """Whoever checks sees what is to be checked, and what holds already."""
    blocks = drawn(v.Bundle((ask(FACTS, v.AskKind.VERIFY),), button("why.t42", "why")))
    assert "☐ records checked\n☑ TTL is back" in words(blocks)


def test_a_question_about_no_task_is_drawn() -> None:
    """What a bundle asks of a project stands with its button."""
    note = v.Notes(((Words("Who leads #infra?"),),), (button("project_answer.j1", "edit"),))
    view = v.Bundle((), button("why.t42", "why"), notes=(note,))
    text, row = drawn(view)
    assert text["type"] == "rich_text"
    assert [e["text"]["text"] for e in row["elements"]] == ["Edit", "Why this?"]
    assert render_message(view, READER).text == "Who leads #infra?"


def test_of_one_question_why_stands_beside_the_answers() -> None:
    """*Why this?* takes no row of its own; of several questions it stands once, at the end."""
    why = button("why.t42", "why")
    one = drawn(v.Bundle((ask(FACTS),), why))
    assert [b["type"] for b in one].count("actions") == 1
    two = drawn(v.Bundle((ask(FACTS), ask(FACTS)), why))
    assert [e["action_id"] for e in two[-1]["elements"]] == ["why.t42"]


def test_many_questions_are_counted() -> None:
    """What has no room in one message is counted, never dropped in silence."""
    view = v.Bundle(tuple(ask(FACTS) for _ in range(40)), button("why.t42", "why"))
    blocks = drawn(view)
    shown = words(blocks).count("How is it?")
    assert len(blocks) <= 50
    assert f"and {40 - shown} more" in words(blocks)


class Unread(tuple[Any, ...]):
    """Words that nobody may draw."""

    def __iter__(self) -> Iterator[Any]:
        raise AssertionError("drawn, and there is no room for it")


def test_questions_without_room_are_not_drawn() -> None:
    """Of five hundred questions as many are drawn as a message holds, and one to see that."""
    behind = replace(ask(FACTS), words=Unread())
    view = v.Bundle((ask(FACTS),) * 20 + (behind,) * 480, button("why.t42", "why"))
    shown = words(drawn(view)).count("How is it?")
    assert f"and {500 - shown} more" in words(drawn(view))


@pytest.mark.parametrize("count", [0, 1, 49, 50, 51, 500, 5_000])
def test_long_lists_are_folded(count: int) -> None:
    """Every task is counted; a line is never cut in the middle."""
    for rows in ((), tuple((DONE,) for _ in range(count))):
        lines = tuple(replace(LINE, handle=f"T-{n}") for n in range(count))
        section = v.Section((Words("All"),), lines, 7, rows)
        blocks = drawn(v.TaskList((Words("Mine"),), (section,), ()))
        shown = words(blocks).count("Migrate DNS")
        assert len(blocks) <= 50
        assert shown >= min(count, 30)
        assert f"and {count + 7 - shown} more" in words(blocks)


def test_an_empty_list_says_so() -> None:
    """A list without tasks has words of its own."""
    assert "All clear." in words(drawn(v.TaskList((Words("Mine"),), (), (Words("All clear."),))))


def test_a_problem_gives_the_words_back() -> None:
    """What to type instead, and what was typed, so that nothing is lost."""
    problem = v.Problem(((Words("I don't know it."),),), "/task done T-42", "finish *T-42*")
    blocks = drawn(problem)
    assert "/task done T-42" in words(blocks)
    [quote] = _of_type(blocks, "rich_text_quote")
    assert quote["elements"][0]["text"] == "finish *T-42*"


CANARY = "Migrate DNS"


@pytest.mark.parametrize(
    "view",
    [
        v.Card(SECRET, (DONE,), ()),
        v.Echo(SECRET, (Words("Added."),), (), ()),
        v.Details(SECRET, (), (), ()),
        v.HelpLine(SECRET, ((Words("It can't go on."),),), ()),
        v.ClaimLine(SECRET, ()),
        v.Bundle((ask(SECRET),), button("why.t42", "why")),
        v.Bundle((ask(SECRET), ask(FACTS)), button("why.t42", "why"), private=True),
        v.RetiredCard((TaskName(TaskId(42), "T-42", CANARY), Words(" moved."))),
        v.Said(((TaskName(TaskId(42), "T-42", CANARY), Quote(CANARY)),)),
        v.Brief((Words("Good morning."),), (LINE,), (), (), (), 0, ()),
        v.TaskList((Words("Mine"),), (v.Section((Words("All"),), (LINE,)),), ()),
        v.Digest(
            "infra", "Infra", v.Health.AT_RISK, (TaskName(TaskId(42), "T-42", CANARY),), (), ()
        ),
    ],
    ids=lambda view: type(view).__name__,
)
def test_a_lock_screen_shows_no_private_title(view: v.View) -> None:
    """The fallback text holds no title of a private task, and no quotation."""
    message = render_message(view, READER)
    assert CANARY not in message.text
    assert message.text


@pytest.mark.parametrize(
    "view",
    [
        v.HelpLine(FACTS, (), (), (Words("T-42: Priya is on it."),)),
        v.ClaimLine(FACTS, (), (Words("T-42: Priya is on it."),)),
        v.Bundle(
            (replace(ask(FACTS), answered=(Words("T-42: Priya is on it."),)),),
            button("why.t42", "why"),
        ),
        v.RetiredCard((Words("T-42: Priya is on it."),)),
    ],
    ids=lambda view: type(view).__name__,
)
def test_a_lock_screen_says_what_an_answered_message_says(view: v.View) -> None:
    """Once it is one line, nobody is asked any more, nor told that it is theirs."""
    assert render_message(view, READER).text == "T-42: Priya is on it."


def test_a_lock_screen_counts_what_still_waits() -> None:
    """Of two questions one is answered: the other is named."""
    settled = replace(ask(FACTS), answered=(Words("T-42 is done."),))
    other = replace(FACTS, line=replace(LINE, handle="T-7", title="Cut over"))
    view = v.Bundle((settled, ask(other)), button("why.t42", "why"))
    assert render_message(view, READER).text == "T-7 Cut over was due. How is it?"


def test_a_lock_screen_shows_task_and_question() -> None:
    """Of a task that everybody may see the fallback says what and what is asked."""
    message = render_message(v.Bundle((ask(FACTS),), button("why.t42", "why")), READER)
    assert message.text == "T-42 Migrate DNS &lt;!channel&gt; was due. How is it?"


FIELDS = (
    v.Field("title", v.FieldKind.TEXT, "title", initial="Migrate", limit=300),
    v.Field("owner", v.FieldKind.PERSON, "owner", initial=MARIA, optional=True),
    v.Field("due", v.FieldKind.DATE, "due", hint="due"),
    v.Field("size", v.FieldKind.CHOICE, "size", initial="b",
            options=tuple(v.Option(c, c.upper()) for c in "abc")),
    v.Field("priority", v.FieldKind.CHOICE, "priority",
            options=tuple(v.Option(c, c.upper()) for c in "abcd")),
    v.Field("met", v.FieldKind.CHECKS, "met", initial=("k0", "k11"),
            options=tuple(v.Option(f"k{n}", f"Criterion {n}") for n in range(12))),
    v.Field("note", v.FieldKind.NOTE, "note", words=(Words("Mind the gap."),)),
)  # fmt: skip


def test_a_form_has_a_field_of_its_kind_for_each() -> None:
    """Few choices are radio buttons, many a menu; a long checklist goes on in a second part."""
    form = render_modal(v.Form("block.t42", "loading", "done", FIELDS), READER)
    elements = {b["block_id"]: b["element"] for b in form["blocks"] if b["type"] == "input"}
    assert {name: e["type"] for name, e in elements.items()} == {
        "title": "plain_text_input", "owner": "users_select", "due": "plain_text_input",
        "size": "radio_buttons", "priority": "static_select", "met": "checkboxes",
        "met#1": "checkboxes",
    }  # fmt: skip
    assert elements["owner"]["initial_user"] == "U0MARIA"
    assert elements["size"]["initial_option"]["value"] == "b"
    assert elements["met#1"]["initial_options"][0]["value"] == "k11"
    assert form["private_metadata"] == "block.t42"
    assert "Mind the gap." in words(form)


def test_a_row_is_one_block() -> None:
    """Fifty rows fit into a window: tick, person and day stand side by side, prefilled."""
    start = v.RowStart(True, MARIA, date(2026, 11, 27))
    option = v.Option("yes", "Order disks", "17:00")
    full = v.Field("line_0", v.FieldKind.ROW, "about", initial=start, options=(option,))
    bare = replace(full, name="line_1", initial=v.RowStart(False), words=(Words("Over."),))
    rule = v.Field("rule", v.FieldKind.RULE, "about")
    form = render_modal(v.Form("add_many", "add_many", "add", (rule, full, bare)), READER)
    kinds = [block["type"] for block in form["blocks"]]
    assert kinds == ["divider", "actions", "actions", "rich_text"]
    tick, owner, day = form["blocks"][1]["elements"]
    assert tick["initial_options"] == tick["options"]
    assert (owner["initial_user"], day["initial_date"]) == ("U0MARIA", "2026-11-27")
    tick, owner, day = form["blocks"][2]["elements"]
    assert not {"initial_options", "initial_user", "initial_date"} & (tick | owner | day).keys()
    assert "Please change this line: Over." in words(form)


def test_a_moment_is_shown_in_the_readers_zone() -> None:
    """What Slack cannot draw falls back to words in the reader's zone."""
    [block] = drawn(v.Said(((When(datetime(2026, 11, 26, 16, tzinfo=UTC)),),)))
    assert json.dumps(block).count("Thu 26 Nov 17:00") == 1


@pytest.mark.parametrize(
    ("dateless", "said"), [(True, "no date, on purpose"), (False, "no date yet")]
)
def test_no_date_on_purpose_reads_so(dateless: bool, said: str) -> None:
    """Who decided against a date does not read that one is missing."""
    line = replace(LINE, due=None, dateless=dateless)
    assert said in words(drawn(v.Card(replace(FACTS, line=line), (), ())))
