"""People, accounts, installations, places, and the directory that spans workspaces."""

import threading
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import Engine, func, select, update
from sqlalchemy.exc import IntegrityError

from adapters.db.repositories.people import PeopleRows
from adapters.db.tables import installations, persons, workspaces
from adapters.db.uow import make_uow
from core.calendar.hours import Hours, parse_hours
from core.calendar.leave import Leave
from core.followup.model import Routine, RoutineKind
from core.kernel.errors import NotFound
from core.kernel.refs import InstallationId, PersonId, PlaceId, Ref, WorkspaceId, task_ref
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
from tests.storage.repositories.world import MINUTE, NOW, World


def stored(world: World) -> PeopleRows:
    """What another unit reads."""
    world.again()
    people = world.work.people
    assert isinstance(people, PeopleRows)
    return people


def test_every_setting_of_a_workspace_comes_back(world: World) -> None:
    """Saving settings leaves the counters alone."""
    wanted = Workspace(world.id, "Acme & Co", "AC", "Europe/Berlin", "DE-BY", 0, 7)
    hours, off = parse_hours("mon-thu 8-16"), frozenset({date(2026, 12, 24), date(2026, 12, 31)})
    wanted = replace(wanted, hours=hours, days_off=off, ladder="firm")
    number = world.work.task_writer.next_number()
    world.work.people.save_workspace(wanted)
    assert stored(world).workspace() == wanted
    assert world.work.task_writer.next_number() == number + 1


def test_what_a_newer_build_has_stored_is_left_out(world: World) -> None:
    """In a rolling upgrade both builds read the same rows: what is unknown fails nothing."""
    role = {"role": "r1", "name": "Leads", "right": "lead", "team": "", "newer": 1}
    bounds = {"daily": 3, "newer": [1], "roles": [role, {**role, "right": "newer"}]}
    chosen = {"ways": {"newer": "now", "dates": "newer", "news": "off"},
              "incoming": "newer", "doors": "newer", "newer": 1, "locale": "de"}  # fmt: skip
    for table, values in (
        (workspaces, {"bounds": bounds}),
        (persons, {"settings": chosen}),
        (installations, {"capabilities": {"dedupes": True, "newer": 1}}),
    ):
        world.connection.execute(update(table).values(values))
    people = stored(world)
    assert people.workspace().bounds == Bounds(daily=3, roles=(Granted("r1", "Leads", Right.LEAD),))
    tom = people.person(world.tom)
    assert tom is not None
    assert tom.settings == Settings(ways=((Topic.NEWS, Way.OFF),), locale="de")
    assert people.installations()[0].capabilities == Capabilities(dedupes=True)


def test_an_unknown_workspace_is_not_found(world: World) -> None:
    """Nobody gets defaults for a workspace that is not there."""
    with pytest.raises(NotFound):
        world.unit.of(WorkspaceId(999_999)).people.workspace()


def full_person(world: World, number: int) -> Person:
    """A person with every field set to something else than its default."""
    return Person(
        workspace=world.id,
        id=PersonId(number),
        name="Zoë Ångström",
        handle="zoe",
        zone="Asia/Kathmandu",
        locale="de-DE",
        role=Role.EXTERNAL,
        active=False,
        admin=True,
        hours=parse_hours("mon-thu 9:00-12:30, 13:30-24:00; sun 22:00-06:00"),
        country="NP",
        settings=Settings(
            zone="Asia/Kathmandu",
            told_zone="UTC",
            own_hours=True,
            ways=((Topic.DATES, Way.BRIEF), (Topic.QUIET, Way.OFF)),
            incoming=Incoming.DIRECT,
            doors=Doors.SHUT,
            shut_on="2026-11-23",
        ),
        dnd=(datetime(2026, 11, 23, 18, tzinfo=UTC), datetime(2026, 11, 24, 7, tzinfo=UTC)),
        brief_at=time(7, 45),
        leave=(
            Leave(date(2026, 12, 1), date(2026, 12, 24), world.tom),
            Leave(date(2027, 1, 2), date(2027, 1, 2)),
        ),
        unreachable_until=NOW,
    )


def test_every_field_of_a_person_comes_back(world: World) -> None:
    """Added and saved alike."""
    person = full_person(world, world.work.new_id())
    world.work.people.add_person(person, Account("discord", "4711"))
    assert stored(world).person(person.id) == person
    plain = Person(world.id, person.id, "Zoë", hours=Hours(((),) * 7))
    world.work.people.save_person(plain)
    assert stored(world).persons([person.id, PersonId(10**6)]) == {person.id: plain}
    assert world.work.people.person(PersonId(10**6)) is None
    assert world.work.people.persons([]) == {}


def test_every_field_of_an_account_comes_back(world: World) -> None:
    """One per platform and external id; saving it again changes it or hands it over."""
    people = world.work.people
    account = Account("discord", "4711", "team", "D1")
    people.save_account(world.tom, account)
    assert stored(world).account(world.tom, "discord") == account
    assert stored(world).account(world.maria, "discord") is None
    people.save_account(world.maria, replace(account, dm=None))
    assert stored(world).account(world.maria, "discord") == replace(account, dm=None)
    assert stored(world).account(world.tom, "discord") is None
    found = stored(world).by_account("discord", "4711")
    assert found is not None and found.id == world.maria
    assert people.by_account("slack", "4711") is None


