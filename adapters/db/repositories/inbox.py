"""Idempotency keys of requests, and events that wait for their worker."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import (
    Connection,
    Integer,
    Select,
    bindparam,
    case,
    delete,
    func,
    select,
    update,
)

from adapters.db.mapping_delivery import arrival_values, to_arrival
from adapters.db.prepared import Prepared
from adapters.db.repositories.base import insert_once
from adapters.db.tables import arrivals, heard, requests
from core.screens.delivery import Door, Waiting
from core.unit import Arrival, Receipt

TRIES: Final = 5
_WAITING: Final = "waiting"
_DONE: Final = "done"
_PARKED: Final = "parked"

_OUTCOME: Final = Prepared(select(requests.c.outcome).where(requests.c.key == bindparam("of_key")))
_CHANGE: Final = Prepared(update(requests).where(requests.c.key == bindparam("of_key")))

_THERE: Final = (
    heard.c.workspace_id == bindparam("of_workspace"),
    heard.c.installation_id == bindparam("of_installation"),
)
_HEARD: Final = select(heard.c.at).where(*_THERE)
_HEAR: Final = update(heard).where(*_THERE).values(at=bindparam("heard_at"))

_BY_ARRIVAL: Final = select(arrivals).order_by(arrivals.c.received_at, arrivals.c.key)
_QUEUED: Final = _BY_ARRIVAL.where(arrivals.c.state == _WAITING).limit(
    bindparam("most", type_=Integer)
)
_FIRST: Final = Prepared(_QUEUED)
_WORKED_OFF: Final = Prepared(
    update(arrivals)
    .where(arrivals.c.key == bindparam("of_key"))
    .values(state=_DONE, body="", lane="")
)


class InboxRows:
    """Keys of the whole installation: the platforms make them unique.

    Requests and arrivals have tables of their own, so that the request which works off an
    arrival may carry the arrival's key.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def begin(self, key: str, now: datetime) -> Receipt | None:
        """Insert the key first of all; the receipt when it was there already."""
        if insert_once(self._connection, requests, {"key": key, "outcome": "", "at": now}):
            return None
        return self.look(key)

    def finish(self, key: str, outcome: str) -> None:
        """What a repetition will be told."""
        _CHANGE.later(self._connection, {"of_key": key, "outcome": outcome})

    def renew(self, key: str, outcome: str, now: datetime) -> None:
        """Kept as of *now*, whatever stood there before."""
        if not insert_once(self._connection, requests, {"key": key, "outcome": outcome, "at": now}):
            _CHANGE.later(self._connection, {"of_key": key, "outcome": outcome, "at": now})

    def look(self, key: str) -> Receipt | None:
        """What is stored under *key*; reads only."""
        outcome = _OUTCOME.scalar(self._connection, {"of_key": key})
        return Receipt(key, outcome) if outcome is not None else None

    def heard(self, door: Door) -> datetime | None:
        """When an installation could last reach us; None: never, as far as is known."""
        return self._connection.scalar(_HEARD, _named(door))

    def hear(self, door: Door, at: datetime) -> None:
        """It reaches us."""
        values = {"workspace_id": door[0], "installation_id": door[1], "at": at}
        if not insert_once(self._connection, heard, values):
            self._connection.execute(_HEAR, {**_named(door), "heard_at": at})

    def put(self, arrival: Arrival) -> bool:
        """False when it is a repetition."""
        values = arrival_values(arrival) | {"state": _WAITING}
        return insert_once(self._connection, arrivals, values)

    def waiting(self, limit: int, busy: Collection[str] = ()) -> Sequence[Arrival]:
        """In the order of arrival; none of *busy* conversations."""
        most: dict[str, int] = {"most": limit}
        if not busy:
            return [to_arrival(row) for row in _FIRST.all(self._connection, most)]
        free = _QUEUED.where(arrivals.c.lane.not_in(busy))
        return [to_arrival(row) for row in self._connection.execute(free, most)]

    def done(self, key: str) -> None:
        """Worked off: its key stays; what it said, and where, does not."""
        _WORKED_OFF.later(self._connection, {"of_key": key})

    def failed(self, key: str, error: str) -> None:
        """Counts the attempt; parked after five."""
        tries = arrivals.c.attempts + 1
        self._connection.execute(
            update(arrivals)
            .where(arrivals.c.key == key)
            .values(
                attempts=tries,
                error=error,
                state=case((tries >= TRIES, _PARKED), else_=_WAITING),
            )
        )

    def parked(self) -> Sequence[Arrival]:
        """What failed too often, in the order of arrival."""
        every = _BY_ARRIVAL.where(arrivals.c.state == _PARKED)
        return [to_arrival(row) for row in self._connection.execute(every)]

    def backlog(self) -> Waiting:
        """Events that wait for their worker."""
        found = select(func.count(), func.min(arrivals.c.received_at)).where(
            arrivals.c.state == _WAITING
        )
        return Waiting("event", *self._connection.execute(found).one())

    def is_old(self, requests_from: datetime, arrivals_from: datetime) -> bool:
        """Whether ``purge`` would forget something."""
        old, worked = _old(requests_from), _worked(arrivals_from)
        return any(self._connection.scalar(each.limit(1)) is not None for each in (old, worked))

    def purge(self, requests_from: datetime, arrivals_from: datetime, limit: int) -> int:
        """Forgets at most *limit* requests and as many arrivals from before then."""
        old, worked = _old(requests_from).limit(limit), _worked(arrivals_from).limit(limit)
        gone = self._connection.execute(delete(requests).where(requests.c.key.in_(old)))
        done = self._connection.execute(delete(arrivals).where(arrivals.c.key.in_(worked)))
        return gone.rowcount + done.rowcount


def _old(before: datetime) -> Select[tuple[str]]:
    return select(requests.c.key).where(requests.c.at < before)


def _worked(before: datetime) -> Select[tuple[str]]:
    ended = arrivals.c.state.in_([_DONE, _PARKED])
    return select(arrivals.c.key).where(ended, arrivals.c.received_at < before)


def _named(door: Door) -> dict[str, int]:
    return {"of_workspace": door[0], "of_installation": door[1]}
