"""Owed notices become posts: frozen, one bundle per person, one thread per channel and day."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from core import outages
from core.calendar.zones import local_date
from core.digest import service as digests
from core.followup import resting, routines
from core.followup import service as followup
from core.followup.hearing import left_alone
from core.followup.model import (
    Manner,
    Notice,
    NoticeKind,
    NoticeState,
    Routine,
    RoutineKind,
)
from core.followup.nudging import along
from core.followup.ways import travels
from core.kernel.refs import (
    InstallationId,
    Kind,
    PersonId,
    PlaceId,
    PostId,
    ProjectId,
    Ref,
    place_ref,
    project_ref,
)
from core.people.installed import active_on
from core.people.model import Installation, InstallationState, Person, Place, Role
from core.placing import first_try
from core.screens.delivery import Post, PostKind, PostState
from core.screens.keys import post_key
from core.unit import WorkUnit

CHANNEL_KINDS = {NoticeKind.UNOWNED: PostKind.CLAIM}
NOWHERE = timedelta(hours=1)
"""How long what cannot be delivered anywhere waits before that is looked at again."""
SOON = timedelta(minutes=1)
LONGEST_WAIT = timedelta(minutes=1)
"""What was kept back for an Undo waits as long again for what comes after it, but no longer."""
AT_ONCE = 8
"""Of what waits for each other no more is put into one message: each of them is to be named."""


def compose(work: WorkUnit, recipient: Ref, now: datetime) -> int:
    """Freezes what is owed to *recipient* now into posts; says how many notices it took."""
    waiting = work.notices.owed_to(recipient)
    owed = _awake(work, [n for n in waiting if n.wanted.not_before <= now], now)
    if not owed:
        return 0
    if recipient.kind is Kind.PLACE:
        return _for_place(work, PlaceId(recipient.id), owed, now)
    return _for_person(work, PersonId(recipient.id), owed, waiting, now)


def _awake(work: WorkUnit, owed: Sequence[Notice], now: datetime) -> list[Notice]:
    """What is said now; about a project that rests nothing is said until it goes on."""
    asleep = resting.asleep(work, owed, now)
    for until in set(asleep.values()):
        work.notices.hold([number for number, at in asleep.items() if at == until], until)
    return [notice for notice in owed if notice.id not in asleep]


def _for_person(
    work: WorkUnit, person: PersonId, owed: Sequence[Notice], waiting: Sequence[Notice],
    now: datetime,
) -> int:  # fmt: skip
    """*waiting*: with what comes later, and what only goes along with another message."""
    found = work.people.person(person)
    if found is None or not found.active or found.role is Role.BOT:
        return _drop(work, owed, now)
    installation = installation_of(work, person)
    if installation is None:
        work.notices.hold([n.id for n in owed], now + NOWHERE)
        return 0
    lines = [n.id for n in owed if travels(found, n) is Manner.BRIEF]
    if lines:
        work.notices.hold(lines, _next_brief(work, person, now))
    spoken = [n for n in owed if travels(found, n) is not Manner.BRIEF]
    if not spoken:
        return 0
    together = _together(work, found, spoken, waiting, now)
    if together:
        at = max(notice.wanted.not_before for notice in together)
        work.notices.hold([n.id for n in (*spoken, *together)], at)
        return 0
    spoken = sorted([*spoken, *_held(work, found, waiting, now)], key=lambda n: n.id)
    choice = followup.choose(work, person, spoken, now)
    _put_off(work, choice.later)
    if choice.now:
        post = _new(work, PostKind.NAG, installation.id, now, person=person)
        work.posts.add(post)
        work.posts.recall(post.lane, now)
        _introduce(work, found, post)
        work.notices.claim([n.id for n in (*choice.now, *along(waiting))], post.id)
    return len(spoken)


def _together(
    work: WorkUnit, person: Person, due: Sequence[Notice], waiting: Sequence[Notice], now: datetime
) -> Sequence[Notice]:
    """What *due* waits for: given to *person* right after it, it is said in the same message.

    What is urgent waits for nothing, and neither does what was not kept back for an Undo.
    """
    hold = timedelta(seconds=work.people.workspace().hold)
    if not hold or not all(_kept_back(person, notice, hold) for notice in due):
        return ()
    last = min(n.created_at for n in due) + hold + min(hold, LONGEST_WAIT)
    coming = [n for n in waiting if now < n.wanted.not_before <= last]
    kept = [n for n in coming if _kept_back(person, n, hold)]
    kept.sort(key=lambda n: (n.wanted.not_before, n.id))
    return kept[: max(0, AT_ONCE - len(due))]


def _held(
    work: WorkUnit, person: Person, waiting: Sequence[Notice], now: datetime
) -> Sequence[Notice]:
    """What waits for what comes after it: a message that goes out before that takes it along."""
    hold = timedelta(seconds=work.people.workspace().hold)
    ripe = [n for n in waiting if n.created_at + hold <= now < n.wanted.not_before]
    return [n for n in ripe if _kept_back(person, n, hold)]


def _kept_back(person: Person, notice: Notice, hold: timedelta) -> bool:
    """For an Undo, and for what came right after it; not until its hour, tomorrow or next week."""
    kept = notice.wanted.not_before - notice.created_at
    return hold <= kept <= hold + LONGEST_WAIT and travels(person, notice) is Manner.NOW


def freeze(work: WorkUnit, recipient: Ref, owed: Sequence[Notice], now: datetime) -> None:
    """All of *owed* becomes posts, whatever the hour and however many; for setting it aside."""
    if recipient.kind is Kind.PLACE:
        where = work.people.place(PlaceId(recipient.id))
        if where is not None:
            _lines(work, where, owed, now)
        return
    person = PersonId(recipient.id)
    if (installation := installation_of(work, person)) is not None:
        post = _new(work, PostKind.NAG, installation.id, now, person=person)
        work.posts.add(post)
        work.notices.claim([n.id for n in owed], post.id)


def tell_on(
    work: WorkUnit, person: PersonId, platform: str, notices: Sequence[Notice], now: datetime
) -> None:
    """*notices* become a post on that very platform, at once: they answer what was just done."""
    found = active_on(work.people, platform)
    if found and notices and work.people.account(person, platform) is not None:
        post = _new(work, PostKind.NAG, found[0].id, now, person=person)
        work.posts.add(post)
        work.posts.recall(post.lane, now)
        work.notices.claim([n.id for n in notices], post.id)


def _introduce(work: WorkUnit, person: Person | None, post: Post) -> None:
    """The first message that reaches somebody says who we are."""
    if person is None:
        return
    first = work.posts.get(person.introduced) if person.introduced is not None else None
    if person.introduced is None or (first and first.state is PostState.CANCELLED):
        work.people.save_person(replace(person, introduced=post.id))


def _put_off(work: WorkUnit, later: Sequence[tuple[Notice, datetime]]) -> None:
    for moment in {at for _, at in later}:
        work.notices.hold([notice.id for notice, at in later if at == moment], moment)


def _drop(work: WorkUnit, owed: Sequence[Notice], now: datetime) -> int:
    """Nobody can be told: the ladder decides anew, and finds who covers."""
    work.notices.settle([n.id for n in owed], NoticeState.DROPPED, now)
    for notice in owed:
        # Not at once: what it decides may be owed to nobody again.
        work.watches.sooner(notice.wanted.subject, now + SOON)
    return len(owed)


def _next_brief(work: WorkUnit, person: PersonId, now: datetime) -> datetime:
    """When lines that missed their brief come again; those of a brief about to be played stay."""
    routine = work.routines.get(RoutineKind.BRIEF, Ref(Kind.PERSON, person))
    if routine is None:
        return now + NOWHERE
    return max(routine.next_at, now)


def installation_of(work: WorkUnit, person: PersonId) -> Installation | None:
    """Where a person is reached: an active installation that knows them; of several the one on
    the platform where they spoke last, else the first; one that took no message comes last."""
    known = work.people.person(person)
    last, refused = (known.settings.spoke_on, known.settings.refused_on) if known else ("", "")
    every = work.people.installations()
    if last:
        every = sorted(every, key=lambda one: (one.platform == refused, one.platform != last))
    for installation in every:
        active = installation.state is InstallationState.ACTIVE
        account = work.people.account(person, installation.platform)
        if active and account is not None and account.active:
            return installation
    return None


def falls_over(work: WorkUnit, post: Post, now: datetime) -> bool:
    """Whether somebody who took no message on one platform is reached on another, at once."""
    person = work.people.person(post.person) if post.person is not None else None
    there = work.people.installation(post.installation)
    if person is None or there is None or not person.settings.spoke_on:
        return False
    mine = person.settings
    if mine.refused_on not in {"", there.platform}:  # Now neither takes any.
        work.people.save_person(replace(person, settings=replace(mine, refused_on="")))
        return False
    shut = replace(mine, refused_on=there.platform)
    work.people.save_person(replace(person, settings=shut))
    other = installation_of(work, person.id)
    if other is None or other.platform == there.platform:
        work.people.save_person(person)
        return False
    if post.kind is PostKind.BRIEF:
        _brief_again(work, person.id, now)
    return True


def _brief_again(work: WorkUnit, person: PersonId, now: datetime) -> None:
    routine = work.routines.get(RoutineKind.BRIEF, Ref(Kind.PERSON, person))
    if routine is not None:
        work.routines.put(replace(routine, next_at=now))


def _for_place(work: WorkUnit, place: PlaceId, owed: Sequence[Notice], now: datetime) -> int:
    where = work.people.place(place)
    if where is None or where.archived or not where.bot_in:
        return _drop(work, owed, now)
    choice = followup.choose_in(work, place, owed, now)
    _put_off(work, choice.later)
    if choice.now:
        _lines(work, where, choice.now, now)
    return len(choice.now)


def _lines(work: WorkUnit, where: Place, notices: Sequence[Notice], now: datetime) -> None:
    """A line for each in the thread of the channel's message of the day."""
    closed = [n for n in notices if n.wanted.kind is NoticeKind.UNREACHED]
    _unreached(work, where, closed, now)
    notices = [n for n in notices if n not in closed]
    if not notices:
        return
    parent = _attention(work, where, now)
    for notice in notices:
        kind = CHANNEL_KINDS.get(notice.wanted.kind, PostKind.HELP_LINE)
        line = _new(
            work, kind, where.installation, now,
            place=where.id, parent=parent.id, subject=notice.wanted.subject, day=parent.day,
        )  # fmt: skip
        work.posts.add(line)
        work.notices.claim([notice.id], line.id)


