"""One project, a home on each platform; a place is home to at most one project."""

from dataclasses import dataclass, replace
from datetime import time, timedelta

import pytest

from core import dispatch, placing
from core.closing import closing_words
from core.digest import service as digests
from core.followup.gather import around
from core.followup.model import NoticeKind, Routine, RoutineKind, to_person
from core.followup.routines import advance
from core.kernel.audience import System
from core.kernel.errors import BadInput, Conflict
from core.kernel.refs import InstallationId, PlaceId, ProjectId, project_ref
from core.people.model import Account, Bounds, Installation, PlaceKind, PlaceNews
from core.people.service import see_place
from core.projects.commands import (
    CloseProject,
    OpenProject,
    ReopenProject,
    SetDigest,
    SetProject,
    TakeBackProject,
)
from core.projects.model import Project
from core.tasks.model import Task
from core.unit import WorkUnit
from tests.support.worlds import World

WHY = System("dispatch")


@dataclass
class Two:
    """A workspace on Slack and Discord; *infra* lives in a channel of Slack."""

    world: World
    project: ProjectId
    talk: PlaceId
    """A channel of the guild."""
    hidden: PlaceId
    """A private one, of Ana's."""

    def act(self, who: str, intent: object, platform: str = "slack") -> str:
        """Through the first door, on a platform; the command's key."""
        ctx = replace(self.world.context(who), platform=platform)
        with self.world.unit() as unit:
            dispatch.handle(unit, intent, ctx)  # type: ignore[arg-type]
        return ctx.key

    @property
    def now(self) -> Project:
        """The project as it is stored."""
        found = self.world.work(lambda work: work.projects(WHY).get(self.project))
        assert found is not None
        return found

    def lives_in(self, place: PlaceId) -> ProjectId | None:
        """The project that a place is home to."""
        found = self.world.work(lambda work: work.projects(WHY).at_home(place))
        return found.id if found is not None else None

    def channel_of(self, task: Task) -> PlaceId | None:
        """Where calls for help of a task are said."""
        return self.world.work(lambda work: around(work, task, self.world.now).channel)

    def close(self, place: PlaceId) -> None:
        """The channel is archived."""

        def run(work: WorkUnit) -> None:
            found = work.people.place(place)
            assert found is not None
            work.people.save_place(replace(found, archived=True))

        self.world.work(run)

    def speaks_on(self, who: str, platform: str) -> None:
        """Somebody with an account on each spoke last on this one."""

        def run(work: WorkUnit) -> None:
            person = work.people.person(self.world.people[who])
            assert person is not None
            work.people.save_account(person.id, Account("discord", f"7{person.id}"))
            settings = replace(person.settings, spoke_on=platform)
            work.people.save_person(replace(person, settings=settings))

        self.world.work(run)


@pytest.fixture
def two(world: World) -> Two:
    """The workspace, with a guild that has joined it."""
    project = world.project(home=world.channel, speaks=True)

    def join(work: WorkUnit) -> tuple[PlaceId, PlaceId]:
        guild = Installation(world.workspace, InstallationId(work.new_id()), "discord", "G1")
        work.people.save_installation(guild)
        talk = see_place(work, guild.id, "71", "talk", PlaceKind.CHANNEL, world.now)
        hidden = see_place(
            work, guild.id, "72", "hidden", PlaceKind.GROUP, world.now,
            frozenset({world.people["ana"]}),
        )  # fmt: skip
        return talk.id, hidden.id

    return Two(world, project, *world.work(join))


def test_it_lives_on_both(two: Two) -> None:
    """A home on the second platform leaves that on the first."""
    two.act("ana", SetProject(two.project, home=two.talk))
    assert two.now.homes == (two.world.channel, two.talk)
    assert two.lives_in(two.talk) == two.lives_in(two.world.channel) == two.project


def test_another_home_takes_the_place_of_that_platforms(two: Two) -> None:
    """One on each, never two on one; the old place is free."""
    two.act("ana", SetProject(two.project, home=two.talk))
    other = two.world.work(
        lambda w: see_place(
            w, w.people.installations()[0].id, "C2", "ops", PlaceKind.CHANNEL, two.world.now
        )
    )
    two.act("ana", SetProject(two.project, home=other.id))
    assert two.now.homes == (other.id, two.talk)
    assert two.lives_in(two.world.channel) is None


