"""A change of a project is taken back: each setting as it was, unless it was changed since."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import time

from core.kernel.context import Context
from core.kernel.errors import Conflict
from core.kernel.events import Value, Verb
from core.kernel.refs import PlaceId, project_ref
from core.projects.commands import TakeBackProject
from core.projects.firmness import read_spelt
from core.projects.homes import free_home
from core.projects.model import Project
from core.projects.ports import ProjectUnit
from core.projects.service import Changed, save, seen, values_of

_PLAIN = frozenset({
    "lead", "offered_to", "speaks", "answered", "strict", "capture", "numbers", "digest_zone",
    "digest_at", "home", "others",
})  # fmt: skip
_LADDER = frozenset({"ladder", "tuning"})
_INSTEAD = {
    Verb.PROJECT_OPENED: "/project close #{key}",
    Verb.PROJECT_CLOSED: "/project reopen #{key}",
    Verb.PROJECT_RESUMED: "/project pause #{key}",
}
"""What takes back what is more than settings."""


def take_back(work: ProjectUnit, intent: TakeBackProject, ctx: Context) -> Changed:
    """As it was before that command.

    Conflict ``project_not_undone`` for what is more than its settings, with what to type instead;
    ``project_changed_since`` after another change, ``home_taken`` where another lives now.
    """
    old = seen(work, intent.project, ctx)
    events = [e for e in work.log.by_cause(intent.cause) if e.subject == project_ref(old.id)]
    before: dict[str, Value] = {}
    after: dict[str, Value] = {}
    for event in events:
        before = {**event.before, **before}
        after |= event.after
    if not after or after.keys() - _PLAIN - _LADDER:
        verb = events[-1].verb if events else Verb.PROJECT_CHANGED
        paused = after.get("paused_at") is not None
        usual = "/project resume #{key}" if paused else "/project show #{key}"
        example = _INSTEAD.get(verb, usual).format(key=old.key)
        raise Conflict("project_not_undone", key=old.key, example=example)
    now = values_of(old)
    if any(now[name] != value for name, value in after.items()):
        raise Conflict("project_changed_since", key=old.key, example=f"/project show #{old.key}")
    new: Project = replace(old, **_restored(before, now))  # type: ignore[arg-type]
    for home in new.homes:
        free_home(work, home, old, ctx)
    return save(work, old, new, ctx.act, undoes=intent.cause)


def _restored(before: Mapping[str, Value], now: Mapping[str, Value]) -> dict[str, object]:
    found: dict[str, object] = {name: before[name] for name in before.keys() & _PLAIN}
    if isinstance(at := found.get("digest_at"), str):
        found["digest_at"] = time.fromisoformat(at)
    if isinstance(others := found.get("others"), str):
        found["others"] = tuple(PlaceId(int(home)) for home in others.split(",") if home)
    if before.keys() & _LADDER:
        was = {**now, **before}
        found["ladder"], found["tuning"] = read_spelt(f"{was['ladder']} {was['tuning']}")
    return found
