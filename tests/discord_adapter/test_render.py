"""How views look on Discord: cards, lists, questions, answers."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from adapters.discord.render import Message, render_message
from adapters.discord.render.paper import Json
from adapters.discord.render.rehearsal import rehearsed
from core.kernel.refs import PersonId, PlaceId, TaskId
from core.kernel.text import Mention, Quote, TaskName, Words
from core.screens import views as v
from core.tasks.model import Priority, Status
from tests.discord_adapter.drawn import labels, message_problems, of, tokens, words
from tests.slack_adapter.desk import NOON

READER = v.Reader("Europe/Berlin", "en-GB", NOON)
MARIA = v.Who(PersonId(2), "Maria", "810000000000000002")
ANA = v.Who(PersonId(1), "Ana", "810000000000000001")
DUE = v.DueFact(datetime(2026, 11, 26, 16, tzinfo=UTC), True, date(2026, 11, 26), 3, False)
LINE = v.TaskLine(
    TaskId(42), "T-42", "Migrate DNS @here", Status.IN_PROGRESS, MARIA, DUE, Priority.HIGH,
    waiting=("T-50",),
)  # fmt: skip
FACTS = v.TaskFacts(
    LINE,
    ANA,
    None,
    criteria=(("records checked", False), ("TTL is back", True)),
    permalink="https://discord.com/channels/1/2/3",
    source_author=ANA,
    source_place=v.Where(PlaceId(1), "client-a"),
)


def button(token: str, label: str, **more: Any) -> v.Button:  # noqa: ANN401
    """A button of T-42."""
    return v.Button(token, label, {"task": "T-42"}, **more)


DONE, BLOCK, DUE_BUTTON, SHOW = (
    button(f"{verb}.t42", verb) for verb in ("done", "block", "due", "show")
)
MORE = tuple(button(f"{verb}.t42", verb) for verb in ("note", "history", "drop", "why", "edit"))
WHY = button("why.t42", "why")


def drawn(view: v.View, reader: v.Reader = READER) -> list[Json]:
    """The components of a view."""
    return render_message(view, reader).components


def test_a_card_says_six_things() -> None:
    """What, how it stands, criteria, who waits, where from, what can be done."""
    [card] = drawn(v.Card(FACTS, (DONE, BLOCK), MORE))
    assert card["type"] == 17
    text, row, menu = card["components"]
    assert text["content"].split("\n") == [
        r"**T-42 · Migrate DNS \@here**",
        f"In progress · Maria · <t:{int(DUE.at.timestamp())}:F> · high",
        "Done when: 1 of 2 · records checked; TTL is back",
        "T-50 waits for it",
        "From Ana in #client-a · [original message](https://discord.com/channels/1/2/3)",
    ]
    assert [each["custom_id"] for each in row["components"]] == ["done.t42", "block.t42"]
    [select] = menu["components"]
    assert select["custom_id"].startswith("more:")
    assert [option["value"] for option in select["options"]] == [b.token for b in MORE]


def test_the_colour_of_a_card_says_nothing_alone() -> None:
    """A card that is blocked has another colour than one that goes on, and says so in words."""
    blocked = replace(FACTS, line=replace(LINE, status=Status.BLOCKED))
    [moving], [stuck] = drawn(v.Card(FACTS, (), ())), drawn(v.Card(blocked, (), ()))
    assert moving["accent_color"] != stuck["accent_color"]
    assert "Blocked" in words([stuck])


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/New_York"])
def test_a_date_without_an_hour_is_the_same_day_for_everybody(zone: str) -> None:
    """A card says the date that was meant: no reader's zone moves it."""
    due = v.DueFact(datetime(2026, 11, 28, 23, tzinfo=UTC), False, date(2026, 11, 28), 5, False)
    card = v.Card(replace(FACTS, line=replace(LINE, due=due)), (), ())
    said = words(drawn(card, replace(READER, zone=zone)))
    assert "Sat 28 Nov, end of day" in said
    assert "<t:" not in said


