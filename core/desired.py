"""What each kind of post is to show now, read again with the eyes of who reads it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from core import outages
from core.captured import named_by
from core.digest import service as digests
from core.digest.model import BriefFacts
from core.followup import gather, resting
from core.followup import service as followup
from core.followup.model import Notice, NoticeState
from core.kernel.audience import ForPerson, InPlace
from core.kernel.refs import Kind, NoticeId, PersonId, ProjectId, TaskId
from core.kernel.text import Rich
from core.kernel.values import dataclass
from core.screens import asks, briefs, cards, closings, introductions, ticked, unreached
from core.screens import digests as digest_views
from core.screens import outages as outage_lines
from core.screens.delivery import Post, PostKind, PostState
from core.screens.views import Reader, View
from core.tasks.model import Status
from core.unit import WorkUnit
from core.veil import bare


@dataclass(frozen=True, slots=True)
class Desired:
    """A view with the notices that it says, and those that no longer hold."""

    view: View | None
    said: tuple[NoticeId, ...] = ()
    dropped: tuple[NoticeId, ...] = ()
    owed: tuple[NoticeId, ...] = ()
    answered: tuple[NoticeId, ...] = ()
    """Of these, what was answered already."""


def _card(work: WorkUnit, post: Post, reader: Reader, platform: str) -> Desired:
    if post.subject is None or post.place is None:
        return Desired(None)
    audience = InPlace(post.place)
    task = work.tasks(audience).get(TaskId(post.subject.id))
    if task is None or (post.remote_id is None and task.status is Status.DROPPED):
        return Desired(None)  # Taken back before it stood there: nobody has seen it.
    return Desired(cards.card(work, task, audience, reader, platform, post.id))


def _captured(work: WorkUnit, post: Post, reader: Reader, platform: str) -> Desired:
    """What was captured from the thread in the same request."""
    if post.place is None or post.subject is None:
        return Desired(None)
    audience = InPlace(post.place)
    made = named_by(work, post, audience)
    return Desired(ticked.captured_line(work, made, audience, reader, platform))


def _nag(work: WorkUnit, post: Post, reader: Reader, platform: str) -> Desired:
    if post.person is None:
        return Desired(None)
    read = _holding(work, post, reader)
    if not read.holding:
        return replace(read.rest, view=None)
    view = asks.bundle(work, post.person, read.holding, reader, platform, post.id, post.retired)
    if view is not None:
        view = replace(view, intro=_first_words(work, post, reader))
    return replace(read.rest, view=view, said=tuple(n.id for n in read.holding))


def _first_words(work: WorkUnit, post: Post, reader: Reader) -> tuple[Rich, ...]:
    person = work.people.person(post.person) if post.person is not None else None
    return introductions.first_words(person, post, reader)


def _hello(work: WorkUnit, post: Post, reader: Reader, platform: str) -> Desired:
    place = work.people.place(post.place) if post.place is not None else None
    return Desired(introductions.hello(place, reader) if place is not None else None)


@dataclass(frozen=True, slots=True)
class _Read:
    """The notices of a post that are said now, and what becomes of the others."""

    holding: tuple[Notice, ...]
    rest: Desired


def _foresee(work: WorkUnit, post: Post, notices: Sequence[Notice]) -> None:
    """What is asked of each task is read once for all of them."""
    subjects = [n.wanted.subject for n in notices if n.wanted.subject.kind is Kind.TASK]
    if post.person is not None and subjects:
        tasks = {TaskId(subject.id) for subject in subjects}
        gather.foresee(work, tasks, ForPerson(post.person))


def _holding(work: WorkUnit, post: Post, reader: Reader) -> _Read:
    """The notices that are still true; one that was said already stays, with its answer.

    What is about a project that rests is owed again.
    """
    now = reader.now
    assert now is not None  # noqa: S101 - reader_for sets it
    work = bare(work)
    notices = work.notices.for_post(post.id)
    _foresee(work, post, notices)
    unsaid = [notice for notice in notices if notice.state is NoticeState.CLAIMED]
    asleep = resting.asleep(work, unsaid, now)
    over = {n.id for n in unsaid if n.id not in asleep and not followup.holds(work, n, now)}
    holding = tuple(n for n in notices if n.id not in over and n.id not in asleep)
    known = tuple(n.id for n in unsaid if n.answered_at is not None)
    rest = Desired(None, dropped=tuple(sorted(over)), owed=tuple(sorted(asleep)), answered=known)
    return _Read(holding, rest)


def _brief(work: WorkUnit, post: Post, reader: Reader, platform: str) -> Desired:
    if post.person is None or reader.now is None:
        return Desired(None)
    read = _holding(work, post, reader)
    facts = digests.brief_facts(work, post.person, read.holding, reader.now)
    away = outages.untold(work, post.person, post.installation, post.created_at)
    if facts is None and any(outage.unread for outage in away):
        facts = BriefFacts(post.person)
    view = briefs.brief(work, facts, reader, platform, post.id) if facts is not None else None
    if view is not None:
        intro = (*_first_words(work, post, reader), *outage_lines.lines(away, reader))
        view = replace(view, intro=intro)
    return replace(read.rest, view=view, said=tuple(n.id for n in read.holding))


def _digest(work: WorkUnit, post: Post, reader: Reader, platform: str) -> Desired:
    if post.subject is None or post.place is None or reader.now is None:
        return Desired(None)
    audience = InPlace(post.place)
    project = work.projects(audience).get(ProjectId(post.subject.id))
    if project is None:
        return Desired(None)
    health = digests.health_for(work, project, audience, reader.now)
    return Desired(digest_views.digest(work, project, health, reader, platform, audience))


def _attention(work: WorkUnit, post: Post, reader: Reader, platform: str) -> Desired:
    children = work.posts.children(post.id)
    live = [child for child in children if child.state is not PostState.CANCELLED]
    if not live:
        return Desired(None)
    states = [n.state for child in live for n in work.notices.for_post(child.id)]
    waiting = sum(state in {NoticeState.CLAIMED, NoticeState.SAID} for state in states)
    return Desired(asks.attention(post.day, waiting, len(live)))


def _help_line(work: WorkUnit, post: Post, reader: Reader, platform: str) -> Desired:
    read = _holding(work, post, reader)
    if not read.holding or post.place is None or post.subject is None:
        return read.rest
    said = tuple(notice.id for notice in read.holding)
    audience = InPlace(post.place)
    task = work.tasks(audience).get(TaskId(post.subject.id))
    if task is None:
        return replace(read.rest, dropped=said + read.rest.dropped)
    line = asks.claim_line if post.kind is PostKind.CLAIM else asks.help_line
    view = line(work, task, read.holding[0], audience, reader, platform, post.id)
    return replace(read.rest, view=view, said=said)


def _unreached(work: WorkUnit, post: Post, reader: Reader, platform: str) -> Desired:
    """Whom no message reaches still; nothing once all of them are reached."""
    if post.place is None:
        return Desired(None)
    read = _holding(work, post, reader)
    people = [PersonId(notice.wanted.subject.id) for notice in read.holding]
    still = [number for number in people if followup.unreached(work, number)]
    view = unreached.line(work, still, post.place, reader, platform) if still else None
    return replace(read.rest, view=view, said=tuple(n.id for n in read.holding))


def _closing(work: WorkUnit, post: Post, reader: Reader, platform: str) -> Desired:
    if post.subject is None or post.place is None:
        return Desired(None)
    audience = InPlace(post.place)
    project = work.projects(audience).get(ProjectId(post.subject.id))
    if project is None or project.closed_at is None:
        return Desired(None)
    return Desired(closings.closing(work, project, audience, reader, platform))


DRAWERS: Mapping[PostKind, Callable[[WorkUnit, Post, Reader, str], Desired]] = {
    PostKind.CARD: _card,
    PostKind.NAG: _nag,
    PostKind.CAPTURED: _captured,
    PostKind.BRIEF: _brief,
    PostKind.DIGEST: _digest,
    PostKind.ATTENTION: _attention,
    PostKind.HELP_LINE: _help_line,
    PostKind.CLAIM: _help_line,
    PostKind.CLOSING: _closing,
    PostKind.HELLO: _hello,
    PostKind.UNREACHED: _unreached,
}
