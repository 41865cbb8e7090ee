"""Two persons become one: what each of them has chosen holds on, the stayer's where both have."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import time

from core.calendar.leave import Leave
from core.kernel.refs import PersonId
from core.people.model import Person, Role
from core.people.settings import Incoming, Settings

USUAL_BRIEF = time(9)


def joined(stays: Person, goes: Person, platform: str) -> Person:
    """*stays* from now on, reached on *platform*, where they spoke last."""
    mine, theirs = stays.settings, goes.settings
    own_hours = mine.own_hours or not theirs.own_hours
    return replace(
        stays,
        admin=stays.admin or goes.admin,
        appointed=stays.appointed or goes.appointed,
        owner=stays.owner or goes.owner,
        role=Role.MEMBER if Role.MEMBER in {stays.role, goes.role} else stays.role,
        zone=stays.zone if mine.zone or not theirs.zone else goes.zone,
        locale=stays.locale if mine.locale or not theirs.locale else goes.locale,
        hours=stays.hours if own_hours else goes.hours,
        country=stays.country or goes.country,
        brief_at=stays.brief_at if stays.brief_at != USUAL_BRIEF else goes.brief_at,
        leave=_leave(stays.id, goes.id, (*stays.leave, *goes.leave)),
        introduced=stays.introduced or goes.introduced,
        settings=_chosen(mine, theirs, platform),
    )


def nobody(goes: Person) -> Person:
    """Who became another: nobody is found by their name any more."""
    return replace(
        goes, name="", handle="", active=False, admin=False, appointed=False, owner=False, leave=()
    )


def _chosen(mine: Settings, theirs: Settings, platform: str) -> Settings:
    incoming = mine.incoming if mine.incoming is not Incoming.USUAL else theirs.incoming
    return replace(
        mine.choosing({**dict(theirs.ways), **dict(mine.ways)}.items()),
        zone=mine.zone or theirs.zone,
        locale=mine.locale or theirs.locale,
        own_hours=mine.own_hours or theirs.own_hours,
        incoming=incoming,
        spoke_on=platform,
    )


def _leave(stays: PersonId, goes: PersonId, spans: Iterable[Leave]) -> tuple[Leave, ...]:
    """All days off; nobody stands in for themselves."""
    own = {stays, goes}
    alone = {replace(span, cover=None if span.cover in own else span.cover) for span in spans}
    return tuple(sorted(alone, key=lambda span: (span.first, span.last, span.cover or 0)))