def test_a_place_is_home_to_one_project(two: Two) -> None:
    """Another project is told whose it is."""
    two.act("ana", SetProject(two.project, home=two.talk))
    two.act("ana", OpenProject("web", "Web"))
    web = two.world.work(lambda work: work.projects(WHY).by_key("web"))
    assert web is not None
    with pytest.raises(Conflict, match="home_taken"):
        two.act("ana", SetProject(web.id, home=two.talk))


@pytest.mark.parametrize(("platform", "left"), [("slack", "talk"), ("discord", "channel")])
def test_it_leaves_the_home_where_it_is_asked_to(two: Two, platform: str, left: str) -> None:
    """*Off* takes away the home of the platform on which it is typed."""
    two.act("ana", SetProject(two.project, home=two.talk))
    two.act("ana", SetProject(two.project, homeless=True), platform)
    assert two.now.homes == ({"talk": two.talk, "channel": two.world.channel}[left],)


def test_it_leaves_its_only_home_from_anywhere(two: Two) -> None:
    """With one home there is nothing to choose."""
    two.act("ana", SetProject(two.project, homeless=True), "discord")
    assert two.now.homes == ()
    with pytest.raises(BadInput, match="no_home_to_leave"):
        two.act("ana", SetProject(two.project, homeless=True))


def test_a_private_home_hides_nothing_from_the_other(two: Two) -> None:
    """A private second home is refused: the first would see nothing any more."""
    with pytest.raises(Conflict, match="home_hides"):
        two.act("ana", SetProject(two.project, home=two.hidden))
    assert two.now.homes == (two.world.channel,)


def test_what_stays_in_a_private_home_gets_no_other(two: Two) -> None:
    """A second home would show nothing."""
    two.act("ana", SetProject(two.project, homeless=True))
    two.act("ana", SetProject(two.project, home=two.hidden))
    with pytest.raises(Conflict, match="home_unseen"):
        two.act("ana", SetProject(two.project, home=two.world.channel))


def test_a_home_is_taken_back(two: Two) -> None:
    """Undo: it lives where it lived, and nowhere else."""
    key = two.act("ana", SetProject(two.project, home=two.talk))
    two.act("ana", TakeBackProject(two.project, key))
    assert two.now.homes == (two.world.channel,)
    assert two.lives_in(two.talk) is None


def test_a_home_that_another_has_is_not_taken_back(two: Two) -> None:
    """Undo does not turn anybody out."""
    two.act("ana", SetProject(two.project, home=two.talk))
    key = two.act("ana", SetProject(two.project, homeless=True), "discord")
    two.act("ana", OpenProject("web", "Web", home=two.talk))
    with pytest.raises(Conflict, match="home_taken"):
        two.act("ana", TakeBackProject(two.project, key))


def test_opened_again_it_lives_where_nobody_else_does(two: Two) -> None:
    """The home that another took meanwhile stays theirs."""
    two.act("ana", SetProject(two.project, home=two.talk))
    two.act("ana", CloseProject(two.project))
    two.act("ana", OpenProject("web", "Web", home=two.world.channel))
    two.act("ana", ReopenProject(two.project))
    assert two.now.homes == (two.talk,)
    web = two.world.work(lambda work: work.projects(WHY).by_key("web"))
    assert web is not None
    assert two.lives_in(two.world.channel) == web.id


def test_help_is_asked_for_where_the_owner_was_last(two: Two) -> None:
    """The home on the platform where the owner spoke, not both."""
    two.act("ana", SetProject(two.project, home=two.talk))
    task = two.world.add(project=two.project)
    assert two.channel_of(task) == two.world.channel
    two.speaks_on("maria", "discord")
    assert two.channel_of(task) == two.talk
    two.speaks_on("maria", "slack")
    assert two.channel_of(task) == two.world.channel


def test_a_closed_home_is_stood_in_for(two: Two) -> None:
    """Where one is archived, calls for help go to the other."""
    two.act("ana", SetProject(two.project, home=two.talk))
    task = two.world.add(project=two.project)
    two.close(two.world.channel)
    assert two.channel_of(task) == two.talk


def test_nobodys_task_is_shown_where_its_requester_was_last(two: Two) -> None:
    """Without an owner there is somebody who asked."""
    two.act("ana", SetProject(two.project, home=two.talk))
    two.speaks_on("jon", "discord")
    task = two.world.add(owner=None, project=two.project)
    assert two.channel_of(task) == two.talk


