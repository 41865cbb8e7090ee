"""What became of a post, written down; and what that means for the notices that it held."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from core import placing
from core.compose import falls_over
from core.dispatch import doors
from core.dispatch.restored import RESTORED
from core.drawing import Drawing
from core.followup import load, unreached
from core.followup import service as followup
from core.followup.admins import tell_of_dead
from core.followup.calendars import calendars
from core.followup.model import Manner, Notice, NoticeState, to_person
from core.kernel.errors import NotFound
from core.kernel.events import Verb
from core.kernel.refs import InstallationId, PersonId, PostId, Ref, WorkspaceId
from core.people.model import InstallationState, Place, Shut
from core.screens.delivery import Post, PostKind, PostState
from core.screens.messenger import Gone, MessageGone, Suspended
from core.screens.nexts import ASKS_OTHERS
from core.unit import Unit, WorkUnit

NOBODYS = "review"
"""The lease of a post that no run sends: whichever comes first looks for it."""
SOON = timedelta(minutes=1)
"""Until the ladder looks at what was not said: not at once, for it might want the same again."""


def record(
    unit: Unit,
    post: Post,
    told: Drawing | None,
    now: datetime,
    failure: Exception | None = None,
) -> bool:
    """Writes down what became of *post*; True when another run took it over meanwhile.

    *told* is what was drawn, where that decides over the notices.
    """
    work = unit.of(post.workspace)
    place = _place_that_refused(work, post, failure)
    if place is not None and (post.kind in _WAITING or post.remote_id is not None):
        post = _waiting(work, post, place, now)
    stands = failure is None and post.state is PostState.SENT
    arrived = stands and _is_new(work, post)
    open_again = _place_that_took(work, post) if stands else None
    if not work.posts.save(post):
        return True
    if arrived:
        doors.reached(work, post)
    if post.state is PostState.DEAD:
        tell_of_dead(work, now)
    if told is not None:
        _settle(work, post, told, now)
    if place is not None:
        _shut(work, post, place, str(failure), now)
    elif isinstance(failure, Gone):
        _gone(work, post, failure, now)
    if isinstance(failure, Suspended):
        _suspend(work, post.installation)
    if open_again is not None:
        placing.opened(work, open_again, now)
    if post.parent is not None and post.state in {PostState.SENT, PostState.CANCELLED}:
        work.posts.soil_post(post.parent)
    return False


def _is_new(work: WorkUnit, post: Post) -> bool:
    """Whether the platform holds a message to somebody that it did not hold before."""
    before = work.posts.get(post.id) if post.person is not None else None
    return before is not None and before.remote_id is None


def _settle(work: WorkUnit, post: Post, told: Drawing, now: datetime) -> None:
    """Notices that were said start the next clock; those that no longer held are dropped.

    Those of a dead letter stay with it, and the climb holds, until an admin has decided.
    """
    waiting = _unsettled(work, post)
    if not waiting:
        return
    work.notices.settle(told.dropped, NoticeState.DROPPED, now)
    if post.state in {PostState.SENT, PostState.CANCELLED}:
        work.notices.settle(told.owed, NoticeState.OWED, now)
    if post.state is PostState.SENT:
        # An answer that came while it was on its way is one: the climb ends with it.
        work.notices.crossed([n for n in told.said if n not in told.answered])
        work.notices.settle(told.said, NoticeState.SAID, now)
        _look(work, waiting, now)
        _tell_of(work, waiting)
        if post.kind is PostKind.NAG and post.person is not None:
            _supersede(work, post, post.person, waiting)
            _has_time(work, post.person, waiting, now)
    if post.state is PostState.CANCELLED:
        owed = set(told.owed)
        rest = [n for n in waiting if n.id not in owed]
        _drop(work, rest, now)


def _unsettled(work: WorkUnit, post: Post) -> list[Notice]:
    return [n for n in work.notices.for_post(post.id) if n.state is NoticeState.CLAIMED]


def _drop(work: WorkUnit, notices: Sequence[Notice], now: datetime) -> None:
    work.notices.settle([n.id for n in notices], NoticeState.DROPPED, now)
    _look(work, notices, now + SOON)


def _look(work: WorkUnit, notices: Sequence[Notice], at: datetime) -> None:
    for notice in notices:
        work.watches.sooner(notice.wanted.subject, at)


def _tell_of(work: WorkUnit, said: Sequence[Notice]) -> None:
    """The messages that announced a step are drawn anew: it is not to come any more."""
    for subject in {n.wanted.subject for n in said if n.wanted.kind in ASKS_OTHERS}:
        work.posts.soil(subject)


def _has_time(work: WorkUnit, number: PersonId, waiting: Sequence[Notice], now: datetime) -> None:
    """Who was asked has a working day; then it is looked at whether it is too much for them."""
    person = work.people.person(number)
    if not any(load.counts(person, notice) for notice in waiting):
        return
    over = load.patience_over(calendars(work).of(number), now)
    if over is not None:
        work.watches.sooner(load.person_ref(number), over)


def _supersede(work: WorkUnit, post: Post, person: PersonId, said: Sequence[Notice]) -> None:
    """Older messages about the same, now that the new one stands, become one line.

    A bundle keeps its buttons for as long as one of its tasks has no newer message.
    """
    subjects = {n.wanted.subject for n in said}
    others = {old.id: old for s in subjects for old in work.posts.live_nag(s, person)}
    for old in others.values():
        if old.id == post.id or old.state is not PostState.SENT:
            continue
        if _replaced(work, old, person):
            work.posts.retire(old.id)
        else:
            work.posts.soil_post(old.id)  # What was asked again is a line there by now.
    for brief in _in_briefs(work, post, subjects, person):
        work.posts.soil_post(brief)


def _in_briefs(
    work: WorkUnit, post: Post, subjects: Iterable[Ref], person: PersonId
) -> set[PostId]:
    """Briefs in which *person* was asked the same: the question there is a line by now."""
    to = to_person(person)
    return {
        n.post for subject in subjects for n in work.notices.of(subject)
        if n.wanted.manner is Manner.BRIEF and n.wanted.recipient == to
        and n.state is NoticeState.SAID and n.post not in {None, post.id}
    }  # fmt: skip


def _replaced(work: WorkUnit, old: Post, person: PersonId) -> bool:
    """Whether everything that it says was said again later, in one message or in several.

    Later as it was sent: one that had to wait may come behind one that was made after it.
    """
    about = {n.wanted.subject for n in work.notices.for_post(old.id) if n.said_at is not None}
    return all(any(_later(new, old) for new in work.posts.live_nag(s, person)) for s in about)


def _later(new: Post, old: Post) -> bool:
    if new.sent_at is None or old.sent_at is None or new.state is not PostState.SENT:
        return False
    return (new.sent_at, new.id) > (old.sent_at, old.id)


def _gone(work: WorkUnit, post: Post, failure: Gone, now: datetime) -> None:
    """What could not be said is owed again, by the next try or by nobody."""
    if post.remote_id is not None:
        return  # It was deleted by hand, or stands where nobody may edit: it was said all the same.
    waiting = _unsettled(work, post)
    if isinstance(failure, MessageGone):
        _thread_gone(work, post, waiting, now)
    elif post.person is not None:
        _refused(work, post, post.person, waiting, now)


_WAITING = {PostKind.CARD, PostKind.DIGEST}
"""What waits for its place; the ladder finds another way for what asks for help."""
_ASKED_FOR = {Verb.ADDED, Verb.CAPTURED, Verb.SHARED}


def _place_that_refused(work: WorkUnit, post: Post, failure: Exception | None) -> Place | None:
    """The place that is closed to us, when that is why *post* was not taken."""
    if not isinstance(failure, Gone) or isinstance(failure, MessageGone) or post.place is None:
        return None
    return work.people.place(post.place) if post.person is None else None


def _waiting(work: WorkUnit, post: Post, place: Place, now: datetime) -> Post:
    """Kept until we are let in: tried again a working day later."""
    drawn = post.remote_id is not None
    state = PostState.SENT if drawn else PostState.PENDING
    again = placing.next_try(work, place, now)
    return replace(post, state=state, dirty=drawn, not_before=again)


def _place_that_took(work: WorkUnit, post: Post) -> Place | None:
    """A place that took it is open to us, whatever was believed; nobody asked it of what stands
    there as it is to stand."""
    place = work.people.place(post.place) if post.place is not None else None
    if place is None or not place.closed:
        return None
    before = work.posts.get(post.id)
    if before is not None and (before.remote_id, before.shown) == (post.remote_id, post.shown):
        return None
    return replace(place, archived=False, bot_in=True)


def _shut(work: WorkUnit, post: Post, place: Place, reason: str, now: datetime) -> None:
    why = Shut.ARCHIVED if reason == "is_archived" else Shut.OUT
    if reason.startswith("restricted_action"):
        why = Shut.RESTRICTED
    placing.shut(work, place, why, now, _asker(work, post))
    if post.remote_id is None:
        _drop(work, _unsettled(work, post), now)


def _asker(work: WorkUnit, post: Post) -> PersonId | None:
    """Who wanted a card where it was not taken."""
    if post.kind is not PostKind.CARD or post.subject is None or post.remote_id is not None:
        return None
    events = work.tasks(placing.SYSTEM).events(post.subject)
    return next((e.actor for e in events if e.verb in _ASKED_FOR), None)


def _thread_gone(work: WorkUnit, post: Post, waiting: Sequence[Notice], now: datetime) -> None:
    """The day's message was deleted by hand: the lines in its thread join another one."""
    parent = work.posts.get(post.parent) if post.parent is not None else None
    if parent is None or not work.posts.save(replace(parent, state=PostState.GONE, lease=None)):
        _drop(work, waiting, now)
        return
    work.notices.settle([n.id for n in waiting], NoticeState.OWED, now)


