"""Claiming posts: once, in order, one at a time in each destination, and fenced."""

import threading
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine

from adapters.db.prepared import plainly
from adapters.db.repositories import outbox
from adapters.db.uow import make_uow
from core.followup.model import Manner, NoticeKind, NoticeState, Wanted, to_person, to_place
from core.kernel.refs import InstallationId, Kind, PostId, Ref
from core.people.model import Installation, InstallationState
from core.screens.delivery import Post, PostKind, PostState, Waiting, WaitingLanes
from tests.storage.repositories.world import MINUTE, NOW, World


def claim(world: World, run: str = "run", limit: int = 50) -> list[PostId]:
    """Ids of the posts that a run gets now."""
    return [post.id for post in world.unit.outbox.claim(run, NOW, limit)]


def suspend(world: World) -> None:
    """The token was revoked."""
    suspended = replace(world.installation, state=InstallationState.SUSPENDED)
    world.work.people.save_installation(suspended)


def pause(world: World) -> None:
    """An admin stops all messages of the workspace."""
    world.work.people.save_workspace(replace(world.work.people.workspace(), paused_at=NOW))


def test_nothing_of_a_paused_workspace_is_due(world: World) -> None:
    """Neither sent nor drawn anew, nor composed, nor decided; all of it when messages go on."""
    post = world.post()
    card = world.post(PostKind.CARD, state=PostState.SENT, dirty=True, person=world.maria)
    to = to_person(world.tom)
    subject = Ref(Kind.PERSON, world.tom)
    wanted = Wanted(subject, NoticeKind.ADMIN_ADDED, "slot", to, Manner.NOW, NOW)
    world.work.notices.owe(wanted, NOW)
    world.work.watches.set(subject, NOW)
    pause(world)
    assert claim(world) == []
    assert not world.unit.outbox.waiting(NOW)
    assert world.unit.outbox.recipients_due(NOW, 5) == []
    assert world.unit.outbox.earliest() is None
    assert world.id not in world.unit.directory.due(NOW)
    going = replace(world.work.people.workspace(), paused_at=None)
    world.work.people.save_workspace(going)
    assert sorted(claim(world)) == [post.id, card.id]
    assert world.unit.outbox.recipients_due(NOW, 5) == [(world.id, to)]
    assert world.id in world.unit.directory.due(NOW)


def test_a_claim_leases_and_fences(world: World) -> None:
    """State, run, epoch and the moment when sending begins."""
    post = world.post()
    expected = replace(post, state=PostState.SENDING, lease="run", epoch=1, sending_at=NOW)
    assert world.unit.outbox.claim("run", NOW, 5) == [expected]
    assert world.work.posts.get(post.id) == expected
    assert claim(world) == []


def test_what_is_not_due_is_left(world: World) -> None:
    """Not before its time."""
    world.post(not_before=NOW + MINUTE)
    assert claim(world) == []


@pytest.mark.parametrize("state", [s for s in PostState if s is not PostState.PENDING])
def test_only_pending_posts_are_sent(world: World, state: PostState) -> None:
    """A clean post in any other state is nobody's."""
    world.post(state=state)
    assert claim(world) == []


def test_one_post_at_a_time_in_a_destination(world: World) -> None:
    """Earliest first; the next one when the first is recorded."""
    late = world.post()
    early = world.post(not_before=NOW - MINUTE)
    elsewhere = world.post(person=world.maria)
    assert claim(world) == [early.id, elsewhere.id]
    assert claim(world) == []
    sending = world.work.posts.get(early.id)
    assert sending is not None
    world.work.posts.save(replace(sending, state=PostState.SENT, lease=None))
    assert claim(world) == [late.id]


def test_a_claim_has_a_limit(world: World) -> None:
    """Longest waiting first."""
    posts = [
        world.post(person=world.person(f"P{n}"), not_before=NOW - n * MINUTE) for n in range(3)
    ]
    assert claim(world, limit=2) == [posts[2].id, posts[1].id]


def test_a_child_waits_for_its_parent(world: World) -> None:
    """And does not hold up its destination, even when it is due before the parent."""
    parent = world.post(PostKind.ATTENTION, place=world.general)
    child = world.post(
        PostKind.HELP_LINE, place=world.general, parent=parent.id, not_before=NOW - MINUTE
    )
    assert claim(world) == [parent.id]
    sending = world.work.posts.get(parent.id)
    assert sending is not None
    world.work.posts.save(replace(sending, state=PostState.SENT, lease=None))
    assert claim(world) == [child.id]


