"""Settings, leave and defaults through the door: saved, refused, timed again, private."""

from datetime import date, time, timedelta

import pytest

from core import dispatch
from core.calendar.hours import Hours, format_hours, parse_hours
from core.calendar.leave import Leave
from core.followup.model import NoticeKind, RoutineKind, to_person
from core.kernel.errors import BadInput, NotAllowed
from core.kernel.refs import Kind, Ref, TaskId
from core.people.calendars import calendar_of
from core.people.commands import EndLeave, SetLeave, SetMine, SetWorkspace
from core.people.model import Person, Profile
from core.people.service import learn
from core.people.settings import Topic, Way
from core.tasks.commands_adding import AddTask, Draft
from tests.support.worlds import World

MON, TUE, FRI = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 27)


def do(world: World, who: str, intent: object) -> object:
    """Carries it out with everything that follows; the view."""
    with world.unit() as unit:
        return dispatch.handle(unit, intent, world.context(who)).view  # type: ignore[arg-type]


def who(world: World, name: str) -> Person:
    """As stored."""
    found = world.work(lambda work: work.people.person(world.people[name]))
    assert found is not None
    return found


def test_what_is_set_is_kept(world: World) -> None:
    """Hours, brief, zone, country and ways in one go."""
    hours = parse_hours("mon-thu 9-17, fri 9-13")
    intent = SetMine(
        zone="Asia/Tokyo", hours=hours, region="DE-BY", brief_at=time(8, 30), locale="en-US",
        ways={Topic.QUIET: Way.OFF},
    )  # fmt: skip
    do(world, "maria", intent)
    maria = who(world, "maria")
    assert (maria.zone, maria.hours, maria.country, maria.brief_at, maria.locale) == (
        "Asia/Tokyo", hours, "DE-BY", time(8, 30), "en-US",
    )  # fmt: skip
    assert maria.settings.way(Topic.QUIET) is Way.OFF


def test_a_chosen_zone_outlives_what_the_platform_says(world: World) -> None:
    """A profile changes what is gone back to, not what was chosen."""
    do(world, "maria", SetMine(zone="Asia/Tokyo", locale="en-US"))
    profile = Profile("MARIA", "Maria", "maria", "Europe/Paris", "fr-FR")
    world.work(lambda work: learn(work, "slack", [profile], world.now))
    assert (who(world, "maria").zone, who(world, "maria").locale) == ("Asia/Tokyo", "en-US")
    do(world, "maria", SetMine(zone="", locale=""))
    assert (who(world, "maria").zone, who(world, "maria").locale) == ("Europe/Paris", "fr-FR")


def test_the_brief_comes_at_the_new_hour(world: World) -> None:
    """The routine moves with the setting."""
    do(world, "maria", SetMine(brief_at=time(10, 15)))
    routine = world.work(
        lambda work: work.routines.get(RoutineKind.BRIEF, to_person(world.people["maria"]))
    )
    assert routine is not None
    assert (routine.wall, routine.next_at.hour, routine.next_at.minute) == (time(10, 15), 10, 15)


def test_what_is_owed_is_timed_again(world: World) -> None:
    """Maria begins at noon from now on: what she was to hear at nine comes then."""
    world.now += timedelta(hours=10)  # Monday evening
    do(world, "jon", AddTask(Draft("Renew the certificate", owner=world.people["maria"])))
    do(world, "maria", SetMine(hours=parse_hours("mon-fri 12-17")))
    owed = world.work(lambda work: work.notices.owed_to(to_person(world.people["maria"])))
    assert [notice.wanted.not_before.hour for notice in owed] == [12]
    watches = world.work(lambda work: work.watches.due(world.now, 10))
    assert [watch.subject for watch in watches] == [Ref(Kind.TASK, TaskId(1))]


