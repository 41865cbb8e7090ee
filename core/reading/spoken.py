"""What people typed, as others read it: mentions by name, not in the platform's own form."""

from collections.abc import Hashable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, TypeVar, cast

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
    changed, kind = {}, cast("Hashable", type(value))
    for name in _parts(kind):
        held = getattr(value, name)
        said = _spoken(work, held, platform)
        if said is not held and said != held:
            changed[name] = said
    return replace(value, **changed) if changed else value


@cache
def _parts(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 - any class
    """The fields of what is made of such; none of anything else."""
    return tuple(f.name for f in fields(kind) if f.init) if is_dataclass(kind) else ()