def _refused(
    work: WorkUnit, post: Post, number: PersonId, waiting: Sequence[Notice], now: datetime
) -> None:
    """A person who refuses us is tried on their other platform, else once a working day; the
    climb holds meanwhile."""
    person = work.people.person(number)
    if person is None:
        _drop(work, waiting, now)
        return
    if falls_over(work, post, now):
        work.notices.settle([n.id for n in waiting], NoticeState.OWED, now)
        return
    person = work.people.person(number) or person
    until = followup.next_try(work, number, now)
    person = replace(person, unreachable_until=until, settings=doors.shut(person, now))
    work.people.save_person(person)
    doors.lose(work, number)
    unreached.tell(work, person, waiting, post.installation, now)
    ids = [n.id for n in waiting]
    work.notices.settle(ids, NoticeState.OWED, now)
    work.notices.hold(ids, until)


def suspend(unit: Unit, platform: str, team: str) -> None:
    """The token was revoked or the app removed: nothing is sent, nothing is lost."""
    found = unit.directory.find(platform, team)
    if found is not None:
        _suspend(unit.of(found.workspace), found.id)


def _suspend(work: WorkUnit, number: InstallationId) -> None:
    installation = work.people.installation(number)
    if installation is not None:
        held = replace(installation, state=InstallationState.SUSPENDED)
        work.people.save_installation(held)


