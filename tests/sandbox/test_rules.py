"""The rule tables and the validator over them."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.models.blocks import ActionsBlock, Block, ContextBlock, HeaderBlock, SectionBlock
from slack_sdk.models.blocks.block_elements import ButtonElement, InteractiveElement

from adapters.sandbox.blocks import (
    block_problems,
    find_element,
    option_problems,
    view_problems,
    with_ids,
)
from adapters.sandbox.rules import BLOCK_TYPES, INTERACTIVE, RULES
from tests.sandbox.samples import (
    Json,
    actions,
    button,
    field,
    home,
    modal,
    option,
    plain,
    section,
    typed,
)


def rich(*elements: Json) -> Json:
    """Build a rich text block of one section."""
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_section", "elements": list(elements)}],
    }


SELECT = {"type": "static_select", "action_id": "s", "options": [option("a")]}
CONFIRM = {
    "title": plain("Sure?"),
    "text": plain("It is gone then."),
    "confirm": plain("Drop it"),
    "deny": plain("Keep it"),
}
VALID: list[Json] = [
    section(),
    section(fields=[plain("a")], accessory=button()),
    {"type": "section", "fields": [plain("one"), plain("two")]},
    {"type": "context", "elements": [plain("small"), {"type": "mrkdwn", "text": "*b*"}]},
    {"type": "divider"},
    {"type": "header", "text": plain("Today")},
    actions(button(style="danger", confirm=CONFIRM, accessibility_label="Drop T-1")),
    actions({"type": "overflow", "action_id": "o", "options": [option("x")]}),
    actions(SELECT),
    actions({"type": "datetimepicker", "action_id": "d", "initial_date_time": 1795712400}),
    section(accessory={"type": "multi_users_select", "action_id": "m", "initial_users": ["U1"]}),
    section(accessory={"type": "timepicker", "action_id": "t", "initial_time": "17:00"}),
    section(accessory={"type": "datepicker", "action_id": "d", "initial_date": "2026-11-26"}),
    field("a", typed(multiline=True, max_length=3000), hint=plain("A line"), optional=True),
    field("b", {"type": "checkboxes", "action_id": "c", "options": [option("x")]}),
    field("c", {"type": "radio_buttons", "action_id": "c", "options": [option("x")]}),
    field("d", {"type": "external_select", "action_id": "e", "min_query_length": 1}),
    field("e", {"type": "users_select", "action_id": "u", "initial_user": "U0ANA"}),
    rich({"type": "text", "text": "bold", "style": {"bold": True}}),
    rich({"type": "user", "user_id": "U0ANA"}, {"type": "channel", "channel_id": "C1"}),
    rich({"type": "link", "url": "https://example.org", "text": "here"}),
    rich({"type": "date", "timestamp": 1795712400, "format": "{date}", "fallback": "Thu"}),
    rich({"type": "emoji", "name": "wave"}),
    {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_list",
                "style": "bullet",
                "indent": 1,
                "elements": [{"type": "rich_text_section", "elements": []}],
            },
            {"type": "rich_text_quote", "elements": [{"type": "text", "text": "q"}]},
            {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "x = 1"}]},
        ],
    },
]


@pytest.mark.parametrize("block", VALID, ids=lambda block: block["type"])
def test_valid_blocks_pass(block: Json) -> None:
    """Every supported block and element passes in its ordinary form."""
    assert block_problems([block]) == []


INVALID: list[tuple[Json, str]] = [
    ({"type": "image", "image_url": "x", "alt_text": "y"}, "unsupported type: image"),
    ({"type": "section"}, "section: needs text or fields"),
    (section("x" * 3001), "section.text: must have no more than 3000 characters, has 3001"),
    (section(""), "section.text: must have at least 1 characters"),
    (section(color="red"), "section: unknown field `color`"),
    ({"type": "section", "fields": [plain("x")] * 11}, "section.fields: must have no more than 10"),
    ({"type": "section", "fields": [plain("x" * 2001)]}, "no more than 2000 characters"),
    ({"type": "header", "text": plain("x" * 151)}, "header.text: must have no more than 150"),
    ({"type": "header", "text": {"type": "mrkdwn", "text": "x"}}, "unsupported type: mrkdwn"),
    ({"type": "header"}, "header: missing required field `text`"),
    ({"type": "context", "elements": [plain("x")] * 11}, "no more than 10 items"),
    ({"type": "context", "elements": []}, "at least 1 items"),
    (actions(*[button(f"a{n}") for n in range(26)]), "no more than 25 items"),
    (actions(button(), button()), "action_id `done` must be unique in its block"),
    (actions(typed()), "unsupported type: plain_text_input"),
    (actions(button(text=plain("x" * 76))), "button.text: must have no more than 75"),
    (actions(button(value="x" * 2001)), "button.value: must have no more than 2000"),
    (actions(button(url="x" * 3001)), "button.url: must have no more than 3000"),
    (actions(button(style="blue")), "button.style: must be one of primary, danger"),
    (actions(button(action_id="x" * 256)), "button.action_id: must have no more than 255"),
    (actions(button(accessibility_label="x" * 76)), "no more than 75"),
    (actions(button(confirm={**CONFIRM, "deny": plain("x" * 31)})), "confirm.deny"),
    (actions(button(confirm={"title": plain("x")})), "confirm: missing required field"),
    (actions({**SELECT, "options": []}), "static_select.options: must have at least 1"),
    (actions({**SELECT, "options": [option(str(n)) for n in range(101)]}), "no more than 100"),
    (actions({**SELECT, "options": [option("x" * 151)]}), "option.value: must have no more than"),
    (actions({**SELECT, "options": [option("x", "y" * 76)]}), "option.text: must have no more"),
    (actions({**SELECT, "placeholder": plain("x" * 151)}), "no more than 150"),
    (actions({"type": "static_select", "action_id": "s"}), "needs options or option_groups"),
    (
        actions({**SELECT, "option_groups": [{"label": plain("g"), "options": [option("a")]}]}),
        "only one of options, option_groups",
    ),
    (
        actions({"type": "overflow", "options": [option(str(n)) for n in range(6)]}),
        "overflow.options: must have no more than 5",
    ),
    (
        field("b", {"type": "checkboxes", "options": [option(str(n)) for n in range(11)]}),
        "checkboxes.options: must have no more than 10",
    ),
    (
        section(accessory={"type": "datepicker", "initial_date": "26.11.2026"}),
        "has not the required form",
    ),
    (section(accessory={"type": "timepicker", "initial_time": "25:00"}), "required form"),
    (section(block_id="x" * 256), "section.block_id: must have no more than 255"),
    (field("a", button()), "unsupported type: button"),
    (field("a", typed(max_length=3001)), "plain_text_input.max_length: must be 1 to 3000"),
    (rich({"type": "text", "text": ""}), "text.text: must have at least 1"),
    (rich({"type": "text", "text": "x", "style": {"blink": True}}), "unknown field `blink`"),
    (rich({"type": "usergroup", "usergroup_id": "S1"}), "unsupported type: usergroup"),
    (rich({"type": "date", "timestamp": "now", "format": "{date}"}), "must be a whole number"),
]


@pytest.mark.parametrize(("block", "problem"), INVALID, ids=lambda case: str(case)[:40])
def test_invalid_blocks_are_named(block: Json, problem: str) -> None:
    """A broken rule is named with its object, its limit and where it stands."""
    problems = block_problems([section("first"), block])
    assert any(problem in found for found in problems), problems
    assert all("[json-pointer:/blocks/1" in found for found in problems)


@pytest.mark.parametrize(("surface", "limit"), [("message", 50), ("modal", 100), ("home", 100)])
def test_blocks_per_surface(surface: str, limit: int) -> None:
    """A message takes 50 blocks, a modal or home 100, and not one more."""
    assert block_problems([{"type": "divider"}] * limit, surface) == []
    (problem,) = block_problems([{"type": "divider"}] * (limit + 1), surface)
    assert f"no more than {limit} blocks" in problem


@pytest.mark.parametrize("broken", [None, "text", {"type": "divider"}, [None], [[]], [{}]])
def test_nonsense_is_a_problem_not_an_exception(broken: object) -> None:
    """Whatever arrives in place of blocks is answered with a sentence."""
    assert block_problems(broken)


def test_block_ids_are_unique_in_a_message() -> None:
    """Two blocks may not share a block_id."""
    (problem,) = block_problems([section(block_id="a"), section(block_id="a")])
    assert "block_id `a` must be unique" in problem


VIEWS: list[tuple[Json, str]] = [
    (modal(title=plain("x" * 25)), "modal.title: must have no more than 24"),
    (modal(submit=plain("x" * 25)), "modal.submit: must have no more than 24"),
    (modal(close=plain("x" * 25)), "modal.close: must have no more than 24"),
    (modal(private_metadata="x" * 3001), "modal.private_metadata: must have no more than 3000"),
    (modal(callback_id="x" * 256), "modal.callback_id: must have no more than 255"),
    ({"type": "modal", "title": plain("x"), "blocks": [field("a", typed())]}, "submit is required"),
    ({**home(), "title": plain("x")}, "home: unknown field `title`"),
    ({"type": "modal", "title": plain("x")}, "blocks must be a list"),
    ({"type": "workflow_step", "blocks": []}, "type must be modal or home"),
]


@pytest.mark.parametrize(("view", "problem"), VIEWS, ids=lambda case: str(case)[:40])
def test_invalid_views_are_named(view: Json, problem: str) -> None:
    """A view's own fields have their limits as well."""
    assert any(problem in found for found in view_problems(view)), view_problems(view)


