"""What people typed, as others read it: mentions by name, not in the platform's own form."""

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from core.reading.names import as_typed
from core.unit import WorkUnit

_Intent = TypeVar("_Intent")


def spoken(work: WorkUnit, intent: _Intent, platform: str) -> _Intent:
    """*intent* with the mentions in its words spelled: ``<@U1|maria>`` is kept as @maria."""
    found: _Intent = _spoken(work, intent, platform)
    return found


def _spoken(work: WorkUnit, value: Any, platform: str) -> Any:  # noqa: ANN401 - any field
    if isinstance(value, str):
        return as_typed(work, value, platform) if "<" in value else value
    if type(value) is tuple:
        return tuple(_spoken(work, item, platform) for item in value)
    if not is_dataclass(value) or isinstance(value, type):
        return value
    held = {field.name: getattr(value, field.name) for field in fields(value) if field.init}
    said = {name: _spoken(work, item, platform) for name, item in held.items()}
    changed = {name: item for name, item in said.items() if item != held[name]}
    return replace(value, **changed) if changed else value
