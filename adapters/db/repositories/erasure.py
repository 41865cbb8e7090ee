"""One person's words, names and accounts, taken out; what happened keeps its ids."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, or_, select, update

from adapters.db.repositories.base import Bound
from adapters.db.repositories.seen import Seen
from adapters.db.repositories.texts import TextRows
from adapters.db.tables import (
    accounts,
    arrivals,
    events,
    memberships,
    posts,
    requests,
    tasks,
    texts,
    words,
)
from adapters.db.visibility import all_rows, viewer
from core.kernel.audience import System
from core.kernel.refs import Kind, PersonId, TaskId, TextId, WorkspaceId
from core.screens.delivery import PostState

ERASURE = System("erasure")
UNNAMED = "…"
LONG = 10
"""Signs from which on a word that is not of letters alone may be the secret itself."""
_PARTS = ("owner_id", "requester_id", "verifier_id", "helper_id", "offered_to")


class ErasureRows(Bound):
    """Irreversible; in one unit."""

    def __init__(
        self, connection: Connection, workspace: WorkspaceId, read: TextRows, seen: Seen
    ) -> None:
        super().__init__(connection, workspace)
        self._read, self._seen = read, seen
        self._here = viewer(ERASURE, workspace)

    def tasks_of(self, person: PersonId) -> list[TaskId]:
        """Where they take part, or wrote title, notes or reason."""
        own = self._texts_of(person)
        takes_part = [tasks.c[name] == person for name in _PARTS]
        wrote = [tasks.c[name].in_(own) for name in ("title_id", "notes_id", "blocker_reason_id")]
        clause = takes_part[0]
        for other in (*takes_part[1:], *wrote, tasks.c.source_author_id == person):
            clause = clause | other
        found = all_rows(tasks, ERASURE).with_only_columns(tasks.c.id).where(clause)
        return [TaskId(number) for number in self._connection.scalars(found, self._here)]

    def erase(self, person: PersonId) -> int:
        """Texts, accounts, what waits for a button, what was to be sent; says how many texts."""
        ids = list(self._connection.scalars(self._texts_of(person)))
        self._forget_words(ids)
        blank = self._connection.execute(
            update(texts)
            .where(texts.c.workspace_id == self._workspace, texts.c.author_id == person)
            .values(body="", folded="")
        )
        self._unlink(person)
        self._leave_outside_unnamed(person)
        self._scrub(person)
        self._silence(person)
        self._forget_requests(person)
        for table in (accounts, memberships):
            mine = (table.c.workspace_id == self._workspace) & (table.c.person_id == person)
            self._connection.execute(delete(table).where(mine))
        return blank.rowcount

    def wipe(self, wanted: Sequence[TextId], mark: str, by: PersonId) -> list[TaskId]:
        """Texts, their words, and what was typed and waits; says which tasks they are of."""
        ids = sorted(wanted)
        mine = (texts.c.workspace_id == self._workspace) & texts.c.id.in_(ids)
        bodies = list(self._connection.scalars(select(texts.c.body).where(mine)))
        self._forget_words([int(number) for number in ids])
        values = {"body": mark, "folded": "", "author_id": by}
        self._connection.execute(update(texts).where(mine).values(values))
        self._read.forget(ids)
        self._seen.tasks_changed()
        for body in bodies:
            self._forget_typed(body)
        return self._tasks_with(ids)

    def _tasks_with(self, ids: Sequence[TextId]) -> list[TaskId]:
        named = [tasks.c[name].in_(ids) for name in ("title_id", "notes_id", "blocker_reason_id")]
        found = all_rows(tasks, ERASURE).with_only_columns(tasks.c.id)
        wrote = found.where(or_(*named))
        told = (
            all_rows(events, ERASURE)
            .with_only_columns(events.c.subject_id)
            .where(events.c.text_id.in_(ids), events.c.subject_kind == Kind.TASK.value)
        )
        numbers = {*self._connection.scalars(wrote, self._here)}
        numbers |= {*self._connection.scalars(told, self._here)}
        return [TaskId(number) for number in sorted(numbers)]

    def _forget_typed(self, body: str) -> None:
        """Lines that wait for a button, and events that could not be worked off, with *body* or
        one of its words that may be a secret: names stand in them as the platform writes them."""
        words = [word for word in body.split() if len(word) >= LONG and not word.isalpha()]
        ours = requests.c.key.startswith(f"kept:{self._workspace}.")
        unnamed = requests.c.key.startswith("kept:") & ~requests.c.key.like("kept:%:%")
        for part in {body, *words} - {""}:
            for said in {part, json.dumps(part)[1:-1]}:
                holds = requests.c.outcome.contains(said, autoescape=True)
                self._connection.execute(delete(requests).where(ours | unnamed, holds))
                parked = arrivals.c.state != "waiting"
                heard = arrivals.c.body.contains(said, autoescape=True)
                self._connection.execute(update(arrivals).where(parked, heard).values(body=""))

    def _texts_of(self, person: PersonId) -> Any:  # noqa: ANN401
        return select(texts.c.id).where(
            texts.c.workspace_id == self._workspace, texts.c.author_id == person
        )

    def _forget_words(self, ids: list[int]) -> None:
        for start in range(0, len(ids), 500):
            some = ids[start : start + 500]
            self._connection.execute(
                delete(words).where(
                    words.c.workspace_id == self._workspace, words.c.text_id.in_(some)
                )
            )

    def _unlink(self, person: PersonId) -> None:
        """The way to the message that they wrote; what was copied of it is blank as well."""
        wrote = (tasks.c.workspace_id == self._workspace) & (tasks.c.source_author_id == person)
        notes = all_rows(tasks, ERASURE).with_only_columns(tasks.c.notes_id).where(wrote)
        copied = [i for i in self._connection.scalars(notes, self._here) if i is not None]
        self._forget_words(copied)
        for start in range(0, len(copied), 500):
            some = texts.c.id.in_(copied[start : start + 500])
            mine = texts.c.workspace_id == self._workspace
            self._connection.execute(update(texts).where(mine, some).values(body="", folded=""))
        self._connection.execute(update(tasks).where(wrote).values(source_permalink=""))

    def _leave_outside_unnamed(self, person: PersonId) -> None:
        """Whom outside they wait for; that it is somebody outside stays, for the ladder."""
        wrote = tasks.c.blocker_reason_id.in_(self._texts_of(person))
        mine = (tasks.c.workspace_id == self._workspace) & tasks.c.outside.is_not(None)
        self._connection.execute(update(tasks).where(mine, wrote).values(outside=UNNAMED))

    def _scrub(self, person: PersonId) -> None:
        """Whom outside they waited for stands in events as words."""
        mine = all_rows(events, ERASURE).where(events.c.actor_id == person)
        for row in self._connection.execute(mine, self._here).all():
            before, after = _without_words(row.before), _without_words(row.after)
            if (before, after) != (row.before, row.after):
                this = (events.c.workspace_id == self._workspace) & (events.c.id == row.id)
                self._connection.execute(
                    update(events).where(this).values(before=before, after=after)
                )

    def _silence(self, person: PersonId) -> None:
        """Nothing more goes to them, and nothing of theirs is drawn anew for them."""
        theirs = (posts.c.workspace_id == self._workspace) & (posts.c.person_id == person)
        waiting = posts.c.state == PostState.PENDING.value
        self._connection.execute(
            update(posts).where(theirs, waiting).values(state=PostState.CANCELLED.value)
        )
        self._connection.execute(update(posts).where(theirs).values(dirty=False))

    def _forget_requests(self, person: PersonId) -> None:
        """What they typed and waits for a button, and what others kept of their messages."""
        waits = requests.c.key.startswith("kept:")
        own = requests.c.key.startswith(f"kept:{self._workspace}.{person}:")
        unnamed = ~requests.c.key.like("kept:%:%")  # Kept before rows said whose they are.
        wrote = requests.c.outcome.contains(f'"author": {person},')  # In a thread that was read.
        gone = own | (waits & (unnamed | wrote))
        self._connection.execute(delete(requests).where(gone))
        mine = (accounts.c.workspace_id == self._workspace) & (accounts.c.person_id == person)
        for name in self._connection.scalars(select(accounts.c.external_id).where(mine)).all():
            quoted = requests.c.outcome.contains(f'"{name}"')
            self._connection.execute(delete(requests).where(waits, quoted))
            heard = arrivals.c.body.contains(f'"{name}"')
            self._connection.execute(delete(arrivals).where(heard))


def _without_words(values: dict[str, Any]) -> dict[str, Any]:
    blocker = values.get("blocker")
    kept = {name: value for name, value in values.items() if name != "labels"}
    if isinstance(blocker, str) and blocker.count("|") >= 6:
        kept["blocker"] = "|".join([*blocker.split("|", 6)[:6], ""])
    return kept