def _unreached(work: WorkUnit, where: Place, notices: Sequence[Notice], now: datetime) -> None:
    """One line by itself, whoever they are: it is for them, not for whoever helps."""
    if not notices:
        return
    post = _new(
        work, PostKind.UNREACHED, where.installation, now,
        place=where.id, subject=place_ref(where.id),
    )  # fmt: skip
    work.posts.add(post)
    work.notices.claim([n.id for n in notices], post.id)


def _attention(work: WorkUnit, where: Place, now: datetime) -> Post:
    """The day's one "needs attention" message of a channel, drawn anew when something joins."""
    day = local_date(now, work.people.workspace().zone).isoformat()
    found = work.posts.of_day(PostKind.ATTENTION, where.id, day)
    if found is not None:
        work.posts.soil_post(found.id)
        return found
    subject = Ref(Kind.PLACE, where.id)
    post = _new(
        work, PostKind.ATTENTION, where.installation, now, place=where.id, subject=subject, day=day
    )
    work.posts.add(post)
    return post


def _new(
    work: WorkUnit, kind: PostKind, installation: InstallationId, now: datetime, *,
    person: PersonId | None = None, place: PlaceId | None = None, parent: PostId | None = None,
    subject: Ref | None = None, day: str = "",
) -> Post:  # fmt: skip
    number = PostId(work.new_id())
    return Post(
        workspace=work.workspace, id=number, key=post_key(work.workspace, number, now),
        kind=kind, installation=installation, created_at=now, not_before=now,
        subject=subject, place=place, person=person, parent=parent, day=day,
    )  # fmt: skip


