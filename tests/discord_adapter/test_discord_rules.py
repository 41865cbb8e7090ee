"""The loopback refuses what Discord refuses, at its path, in its shape."""

from typing import Any

import pytest

from tests.discord_adapter.discord_server import bodies, commands, modals
from tests.discord_adapter.discord_server.errors import Problems, Refused
from tests.discord_adapter.discord_server.model import COMPONENTS_V2

Json = dict[str, Any]


def button(number: int = 0, **more: object) -> Json:
    """A button that is right, but for *more*."""
    return {"type": 2, "style": 1, "label": "Done", "custom_id": f"b{number}", **more}


def row(*held: Json) -> Json:
    """An action row."""
    return {"type": 1, "components": list(held)}


def text(content: str = "x") -> Json:
    """A text display."""
    return {"type": 10, "content": content}


def select(count: int = 1, **more: object) -> Json:
    """A select with so many options."""
    options = [{"label": f"o{n}", "value": f"{n}"} for n in range(count)]
    return {"type": 3, "custom_id": "s", "options": options, **more}


def section(count: int = 1, **more: object) -> Json:
    """A section with a button beside it."""
    return {"type": 9, "components": [text()] * count, "accessory": button(9), **more}


def container(*held: Json) -> Json:
    """A container."""
    return {"type": 17, "components": list(held)}


def v2(*components: Json, **more: object) -> Json:
    """A body with v2 components."""
    return {"flags": COMPONENTS_V2, "components": list(components), **more}


def codes(tree: Json) -> set[str]:
    """All codes in a tree of errors."""
    found = {one["code"] for one in tree.get("_errors", ())}
    return found.union(*(codes(v) for k, v in tree.items() if k != "_errors"))


RIGHT: dict[str, Json] = {
    "content": {"content": "x" * 2000},
    "embed": {"embeds": [{"title": "x" * 256, "description": "y" * 4096}]},
    "row of buttons": {"content": "x", "components": [row(*(button(n) for n in range(5)))]},
    "select": {"content": "x", "components": [row(select(25))]},
    "whole layout": v2(container(text(), section(3), {"type": 14}, row(button())), text()),
    "40 components": v2(*(text() for _ in range(40))),
    "4000 characters": v2(text("x" * 2000), text("y" * 2000)),
    "longest custom_id": {"content": "x", "components": [row(button(custom_id="c" * 100))]},
    "link": {"components": [row({"type": 2, "style": 5, "label": "x", "url": "https://a.b"})]},
    "emoji alone": {"components": [row(button(label=None, emoji={"name": "\N{PUSHPIN}"}))]},
    "nonce": {"content": "x", "nonce": "n" * 25, "enforce_nonce": True},
    "mentions": {"content": "x", "allowed_mentions": {"parse": ["roles"], "users": ["1"]}},
}

