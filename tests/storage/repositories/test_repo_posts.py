"""Posts, and the inbox."""

from dataclasses import replace

from core.followup.model import NoticeKind, NoticeState, to_person
from core.kernel.refs import Kind, PlaceId, PostId, Ref, task_ref
from core.screens.delivery import Post, PostKind, PostState
from core.unit import Arrival, Receipt
from tests.storage.repositories.world import MINUTE, NOW, World


def test_every_field_of_a_post_comes_back(world: World) -> None:
    """Added and saved alike."""
    number = PostId(world.work.new_id())
    post = Post(
        world.id, number, f"k{world.id}", PostKind.CARD, world.installation.id, NOW, NOW + MINUTE,
        PostState.SENT, Ref(Kind.TASK, 4), world.general, world.tom, "1.0", PostId(3), True, True,
        "hash", "C9", "1.5", 3, 7, "run-1", NOW, NOW + MINUTE, "late", "2026-11-23",
    )  # fmt: skip
    world.work.posts.add(post)
    assert world.work.posts.get(number) == post
    plain = Post(
        world.id, number, post.key, PostKind.NAG, post.installation, NOW, NOW,
        person=world.tom, epoch=7, dirty=True, retired=True,
    )  # fmt: skip
    assert world.work.posts.save(plain)
    assert world.work.posts.get(number) == plain
    assert world.work.posts.get(PostId(10**6)) is None


def test_a_late_write_is_refused(world: World) -> None:
    """Who lost the post to a later epoch changes nothing."""
    post = world.post()
    (claimed,) = world.unit.outbox.claim("run", NOW, 5)
    assert not world.work.posts.save(replace(post, state=PostState.DEAD))
    assert world.work.posts.get(post.id) == claimed
    assert world.work.posts.save(replace(claimed, state=PostState.SENT, lease=None))


def sent(world: World, post: Post) -> Post:
    """The post as it stands after it was delivered."""
    done = replace(
        post, state=PostState.SENT, remote_place="C1", remote_id=f"r{post.id}", sent_at=NOW
    )
    assert world.work.posts.save(done)
    return done


def dirty(world: World) -> set[PostId]:
    """Posts that would be drawn anew."""
    return {post.id for post in world.unit.outbox.claim("drawer", NOW + MINUTE, 50)}


def test_soiling_reaches_what_shows_the_subject(world: World) -> None:
    """Its cards, and the nags that tell of it; not what is about something else."""
    task, other = world.task(), world.task()
    card = sent(world, world.post(PostKind.CARD, subject=task_ref(task.id), place=world.general))
    nag = sent(world, world.post(person=world.maria))
    notice = world.owe(task.id, to_person(world.maria))
    world.work.notices.claim([notice.id], nag.id)
    sent(world, world.post(PostKind.CARD, subject=task_ref(other.id)))
    world.work.posts.soil(task_ref(task.id))
    assert dirty(world) == {card.id, nag.id}


def test_soiling_leaves_what_is_over(world: World) -> None:
    """What waits is drawn when it is sent; what is retired, dead or a digest stays as it is."""
    subject = task_ref(world.task().id)
    pending = world.post(PostKind.CARD, subject=subject, not_before=NOW + 9 * MINUTE)
    for post in (
        world.post(PostKind.CARD, subject=subject, retired=True),
        world.post(PostKind.DIGEST, subject=subject),
    ):
        sent(world, post)
    gone = world.post(PostKind.CARD, subject=subject)
    world.work.posts.save(replace(gone, state=PostState.GONE))
    world.work.posts.soil(subject)
    assert dirty(world) == set()
    assert world.work.posts.get(pending.id) == pending


