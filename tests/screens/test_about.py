"""About me: what others can read, for oneself alone."""

import pytest

from core.kernel.errors import BadInput
from core.queries import AboutMe, ShowTask, UnknownVerb
from core.reading.verbs import read_task
from core.screens.about import about_me
from core.screens.views import Said
from core.tasks.commands import Finish
from tests.screens.reading import screen, words
from tests.support.worlds import World


def about(world: World, who: str) -> str:
    """The whole page as one person reads it."""
    person = world.people[who]
    found: Said = screen(world, who, lambda work, r, p: about_me(work, person, r, p))
    return "\n".join(words(line) for line in found.lines)


def read(world: World, line: str, who: str = "maria") -> object:
    """What a typed line asks for."""
    ctx = world.context(who)
    return world.work(lambda work: read_task(work, line, ctx))


def test_it_names_what_is_open_with_somebody_and_who_sees_it(world: World) -> None:
    """What is private says so, and only whoever it is about reads it here."""
    world.add(title="Renew the certificate")
    world.add(title="Salary talk", place=world.private)
    world.add("maria", "tom", title="Order disks")
    page = about(world, "maria")
    assert "2 open tasks are yours" in page and "You asked others for 1 open task" in page
    assert "T-2 Salary talk (only people of #secret" in page
    assert "Salary" not in about(world, "tom") and "1 open task is yours" in about(world, "tom")


def test_roles_are_those_that_others_meet(world: World) -> None:
    """Admin, and what one leads."""
    world.project()
    assert "member; you lead #infra" in about(world, "ana")
    assert "admin of this workspace" in about(world, "ada")


def test_what_was_done_is_no_number(world: World) -> None:
    """No count of what is closed, no time of an answer."""
    task = world.add("maria", "maria")
    before = about(world, "maria")
    world.do("maria", Finish(task.id))
    after = about(world, "maria")
    assert "1 open task is yours" in before and "No open task is yours" in after


@pytest.mark.parametrize("line", ["about me", "about", "about myself", "about @maria"])
def test_oneself_is_meant_in_many_words(world: World, line: str) -> None:
    """One's own name as well."""
    assert read(world, line) == AboutMe()


@pytest.mark.parametrize("line", ["about @tom", "about tom", "about @nobody", "about the lead"])
def test_nobody_is_told_about_somebody_else(world: World, line: str) -> None:
    """Whether there is such a person or not."""
    with pytest.raises(BadInput, match="about_others"):
        read(world, line, "ada")


def test_other_words_are_no_name(world: World) -> None:
    """A number shows its task; a sentence is no verb's."""
    task = world.add()
    assert read(world, f"about T-{task.id}") == ShowTask(task.id)
    assert isinstance(read(world, "about the slow server in Berlin"), UnknownVerb)