def digest(two: Two) -> list[PlaceId]:
    """Where the digest of this morning is said."""

    def run(work: WorkUnit) -> list[PlaceId]:
        subject = project_ref(two.project)
        kept = work.routines.get(RoutineKind.DIGEST, subject) or Routine(
            two.world.workspace, RoutineKind.DIGEST, subject, time(9), "UTC", two.world.now, ""
        )
        said = digests.news(work, two.project, kept, two.world.now)
        advance(work, kept, two.world.now, said=True)
        return [each.place for each in said]

    return two.world.work(run)


def test_the_digest_is_said_in_each_home_once(two: Two) -> None:
    """And not again where nothing is new."""
    two.act("ana", SetProject(two.project, home=two.talk))
    two.world.add(project=two.project)
    assert digest(two) == [two.world.channel, two.talk]
    two.world.now += timedelta(days=1)
    assert digest(two) == []


def test_a_new_home_hears_what_the_other_has_heard(two: Two) -> None:
    """What was said before is remembered for each home by itself."""
    two.act("ana", SetDigest(two.project, time(9)))
    two.world.add(project=two.project)
    assert digest(two) == [two.world.channel]
    two.act("ana", SetProject(two.project, home=two.talk))
    two.world.now += timedelta(days=1)
    assert digest(two) == [two.talk]


def test_what_only_one_home_sees_is_said_there_alone(two: Two) -> None:
    """A task that stays in one of the homes is no news in the other."""
    two.act("ana", SetProject(two.project, home=two.talk))
    two.world.add(project=two.project)
    digest(two)
    two.world.now += timedelta(days=1)
    task = two.world.add(project=two.project, owner=None)

    def narrow(work: WorkUnit) -> None:
        found = work.tasks(WHY).get(task.id)
        assert found is not None
        work.task_writer.save(replace(found, visible_in=two.talk, version=found.version + 1))

    two.world.work(narrow)
    assert digest(two) == [two.talk]


def test_a_digest_that_is_asked_for_is_said_where_it_was_asked(two: Two) -> None:
    """On that platform's home; without one there, in each."""
    two.act("ana", SetProject(two.project, home=two.talk))
    for platform, places in (("discord", [two.talk]), ("slack", [two.world.channel])):
        found = two.world.work(lambda w, on=platform: digests.now_in(w, two.project, on))
        assert [place for place, _ in found] == places


def test_the_end_is_told_in_each_home(two: Two) -> None:
    """Closing words for both."""
    two.act("ana", SetProject(two.project, home=two.talk))

    project = two.now
    two.world.work(lambda work: closing_words(work, project, two.world.now))
    with two.world.engine.connect() as connection:
        found = connection.exec_driver_sql("SELECT place_id FROM posts WHERE kind = 'closing'")
        assert sorted(row[0] for row in found) == [two.world.channel, two.talk]


def test_the_lead_hears_that_one_home_is_closed(two: Two) -> None:
    """Whichever it is, and once."""
    two.act("ana", SetProject(two.project, home=two.talk))

    def shut(work: WorkUnit) -> int:
        place = work.people.place(two.talk)
        assert place is not None
        placing.heard(work, place, PlaceNews.ARCHIVED, two.world.now)
        owed = work.notices.owed_to(to_person(two.world.people["ana"]))
        return sum(n.wanted.kind is NoticeKind.PLACE_CLOSED for n in owed)

    assert two.world.work(shut) == 1


def choose(two: Two, *places: PlaceId) -> None:
    """The channels in which we are at work."""

    def run(work: WorkUnit) -> None:
        home = work.people.workspace()
        work.people.save_workspace(replace(home, bounds=Bounds(channels=places)))

    two.world.work(run)


def test_a_home_is_where_we_are_at_work(two: Two) -> None:
    """Of an installation whose channels were chosen, another is refused with one of them."""
    other = two.world.work(
        lambda w: see_place(
            w, w.people.installations()[0].id, "C2", "ops", PlaceKind.CHANNEL, two.world.now
        )
    )
    choose(two, two.world.channel)
    with pytest.raises(BadInput, match="home_not_chosen") as refused:
        two.act("maria", OpenProject("web", "Web", home=other.id))
    assert refused.value.fields["example"] == "#general"
    two.act("ana", SetProject(two.project, home=two.talk))
    assert two.now.homes == (two.world.channel, two.talk)


def test_a_home_of_before_can_be_kept(two: Two) -> None:
    """What lives outside since before is changed all the same."""
    choose(two, two.talk)
    two.act("ana", SetProject(two.project, home=two.world.channel, name="Infrastructure"))
    assert two.now.name == "Infrastructure"