def test_valid_views_pass() -> None:
    """A modal and a home in their ordinary form have no problem."""
    assert view_problems(modal(private_metadata="x" * 3000)) == []
    assert view_problems(home()) == []


def test_suggested_options_are_checked() -> None:
    """The answer to a block_suggestion follows the rules of options."""
    assert option_problems({"options": [option("a")]}) == []
    assert option_problems({"options": []}) == []
    assert "option.text" in option_problems({"options": [option("a", "x" * 76)]})[0]
    assert "needs" in option_problems({})[0]


def test_every_rule_names_its_source() -> None:
    """No limit stands in the tables without the page that it comes from."""
    assert all(rule.source.startswith("https://docs.slack.dev/") for rule in RULES.values())


def test_tables_refer_to_rules_that_exist() -> None:
    """Every object that a field allows has a rule."""
    for rule in RULES.values():
        for name, kept in rule.fields.items():
            if kept.kind in ("object", "text") or (kept.kind == "list" and kept.of[0] != "string"):
                assert set(kept.of) <= set(RULES), f"{rule.name}.{name}"


def test_the_sandbox_knows_these_and_no_others() -> None:
    """The supported blocks and elements are a closed list."""
    assert set(BLOCK_TYPES) == {
        "rich_text",
        "section",
        "context",
        "actions",
        "divider",
        "header",
        "input",
    }
    assert {
        "button",
        "overflow",
        "static_select",
        "external_select",
        "users_select",
        "conversations_select",
        "multi_users_select",
        "datepicker",
        "timepicker",
        "datetimepicker",
        "plain_text_input",
        "checkboxes",
        "radio_buttons",
    } == INTERACTIVE


