"""Checks components against `rules.py` and says what is wrong as Discord does."""

from collections import Counter

from tests.discord_adapter.discord_server import flat, rules
from tests.discord_adapter.discord_server.errors import Problems
from tests.discord_adapter.discord_server.model import Json

Path = tuple[str | int, ...]
LINK = 5


def check(components: list[Json], problems: Problems, *, modern: bool) -> None:
    """Note what is wrong with a message's components; `modern` are those of v2."""
    types = rules.TOP if modern else (rules.ROW,)
    most = rules.TOTAL if modern else rules.ROWS
    if len(components) > most:
        problems.length(("components",), 0, most)
    for place, one in enumerate(components):
        check_one(one, ("components", place), types, problems)
    check_whole(components, problems)
    for path, one in _with_paths(components, ("components",)):
        if one.get("type") == rules.TEXT_INPUT:
            told = "Text inputs are only for forms."
            problems.add((*path, "type"), "UNION_TYPE_CHOICES", told)
    if _displayed(components) > rules.DISPLAYED:
        told = f"The text of all components exceeds {rules.DISPLAYED} characters."
        problems.add(("components",), "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED", told)


def _displayed(components: list[Json]) -> int:
    parts = flat.every(components)
    return sum(len(one.get("content") or "") for one in parts if one.get("type") == 10)


def check_whole(components: list[Json], problems: Problems) -> None:
    """Note what is wrong with all of them together: their number, ids used twice."""
    parts = list(flat.every(components))
    if len(parts) > rules.TOTAL:
        told = f"The total number of components cannot exceed {rules.TOTAL}."
        problems.add(("components",), "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", told)
    for name, code in (
        ("custom_id", "COMPONENT_CUSTOM_ID_DUPLICATED"),
        ("id", "COMPONENT_ID_DUPLICATED"),
    ):
        counted = Counter(one[name] for one in parts if one.get(name))
        for path, one in _with_paths(components, ("components",)):
            if counted.get(one.get(name, ""), 0) > 1:
                problems.add((*path, name), code, f"Component {name} cannot be duplicated")


def _with_paths(components: list[Json], at: Path) -> list[tuple[Path, Json]]:
    found: list[tuple[Path, Json]] = []
    for place, one in enumerate(components):
        here = (*at, place)
        found.append((here, one))
        found += _with_paths(one.get("components") or [], (*here, "components"))
        for name in ("accessory", "component"):
            if one.get(name):
                found.append(((*here, name), one[name]))
    return found


def check_one(one: Json, path: Path, types: tuple[int, ...], problems: Problems) -> None:
    """Note what is wrong with one component and those in it."""
    kind = one.get("type")
    if kind not in types:
        told = f'Value of field "type" must be one of {types}.'
        problems.add((*path, "type"), "UNION_TYPE_CHOICES", told)
        return
    part = rules.PARTS[kind]
    known = {"type", "id", *part.fields, *part.holds, *(["options"] if part.options else [])}
    for name in one.keys() - known:
        told = f"The loopback does not know `{name}` of a {part.name}."
        problems.add((*path, name), "LOOPBACK_UNKNOWN", told)
    for name, rule in {"id": rules.ID, **part.fields}.items():
        check_field(one.get(name), rule, (*path, name), problems)
    for name, holds in part.holds.items():
        _check_held(one.get(name), holds, (*path, name), problems)
    if part.options is not None:
        _check_options(one, part.options, path, problems)
    if kind == rules.ROW:
        _check_row(one, path, problems)
    if kind == rules.BUTTON:
        _check_button(one, path, problems)
    if "max_values" in one:
        _check_numbers(one, path, problems)


def check_field(value: object, rule: rules.Rule, path: Path, problems: Problems) -> None:
    """Note what is wrong with one member."""
    if value is None:
        if rule.required:
            problems.add(path, "BASE_TYPE_REQUIRED", "This field is required")
    elif isinstance(rule, rules.Text):
        if not isinstance(value, str):
            problems.add(path, "BASE_TYPE_STRING", "Must be a string.")
        elif not rule.low <= len(value) <= rule.high:
            problems.length(path, rule.low, rule.high)
    elif isinstance(rule, rules.Whole):
        if not isinstance(value, int) or not rule.low <= value <= rule.high:
            told = f"int value should be between {rule.low} and {rule.high}."
            problems.add(path, "NUMBER_TYPE_MAX", told)
    elif isinstance(rule, rules.Flag):
        if not isinstance(value, bool):
            problems.add(path, "BASE_TYPE_BOOLEAN", "Must be either true or false.")
    elif isinstance(rule, rules.Among) and value not in rule.values:
        problems.add(path, "BASE_TYPE_CHOICES", f"Value must be one of {rule.values}.")