def test_an_account_belongs_to_one_workspace(world: World) -> None:
    """A human in two workspaces is two persons."""
    other = World(world.connection)
    account = Account("slack", "U-shared")
    world.work.people.save_account(world.tom, account)
    assert other.work.people.by_account("slack", "U-shared") is None
    other.work.people.save_account(other.maria, account)
    found = world.work.people.by_account("slack", "U-shared")
    assert found is not None and found.id == world.tom


def names(world: World, name: str) -> list[PersonId]:
    """Ids of the people whom a name means."""
    return [person.id for person in world.work.people.by_name(name)]


def test_people_are_found_by_any_of_their_names(world: World) -> None:
    """Handle, full name or first name, whatever the case, blanks or composition."""
    zoe = world.person("Zoë  Weiß", "Zoe.W")
    assert names(world, "zoe.w") == [zoe]
    assert names(world, "ZOË WEISS") == [zoe]
    assert names(world, "zoe\u0308") == [zoe]
    assert names(world, "weiß") == []
    assert names(world, " ") == []


def test_a_name_that_several_bear_finds_all(world: World) -> None:
    """The caller asks which one is meant."""
    other = world.person("Tom Fox", "tfox")
    assert names(world, "tom") == [world.tom, other]


def test_bots_and_leavers_have_no_names(world: World) -> None:
    """They cannot be given anything."""
    world.person("Robo", role=Role.BOT)
    world.person("Gone", active=False)
    assert names(world, "robo") == names(world, "gone") == []


def test_admins_are_those_still_here(world: World) -> None:
    """An admin who left counts no more."""
    boss = world.person("Boss", admin=True)
    old = world.person("Old boss", admin=True, active=False)
    assert [person.id for person in world.work.people.admins()] == [boss]
    assert [person.id for person in world.work.people.admins(gone=True)] == [old]


def test_owners_are_those_still_here(world: World) -> None:
    """Of the workspace on their platform; one who left counts no more."""
    boss = world.person("Boss", owner=True)
    world.person("Old boss", owner=True, active=False)
    assert [person.id for person in world.work.people.owners()] == [boss]


def test_every_field_of_an_installation_comes_back(world: World) -> None:
    """A second one is added, and both are listed."""
    second = Installation(
        world.id, InstallationId(world.work.new_id()), "discord", f"guild-{world.id}", "Guild",
        "B1", InstallationState.SUSPENDED,
    )  # fmt: skip
    people = world.work.people
    people.save_installation(second)
    assert stored(world).installation(second.id) == second
    assert stored(world).installations() == [world.installation, second]
    people.save_installation(replace(second, state=InstallationState.ACTIVE))
    assert stored(world).installations()[1].state is InstallationState.ACTIVE
    assert stored(world).installation(InstallationId(10**6)) is None
    second_again = stored(world).installations()[1]
    assert world.unit.directory.find("discord", second.external_id) == second_again


def test_every_field_of_a_place_comes_back(world: World) -> None:
    """Added and saved, found by id and by the platform's id."""
    people = world.work.people
    place = Place(
        world.id, PlaceId(world.work.new_id()), world.installation.id, "G1", "Secret Plans",
        PlaceKind.GROUP, True, False, world.project("launch").id, NOW,
    )  # fmt: skip
    people.add_place(place)
    assert stored(world).place(place.id) == place
    assert stored(world).place_by(world.installation.id, "G1") == place
    plain = Place(world.id, place.id, world.installation.id, "G1", "open")
    people.save_place(plain)
    assert stored(world).place(place.id) == plain
    assert stored(world).place(PlaceId(10**6)) is None
    assert stored(world).place_by(world.installation.id, "nowhere") is None


def test_a_place_is_named_with_or_without_its_sign(world: World) -> None:
    """Of two with one name the one in use; a conversation with somebody is no channel."""
    people = world.work.people
    old = world.place("Sales")
    stored = people.place(old)
    assert stored is not None
    people.save_place(replace(stored, archived=True))
    assert people.place_named("sales") == replace(stored, archived=True)
    new = world.place("Sales")
    world.place("tom", PlaceKind.DM)
    found = people.place_named("#SALES")
    assert found is not None and found.id == new
    assert people.place_named("tom") is None


def test_the_places_of_an_installation(world: World) -> None:
    """Open and private channels, those that are gone too; nobody's direct messages."""
    people = world.work.people
    known = [each.id for each in people.places_in(world.installation.id)]
    sales, club = world.place("Sales"), world.place("club", PlaceKind.GROUP)
    world.place("tom", PlaceKind.DM)
    found = people.places_in(world.installation.id)
    assert [each.id for each in found] == [*known, sales, club]
    assert people.places_in(InstallationId(10**6)) == []


