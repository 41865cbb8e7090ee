"""Projects are led, rest, end and begin again."""

from datetime import UTC, datetime, timedelta

import pytest

from core import dispatch
from core.followup import service as followup
from core.followup.model import NoticeKind, NoticeState, to_person
from core.kernel.audience import System
from core.kernel.errors import BadInput, Conflict, NotAllowed
from core.kernel.events import Verb
from core.kernel.refs import PlaceId, ProjectId, project_ref, task_ref
from core.projects.commands import (
    CloseProject,
    DeclineLead,
    Leftover,
    OpenProject,
    PauseProject,
    ReopenProject,
    ResumeProject,
    SetProject,
    TakeLead,
)
from core.projects.model import Project
from core.tasks.model import Due, Status
from tests.support.worlds import World

MONDAY = datetime(2026, 11, 30, 8, tzinfo=UTC)


def act(world: World, who: str, intent: object, place: PlaceId | None = None) -> None:
    """Through the first door, with all that follows."""
    with world.unit() as unit:
        dispatch.handle(unit, intent, world.context(who, place))  # type: ignore[arg-type]


def tick(world: World) -> None:
    """What time brings now."""
    with world.unit() as unit:
        dispatch.tick(unit, world.workspace, world.now, 100)


def compose(world: World, who: str) -> None:
    """What is owed to somebody becomes a message."""
    with world.unit() as unit:
        dispatch.compose(unit, world.workspace, to_person(world.people[who]), world.now)


def owed_to(world: World, who: str) -> set[NoticeKind]:
    """The kinds of what somebody is owed."""
    person = to_person(world.people[who])
    return {n.wanted.kind for n in world.work(lambda work: work.notices.owed_to(person))}


def stored(world: World, number: ProjectId) -> Project:
    found = world.work(lambda work: work.projects(System("dispatch")).get(number))
    assert found is not None
    return found


def test_a_lead_is_asked_first(world: World) -> None:
    """Who is named leads nothing before they take it, and is owed the question."""
    number = world.project("ana")
    act(world, "ana", SetProject(number, lead=world.people["tom"]))
    assert stored(world, number).in_charge == world.people["ana"]
    assert owed_to(world, "tom") == {NoticeKind.LEAD_OFFERED}


def test_who_takes_the_lead_has_it(world: World) -> None:
    """Taking it makes them the lead; the offer is gone."""
    number = world.project("ana")
    act(world, "ana", SetProject(number, lead=world.people["tom"]))
    act(world, "tom", TakeLead(number))
    assert stored(world, number).lead == world.people["tom"]
    assert stored(world, number).offered_to is None


def test_a_no_stays_with_who_leads_it(world: World) -> None:
    """Declining changes nothing but the offer, and who leads it hears."""
    number = world.project("ana")
    act(world, "ana", SetProject(number, lead=world.people["tom"]))
    act(world, "tom", DeclineLead(number))
    assert stored(world, number).in_charge == world.people["ana"]
    assert NoticeKind.LEAD_DECLINED in owed_to(world, "ana")


def test_only_who_was_asked_takes_it(world: World) -> None:
    """Anybody else's button is stale."""
    number = world.project("ana")
    act(world, "ana", SetProject(number, lead=world.people["tom"]))
    with pytest.raises(Conflict, match="lead_not_offered"):
        act(world, "jon", TakeLead(number))


def test_who_names_themselves_leads_at_once(world: World) -> None:
    """Nobody is asked about what they said themselves."""
    number = world.project("jon")
    act(world, "ada", SetProject(number, lead=world.people["ada"]))
    assert stored(world, number).lead == world.people["ada"]


def test_an_outsider_leads_nothing_private(world: World) -> None:
    """Somebody who does not see the project cannot be asked to lead it."""
    opened = OpenProject("hush", "Hush", home=world.private)
    number = world.do("jon", opened, world.private).project.id
    with pytest.raises(BadInput, match="lead_outside"):
        act(world, "jon", SetProject(number, lead=world.people["tom"]), world.private)


@pytest.mark.parametrize(
    ("until", "code"),
    [(timedelta(hours=-1), "past_date"), (timedelta(days=400), "pause_too_long")],
)
def test_a_pause_ends_ahead_and_within_a_year(world: World, until: timedelta, code: str) -> None:
    """A pause into the past or beyond a year is refused."""
    number = world.project("ana")
    with pytest.raises(BadInput, match=code):
        act(world, "ana", PauseProject(number, world.now + until))


