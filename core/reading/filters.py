"""``/task list`` and ``/task search``: words become a filter, each of them named again."""

import re
from collections.abc import Callable, Mapping
from dataclasses import field, replace
from datetime import datetime, time, timedelta
from typing import NoReturn

from core.calendar.zones import first_valid, local_date
from core.kernel.context import Context
from core.kernel.errors import BadInput, NotFound
from core.kernel.text import clean, one_line
from core.kernel.values import dataclass
from core.language.mentions import channel, mention
from core.language.typos import distance
from core.queries import ListTasks
from core.reading.names import as_typed, find_person, named_project, nobody
from core.screens.listing import Chosen, Listing
from core.tasks.model import OPEN, Priority, Status
from core.tasks.ports import TaskFilter
from core.unit import WorkUnit

EXAMPLE = "/task list @maria overdue #infra"
SEARCH_EXAMPLE = "/task search certificate"
WORDS_LIMIT = 20
_PIECE = re.compile(r'"([^"]*)"|“([^”]*)”|(<[@#!][^>]*>)|(\S+)')
_SLIP = 4
"""Shorter words are never taken for a slip of a filter."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was understood so far."""

    work: WorkUnit
    ctx: Context
    wanted: TaskFilter = field(default_factory=TaskFilter)
    statuses: tuple[Status, ...] = ()
    chosen: tuple[Chosen, ...] = ()
    words: tuple[str, ...] = ()

    def with_(self, key: str, name: str = "", **fields: object) -> "_Reading":
        """One filter more; the later of two of a kind holds."""
        wanted = replace(self.wanted, **fields)  # type: ignore[arg-type]
        others = tuple(each for each in self.chosen if each != Chosen(key, name))
        return replace(self, wanted=wanted, chosen=(*others, Chosen(key, name)))

    def standing(self, key: str, *statuses: Status) -> "_Reading":
        """Tasks that stand so; of two, both."""
        return replace(self.with_(key), statuses=(*self.statuses, *statuses))


def read_list(work: WorkUnit, text: str, ctx: Context) -> ListTasks:
    """What ``/task list <words>`` asks for; every word is a filter, and all of them hold."""
    reading = _read(_Reading(work, ctx), text)
    if reading.words:
        typed = " ".join(reading.words)
        reading = reading.with_("words", typed, words=typed)
    statuses = tuple(dict.fromkeys(reading.statuses)) or OPEN
    closed = not any(status.open for status in statuses)
    wanted = replace(reading.wanted, statuses=statuses, newest=closed)
    return ListTasks(wanted, Listing(reading.chosen), text)


def read_search(work: WorkUnit, text: str, ctx: Context) -> ListTasks:
    """What ``/task search <words>`` asks for: words of titles and notes, closed tasks too."""
    words = one_line(as_typed(work, text, ctx.platform)).strip('"“”')
    if not any(c.isalnum() for c in words):
        raise BadInput("no_words", field="words", example=SEARCH_EXAMPLE)
    listing = Listing((Chosen("words", words),), search=True)
    return ListTasks(TaskFilter(words=words, newest=True), listing, text)


def _read(reading: _Reading, text: str) -> _Reading:
    pieces = _PIECE.findall(clean(text))[:WORDS_LIMIT]
    at = 0
    while at < len(pieces):
        quoted, curly, marked, bare = pieces[at]
        if quoted or curly:
            reading = replace(reading, words=(*reading.words, quoted or curly))
            at += 1
            continue
        taken = _phrase([p[3].casefold().strip(",;") for p in pieces[at : at + 3]])
        if taken:
            reading, at = _PHRASES[" ".join(taken)](reading), at + len(taken)
            continue
        name = _full_name(reading, [p[3] for p in pieces[at : at + 4]])
        typed = " ".join(name) or marked or bare.strip(",;")
        reading, at = _word(reading, typed), at + max(1, len(name))
    return reading


def _phrase(words: list[str]) -> list[str]:
    """The longest known phrase that *words* begin with."""
    for length in range(len(words), 0, -1):
        if " ".join(words[:length]) in _PHRASES:
            return words[:length]
    return []


def _full_name(reading: _Reading, words: list[str]) -> list[str]:
    """The longest run of bare words, two at least, that is somebody's name."""
    for length in range(len(words), 1, -1):
        run = words[:length]
        bare, name = all(word and word[0] not in "@#" for word in run), " ".join(run)
        people = reading.work.people
        if bare and (people.by_name(name) or people.by_name(name, gone=True)):
            return run
    return []


def _word(reading: _Reading, typed: str) -> _Reading:
    if not typed or typed.casefold() in _JOINING:
        return reading
    if typed.startswith(("#", "<#")):
        return _hashed(reading, channel(typed))
    named = typed.partition(":")
    if named[0].casefold() in {"label", "tag"} and named[2]:
        return _labelled(reading, named[2])
    if typed.startswith(("@", "<@", "<!")):
        return _person(reading, typed) or _nobody(reading, typed)
    return _person(reading, f"@{typed}") or _named(reading, typed)


def _hashed(reading: _Reading, word: str) -> _Reading:
    """A project; else a label, for both are written so."""
    project = named_project(reading.work, word, reading.ctx)
    if project is None and not _used(reading, word):
        raise NotFound("no_project_or_label", project=word, example="/task list")
    if project is None:
        return _labelled(reading, word)
    return reading.with_("project", project.key, project=project.id)