def test_new_messages_come_before_redraws(world: World) -> None:
    """A redraw in the same destination waits until the message is out."""
    card = world.post(PostKind.CARD, state=PostState.SENT, dirty=True, person=world.maria)
    same = world.post(PostKind.CARD, state=PostState.SENT, dirty=True)
    new = world.post()
    assert claim(world, limit=1) == [new.id]
    assert claim(world) == [card.id]
    assert same.id not in claim(world)


def test_suspended_installations_get_nothing(world: World) -> None:
    """Nothing is sent, nothing is lost; that another workspace goes on is no help."""
    World(world.connection)
    world.post()
    world.post(state=PostState.SENT, dirty=True)
    world.owe(world.task().id, to_person(world.tom))
    world.owe(world.task().id, to_place(world.general))
    suspend(world)
    outbox = world.unit.outbox
    assert claim(world) == []
    assert outbox.recipients_due(NOW, 9) == []
    assert outbox.earliest() is None
    world.work.people.save_installation(world.installation)
    assert len(claim(world)) == 1
    assert len(outbox.recipients_due(NOW, 9)) == 2


def test_a_second_installation_keeps_people_within_reach(world: World) -> None:
    """Only the places of the suspended one are silent."""
    suspend(world)
    number = InstallationId(world.work.new_id())
    discord = Installation(world.id, number, "discord", f"G{world.id}")
    world.work.people.save_installation(discord)
    world.owe(world.task().id, to_person(world.tom))
    world.owe(world.task().id, to_place(world.general))
    assert world.unit.outbox.recipients_due(NOW, 9) == [(world.id, to_person(world.tom))]


def test_recipients_are_told_once_each(world: World) -> None:
    """However much is owed; longest waiting first, whose time has come, no post holding it."""
    world.owe(world.task().id, to_person(world.maria))
    for _ in range(2):
        world.owe(world.task().id, to_person(world.tom), not_before=NOW - MINUTE)
    world.owe(world.task().id, to_place(world.general), not_before=NOW + MINUTE)
    held = world.owe(world.task().id, to_person(world.person("Held")))
    world.work.notices.settle([held.id], NoticeState.DROPPED, NOW)
    due = world.unit.outbox.recipients_due
    people = [(world.id, to_person(world.tom)), (world.id, to_person(world.maria))]
    assert due(NOW, 9) == people
    assert due(NOW, 1) == people[:1]


def test_the_earliest_of_everything(world: World) -> None:
    """Notices, posts and redraws; what is on its way does not count."""
    outbox = world.unit.outbox
    assert outbox.earliest() is None
    notice = world.owe(world.task().id, to_person(world.tom), not_before=NOW + 3 * MINUTE)
    assert outbox.earliest() == NOW + 3 * MINUTE
    world.post(not_before=NOW + 2 * MINUTE)
    assert outbox.earliest() == NOW + 2 * MINUTE
    world.post(state=PostState.SENT, dirty=True, person=world.maria)
    assert outbox.earliest() == NOW
    outbox.claim("run", NOW + 9 * MINUTE, 9)
    assert outbox.earliest() == NOW + 3 * MINUTE
    world.work.notices.claim([notice.id], PostId(1))
    assert outbox.earliest() is None


def test_something_waits_when_it_could_be_claimed(world: World) -> None:
    """What is due to be sent or drawn anew; not what is early, on its way or suspended."""
    outbox = world.unit.outbox
    assert not outbox.waiting(NOW)
    world.post()
    assert outbox.waiting(NOW)
    assert not outbox.waiting(NOW - MINUTE)
    suspend(world)
    assert not outbox.waiting(NOW)
    world.work.people.save_installation(world.installation)
    claim(world)
    assert not outbox.waiting(NOW)
    world.post(state=PostState.SENT, dirty=True, person=world.maria)
    assert outbox.waiting(NOW)
    claim(world)
    assert not outbox.waiting(NOW)


def test_orphans_are_taken_over(world: World) -> None:
    """Uncertain, not pending; the dead run's late write is refused, and nobody takes them twice."""
    world.post()
    (lost,) = world.unit.outbox.claim("dead", NOW, 5)
    orphans = world.unit.outbox.orphans
    assert orphans(["other"], 5, "alive") == []
    assert orphans([], 5, "alive") == []
    (found,) = orphans(["dead"], 5, "alive")
    assert found == replace(lost, lease="alive", epoch=lost.epoch + 1)
    assert orphans(["dead"], 5, "third") == []
    assert not world.work.posts.save(replace(lost, state=PostState.SENT))
    assert claim(world) == []