def play(work: WorkUnit, routine: Routine, now: datetime) -> bool:
    """A brief or digest whose time has come becomes a post, unless it has nothing to say."""
    if routine.kind is RoutineKind.BRIEF:
        return _brief(work, routine, now)
    return _digest(work, routine, now)


def _brief(work: WorkUnit, routine: Routine, now: datetime) -> bool:
    person = PersonId(routine.subject.id)
    installation = installation_of(work, person)
    found = work.people.person(person)
    owed = [
        n for n in work.notices.owed_to(routine.subject)
        if travels(found, n) is Manner.BRIEF and n.wanted.not_before <= now
    ]  # fmt: skip
    if installation is None or left_alone(found, now):
        return False
    facts = digests.brief_facts(work, person, owed, now)
    empty = facts is None or not digests.says_more(work, facts, routines.last(routine), now)
    if empty and not outages.must_hear(work, person, installation.id, now):
        return False
    day = local_date(now, routine.zone).isoformat()
    post = _new(
        work, PostKind.BRIEF, installation.id, now, person=person, subject=routine.subject, day=day
    )
    work.posts.add(post)
    _introduce(work, found, post)
    work.notices.claim([n.id for n in owed], post.id)
    return True


def _digest(work: WorkUnit, routine: Routine, now: datetime) -> bool:
    news = digests.news(work, ProjectId(routine.subject.id), routine, now)
    for each in news:
        _say_digest(work, routine.subject, each.place, each.installation, now)
    return bool(news)


def post_digest(work: WorkUnit, project: ProjectId, platform: str, now: datetime) -> None:
    """The digest of *project* in its home on *platform*, because somebody asked for it there."""
    for place, installation in digests.now_in(work, project, platform):
        _say_digest(work, project_ref(project), place, installation, now)


def _say_digest(
    work: WorkUnit, project: Ref, place: PlaceId, installation: InstallationId, now: datetime
) -> None:
    day = local_date(now, work.people.workspace().zone).isoformat()
    post = _new(work, PostKind.DIGEST, installation, now, place=place, subject=project, day=day)
    where = work.people.place(place)
    work.posts.add(replace(post, not_before=first_try(work, where, now)) if where else post)