@pytest.mark.parametrize("topic", [Topic.GIVEN, Topic.CHECKS])
def test_what_others_rely_on_cannot_be_off(world: World, topic: Topic) -> None:
    """It can come in the brief instead."""
    with pytest.raises(BadInput, match="never_off"):
        do(world, "maria", SetMine(ways={topic: Way.OFF}))
    do(world, "maria", SetMine(ways={topic: Way.BRIEF}))
    assert who(world, "maria").settings.way(topic) is Way.BRIEF


def test_no_working_time_at_all_is_refused(world: World) -> None:
    """With an example that works."""
    with pytest.raises(BadInput, match="no_working_time") as told:
        do(world, "maria", SetMine(hours=Hours(((),) * 7)))
    assert parse_hours(str(told.value.fields["example"]).removeprefix("/task settings hours "))


def test_settings_leave_no_trace_in_the_history(world: World) -> None:
    """They are nobody's news: no event tells of them."""
    do(world, "maria", SetMine(ways={Topic.DATES: Way.OFF}, hours=parse_hours("mon 9-17")))
    do(world, "maria", SetLeave(world.people["maria"], TUE, FRI))
    subject = to_person(world.people["maria"])
    events = world.work(lambda work: work.tasks(world.context("ada").audience).events(subject))
    assert {name for event in events for name in event.after} <= {"zone", "locale", "role", "admin",
                                                                 "active"}  # fmt: skip


# Leave


def test_leave_around_another_takes_its_place(world: World) -> None:
    """Whoever covered goes on, where nobody else is named."""
    maria, jon = world.people["maria"], world.people["jon"]
    do(world, "maria", SetLeave(maria, date(2026, 11, 26), FRI, jon))
    do(world, "maria", SetLeave(maria, date(2026, 11, 25), date(2026, 12, 1)))
    assert who(world, "maria").leave == (Leave(date(2026, 11, 25), date(2026, 12, 1), jon),)


def test_leave_half_over_another_is_refused_with_the_line_for_both(world: World) -> None:
    """Two ways to mean it: nothing is guessed."""
    maria = world.people["maria"]
    do(world, "maria", SetLeave(maria, TUE, FRI))
    with pytest.raises(BadInput, match="leave_overlaps") as refused:
        do(world, "maria", SetLeave(maria, date(2026, 11, 26), date(2026, 12, 1)))
    assert refused.value.fields["example"] == "/task away 24 nov 2026 - 1 dec 2026"


def test_a_lead_learns_nothing_of_days_that_overlap(world: World) -> None:
    """What somebody else sets is joined with what is there."""
    maria = world.people["maria"]
    do(world, "maria", SetLeave(maria, TUE, FRI))
    do(world, "ada", SetLeave(maria, date(2026, 11, 26), date(2026, 12, 1)))
    assert who(world, "maria").leave == (Leave(TUE, date(2026, 12, 1)),)


def test_until_during_leave_makes_it_longer_or_shorter(world: World) -> None:
    """It goes on from its own first day."""
    maria, jon = world.people["maria"], world.people["jon"]
    do(world, "maria", SetLeave(maria, MON, FRI, jon))
    world.now += timedelta(days=1)
    do(world, "maria", SetLeave(maria, TUE, date(2026, 12, 1)))
    assert who(world, "maria").leave == (Leave(MON, date(2026, 12, 1), jon),)
    do(world, "maria", SetLeave(maria, TUE, date(2026, 11, 25)))
    assert who(world, "maria").leave == (Leave(MON, date(2026, 11, 25), jon),)


@pytest.mark.parametrize(
    ("first", "last", "cover", "code"),
    [
        (date(2026, 11, 2), date(2026, 11, 20), None, "past_leave"),
        (FRI, TUE, None, "leave_reversed"),
        (TUE, date(2029, 1, 1), None, "long_leave"),
        (TUE, FRI, "maria", "cover_self"),
        (TUE, FRI, "tom", "cover_away"),
    ],
)
def test_leave_that_cannot_be(
    world: World, first: date, last: date, cover: str | None, code: str
) -> None:
    """Refused with an example of what can be typed."""
    do(world, "tom", SetLeave(world.people["tom"], MON, FRI))
    intent = SetLeave(world.people["maria"], first, last, world.people[cover] if cover else None)
    with pytest.raises(BadInput, match=code) as told:
        do(world, "maria", intent)
    assert str(told.value.fields["example"]).startswith("/task away")


