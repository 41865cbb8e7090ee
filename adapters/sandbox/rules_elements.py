"""The interactive elements that the sandbox knows."""

from collections.abc import Mapping

from adapters.sandbox.rules_base import (
    ACTION_ID,
    DATE,
    ELEMENT_DOCS,
    FLAG,
    TIME,
    Field,
    Rule,
    many,
    one,
    plain,
)

SELECT_FIELDS: Mapping[str, Field] = {
    "action_id": ACTION_ID,
    "placeholder": plain(150),
    "confirm": one("confirm"),
    "focus_on_load": FLAG,
}
OPTIONS: Mapping[str, Field] = {
    "options": many("option", high=100, required=False),
    "option_groups": many("option_group", high=100, required=False),
}

ELEMENTS: tuple[Rule, ...] = (
    Rule(
        "button",
        f"{ELEMENT_DOCS}/button-element",
        {
            "action_id": ACTION_ID,
            "text": plain(75, required=True),
            "value": Field("string", high=2000),
            "url": Field("string", low=1, high=3000),
            "style": Field("string", of=("primary", "danger")),
            "accessibility_label": Field("string", low=1, high=75),
            "confirm": one("confirm"),
        },
    ),
    Rule(
        "overflow",
        f"{ELEMENT_DOCS}/overflow-menu-element",
        {
            "action_id": ACTION_ID,
            "options": many("overflow_option", high=5),
            "confirm": one("confirm"),
        },
    ),
    Rule(
        "static_select",
        f"{ELEMENT_DOCS}/select-menu-element#static_select",
        {**SELECT_FIELDS, **OPTIONS, "initial_option": one("option")},
        one_of=("options", "option_groups"),
        only_one_of=("options", "option_groups"),
    ),
    Rule(
        "external_select",
        f"{ELEMENT_DOCS}/select-menu-element#external_select",
        {
            **SELECT_FIELDS,
            "initial_option": one("option"),
            "min_query_length": Field("integer", low=0),
        },
    ),
    Rule(
        "users_select",
        f"{ELEMENT_DOCS}/select-menu-element#users_select",
        {**SELECT_FIELDS, "initial_user": Field("string", low=1)},
    ),
    Rule(
        "multi_users_select",
        f"{ELEMENT_DOCS}/multi-select-menu-element#users_multi_select",
        {
            **SELECT_FIELDS,
            "initial_users": Field("list", low=1, of=("string",)),
            "max_selected_items": Field("integer", low=1),
        },
    ),
    Rule(
        "conversations_select",
        f"{ELEMENT_DOCS}/select-menu-element#conversations_select",
        {
            **SELECT_FIELDS,
            "initial_conversation": Field("string", low=1),
            "filter": one("conversation_filter"),
        },
    ),
    Rule(
        "datepicker",
        f"{ELEMENT_DOCS}/date-picker-element",
        {**SELECT_FIELDS, "initial_date": Field("string", pattern=DATE)},
    ),
    Rule(
        "timepicker",
        f"{ELEMENT_DOCS}/time-picker-element",
        {
            **SELECT_FIELDS,
            "initial_time": Field("string", pattern=TIME),
            "timezone": Field("string", low=1),
        },
    ),
    Rule(
        "datetimepicker",
        f"{ELEMENT_DOCS}/datetime-picker-element",
        {
            "action_id": ACTION_ID,
            "initial_date_time": Field("integer", low=1_000_000_000, high=9_999_999_999),
            "confirm": one("confirm"),
            "focus_on_load": FLAG,
        },
    ),
    Rule(
        "plain_text_input",
        f"{ELEMENT_DOCS}/plain-text-input-element",
        {
            "action_id": ACTION_ID,
            "initial_value": Field("string", high=3000),
            "multiline": FLAG,
            "min_length": Field("integer", low=0, high=3000),
            "max_length": Field("integer", low=1, high=3000),
            "placeholder": plain(150),
            "focus_on_load": FLAG,
            "dispatch_action_config": one("dispatch_action_config"),
        },
    ),
    Rule(
        "checkboxes",
        f"{ELEMENT_DOCS}/checkboxes-element",
        {
            "action_id": ACTION_ID,
            "options": many("choice_option", high=10),
            "initial_options": many("choice_option", high=10, required=False),
            "confirm": one("confirm"),
            "focus_on_load": FLAG,
        },
    ),
    Rule(
        "radio_buttons",
        f"{ELEMENT_DOCS}/radio-button-group-element",
        {
            "action_id": ACTION_ID,
            "options": many("choice_option", high=10),
            "initial_option": one("choice_option"),
            "confirm": one("confirm"),
            "focus_on_load": FLAG,
        },
    ),
)
