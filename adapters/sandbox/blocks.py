"""Checks blocks and views against the rule tables, and finds elements in them.

A problem is one sentence that names the object, the field, the rule, where it stands (a JSON
pointer) and the page where the rule is written.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from adapters.sandbox.jsontypes import Blocks, Json
from adapters.sandbox.rules import BLOCK_TYPES, INTERACTIVE, MAX_BLOCKS, RULES, Field, Rule

Problems = Iterator[str]


def block_problems(blocks: object, surface: str = "message", at: str = "/blocks") -> list[str]:
    """List what is wrong with the blocks of a `message`, `modal` or `home`; empty when valid."""
    return list(_blocks(blocks, surface, at))


def view_problems(view: object) -> list[str]:
    """List what is wrong with a modal or home view; empty when valid."""
    return list(_view(view))


def option_problems(response: object) -> list[str]:
    """List what is wrong with the answer to a block_suggestion."""
    if not isinstance(response, dict) or not {"options", "option_groups"} & set(response):
        return ["the answer needs `options` or `option_groups`"]
    name = "options" if "options" in response else "option_groups"
    of = ("option",) if name == "options" else ("option_group",)
    return list(_list(response[name], Field("list", low=0, high=100, of=of), name, f"/{name}"))


def _blocks(blocks: object, surface: str, at: str) -> Problems:
    if not isinstance(blocks, list):
        yield f"blocks must be a list of objects [json-pointer:{at}]"
        return
    if len(blocks) > MAX_BLOCKS[surface]:
        yield (
            f"blocks: no more than {MAX_BLOCKS[surface]} blocks in a {surface}, "
            f"found {len(blocks)} [json-pointer:{at}]"
        )
    for index, block in enumerate(blocks):
        yield from _tagged(block, BLOCK_TYPES, f"{at}/{index}")
    if all(isinstance(block, dict) for block in blocks):
        yield from _unique(blocks, at)


def _unique(blocks: Blocks, at: str) -> Problems:
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    for twice in sorted({str(i) for i in ids if ids.count(i) > 1}):
        yield f"block_id `{twice}` must be unique in the message or view [json-pointer:{at}]"
    for index, block in enumerate(blocks):
        actions = [e["action_id"] for e in elements_of(block) if "action_id" in e]
        for twice in sorted({str(a) for a in actions if actions.count(a) > 1}):
            yield (
                f"{block.get('type')}: action_id `{twice}` must be unique in its block "
                f"[json-pointer:{at}/{index}]"
            )


def _view(view: object) -> Problems:
    if not isinstance(view, dict):
        yield "view must be an object [json-pointer:/view]"
        return
    if view.get("type") not in ("modal", "home"):
        yield "view: type must be modal or home [json-pointer:/view/type]"
        return
    bare = {key: value for key, value in view.items() if key != "blocks"}
    yield from _object(bare, RULES[view["type"]], "/view")
    yield from _blocks(view.get("blocks"), view["type"], "/view/blocks")
    inputs = [
        b for b in view.get("blocks") or [] if isinstance(b, dict) and b.get("type") == "input"
    ]
    if inputs and view["type"] == "modal" and "submit" not in view:
        yield "modal: submit is required when there are input blocks [json-pointer:/view/submit]"


def _tagged(value: object, allowed: Sequence[str], at: str) -> Problems:
    """Check an object whose `type` names its rule."""
    if not isinstance(value, dict):
        yield f"must be an object [json-pointer:{at}]"
        return
    tag = value.get("type")
    if not isinstance(tag, str) or tag not in allowed:
        names = ", ".join(allowed)
        yield f"unsupported type: {tag}; allowed here: {names} [json-pointer:{at}/type]"
        return
    yield from _object(value, RULES[tag], at)


def _object(value: Json, rule: Rule, at: str) -> Problems:
    known = set(rule.fields) | ({"type"} if rule.tagged else set())
    see = f"(see {rule.source})"
    for name in sorted(set(value) - known):
        yield f"{rule.name}: unknown field `{name}` [json-pointer:{at}/{name}] {see}"
    for name in sorted(n for n, f in rule.fields.items() if f.required and n not in value):
        yield f"{rule.name}: missing required field `{name}` [json-pointer:{at}] {see}"
    if rule.one_of and not any(name in value for name in rule.one_of):
        yield f"{rule.name}: needs {' or '.join(rule.one_of)} [json-pointer:{at}] {see}"
    if len([name for name in rule.only_one_of if name in value]) > 1:
        yield f"{rule.name}: only one of {', '.join(rule.only_one_of)} [json-pointer:{at}]"
    for name in sorted(set(value) & set(rule.fields)):
        field = rule.fields[name]
        for problem in _CHECKS[field.kind](
            value[name], field, f"{rule.name}.{name}", f"{at}/{name}"
        ):
            yield problem if "(see " in problem else f"{problem} {see}"


def _string(value: object, field: Field, name: str, at: str) -> Problems:
    if not isinstance(value, str):
        yield f"{name}: must be a string [json-pointer:{at}]"
        return
    yield from _bounds(len(value), field, "characters", name, at)
    if field.of and value not in field.of:
        yield f"{name}: must be one of {', '.join(field.of)}, is `{value}` [json-pointer:{at}]"
    if field.pattern and not re.fullmatch(field.pattern, value):
        yield f"{name}: `{value[:40]}` has not the required form [json-pointer:{at}]"


def _bounds(size: int, field: Field, unit: str, name: str, at: str) -> Problems:
    if field.low is not None and size < field.low:
        yield f"{name}: must have at least {field.low} {unit}, has {size} [json-pointer:{at}]"
    if field.high is not None and size > field.high:
        yield f"{name}: must have no more than {field.high} {unit}, has {size} [json-pointer:{at}]"


def _boolean(value: object, field: Field, name: str, at: str) -> Problems:
    if not isinstance(value, bool):
        yield f"{name}: must be true or false [json-pointer:{at}]"


def _integer(value: object, field: Field, name: str, at: str) -> Problems:
    if not isinstance(value, int) or isinstance(value, bool):
        yield f"{name}: must be a whole number [json-pointer:{at}]"
    elif (field.low is not None and value < field.low) or (
        field.high is not None and value > field.high
    ):
        yield f"{name}: must be {field.low} to {field.high}, is {value} [json-pointer:{at}]"


def _text(value: object, field: Field, name: str, at: str) -> Problems:
    own: list[str] = []
    if isinstance(value, dict) and isinstance(value.get("text"), str):
        own = list(_bounds(len(value["text"]), field, "characters", name, f"{at}/text"))
    # The field's bound says more than the text object's own, and is never wider.
    doubled = f".text: must have .*{re.escape(f'[json-pointer:{at}/text]')}"
    for problem in _tagged(value, field.of, at):
        if not (own and re.search(doubled, problem)):
            yield problem
    yield from own


def _nested(value: object, field: Field, name: str, at: str) -> Problems:
    if RULES[field.of[0]].tagged:
        yield from _tagged(value, field.of, at)
    elif isinstance(value, dict):
        yield from _object(value, RULES[field.of[0]], at)
    else:
        yield f"{name}: must be an object [json-pointer:{at}]"


def _list(value: object, field: Field, name: str, at: str) -> Problems:
    if not isinstance(value, list):
        yield f"{name}: must be a list [json-pointer:{at}]"
        return
    yield from _bounds(len(value), field, "items", name, at)
    for index, item in enumerate(value):
        yield from _item(item, field, f"{name}[{index}]", f"{at}/{index}")


def _item(item: object, field: Field, name: str, at: str) -> Problems:
    if field.of[0] == "string":
        yield from _string(item, Field("string", low=1, of=field.of[1:]), name, at)
    elif field.each is not None:
        yield from _text(item, Field("text", low=1, high=field.each, of=field.of), name, at)
    else:
        yield from _nested(item, field, name, at)


_CHECKS: dict[str, Callable[[Any, Field, str, str], Problems]] = {
    "string": _string,
    "boolean": _boolean,
    "integer": _integer,
    "text": _text,
    "object": _nested,
    "list": _list,
}


def elements_of(block: Json) -> list[Json]:
    """List the interactive elements of a block, wherever its type keeps them."""
    elements = block.get("elements")
    found = list(elements) if isinstance(elements, list) else []
    found += [block.get("accessory"), block.get("element")]
    return [e for e in found if isinstance(e, dict) and e.get("type") in INTERACTIVE]


def find_element(blocks: Blocks, block_id: str, action_id: str) -> Json | None:
    """Find the element that a block_id and an action_id name together."""
    for block in blocks:
        if block.get("block_id") == block_id:
            for element in elements_of(block):
                if element.get("action_id") == action_id:
                    return element
    return None


def with_ids(blocks: Blocks, mint: Callable[[], str]) -> Blocks:
    """Copy blocks and give a block_id and action_ids to those that came without."""
    return [_with_ids(block, mint) for block in blocks]


def _with_ids(block: Json, mint: Callable[[], str]) -> Json:
    copy = {"type": block.get("type"), "block_id": block.get("block_id") or mint(), **block}
    for name in ("accessory", "element"):
        if isinstance(copy.get(name), dict):
            copy[name] = _named(copy[name], mint)
    if isinstance(copy.get("elements"), list):
        copy["elements"] = [_named(element, mint) for element in copy["elements"]]
    return copy


def _named(element: Json, mint: Callable[[], str]) -> Json:
    if element.get("type") in INTERACTIVE and "action_id" not in element:
        return {**element, "action_id": mint()}
    return element
