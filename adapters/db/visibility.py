"""Who sees what: the one place where a select over tasks, events, projects or notices begins.

Repositories narrow what they get from here; a test fails on such a select anywhere else. The
statements are built once for each kind of audience: run them with ``viewer(...)`` as parameters.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any, Final, assert_never

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    CompoundSelect,
    Integer,
    Select,
    Table,
    and_,
    bindparam,
    false,
    func,
    or_,
    select,
    true,
    union_all,
)

from adapters.db.tables import events, memberships, notices, persons, places, projects, tasks
from core.kernel.audience import Audience, ForPerson, InPlace, System
from core.kernel.events import Verb
from core.kernel.refs import Kind, PersonId, PlaceId, Ref, WorkspaceId
from core.people.model import PlaceKind, Role
from core.tasks.model import OPEN

SYSTEM_REASONS: Final[Mapping[str, str]] = {
    "bounds": "how many tasks somebody made today; a number, and nothing else",
    "audit": "an admin reads who did what and what was sent, without anybody's words",
    "capture": "whether a message was captured already; the answer is read again for the asker",
    "closing": "open tasks of a project that is closed; unseen ones go on without it",
    "delivery": "what a post must say; read again for its recipient before it is sent",
    "dispatch": "permission checks, before a refusal that tells unseen and unknown alike",
    "erasure": "one person's data, wherever it is",
    "export": "an admin takes the whole workspace out",
    "followup": "what is owed and when to look again",
    "forecast": "figures of the whole workspace, without titles",
    "linking": "two become one: what names a person, and whether a workspace has any task",
    "links": "cycles through tasks that the asker may not see",
    "moving": "parts of a task that goes into another project; unseen ones go along as they are",
    "numbers": "keys of projects, which are unique whoever sees them",
    "reactions": "derived rows that follow from a change",
    "retention": "what was said of tasks that were closed long ago is forgotten",
    "simulate": "playing a ladder on a copy",
    "undo": "taking a command back",
}
"""The reasons for which everything may be read, and what for. Nothing read so is shown as it is."""


_MAKING: Final = [Verb.ADDED.value, Verb.CAPTURED.value]
"""What somebody does who makes a task."""
_WORKSPACE: Final = bindparam("of_workspace", type_=Integer)
_VIEWER: Final = bindparam("viewer", type_=BigInteger)
"""The person or the place of the audience."""
_SUBJECT: Final = bindparam("subject", type_=BigInteger)


class _Kind(Enum):
    PERSON = "person"
    PLACE = "place"
    ALL = "all"


def viewer(
    audience: Audience, workspace: WorkspaceId, subject: Ref | None = None
) -> dict[str, int]:
    """The parameters of every statement that begins here."""
    parameters = {"of_workspace": int(workspace)}
    if not isinstance(audience, System):
        parameters["viewer"] = audience.id
    if subject is not None:
        parameters["subject"] = subject.id
    return parameters


def tasks_for(audience: Audience) -> Select[Any]:
    """All columns of the tasks that *audience* may see."""
    return _tasks(_kind(audience))


def projects_for(audience: Audience) -> Select[Any]:
    """All columns of the projects that *audience* may see."""
    return _projects(_kind(audience))


def events_for(audience: Audience, subject: Ref) -> Select[Any]:
    """All columns of the events of *subject*; none when *audience* does not see it.

    What happened to a person or in a place is for that person and the people of that place.
    """
    return _events(_kind(audience), subject.kind)


def all_events(why: System) -> Select[Any]:
    """All columns of the events of a workspace, for bookkeeping."""
    _kind(why)
    return select(events).where(events.c.workspace_id == _WORKSPACE)


def newest_events(why: System, subjects: ColumnElement[bool], most: int) -> Select[Any]:
    """The *most* newest events of each of *subjects*, the newest first, for bookkeeping."""
    rank = func.row_number().over(
        partition_by=(events.c.subject_kind, events.c.subject_id), order_by=events.c.id.desc()
    )
    ranked = all_events(why).where(subjects).add_columns(rank.label("rank")).subquery()
    return select(ranked).where(ranked.c.rank <= most).order_by(ranked.c.id.desc())


def makings_by(why: System, person: ColumnElement[Any]) -> Select[Any]:
    """The ids of the events by which *person* made tasks, for bookkeeping."""
    made = all_events(why).with_only_columns(events.c.id)
    return made.where(events.c.actor_id == person, events.c.verb.in_(_MAKING))


def all_rows(table: Table, why: System) -> Select[Any]:
    """All columns of a table's rows of a workspace, for an admin."""
    _kind(why)
    own = table.c.id if table.name == "workspaces" else table.c.workspace_id
    return select(table).where(own == _WORKSPACE)


