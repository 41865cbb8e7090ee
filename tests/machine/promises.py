"""What must hold of a house, whatever people did and whenever a process died."""

from collections import Counter, defaultdict
from datetime import date, datetime
from zoneinfo import ZoneInfo

from core.followup.dates import OVERDUE_KINDS
from core.followup.model import Notice, NoticeKind, NoticeState
from core.kernel.events import Event, Verb
from core.kernel.refs import Ref, TaskId, task_ref
from core.screens.delivery import Post, PostKind, PostState
from core.tasks.model import Status, Task
from tests.machine.cast import CLUB, DAILY, PEOPLE
from tests.machine.far import fingerprint
from tests.machine.house import House
from tests.machine.watching import most_in_a_day

GOES_ON = frozenset({NoticeKind.OVERDUE_AGAIN, NoticeKind.OVERDUE_CHANNEL, NoticeKind.OVERDUE_LEAD})
BUDGET = 3


def always(house: House) -> None:
    """At every moment."""
    watch = house.watch
    assert watch.wrong == [], "\n".join(watch.wrong)
    keys = [key for end in house.ends.values() for key in end.shown]
    assert not [key for key in keys if house.times_shown(key) > 1]
    assert not most_in_a_day(watch.interrupted, BUDGET), "interrupted too often"
    assert not most_in_a_day(watch.briefed, 1), "a brief on both sides"
    accepted_are_there(house)
    bounds_hold(house)
    for tenant in house.tenants:
        for task in house.tasks(tenant).values():
            checked_in_proportion(house, tenant, task)


def accepted_are_there(house: House) -> None:
    """What was answered is a task, once; what came again of it, or was wanted twice, aside."""
    titles: Counter[int] = Counter()
    for tenant in house.tenants:
        came = house.came_again(tenant)
        for task in house.tasks(tenant).values():
            if task.id not in came:
                titles.update(house.tags(task.title.body))
    for number in house.accepted:
        times = titles[number]
        once = times == 1 or (times > 1 and number in house.doubled)
        assert once, f"{number} was accepted and is there {times} times"


def bounds_hold(house: House) -> None:
    """Nobody of the club makes more in a day than one may."""
    if CLUB not in house.tenants:
        return
    club = house.tenants[CLUB]
    made: Counter[tuple[str, date]] = Counter()
    for event in all_events(house, CLUB):
        who = club.who(event.actor)
        if event.verb in {Verb.ADDED, Verb.CAPTURED}:
            made[who, event.at.astimezone(ZoneInfo(PEOPLE[who].zone)).date()] += 1
    assert not most_in_a_day(made, DAILY), made


def at_rest(house: House) -> None:
    """When nothing is due any more at the present moment."""
    always(house)
    standing_is_known(house)
    for tenant in house.tenants:
        posts = all_posts(house, tenant)
        owed = all_notices(house, tenant)
        on_their_way_are_known(house, posts)
        notices_are_visible(house, owed, posts)
        one_live_nag(owed, posts)
        about = defaultdict(list)
        for notice in owed:
            about[notice.wanted.subject].append(notice)
        for number, task in house.tasks(tenant).items():
            told = about[task_ref(task.id)]
            closed = bool(told) and not task.status.open
            climbs_end(task, events(house, tenant, number) if closed else [], told)


def standing_is_known(house: House) -> None:
    """What stands on a platform is known to stand."""
    keys = {key for (key,) in house.ask("SELECT key FROM posts WHERE remote_id IS NOT NULL")}
    for message in house.standing():
        assert message.letter.key in keys, f"{message.letter} stands and nobody knows"


def checked_in_proportion(house: House, tenant: str, task: Task) -> None:
    """What is called done was looked at by somebody else, or says that it was not."""
    if task.status is not Status.DONE:
        assert not task.checked, f"{task} is open and counts as checked"
        return
    if not task.checked:
        assert not task.waits_in_review, f"{task} waits for a check, and is done without"
        return
    history = events(house, tenant, task.id)
    accepted = next(e for e in history if e.verb in {Verb.ACCEPTED, Verb.UNDONE})
    finisher = task.finished_by
    assert accepted.verb is Verb.UNDONE or accepted.actor != finisher, f"{finisher} checked {task}"


def on_their_way_are_known(house: House, posts: list[Post]) -> None:
    """No post is lost between its run and the platform."""
    now = house.clock.now()
    # What follows in a conversation waits for what comes before it, and for what is tried again.
    tried = (post for post in posts if post.state is PostState.PENDING and post.attempts)
    waiting = {post.lane for post in tried if post.not_before > now}
    for post in posts:
        assert post.state is not PostState.SENDING, f"nobody looks after {post}"
        if post.state is PostState.PENDING:
            late = post.not_before <= now and post.lane not in waiting
            assert not late, f"{post} is due and not sent"
            waiting.add(post.lane)
        assert post.state is not PostState.DEAD, f"{post} was refused as wrong"


def notices_are_visible(house: House, owed: list[Notice], posts: list[Post]) -> None:
    """Whatever counts as said was shown, by a message of its own, on one platform."""
    by_id = {post.id: post for post in posts}
    for notice in owed:
        said = notice.state is NoticeState.SAID
        said = said or (notice.state is NoticeState.ANSWERED and notice.said_at is not None)
        if said:
            assert notice.post is not None
            key = by_id[notice.post].key
            assert house.times_shown(key) == 1, f"{notice} counts as said"
        if notice.state is NoticeState.CLAIMED:
            assert notice.post is not None
            state = by_id[notice.post].state
            assert state is PostState.PENDING, f"{notice} hangs on a post that is {state}"


def one_live_nag(owed: list[Notice], posts: list[Post]) -> None:
    """A message whose tasks all have a newer one is a line without buttons."""
    asking: dict[tuple[int | None, Ref], list[Post]] = defaultdict(list)
    subjects: dict[int, set[Ref]] = {}
    by_post = defaultdict(list)
    for notice in owed:
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


def climbs_end(task: Task, history: list[Event], told: list[Notice]) -> None:
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


def all_shown(house: House) -> None:
    """Every message that stands shows what is known to be shown."""
    rows = house.ask(
        "SELECT key, shown, dirty FROM posts WHERE state = 'sent' AND remote_id IS NOT NULL"
    )
    shown = {key: (words, dirty) for key, words, dirty in rows}
    for message in house.standing():
        words, dirty = shown.get(message.letter.key, ("", False))
        assert not dirty, f"{message.letter} is to be drawn anew, and nobody does"
        if words:
            assert fingerprint(message.letter) == words, f"{message.letter} shows something else"


def all_posts(house: House, tenant: str) -> list[Post]:
    """Everything that was ever to be shown, in its order."""
    return house.records[tenant].posts()


def all_notices(house: House, tenant: str) -> list[Notice]:
    """Everything that was ever owed, in its order."""
    return house.records[tenant].notices()


def all_events(house: House, tenant: str) -> list[Event]:
    """Everything that ever happened, in its order."""
    return house.records[tenant].events()


def events(house: House, tenant: str, number: int) -> list[Event]:
    """What happened to a task, newest first."""
    return house.records[tenant].events_of(task_ref(TaskId(number)))