def test_what_is_soiled_while_it_is_drawn_is_drawn_again(world: World) -> None:
    """Recording the drawing does not wipe out the newer change."""
    subject = task_ref(world.task().id)
    card = sent(world, world.post(PostKind.CARD, subject=subject))
    world.work.posts.soil(subject)
    (drawn,) = world.unit.outbox.claim("run", NOW, 5)
    assert drawn.id == card.id and drawn.dirty and drawn.state is PostState.SENT
    world.work.posts.soil(subject)
    assert world.work.posts.save(replace(drawn, dirty=False, lease=None))
    (again,) = world.unit.outbox.claim("run", NOW, 5)
    assert world.work.posts.save(replace(again, dirty=False, lease=None))
    assert world.unit.outbox.claim("run", NOW, 5) == []


def test_what_is_soiled_while_it_is_sent_is_drawn_again(world: World) -> None:
    """It may show what was true before."""
    subject = task_ref(world.task().id)
    world.post(PostKind.CARD, subject=subject)
    (sending,) = world.unit.outbox.claim("run", NOW, 5)
    world.work.posts.soil(subject)
    world.work.posts.save(replace(sending, state=PostState.SENT, lease=None))
    assert dirty(world) == {sending.id}


def test_retiring_a_sent_post_draws_it_a_last_time(world: World) -> None:
    """It is no card any more, and the deliverer's record does not revive it."""
    subject = task_ref(world.task().id)
    card = sent(world, world.post(PostKind.CARD, subject=subject))
    world.work.posts.retire(card.id)
    assert world.work.posts.cards(subject) == []
    (drawn,) = world.unit.outbox.claim("run", NOW, 5)
    assert drawn.retired
    world.work.posts.save(replace(card, epoch=drawn.epoch, lease=None))
    stored = world.work.posts.get(card.id)
    assert stored is not None and stored.retired


def test_retiring_an_unsent_post_cancels_it(world: World) -> None:
    """Nobody ever sees it."""
    post = world.post()
    world.work.posts.retire(post.id)
    stored = world.work.posts.get(post.id)
    assert stored == replace(post, state=PostState.CANCELLED, retired=True)
    assert world.unit.outbox.claim("run", NOW, 5) == []


def test_what_waits_for_hours_is_recalled(world: World) -> None:
    """Of one lane, what no platform has limited and what is no card; the rest waits on."""
    later = NOW + 5 * MINUTE
    waits = world.post(not_before=later)
    stays = [
        world.post(not_before=later, attempts=1),
        world.post(PostKind.BRIEF, not_before=later),
        world.post(not_before=later, state=PostState.SENT, remote_id="1.0"),
        world.post(PostKind.HELP_LINE, place=world.general, not_before=later),
        world.post(not_before=NOW - MINUTE),
    ]
    world.work.posts.recall(waits.lane, NOW)
    assert world.work.posts.get(waits.id) == replace(waits, not_before=NOW)
    assert [world.work.posts.get(post.id) for post in stays] == stays


def test_the_cards_of_a_task(world: World) -> None:
    """One in a place, one in somebody's messages; neither cancelled nor replaced ones."""
    subject = task_ref(world.task().id)
    here = world.post(PostKind.CARD, subject=subject, place=world.general)
    direct = world.post(PostKind.CARD, subject=subject)
    world.post(PostKind.CARD, subject=subject, state=PostState.CANCELLED)
    world.post(PostKind.CLAIM, subject=subject, place=world.general)
    assert world.work.posts.cards(subject) == [here, direct]
    assert world.work.posts.card_in(subject, world.general) == here
    assert world.work.posts.card_in(subject, PlaceId(10**6)) is None
    assert World(world.connection).work.posts.cards(subject) == []


def test_the_parent_of_a_day(world: World) -> None:
    """By kind, place and local date; its thread in order."""
    parent = world.post(PostKind.ATTENTION, place=world.general, day="2026-11-23")
    world.post(PostKind.ATTENTION, place=world.general, day="2026-11-22")
    lines = [world.post(PostKind.HELP_LINE, place=world.general, parent=parent.id) for _ in "ab"]
    of_day = world.work.posts.of_day
    assert of_day(PostKind.ATTENTION, world.general, "2026-11-23") == parent
    assert of_day(PostKind.DIGEST, world.general, "2026-11-23") is None
    assert of_day(PostKind.ATTENTION, world.general, "2026-11-24") is None
    assert world.work.posts.children(parent.id) == lines


