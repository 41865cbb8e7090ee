"""Rows of people, accounts, places, workspaces and installations to entities, and back."""

import unicodedata
from dataclasses import asdict, fields
from datetime import date, datetime, time
from enum import StrEnum
from functools import lru_cache
from typing import Any

from sqlalchemy import Row

from core.calendar.hours import Hours, Window
from core.calendar.leave import Leave
from core.kernel.refs import InstallationId, PersonId, PlaceId, PostId, ProjectId, WorkspaceId
from core.people.model import (
    Account,
    Bounds,
    Capabilities,
    Granted,
    Installation,
    InstallationState,
    Person,
    Place,
    PlaceKind,
    Right,
    Role,
    Workspace,
)
from core.people.settings import Doors, Incoming, Settings, Topic, Way

Values = dict[str, Any]


def name_key(name: str) -> str:
    """*name* as names are looked up: compatible forms, case and runs of blanks made one."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def workspace_values(workspace: Workspace) -> Values:
    """What people can change of a workspace."""
    return {
        "name": workspace.name,
        "prefix": workspace.prefix,
        "zone": workspace.zone,
        "country": workspace.country,
        "hold": workspace.hold,
        "interruptions": workspace.interruptions,
        "hours": _pack_hours(workspace.hours),
        "days_off": sorted(day.isoformat() for day in workspace.days_off),
        "ladder": workspace.ladder,
        "paused_at": workspace.paused_at,
        "paused_by": workspace.paused_by,
        "pause_reason": workspace.pause_reason,
        "admin_code": workspace.admin_code,
        "bounds": _pack_bounds(workspace.bounds),
        "urgent_anytime": workspace.urgent_anytime,
    }


def to_workspace(row: Row[Any]) -> Workspace:
    """A row of ``workspaces``."""
    return Workspace(
        id=WorkspaceId(row.id),
        name=row.name,
        prefix=row.prefix,
        zone=row.zone,
        country=row.country,
        hold=row.hold,
        interruptions=row.interruptions,
        hours=_unpack_hours(row.hours),
        days_off=frozenset(map(date.fromisoformat, row.days_off)),
        ladder=row.ladder,
        paused_at=row.paused_at,
        paused_by=None if row.paused_by is None else PersonId(row.paused_by),
        pause_reason=row.pause_reason,
        admin_code=row.admin_code,
        bounds=_unpack_bounds(row.bounds),
        urgent_anytime=row.urgent_anytime,
    )


def _pack_bounds(bounds: Bounds) -> Values:
    """What is bounded, and nothing else."""
    return {name: value for name, value in asdict(bounds).items() if value}


def _unpack_bounds(packed: Values) -> Bounds:
    channels = tuple(PlaceId(number) for number in packed.get("channels", ()))
    roles = tuple(
        Granted(**{**_known(Granted, role), "right": Right(role["right"])})
        for role in packed.get("roles", ())
        if _is_known(Right, role["right"])
    )
    return Bounds(**{**_known(Bounds, packed), "channels": channels, "roles": roles})


def _known(kind: type[Any], packed: Values) -> Values:
    """What this build knows of *packed*: a newer one, beside us in an upgrade, may know more."""
    return {each.name: packed[each.name] for each in fields(kind) if each.name in packed}


def _is_known(kind: type[StrEnum], value: str) -> bool:
    return value in set(kind)


def installation_values(installation: Installation) -> Values:
    """A row of ``installations``."""
    return {
        "workspace_id": installation.workspace,
        "id": installation.id,
        "platform": installation.platform,
        "external_id": installation.external_id,
        "name": installation.name,
        "bot_user": installation.bot_user,
        "state": installation.state.value,
        "capabilities": asdict(installation.capabilities),
    }


def to_installation(row: Row[Any]) -> Installation:
    """A row of ``installations``."""
    return Installation(
        workspace=WorkspaceId(row.workspace_id),
        id=InstallationId(row.id),
        platform=row.platform,
        external_id=row.external_id,
        name=row.name,
        bot_user=row.bot_user,
        state=InstallationState(row.state),
        capabilities=Capabilities(**_known(Capabilities, row.capabilities)),
    )


def person_values(person: Person) -> Values:
    """A row of ``persons``, with the keys that names are looked up by."""
    full_name = name_key(person.name)
    return {
        "workspace_id": person.workspace,
        "id": person.id,
        "name": person.name,
        "handle": person.handle,
        "name_key": full_name,
        "first_name_key": full_name.partition(" ")[0],
        "handle_key": name_key(person.handle),
        "zone": person.zone,
        "locale": person.locale,
        "role": person.role.value,
        "active": person.active,
        "admin": person.admin,
        "hours": _pack_hours(person.hours),
        "country": person.country,
        "brief_at": person.brief_at,
        "leave": [_pack_leave(leave) for leave in person.leave],
        "unreachable_until": person.unreachable_until,
        "settings": _pack_settings(person.settings),
        "dnd_from": person.dnd[0] if person.dnd else None,
        "dnd_until": person.dnd[1] if person.dnd else None,
        "owner": person.owner,
        "appointed": person.appointed,
        "introduced": person.introduced,
        "became": person.became,
    }


def to_person(row: Row[Any]) -> Person:
    """A row of ``persons``."""
    return Person(
        workspace=WorkspaceId(row.workspace_id),
        id=PersonId(row.id),
        name=row.name,
        handle=row.handle,
        zone=row.zone,
        locale=row.locale,
        role=Role(row.role),
        active=row.active,
        admin=row.admin,
        hours=_unpack_hours(row.hours),
        country=row.country,
        brief_at=row.brief_at,
        leave=tuple(_unpack_leave(packed) for packed in row.leave),
        unreachable_until=row.unreachable_until,
        settings=_unpack_settings(row.settings),
        dnd=_span(row.dnd_from, row.dnd_until),
        owner=row.owner,
        appointed=row.appointed,
        introduced=None if row.introduced is None else PostId(row.introduced),
        became=None if row.became is None else PersonId(row.became),
    )


def _pack_hours(hours: Hours) -> list[list[str]]:
    return [[f"{w.start:%H:%M}-{w.end:%H:%M}" for w in day] for day in hours.days]


def _unpack_hours(packed: list[list[str]]) -> Hours:
    return _hours(tuple(map(tuple, packed)))


@lru_cache(maxsize=256)
def _hours(packed: tuple[tuple[str, ...], ...]) -> Hours:
    # Most people of a workspace work the same hours, and everything asks for people.
    return Hours(tuple(tuple(map(_unpack_window, day)) for day in packed))


def _unpack_window(packed: str) -> Window:
    start, _, end = packed.partition("-")
    return Window(time.fromisoformat(start), time.fromisoformat(end))


_PLAIN = (
    "zone", "told_zone", "locale", "told_locale", "own_hours", "spoke_on", "shut_on", "refused_on",
)  # fmt: skip


def _pack_settings(settings: Settings) -> Values:
    """What was set, and nothing else: most people set little."""
    chosen = {name: getattr(settings, name) for name in _PLAIN}
    ways = {str(topic): str(way) for topic, way in settings.ways}
    incoming = str(settings.incoming) if settings.incoming is not Incoming.USUAL else ""
    packed = {**chosen, "ways": ways, "incoming": incoming, "doors": str(settings.doors)}
    return {name: value for name, value in packed.items() if value}


def _unpack_settings(packed: Values) -> Settings:
    if not packed:
        return _NOTHING_SET
    ways = (
        (Topic(topic), Way(way))
        for topic, way in packed.get("ways", {}).items()
        if _is_known(Topic, topic) and _is_known(Way, way)
    )
    plain = {name: packed[name] for name in _PLAIN if name in packed}
    incoming, doors = packed.get("incoming", ""), packed.get("doors", "")
    incoming = Incoming(incoming) if _is_known(Incoming, incoming) else Incoming.USUAL
    doors = Doors(doors) if _is_known(Doors, doors) else Doors.OPEN
    return Settings(ways=tuple(sorted(ways)), incoming=incoming, doors=doors, **plain)


_NOTHING_SET = Settings()


def _span(start: datetime | None, end: datetime | None) -> tuple[datetime, datetime] | None:
    return (start, end) if start is not None and end is not None else None


def _pack_leave(leave: Leave) -> list[str | int | None]:
    return [leave.first.isoformat(), leave.last.isoformat(), leave.cover]


def _unpack_leave(packed: list[Any]) -> Leave:
    first, last, cover = packed
    return Leave(date.fromisoformat(first), date.fromisoformat(last), cover)


def account_values(workspace: WorkspaceId, person: PersonId, account: Account) -> Values:
    """A row of ``accounts``."""
    return {
        "workspace_id": workspace,
        "platform": account.platform,
        "external_id": account.external_id,
        "person_id": person,
        "home_team": account.home_team,
        "dm": account.dm,
        "active": account.active,
        "role": account.role.value if account.role is not None else "",
        "owner": account.owner,
    }


def to_account(row: Row[Any]) -> Account:
    """A row of ``accounts``."""
    role = Role(row.role) if row.role else None
    return Account(
        row.platform, row.external_id, row.home_team, row.dm, row.active, role, row.owner
    )


def place_values(place: Place) -> Values:
    """A row of ``places``, with the key that names are looked up by."""
    return {
        "workspace_id": place.workspace,
        "id": place.id,
        "installation_id": place.installation,
        "external_id": place.external_id,
        "name": place.name,
        "name_key": name_key(place.name),
        "kind": place.kind.value,
        "archived": place.archived,
        "bot_in": place.bot_in,
        "project_id": place.project,
        "checked_at": place.checked_at,
        "introduced": place.introduced,
    }


def to_place(row: Row[Any]) -> Place:
    """A row of ``places``."""
    return Place(
        workspace=WorkspaceId(row.workspace_id),
        id=PlaceId(row.id),
        installation=InstallationId(row.installation_id),
        external_id=row.external_id,
        name=row.name,
        kind=PlaceKind(row.kind),
        archived=row.archived,
        bot_in=row.bot_in,
        project=None if row.project_id is None else ProjectId(row.project_id),
        checked_at=row.checked_at,
        introduced=row.introduced,
    )