def notices_for(audience: Audience) -> Select[Any]:
    """All columns of the notices that are addressed to *audience*."""
    return _notices(_kind(audience))


def notices_everywhere(why: System) -> Select[Any]:
    """All columns of the notices of every workspace, for the deliverer; needs no parameters."""
    _kind(why)
    return select(notices)


def projects_led_by(person: PersonId) -> Select[Any]:
    """Ids alone, to narrow tasks that are already seen."""
    lead = or_(
        projects.c.lead_id == person,
        and_(projects.c.lead_id.is_(None), projects.c.creator_id == person),
    )
    return select(projects.c.id).where(projects.c.workspace_id == _WORKSPACE, lead)


def tasks_that(*either: ColumnElement[bool]) -> CompoundSelect[Any]:
    """Ids alone, to narrow tasks that are already seen; each condition by an index of its own."""
    here = tasks.c.workspace_id == _WORKSPACE
    found = [select(tasks.c.id).where(here, one).correlate(None) for one in either]
    return union_all(*found)


def tasks_made_by(person: PersonId, since: datetime | None) -> Select[Any]:
    """Ids alone of what *person* added or captured, to narrow tasks that are already seen."""
    made = select(events.c.subject_id).where(
        events.c.workspace_id == _WORKSPACE,
        events.c.actor_id == person,
        events.c.subject_kind == Kind.TASK.value,
        events.c.verb.in_(_MAKING),
    )
    return made if since is None else made.where(events.c.at >= since)


def projects_with_home(place: PlaceId) -> Select[Any]:
    """Ids alone, to narrow tasks that are already seen."""
    named = select(places.c.project_id).where(
        places.c.workspace_id == _WORKSPACE, places.c.id == place, places.c.project_id.is_not(None)
    )
    here = or_(projects.c.home_id == place, projects.c.id.in_(named))
    return select(projects.c.id).where(projects.c.workspace_id == _WORKSPACE, here)


def open_tasks_of_viewer() -> Select[Any]:
    """Ids alone of the open tasks that a person owns, asked for, checks or helps with."""
    return select(tasks.c.id).where(
        tasks.c.workspace_id == _WORKSPACE, _takes_part(_VIEWER), tasks.c.status.in_(OPEN)
    )


def wording_of(task: ColumnElement[Any]) -> Select[Any]:
    """The ids of the texts and the labels of a task that is about to be saved."""
    return select(tasks.c.title_id, tasks.c.notes_id, tasks.c.labels).where(
        tasks.c.workspace_id == _WORKSPACE, tasks.c.id == task
    )


def _kind(audience: Audience) -> _Kind:
    match audience:
        case ForPerson():
            return _Kind.PERSON
        case InPlace():
            return _Kind.PLACE
        case System(why) if why in SYSTEM_REASONS:
            return _Kind.ALL
        case System(why):
            raise ValueError(f"no reason to read everything: {why!r}; see SYSTEM_REASONS")
        case _:
            assert_never(audience)


@cache
def _tasks(kind: _Kind) -> Select[Any]:
    return select(tasks).where(tasks.c.workspace_id == _WORKSPACE, _task_clause(kind))


@cache
def _projects(kind: _Kind) -> Select[Any]:
    return select(projects).where(projects.c.workspace_id == _WORKSPACE, _project_clause(kind))


@cache
def _events(kind: _Kind, subject: Kind) -> Select[Any]:
    return select(events).where(
        events.c.workspace_id == _WORKSPACE,
        events.c.subject_kind == subject.value,
        events.c.subject_id == _SUBJECT,
        _subject_clause(kind, subject),
    )


@cache
def _notices(kind: _Kind) -> Select[Any]:
    return select(notices).where(notices.c.workspace_id == _WORKSPACE, _addressed_to(kind))


