"""Projects."""

from datetime import UTC, datetime, time

import pytest

from core.digest.schedule import keep_digest
from core.followup.model import RoutineKind
from core.kernel.errors import BadInput, Conflict, NotAllowed
from core.kernel.refs import project_ref
from core.people.model import Role
from core.projects.commands import OpenProject, SetDigest, SetProject
from core.projects.model import LadderName
from core.projects.service import normalised, open_by_word
from tests.support.worlds import World


@pytest.mark.parametrize(
    ("typed", "key"),
    [("#Web-Site", "web-site"), ("  Der Umzug ", "der-umzug"), ("ops_2", "ops_2"), ("É", "é")],
)
def test_keys(typed: str, key: str) -> None:
    """Keys are lower case, one word."""
    assert normalised(typed) == key


@pytest.mark.parametrize("typed", ["", "#", "###", "12", "—"])
def test_no_keys(typed: str) -> None:
    """What leaves no word, or only a number, is no key."""
    with pytest.raises(BadInput, match="no_key"):
        normalised(typed)


def test_open(world: World) -> None:
    """A project has its creator in charge until somebody leads, and a home that knows it."""
    intent = OpenProject("Infra", "Infrastructure", "Less toil", home=world.channel)
    project = world.do("tom", intent).project
    assert (project.key, project.in_charge, project.answered) == (
        "infra",
        world.people["tom"],
        True,
    )
    home = world.work(lambda work: work.people.place(world.channel))
    assert home is not None
    assert home.project == project.id


def test_taken_key(world: World) -> None:
    """A key names one project."""
    world.project()
    with pytest.raises(Conflict, match="key_taken"):
        world.do("tom", OpenProject("INFRA", "Other"))


def test_taken_home(world: World) -> None:
    """A place is home to at most one project, and the refusal says which."""
    world.do("tom", OpenProject("one", "One", home=world.channel))
    with pytest.raises(Conflict, match="home_taken") as taken:
        world.do("tom", OpenProject("two", "Two", home=world.channel))
    assert taken.value.fields["key"] == "one"


def test_moving_out_frees_the_place(world: World) -> None:
    """Who moves frees the place for another."""
    one = world.do("tom", OpenProject("one", "One", home=world.channel)).project
    world.do("tom", SetProject(one.id, home=world.private))
    assert world.do("tom", OpenProject("two", "Two", home=world.channel)).project.home


def test_first_word_opens_quietly(world: World) -> None:
    """A project that its first #word opens is gentle, silent and unanswered; then it is found."""
    ctx = world.context("jon")
    opened = world.work(lambda work: open_by_word(work, "#Website", ctx))
    project = opened.project
    assert (project.key, project.ladder) == ("website", LadderName.GENTLE)
    assert (project.speaks, project.answered) == (False, False)
    again = world.work(lambda work: open_by_word(work, "website", ctx))
    assert (again.project, again.events) == (project, ())


def test_a_word_of_a_private_place_stays_there(world: World) -> None:
    """A project that a private place opened is not shown to others by its word."""
    ctx = world.context("jon", world.private)
    world.work(lambda work: open_by_word(work, "#secret", ctx))
    with pytest.raises(Conflict, match="key_taken"):
        world.work(lambda work: open_by_word(work, "#secret", world.context("tom")))


def test_answered_by_its_lead(world: World) -> None:
    """Naming a lead answers for the project, and asks who was named."""
    ctx = world.context("jon")
    project = world.work(lambda work: open_by_word(work, "#website", ctx)).project
    change = world.do("jon", SetProject(project.id, lead=world.people["ana"]))
    assert change.project.answered
    assert change.events[0].after == {"offered_to": world.people["ana"], "answered": True}


def test_bots_lead_nothing(world: World) -> None:
    """A lead is human."""
    project = world.project()
    bot = world.meet("ci", Role.BOT)
    with pytest.raises(BadInput, match="person_is_bot"):
        world.do("ana", SetProject(project, lead=bot))


def test_settings_are_for_lead_and_admin(world: World) -> None:
    """Lead and admins set a project, others do not."""
    project = world.project("ana")
    with pytest.raises(NotAllowed) as refused:
        world.do("tom", SetProject(project, strict=True))
    assert refused.value.fields["ids"] == (world.people["ana"], world.people["ada"])
    assert world.do("ada", SetProject(project, strict=True)).project.strict


def test_admins_lead_when_the_lead_has_left(world: World) -> None:
    """A project whose lead has left is the admins' to lead."""
    project = world.project("ana")
    world.meet("ana", active=False)
    assert world.do("ada", SetProject(project, lead=world.people["tom"])).events


def test_digest_comes_at_its_wall_time(world: World) -> None:
    """A digest is a row with the next instant of its wall time; off removes it."""
    number = world.project("ana")
    on = world.do("ana", SetDigest(number, time(9, 30), "Europe/Berlin")).project
    world.work(lambda work: keep_digest(work, on, world.now))
    subject = project_ref(number)
    row = world.work(lambda work: work.routines.get(RoutineKind.DIGEST, subject))
    assert row is not None
    assert row.next_at == datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
    off = world.do("ana", SetDigest(number, None)).project
    world.work(lambda work: keep_digest(work, off, world.now))
    assert world.work(lambda work: work.routines.get(RoutineKind.DIGEST, subject)) is None


def test_digest_in_an_unknown_zone(world: World) -> None:
    """A zone that nobody knows is refused."""
    with pytest.raises(BadInput, match="unknown_zone"):
        world.do("ana", SetDigest(world.project("ana"), time(9), "Mars/Base"))
