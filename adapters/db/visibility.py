"""Who sees what: the one place where a select over tasks, events, projects or notices begins.

Repositories narrow what they get from here; a test fails on such a select anywhere else.
"""

from collections.abc import Mapping
from typing import Any, Final, assert_never

from sqlalchemy import ColumnElement, Select, and_, false, or_, select, true

from adapters.db.tables import events, memberships, notices, persons, places, projects, tasks
from core.kernel.audience import Audience, ForPerson, InPlace, System
from core.kernel.refs import Kind, PersonId, PlaceId, Ref, WorkspaceId
from core.people.model import PlaceKind, Role
from core.tasks.model import Status

SYSTEM_REASONS: Final[Mapping[str, str]] = {
    "capture": "whether a message was captured already; the answer is read again for the asker",
    "delivery": "what a post must say; read again for its recipient before it is sent",
    "dispatch": "permission checks, before a refusal that tells unseen and unknown alike",
    "erasure": "one person's data, wherever it is",
    "export": "an admin takes the whole workspace out",
    "followup": "what is owed and when to look again",
    "forecast": "figures of the whole workspace, without titles",
    "links": "cycles through tasks that the asker may not see",
    "numbers": "keys of projects, which are unique whoever sees them",
    "reactions": "derived rows that follow from a change",
    "simulate": "playing a ladder on a copy",
    "undo": "taking a command back",
}
"""The reasons for which everything may be read, and what for. Nothing read so is shown as it is."""


_OPEN: Final = [status.value for status in Status if status.open]


def tasks_for(audience: Audience, workspace: WorkspaceId) -> Select[Any]:
    """All columns of the tasks that *audience* may see."""
    return select(tasks).where(tasks.c.workspace_id == workspace, _task_clause(audience, workspace))


def projects_for(audience: Audience, workspace: WorkspaceId) -> Select[Any]:
    """All columns of the projects that *audience* may see."""
    clause = _project_clause(audience, workspace)
    return select(projects).where(projects.c.workspace_id == workspace, clause)


def projects_led_by(person: PersonId, workspace: WorkspaceId) -> Select[Any]:
    """Ids alone, to narrow tasks that are already seen."""
    return select(projects.c.id).where(
        projects.c.workspace_id == workspace,
        or_(
            projects.c.lead_id == person,
            and_(projects.c.lead_id.is_(None), projects.c.creator_id == person),
        ),
    )


def projects_with_home(place: PlaceId, workspace: WorkspaceId) -> Select[Any]:
    """Ids alone, to narrow tasks that are already seen."""
    return select(projects.c.id).where(
        projects.c.workspace_id == workspace, projects.c.home_id == place
    )


def open_tasks_of(person: PersonId, workspace: WorkspaceId) -> Select[Any]:
    """Ids alone of the open tasks whose follow-up reaches *person*, to look at them again."""
    return select(tasks.c.id).where(
        tasks.c.workspace_id == workspace,
        _takes_part(person),
        tasks.c.status.in_(_OPEN),
    )


def events_for(audience: Audience, workspace: WorkspaceId, subject: Ref) -> Select[Any]:
    """All columns of the events of *subject*; none when *audience* does not see it."""
    return select(events).where(
        events.c.workspace_id == workspace,
        events.c.subject_kind == subject.kind.value,
        events.c.subject_id == subject.id,
        _subject_clause(audience, workspace, subject),
    )


def all_events(why: System, workspace: WorkspaceId) -> Select[Any]:
    """All columns of the events of a workspace, for bookkeeping."""
    return select(events).where(events.c.workspace_id == workspace, _everything(why))


def notices_for(audience: Audience, workspace: WorkspaceId) -> Select[Any]:
    """All columns of the notices that are addressed to *audience*."""
    clause = _addressed_to(audience)
    return select(notices).where(notices.c.workspace_id == workspace, clause)


def notices_everywhere(why: System) -> Select[Any]:
    """All columns of the notices of every workspace, for the deliverer."""
    return select(notices).where(_everything(why))


def _everything(why: System) -> ColumnElement[bool]:
    if why.why not in SYSTEM_REASONS:
        raise ValueError(f"no reason to read everything: {why.why!r}; see SYSTEM_REASONS")
    return true()


def _task_clause(audience: Audience, workspace: WorkspaceId) -> ColumnElement[bool]:
    match audience:
        case ForPerson(person):
            return or_(_takes_part(person), _open_to(person, workspace))
        case InPlace(place):
            return or_(tasks.c.visible_in.is_(None), tasks.c.visible_in == place)
        case System():
            return _everything(audience)
        case _:
            assert_never(audience)


