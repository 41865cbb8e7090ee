"""The blocks that the sandbox knows."""

from adapters.sandbox.rules_base import (
    ANY_TEXT,
    BLOCK_DOCS,
    BLOCK_ID,
    FLAG,
    Field,
    Rule,
    many,
    one,
    plain,
)

SELECTS = ("static_select", "external_select", "users_select", "conversations_select")
PICKERS = ("datepicker", "timepicker")
CHOICES = ("checkboxes", "radio_buttons")
IN_ACTIONS = ("button", "overflow", "datetimepicker", *SELECTS, *PICKERS, *CHOICES)
IN_SECTION = ("button", "overflow", "multi_users_select", *SELECTS, *PICKERS, *CHOICES)
IN_INPUT = (
    "plain_text_input",
    "multi_users_select",
    "datetimepicker",
    *SELECTS,
    *PICKERS,
    *CHOICES,
)
RICH_PARTS = ("rich_text_section", "rich_text_list", "rich_text_quote", "rich_text_preformatted")

BLOCKS: tuple[Rule, ...] = (
    Rule(
        "section",
        f"{BLOCK_DOCS}/section-block",
        {
            "block_id": BLOCK_ID,
            "text": Field("text", low=1, high=3000, of=ANY_TEXT),
            "fields": Field("list", low=1, high=10, of=ANY_TEXT, each=2000),
            "accessory": one(*IN_SECTION),
            "expand": FLAG,
        },
        one_of=("text", "fields"),
    ),
    Rule(
        "context",
        f"{BLOCK_DOCS}/context-block",
        {"block_id": BLOCK_ID, "elements": many(*ANY_TEXT, high=10)},
    ),
    Rule(
        "actions",
        f"{BLOCK_DOCS}/actions-block",
        {"block_id": BLOCK_ID, "elements": many(*IN_ACTIONS, high=25)},
    ),
    Rule("divider", f"{BLOCK_DOCS}/divider-block", {"block_id": BLOCK_ID}),
    Rule(
        "header",
        f"{BLOCK_DOCS}/header-block",
        {"block_id": BLOCK_ID, "text": plain(150, required=True)},
    ),
    Rule(
        "input",
        f"{BLOCK_DOCS}/input-block",
        {
            "block_id": BLOCK_ID,
            "label": plain(2000, required=True),
            "element": one(*IN_INPUT, required=True),
            "hint": plain(2000),
            "optional": FLAG,
            "dispatch_action": FLAG,
        },
    ),
    Rule(
        "rich_text",
        f"{BLOCK_DOCS}/rich-text-block",
        {"block_id": BLOCK_ID, "elements": many(*RICH_PARTS)},
    ),
)