def resume(unit: Unit, platform: str, team: str) -> None:
    """The platform took our token: what waited for the installation is sent."""
    found = unit.directory.find(platform, team)
    if found is not None and found.state is InstallationState.SUSPENDED:
        work = unit.of(found.workspace)
        work.people.save_installation(replace(found, state=InstallationState.ACTIVE))


def revive(unit: Unit, workspace: WorkspaceId, number: PostId, now: datetime) -> Post:
    """Puts a dead letter back in the queue; it is read again before it is sent.

    What a restore set aside may have been sent before: it is looked for first.
    """
    work = unit.of(workspace)
    found = _dead(work, number)
    shown = found.remote_id is not None
    if found.error == RESTORED and not shown:
        sought = replace(found, state=PostState.SENDING, lease=NOBODYS, attempts=0, error="")
        work.posts.save(sought)
        return sought
    again = replace(
        found, state=PostState.SENT if shown else PostState.PENDING, dirty=shown,
        attempts=0, not_before=now,
    )  # fmt: skip
    work.posts.save(again)
    return again


def give_up(unit: Unit, workspace: WorkspaceId, number: PostId, now: datetime) -> Post:
    """Drops a dead letter for good, with the notices that it held."""
    work = unit.of(workspace)
    dropped = replace(_dead(work, number), state=PostState.CANCELLED, dirty=False)
    work.posts.save(dropped)
    _drop(work, _unsettled(work, dropped), now)
    return dropped


def _dead(work: WorkUnit, number: PostId) -> Post:
    found = work.posts.get(number)
    if found is None or found.state is not PostState.DEAD:
        raise NotFound("no_dead_letter", post=number, example="chivvy deadletter list")
    return found