def _used(reading: _Reading, label: str) -> bool:
    """Whether a task that the asker sees has this label."""
    tasks = reading.work.tasks(reading.ctx.audience)
    return bool(tasks.find(TaskFilter(labels=(label,)), 1))


def _labelled(reading: _Reading, word: str) -> _Reading:
    label = word.lstrip("#")
    return reading.with_("label", label, labels=(*reading.wanted.labels, label))


def _person(reading: _Reading, typed: str) -> _Reading | None:
    found = find_person(reading.work.people, mention(typed), reading.ctx)
    if found.person is not None:
        person = reading.work.people.person(found.person)
        return reading.with_("person", person.name if person else "", owner=found.person)
    if found.doubt == "left" and found.who is not None:
        gone = reading.work.people.person(found.who)
        return reading.with_("person_left", gone.name if gone else "", owner=found.who)
    if found.doubt == "several":
        raise nobody(reading.work.people, found, reading.ctx, "person", EXAMPLE)
    return None


def _nobody(reading: _Reading, typed: str) -> NoReturn:
    found = find_person(reading.work.people, mention(typed), reading.ctx)
    why = nobody(reading.work.people, found, reading.ctx, "person", EXAMPLE)
    if why.code != "unknown_person":
        raise why
    shown = as_typed(reading.work, typed, reading.ctx.platform)
    raise BadInput("unknown_list", typed=shown, example=EXAMPLE)


def _named(reading: _Reading, typed: str) -> _Reading:
    """A project by its bare key; a slip of a filter is told; the rest are words to look for."""
    if (project := named_project(reading.work, typed, reading.ctx)) is not None:
        return reading.with_("project", project.key, project=project.id)
    if near := _slip(typed.casefold()):
        raise BadInput("unknown_filter", typed=typed, near=near, example=f"/task list {near}")
    return replace(reading, words=(*reading.words, typed))


def _slip(word: str) -> str:
    if len(word) < _SLIP:
        return ""
    limit = 1 if len(word) <= 6 else 2
    near = {k: distance(word, k, limit) for k in _PHRASES if " " not in k and len(k) >= _SLIP}
    best = min(near, key=lambda k: near[k])
    return best if near[best] <= limit else ""


Narrow = Callable[[_Reading], _Reading]


def _mine(reading: _Reading) -> _Reading:
    return reading.with_("mine", owner=reading.ctx.actor)


def _for_me(reading: _Reading) -> _Reading:
    return reading.with_("for_me", waiting_for=reading.ctx.actor)


def _given(reading: _Reading) -> _Reading:
    me = reading.ctx.actor
    return reading.with_("given", requester=me, not_owner=me)


def _here(reading: _Reading) -> _Reading:
    if reading.ctx.place is None:
        raise BadInput("no_place", example="/task list #infra")
    return reading.with_("here", place=reading.ctx.place)


def _midnight(ctx: Context, days: int) -> datetime:
    return first_valid(local_date(ctx.now, ctx.zone) + timedelta(days), time.min, ctx.zone)


def _this_week(reading: _Reading) -> _Reading:
    today = local_date(reading.ctx.now, reading.ctx.zone)
    return reading.with_("week", due_before=_midnight(reading.ctx, 7 - today.weekday()))


def _is(key: str, *statuses: Status) -> Narrow:
    return lambda reading: reading.standing(key, *statuses)


def _of(priority: Priority) -> Narrow:
    def narrow(reading: _Reading) -> _Reading:
        return reading.with_(f"priority_{priority}", priorities=(priority,))

    return narrow


def _overdue(reading: _Reading) -> _Reading:
    return reading.with_("overdue", due_before=reading.ctx.now)


_MEANINGS: tuple[tuple[Narrow, tuple[str, ...]], ...] = (
    (_mine, ("mine", "my", "me", "@me", "my tasks")),
    (_for_me, ("for me", "waiting for me", "waits for me", "waiting")),
    (_given, ("given by me", "by me", "given", "asked by me", "i asked", "i wait for")),
    (_here, ("here", "channel", "this channel", "in this channel")),
    (_overdue, ("overdue", "late", "past due")),
    (lambda r: r.with_("today", due_before=_midnight(r.ctx, 1)), ("today", "due today")),
    (_this_week, ("week", "this week", "due this week")),
    (_is("blocked", Status.BLOCKED), ("blocked", "stuck")),
    (_is("review", Status.IN_REVIEW), ("review", "in review", "to check")),
    (_is("progress", Status.IN_PROGRESS), ("progress", "in progress", "started")),
    (_is("done", Status.DONE), ("done", "finished", "closed")),
    (_is("dropped", Status.DROPPED), ("dropped", "cancelled")),
    (_is("open", *OPEN), ("open", "all open")),
    (
        lambda r: r.with_("unowned", unowned=True),
        ("unowned", "unassigned", "no owner", "without owner", "nobody", "triage"),
    ),
    (lambda r: r.with_("dateless", no_date=True), ("dateless", "no date", "without date")),
    *((_of(p), (str(p), f"{p} priority")) for p in Priority if p is not Priority.MEDIUM),
)
_PHRASES: Mapping[str, Narrow] = {
    phrase: narrow for narrow, phrases in _MEANINGS for phrase in phrases
}
FILTERS = tuple(phrases[0] for _, phrases in _MEANINGS)
"""One way to type each filter that is no name."""
_JOINING = frozenset({"and", "&", "+", "with", "of", "in", "tasks", "the", "all"})
