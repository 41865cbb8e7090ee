"""What people chose in elements: as actions carry it, and as the state of a view keeps it. Pure."""

import re
from collections.abc import Iterable, Mapping

from adapters.sandbox.blocks import elements_of
from adapters.sandbox.jsontypes import Blocks, Json
from adapters.sandbox.rules_base import DATE, TIME

KEYS = {
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "overflow": "selected_option",
    "users_select": "selected_user",
    "conversations_select": "selected_conversation",
    "multi_users_select": "selected_users",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
    "checkboxes": "selected_options",
    "plain_text_input": "value",
}
"""The member that holds the choice, per element type."""

INITIAL = {
    "selected_option": "initial_option",
    "selected_user": "initial_user",
    "selected_conversation": "initial_conversation",
    "selected_users": "initial_users",
    "selected_date": "initial_date",
    "selected_time": "initial_time",
    "selected_date_time": "initial_date_time",
    "selected_options": "initial_options",
    "value": "initial_value",
}
FORMS = {"selected_date": DATE, "selected_time": TIME, "selected_date_time": r"\d{10}"}
SAMPLES = {
    "selected_date": "2026-11-26",
    "selected_time": "17:00",
    "selected_date_time": "1795712400",
}
LISTS = ("selected_users", "selected_options")
STATELESS = ("button", "overflow")

Options = Mapping[str, Json]


class ChoiceError(ValueError):
    """A value that the element does not offer."""


def options_of(element: Json) -> dict[str, Json]:
    """List the options of an element by value, those in groups included."""
    groups: Iterable[Json] = element.get("option_groups") or ()
    grouped = [option for group in groups for option in group["options"]]
    return {option["value"]: option for option in [*(element.get("options") or ()), *grouped]}


def chosen(element: Json, value: object, suggested: Options) -> Json:
    """Return the member that an element's value makes; None clears it.

    `suggested` holds the options that an external select has been offered, by value.
    """
    key = KEYS[element["type"]]
    if value is None or value == "" or value == []:
        return {key: [] if key in LISTS else None}
    if key in LISTS and not isinstance(value, list):
        raise ChoiceError(f"{element['type']} takes a list of values")
    options = {**options_of(element), **suggested}
    if key == "selected_option":
        return {key: _option(options, value)}
    if key == "selected_options" and isinstance(value, list):
        return {key: [_option(options, one) for one in value]}
    return {key: _typed(key, value)}


def _option(options: Options, value: object) -> Json:
    if str(value) not in options:
        raise ChoiceError(f"`{value}` is none of its options: {', '.join(options) or 'none'}")
    return options[str(value)]


def _typed(key: str, value: object) -> object:
    if key == "selected_users":
        return value
    written = str(value)
    if key in FORMS and not re.fullmatch(FORMS[key], written):
        raise ChoiceError(f"`{written[:40]}` is not what the element takes, such as {SAMPLES[key]}")
    return int(written) if key == "selected_date_time" else written


def action(element: Json, block_id: str, value: object, ts: str, suggested: Options) -> Json:
    """Build the action of using an element."""
    common = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block_id,
        "action_ts": ts,
    }
    if element["type"] == "button":
        kept: Json = {
            name: element[name] for name in ("text", "value", "url", "style") if name in element
        }
        return {**common, **kept}
    shown: Json = {name: element[name] for name in ("placeholder", "confirm") if name in element}
    start = INITIAL[KEYS[element["type"]]]
    first = {start: element[start]} if start in element else {}
    return {**common, **shown, **first, **chosen(element, value, suggested)}


def initial(element: Json) -> Json:
    """Return the state of an element that nobody has touched."""
    key = KEYS[element["type"]]
    blank: object = [] if key in LISTS else None
    return {"type": element["type"], key: element.get(INITIAL[key], blank)}


def state_values(blocks: Blocks, earlier: Json) -> Json:
    """Return the state of all elements; what was entered `earlier` stays under the same ids."""
    values: Json = {}
    for block in blocks:
        for element in elements_of(block):
            if element["type"] not in STATELESS:
                block_id, action_id = block["block_id"], element["action_id"]
                old = earlier.get(block_id, {}).get(action_id)
                kept = old if old and old["type"] == element["type"] else initial(element)
                values.setdefault(block_id, {})[action_id] = kept
    return values


def set_value(values: Json, element: Json, block_id: str, member: Json) -> Json:
    """Return the state with one element's choice replaced."""
    entry = {"type": element["type"], **member}
    block = {**values.get(block_id, {}), element["action_id"]: entry}
    return {**values, block_id: block}


def incomplete(blocks: Blocks, values: Json) -> dict[str, str]:
    """List what Slack itself asks for before it submits a form: block_id to the sentence."""
    errors: dict[str, str] = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        entry = values[block["block_id"]][element["action_id"]]
        value = entry.get(KEYS[element["type"]])
        if problem := _input_problem(element, value, optional=block.get("optional", False)):
            errors[block["block_id"]] = problem
    return errors


def _input_problem(element: Json, value: object, *, optional: bool) -> str | None:
    if value in (None, "", []):
        return None if optional else "Please complete this required field."
    if element["type"] != "plain_text_input":
        return None
    size, low, high = len(str(value)), element.get("min_length", 0), element.get("max_length", 3000)
    if size < low:
        return f"Please enter at least {low} characters."
    return f"Please enter at most {high} characters." if size > high else None