def _task_clause(kind: _Kind) -> ColumnElement[bool]:
    if kind is _Kind.ALL:
        return true()
    if kind is _Kind.PLACE:
        return or_(tasks.c.visible_in.is_(None), tasks.c.visible_in == _VIEWER)
    here = or_(
        tasks.c.source_place_id.in_(_own_places()),
        tasks.c.visible_in.in_(_own_places()),
        tasks.c.project_id.in_(_own_projects()),
    )
    return or_(_takes_part(_VIEWER), _open_to_viewer(tasks.c.visible_in, here))


def _project_clause(kind: _Kind) -> ColumnElement[bool]:
    if kind is _Kind.ALL:
        return true()
    if kind is _Kind.PLACE:
        return or_(projects.c.visible_in.is_(None), projects.c.visible_in == _VIEWER)
    here = or_(projects.c.visible_in.in_(_own_places()), projects.c.id.in_(_own_projects()))
    leads = or_(projects.c.lead_id == _VIEWER, projects.c.creator_id == _VIEWER)
    return or_(leads, _open_to_viewer(projects.c.visible_in, here))


def _takes_part(person: Any) -> ColumnElement[bool]:  # noqa: ANN401
    return or_(
        tasks.c.owner_id == person,
        tasks.c.requester_id == person,
        tasks.c.verifier_id == person,
        tasks.c.helper_id == person,
        tasks.c.offered_to == person,
    )


def _open_to_viewer(
    visible_in: ColumnElement[Any], here: ColumnElement[bool]
) -> ColumnElement[bool]:
    """Members see all but other people's private places; guests see what is *here*."""
    return and_(
        or_(visible_in.is_(None), visible_in.in_(_own_places())),
        or_(_viewer_is(Role.MEMBER), and_(_viewer_is(Role.GUEST, Role.EXTERNAL), here)),
    )


def _own_places() -> Select[Any]:
    return select(memberships.c.place_id).where(
        memberships.c.workspace_id == _WORKSPACE, memberships.c.person_id == _VIEWER
    )


def _own_projects() -> Select[Any]:
    """With their home in a place of the viewer; on a second platform the place names it."""
    second = select(places.c.project_id).where(
        places.c.workspace_id == _WORKSPACE,
        places.c.project_id.is_not(None),
        places.c.id.in_(_own_places()),
    )
    inside = projects.alias("own")
    home = or_(inside.c.home_id.in_(_own_places()), inside.c.id.in_(second))
    return select(inside.c.id).where(inside.c.workspace_id == _WORKSPACE, home)


def _viewer_is(*roles: Role) -> ColumnElement[bool]:
    """Whether somebody still here has one of *roles*; asked once a statement, not per row."""
    return (
        select(persons.c.id)
        .where(
            persons.c.workspace_id == _WORKSPACE,
            persons.c.id == _VIEWER,
            persons.c.active,
            persons.c.role.in_([role.value for role in roles]),
        )
        .exists()
    )


def _subject_clause(kind: _Kind, subject: Kind) -> ColumnElement[bool]:
    if kind is _Kind.ALL:
        return true()
    if subject is Kind.TASK:
        return _tasks(kind).where(tasks.c.id == _SUBJECT).exists()
    if subject is Kind.PROJECT:
        return _projects(kind).where(projects.c.id == _SUBJECT).exists()
    if subject is Kind.PERSON and kind is _Kind.PERSON:
        return events.c.subject_id == _VIEWER
    if subject is Kind.PLACE and kind is _Kind.PERSON:
        return _viewer_sees_place()
    return false()


def _viewer_sees_place() -> ColumnElement[bool]:
    public = select(places.c.id).where(
        places.c.workspace_id == _WORKSPACE,
        places.c.id == _SUBJECT,
        places.c.kind == PlaceKind.CHANNEL.value,
    )
    inside = _own_places().where(memberships.c.place_id == _SUBJECT)
    return or_(inside.exists(), and_(public.exists(), _viewer_is(Role.MEMBER)))


def _addressed_to(kind: _Kind) -> ColumnElement[bool]:
    if kind is _Kind.ALL:
        return true()
    recipient = Kind.PERSON if kind is _Kind.PERSON else Kind.PLACE
    return and_(notices.c.recipient_kind == recipient.value, notices.c.recipient_id == _VIEWER)
