"""A task goes into another project: who may, where it is seen then, and what goes along."""

import pytest

from core.kernel.errors import Conflict, NotAllowed, NotFound
from core.kernel.events import Verb
from core.kernel.refs import ProjectId
from core.people.model import Role
from core.projects.commands import CloseProject, OpenProject
from core.projects.life import close
from core.tasks.commands import AddNote, Edit, Finish, Follow, Undo
from core.tasks.commands_apart import AS_NOW, Move
from core.tasks.model import Task
from tests.support.worlds import World


def opened(world: World, key: str, who: str = "ana", *, private: bool = False) -> ProjectId:
    """A project; a private one is of Maria and Jon."""
    where = world.private if private else None
    number: ProjectId = world.do(who, OpenProject(key, key.title()), where).project.id
    return number


def moved(world: World, who: str, task: Task, to: ProjectId | None, agreed: str = "") -> Task:
    """The task, after *who* moved it."""
    found: Task = world.do(who, Move(task.id, to, agreed)).task
    return found


@pytest.mark.parametrize("who", ["maria", "jon", "ana"])
def test_who_steers_it_moves_it(world: World, who: str) -> None:
    """Owner, requester and lead of the project in which it is."""
    infra, web = opened(world, "infra"), opened(world, "web", "tom")
    task = world.add(project=infra)
    assert moved(world, who, task, web).project == web


def test_others_may_not(world: World) -> None:
    """Neither a member nor the lead of the other project."""
    web = opened(world, "web", "tom")
    task = world.add()
    with pytest.raises(NotAllowed):
        world.do("tom", Move(task.id, web))


def test_out_of_its_project(world: World) -> None:
    """A task needs no project."""
    task = world.add(project=opened(world, "infra"))
    assert moved(world, "jon", task, None).project is None


def test_there_already_is_no_change(world: World) -> None:
    """Nothing happens twice."""
    infra = opened(world, "infra")
    task = world.add(project=infra)
    assert world.do("jon", Move(task.id, infra)).events == ()


def test_unseen_and_unknown_projects_are_told_alike(world: World) -> None:
    """Who is not of a private project learns nothing of it."""
    secret = opened(world, "secret", "jon", private=True)
    task = world.add("tom", "tom")
    with pytest.raises(NotFound) as unseen:
        world.do("tom", Move(task.id, secret))
    with pytest.raises(NotFound) as unknown:
        world.do("tom", Move(task.id, ProjectId(secret + 99)))
    assert unseen.value.code == unknown.value.code
    assert unseen.value.fields == unknown.value.fields


def test_closed_projects_take_none(world: World) -> None:
    """The refusal says how to open it again."""
    web = opened(world, "web", "tom")
    ctx = world.context("tom")
    world.work(lambda work: close(work, CloseProject(web), ctx))
    task = world.add()
    with pytest.raises(Conflict, match="project_closed") as refused:
        world.do("jon", Move(task.id, web))
    assert refused.value.fields["example"] == "/project reopen #web"


def test_what_is_done_stays(world: World) -> None:
    """As with every change, it is opened again first."""
    task = world.add("maria", "maria")
    world.do("maria", Finish(task.id))
    with pytest.raises(Conflict, match="already_done"):
        world.do("maria", Move(task.id, opened(world, "infra")))


# Where it is seen then


def test_into_a_private_project_it_is_seen_there_only(world: World) -> None:
    """Where nobody named loses it, nothing is asked."""
    secret = opened(world, "secret", "jon", private=True)
    task = moved(world, "jon", world.add(), secret)
    assert task.visible_in == world.private
    assert not world.sees("ana", task.id)


def test_that_followers_lose_it_is_said_first(world: World) -> None:
    """Who follows it from outside would hear no more; who that is, is theirs to know."""
    secret = opened(world, "secret", "jon", private=True)
    task = world.add()
    world.do("ana", Follow(task.id))
    with pytest.raises(Conflict, match="move_hides") as asked:
        world.do("jon", Move(task.id, secret))
    assert world.people["ana"] not in asked.value.fields.values()
    assert asked.value.fields["move"] == f"{secret}:{world.private}"
    assert moved(world, "jon", task, secret, str(world.private)).project == secret


