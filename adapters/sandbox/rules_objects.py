"""Composition objects and views."""

from collections.abc import Mapping

from adapters.sandbox.rules_base import (
    ANY_TEXT,
    DOCS,
    FLAG,
    OBJECT_DOCS,
    PLAIN,
    Field,
    Rule,
    many,
    plain,
)


def option(name: str, text: tuple[str, ...], *, url: bool = False) -> Rule:
    """Build the rule of an option; overflow menus alone take a URL, choices alone mrkdwn."""
    fields: dict[str, Field] = {
        "text": Field("text", required=True, low=1, high=75, of=text),
        "value": Field("string", required=True, low=1, high=150),
        "description": Field("text", low=1, high=75, of=text),
    }
    if url:
        fields["url"] = Field("string", low=1, high=3000)
    return Rule(name, f"{OBJECT_DOCS}/option-object", fields, tagged=False)


OBJECTS: tuple[Rule, ...] = (
    Rule(
        "plain_text",
        f"{OBJECT_DOCS}/text-object",
        {"text": Field("string", required=True, low=1, high=3000), "emoji": FLAG},
    ),
    Rule(
        "mrkdwn",
        f"{OBJECT_DOCS}/text-object",
        {"text": Field("string", required=True, low=1, high=3000), "verbatim": FLAG},
    ),
    option("option", PLAIN),
    option("overflow_option", PLAIN, url=True),
    option("choice_option", ANY_TEXT),
    Rule(
        "option_group",
        f"{OBJECT_DOCS}/option-group-object",
        {"label": plain(75, required=True), "options": many("option", high=100)},
        tagged=False,
    ),
    Rule(
        "confirm",
        f"{OBJECT_DOCS}/confirmation-dialog-object",
        {
            "title": plain(100, required=True),
            "text": Field("text", required=True, low=1, high=300, of=ANY_TEXT),
            "confirm": plain(30, required=True),
            "deny": plain(30, required=True),
            "style": Field("string", of=("primary", "danger")),
        },
        tagged=False,
    ),
    Rule(
        "conversation_filter",
        f"{OBJECT_DOCS}/conversation-filter-object",
        {
            "include": Field(
                "list", low=1, high=4, of=("string", "im", "mpim", "private", "public")
            ),
            "exclude_bot_users": FLAG,
        },
        tagged=False,
    ),
    Rule(
        "dispatch_action_config",
        f"{OBJECT_DOCS}/dispatch-action-configuration-object",
        {
            "trigger_actions_on": Field(
                "list",
                required=True,
                low=1,
                high=2,
                of=("string", "on_enter_pressed", "on_character_entered"),
            )
        },
        tagged=False,
    ),
)

VIEW_COMMON: Mapping[str, Field] = {
    "private_metadata": Field("string", high=3000),
    "callback_id": Field("string", high=255),
    "external_id": Field("string", high=255),
}
VIEWS: tuple[Rule, ...] = (
    Rule(
        "modal",
        f"{DOCS}/views/modal-views",
        {
            **VIEW_COMMON,
            "title": plain(24, required=True),
            "submit": plain(24),
            "close": plain(24),
            "clear_on_close": FLAG,
            "notify_on_close": FLAG,
            "submit_disabled": FLAG,
        },
    ),
    Rule("home", f"{DOCS}/views/home-tab-views", VIEW_COMMON),
)