def test_redraws_of_a_dead_run_are_claimed_again(world: World) -> None:
    """An edit may be repeated without harm; what stands there by now is not known."""
    card = world.post(PostKind.CARD, state=PostState.SENT, dirty=True, shown="hash")
    assert claim(world, "dead") == [card.id]
    assert world.unit.outbox.orphans(["dead"], 5, "alive") == []
    (again,) = world.unit.outbox.claim("alive", NOW, 5)
    assert (again.id, again.shown) == (card.id, "")


def test_a_run_without_heartbeat_is_dead(world: World) -> None:
    """By the database's clock; one that leased and never beat is dead at once."""
    outbox = world.unit.outbox
    outbox.beat("alive")
    outbox.beat("alive")
    world.post()
    claim(world, "unknown")
    assert outbox.dead_runs(60) == ["unknown"]
    assert outbox.dead_runs(-60) == ["alive", "unknown"]


def test_the_dead_are_forgotten(world: World) -> None:
    """Once nothing is leased to them."""
    world.unit.outbox.beat("old")
    assert world.unit.outbox.dead_runs(-60) == ["old"]
    world.unit.outbox.orphans(["old"], 5)
    assert world.unit.outbox.dead_runs(-60) == []


def committed(engine: Engine, make: Callable[[World], object]) -> World:
    """A world that other connections see."""
    with engine.begin() as connection:
        world = World(connection)
        make(world)
        return world


