"""Read again before it is sent: what a post shows now, for whom, and which notices still hold."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from core.calendar.working import WorkCalendar, is_working, next_working
from core.calendar.zones import local_date
from core.desired import DRAWERS
from core.followup import service as followup
from core.followup.around import has_left
from core.followup.budget import LOUD
from core.followup.calendars import calendars
from core.followup.hearing import left_alone
from core.followup.model import JOINED, NoticeState
from core.followup.moments import quiet_return
from core.followup.outside import reach
from core.followup.service import place_calendar
from core.kernel.locale import Locale
from core.kernel.refs import NoticeId
from core.kernel.values import dataclass
from core.people.at_work import at_work
from core.people.habits import locale_in
from core.people.model import Installation, InstallationState, Place
from core.screens.delivery import Post, PostKind, PostState
from core.screens.messenger import Destination, Letter
from core.screens.views import Reader, RetiredCard
from core.screens.words import plain
from core.trial import FREE, Trial, room_of
from core.unit import WorkUnit
from core.veil import veiled

PARENT_PATIENCE = timedelta(seconds=2)
TRIAL_PATIENCE = timedelta(minutes=5)
"""Between two looks at what the settings of a trial keep back."""
LEAVE_PATIENCE = timedelta(days=1)
"""Between two looks at somebody who works no more, as far as is known."""
STALE = timedelta(hours=12)
"""A brief or digest that could not be sent for so long is left to the next one."""

FORGOTTEN = timedelta(days=30)
"""A card that no place has taken for so long is not waited for any more."""


class Fate(StrEnum):
    """What is to become of a post now."""

    SHOW = "show"
    WAIT = "wait"
    WITHDRAW = "withdraw"
    LEAVE = "leave"
    """It stays as it stands: it was shown in a dry run that is over."""
    LOST = "lost"
    """Another run has taken it over."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A post, drawn: the letter to send or edit, and what becomes of its notices."""

    fate: Fate
    platform: str = ""
    installation: str = ""
    letter: Letter | None = None
    address: Letter | None = None
    """Where to look for it, even when nothing in it is still true."""
    again: datetime | None = None
    """Until when it waits; None: until its conversation is served again."""
    said: tuple[NoticeId, ...] = ()
    dropped: tuple[NoticeId, ...] = ()
    owed: tuple[NoticeId, ...] = ()
    """Still true, but not to be said by this post: owed again."""
    answered: tuple[NoticeId, ...] = ()
    """What somebody had acted on before it was drawn, and that is true all the same."""
    rehearsed: bool = False
    """Shown in the channel of a dry run, instead of where it belongs."""


def draw(
    work: WorkUnit,
    post: Post,
    now: datetime,
    commands: Mapping[str, str] | None = None,
    trial: Trial = FREE,
) -> Drawing:
    """What *post* shows at *now*, read with the recipient's audience."""
    stored = work.posts.get(post.id)
    if stored is None or stored.epoch != post.epoch:
        return Drawing(Fate.LOST)
    installation = work.people.installation(post.installation)
    if installation is None or _silent(work, installation):
        return Drawing(Fate.WAIT)
    if post.rehearsed and not trial.room:
        return Drawing(Fate.LEAVE)
    room = room_of(work.people, trial.room) if trial.room else None
    if not _may_go(work, post, trial, room):
        return Drawing(Fate.WAIT, again=now + TRIAL_PATIENCE)
    reader = reader_for(work, post, now)
    called = Locale(reader.locale, commands or {}, installation.platform)
    reader = replace(reader, locale=called)
    return _drawn(work, post, installation, room, reader, now)


def _may_go(work: WorkUnit, post: Post, trial: Trial, room: Place | None) -> bool:
    """Whether the trial lets it out: what was sent before a dry run stands as it is meanwhile."""
    if trial.room:
        return room is not None and (post.remote_id is None or post.rehearsed)
    return post.place is None or trial.takes(work.people.place(post.place))


