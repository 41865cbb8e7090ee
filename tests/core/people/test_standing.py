"""What roles make of people, and what is kept of it."""

from dataclasses import replace

import pytest

from core.dispatch import homes
from core.kernel.errors import BadInput
from core.people import standing
from core.people.model import Account, Bounds, Granted, Profile, Right, Role, Sender
from core.people.service import arrive, learn, recognise
from core.reading.roles import read_roles
from core.unit import Unit, WorkUnit
from tests.support.worlds import World

NEW = Granted("1", "New", Right.GUEST, "G1")
CORE = Granted("2", "Core", Right.MEMBER, "G1")
LEADS = Granted("3", "Leads", Right.LEAD, "G1")


@pytest.mark.parametrize(
    ("mapped", "roles", "stands"),
    [
        ((), {"G1", "1"}, Role.MEMBER),
        ((NEW,), {"G1", "1"}, Role.GUEST),
        ((NEW,), {"G1"}, Role.MEMBER),
        ((CORE,), {"G1", "2"}, Role.MEMBER),
        ((CORE,), {"G1"}, Role.GUEST),
        ((CORE,), {"G2"}, Role.MEMBER),
        ((NEW, CORE), {"G1", "1", "2"}, Role.MEMBER),
        ((NEW, LEADS), {"G1", "1", "3"}, Role.MEMBER),
    ],
)
def test_what_somebody_is_by_their_roles(
    mapped: tuple[Granted, ...], roles: set[str], stands: Role
) -> None:
    """The most that any of them gives; a role of one server asks nothing of another's people."""
    assert standing.granted(Bounds(roles=mapped), roles, steers=False) is stands
    assert standing.granted(Bounds(roles=mapped), roles, steers=True) is Role.MEMBER


def test_a_right_is_given_by_the_roles_that_were_named_last() -> None:
    """Those of another server stay; a role means one thing."""
    bounds = standing.with_roles(Bounds(), Right.GUEST, "G1", (NEW,))
    bounds = standing.with_roles(bounds, Right.GUEST, "G2", (Granted("9", "X", Right.GUEST, "G2"),))
    bounds = standing.with_roles(bounds, Right.MEMBER, "G1", (replace(NEW, right=Right.MEMBER),))
    assert [(each.role, each.right) for each in bounds.roles] == [
        ("9", Right.GUEST), ("1", Right.MEMBER),
    ]  # fmt: skip


def mapped(world: World, *roles: Granted) -> None:
    """What roles mean in the workspace, which has a guild too."""

    def run(work: WorkUnit) -> None:
        home = work.people.workspace()
        work.people.save_workspace(replace(home, bounds=Bounds(roles=roles)))

    world.work(run)


def jon_by(world: World, roles: tuple[str, ...] | None) -> Role:
    """Jon speaks with these roles; as what he is seen from then on."""
    sender = Sender("slack", "T1", "JON", "jon", place="C1", place_name="general", roles=roles)

    def run(unit: Unit) -> Role:
        if recognise(unit, sender, world.now, "key") is None:
            arrive(unit, sender, world.now, "key")
        found = unit.of(world.workspace).people.by_account("slack", "JON")
        assert found is not None
        return found.role

    with world.unit() as unit:
        return run(unit)


def test_who_speaks_is_what_their_roles_say(world: World) -> None:
    """At once, and what they were where nothing is told."""
    mapped(world, NEW)
    assert jon_by(world, ("G1", "1")) is Role.GUEST
    assert jon_by(world, None) is Role.GUEST
    assert jon_by(world, ("G1",)) is Role.MEMBER


def test_who_is_told_of_is_what_their_roles_say(world: World) -> None:
    """A profile without roles leaves them as they were; a platform that has none decides itself."""
    mapped(world, NEW)
    found = []
    told: list[tuple[str, ...] | None] = [("G1", "1"), None, ("G1",)]
    for roles in told:
        profile = Profile("JON", "Jon", "jon", roles=roles)
        world.work(lambda work, one=profile: learn(work, "slack", [one], world.now))
        jon = world.work(lambda work: work.people.by_account("slack", "JON"))
        assert jon is not None
        found.append(jon.role)
    assert found == [Role.GUEST, Role.GUEST, Role.MEMBER]


def test_with_two_accounts_the_widest_counts(world: World) -> None:
    """A guest of the guild who is a member of the team is a member."""
    mapped(world, NEW)

    def both(work: WorkUnit) -> Role:
        jon = work.people.by_account("slack", "JON")
        assert jon is not None
        work.people.save_account(jon.id, Account("discord", "77", role=Role.MEMBER))
        jon = replace(jon, settings=replace(jon.settings, spoke_on="discord"))
        work.people.save_person(jon)
        return standing.become(work.people, jon, "discord", Role.GUEST).role

    assert world.work(both) is Role.MEMBER
    account = world.work(lambda work: work.people.account(world.people["jon"], "discord"))
    assert account is not None and account.role is Role.GUEST


def test_a_role_has_the_name_of_now(world: World) -> None:
    """Whatever depends on it; another's name is nobody's matter."""

    def run(work: WorkUnit) -> None:
        home = work.people.workspace()
        bounds = Bounds(several="1", role_name="New", roles=(NEW,))
        work.people.save_workspace(replace(home, bounds=bounds))

    world.work(run)
    sender = Sender("slack", "T1", "")
    with world.unit() as unit:
        assert homes.depends_on(unit, sender, "1") and not homes.depends_on(unit, sender, "2")
        homes.role_named(unit, sender, "1", "Friends")
        bounds = unit.of(world.workspace).people.workspace().bounds
    assert bounds.role_name == bounds.roles[0].name == "Friends"


def test_on_slack_there_are_no_roles(world: World) -> None:
    """What there is instead is said."""
    with pytest.raises(BadInput, match="roles_elsewhere"):
        world.work(lambda work: read_roles(work, "guests", "@new", world.context("ada")))