def test_two_processes_never_claim_the_same_post(two: tuple[Engine, Engine]) -> None:
    """Forty posts, four claimers: each post is leased once."""

    def make(world: World) -> None:
        for n in range(40):
            world.post(person=world.person(f"P{n}"))

    committed(two[0], make)
    claimed: list[Post] = []
    start = threading.Barrier(4)

    def work(engine: Engine, run: str) -> None:
        start.wait()
        while True:
            with engine.begin() as connection:
                got = make_uow(connection).outbox.claim(run, NOW, 7)
            if not got:
                return
            claimed.extend(got)

    threads = [threading.Thread(target=work, args=(two[n % 2], f"run{n}")) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(claimed) == 40
    assert len({post.id for post in claimed}) == 40
    assert {post.epoch for post in claimed} == {1}


def test_two_processes_do_not_share_a_destination(two: tuple[Engine, Engine]) -> None:
    """Two posts to one person: whoever comes second gets none, even before the first commits."""
    committed(two[0], lambda world: [world.post(), world.post()])
    if two[0].dialect.name == "sqlite":
        with two[0].begin() as connection:
            assert len(make_uow(connection).outbox.claim("a", NOW, 9)) == 1
        with two[1].begin() as connection:
            assert make_uow(connection).outbox.claim("b", NOW, 9) == []
        return
    with two[0].begin() as first, two[1].begin() as second:
        plainly(first, "SELECT 1")  # Else the claim is a transaction of its own.
        assert len(make_uow(first).outbox.claim("a", NOW, 9)) == 1
        assert make_uow(second).outbox.claim("b", NOW, 9) == []


def test_a_claim_whose_unit_is_lost_is_an_orphan(two: tuple[Engine, Engine]) -> None:
    """PostgreSQL: what was leased stays so, and its own run finds it; never is it leased twice."""
    if two[0].dialect.name == "sqlite":
        return  # The claim falls with its unit.
    committed(two[0], lambda world: world.post())
    with pytest.raises(RuntimeError, match="lost"), two[0].begin() as connection:
        assert len(make_uow(connection).outbox.claim("a", NOW, 9)) == 1
        raise RuntimeError("lost")
    with two[1].begin() as connection:
        outbox = make_uow(connection).outbox
        assert outbox.claim("b", NOW, 9) == []
        (found,) = outbox.orphans(["a"], 9, "a")
    assert (found.state, found.lease, found.epoch) == (PostState.SENDING, "a", 2)


def test_claiming_does_not_wait_for_a_workspace(two: tuple[Engine, Engine]) -> None:
    """PostgreSQL: somebody changes the workspace, and its posts are claimed all the same."""
    world = committed(two[0], lambda world: world.post())
    if two[0].dialect.name == "sqlite":
        with two[0].begin() as connection:
            make_uow(connection).hold(world.id)
            assert len(make_uow(connection).outbox.claim("a", NOW, 9)) == 1
        return
    with two[0].begin() as first, two[1].begin() as second:
        make_uow(first).hold(world.id)
        make_uow(first).of(world.id).task_writer.next_number()
        assert len(make_uow(second).outbox.claim("a", NOW, 9)) == 1


def test_a_lock_keeps_other_units_of_the_workspace_out(two: tuple[Engine, Engine]) -> None:
    """Two units that add a task to one workspace get two numbers, whatever their order."""
    world = committed(two[0], lambda world: world.task())
    numbers: list[int] = []

    def add(engine: Engine) -> None:
        for _ in range(10):
            with engine.begin() as connection:
                unit = make_uow(connection)
                unit.hold(world.id)
                numbers.append(unit.of(world.id).task_writer.next_number())

    threads = [threading.Thread(target=add, args=(engine,)) for engine in two]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == list(range(2, 22))


def test_a_notice_is_owed_once_by_two_processes(two: tuple[Engine, Engine]) -> None:
    """The second one, which waited for the first, is told that it was owed already."""
    world = committed(two[0], lambda world: world.task())
    owed: list[object] = []
    wanted = Wanted(
        Ref(Kind.TASK, 1), NoticeKind.OVERDUE, "slot", to_person(world.tom), Manner.NOW, NOW
    )

    def owe(engine: Engine) -> None:
        with engine.begin() as connection:
            owed.append(make_uow(connection).of(world.id).notices.owe(wanted, NOW))

    threads = [threading.Thread(target=owe, args=(engine,)) for engine in two]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([notice for notice in owed if notice]) == 1


def test_the_backlog_is_what_is_due(world: World) -> None:
    """By class of lane and kind: how many, since when; what is dead stands beside it."""
    world.post(not_before=NOW - MINUTE)
    world.post()
    world.post(person=world.maria)
    world.post(PostKind.BRIEF, not_before=NOW + MINUTE)
    world.post(PostKind.CARD, place=world.general, state=PostState.DEAD)
    found = {(each.lane, each.kind): each for each in world.unit.outbox.backlog(NOW)}
    assert found == {
        ("direct", "nag"): Waiting("nag", 3, NOW - MINUTE, "direct"),
        ("channel", "card"): Waiting("card", 0, lane="channel", dead=1),
    }


def test_lanes_are_counted_by_class(world: World) -> None:
    """Which have something due, too late, or not taken yet; the longest waiting is told by name."""
    late = world.post(not_before=NOW - 9 * MINUTE)
    world.post(not_before=NOW - MINUTE)
    world.post(person=world.maria)
    tried = world.post(
        PostKind.CARD, place=world.general, person=None, not_before=NOW + MINUTE, attempts=2
    )
    direct, channel = world.unit.outbox.lanes(NOW, NOW - 5 * MINUTE)
    assert direct == WaitingLanes("direct", 2, 1, 0)
    assert channel == WaitingLanes("channel", 0, 0, 1)
    assert [post.id for post in world.unit.outbox.longest(NOW, 1)] == [late.id]
    assert tried.id not in {post.id for post in world.unit.outbox.longest(NOW, 9)}


def test_of_a_lane_with_many_posts_of_one_moment_one_is_read(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who has waited longest is told by one post of each lane, however many wait in it."""
    read: list[object] = []
    made = outbox.to_post

    def to_post(row: Any) -> Post:  # noqa: ANN401
        read.append(row)
        return made(row)

    monkeypatch.setattr(outbox, "to_post", to_post)
    first, *_ = [world.post() for _ in range(5)]
    assert [post.id for post in world.unit.outbox.longest(NOW, 9)] == [first.id]
    assert len(read) == 1


def test_a_run_that_ends_gives_back_what_it_has_not_sent(world: World) -> None:
    """What no platform saw waits again; the rest is looked for by others at once, not sent."""
    first, second = world.post(), world.post(person=world.maria)
    world.unit.outbox.beat("run")
    claim(world)
    world.unit.outbox.leave("run", [first.key])
    assert claim(world, run="next") == [first.id]
    assert world.unit.outbox.dead_runs(15.0) == ["next", "run"]
    found = world.unit.outbox.orphans(["run"], 10, "next")
    assert [post.id for post in found] == [second.id]