SDK: list[tuple[str, str, Any]] = [
    ("section", "block_id", Block.block_id_max_length),
    ("section", "text", SectionBlock.text_max_length),
    ("section", "fields", SectionBlock.fields_max_length),
    ("actions", "elements", ActionsBlock.elements_max_length),
    ("context", "elements", ContextBlock.elements_max_length),
    ("header", "text", HeaderBlock.text_max_length),
    ("button", "text", ButtonElement.text_max_length),
    ("button", "url", ButtonElement.url_max_length),
    ("button", "value", ButtonElement.value_max_length),
    ("button", "action_id", InteractiveElement.action_id_max_length),
]


@pytest.mark.parametrize(("rule", "name", "limit"), SDK)
def test_limits_agree_with_slacks_own_library(rule: str, name: str, limit: int) -> None:
    """Where slack_sdk states a limit, ours is the same."""
    assert RULES[rule].fields[name].high == limit


def test_missing_ids_are_given_and_given_ones_kept() -> None:
    """Blocks and elements without ids get them, so that every element can be found."""
    count = iter(range(100))
    bare = button()
    del bare["action_id"]
    blocks = with_ids(
        [{"type": "actions", "elements": [bare]}, actions(button())], lambda: f"m{next(count)}"
    )
    assert [block["block_id"] for block in blocks] == ["m0", "row"]
    assert find_element(blocks, "m0", "m1") is not None
    assert find_element(blocks, "row", "done") == button()
    assert find_element(blocks, "row", "other") is None