def test_who_covers_hears_of_it(world: World) -> None:
    """In working hours, once the moment for an Undo is over."""
    do(world, "maria", SetLeave(world.people["maria"], TUE, FRI, world.people["jon"]))
    owed = world.work(lambda work: work.notices.owed_to(to_person(world.people["jon"])))
    assert [n.wanted.kind for n in owed] == [NoticeKind.COVERS]


def test_a_lead_may_say_it_for_who_works_for_them_and_they_are_told(world: World) -> None:
    """Others may not, and whether somebody is away does not show in the refusal."""
    maria = world.people["maria"]
    project = world.project(lead="ana")
    with pytest.raises(NotAllowed, match="not_allowed_leave"):
        do(world, "ana", SetLeave(maria, TUE, FRI))
    world.add(project=project)
    do(world, "ana", SetLeave(maria, TUE, FRI))
    assert who(world, "maria").leave == (Leave(TUE, FRI),)
    owed = world.work(lambda work: work.notices.owed_to(to_person(maria)))
    assert NoticeKind.LEAVE_SET in {n.wanted.kind for n in owed}
    with pytest.raises(NotAllowed, match="not_allowed_leave"):
        do(world, "tom", EndLeave(maria))


def test_leave_can_be_taken_back(world: World) -> None:
    """The one that runs, else the next; a second time there is none."""
    maria = world.people["maria"]
    do(world, "maria", SetLeave(maria, TUE, FRI))
    do(world, "maria", EndLeave(maria))
    assert who(world, "maria").leave == ()
    with pytest.raises(BadInput, match="no_leave"):
        do(world, "maria", EndLeave(maria))


# The workspace's defaults


def test_an_admin_sets_defaults_and_nobodys_own_settings_change(world: World) -> None:
    """Who has set their hours keeps them; everybody else works by the new ones."""
    own, usual = parse_hours("mon-fri 10-16"), parse_hours("mon-fri 8-15")
    do(world, "maria", SetMine(hours=own))
    intent = SetWorkspace(
        name="Acme", zone="Europe/Berlin", region="DE", hours=usual, ladder="gentle",
        days_off=frozenset({date(2026, 12, 24)}), hold=0, interruptions=5,
    )  # fmt: skip
    do(world, "ada", intent)
    home = world.work(lambda work: work.people.workspace())
    assert (home.name, home.zone, home.country, home.hold, home.interruptions, home.ladder) == (
        "Acme", "Europe/Berlin", "DE", 0, 5, "gentle",
    )  # fmt: skip
    assert format_hours(calendar_of(who(world, "maria"), home).hours) == format_hours(own)
    assert format_hours(calendar_of(who(world, "jon"), home).hours) == format_hours(usual)
    assert date(2026, 12, 24) in calendar_of(who(world, "jon"), home).days_off


def test_only_an_admin_sets_defaults(world: World) -> None:
    """A member is told who may."""
    with pytest.raises(NotAllowed, match="not_allowed_workspace"):
        do(world, "maria", SetWorkspace(hold=10))


@pytest.mark.parametrize("values", [{"hold": 301}, {"interruptions": 51}])
def test_defaults_within_reason(world: World, values: dict[str, int]) -> None:
    """Beyond that is a slip of the keyboard."""
    with pytest.raises(BadInput, match="out_of_range"):
        do(world, "ada", SetWorkspace(**values))  # type: ignore[arg-type]


def test_changed_defaults_make_everything_be_looked_at_again(world: World) -> None:
    """One row for the workspace, worked off in turns."""
    do(world, "ada", SetWorkspace(region="DE"))
    later = world.now + timedelta(days=30)
    due = world.work(lambda work: work.watches.due(later, 9))
    assert Ref(Kind.WORKSPACE, world.workspace) in {watch.subject for watch in due}
