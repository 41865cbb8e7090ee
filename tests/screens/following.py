"""Follow-ups as they come about: decided by policy, owed, said, and read on a screen."""

from collections.abc import Sequence

from core.followup import service as followup
from core.followup.model import Notice, NoticeKind, NoticeState, to_person
from core.kernel.refs import PlaceId, Ref, TaskId, place_ref, task_ref
from core.screens.asks import bundle
from core.screens.views import Ask, Bundle
from tests.screens.reading import screen
from tests.support.worlds import World


def follow(world: World, task: TaskId) -> list[Notice]:
    """What is owed about the task now, after policy has looked."""

    def run(work: object) -> list[Notice]:
        followup.follow(work, task_ref(task), world.now)  # type: ignore[arg-type]
        notices = work.notices.of(task_ref(task))  # type: ignore[attr-defined]
        return [n for n in notices if n.state is NoticeState.OWED]

    return world.work(run)


def say(world: World, notices: Sequence[Notice]) -> None:
    """The notices have reached their people, now."""
    ids = [notice.id for notice in notices]
    world.work(lambda work: work.notices.settle(ids, NoticeState.SAID, world.now))


def owed(world: World, task: TaskId, kind: NoticeKind) -> Notice:
    """The notice of this kind that is owed now."""
    found = follow(world, task)
    kinds = [notice.wanted.kind for notice in found]
    assert kind in kinds, f"{kinds} at {world.now}"
    return next(notice for notice in found if notice.wanted.kind is kind)


def until(world: World, task: TaskId, kind: NoticeKind, days: int = 14) -> Notice:
    """Lets hours pass, saying what is owed, until a notice of this kind is owed."""
    for _ in range(days * 24):
        found = follow(world, task)
        for notice in found:
            if notice.wanted.kind is kind:
                world.now = max(world.now, notice.wanted.not_before)
                return notice
        say(world, [n for n in found if n.wanted.not_before <= world.now])
        world.later(hours=1)
    raise AssertionError(f"no {kind} in {days} days")


def asked(world: World, who: str, notices: Sequence[Notice]) -> Bundle:
    """The message with these notices, as its reader gets it."""
    person = world.people[who]
    found = screen(world, who, lambda work, r, p: bundle(work, person, notices, r, p, None))
    assert found is not None
    return found


def ask(world: World, who: str, notice: Notice) -> Ask:
    """The one ask of a message."""
    (only,) = asked(world, who, [notice]).asks
    return only


def again(world: World, notice: Notice) -> Notice:
    """The notice as it stands now."""
    found = world.work(lambda work: work.notices.of(notice.wanted.subject))
    return next(other for other in found if other.id == notice.id)


def person(world: World, who: str) -> Ref:
    """A person as a recipient."""
    return to_person(world.people[who])


def place(number: PlaceId) -> Ref:
    """A place as a recipient."""
    return place_ref(number)