def _check_held(value: object, holds: rules.Holds, path: Path, problems: Problems) -> None:
    if isinstance(value, dict):
        check_one(value, path, holds.types, problems)
        return
    if not isinstance(value, list):
        problems.add(path, "BASE_TYPE_REQUIRED", "This field is required")
        return
    if not holds.low <= len(value) <= holds.high:
        problems.length(path, holds.low, holds.high)
    for place, one in enumerate(value):
        check_one(one, (*path, place), holds.types, problems)


def _check_options(one: Json, allowed: rules.Options, path: Path, problems: Problems) -> None:
    options = one.get("options") or []
    if not allowed.low <= len(options) <= allowed.high:
        problems.length((*path, "options"), allowed.low, allowed.high)
    counted = Counter(option.get("value") for option in options)
    for place, option in enumerate(options):
        at = (*path, "options", place)
        for name in option.keys() - rules.OPTION.keys():
            told = f"The loopback does not know `{name}` of an option."
            problems.add((*at, name), "LOOPBACK_UNKNOWN", told)
        for name, rule in rules.OPTION.items():
            check_field(option.get(name), rule, (*at, name), problems)
        if counted[option.get("value")] > 1:
            told = "The specified option value is already used"
            problems.add((*at, "value"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", told)
    preset = sum(bool(option.get("default")) for option in options)
    if preset > (one.get("max_values") or (len(options) if one["type"] == 22 else 1)):
        told = "Too many options are chosen to begin with."
        problems.add((*path, "options"), "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", told)


def _check_row(one: Json, path: Path, problems: Problems) -> None:
    """Up to five buttons, or one of anything else."""
    inside = [held.get("type") for held in one.get("components") or ()]
    if len(inside) > 1 and set(inside) != {rules.BUTTON}:
        told = "The specified component exceeds the maximum width"
        problems.add((*path, "components"), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", told)


def _check_button(one: Json, path: Path, problems: Problems) -> None:
    """Links carry a url, others a custom_id; all say something."""
    need, other = ("url", "custom_id") if one.get("style") == LINK else ("custom_id", "url")
    if not one.get(need):
        problems.add((*path, need), "BASE_TYPE_REQUIRED", "This field is required")
    if one.get(other):
        told = "A custom id and url cannot both be specified"
        problems.add(path, "BUTTON_COMPONENT_CUSTOM_ID_URL_EXCLUSIVE", told)
    if not (one.get("label") or one.get("emoji")):
        told = "A button must have a label or an emoji"
        problems.add(path, "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", told)
    url = one.get("url")
    if url and not url.startswith(("http://", "https://", "discord://")):
        told = "Scheme must be one of ('http', 'https', 'discord')."
        problems.add((*path, "url"), "URL_TYPE_INVALID_SCHEME", told)
    _check_emoji(one, path, problems)


def _check_emoji(one: Json, path: Path, problems: Problems) -> None:
    emoji = one.get("emoji")
    if emoji and not emoji.get("id") and (not emoji.get("name") or emoji["name"].isascii()):
        problems.add((*path, "emoji", "name"), "BUTTON_COMPONENT_INVALID_EMOJI", "Invalid emoji")


def _check_numbers(one: Json, path: Path, problems: Problems) -> None:
    low, high = one.get("min_values"), one.get("max_values")
    if isinstance(low, int) and isinstance(high, int) and low > high:
        told = "min_values must not be above max_values."
        problems.add((*path, "min_values"), "SELECT_COMPONENT_INVALID_MIN_VALUES", told)
    options = one.get("options")
    if options and isinstance(high, int) and high > len(options):
        told = "max_values must not be above the number of options."
        problems.add((*path, "max_values"), "SELECT_COMPONENT_INVALID_MAX_VALUES", told)
    if len(one.get("default_values") or ()) > (high or 1):
        told = "Too many values are chosen to begin with."
        problems.add((*path, "default_values"), "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", told)
