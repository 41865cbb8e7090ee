"""*Why this?*: the rule, its facts with their times, what ends it, and nothing of others."""

import ast
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from core.followup import reasons
from core.followup.model import NoticeKind
from core.kernel.refs import PostId, Ref, project_ref, task_ref
from core.projects.commands import SetDigest
from core.screens.delivery import Post, PostKind
from core.screens.keys import post_key
from core.screens.texts_en import TEXTS
from core.screens.views import Why
from core.screens.why import why
from core.tasks.commands import Start
from core.tasks.model import Due, Task
from tests.screens.following import say, until
from tests.screens.reading import labels, lines, screen
from tests.support.worlds import World

TODAY = Due(datetime(2026, 11, 23, 17, tzinfo=UTC), "Europe/London", has_time=True)
OLD = "I can't say any more why this came: it is too long ago, or was for somebody else."


def _why(world: World, who: str, subject: Ref | None, post: int | None = None) -> Why:
    return screen(world, who, lambda work, r, p: why(work, subject, post, r, p))


def _post(world: World, kind: PostKind, **more: object) -> PostId:
    def add(work) -> PostId:  # noqa: ANN001
        number = PostId(work.new_id())
        installation = work.people.installations()[0].id
        key = post_key(world.workspace, number, world.now)
        post = Post(world.workspace, number, key, kind, installation, world.now, world.now, **more)
        work.posts.add(post)
        return number

    return world.work(add)


@pytest.fixture
def late(world: World) -> Task:
    """A task of a project, past its date."""
    task = world.add(title="Migrate DNS", due=TODAY, project=world.project())
    world.do("maria", Start(task.id))
    return task


def test_a_question_explains_itself(world: World, late: Task) -> None:
    """The rule, the facts with their times, what ends it, and where it is set."""
    say(world, [until(world, late.id, NoticeKind.OVERDUE)])
    view = _why(world, "maria", task_ref(late.id))
    assert lines(view.lines) == [
        "T-1 Migrate DNS: I ask the owner in the first working hour after the date.",
        "What I know: due <Mon 17:00>; the last news of it came <Mon 09:00>.",
        "What ends it: Done; saying what is in the way; a new date; any answer.",
        "To be asked later: Ask me tomorrow. The date stays as it is.",
        "#infra follows up: Standard. To change it: /project ladder #infra gentle",
    ]
    assert labels(view.buttons) == ["Less of this", "Settings", "Ask me tomorrow", "Details"]


def test_a_quiet_task_says_what_is_usual_in_its_project(world: World) -> None:
    """The team's own gap, once it is known, in the days after which it is asked."""
    project = world.project()
    world.work(lambda w: w.project_writer.learn(project, 4, world.now))
    task = world.add("maria", project=project)
    world.do("maria", Start(task.id))
    say(world, [until(world, task.id, NoticeKind.STALLED)])
    view = screen(world, "maria", lambda w, r, p: why(w, task_ref(task.id), None, r, p))
    assert "your project's usual gap is 4 working days" in " ".join(lines(view.lines))


def test_the_lead_can_change_it_at_once(world: World, late: Task) -> None:
    """Who is in charge finds the project's settings."""
    say(world, [until(world, late.id, NoticeKind.OVERDUE_LEAD)])
    assert "Project's settings" in labels(_why(world, "ana", task_ref(late.id)).buttons)


def test_a_message_of_somebody_else_stays_theirs(world: World, late: Task) -> None:
    """Pressing an old button tells nothing of another person's message."""
    notice = until(world, late.id, NoticeKind.OVERDUE)
    post = _post(world, PostKind.NAG, person=world.people["maria"])
    world.work(lambda work: work.notices.claim([notice.id], post))
    assert lines(_why(world, "tom", None, post).lines) == [OLD]
    assert lines(_why(world, "maria", None, post).lines)[0].startswith("T-1 Migrate DNS:")


def test_an_unknown_message_is_said_to_be_old(world: World) -> None:
    """Weeks later the button still answers."""
    assert lines(_why(world, "maria", None, 4711).lines) == [OLD]


def test_a_brief_says_when_it_comes(world: World) -> None:
    """And that an empty one is not sent."""
    post = _post(world, PostKind.BRIEF, person=world.people["maria"])
    said = lines(_why(world, "maria", None, post).lines)
    assert said[0].startswith("Each working day at 09:00 (Europe/London)")


def test_a_digest_says_how_it_stops(world: World) -> None:
    """With the very line to type."""
    project = world.project(home=world.channel)
    world.do("ana", SetDigest(project, time(9), "UTC"))
    post = _post(world, PostKind.DIGEST, place=world.channel, subject=project_ref(project))
    assert lines(_why(world, "tom", None, post).lines) == [
        "#infra has its digest daily at 09:00 (UTC), when something has changed.",
        "To stop it: /project digest #infra off",
    ]


def test_the_words_of_health_are_explained(world: World) -> None:
    """What "at risk" means is one press away."""
    view = _why(world, "tom", project_ref(world.project()))
    assert [line.split(" means")[0] for line in lines(view.lines)] == [
        "On track", "At risk", "Late", "Quiet",
    ]  # fmt: skip


def test_a_card_says_what_it_is(world: World, late: Task) -> None:
    """A card is no follow-up."""
    post = _post(world, PostKind.CARD, place=world.channel, subject=task_ref(late.id))
    assert lines(_why(world, "tom", task_ref(late.id), post).lines) == [TEXTS["why.card"]]


@pytest.mark.parametrize("kind", list(NoticeKind))
def test_every_rule_has_its_sentence(kind: NoticeKind) -> None:
    """Whatever kind of notice came, the rule can be said."""
    assert f"why.rule_{kind}" in TEXTS


def test_every_fact_and_every_end_has_its_words() -> None:
    """Whatever policy reasons with can be said."""
    tree = ast.parse(Path(reasons.__file__).read_text(encoding="utf-8"))
    facts = {
        str(node.args[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "Fact"
        and isinstance(node.args[0], ast.Constant)
    }
    ends = {end for found in reasons._STOPS.values() for end in found}
    assert len(facts) > 10
    assert {fact for fact in facts if f"why.fact_{fact}" not in TEXTS} == set()
    assert {end for end in ends if f"why.stop_{end}" not in TEXTS} == set()
