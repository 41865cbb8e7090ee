"""What a form may hold. Source: docs.discord.com/developers/interactions/receiving-and-responding
("Modal") and /components/reference."""

from tests.discord_adapter.discord_server import components, flat, rules
from tests.discord_adapter.discord_server.errors import Problems
from tests.discord_adapter.discord_server.model import Json

FIELDS = {"title": rules.Text(1, 45, required=True), "custom_id": rules.CUSTOM_ID}


def check(modal: Json, problems: Problems) -> None:
    """Note what is wrong with a form."""
    for name in modal.keys() - FIELDS.keys() - {"components"}:
        problems.add((name,), "LOOPBACK_UNKNOWN", f"The loopback does not know `{name}` of a form.")
    for name, rule in FIELDS.items():
        components.check_field(modal.get(name), rule, (name,), problems)
    parts = modal.get("components") or []
    if not 1 <= len(parts) <= rules.MODAL_PARTS:
        problems.length(("components",), 1, rules.MODAL_PARTS)
    for place, one in enumerate(parts):
        components.check_one(one, ("components", place), rules.MODAL_TOP, problems)
        if one.get("type") == rules.ROW:
            _check_row(one, place, problems)
    components.check_whole(parts, problems)
    for one in flat.every(parts):
        _check_field(one, problems)


def _check_row(row: Json, place: int, problems: Problems) -> None:
    """Rows in forms are the old way: one text input with a label of its own."""
    for number, held in enumerate(row.get("components") or ()):
        at = ("components", place, "components", number)
        if held.get("type") != rules.TEXT_INPUT:
            problems.add((*at, "type"), "UNION_TYPE_CHOICES", "Value must be one of (4,).")
        elif not held.get("label"):
            problems.add((*at, "label"), "BASE_TYPE_REQUIRED", "This field is required")


def _check_field(one: Json, problems: Problems) -> None:
    if one.get("type") in rules.SELECTS and one.get("disabled"):
        told = "A select in a form can't be disabled."
        problems.add(("components",), "COMPONENT_DISABLED_IN_MODAL", told)
    if one.get("type") == rules.TEXT_INPUT:
        low, high = one.get("min_length") or 0, one.get("max_length") or 4000
        value = one.get("value") or ""
        if low > high or (value and not low <= len(value) <= high):
            problems.length(("components", one.get("custom_id", "")), low, high)
