"""Two persons become one, with what each of them has chosen."""

from dataclasses import replace
from datetime import date, time

from core.calendar.hours import parse_hours
from core.calendar.leave import Leave
from core.kernel.refs import PersonId, WorkspaceId
from core.people.joining import joined, nobody
from core.people.model import Person, Role
from core.people.settings import Incoming, Settings, Topic, Way

MARIA = Person(WorkspaceId(1), PersonId(1), "Maria", "maria", zone="Europe/Berlin")
TWIN = Person(WorkspaceId(1), PersonId(2), "maria.s", "maria.s")
WEEK = (date(2026, 12, 1), date(2026, 12, 4))


def test_what_only_the_one_has_chosen_holds_on() -> None:
    """Hours, zone, brief, ways and leave of the one that goes are the stayer's."""
    theirs = Settings(
        zone="Asia/Tokyo", own_hours=True, ways=((Topic.NEWS, Way.OFF),), incoming=Incoming.ASK
    )
    twin = replace(
        TWIN, zone="Asia/Tokyo", hours=parse_hours("mon-thu 8-16"), brief_at=time(7),
        country="JP", leave=(Leave(*WEEK),), settings=theirs,
    )  # fmt: skip
    one = joined(MARIA, twin, "discord")
    assert (one.id, one.name, one.zone, one.hours) == (1, "Maria", "Asia/Tokyo", twin.hours)
    assert (one.brief_at, one.country, one.leave) == (time(7), "JP", twin.leave)
    assert one.settings == replace(theirs, spoke_on="discord")


def test_of_two_choices_the_stayers_holds() -> None:
    """Who stays is not asked to set anything again."""
    mine = Settings(zone="Europe/Berlin", own_hours=True, ways=((Topic.NEWS, Way.BRIEF),))
    maria = replace(MARIA, brief_at=time(8), country="DE", settings=mine)
    theirs = Settings(zone="Asia/Tokyo", own_hours=True, ways=((Topic.NEWS, Way.OFF),))
    twin = replace(
        TWIN, zone="Asia/Tokyo", brief_at=time(7), hours=parse_hours("mon 8-16"), settings=theirs
    )
    one = joined(maria, twin, "slack")
    assert replace(one, settings=mine) == maria
    assert one.settings == replace(mine, spoke_on="slack")


def test_nobody_stands_in_for_themselves() -> None:
    """The other account was the cover: now there is none; another one stays."""
    leave = (Leave(*WEEK, TWIN.id), Leave(date(2026, 12, 24), date(2026, 12, 31), PersonId(7)))
    one = joined(replace(MARIA, leave=leave), TWIN, "slack")
    assert one.leave == (Leave(*WEEK), leave[1])


def test_days_off_that_overlap_are_the_stayers() -> None:
    """What was said on the other account beside them is kept."""
    mine, over = Leave(*WEEK), Leave(WEEK[0], WEEK[1], PersonId(7))
    later = Leave(date(2026, 12, 24), date(2026, 12, 31))
    one = joined(replace(MARIA, leave=(mine,)), replace(TWIN, leave=(later, over)), "slack")
    assert one.leave == (mine, later)


def test_rights_are_those_of_both() -> None:
    """Who is admin, or a member, with the one account is so with both."""
    guest = replace(MARIA, role=Role.GUEST)
    one = joined(guest, replace(TWIN, admin=True, appointed=True, owner=True), "slack")
    assert (one.role, one.admin, one.appointed, one.owner) == (Role.MEMBER, True, True, True)


def test_who_goes_is_found_by_no_name() -> None:
    """There is one Maria to choose from."""
    gone = nobody(replace(TWIN, admin=True), MARIA.id)
    assert (gone.name, gone.handle, gone.active, gone.admin) == ("", "", False, False)
    assert gone.became == MARIA.id