def test_outsiders_who_take_part_are_named_first(world: World) -> None:
    """Its owner would see this one task, and nothing else there."""
    secret = opened(world, "secret", "jon", private=True)
    task = world.add("jon", "tom")
    with pytest.raises(Conflict, match="move_alone") as asked:
        world.do("jon", Move(task.id, secret))
    assert asked.value.fields["ids"] == (world.people["tom"],)


@pytest.mark.parametrize("who", ["maria", "jon"])
def test_showing_it_to_all_asks_first(world: World, who: str) -> None:
    """Owner and requester are asked, and may say yes."""
    infra = opened(world, "infra")
    task = world.add(place=world.private)
    with pytest.raises(Conflict, match="move_shows"):
        world.do(who, Move(task.id, infra))
    assert moved(world, who, task, infra, "0").visible_in is None
    assert world.sees("tom", task.id)


def test_a_yes_to_one_place_is_none_to_all(world: World) -> None:
    """Where the project became open in between, it is asked again."""
    infra = opened(world, "infra")
    task = world.add(place=world.private)
    with pytest.raises(Conflict, match="move_shows"):
        world.do("jon", Move(task.id, infra, str(world.private)))


def test_it_may_stay_seen_as_now(world: World) -> None:
    """It goes into an open project, and nobody sees more than before."""
    infra = opened(world, "infra")
    task = moved(world, "jon", world.add(place=world.private), infra, AS_NOW)
    assert (task.project, task.visible_in) == (infra, world.private)
    assert not world.sees("tom", task.id)


def test_out_of_a_private_project_it_stays_private(world: World) -> None:
    """Taking it out of a project shows it to nobody."""
    secret = opened(world, "secret", "jon", private=True)
    task = moved(world, "jon", world.add(project=secret), None)
    assert task.visible_in == world.private


def test_a_lead_by_role_shows_nothing(world: World) -> None:
    """Who leads its open project but is neither owner nor requester can't show what is private."""
    infra, web = opened(world, "infra", "maria"), opened(world, "web", "tom")
    task = world.add("jon", "jon", world.private, project=infra)
    with pytest.raises(NotAllowed, match="not_allowed_show") as refused:
        world.do("maria", Move(task.id, web, "0"))
    assert refused.value.fields["ids"] == (world.people["jon"],)
    assert moved(world, "maria", task, web, AS_NOW).visible_in == world.private


def test_the_lead_of_the_private_project_shows(world: World) -> None:
    """Who is in charge of the place in which it stays may."""
    secret = opened(world, "secret", "maria", private=True)
    task = world.add("jon", "jon", project=secret)
    assert moved(world, "maria", task, opened(world, "web", "tom"), "0").visible_in is None


# Parts


def test_parts_go_along(world: World) -> None:
    """A part is of the project of the whole."""
    infra, web = opened(world, "infra"), opened(world, "web", "tom")
    whole = world.add(project=infra)
    part = world.add(parent=whole.id)
    moved(world, "jon", whole, web)
    assert world.task(part.id).project == web


def test_a_part_goes_where_the_whole_goes(world: World) -> None:
    """By itself it is not moved; the refusal names the whole."""
    whole = world.add()
    part = world.add(parent=whole.id)
    with pytest.raises(Conflict, match="part_moves") as refused:
        world.do("jon", Move(part.id, opened(world, "infra")))
    assert refused.value.fields["task"] == "T-1"


def test_parts_that_the_mover_may_not_show_stay_private(world: World) -> None:
    """The owner of the whole shows their own; what others asked of each other stays theirs."""
    infra = opened(world, "infra")
    whole = world.add("maria", "maria", world.private)
    part = world.add("jon", "jon", world.private, parent=whole.id)
    moved(world, "maria", whole, infra, "0")
    assert world.task(whole.id).visible_in is None
    assert (world.task(part.id).project, world.task(part.id).visible_in) == (infra, world.private)


