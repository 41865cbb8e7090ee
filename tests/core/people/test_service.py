"""Who speaks and where."""

from dataclasses import replace
from datetime import timedelta

import pytest

from core.followup.model import RoutineKind, to_person
from core.followup.routines import COHORT, put_brief
from core.kernel.context import Context
from core.kernel.events import Verb
from core.people.model import PlaceKind, Profile, Role, Sender
from core.people.service import arrive, learn, recognise
from tests.support.worlds import World

SENDER = Sender("slack", "T1", "MARIA", "maria", place="C1", place_name="general")


def known(world: World, sender: Sender) -> Context | None:
    with world.unit() as unit:
        return recognise(unit, sender, world.now, "k")


def met(world: World, sender: Sender) -> Context:
    with world.unit() as unit:
        return arrive(unit, sender, world.now, "k")


def test_recognised(world: World) -> None:
    """Who is known where they speak is recognised, with zone and place."""
    ctx = known(world, SENDER)
    assert ctx is not None
    assert (ctx.actor, ctx.place) == (world.people["maria"], world.channel)
    assert (ctx.zone, ctx.key, ctx.private_place) == ("Europe/London", "k", None)


@pytest.mark.parametrize(
    "change", [{"team": "T2"}, {"user": "NEW"}, {"place": "C2"}, {"platform": "discord"}]
)
def test_strangers_are_not_recognised(world: World, change: dict[str, str]) -> None:
    """An unknown team, person or place has to arrive first; arriving makes it known."""
    sender = replace(SENDER, **change)  # type: ignore[arg-type]
    assert known(world, sender) is None
    ctx = met(world, sender)
    assert known(world, sender) == ctx


def test_arriving_twice_changes_nothing(world: World) -> None:
    """Who arrives again is the same person in the same place."""
    sender = replace(SENDER, user="NEW", place="C2")
    assert met(world, sender) == met(world, sender)


def test_two_teams_are_two_workspaces(world: World) -> None:
    """A second team is a workspace of its own."""
    assert met(world, replace(SENDER, team="T2")).workspace != world.workspace


def test_private_place_is_known_to_be(world: World) -> None:
    """What is said in a private channel stays there."""
    ctx = known(world, replace(SENDER, place="G1", place_kind=PlaceKind.GROUP))
    assert ctx is not None
    assert ctx.private_place == ctx.place == world.private


def test_new_member_of_a_private_place(world: World) -> None:
    """Who speaks in a private place belongs to it from then on; the others stay."""
    sender = replace(SENDER, user="TOM", place="G1", place_kind=PlaceKind.GROUP)
    assert known(world, sender) is None
    met(world, sender)
    members = world.work(lambda work: work.people.members(world.private))
    assert members == {world.people[name] for name in ("maria", "jon", "tom")}


def test_direct_messages_with_chivvy(world: World) -> None:
    """A task typed to Chivvy is the workspace's, though the messages are private."""
    sender = replace(SENDER, place="D1", place_kind=PlaceKind.DM)
    ctx = met(world, sender)
    assert (ctx.private_place, ctx.place is not None) == (None, True)
    members = world.work(lambda work: work.people.members(ctx.place))  # type: ignore[arg-type]
    assert members == {world.people["maria"]}


def test_without_a_place(world: World) -> None:
    """A request from nowhere (App Home) has no place."""
    ctx = known(world, replace(SENDER, place=None))
    assert ctx is not None
    assert ctx.place is None


def test_guests_belong_where_they_speak(world: World) -> None:
    """A guest's public places are theirs once they speak there, and only then."""
    guest = world.meet("gil", Role.GUEST)
    met(world, replace(SENDER, user="GIL"))
    assert guest in world.work(lambda work: work.people.members(world.channel))


def test_arrival_is_an_event(world: World) -> None:
    """A new person's arrival is written down under the request's key."""
    ctx = met(world, replace(SENDER, user="NEW"))
    [event] = world.work(lambda work: work.log.by_cause("k"))  # type: ignore[attr-defined]
    assert (event.verb, event.subject) == (Verb.ARRIVED, to_person(ctx.actor))


def test_learning(world: World) -> None:
    """What the platform says refreshes a person, but never makes or unmakes an admin."""
    profile = Profile("ADA", "Ada L.", "ada", "Asia/Tokyo", "de-DE", Role.GUEST, owner=True)
    [event] = world.work(lambda work: learn(work, "slack", [profile], world.now))
    ada = world.work(lambda work: work.people.person(world.people["ada"]))
    assert ada is not None
    assert (ada.name, ada.zone, ada.locale, ada.role) == ("Ada L.", "Asia/Tokyo", "de-DE", "guest")
    assert ada.admin
    assert event.after["zone"] == "Asia/Tokyo"


def test_names_are_not_logged(world: World) -> None:
    """A new name changes the person and leaves no trace in the events."""
    profile = Profile("ADA", "Ada Byron", "ada", "Europe/London")
    assert world.work(lambda work: learn(work, "slack", [profile], world.now)) == ()


def test_nonsense_zones_are_ignored(world: World) -> None:
    """A zone that nobody knows leaves the old one."""
    profile = Profile("ADA", "Ada", "ada", "Mars/Base")
    world.work(lambda work: learn(work, "slack", [profile], world.now))
    ada = world.work(lambda work: work.people.person(world.people["ada"]))
    assert ada is not None
    assert ada.zone == "Europe/London"


def test_brief(world: World) -> None:
    """A brief is a row, for nine this morning and a minute of one's own; who has left gets none."""
    tom = world.work(lambda work: work.people.person(world.people["tom"]))
    assert tom is not None
    subject = to_person(tom.id)
    world.work(lambda work: put_brief(work, tom.id, world.now))
    row = world.work(lambda work: work.routines.get(RoutineKind.BRIEF, subject))
    assert row is not None
    assert row.next_at == world.now + timedelta(minutes=tom.id // COHORT)
    world.work(lambda work: work.people.save_person(replace(tom, active=False)))
    world.work(lambda work: put_brief(work, tom.id, world.now))
    row = world.work(lambda work: work.routines.get(RoutineKind.BRIEF, subject))
    assert row is not None
    assert row.next_at >= world.now + timedelta(days=365)
