"""What a ``TaskFilter`` means in SQL."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import BigInteger, ColumnElement, Integer, Select, and_, bindparam, case, or_

from adapters.db.column_types import Instant
from adapters.db.prepared import Prepared
from adapters.db.tables import tasks
from adapters.db.visibility import (
    projects_led_by,
    projects_with_home,
    tasks_made_by,
    tasks_that,
)
from core.kernel.refs import PersonId, PlaceId
from core.tasks.model import Priority, Status
from core.tasks.ports import TaskFilter

RANK: Final = case(
    {priority.value: rank for rank, priority in enumerate(Priority)}, value=tasks.c.priority
)
_BY: Final[dict[str, Any]] = {
    name: bindparam(f"by_{name}", type_=kind)
    for kind, names in (
        (BigInteger, ("owner", "waiting_for", "requester", "not_owner", "made_by")),
        (BigInteger, ("parent", "project", "place")),
        (Instant, ("made_since", "due_before", "closed_since")),
    )
    for name in names
}
"""What a filter may give that is a parameter of its statement."""
_SHAPES: Final = 200
"""Lists of one form each whose statement is kept."""


def listed(seen: Select[Any], wanted: TaskFilter) -> tuple[Prepared, dict[str, object]] | None:
    """The page of *wanted*, in its order, with its parameters but for ``most`` and ``skipped``;
    None for one that looks for words."""
    if wanted.words or wanted.labels or wanted.owners:
        return None
    given = {name: value for name in _BY if (value := getattr(wanted, name)) is not None}
    marks = (wanted.no_date, wanted.unowned, wanted.newest)
    statement = _listing(seen, tuple(given), wanted.statuses, wanted.priorities, *marks)
    return statement, {f"by_{name}": value for name, value in given.items()}


@lru_cache(_SHAPES)
def _listing(
    seen: Select[Any], given: tuple[str, ...], statuses: tuple[Status, ...],
    priorities: tuple[Priority, ...], no_date: bool, unowned: bool, newest: bool,
) -> Prepared:  # fmt: skip
    asked = TaskFilter(
        **{name: _BY[name] for name in given}, statuses=statuses, priorities=priorities,
        no_date=no_date, unowned=unowned, newest=newest,
    )  # fmt: skip
    most, skipped = (bindparam(name, type_=Integer) for name in ("most", "skipped"))
    return Prepared(in_order(narrowed(seen, asked), asked).limit(most).offset(skipped))


def narrowed(
    statement: Select[Any], wanted: TaskFilter, words: Iterable[ColumnElement[bool]] = ()
) -> Select[Any]:
    """*statement* with everything that *wanted* asks for; *words*: of its words and labels, which
    are looked up before."""
    return statement.where(*_people(wanted), *_where_it_belongs(wanted), *_state(wanted), *words)


def in_order(statement: Select[Any], wanted: TaskFilter) -> Select[Any]:
    """By due (none last), priority, number; else open ones first, then what closed last."""
    if wanted.newest:
        closed = tasks.c.closed_at
        return statement.order_by(closed.is_not(None), closed.desc(), tasks.c.id.desc())
    return statement.order_by(tasks.c.due_at.asc().nulls_last(), RANK, tasks.c.id)


def _people(wanted: TaskFilter) -> list[ColumnElement[bool]]:
    clauses: list[ColumnElement[bool]] = []
    if wanted.owner is not None:
        clauses.append(tasks.c.owner_id == wanted.owner)
    if wanted.owners:
        clauses.append(tasks.c.owner_id.in_(wanted.owners))
    if wanted.requester is not None:
        clauses.append(tasks.c.requester_id == wanted.requester)
    if wanted.not_owner is not None:
        clauses.append(tasks.c.owner_id.is_distinct_from(wanted.not_owner))
    if wanted.made_by is not None:
        clauses.append(tasks.c.id.in_(tasks_made_by(wanted.made_by, wanted.made_since)))
    if wanted.unowned:
        clauses.append(tasks.c.owner_id.is_(None))
    if wanted.waiting_for is not None:
        clauses.append(_waits_for(wanted.waiting_for))
    return clauses


def _waits_for(person: PersonId) -> ColumnElement[bool]:
    """To verify: by the verifier, else the requester, else the lead, never by who finished it;
    or to unblock, until the helper said that the way is free."""
    finisher = tasks.c.finished_by
    checker = case(
        (
            tasks.c.verifier_id.is_not(None) & tasks.c.verifier_id.is_distinct_from(finisher),
            tasks.c.verifier_id,
        ),
        (tasks.c.requester_id.is_distinct_from(finisher), tasks.c.requester_id),
    )
    led = tasks.c.project_id.in_(projects_led_by(person))
    verify = and_(
        tasks.c.status == Status.IN_REVIEW.value,
        or_(checker == person, and_(checker.is_(None), finisher != person, led)),
    )
    unblock = and_(
        tasks.c.status == Status.BLOCKED.value,
        tasks.c.helper_id == person,
        tasks.c.freed_at.is_(None),
    )
    waits = tasks.c.status.in_([Status.IN_REVIEW.value, Status.BLOCKED.value])
    offered = and_(tasks.c.offered_to == person, tasks.c.closed_at.is_(None))
    # By their ids: so each of the two is found by an index of its own.
    return tasks.c.id.in_(tasks_that(and_(waits, or_(verify, unblock)), offered))


def _where_it_belongs(wanted: TaskFilter) -> list[ColumnElement[bool]]:
    clauses: list[ColumnElement[bool]] = []
    if wanted.project is not None:
        clauses.append(tasks.c.project_id == wanted.project)
    if wanted.parent is not None:
        clauses.append(tasks.c.parent_id == wanted.parent)
    if wanted.place is not None:
        clauses.append(_belongs_to(wanted.place))
    return clauses


def _belongs_to(place: PlaceId) -> ColumnElement[bool]:
    return or_(tasks.c.source_place_id == place, tasks.c.project_id.in_(projects_with_home(place)))


def _state(wanted: TaskFilter) -> list[ColumnElement[bool]]:
    clauses: list[ColumnElement[bool]] = []
    if wanted.statuses:
        clauses.append(tasks.c.status.in_([status.value for status in wanted.statuses]))
    if wanted.priorities:
        clauses.append(tasks.c.priority.in_([priority.value for priority in wanted.priorities]))
    if wanted.no_date:
        clauses.append(tasks.c.due_at.is_(None))
    if wanted.due_before is not None:
        clauses.append(tasks.c.due_at < wanted.due_before)
    if wanted.closed_since is not None:
        clauses.append(tasks.c.closed_at >= wanted.closed_since)
    return clauses
