"""What must hold of a house, whatever people did and whenever a process died."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import text

from core.followup.dates import OVERDUE_KINDS
from core.followup.model import Notice, NoticeKind, NoticeState
from core.kernel.events import Event, Verb
from core.kernel.refs import Kind, Ref, TaskId, task_ref
from core.screens.delivery import Post, PostKind, PostState
from core.tasks.model import Status, Task
from tests.machine.house import WHY, House

GOES_ON = frozenset({NoticeKind.OVERDUE_AGAIN, NoticeKind.OVERDUE_CHANNEL, NoticeKind.OVERDUE_LEAD})
BUDGET = 3


def always(house: House) -> None:
    """At every moment."""
    assert house.wrong == [], "\n".join(house.wrong)
    assert not [key for key, times in house.far.shown.items() if times > 1]
    tasks = house.tasks()
    titles = Counter(task.title.body for task in tasks.values())
    for title in house.accepted:
        assert titles[title] == 1, f"{title} was accepted and is there {titles[title]} times"
    for task in tasks.values():
        checked_in_proportion(house, task)
    for (who, day), messages in house.interrupted.items():
        assert messages <= BUDGET, f"{who} was interrupted {messages} times on {day}"


def at_rest(house: House) -> None:
    """When nothing is due any more at the present moment."""
    always(house)
    posts = all_posts(house)
    on_their_way_are_known(house, posts)
    notices_are_visible(house, posts)
    one_live_nag(house, posts)
    for number, task in house.tasks().items():
        climbs_end(house, task, events(house, number), notices(house, task_ref(task.id)))


def checked_in_proportion(house: House, task: Task) -> None:
    """What is called done was looked at by somebody else, or says that it was not."""
    if task.status is not Status.DONE:
        assert not task.checked, f"{task} is open and counts as checked"
        return
    if not task.checked:
        assert not task.waits_in_review, f"{task} waits for a check, and is done without"
        return
    history = events(house, task.id)
    accepted = next(e for e in history if e.verb in {Verb.ACCEPTED, Verb.UNDONE})
    finisher = task.finished_by
    assert accepted.verb is Verb.UNDONE or accepted.actor != finisher, f"{finisher} checked {task}"


def on_their_way_are_known(house: House, posts: list[Post]) -> None:
    """No post is lost between its run and the platform; what stands there is known to stand."""
    now = house.clock.now()
    waiting: set[str] = set()  # What follows in a conversation waits for what comes before it.
    for post in posts:
        assert post.state is not PostState.SENDING, f"nobody looks after {post}"
        if post.state is PostState.PENDING:
            late = post.not_before <= now and post.lane not in waiting
            assert not late, f"{post} is due and not sent"
            waiting.add(post.lane)
        assert post.state is not PostState.DEAD, f"{post} was refused as wrong"
    keys = {post.key for post in posts if post.remote_id is not None}
    for message in house.far.standing():
        assert message.letter.key in keys, f"{message.letter} stands and nobody knows"


def notices_are_visible(house: House, posts: list[Post]) -> None:
    """Whatever counts as said was shown, by a message of its own."""
    by_id = {post.id: post for post in posts}
    for notice in notices(house):
        said = notice.state is NoticeState.SAID
        said = said or (notice.state is NoticeState.ANSWERED and notice.said_at is not None)
        if said:
            assert notice.post is not None
            key = by_id[notice.post].key
            assert house.far.shown[key] == 1, f"{notice} counts as said"
        if notice.state is NoticeState.CLAIMED:
            assert notice.post is not None
            state = by_id[notice.post].state
            assert state is PostState.PENDING, f"{notice} hangs on a post that is {state}"


def one_live_nag(house: House, posts: list[Post]) -> None:
    """A message whose tasks all have a newer one is a line without buttons."""
    asking: dict[tuple[int | None, Ref], list[Post]] = defaultdict(list)
    subjects: dict[int, set[Ref]] = {}
    by_post = defaultdict(list)
    for notice in notices(house):
        if notice.post is not None and notice.said_at is not None:
            by_post[notice.post].append(notice)
    for post in posts:
        live = post.kind is PostKind.NAG and post.state is PostState.SENT and not post.retired
        if not live:
            continue
        subjects[post.id] = {n.wanted.subject for n in by_post[post.id]}
        for subject in subjects[post.id]:
            asking[post.person, subject].append(post)
    for (person, _), several in asking.items():
        for post in several:
            newer = all(
                any(_when(p) > _when(post) for p in asking[person, s]) for s in subjects[post.id]
            )
            assert not newer, f"{post} asks what newer ones ask"


def _when(post: Post) -> tuple[datetime, int]:
    assert post.sent_at is not None
    return post.sent_at, post.id


def climbs_end(house: House, task: Task, history: list[Event], told: list[Notice]) -> None:
    """After an answer of its owner nobody else hears of the step that was answered."""
    for notice in told:
        if notice.wanted.kind not in OVERDUE_KINDS or notice.answered_at is None:
            continue
        for later in told:
            same = later.wanted.slot == notice.wanted.slot
            if same and later.wanted.kind in GOES_ON and later.said_at is not None:
                assert later.said_at <= notice.answered_at, (
                    f"{later} was said though {notice} was answered"
                )
    if not task.status.open:
        closed = history[0].at if history else task.touched_at
        for notice in told:
            asks = notice.wanted.kind in OVERDUE_KINDS
            late = notice.said_at is not None and notice.said_at > closed
            assert not (asks and late), f"{notice} was said though the task is closed"


def all_heard(house: House) -> None:
    """Every event that was taken is worked off; every title in it is a task, once."""
    waiting = house.look_up(lambda unit: list(unit.inbox.waiting(10)))
    assert waiting == [], waiting
    parked = house.look_up(lambda unit: list(unit.inbox.parked()))
    assert parked == [], parked


def all_posts(house: House) -> list[Post]:
    """Everything that was ever to be shown."""
    numbers = _posts(house)
    found = house.work(lambda work: [work.posts.get(number) for number in numbers])  # type: ignore[arg-type]
    return [post for post in found if post is not None]


def notices(house: House, subject: Ref | None = None) -> list[Notice]:
    """Everything that was ever owed; about *subject* if one is given."""
    if subject is not None:
        return list(house.work(lambda work: work.notices.of(subject)))
    return [n for about in _subjects(house) for n in notices(house, about)]


def events(house: House, number: int) -> list[Event]:
    """What happened to a task, newest first."""
    ref = task_ref(TaskId(number))
    return list(house.work(lambda work: work.tasks(WHY).events(ref, limit=500)))


def _posts(house: House) -> list[int]:
    with house.database.begin() as connection:
        return [row[0] for row in connection.execute(text("SELECT id FROM posts ORDER BY id"))]


def _subjects(house: House) -> Iterator[Ref]:
    with house.database.begin() as connection:
        rows = connection.execute(text("SELECT DISTINCT subject_kind, subject_id FROM notices"))
        found = [Ref(Kind(kind), number) for kind, number in rows]
    yield from found
