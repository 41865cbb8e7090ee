"""A private task's title is on no screen of somebody who may not see it."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from core.digest import service as digests
from core.followup.model import NoticeKind
from core.kernel.audience import Audience, ForPerson, InPlace
from core.kernel.errors import NotFound
from core.kernel.refs import ProjectId, TaskId, task_ref
from core.kernel.tokens import Token
from core.links.commands import WaitFor
from core.screens.asks import bundle, help_line
from core.screens.briefs import brief
from core.screens.cards import card, details
from core.screens.digests import digest
from core.screens.forms import task_form
from core.screens.home import home
from core.screens.listing import Listing, task_list
from core.screens.lists import added_list, my_list
from core.screens.ports import ScreenUnit
from core.screens.views import Reader
from core.screens.why import why
from core.tasks.commands_blocking import Block
from core.tasks.model import Due
from core.tasks.ports import TaskFilter
from tests.screens.reading import reader
from tests.screens.test_asks import _told
from tests.support.worlds import World

CANARY, REASON = "Canary in the mine", "Canary reason"
Build = Callable[[ScreenUnit, Reader, str], object]


class Scenery:
    """Tom's task, before and after a private one of Maria and Jon, in one project."""

    def __init__(self, world: World) -> None:
        self.world = world
        due = Due(datetime(2026, 11, 23, 12, tzinfo=UTC), "Europe/London", has_time=True)
        self.project: ProjectId = world.project(home=world.channel, speaks=True)
        self.open = world.add("jon", "tom", title="Open", due=due, project=self.project)
        self.secret = world.add(title=CANARY, place=world.private, due=due, project=self.project)
        world.do("jon", WaitFor(self.secret.id, (self.open.id,)), world.private)
        after = world.add("jon", "tom", title="After", due=due, project=self.project)
        world.do("jon", WaitFor(after.id, (self.secret.id,)), world.private)
        self.after = after
        world.do("maria", Block(self.secret.id, REASON), world.private)
        self.told = _told(world, self.secret, NoticeKind.HELP_CHANNEL, "tom")
        self.asked = _told(world, self.open, NoticeKind.OVERDUE, "tom")
        world.later(days=2)

    def screens(self, who: str) -> dict[str, Build]:
        """Every screen that tells of tasks, for this person and for the channel."""
        person, channel = self.world.people[who], InPlace(self.world.channel)
        mine, secret = ForPerson(person), self.secret
        return {
            "my_list": lambda w, r, p: my_list(w, person, r, p),
            "home": lambda w, r, p: home(w, person, r, p),
            "list": lambda w, r, p: task_list(
                w, Listing(), w.tasks(mine).find(TaskFilter()), 1, r, p
            ),
            "added": lambda w, r, p: added_list(w, [secret.id, self.open.id], r, p, cause="k"),
            "details": lambda w, r, p: details(w, self.open, r, p),
            "details_after": lambda w, r, p: details(w, self.after, r, p),
            "card": lambda w, r, p: card(w, self.open, channel, r, p),
            "card_secret": lambda w, r, p: card(w, secret, channel, r, p),
            "bundle": lambda w, r, p: bundle(w, person, [self.told, self.asked], r, p, None),
            "help_line": lambda w, r, p: help_line(w, self.open, self.asked, channel, r, p),
            "why": lambda w, r, p: why(w, task_ref(secret.id), None, r, p),
            "brief": lambda w, r, p: self._brief(w, r, p),
            "digest": lambda w, r, p: self._digest(w, r, p, channel),
            "digest_mine": lambda w, r, p: self._digest(w, r, p, mine),
        }

    def _brief(self, work: ScreenUnit, r: Reader, p: str) -> object:
        assert r.person is not None
        facts = digests.brief_facts(work, r.person, [self.told, self.asked], self.world.now)
        return brief(work, facts, r, p) if facts else None

    def _digest(self, work: ScreenUnit, r: Reader, p: str, audience: Audience) -> object:
        found = work.projects(audience).get(self.project)
        assert found is not None
        health = digests.health_for(work, found, audience, self.world.now)
        return digest(work, found, health, r, p, audience)


NAMES = [
    "my_list", "home", "list", "added", "details", "details_after", "card", "card_secret",
    "bundle", "help_line", "why", "brief", "digest", "digest_mine",
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_canary_sings_on_no_screen(world: World, name: str) -> None:
    """Neither title nor reason nor the channel's name reaches somebody from outside."""
    scenery = Scenery(world)
    view = str(world.work(lambda w: scenery.screens("tom")[name](w, reader(world, "tom"), "slack")))
    assert "Canary" not in view
    assert "secret" not in view


@pytest.mark.parametrize("name", ["list", "added", "details", "digest_mine"])
def test_those_who_may_see_it_do(world: World, name: str) -> None:
    """The same screens show it to its people: the test above could fail."""
    scenery = Scenery(world)
    screens = scenery.screens("jon")
    view = str(world.work(lambda w: screens[name](w, reader(world, "jon"), "slack")))
    assert "Canary" in view or f"T-{scenery.secret.id}" in view


def test_no_form_is_filled_with_it(world: World) -> None:
    """A form for what one may not see does not open."""
    scenery = Scenery(world)
    token = Token("edit", task_ref(TaskId(scenery.secret.id)))
    with pytest.raises(NotFound):
        world.work(lambda w: task_form(w, token, reader(world, "tom"), "slack"))