def test_unseen_private_parts_go_along_unseen(world: World) -> None:
    """A private part of an open task changes its project, and is shown to nobody."""
    infra = opened(world, "infra")
    whole = world.add("tom", "tom")
    part = world.add("jon", "jon", world.private, parent=whole.id)
    moved(world, "tom", whole, infra)
    assert (world.task(part.id).project, world.task(part.id).visible_in) == (infra, world.private)
    assert not world.sees("tom", part.id)


# Undo and the form


def test_undo_brings_it_back_with_its_parts(world: World) -> None:
    """Project and visibility are as they were."""
    infra = opened(world, "infra")
    whole = world.add(place=world.private)
    part = world.add(place=world.private, parent=whole.id)
    moved(world, "jon", whole, infra, "0")
    world.do("jon", Undo())
    for task in (whole, part):
        now = world.task(task.id)
        assert (now.project, now.visible_in) == (None, world.private)


def test_what_was_said_in_private_is_not_shown_by_undo(world: World) -> None:
    """Somebody else wrote on it in the private project: Undo would show that to all."""
    secret = opened(world, "secret", "jon", private=True)
    task = world.add()
    moved(world, "jon", task, secret)
    world.do("maria", AddNote(task.id, "For us only"))
    with pytest.raises(Conflict, match="private_since") as refused:
        world.do("jon", Undo())
    assert refused.value.fields["who"] == world.people["maria"]


def test_the_lead_of_the_private_project_takes_it_back(world: World) -> None:
    """What somebody else moved there is shown again by who may show it."""
    task = world.add("tom", "tom")
    secret = opened(world, "secret", "maria", private=True)
    infra = opened(world, "infra", "jon")
    world.do("tom", Move(task.id, infra))
    moved(world, "jon", task, secret, str(world.private))
    world.do("maria", Undo(world.events(task.id)[-1].cause))
    assert world.task(task.id).visible_in is None


def test_undo_shows_again_what_nobody_else_touched(world: World) -> None:
    """The mover's own mistake is taken back."""
    task = world.add()
    moved(world, "jon", task, opened(world, "secret", "jon", private=True))
    world.do("jon", Undo())
    assert world.task(task.id).visible_in is None


def test_undo_brings_nothing_into_a_closed_project(world: World) -> None:
    """The refusal says how to open it again."""
    infra, web = opened(world, "infra"), opened(world, "web", "tom")
    task = world.add(project=web)
    moved(world, "jon", task, infra)
    ctx = world.context("tom")
    world.work(lambda work: close(work, CloseProject(web), ctx))
    with pytest.raises(Conflict, match="project_closed"):
        world.do("jon", Undo())


def test_history_tells_one_event(world: World) -> None:
    """From where and to where stand in it, as numbers."""
    infra, web = opened(world, "infra"), opened(world, "web", "tom")
    task = world.add(project=infra)
    moved(world, "jon", task, web)
    event = world.events(task.id)[-1]
    assert (event.verb, event.before, event.after) == (
        Verb.MOVED, {"project": infra}, {"project": web},
    )  # fmt: skip


def test_the_form_moves(world: World) -> None:
    """With what else was changed, as one command."""
    infra = opened(world, "infra")
    task = world.add()
    done = world.do("jon", Edit(task.id, 0, title="Renew it all", moves=True, to=infra))
    assert done.task.project == infra
    assert {event.verb for event in done.events} == {Verb.EDITED, Verb.MOVED}


def test_guests_move_into_what_they_see(world: World) -> None:
    """A project that a guest doesn't see is unknown to them."""
    world.meet("lee", Role.GUEST)
    infra = opened(world, "infra")
    task = world.add("jon", "lee")
    with pytest.raises(NotFound, match="project_not_found"):
        world.do("lee", Move(task.id, infra))