def _drawn(
    work: WorkUnit, post: Post, installation: Installation, room: Place | None, reader: Reader,
    now: datetime,
) -> Drawing:  # fmt: skip
    """*room*: the channel of a dry run, to which it goes instead, without what is private."""
    shown = veiled(work, room.id) if room is not None else work
    found = DRAWERS[post.kind](shown, post, reader, installation.platform)
    to, instead = destination(work, post, installation), ""
    if room is not None:
        instead = _meant_for(work, post, reader)
        to = _in_room(work, post, to, room)
    drawn = Drawing(
        fate=Fate.SHOW,
        platform=installation.platform,
        installation=installation.external_id,
        address=Letter(post.key, to, found.view or RetiredCard(()), reader, instead),
        said=found.said,
        dropped=found.dropped,
        owed=found.owed,
        answered=found.answered,
        rehearsed=room is not None,
    )
    return _fated(work, post, drawn, shows=found.view is not None, now=now)


def _in_room(work: WorkUnit, post: Post, to: Destination, room: Place) -> Destination:
    """The dry run's channel; in a thread only where that stands there too."""
    parent = work.posts.get(post.parent) if post.parent is not None else None
    thread = to.thread if parent is not None and parent.rehearsed else None
    return Destination(to.installation, room.external_id, None, thread)


def _meant_for(work: WorkUnit, post: Post, reader: Reader) -> str:
    """For whom it was, or where it would stand; private places stay unnamed."""
    if post.person is not None:
        person = work.people.person(post.person)
        name = person.name if person is not None else plain("fact.somebody", reader.locale)
        return plain("trial.for_person", reader.locale, name=name)
    place = work.people.place(post.place) if post.place is not None else None
    if place is None or place.private:
        return plain("trial.for_private", reader.locale)
    key = "trial.for_thread" if post.thread or post.parent else "trial.for_place"
    return plain(key, reader.locale, place=f"#{place.name}")


def _silent(work: WorkUnit, installation: Installation) -> bool:
    """Whether nothing may go out: the platform refuses us, or an admin has paused all messages."""
    suspended = installation.state is InstallationState.SUSPENDED
    return suspended or work.people.workspace().paused_at is not None


def _fated(work: WorkUnit, post: Post, drawn: Drawing, *, shows: bool, now: datetime) -> Drawing:
    """Whether it is said now, later, never, or by another post."""
    if _left(work, post, drawn.platform):  # What they have stands as it is.
        return replace(drawn, fate=Fate.LEAVE if post.remote_id else Fate.WITHDRAW)
    if _reached_elsewhere(work, post, drawn.platform):
        if post.remote_id:
            return replace(drawn, fate=Fate.LEAVE)
        return replace(drawn, fate=Fate.WITHDRAW, said=(), owed=(*drawn.said, *drawn.owed))
    if post.place is not None and not at_work(work.people, work.people.place(post.place)):
        fate, dropped = Fate.LEAVE if post.remote_id else Fate.WITHDRAW, drawn.dropped + drawn.said
        return replace(drawn, fate=fate, said=(), dropped=dropped)
    if not shows:
        return replace(drawn, fate=Fate.WITHDRAW)
    if post.remote_id is None and (
        _too_late(work, post, now) or _parts(work, post, now) or _tried(work, post, now)
    ):
        return replace(drawn, fate=Fate.WITHDRAW, said=(), owed=(*drawn.said, *drawn.owed))
    wait = _must_wait(work, post, now)
    if wait is not None:
        return replace(drawn, fate=Fate.WAIT, again=wait)
    return replace(drawn, letter=drawn.address)


def _tried(work: WorkUnit, post: Post, now: datetime) -> bool:
    """Whether another message to them was refused today: what was made beside it is not tried."""
    person = work.people.person(post.person) if post.person is not None else None
    return left_alone(person, now) and not _answers(work, post)


def _left(work: WorkUnit, post: Post, platform: str) -> bool:
    """Whether it is for somebody who is here no more, or has no account there any more."""
    if post.person is None:
        return False
    gone = work.people.account(post.person, platform) is None
    return gone or has_left(work.people.person(post.person))


def _reached_elsewhere(work: WorkUnit, post: Post, platform: str) -> bool:
    """Whether who it is for has gone from this platform, and is on another."""
    if post.person is None:
        return False
    account = work.people.account(post.person, platform)
    return account is not None and not account.active


def _too_late(work: WorkUnit, post: Post, now: datetime) -> bool:
    """A morning brief does not come at night, nor yesterday's digest beside today's."""
    if post.kind is PostKind.BRIEF and post.person is not None:
        if not is_working(calendars(work).of(post.person), now):
            return True
    elif post.kind is PostKind.CARD:
        return now - post.created_at > FORGOTTEN
    elif post.kind is not PostKind.DIGEST:
        return False
    return now - post.created_at > STALE


