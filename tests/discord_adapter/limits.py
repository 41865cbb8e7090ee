"""What Discord refuses of a message's components and of a modal. Pure; for the renderer's tests.

Sources: Discord's API documentation, "Component reference" and "Using message components".
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
TOP = {1, 9, 10, 14, 17}
IN_CONTAINER = {1, 9, 10, 14}


def every(component: Json) -> Iterator[Json]:
    """The component and all in it."""
    yield component
    for inner in component.get("components", []):
        yield from every(inner)
    for name in ("accessory", "component"):
        if name in component:
            yield from every(component[name])


def message_problems(components: list[Json]) -> list[str]:
    """Why Discord would refuse a message of these components."""
    all_of_them = [each for component in components for each in every(component)]
    length = sum(_units(each["content"]) for each in all_of_them if each["type"] == 10)
    problems = _ids(all_of_them)
    problems += [] if 1 <= len(all_of_them) <= 40 else [f"{len(all_of_them)} components"]
    problems += [] if length <= 4000 else [f"{length} characters"]
    problems += [f"top: {each['type']}" for each in components if each["type"] not in TOP]
    return problems + [problem for each in all_of_them for problem in _one(each)]


def modal_problems(modal: Json) -> list[str]:
    """Why Discord would refuse a modal."""
    components = modal["components"]
    all_of_them = [each for component in components for each in every(component)]
    problems = _ids(all_of_them)
    problems += _length(modal["custom_id"], 100, "custom_id") + _length(modal["title"], 45, "title")
    problems += [] if 1 <= len(components) <= 5 else [f"{len(components)} in a modal"]
    problems += [f"top: {each['type']}" for each in components if each["type"] not in {10, 18}]
    return problems + [problem for each in all_of_them for problem in _one(each)]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _length(text: str, most: int, what: str) -> list[str]:
    return [] if text.strip() and len(text) <= most else [f"{what}: {len(text)}"]


def _ids(components: list[Json]) -> list[str]:
    names = [each["custom_id"] for each in components if "custom_id" in each]
    doubled = [name for name, count in Counter(names).items() if count > 1]
    return [f"twice: {name}" for name in doubled] + [
        problem for name in names for problem in _length(name, 100, "custom_id")
    ]


def _one(component: Json) -> list[str]:
    match component["type"]:
        case 1:
            return _row(component)
        case 2:
            return _button(component)
        case 3:
            return _select(component)
        case 4:
            return _typed(component)
        case 9:
            texts = component["components"]
            alone = 1 <= len(texts) <= 3 and all(each["type"] == 10 for each in texts)
            return [] if alone and component["accessory"]["type"] == 2 else ["section"]
        case 10:
            return _length(component["content"], 4000, "content")
        case 17:
            inner = {each["type"] for each in component["components"]}
            return [] if inner and inner <= IN_CONTAINER else [f"container of {inner}"]
        case 18:
            said = component.get("description", "-")
            return _length(component["label"], 45, "label") + _length(said, 100, "description")
        case 5 | 14:
            return []
        case other:
            return [f"unknown: {other}"]


def _row(row: Json) -> list[str]:
    kinds = [each["type"] for each in row["components"]]
    fits = (1 <= len(kinds) <= 5 and set(kinds) == {2}) or kinds == [3]
    return [] if fits else [f"row of {kinds}"]


def _button(button: Json) -> list[str]:
    linked = button["style"] == 5
    problems = _length(button["label"], 80, "label")
    if linked != ("url" in button) or linked == ("custom_id" in button):
        problems.append("button: url or custom_id")
    return problems + (_length(button["url"], 512, "url") if linked else [])


def _select(select: Json) -> list[str]:
    options = select["options"]
    problems = [] if 1 <= len(options) <= 25 else [f"{len(options)} options"]
    values = [option["value"] for option in options]
    problems += [] if len(set(values)) == len(values) else ["option twice"]
    problems += _length(select.get("placeholder", "-"), 150, "placeholder")
    most = select.get("max_values", 1)
    if not select.get("min_values", 1) <= most <= len(options):
        problems.append("min and max")
    if sum(option.get("default", False) for option in options) > most:
        problems.append("too many defaults")
    for option in options:
        problems += _length(option["label"], 100, "option")
        problems += _length(option["value"], 100, "value")
        problems += _length(option.get("description", "-"), 100, "description")
    return problems


def _typed(field: Json) -> list[str]:
    problems = [] if 1 <= field["max_length"] <= 4000 else ["max_length"]
    if len(field.get("value", "")) > field["max_length"]:
        problems.append("value")
    return problems