def test_the_nags_that_a_person_has(world: World) -> None:
    """By what they tell of, bundled or not; neither replaced nor dead ones."""
    task = world.task()
    subject = task_ref(task.id)
    bundle = world.post()
    notice = world.owe(task.id, to_person(world.tom))
    world.work.notices.claim([notice.id], bundle.id)
    single = world.post(subject=subject)
    world.post(subject=subject, retired=True)
    world.post(subject=subject, state=PostState.DEAD)
    world.post(subject=subject, person=world.maria)
    world.post(PostKind.BRIEF, subject=subject)
    assert world.work.posts.live_nag(subject, world.tom) == [bundle, single]


def test_the_post_behind_a_message(world: World) -> None:
    """By the platform's ids of place and message."""
    post = sent(world, world.post())
    by_remote = world.work.posts.by_remote
    assert by_remote(post.installation, "C1", f"r{post.id}") == post
    assert by_remote(post.installation, "C2", f"r{post.id}") is None


def test_dead_letters(world: World) -> None:
    """Oldest first, of one workspace."""
    dead = [world.post(state=PostState.DEAD) for _ in range(2)]
    world.post()
    World(world.connection).post(state=PostState.DEAD)
    assert world.work.posts.dead() == dead


def test_a_settled_notice_still_names_its_post(world: World) -> None:
    """So that an answer redraws the message that asked."""
    task = world.task()
    post = sent(world, world.post())
    notice = world.owe(task.id, to_person(world.tom), NoticeKind.STALLED)
    world.work.notices.claim([notice.id], post.id)
    world.work.notices.settle([notice.id], NoticeState.SAID, NOW)
    world.work.notices.answer(task_ref(task.id), world.tom, NOW)
    world.work.posts.soil(task_ref(task.id))
    assert dirty(world) == {post.id}


def test_a_request_happens_once(world: World) -> None:
    """Its repetition gets the receipt with the stored outcome."""
    inbox = world.unit.inbox
    key = f"key-{world.id}"
    assert inbox.look(key) is None
    assert inbox.begin(key, NOW) is None
    assert inbox.begin(key, NOW) == Receipt(key, "")
    inbox.finish(key, "T-42")
    assert inbox.begin(key, NOW) == inbox.look(key) == Receipt(key, "T-42")


def arrival(world: World, number: int) -> Arrival:
    """An event of this test."""
    return Arrival(f"{world.id}-{number}", "slack", '{"type": "x"}', NOW + number * MINUTE)


def test_an_arrival_is_kept_once_until_it_is_done(world: World) -> None:
    """In the order of arrival; its key does not collide with a request's."""
    inbox = world.unit.inbox
    second, first = arrival(world, 2), arrival(world, 1)
    assert inbox.put(second) and inbox.put(first)
    assert not inbox.put(replace(first, body="other"))
    assert inbox.waiting(1) == [first]
    assert inbox.waiting(9) == [first, second]
    assert inbox.begin(first.key, NOW) is None
    inbox.done(first.key)
    assert inbox.waiting(9) == [second]
    assert not inbox.put(first)


def test_an_arrival_that_fails_five_times_is_parked(world: World) -> None:
    """Each attempt is counted; what was parked can be seen."""
    inbox = world.unit.inbox
    event = arrival(world, 1)
    inbox.put(event)
    for attempt in range(1, 5):
        inbox.failed(event.key, "boom")
        assert inbox.waiting(9) == [replace(event, attempts=attempt)]
    inbox.failed(event.key, "boom")
    assert inbox.waiting(9) == []
    assert inbox.parked() == [replace(event, attempts=5)]
