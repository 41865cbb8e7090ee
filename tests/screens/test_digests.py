"""Messages 8 and 9: the brief of a person, the digest of a project."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from core.digest import service as digests
from core.digest.model import BriefFacts
from core.followup.model import NoticeKind
from core.kernel.audience import Audience, ForPerson, InPlace
from core.kernel.refs import PostId, ProjectId
from core.kernel.text import Mention
from core.links.commands import WaitFor
from core.projects.commands import SetProject
from core.screens.briefs import brief
from core.screens.digests import digest
from core.screens.views import Brief, Digest, Health
from core.tasks.commands import Accept, Finish, SetDue, Start
from core.tasks.commands_blocking import Block
from core.tasks.model import Due, Priority
from tests.screens.following import owed
from tests.screens.reading import labels, lines, screen, verbs, words
from tests.screens.test_asks import _told
from tests.support.worlds import World


def _due(days: float) -> Due:
    at = datetime(2026, 11, 23, 17, tzinfo=UTC) + timedelta(days=days)
    return Due(at, "Europe/London", has_time=True)


def _brief(world: World, who: str, *notices: object) -> Brief | None:
    def build(work, r, p):  # noqa: ANN001, ANN202
        facts: BriefFacts | None = digests.brief_facts(work, r.person, notices, world.now)
        return brief(work, facts, r, p, PostId(3)) if facts is not None else None

    return screen(world, who, build)


def _digest(world: World, project: ProjectId, who: str | None = None) -> Digest:
    def build(work, r, p):  # noqa: ANN001, ANN202
        audience: Audience = ForPerson(world.people[who]) if who else InPlace(world.channel)
        found = work.projects(audience).get(project)
        health = digests.health_for(work, found, audience, world.now)
        return digest(work, found, health, r, p, audience)

    return screen(world, who or "ana", build)


def test_a_morning_in_its_parts(world: World) -> None:
    """Message 8: today, what waits for an answer, what is waited for, what comes later."""
    today = world.add(title="Migrate DNS", due=_due(0))
    later = world.add("maria", "jon", title="Cut-over", due=_due(1))
    world.do("jon", WaitFor(later.id, (today.id,)))
    world.add(title="Certificate", priority=Priority.HIGH)
    check = world.add("maria", "tom", title="Backup test", criteria=("restored",))
    world.do("tom", Finish(check.id))
    world.add(title="Next", due=_due(3))
    view = _brief(world, "maria")
    assert view is not None
    assert words(view.greeting) == "Good morning, Maria. 2 for today."
    assert [line.title for line in view.today] == ["Migrate DNS", "Certificate"]
    assert view.today[0].waiting == ("T-2",)
    assert [(line.handle, words(line.remark)) for line in view.waiting_for_you] == [
        ("T-4", "please check")
    ]
    assert [line.title for line in view.you_wait_for] == ["Cut-over"]
    assert view.later == 1
    shown = ["Open my list", "Something doesn't fit", "Settings", "Why this?"]
    assert labels(view.buttons) == shown


def test_an_empty_morning_is_silent(world: World) -> None:
    """Nothing to say, nothing said."""
    assert _brief(world, "tom") is None


def test_the_brief_carries_questions_and_news(world: World) -> None:
    """What asks nothing is a line; what asks has its buttons."""
    task = world.add(title="Migrate DNS", due=_due(4))
    news = _told(world, task, NoticeKind.DATE_MOVED, "jon")
    world.do("maria", SetDue(task.id, _due(5), "waiting for access"))
    mine = world.add("maria", "jon", title="Cut-over")
    world.do("jon", Finish(mine.id))
    view = _brief(world, "jon", news)
    assert view is not None
    assert lines(view.told) == [
        "Maria moved the date of T-1 Migrate DNS to Sat 28 Nov 17:00 (in 5 days). "
        "waiting for access"
    ]
    verify = owed(world, mine.id, NoticeKind.VERIFY)
    asked = _brief(world, "maria", verify)
    assert asked is not None
    assert verbs(asked.asks[0].buttons) == ["accept", "send_back", "check_by"]


def test_a_person_with_nothing_today_is_greeted_so(world: World) -> None:
    """Zero is said in words."""
    world.add("tom", "maria", title="Help", due=_due(0))
    view = _brief(world, "tom")
    assert view is not None
    assert words(view.greeting) == "Good morning, Tom. Nothing is due today."


@pytest.mark.parametrize(
    ("hour", "hello"),
    [(4, "Hello"), (5, "Good morning"), (11, "Good morning"), (12, "Good afternoon"),
     (18, "Good evening"), (22, "Good evening")],
)  # fmt: skip
def test_people_are_greeted_by_their_hour(world: World, hour: int, hello: str) -> None:
    """Whose working day begins at 22:00 has no morning then; it is their hour, wherever it is."""
    world.add("maria", "maria", title="Help", due=_due(0))
    world.now = datetime(2026, 11, 24, hour, 30, tzinfo=ZoneInfo("Asia/Tokyo")).astimezone(UTC)

    def build(work, r, p):  # noqa: ANN001, ANN202
        facts = digests.brief_facts(work, r.person, (), world.now)
        there = replace(r, zone="Asia/Tokyo")
        return brief(work, facts, there, p) if facts is not None else None

    view = screen(world, "maria", build)
    assert view is not None
    assert words(view.greeting).startswith(f"{hello}, Maria. ")


def _troubled(world: World) -> ProjectId:
    project = world.project(home=world.channel, speaks=True)
    world.do("ana", SetProject(project, why="client A leaves the old data centre"))
    done = world.add(title="Order line", project=project, criteria=("x",))
    world.do("maria", Finish(done.id))
    stuck = world.add(title="Migrate DNS", due=_due(4), project=project)
    world.do("maria", Start(stuck.id))
    world.do("maria", Block(stuck.id, "needs firewall rights", world.people["tom"]))
    later = world.add(title="Cut-over", due=_due(4), project=project)
    world.do("jon", WaitFor(later.id, (stuck.id,)))
    world.add(title="Update runbook", due=_due(0), project=project)
    world.add(title="Rotate keys", owner=None, due=_due(4), project=project)
    world.later(days=3)
    world.do("jon", Accept(done.id, confirmed=True))
    return project


def test_a_digest_in_its_lines(world: World) -> None:
    """Message 9: the word with its reason; finished work before trouble; at most ten lines."""
    view = _digest(world, _troubled(world))
    assert (view.name, view.health) == ("Infrastructure", Health.AT_RISK)
    assert words(view.reason) == "T-3 Cut-over may slip 4 days: T-2 is blocked."
    said = lines(view.lines)
    assert said[:2] == [
        "Why we do it: client A leaves the old data centre",
        "Finished and checked: 1 since Wed 25 Nov",
    ]
    assert "Blocked: T-2 since Mon 23 Nov: needs firewall rights" in said
    assert "Past their date: T-4 Update runbook, 3 days" in said
    assert "No owner: T-5" in said
    assert len(view.lines) <= 9
    assert labels(view.buttons) == ["Show all", "Claim T-5", 'Why "at risk"?']


def test_a_digest_mentions_nobody(world: World) -> None:
    """Nobody is pinged, and nobody who has a task is named."""
    view = _digest(world, _troubled(world))
    parts = [part for line in (view.reason, *view.lines) for part in line]
    assert not any(isinstance(part, Mention) for part in parts)
    assert not any(name in " ".join(lines(view.lines)) for name in ("Maria", "Tom", "Jon"))


def test_asked_for_privately_it_can_be_posted(world: World) -> None:
    """Only who asks for it sees the button that posts it."""
    project = _troubled(world)
    assert "digest_post" in verbs(_digest(world, project, "ana").buttons)
    assert "digest_post" not in verbs(_digest(world, project).buttons)


def test_a_private_task_is_in_no_digest_in_the_open(world: World) -> None:
    """Counts and reasons are computed from what the channel may see."""
    project = _troubled(world)
    secret = world.add(title="Canary", place=world.private, due=_due(0), project=project)
    world.do("maria", Block(secret.id, "hidden reason"), world.private)
    view = str(_digest(world, project))
    assert "Canary" not in view and "hidden reason" not in view and "T-6" not in view


def test_a_calm_project_says_little(world: World) -> None:
    """Empty lines fall away."""
    project = world.project(home=world.channel)
    world.add(title="Some work", due=_due(20), project=project)
    view = _digest(world, project)
    assert (view.health, view.reason, view.lines) == (Health.ON_TRACK, (), ())
