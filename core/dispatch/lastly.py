"""*undo*, as it is typed: the asker's last command, whatever it was about.

Tasks and projects tell theirs by their events. Settings have none: of those the names of what
they can be taken back with are kept, the newest first.
"""

import json
from datetime import datetime

from core.dispatch.acts import Intent
from core.kernel.context import Context
from core.kernel.errors import BadInput, Conflict
from core.kernel.refs import Kind, ProjectId
from core.people import restoring
from core.people.commands import EndLeave, PersonIntent, SetLeave
from core.projects.commands import TakeBackProject
from core.queries import Query
from core.reading import kept
from core.tasks.commands import Undo
from core.undo import OWN_SPAN, last_standing
from core.unit import Unit

_NAME = "lately"
_MOST = 20
_Lately = list[tuple[str, str]]
"""The name under which it is kept, and when that was; no name for what can't be taken back so."""


def note(unit: Unit, intent: PersonIntent, name: str, ctx: Context) -> None:
    """A change of settings was made; *name*: what it can be taken back with, empty for nothing."""
    undoes = getattr(intent, "undoes", "")
    if not name and not isinstance(intent, SetLeave | EndLeave):
        return
    lately = _lately(unit, ctx)
    left = [each for each in lately if not undoes or each[0] != undoes]
    if len(left) == len(lately):
        left.insert(0, (name, ctx.now.isoformat()))
    kept.renew(unit, _NAME, json.dumps(left[:_MOST]), ctx)


def meant(unit: Unit, request: Intent | Query, ctx: Context) -> Intent | Query:
    """*request*, or for a bare *undo* what takes the asker's last command back.

    Conflict ``leave_not_undone``, for leave is ended by its own word.
    """
    if not isinstance(request, Undo) or request.cause or unit.inbox.look(ctx.key) is not None:
        return request
    work = unit.of(ctx.workspace)
    cause = last_standing(work, ctx)
    events = work.log.by_cause(cause) if cause else ()
    name, at = next(iter(_lately(unit, ctx)), ("", ""))
    if at and _newer(datetime.fromisoformat(at), events[0].at if events else None, ctx):
        return _settings(unit, name, ctx)
    subjects = [event.subject for event in events]
    if subjects and all(subject.kind is Kind.PROJECT for subject in subjects):
        return TakeBackProject(ProjectId(subjects[0].id), cause or "")
    return Undo(cause)


def _newer(at: datetime, other: datetime | None, ctx: Context) -> bool:
    return at >= ctx.now - OWN_SPAN and (other is None or at >= other)


def _settings(unit: Unit, name: str, ctx: Context) -> Intent:
    if not name:
        raise Conflict("leave_not_undone", example="/task away off")
    return settings_back(unit, name, ctx)


def settings_back(unit: Unit, name: str, ctx: Context) -> Intent:
    """Settings as they were before the change that is kept, where nobody changed them since."""
    people = unit.of(ctx.workspace).people
    person = people.person(ctx.actor)
    if person is None:
        raise BadInput("stale_button")
    line = kept.recall(unit, name, ctx)
    return restoring.restored(line, person, people.workspace(), undoes=name)


def _lately(unit: Unit, ctx: Context) -> _Lately:
    try:
        return [(name, at) for name, at in json.loads(kept.recall(unit, _NAME, ctx))]
    except BadInput:
        return []