WRONG: dict[str, tuple[Json, str]] = {
    "content": ({"content": "x" * 2001}, "BASE_TYPE_MAX_LENGTH"),
    "nonce": ({"content": "x", "nonce": "n" * 26}, "BASE_TYPE_BAD_LENGTH"),
    "embeds": ({"embeds": [{"title": "x"}] * 11}, "BASE_TYPE_BAD_LENGTH"),
    "embed title": ({"embeds": [{"title": "x" * 257}]}, "BASE_TYPE_MAX_LENGTH"),
    "embeds together": (
        {"embeds": [{"description": "x" * 4000}, {"description": "x" * 2001}]},
        "MAX_EMBED_SIZE_EXCEEDED",
    ),
    "six rows": ({"components": [row(button(n)) for n in range(6)]}, "BASE_TYPE_BAD_LENGTH"),
    "six buttons": (
        {"components": [row(*(button(n) for n in range(6)))]}, "BASE_TYPE_BAD_LENGTH",
    ),
    "button beside select": (
        {"components": [row(button(), select())]}, "COMPONENT_LAYOUT_WIDTH_EXCEEDED",
    ),
    "custom_id twice": (
        {"components": [row(button(1)), row(button(1))]}, "COMPONENT_CUSTOM_ID_DUPLICATED",
    ),
    "custom_id": ({"components": [row(button(custom_id="c" * 101))]}, "BASE_TYPE_BAD_LENGTH"),
    "no custom_id": ({"components": [row(button(custom_id=None))]}, "BASE_TYPE_REQUIRED"),
    "label": ({"components": [row(button(label="x" * 81))]}, "BASE_TYPE_BAD_LENGTH"),
    "no label": (
        {"components": [row(button(label=None))]}, "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED",
    ),
    "style": ({"components": [row(button(style=9))]}, "BASE_TYPE_CHOICES"),
    "word as emoji": (
        {"components": [row(button(emoji={"name": "pin"}))]}, "BUTTON_COMPONENT_INVALID_EMOJI",
    ),
    "26 options": ({"components": [row(select(26))]}, "BASE_TYPE_BAD_LENGTH"),
    "no option": ({"components": [row(select(0))]}, "BASE_TYPE_BAD_LENGTH"),
    "placeholder": (
        {"components": [row(select(placeholder="x" * 151))]}, "BASE_TYPE_BAD_LENGTH",
    ),
    "max_values": (
        {"components": [row(select(2, max_values=3))]}, "SELECT_COMPONENT_INVALID_MAX_VALUES",
    ),
    "option's label": (
        {"components": [row(select(0, options=[{"label": "x" * 101, "value": "1"}]))]},
        "BASE_TYPE_BAD_LENGTH",
    ),
    "option twice": (
        {"components": [row(select(0, options=[{"label": "x", "value": "1"}] * 2))]},
        "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
    ),
    "container without the flag": ({"components": [container(text())]}, "UNION_TYPE_CHOICES"),
    "button at the top": (v2(button()), "UNION_TYPE_CHOICES"),
    "container in a container": (v2(container(container(text()))), "UNION_TYPE_CHOICES"),
    "empty container": (v2(container()), "BASE_TYPE_BAD_LENGTH"),
    "four texts in a section": (v2(section(4)), "BASE_TYPE_BAD_LENGTH"),
    "section alone": (v2(section(accessory=None)), "BASE_TYPE_REQUIRED"),
    "empty text": (v2(text("")), "BASE_TYPE_BAD_LENGTH"),
    "41 components": (
        v2(container(*(text() for _ in range(40)))), "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED",
    ),
    "4001 characters": (
        v2(text("x" * 2000), text("y" * 2001)), "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
    ),
    "content beside v2": (
        v2(text(), content="x"), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
    ),
    "text input in a message": (
        {"components": [row({"type": 4, "custom_id": "t", "style": 1})]}, "UNION_TYPE_CHOICES",
    ),
    "id": (v2({**text(), "id": 1 << 31}), "NUMBER_TYPE_MAX"),
    "id twice": (v2({**text(), "id": 7}, {**text(), "id": 7}), "COMPONENT_ID_DUPLICATED"),
    "a member nobody knows": (v2(text(), colour=1), "LOOPBACK_UNKNOWN"),
    "a kind named twice": (
        {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", RIGHT)
def test_a_right_body_is_taken(name: str) -> None:
    """At the limit, not beyond it."""
    bodies.check(RIGHT[name])


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_body_is_refused(name: str) -> None:
    """50035, with the code that tells what is wrong."""
    body, code = WRONG[name]
    with pytest.raises(Refused) as refused:
        bodies.check(body)
    assert (refused.value.status, refused.value.code) == (400, 50035)
    assert code in codes(refused.value.errors or {})


def test_errors_stand_at_their_path() -> None:
    """The nested shape: places by number, members by name, `_errors` at the leaf."""
    with pytest.raises(Refused) as refused:
        bodies.check({"components": [row(button(label="x" * 81))]}, within=("data",))
    at: Any = refused.value.body()["errors"]
    (error,) = at["data"]["components"]["0"]["components"]["0"]["label"]["_errors"]
    assert error["message"] == "Must be between 0 and 80 in length."


def test_an_empty_message_is_refused() -> None:
    """50006, for a body that shows nothing."""
    with pytest.raises(Refused) as refused:
        bodies.check({"content": "  "})
    assert refused.value.code == 50006


def label(component: Json, **more: object) -> Json:
    """A field of a form."""
    return {"type": 18, "label": "Title", "component": component, **more}


def field(**more: object) -> Json:
    """A text input."""
    return {"type": 4, "custom_id": "t", "style": 1, **more}


FORMS: dict[str, tuple[Json, str]] = {
    "title": ({"title": "x" * 46, "components": [label(field())]}, "BASE_TYPE_BAD_LENGTH"),
    "six parts": (
        {"components": [label(field(custom_id=f"{n}")) for n in range(6)]}, "BASE_TYPE_BAD_LENGTH",
    ),
    "no part": ({"components": []}, "BASE_TYPE_BAD_LENGTH"),
    "label": ({"components": [label(field(), label="x" * 46)]}, "BASE_TYPE_BAD_LENGTH"),
    "description": (
        {"components": [label(field(), description="x" * 101)]}, "BASE_TYPE_BAD_LENGTH",
    ),
    "value": ({"components": [label(field(value="x" * 4001))]}, "BASE_TYPE_BAD_LENGTH"),
    "value longer than allowed": (
        {"components": [label(field(value="xxx", max_length=2))]}, "BASE_TYPE_BAD_LENGTH",
    ),
    "button": ({"components": [label(button())]}, "UNION_TYPE_CHOICES"),
    "bare select": ({"components": [select()]}, "UNION_TYPE_CHOICES"),
    "same id": (
        {"components": [label(field()), label(field())]}, "COMPONENT_CUSTOM_ID_DUPLICATED",
    ),
    "one radio button": (
        {"components": [label({**select(1), "type": 21})]}, "BASE_TYPE_BAD_LENGTH",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
def test_a_wrong_form_is_refused(name: str) -> None:
    """Titles, labels, numbers and types of fields."""
    form, code = FORMS[name]
    problems = Problems()
    modals.check({"title": "Add", "custom_id": "f", **form}, problems)
    assert code in codes(problems.tree)


def test_a_right_form_is_taken() -> None:
    """Five parts: inputs, selects, groups, text."""
    parts = [
        label(field(value="x")), label({**select(25), "custom_id": "a", "required": False}),
        label({"type": 5, "custom_id": "u"}), text(), label({**select(2), "type": 21}),
    ]  # fmt: skip
    problems = Problems()
    modals.check({"title": "Add", "custom_id": "f", "components": parts}, problems)
    assert problems.tree == {}


def command(**more: object) -> Json:
    """A command that is right, but for *more*."""
    return {"name": "task", "description": "Tasks", "type": 1, **more}


def option(name: str = "title", **more: object) -> Json:
    """A string option."""
    return {"name": name, "description": "What", "type": 3, **more}


LISTS: dict[str, tuple[list[Json], str]] = {
    "101 commands": (
        [command(name=f"c{n}") for n in range(101)], "APPLICATION_COMMANDS_MAXIMUM",
    ),
    "six menus": (
        [{"name": f"Do {n}", "type": 3} for n in range(6)], "APPLICATION_COMMANDS_MAXIMUM",
    ),
    "upper case": ([command(name="Task")], "APPLICATION_COMMAND_INVALID_NAME"),
    "a space": ([command(name="my task")], "APPLICATION_COMMAND_INVALID_NAME"),
    "long name": ([command(name="x" * 33)], "APPLICATION_COMMAND_INVALID_NAME"),
    "translated name": (
        [command(name_localizations={"de": "Aufgabe"})], "APPLICATION_COMMAND_INVALID_NAME",
    ),
    "locale": ([command(name_localizations={"xx": "a"})], "DICT_TYPE_CONVERT"),
    "no description": ([command(description="")], "BASE_TYPE_BAD_LENGTH"),
    "description": ([command(description="x" * 101)], "BASE_TYPE_BAD_LENGTH"),
    "26 options": (
        [command(options=[option(f"o{n}") for n in range(26)])], "BASE_TYPE_BAD_LENGTH",
    ),
    "required last": (
        [command(options=[option("a"), option("b", required=True)])],
        "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
    ),
    "option twice": (
        [command(options=[option(), option()])], "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS",
    ),
    "26 choices": (
        [command(options=[option(choices=[{"name": f"{n}", "value": f"{n}"} for n in range(26)])])],
        "BASE_TYPE_BAD_LENGTH",
    ),
    "mixed": (
        [command(options=[option(), option("add", type=1)])],
        "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
    ),
    "group in a group": (
        [command(options=[option("a", type=2, options=[option("b", type=2)])])],
        "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
    ),
    "too large": (
        [command(options=[
            option(f"o{n}", type=1, description="x" * 100, options=[
                option(f"p{m}", description="y" * 100) for m in range(3)
            ])
            for n in range(25)
        ])],
        "APPLICATION_COMMAND_TOO_LARGE",
    ),
    "twice": ([command(), command()], "APPLICATION_COMMANDS_DUPLICATE_NAME"),
}  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_wrong_commands_are_refused(name: str) -> None:
    """Numbers, names, descriptions, options, sizes."""
    commands_, code = LISTS[name]
    with pytest.raises(Refused) as refused:
        commands.check(commands_)
    assert code in codes(refused.value.errors or {})


def test_right_commands_are_taken() -> None:
    """Groups with subcommands, options of all kinds, translations, menus."""
    inner = option("add", type=1, options=[
        option(required=True, max_length=300), option("owner", type=6), option("loud", type=5),
        option("task", autocomplete=True), option("size", type=4, min_value=1, max_value=9),
    ])  # fmt: skip
    names = {"de": "aufgabe", "fr": "tâche"}
    commands.check([
        command(name_localizations=names, options=[option("all", type=2, options=[inner])]),
        {"name": "Capture as task", "type": 3},
    ])  # fmt: skip
