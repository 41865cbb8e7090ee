"""What somebody presses, selects and writes in components, as interactions carry it. Pure."""

from collections.abc import Callable, Mapping, Sequence

from tests.discord_adapter.discord_server import flat
from tests.discord_adapter.discord_server.model import Channel, Guild, Json, Message, Role, User
from tests.discord_adapter.discord_server.offered import CannotDo
from tests.discord_adapter.discord_server.resolving import Resolved

LINK = 5
ROW, TEXT_INPUT, TEXT_DISPLAY, LABEL = 1, 4, 10, 18
STRING_SELECT, USERS, ROLES, MENTIONABLES, CHANNELS = 3, 5, 6, 7, 8
RADIO, CHECKBOXES, CHECKBOX = 21, 22, 23
TAKES: Mapping[int, type | tuple[type, ...]] = {
    USERS: User, ROLES: Role, MENTIONABLES: (User, Role), CHANNELS: Channel,
}  # fmt: skip


def button(message: Message, named: str) -> Json:
    """A button that can be pressed, by what is written on it or by its custom_id."""
    shown = flat.buttons(message)
    found = shown.get(named)
    for one in flat.every(message.components):
        if one["type"] == flat.BUTTON and named in (one.get("label"), one.get("custom_id")):
            found = found or one
    if found is None:
        raise CannotDo(f"no button `{named}`; there are: {', '.join(shown) or 'none'}")
    if found.get("disabled") or found.get("style") == LINK:
        raise CannotDo(f"`{named}` can't be pressed: it is disabled or a link")
    return found


def select(message: Message, named: str | None) -> Json:
    """A select, by its placeholder or custom_id; the only one without a name."""
    shown = flat.selects(message)
    found = [s for s in shown if named in (None, s.get("placeholder"), s["custom_id"])]
    if len(found) != 1:
        told = [s.get("placeholder") or s["custom_id"] for s in shown]
        raise CannotDo(f"not one select `{named}`; there are: {', '.join(told) or 'none'}")
    if found[0].get("disabled"):
        raise CannotDo(f"`{named}` is disabled")
    return found[0]


def values(component: Json, taken: Sequence[object], guild: Guild | None) -> Json:
    """What a choice brings: `values`, and `resolved` for what is no text."""
    low = component.get("min_values", 1)
    if component.get("required") is False:
        low = 0
    high = component.get("max_values", 1)
    if not low <= len(taken) <= high:
        raise CannotDo(f"takes {low} to {high} values, not {len(taken)}")
    if component["type"] in (STRING_SELECT, RADIO, CHECKBOXES):
        return {"values": [_option(component, one) for one in taken]}
    resolved = Resolved(guild)
    for one in taken:
        if not isinstance(one, TAKES[component["type"]]):
            raise CannotDo(f"takes {TAKES[component['type']]}, not {one!r}")
    ids = [resolved.take(one) for one in taken]
    return {"values": ids, "resolved": resolved.json()}


def _option(component: Json, named: object) -> str:
    options = component.get("options") or []
    for one in options:
        if named in (one["label"], one["value"]):
            return str(one["value"])
    told = ", ".join(one["label"] for one in options)
    raise CannotDo(f"no option `{named}`; there are: {told or 'none'}")


def submission(
    modal: Json, given: dict[str, object], guild: Guild | None, users: Mapping[str, User]
) -> Json:
    """The data of a submitted form: what was written, and what stood there."""
    here = {name: users[name] for name in (guild.members if guild else users)}
    preset = here.get
    resolved: Json = {}
    filled = []
    for part in modal["components"]:
        if part["type"] == LABEL:
            shown = _field(part["component"], part["label"], given, guild, resolved, preset)
            filled.append({"type": LABEL, "id": part.get("id", 0), "component": shown})
        elif part["type"] == ROW:
            inner = [
                _field(one, one["label"], given, guild, resolved, preset)
                for one in part["components"]
            ]
            filled.append({"type": ROW, "id": part.get("id", 0), "components": inner})
        else:
            filled.append({"type": part["type"], "id": part.get("id", 0)})
    if given:
        raise CannotDo(f"the form has no field {sorted(given)}")
    data: Json = {"custom_id": modal["custom_id"], "components": filled}
    return {**data, "resolved": resolved} if resolved else data


def _field(
    component: Json, label: str, given: dict[str, object], guild: Guild | None, resolved: Json,
    preset: Callable[[str], User | None],
) -> Json:  # fmt: skip
    named = next((n for n in (label, component["custom_id"]) if n in given), None)
    value = given.pop(named) if named is not None else None
    kind = component["type"]
    base = {"type": kind, "id": component.get("id", 0), "custom_id": component["custom_id"]}
    if kind == TEXT_INPUT:
        return {**base, "value": _text(component, label, value if named else None)}
    if kind == CHECKBOX:
        return {**base, "value": bool(value if named else component.get("default"))}
    taken = _taken(component, value) if named is not None else _standing(component, preset)
    brought = values(_bounded(component), taken, guild)
    for what, found in brought.pop("resolved", {}).items():
        resolved.setdefault(what, {}).update(found)
    if kind == RADIO:
        return {**base, "value": next(iter(brought["values"]), None)}
    return {**base, **brought}


def _bounded(component: Json) -> Json:
    """Groups say no number of values where all of them may be chosen."""
    if component["type"] == CHECKBOXES:
        return {"max_values": len(component["options"]), **component}
    return component


def _taken(component: Json, value: object) -> list[object]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def _standing(component: Json, preset: Callable[[str], User | None]) -> list[object]:
    """What is chosen when the form opens: options by their value, people who are here."""
    options = [one["value"] for one in component.get("options") or () if one.get("default")]
    found = (preset(str(one["id"])) for one in component.get("default_values") or ())
    return [*options, *(one for one in found if one is not None)]


def _text(component: Json, label: str, value: object) -> str:
    text = str(component.get("value") or "") if value is None else str(value)
    low, high = component.get("min_length", 0), component.get("max_length", 4000)
    if component.get("required", True) and not text.strip():
        raise CannotDo(f"`{label}` is required")
    if text and not low <= len(text) <= high:
        raise CannotDo(f"`{label}` has {len(text)} characters, outside {low} to {high}")
    if component.get("style", 1) == 1 and "\n" in text:
        raise CannotDo(f"`{label}` takes one line")
    return text