def reader_for(work: WorkUnit, post: Post, now: datetime) -> Reader:
    """The recipient's zone and habit; a place reads in its workspace's zone."""
    person = work.people.person(post.person) if post.person is not None else None
    if person is not None:
        return _as_sent(Reader(person.zone, person.locale, now, person.id), post, now)
    zone = work.people.workspace().zone
    return _as_sent(Reader(zone, locale_in(zone), now), post, now)


def _as_sent(reader: Reader, post: Post, now: datetime) -> Reader:
    """What stands already is drawn again as what it was: Monday's "today" stays Monday's when
    an answer redraws the brief on Thursday; a question gives the date alone by then."""
    if post.sent_at is None:
        return reader
    if post.kind is PostKind.BRIEF:
        return replace(reader, now=post.sent_at)
    sent, today = local_date(post.sent_at, reader.zone), local_date(now, reader.zone)
    return replace(reader, later=sent != today)


def destination(work: WorkUnit, post: Post, installation: Installation) -> Destination:
    """The post's address in the platform's ids."""
    thread = post.thread
    if post.parent is not None:
        parent = work.posts.get(post.parent)
        thread = parent.remote_id if parent else None
    if post.person is not None:
        account = work.people.account(post.person, installation.platform)
        known = account.dm if account else None
        external = account.external_id if account else None
        return Destination(installation.external_id, known, external, thread)
    place = work.people.place(post.place) if post.place is not None else None
    external_place = place.external_id if place else None
    return Destination(installation.external_id, external_place, None, thread)


def _must_wait(work: WorkUnit, post: Post, now: datetime) -> datetime | None:
    """Until when a first sending waits: for its parent, or for the recipient's working time."""
    if post.remote_id is not None:
        return None
    if post.parent is not None:
        parent = work.posts.get(post.parent)
        if parent is not None and parent.remote_id is None and parent.state in _UNDER_WAY:
            return now + PARENT_PATIENCE
    if post.kind in _IN_THE_OPEN and post.place is not None:
        return _opening(place_calendar(work, post.place), now)
    if post.kind is PostKind.NAG and post.person is not None:
        calendar = calendars(work).of(post.person)
        if _at_any_hour(work, post, now) == {True}:
            return None
        wait = _opening(calendar, now) or quiet_return(calendar, now)
        return None if wait is not None and _answers(work, post) else wait
    return None


def _answers(work: WorkUnit, post: Post) -> bool:
    """Whether all of it is about what they did a moment ago, and might have been somebody else:
    that waits for no hours."""
    kinds = {notice.wanted.kind for notice in work.notices.for_post(post.id)}
    return bool(kinds) and kinds <= JOINED


def _at_any_hour(work: WorkUnit, post: Post, now: datetime) -> set[bool]:
    """Outside of the hours of who it is for, where the workspace lets what is urgent come then:
    whether what it asks does, does not, or some of it does."""
    if post.kind is not PostKind.NAG or post.person is None:
        return set()
    calendar = calendars(work).of(post.person)
    if not work.people.workspace().urgent_anytime or is_working(calendar, now):
        return set()
    if reach(calendar, now) != now:
        return set()
    asked = (n.wanted for n in work.notices.for_post(post.id) if n.state is NoticeState.CLAIMED)
    return {followup.any_hour(work, wanted) for wanted in asked if wanted.manner in LOUD}


def _parts(work: WorkUnit, post: Post, now: datetime) -> bool:
    """Whether it had to wait until after work, and some of it may be said now: by itself, then."""
    return len(_at_any_hour(work, post, now)) > 1


def _opening(calendar: WorkCalendar, now: datetime) -> datetime | None:
    """When they work again; None: now. What was made in time may have had to wait for long."""
    if is_working(calendar, now):
        return None
    return next_working(calendar, now) or now + LEAVE_PATIENCE


_IN_THE_OPEN = {PostKind.ATTENTION, PostKind.HELP_LINE, PostKind.CLAIM, PostKind.UNREACHED}
_UNDER_WAY = {PostState.PENDING, PostState.SENDING}