def test_members_are_replaced_as_a_whole(world: World) -> None:
    """And when they were looked up is kept."""
    people = world.work.people
    place = world.place("club", PlaceKind.GROUP, (world.maria, world.tom))
    assert people.members(place) == {world.maria, world.tom}
    people.set_members(place, frozenset({world.tom}), NOW + MINUTE)
    assert people.members(place) == {world.tom}
    stored = people.place(place)
    assert stored is not None and stored.checked_at == NOW + MINUTE
    people.set_members(place, frozenset(), NOW)
    assert people.members(place) == frozenset()


def test_a_membership_needs_a_person_of_the_workspace(world: World) -> None:
    """Keys do not reach into another workspace."""
    other = World(world.connection)
    for _ in range(9):
        stranger = other.person("Stranger")
    with world.connection.begin_nested() as savepoint, pytest.raises(IntegrityError):
        try:
            world.work.people.set_members(world.general, frozenset({PersonId(stranger + 99)}), NOW)
        finally:
            savepoint.rollback()


def test_an_installation_is_created_once(world: World) -> None:
    """The second time the known workspace is returned, and no other is left behind."""
    count = select(func.count()).select_from(workspaces)
    before = world.connection.scalar(count)
    external = world.installation.external_id
    assert world.unit.directory.create("slack", external, "X", "UTC") == world.installation
    assert world.unit.directory.find("slack", external) == world.installation
    assert world.unit.directory.find("discord", external) is None
    assert world.connection.scalar(count) == before


def test_a_new_workspace_has_the_settings_of_its_model(world: World) -> None:
    """Name and zone of the installation, all else as declared."""
    made = world.unit.directory.create("discord", f"g{world.id}", "Guild", "Asia/Tokyo")
    work = world.unit.of(made.workspace)
    assert work.people.workspace() == Workspace(made.workspace, "Guild", zone="Asia/Tokyo")
    assert made.workspace in world.unit.directory.workspaces()
    assert work.new_id() != made.id


def test_two_processes_create_one_workspace(two: tuple[Engine, Engine]) -> None:
    """Whoever is second gets what the first one made."""
    made: list[Installation] = []

    def create(engine: Engine) -> None:
        with engine.begin() as connection:
            made.append(make_uow(connection).directory.create("slack", "T1", "Acme", "UTC"))

    threads = [threading.Thread(target=create, args=(engine,)) for engine in two]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 2 and made[0] == made[1]
    with two[0].begin() as connection:
        assert make_uow(connection).directory.workspaces() == [made[0].workspace]


def test_workspaces_with_something_due(world: World) -> None:
    """One look finds those where a watch or a routine has come due."""
    routine_only, idle = World(world.connection), World(world.connection)
    later = NOW + timedelta(hours=1)
    world.work.watches.set(task_ref(world.task().id), NOW)
    routine_only.work.routines.put(
        Routine(routine_only.id, RoutineKind.BRIEF, Ref.parse("person:2"), time(9), "UTC", NOW)
    )
    idle.work.watches.set(task_ref(idle.task().id), later)
    assert world.unit.directory.due(NOW) == [world.id, routine_only.id]
    assert idle.id in world.unit.directory.due(later)


def test_accounts_are_found_many_at_a_time(world: World) -> None:
    """More than fit into one statement, of this platform alone."""
    ids = {f"U{world.id}-{world.maria}", f"U{world.id}-{world.tom}", *map(str, range(1200))}
    found = world.work.people.by_accounts("slack", ids)
    assert {person.id for person in found} == {world.maria, world.tom}
    assert world.work.people.by_accounts("discord", ids) == []
    assert world.work.people.by_accounts("slack", frozenset()) == []


def test_places_to_look_at_again(world: World) -> None:
    """Private ones, never seen ones first; open ones once there is a guest."""
    people = world.work.people
    old, fresh, never = (world.place(n, PlaceKind.GROUP) for n in ("old", "fresh", "never"))
    world.place("chat", PlaceKind.DM)
    gone = world.place("gone", PlaceKind.GROUP)
    for place, at in ((old, NOW - 60 * MINUTE), (fresh, NOW), (gone, NOW - 60 * MINUTE)):
        people.set_members(place, frozenset(), at)
    for place, change in ((never, {"checked_at": None}), (gone, {"bot_in": False})):
        found = people.place(place)
        assert found is not None
        people.save_place(replace(found, **change))  # type: ignore[arg-type]
    people.set_members(world.general, frozenset(), NOW - 120 * MINUTE)
    before = NOW - 30 * MINUTE
    assert [p.id for p in people.unsure(before, 9)] == [never, old]
    assert [p.id for p in people.unsure(before, 1)] == [never]
    world.guest("Gast")
    assert [p.id for p in people.unsure(before, 9)] == [never, world.general, old]


def test_the_places_of_a_person(world: World) -> None:
    """Where somebody is believed to be."""
    club = world.place("club", PlaceKind.GROUP, (world.maria,))
    assert [p.id for p in world.work.people.places_of(world.maria)] == [club]
    assert world.work.people.places_of(world.tom) == []