@pytest.mark.parametrize(
    ("buttons", "more", "shown", "in_menu"),
    [
        ((DONE,), (), 1, 0),
        ((DONE,), (BLOCK,), 2, 0),
        ((DONE, BLOCK), MORE, 2, 5),
        ((DONE, BLOCK, DUE_BUTTON, SHOW, *MORE), (), 5, 4),
        ((DONE, DONE), (DONE,), 1, 0),
        ((), MORE, 0, 5),
        ((), (), 0, 0),
    ],
)
def test_five_buttons_and_more(
    buttons: tuple[v.Button, ...], more: tuple[v.Button, ...], shown: int, in_menu: int
) -> None:
    """At most five buttons stand in a row; the rest is in a menu; nothing stands twice."""
    components = drawn(v.Card(FACTS, buttons, more))
    assert len(of(components, 2)) == shown
    assert sum(len(select["options"]) for select in of(components, 3)) == in_menu


def test_a_button_that_leads_to_a_page() -> None:
    """It carries an address in place of a token; another scheme than the web's is no button."""
    page = button("", "how", url="https://example.org/docs")
    odd = button("", "how", url="javascript:x")
    [found] = of(drawn(v.Said(((Words("Hi."),),), (page, odd))), 2)
    assert (found["style"], found["url"]) == (5, "https://example.org/docs")
    assert "custom_id" not in found


def test_only_who_is_asked_is_mentioned() -> None:
    """A mention may ping; an owner's name, and what somebody typed, does not."""
    asked = v.HelpLine(FACTS, ((Mention(PersonId(3), "Jonas", "83"), Words(" <@99>?")),), ())
    message = render_message(asked, READER)
    assert message.mentions == ("83",)
    assert message.payload(ping=True)["allowed_mentions"] == {"parse": [], "users": ["83"]}
    assert message.payload()["allowed_mentions"] == {"parse": []}
    assert render_message(v.Card(FACTS, (), ()), READER).mentions == ()


def test_an_example_is_no_mention() -> None:
    """Nobody is pinged by a line that was given back as it was typed."""
    view = v.Problem(((Words("Try:"),),), example="/task add x <@99>", typed="<@98>")
    assert render_message(view, READER).mentions == ()


@pytest.mark.parametrize(("private", "flags"), [(False, 1 << 15), (True, 1 << 15 | 1 << 6)])
def test_flags(private: bool, flags: int) -> None:
    """Every message is drawn of components; a private one is seen by its reader alone."""
    payload = render_message(v.Said(((Words("Hi."),),)), READER).payload(private=private)
    assert payload["flags"] == flags
    assert "content" not in payload


def listed(count: int) -> v.TaskList:
    """A list of so many tasks, each with its buttons."""
    tasks = tuple(replace(LINE, handle=f"T-{n}", title=f"Task {n}") for n in range(count))
    buttons = tuple(
        tuple(v.Button(f"{verb}.t{n}", verb, {"task": f"T-{n}"}) for verb in ("done", "show"))
        for n in range(count)
    )
    return v.TaskList(
        (Words("My list"),), (v.Section((Words("Today"),), tasks, 3, buttons),), (Words("None"),)
    )


def test_a_line_of_a_list_has_its_likeliest_button_beside_it() -> None:
    """The rest stands in the menu below, and says which task it is about."""
    components = drawn(listed(2))
    assert [each["accessory"]["custom_id"] for each in of(components, 9)] == ["done.t0", "done.t1"]
    [menu] = of(components, 3)
    assert [option["label"] for option in menu["options"]] == ["Details of T-0", "Details of T-1"]


def test_a_long_list_shows_as_many_as_fit() -> None:
    """Lines without room for a button stand plain; what has no room at all is counted."""
    said = words(drawn(listed(40)))
    shown = said.count("**T-")
    assert shown > 20
    assert f"and {43 - shown} more" in said
    assert "… " not in said


