"""Forms as modals: drawn, filled in, read again; half filled in they are kept."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings

from adapters.discord.render.drafts import Draft
from adapters.discord.render.forms import missing, modal, page_sent, pages, read, started
from adapters.discord.render.paper import Json
from adapters.discord.render.rows import changed, only_fields, rows_of, window
from core.context import FieldValue
from core.kernel.refs import PersonId, TaskId
from core.kernel.text import Link, Mention, Quote, TaskName, When, Words
from core.screens import views as v
from core.screens.texts_en import TEXTS
from core.screens.wording.ink import Ink
from tests.discord_adapter.drawn import modal_problems
from tests.slack_adapter.desk import NOON
from tests.support.any_views import forms

READER = v.Reader("Europe/Berlin", "en-GB", NOON)
MARIA = v.Who(PersonId(2), "Maria", "810000000000000002")
SIZES = tuple(v.Option(c, c.upper()) for c in "abc")
FIELDS = (
    v.Field("about", v.FieldKind.NOTE, "about", words=(Words("T-42 *x*", bold=True),)),
    v.Field("title", v.FieldKind.TEXT, "title", "title", initial="Migrate", limit=300),
    v.Field("owner", v.FieldKind.PERSON, "owner", "owner", initial=MARIA, optional=True),
    v.Field("due", v.FieldKind.DATE, "due", hint="due", optional=True, limit=100),
    v.Field("size", v.FieldKind.CHOICE, "priority", initial="b", options=SIZES),
    v.Field("met", v.FieldKind.CHECKS, "parts", initial=("a", "c"), options=SIZES),
    v.Field("notes", v.FieldKind.MULTILINE, "notes", initial="a\nb", optional=True, limit=9000),
)  # fmt: skip
EDIT = v.Form("edit.t42~3", "edit", "save", FIELDS)


def row(number: int, *, ticked: bool = True, words: str = "") -> v.Field:
    """A line of a pasted list."""
    start = v.RowStart(ticked, MARIA, date(2026, 11, 27))
    option = v.Option("yes", f"Order disk {number}", "17:00")
    said = (Words(words),) if words else ()
    return v.Field(f"line_{number}", v.FieldKind.ROW, "about", initial=start, options=(option,),
                   words=said)  # fmt: skip


def form(*fields: v.Field) -> v.Form:
    """A form of these fields."""
    return v.Form("add_many~k1", "add_many", "add", fields)


def fields_of(drawn: Json) -> dict[str, Json]:
    """The fields of a modal by their ids."""
    labelled = (each["component"] for each in drawn["components"] if each["type"] == 18)
    return {each["custom_id"]: each for each in labelled}


def as_drawn(drawn: Json) -> list[Json]:
    """What comes back when nothing is changed."""
    return [
        {"type": 18, "component": _sent(each["component"])}
        if each["type"] == 18
        else {"type": each["type"]}
        for each in drawn["components"]
    ]  # fmt: skip


def _sent(field: Json) -> Json:
    sent = {"type": field["type"], "custom_id": field["custom_id"]}
    if field["type"] == 4:
        return sent | {"value": field.get("value", "")}
    chosen = [o["value"] for o in field.get("options", ()) if o.get("default")]
    chosen += [default["id"] for default in field.get("default_values", ())]
    return sent | {"values": chosen}


def test_a_form_has_a_field_of_its_kind_for_each() -> None:
    """Text, paragraph, person, one of few, any of few; prefilled, with label and hint."""
    first, second = (modal(EDIT, READER, page.number) for page in pages(EDIT))
    assert first["custom_id"] == second["custom_id"] == EDIT.token
    assert (first["title"], second["title"]) == ("Edit the task (1/2)", "Edit the task (2/2)")
    note, title, owner, due, size = first["components"]
    assert note == {"type": 10, "content": r"**T-42 \*x\***"}
    assert title["label"] == "What is to be done?"
    assert title["description"] == "Such as: Renew the certificate"
    assert title["component"] == {
        "type": 4, "custom_id": "0.title", "style": 1, "required": True, "max_length": 300,
        "value": "Migrate",
    }  # fmt: skip
    assert owner["component"]["default_values"] == [{"id": MARIA.account, "type": "user"}]
    assert "value" not in due["component"]
    assert [o.get("default", False) for o in size["component"]["options"]] == [False, True, False]
    met, notes = fields_of(second).values()
    assert (met["min_values"], met["max_values"], met["required"]) == (0, 3, False)
    assert (notes["style"], notes["max_length"], notes["value"]) == (2, 4000, "a\nb")


def test_what_is_sent_unchanged_is_what_it_began_with() -> None:
    """Every page, read again, gives the values that core expects of any platform."""
    values: dict[str, FieldValue] = {}
    for page in pages(EDIT):
        values |= read(EDIT, page.number, as_drawn(modal(EDIT, READER, page.number)))
    assert values == {
        "title": "Migrate", "owner": MARIA.account, "due": None, "size": "b", "met": ("a", "c"),
        "notes": "a\nb",
    }  # fmt: skip
    assert values == started(EDIT)


def test_what_is_filled_in_comes_back() -> None:
    """A chosen person is an id, a choice its value, ticks are a tuple, an empty field is None."""
    sent = as_drawn(modal(EDIT, READER))
    sent[1]["component"]["value"] = "Other"
    sent[2]["component"]["values"] = ["77"]
    sent[4]["component"]["values"] = []
    assert read(EDIT, 0, sent) == {"title": "Other", "owner": "77", "due": None, "size": None}


def test_a_window_tells_which_page_it_was() -> None:
    """A page that stayed open on a second screen is read as what it is."""
    for page in pages(EDIT):
        sent = as_drawn(modal(EDIT, READER, page.number))
        assert page_sent(EDIT, sent, otherwise=7) == page.number
    assert page_sent(EDIT, [{"type": 18, "component": {"custom_id": "odd"}}], otherwise=1) == 1


def test_values_of_a_draft_take_the_place_of_the_first_ones() -> None:
    """What was typed before stands there again, and what was emptied stays empty."""
    values: dict[str, FieldValue] = {
        "title": "Typed", "owner": None, "due": "friday", "size": "c", "met": (), "notes": None,
    }  # fmt: skip
    again: dict[str, FieldValue] = {}
    for page in pages(EDIT):
        again |= read(EDIT, page.number, as_drawn(modal(EDIT, READER, page.number, values)))
    assert again == values


def test_a_person_of_another_platform_is_shown() -> None:
    """Who can't be chosen here stands as the placeholder, and isn't lost in silence."""
    who = replace(FIELDS[2], initial=v.Who(PersonId(3), "Jonas"))
    [person] = fields_of(modal(form(who), READER)).values()
    assert person["placeholder"] == "Jonas"
    assert "default_values" not in person


def test_a_channel_is_picked() -> None:
    """Text channels alone are offered; the one that was picked comes back as its id."""
    home = form(v.Field("home", v.FieldKind.PLACE, "home", "home"))
    drawn = modal(home, READER)
    [picker] = fields_of(drawn).values()
    assert (picker["type"], picker["channel_types"], picker["required"]) == (8, [0, 5], True)
    sent = as_drawn(drawn)
    sent[0]["component"]["values"] = ["812"]
    assert read(home, 0, sent) == {"home": "812"}
    assert modal_problems(drawn) == {}


def test_a_page_is_missing_until_it_was_sent() -> None:
    """The pages still to fill, in their order; the last one ends it."""
    assert [page.number for page in missing(EDIT, {})] == [0, 1]
    sent = read(EDIT, 0, as_drawn(modal(EDIT, READER)))
    assert [page.number for page in missing(EDIT, sent)] == [1]
    assert missing(EDIT, started(EDIT)) == ()


def test_a_page_is_needed_when_it_asks_for_what_is_not_there() -> None:
    """Fields that may stay empty, or hold something already, need nobody."""
    assert [page.needed for page in pages(EDIT)] == [False, False]
    must = replace(FIELDS[1], initial=None)
    assert pages(form(must))[0].needed


def test_what_is_said_stands_with_the_field_behind_it() -> None:
    """A note moves to the next page with its field; a rule is left out."""
    fields = [replace(FIELDS[1], name=f"f{n}") for n in range(5)]
    note, rule = FIELDS[0], v.Field("rule", v.FieldKind.RULE, "about")
    split = form(*fields[:4], rule, note, fields[4])
    assert [[slot.name for slot in page.slots] for page in pages(split)] == [
        ["f0", "f1", "f2", "f3"], ["about", "f4"],
    ]  # fmt: skip


def test_a_list_of_tasks_is_one_select_for_25() -> None:
    """Each option says what, whose and until when; ticks are as they began."""
    listed = form(*(row(n, ticked=n % 2 == 0) for n in range(30)))
    first, second = fields_of(modal(listed, READER)).values()
    assert (len(first["options"]), len(second["options"])) == (25, 5)
    assert first["options"][0] == {
        "label": "Order disk 0", "value": "line_0", "description": "Maria · Fri 27 Nov · 17:00",
        "default": True,
    }  # fmt: skip
    assert "default" not in first["options"][1]
    assert second["max_values"] == 5


def test_a_row_comes_back_with_its_tick() -> None:
    """Only that can be changed here; what was changed of it by itself stays."""
    listed = form(row(0), row(1))
    sent = as_drawn(modal(listed, READER))
    sent[0]["component"]["values"] = ["line_1"]
    assert read(listed, 0, sent) == {
        "line_0.tick": (), "line_1.tick": ("yes",),
    }  # fmt: skip


def test_a_changed_row_shows_what_it_is_now() -> None:
    """In the list that is opened again, and in its own window."""
    listed = form(row(0), row(1))
    [first, second] = rows_of(listed, {})
    values = changed(first, "99", "Jonas", "2026-12-04")
    [now, same] = rows_of(listed, values)
    assert (now.owner, now.name, now.day) == ("99", "Jonas", date(2026, 12, 4))
    assert same == second
    drawn = fields_of(modal(listed, READER, values=values))
    assert drawn["0.line_0"]["options"][0]["description"] == "Jonas · Fri 4 Dec · 17:00"
    assert only_fields(values) == {"line_0.owner": "99", "line_0.due": "2026-12-04"}


def test_a_row_without_an_owner_and_a_date() -> None:
    """Both can be taken away."""
    listed = form(row(0))
    values = changed(rows_of(listed, {})[0], None, "", None)
    [now] = rows_of(listed, values)
    assert (now.owner, now.name, now.day) == (None, "", None)


def test_a_date_that_cannot_be_read_stands_in_the_window_again() -> None:
    """The words are kept; what the line had stays until there is a date."""
    listed = form(row(0))
    values = changed(rows_of(listed, {})[0], MARIA.account, "Maria", None, "the day after never")
    [now] = rows_of(listed, values)
    assert now.day == date(2026, 11, 27)
    typed = window(now, "draft_line~d1|line_0", Ink(READER))["components"][1]["component"]
    assert typed["value"] == "the day after never"


def test_what_is_wrong_with_a_row_is_said_above_it() -> None:
    """The line is named with what is to be changed."""
    listed = form(row(0), row(1, words="Over."))
    assert modal(listed, READER)["components"][0]["content"] == (
        "**Please change this line:** Order disk 1: Over."
    )


@pytest.mark.parametrize("kind", [v.FieldKind.CHECKS, v.FieldKind.CHOICE])
def test_a_long_choice_goes_on_in_further_selects(kind: v.FieldKind) -> None:
    """Sixty options take three selects on one page, and come back as one field."""
    options = tuple(v.Option(f"k{n}", f"Criterion {n}") for n in range(60))
    initial: Any = ("k0", "k59") if kind is v.FieldKind.CHECKS else "k59"
    long = form(v.Field("met", kind, "parts", initial=initial, options=options))
    drawn = modal(long, READER)
    assert list(fields_of(drawn)) == ["0.met", "0.met#1", "0.met#2"]
    sent = as_drawn(drawn)
    assert read(long, 0, sent) == {"met": initial}
    sent[0]["component"]["values"] = ["k3"]
    chosen = ("k3", "k59") if kind is v.FieldKind.CHECKS else "k3"
    assert read(long, 0, sent) == {"met": chosen}


def test_nothing_to_choose_is_said() -> None:
    """A choice without options is a line, and takes nothing."""
    bare = form(v.Field("met", v.FieldKind.CHECKS, "parts"))
    assert modal(bare, READER)["components"] == [
        {"type": 10, "content": "A title over a list: there is nothing to choose from."}
    ]
    assert pages(bare)[0].names == ()


def test_no_hint_of_ours_is_cut() -> None:
    """Every hint and every label of the catalogue fits where Discord shows it."""
    hints = {key: len(text) for key, text in TEXTS.items() if key.startswith("hint.")}
    assert {key for key, length in hints.items() if length > 100} == set()
    names = {key: len(text) for key, text in TEXTS.items() if key.startswith("field.")}
    assert {key for key, length in names.items() if length > 45} == set()


PARTS = (
    Words("w", bold=True), Quote("q"), Mention(PersonId(1), "Ana", "81"), When(NOON),
    Link("https://example.org", "here"), TaskName(TaskId(42), "T-42", "x"),
)  # fmt: skip


def test_a_draft_survives_a_restart() -> None:
    """Form, page and values are the same after it; a quotation stays one."""
    noted = form(v.Field("n", v.FieldKind.NOTE, "about", words=PARTS), row(0), *FIELDS[1:])
    draft = Draft("81", noted, 1, {"title": "x", "met": ("a",), "owner": None})
    again = Draft.decode(draft.encode())
    assert again == draft
    assert again.form.fields[0].words == PARTS


@settings(max_examples=30)
@given(forms)
def test_any_form_survives_a_restart(any_form: v.Form) -> None:
    """Whatever stands in it."""
    draft = Draft("81", any_form)
    assert Draft.decode(draft.encode()) == draft


def test_what_is_no_draft_is_refused() -> None:
    """A stored line of another release does no harm."""
    with pytest.raises(ValueError, match="draft"):
        Draft.decode('{"x": 1}')


def test_every_page_is_within_the_limits() -> None:
    """Fifty rows with problems, notes, people and dates."""
    listed = form(*FIELDS, *(row(n, words="Over. " * 40) for n in range(50)))
    for page in pages(listed):
        assert modal_problems(modal(listed, READER, page.number)) == {}
