"""Owed notices become posts: frozen, one bundle per person, one thread per channel and day."""

from collections.abc import Sequence
from datetime import datetime

from core.calendar.zones import local_date
from core.digest import service as digests
from core.followup import service as followup
from core.followup.model import Manner, Notice, NoticeKind, Routine, RoutineKind
from core.kernel.refs import InstallationId, Kind, PersonId, PlaceId, PostId, ProjectId, Ref
from core.people.model import Installation, Place
from core.screens.delivery import Post, PostKind, PostState
from core.screens.keys import post_key
from core.unit import WorkUnit

CHANNEL_KINDS = {NoticeKind.UNOWNED: PostKind.CLAIM}


def compose(work: WorkUnit, recipient: Ref, now: datetime) -> int:
    """Freezes what is owed to *recipient* now into posts; says how many notices it took."""
    owed = [n for n in work.notices.owed_to(recipient) if n.wanted.not_before <= now]
    if recipient.kind is Kind.PLACE:
        return _for_place(work, PlaceId(recipient.id), owed, now)
    return _for_person(work, PersonId(recipient.id), owed, now)


def _for_person(work: WorkUnit, person: PersonId, owed: Sequence[Notice], now: datetime) -> int:
    spoken = [n for n in owed if n.wanted.manner is not Manner.BRIEF]
    if not spoken:
        return 0
    choice = followup.choose(work, person, spoken, now)
    for notice, not_before in choice.later:
        work.notices.hold([notice.id], not_before)
    if choice.now:
        _bundle(work, person, choice.now, now)
    return len(spoken)


def _bundle(work: WorkUnit, person: PersonId, notices: Sequence[Notice], now: datetime) -> None:
    installation = installation_of(work, person)
    if installation is None:
        return
    for notice in notices:
        for old in work.posts.live_nag(notice.wanted.subject, person):
            if old.state is PostState.SENT and _only_about(work, old, notice.wanted.subject):
                work.posts.retire(old.id)
    post = _new(work, PostKind.NAG, installation.id, now, person=person)
    work.posts.add(post)
    work.notices.claim([n.id for n in notices], post.id)


def _only_about(work: WorkUnit, post: Post, subject: Ref) -> bool:
    return {n.wanted.subject for n in work.notices.for_post(post.id)} <= {subject}


def installation_of(work: WorkUnit, person: PersonId) -> Installation | None:
    """Where a person is reached: the first active installation that knows them."""
    for installation in work.people.installations():
        if work.people.account(person, installation.platform) is not None:
            return installation
    return None


def _for_place(work: WorkUnit, place: PlaceId, owed: Sequence[Notice], now: datetime) -> int:
    where = work.people.place(place)
    if where is None or not owed:
        return 0
    parent = _attention(work, where, now)
    for notice in owed:
        kind = CHANNEL_KINDS.get(notice.wanted.kind, PostKind.HELP_LINE)
        line = _new(
            work, kind, where.installation, now,
            place=place, parent=parent.id, subject=notice.wanted.subject, day=parent.day,
        )  # fmt: skip
        work.posts.add(line)
        work.notices.claim([notice.id], line.id)
    return len(owed)


def _attention(work: WorkUnit, where: Place, now: datetime) -> Post:
    """The day's one "needs attention" message of a channel, drawn anew when something joins."""
    day = local_date(now, work.people.workspace().zone).isoformat()
    found = work.posts.of_day(PostKind.ATTENTION, where.id, day)
    if found is not None:
        work.posts.soil(Ref(Kind.PLACE, where.id))
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
    owed = [
        n for n in work.notices.owed_to(routine.subject)
        if n.wanted.manner is Manner.BRIEF and n.wanted.not_before <= now
    ]  # fmt: skip
    if installation is None or digests.brief_facts(work, person, owed, now) is None:
        return False
    day = local_date(now, routine.zone).isoformat()
    post = _new(
        work, PostKind.BRIEF, installation.id, now, person=person, subject=routine.subject, day=day
    )
    work.posts.add(post)
    work.notices.claim([n.id for n in owed], post.id)
    return True


def _digest(work: WorkUnit, routine: Routine, now: datetime) -> bool:
    news = digests.news(work, ProjectId(routine.subject.id), routine, now)
    if news is None:
        return False
    post = _new(
        work, PostKind.DIGEST, news.installation, now, place=news.place,
        subject=routine.subject, day=local_date(now, routine.zone).isoformat(),
    )  # fmt: skip
    work.posts.add(post)
    return True