@pytest.mark.parametrize("parts", [1, 2, 4])
def test_a_list_is_full_with_its_line_breaks(parts: int) -> None:
    """However long its lines are, title, parts and small print fill no more than a message."""
    for length in range(60, 180):
        tasks = tuple(replace(LINE, title="x" * length) for _ in range(80 // parts))
        sections = (v.Section((Words("Today"),), tasks),) * parts
        view = v.TaskList((Words("My list"),), sections, (Words("None"),), ((Words("All."),),))
        assert message_problems(render_message(view, READER).payload()) == {}, length


def test_an_empty_list_says_so() -> None:
    """A list without tasks says what it says of that."""
    said = words(drawn(v.TaskList((Words("My list"),), (), (Words("Nothing waits."),))))
    assert said == "### My list\nNothing waits."


def ask(facts: v.TaskFacts, kind: v.AskKind = v.AskKind.OVERDUE, **more: Any) -> v.Ask:  # noqa: ANN401
    """A question about T-42."""
    return v.Ask(
        kind, facts, ((Words("How is it?"),),), (Words("No answer is fine."),), (DONE,), **more
    )


def test_each_question_is_a_card_of_its_own() -> None:
    """Question, answers and what comes next stand together; why it came stands at the end."""
    other = replace(ask(FACTS), buttons=(BLOCK,))
    first, second, why = drawn(v.Bundle((ask(FACTS), other), WHY))
    assert [first["type"], second["type"], why["type"]] == [17, 17, 1]
    assert words([first]) == "How is it?\n-# No answer is fine."
    assert labels([why]) == ["Why this?"]


def test_an_answered_question_has_no_buttons() -> None:
    """One line takes the place of question and buttons."""
    answered = ask(FACTS, answered=(Words("Done, thanks."),))
    components = drawn(v.Bundle((answered,), WHY))
    assert words(components) == "Done, thanks."
    assert labels(components) == ["Why this?"]


def test_a_check_lists_the_criteria() -> None:
    """Whoever checks sees what is to be checked, and what holds already."""
    tick = v.Button("tick.t42~1", "tick", {"task": "T-42", "text": "records checked"})
    components = drawn(v.Bundle((ask(FACTS, v.AskKind.VERIFY, ticks=(tick,)),), WHY))
    assert "☐ records checked\n☑ TTL is back" in words(components)
    assert "☐ records checked" in labels(components)


def asked_of(number: int) -> v.Ask:
    """A question about another task, with its own answers."""
    buttons = tuple(
        v.Button(f"{verb}.t{number}", verb, {"task": f"T-{number}"})
        for verb in ("done", "block", "due")
    )
    words = ((Words(f"T-{number} was due. "), Words("How is it?")),)
    more = tuple(v.Button(f"{b.label}.t{number}", b.label, {"task": "T"}) for b in MORE)
    return replace(ask(FACTS), words=words, buttons=buttons, more=more)


@pytest.mark.parametrize("count", [1, 3, 6, 10])
def test_every_question_is_asked(count: int) -> None:
    """The more there are the plainer they stand; what comes next is said of each of them."""
    asks = tuple(asked_of(number) for number in range(count))
    components = drawn(v.Bundle(asks, WHY))
    said = words(components)
    assert said.count("How is it?") == said.count("-# No answer is fine.") == count
    answers = {button.token for item in asks for button in item.buttons}
    assert answers <= tokens(components)


def test_questions_have_room_below_a_long_brief() -> None:
    """However long its lists are, what waits for an answer is asked."""
    line = replace(LINE, title="Migrate " * 15)
    asks = tuple(asked_of(number) for number in range(4))
    brief = v.Brief((Words("Good morning."),), (line,) * 12, (line,) * 12, (), (), 0, (), asks)
    components = drawn(brief)
    assert words(components).count("How is it?") == 4
    assert message_problems(render_message(brief, READER).payload()) == {}


def test_many_questions_are_counted() -> None:
    """What has no room in one message is counted, never dropped in silence."""
    components = drawn(v.Bundle(tuple(ask(FACTS) for _ in range(40)), WHY))
    said = words(components)
    assert f"and {40 - said.count('How is it?')} more" in said
    assert labels(components)[-1] == "Why this?"


def test_what_was_typed_is_given_back() -> None:
    """A problem says what to type instead, and quotes what was typed, as it was."""
    view = v.Problem(((Words("I don't know it."),),), "/task done T-42", "finish *all*\n# of it")
    assert words(drawn(view)).split("\n") == [
        "I don't know it.", "`/task done task: T-42`", "You typed:",
        r"> finish \*all\*", r"> \# of it",
    ]  # fmt: skip


def test_a_quotation_begins_a_line() -> None:
    """What somebody said stands on lines of its own, whatever stands before it."""
    said = words(drawn(v.Said(((Words("Maria: "), Quote("cut over\n> done"), Words("Fine?")),))))
    assert said == "Maria: \n> cut over\n> \\> done\nFine?"


def test_a_view_that_says_nothing_says_something() -> None:
    """No message is empty."""
    assert words(drawn(v.Said(((Words(" "),), ()))))


def test_help_has_a_button_beside_each_verb() -> None:
    """A verb is one line; of one verb all is said, with an example."""
    first = v.HelpEntry("/task search <words>", "finds some", "", button("help~search", "how"))
    page = v.HelpPage((Words("Help"),), (first,))
    [section] = of(drawn(page), 9)
    assert section["components"][0]["content"] == "`/task search words:`  finds some"
    whole = v.HelpPage((Words("Help"),), (v.HelpEntry("/task add", "adds", "/task add x"),))
    assert "Example: `/task add title: x`" in words(drawn(whole))


def test_a_form_where_none_can_be_opened() -> None:
    """A button opens it: its token is the form's."""
    [opens] = of(drawn(v.Form("edit.t42", "edit", "save", ())), 2)
    assert opens["custom_id"] == "edit.t42"


def test_a_dry_run_shows_the_words_alone() -> None:
    """It says for whom it was; nothing can be pressed and nobody is pinged."""
    asked = v.HelpLine(FACTS, ((Mention(PersonId(3), "Jonas", "83"), Words("?")),), (DONE,))
    marked = rehearsed(render_message(asked, READER), "For *Ana*")
    assert words(marked.components) == "-# For \\*Ana\\*\n<@83>?"
    assert of(marked.components, 1) == []
    assert marked == Message(marked.components, ())


def test_a_dry_run_of_a_list_keeps_its_lines() -> None:
    """A line loses its button, not its words."""
    marked = rehearsed(render_message(listed(2), READER), "For Ana")
    assert of(marked.components, 9) == []
    assert "**T-1** Task 1" in words(marked.components)


def test_the_same_button_twice_is_drawn_once() -> None:
    """Discord refuses a message with two controls of one id: the line keeps its words."""
    section = v.Section((), (LINE, LINE), 0, ((DONE,), (DONE,)))
    components = drawn(v.TaskList((Words("Mine"),), (section,), ()))
    assert len(of(components, 2)) == 1
    assert words(components).count("**T-42**") == 2


def test_home_is_a_message() -> None:
    """On Discord the home is my list, with its own buttons."""
    home = v.Home(listed(1), (button("settings", "my_settings"),))
    assert [each["custom_id"] for each in of(drawn(home), 2)] == ["done.t0", "settings"]


def test_an_echo_names_the_task() -> None:
    """What was understood, who hears of it when, and the way back."""
    echo = v.Echo(FACTS, (TaskName(TaskId(42), "T-42", "x"),), ((Words("Later."),),), (DONE,))
    assert words(drawn(echo)).split("\n") == [
        "**T-42** x", "Maria · Thu 26 Nov 17:00 (in 3 days) · high",
        "Done when: 1 of 2 · records checked; TTL is back", "Later.",
    ]  # fmt: skip