def test_nothing_new_is_owed_while_it_rests(world: World) -> None:
    """A task that goes past its date meanwhile is asked about when the pause is over."""
    number = world.project("ana")
    task = world.add("jon", "maria", project=number, due=Due(MONDAY, "UTC", has_time=True))
    world.work(lambda work: followup.follow(work, task_ref(task.id), world.now))
    act(world, "ana", PauseProject(number, MONDAY + timedelta(days=30)))
    world.now = MONDAY + timedelta(days=2)
    tick(world)
    kinds = {n.wanted.kind for n in world.work(lambda w: w.notices.of(task_ref(task.id)))}
    assert NoticeKind.OVERDUE not in kinds
    act(world, "ana", ResumeProject(number))
    tick(world)
    tick(world)
    kinds = {n.wanted.kind for n in world.work(lambda w: w.notices.of(task_ref(task.id)))}
    assert kinds & {NoticeKind.OVERDUE, NoticeKind.ASSIGNED}


def test_what_is_owed_waits_and_is_not_lost(world: World) -> None:
    """A message that was owed already is held, and comes once the project goes on."""
    number = world.project("ana")
    task = world.add("jon", "maria", project=number)
    world.work(lambda work: followup.follow(work, task_ref(task.id), world.now))
    act(world, "ana", PauseProject(number))
    world.now += timedelta(hours=3)
    compose(world, "maria")
    [notice] = world.work(lambda w: w.notices.of(task_ref(task.id)))
    assert notice.state is NoticeState.OWED
    assert notice.wanted.not_before > world.now
    act(world, "ana", ResumeProject(number))
    compose(world, "maria")
    [notice] = world.work(lambda w: w.notices.of(task_ref(task.id)))
    assert notice.state is NoticeState.CLAIMED


def test_closing_asks_what_becomes_of_the_rest(world: World) -> None:
    """Open tasks are never left behind in silence."""
    number = world.project("ana")
    world.add("jon", "maria", project=number)
    with pytest.raises(Conflict, match="project_has_open"):
        act(world, "ana", CloseProject(number))


def test_what_is_kept_goes_on_without_it(world: World) -> None:
    """Kept tasks stay open and leave the project."""
    number = world.project("ana")
    task = world.add("jon", "maria", project=number)
    act(world, "ana", CloseProject(number, Leftover.KEEP))
    assert world.task(task.id).project is None
    assert world.task(task.id).status is Status.TODO


def test_what_is_dropped_is_told(world: World) -> None:
    """Dropped tasks are dropped by the command, and who asked for them hears."""
    number = world.project("ana")
    task = world.add("jon", "maria", project=number)
    act(world, "ana", CloseProject(number, Leftover.DROP))
    assert world.task(task.id).status is Status.DROPPED
    assert NoticeKind.DROPPED in owed_to(world, "jon")


def test_unseen_tasks_are_not_counted_and_go_on(world: World) -> None:
    """A private task of it neither shows by a count nor is dropped by who cannot see it."""
    number = world.project("ana")
    hidden = world.add("jon", "jon", place=world.private, project=number)
    assert not world.sees("ana", hidden.id)
    act(world, "ana", CloseProject(number, Leftover.DROP))
    assert world.task(hidden.id).status is Status.TODO
    assert world.task(hidden.id).project is None


def test_a_closed_project_leaves_its_home(world: World) -> None:
    """Another may move in; reopened, the first has no home and says nothing there."""
    first = world.do("ana", OpenProject("one", "One", home=world.channel)).project.id
    act(world, "ana", CloseProject(first))
    second = world.do("ana", OpenProject("two", "Two", home=world.channel)).project.id
    act(world, "ana", ReopenProject(first))
    assert stored(world, first).home is None
    assert stored(world, second).home == world.channel


def test_nothing_is_added_to_what_is_closed(world: World) -> None:
    """A task for a closed project is refused, with how to open it again."""
    number = world.project("ana")
    act(world, "ana", CloseProject(number))
    with pytest.raises(Conflict, match="project_closed"):
        world.add("jon", "maria", project=number)


def test_reopened_as_it_was(world: World) -> None:
    """Reopening is for the closed only, and makes it open."""
    number = world.project("ana")
    with pytest.raises(Conflict, match="project_open"):
        act(world, "ana", ReopenProject(number))
    act(world, "ana", CloseProject(number, outcome="All moved"))
    act(world, "ana", ReopenProject(number))
    assert stored(world, number).open


def test_its_life_is_for_lead_and_admin(world: World) -> None:
    """Others neither pause nor close it."""
    number = world.project("ana")
    for intent in (PauseProject(number), CloseProject(number), ReopenProject(number)):
        with pytest.raises(NotAllowed):
            act(world, "tom", intent)


def test_the_history_tells_its_life(world: World) -> None:
    """Each step is an event of its own."""
    number = world.project("ana")
    act(world, "ana", PauseProject(number, reason="The client decides first"))
    act(world, "ana", ResumeProject(number))
    act(world, "ana", CloseProject(number))
    events = world.work(lambda w: w.tasks(System("dispatch")).events(project_ref(number)))
    assert [event.verb for event in events[:3]] == [
        Verb.PROJECT_CLOSED, Verb.PROJECT_RESUMED, Verb.PROJECT_PAUSED,
    ]  # fmt: skip
