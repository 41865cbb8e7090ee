"""Two persons become one also where they stand inside a document, a slot or a key."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from sqlalchemy import Connection, Row, Table, Text, cast, delete, func, or_, select, update

from adapters.db.tables import events, notices, persons, recurrences, requests
from adapters.db.visibility import all_rows, viewer
from core.followup.model import NoticeKind
from core.kernel.audience import System
from core.kernel.refs import PersonId, WorkspaceId

LINKING = System("linking")
PEOPLE: Final = frozenset({
    "owner", "offered_to", "verifier", "finished_by", "requester", "helper", "lead", "creator",
})  # fmt: skip
"""Values of events, and of what repeats, that name a person."""
HELD: Final = {
    "events.before": PEOPLE,
    "events.after": PEOPLE,
    "recurrences.template": PEOPLE,
    "persons.leave": "cover",
}
"""Documents in which persons stand."""

_Change = Callable[[Any], Any]


def merge_documents(
    connection: Connection, workspace: WorkspaceId, stays: PersonId, goes: PersonId
) -> None:
    """What tells of *goes*, waits for them or comes to them again tells of *stays*."""

    def renamed(values: Any) -> Any:  # noqa: ANN401 - a document
        return _renamed(values, stays, goes)

    def covered(leave: Any) -> Any:  # noqa: ANN401 - a document
        return [[first, last, stays if who == goes else who] for first, last, who in leave]

    _rewrite(connection, workspace, events, {"before": renamed, "after": renamed}, goes)
    _rewrite(connection, workspace, recurrences, {"template": renamed}, goes)
    _rewrite(connection, workspace, persons, {"leave": covered}, goes)
    _nudged_by(connection, workspace, stays, goes)
    _keep_typed(connection, workspace, stays, goes)


def _rewrite(
    connection: Connection, workspace: WorkspaceId, table: Table, how: Mapping[str, _Change],
    goes: PersonId,
) -> None:  # fmt: skip
    """Reads the whole table once: two become one so rarely that no index is kept for it."""
    named = or_(*(cast(table.c[name], Text).contains(str(goes)) for name in how))
    wanted = all_rows(table, LINKING).where(named)
    for row in connection.execute(wanted, viewer(LINKING, workspace)).all():
        old = {name: getattr(row, name) for name in how}
        new = {name: change(old[name]) for name, change in how.items()}
        if new != old:
            this = (table.c.workspace_id == workspace) & (table.c.id == row.id)
            connection.execute(update(table).where(this).values(**new))


def _renamed(values: Mapping[str, Any], stays: PersonId, goes: PersonId) -> dict[str, Any]:
    new = dict(values)
    for name, value in values.items():
        if name in PEOPLE and value == goes:
            new[name] = stays
        elif name == "blocker" and isinstance(value, str):
            new[name] = _helped(value, stays, goes)
        elif name == "repeat" and isinstance(value, str):
            new[name] = _repeating(value, stays, goes)
    return new


def _helped(blocker: str, stays: PersonId, goes: PersonId) -> str:
    """The second part of a blocker, as events keep it, is who can remove it."""
    reason, _, rest = blocker.partition("|")
    helper, _, rest = rest.partition("|")
    return f"{reason}|{stays}|{rest}" if helper == str(goes) else blocker


def _repeating(line: str, stays: PersonId, goes: PersonId) -> str:
    """How it repeated, with what its tasks began with, as ``recurring.model.encode`` writes it."""
    setup = json.loads(line)
    template = _renamed(setup["template"], stays, goes)
    if template == setup["template"]:
        return line
    return json.dumps({**setup, "template": template}, sort_keys=True)


def _nudged_by(
    connection: Connection, workspace: WorkspaceId, stays: PersonId, goes: PersonId
) -> None:
    """Who asked after a task stands in the slot; where both did on one day, once is enough."""
    nudged = all_rows(notices, LINKING).where(notices.c.kind == NoticeKind.NUDGED.value)
    by = or_(notices.c.slot.endswith(f"|{stays}"), notices.c.slot.endswith(f"|{goes}"))
    rows = connection.execute(nudged.where(by), viewer(LINKING, workspace)).all()
    had = {_nudge(row, row.slot) for row in rows}
    for row in rows:
        day, _, who = row.slot.partition("|")
        slot = f"{day}|{stays}"
        this = (notices.c.workspace_id == workspace) & (notices.c.id == row.id)
        if who == str(goes) and _nudge(row, slot) in had:
            connection.execute(delete(notices).where(this))
        elif who == str(goes):
            connection.execute(update(notices).where(this).values(slot=slot))


def _nudge(row: Row[Any], slot: str) -> tuple[object, ...]:
    return (row.subject_kind, row.subject_id, row.recipient_kind, row.recipient_id, slot)


def _keep_typed(
    connection: Connection, workspace: WorkspaceId, stays: PersonId, goes: PersonId
) -> None:
    """What they typed and waits for a button is found by whom they are now."""
    old, new = f"kept:{workspace}.{goes}:", f"kept:{workspace}.{stays}:"
    theirs = requests.c.key.startswith(old, autoescape=True)
    both = select(new + func.substr(requests.c.key, len(old) + 1)).where(theirs)
    had = list(connection.scalars(select(requests.c.key).where(requests.c.key.in_(both))))
    doubled = [old + key.removeprefix(new) for key in had]
    connection.execute(delete(requests).where(requests.c.key.in_(doubled)))
    name = new + func.substr(requests.c.key, len(old) + 1)
    connection.execute(update(requests).where(theirs).values(key=name))