def _takes_part(person: PersonId) -> ColumnElement[bool]:
    return or_(
        tasks.c.owner_id == person,
        tasks.c.requester_id == person,
        tasks.c.verifier_id == person,
        tasks.c.helper_id == person,
    )


def _open_to(person: PersonId, workspace: WorkspaceId) -> ColumnElement[bool]:
    own = _places_of(person, workspace)
    homes = select(projects.c.id).where(
        projects.c.workspace_id == workspace,
        or_(projects.c.home_id.in_(own), projects.c.id.in_(_second_homes(own, workspace))),
    )
    return and_(
        or_(tasks.c.visible_in.is_(None), tasks.c.visible_in.in_(own)),
        or_(
            _is(person, workspace, Role.MEMBER),
            and_(
                _is(person, workspace, Role.GUEST, Role.EXTERNAL),
                or_(
                    tasks.c.source_place_id.in_(own),
                    tasks.c.visible_in.in_(own),
                    tasks.c.project_id.in_(homes),
                ),
            ),
        ),
    )


def _project_clause(audience: Audience, workspace: WorkspaceId) -> ColumnElement[bool]:
    match audience:
        case ForPerson(person):
            leads = or_(projects.c.lead_id == person, projects.c.creator_id == person)
            return or_(leads, _project_open_to(person, workspace))
        case InPlace(place):
            return or_(projects.c.visible_in.is_(None), projects.c.visible_in == place)
        case System():
            return _everything(audience)
        case _:
            assert_never(audience)


def _project_open_to(person: PersonId, workspace: WorkspaceId) -> ColumnElement[bool]:
    own = _places_of(person, workspace)
    return and_(
        or_(projects.c.visible_in.is_(None), projects.c.visible_in.in_(own)),
        or_(
            _is(person, workspace, Role.MEMBER),
            and_(
                _is(person, workspace, Role.GUEST, Role.EXTERNAL),
                or_(
                    projects.c.home_id.in_(own),
                    projects.c.visible_in.in_(own),
                    projects.c.id.in_(_second_homes(own, workspace)),
                ),
            ),
        ),
    )


def _places_of(person: PersonId, workspace: WorkspaceId) -> Select[Any]:
    return select(memberships.c.place_id).where(
        memberships.c.workspace_id == workspace, memberships.c.person_id == person
    )


def _second_homes(own: Select[Any], workspace: WorkspaceId) -> Select[Any]:
    """Projects that have their home in one of these places too: one on each platform."""
    return select(places.c.project_id).where(
        places.c.workspace_id == workspace, places.c.project_id.is_not(None), places.c.id.in_(own)
    )


def _is(person: PersonId, workspace: WorkspaceId, *roles: Role) -> ColumnElement[bool]:
    """Whether somebody still here has one of *roles*; asked once a statement, not per row."""
    return (
        select(persons.c.id)
        .where(
            persons.c.workspace_id == workspace,
            persons.c.id == person,
            persons.c.active,
            persons.c.role.in_([role.value for role in roles]),
        )
        .exists()
    )


def _subject_clause(
    audience: Audience, workspace: WorkspaceId, subject: Ref
) -> ColumnElement[bool]:
    """What happened to a person or in a place is for nobody else; ``System`` reads all."""
    if isinstance(audience, System):
        return _everything(audience)
    if subject.kind is Kind.TASK:
        return tasks_for(audience, workspace).where(tasks.c.id == subject.id).exists()
    if subject.kind is Kind.PROJECT:
        return projects_for(audience, workspace).where(projects.c.id == subject.id).exists()
    if subject.kind is Kind.PERSON:
        return true() if audience == ForPerson(PersonId(subject.id)) else false()
    if subject.kind is Kind.PLACE and isinstance(audience, ForPerson):
        return _sees_place(audience.id, workspace, subject.id)
    return false()


def _sees_place(person: PersonId, workspace: WorkspaceId, place: int) -> ColumnElement[bool]:
    public = (
        select(places.c.id)
        .where(
            places.c.workspace_id == workspace,
            places.c.id == place,
            places.c.kind == PlaceKind.CHANNEL.value,
        )
        .exists()
    )
    inside = _places_of(person, workspace).where(memberships.c.place_id == place).exists()
    return or_(inside, and_(public, _is(person, workspace, Role.MEMBER)))


def _addressed_to(audience: Audience) -> ColumnElement[bool]:
    match audience:
        case ForPerson(person):
            recipient = Ref(Kind.PERSON, person)
        case InPlace(place):
            recipient = Ref(Kind.PLACE, place)
        case System():
            return _everything(audience)
        case _:
            assert_never(audience)
    return and_(
        notices.c.recipient_kind == recipient.kind.value, notices.c.recipient_id == recipient.id
    )
