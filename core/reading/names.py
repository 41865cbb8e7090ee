"""Names in what was typed become people, projects, tasks and dates of this workspace."""

import re
from datetime import datetime, time, timedelta

from core.calendar.working import WorkCalendar
from core.calendar.zones import instant
from core.followup.load import QUESTIONS
from core.followup.model import NoticeState
from core.kernel.context import Context
from core.kernel.errors import BadInput, NotFound
from core.kernel.refs import Kind, PersonId, PlaceId, TaskId
from core.kernel.values import dataclass
from core.language.dates import read_due
from core.language.handles import find_task
from core.language.mentions import mention as named_by
from core.language.mentions import spelled
from core.language.model import DueReading, LineReading, Mention, MentionKind
from core.language.typos import nearest
from core.people.calendars import calendar_of
from core.people.model import Person, PlaceKind, Role
from core.people.ports import People
from core.projects.model import Project
from core.screens.delivery import Post
from core.tasks.model import Due
from core.unit import WorkUnit

_ME = frozenset({"me", "myself", "i"})


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a mention names; ``doubt`` says why it is nobody in particular."""

    person: PersonId | None = None
    doubt: str = ""
    typed: str = ""
    candidates: tuple[PersonId, ...] = ()
    who: PersonId | None = None
    """Whom it names all the same: an app, or somebody who has left."""


def find_person(people: People, mention: Mention | None, ctx: Context) -> Found:
    """The person meant by *mention*, or the doubt: "group", "several", "unknown", "bot", "left"."""
    if mention is None:
        return Found()
    typed = mention.name or mention.text
    if mention.kind is MentionKind.GROUP:
        return Found(doubt="group", typed=typed)
    if mention.id is not None:
        return _one(people.by_account(ctx.platform, mention.id), typed)
    if mention.text.casefold() in _ME:
        return Found(ctx.actor)
    fits = people.by_name(mention.text)
    if len(fits) > 1:
        return Found(doubt="several", typed=typed, candidates=tuple(p.id for p in fits))
    return _one(fits[0], typed) if fits else _gone(people, mention.text, typed)


_FULL_NAME = re.compile(r"(?<![\w<])@([^\W\d][\w.'-]*(?:[ ][^\W\d][\w.'-]*){1,3})")
"""An @ and words behind it that may be somebody's whole name."""


def by_handle(people: People, text: str) -> str:
    """*text* with whole names behind an @ as handles: a name ends with its first word else. Where
    several have the name, or the handle, it stays as it is."""

    def handle(found: re.Match[str]) -> str:
        words = found.group(1).split(" ")
        for length in range(len(words), 1, -1):
            fits = people.by_name(name := " ".join(words[:length]))
            if len(fits) == 1 and len(people.by_name(fits[0].handle)) == 1:
                return f"@{fits[0].handle}{found.group()[len(name) + 1 :]}"
        return found.group()

    return _FULL_NAME.sub(handle, text) if "@" in text else text


def _gone(people: People, name: str, typed: str) -> Found:
    """Who had that name and has left; of several it is nobody in particular."""
    left = people.by_name(name, gone=True)
    return _one(left[0] if len(left) == 1 else None, typed)


def people_of(work: WorkUnit, line: LineReading, ctx: Context) -> tuple[PersonId, ...]:
    """The different people who stand together where a line names its owner."""
    found = [find_person(work.people, mention, ctx).person for mention in line.owners]
    return tuple(dict.fromkeys(person for person in found if person is not None))


def _one(person: Person | None, typed: str) -> Found:
    if person is None:
        return Found(doubt="unknown", typed=typed)
    if person.role is Role.BOT:
        return Found(doubt="bot", typed=person.name, who=person.id)
    if not person.active:
        return Found(doubt="left", typed=person.name, who=person.id)
    return Found(person.id, typed=typed)


LOOKED_AT = 300
"""People whose names begin like what was typed, and are compared with it."""
NEAR = 3


def nearest_people(people: People, typed: str, ctx: Context) -> tuple[PersonId, ...]:
    """Whose name *typed* was probably meant to be; nobody, for who sees only a part of them."""
    asker = people.person(ctx.actor)
    word = typed.strip().lstrip("@").casefold()
    if not word or asker is None or asker.role is not Role.MEMBER:
        return ()
    found: dict[str, list[PersonId]] = {}
    for person in people.named_like(word[0], LOOKED_AT):
        name = person.name.casefold()
        for known in {person.handle, name, name.partition(" ")[0]} - {""}:
            found.setdefault(known, []).append(person.id)
    near = (number for known in nearest(word, found, NEAR) for number in found[known])
    return tuple(dict.fromkeys(near))[:NEAR]


def nobody(people: People, found: Found, ctx: Context, field: str, example: str) -> BadInput:
    """Why *found* is nobody in particular: what is told to whoever typed the name."""
    typed = found.typed
    if found.doubt == "several":
        return BadInput(
            "several_people", field=field, typed=typed, people=found.candidates, example=example
        )
    if found.doubt == "group":
        return BadInput("group_named", field=field, typed=typed, name=typed, example=example)
    if found.doubt in _NOT_HERE:
        code = _NOT_HERE[found.doubt]
        return BadInput(code, field=field, typed=typed, who=found.who, example=example)
    near = nearest_people(people, typed, ctx)
    code = "misspelt_person" if near else "unknown_person"
    return BadInput(code, field=field, typed=typed, name=typed, people=near, example=example)


_NOT_HERE = {"bot": "person_is_bot", "left": "person_left"}


def required(
    people: People, mention: Mention | None, ctx: Context, field: str, example: str
) -> PersonId:
    """The one person that *mention* names."""
    found = find_person(people, mention, ctx)
    if found.person is None:
        raise nobody(people, found, ctx, field, example)
    return found.person


def due_from(people: People, reading: DueReading, owner: Person | None) -> Due:
    """When *reading* is due: a date alone ends with the owner's working day on that date."""
    if reading.exact is not None:
        return Due(reading.exact, reading.zone, has_time=True)
    if reading.time is not None:
        return Due(instant(reading.day, reading.time, reading.zone), reading.zone, has_time=True)
    calendar = works_by(people, owner, reading.zone)
    return Due.on(calendar, reading.day)


def works_by(people: People, person: Person | None, zone: str) -> WorkCalendar:
    """When *person* works, holidays and leave included; for nobody, standard hours in *zone*."""
    return calendar_of(person, people.workspace()) if person else WorkCalendar(zone)


def task_in(work: WorkUnit, text: str, ctx: Context, example: str) -> tuple[TaskId, str]:
    """The task that *text* begins with, else the one this thread is about, and the rest."""
    number, rest = find_task(text, prefix=work.people.workspace().prefix)
    if number is not None:
        return number, rest
    here = task_of_thread(work, ctx)
    asked = () if here is not None else questions_open(work, ctx)
    if here is not None or len(asked) == 1:
        return here or asked[0], text
    fields = {"task": f"{work.people.workspace().prefix}-{asked[0]}"} if asked else {}
    raise BadInput("which_task", field="task", example=example, **fields)


LATELY = timedelta(hours=24)
"""How long after a question words outside its thread are taken as the answer."""


def questions_open(work: WorkUnit, ctx: Context) -> tuple[TaskId, ...]:
    """The tasks about which the actor, alone with Chivvy, was asked lately and has not answered."""
    place = work.people.place(ctx.place) if ctx.place is not None else None
    if place is None or place.kind is not PlaceKind.DM:
        return ()
    told = work.notices.said_to(ctx.actor, ctx.now - LATELY)
    asks = (n.wanted for n in told if n.state is NoticeState.SAID and n.wanted.kind in QUESTIONS)
    about = {TaskId(each.subject.id) for each in asks if each.subject.kind is Kind.TASK}
    held = work.tasks(ctx.audience).many(sorted(about)).values() if about else ()
    return tuple(task.id for task in held if task.status.open)


def task_of_thread(work: WorkUnit, ctx: Context) -> TaskId | None:
    if ctx.thread is None or ctx.place is None:
        return None
    tasks = work.tasks(ctx.audience).in_thread(ctx.place, ctx.thread)
    found = set(tasks) or tasks_of_post(work, ctx.place, ctx.thread)
    return min(found) if len(found) == 1 else None


def tasks_of_post(work: WorkUnit, place: PlaceId, message: str) -> set[TaskId]:
    """The tasks that a message of ours tells of."""
    where = work.people.place(place)
    if where is None:
        return set()
    post = work.posts.by_remote(where.installation, where.external_id, message)
    return tasks_of(work, post) if post is not None else set()


def tasks_of(work: WorkUnit, post: Post) -> set[TaskId]:
    """The tasks that *post* tells of."""
    about = [post.subject, *(told.wanted.subject for told in work.notices.for_post(post.id))]
    return {TaskId(ref.id) for ref in about if ref is not None and ref.kind is Kind.TASK}


def named_project(work: WorkUnit, word: str, ctx: Context) -> Project | None:
    """The project with the key *word*, or with the name of which that key was made; else the one
    that lives in the channel called so."""
    word = "-".join(word.lstrip("#").split())
    projects = work.projects(ctx.audience)
    found = projects.by_key(word.casefold())
    if found is not None:
        return found
    place = work.people.place_named(word, ctx.platform)
    return projects.at_home(place.id) if place is not None else None


def project_in(work: WorkUnit, word: str | None, ctx: Context) -> Project:
    """The project that *word* names, else the one that has its home here."""
    projects = work.projects(ctx.audience)
    if word:
        found = named_project(work, word, ctx)
        if found is None:
            raise NotFound("no_project", project=word.lstrip("#"))
        return found
    here = projects.at_home(ctx.place) if ctx.place is not None else None
    if here is None:
        raise BadInput("which_project", field="project", example="/project show #infra")
    return here


def read_time(words: str, ctx: Context, example: str, field: str = "at") -> time:
    """The wall time that *words* say, and nothing else: "9", "8:30", "9am"; BadInput
    ``unreadable_time``, also with a weekday that happens to be today's, or another zone."""
    asked = f"{words.strip()}:00" if words.strip().isdecimal() else words
    reading, other = (
        read_due(f"{day} {asked}", now=ctx.now, zone=ctx.zone, locale=ctx.locale)
        for day in ("today", "tomorrow")
    )
    if reading is None or other is None or reading.time is None or reading.zone != ctx.zone:
        raise BadInput("unreadable_time", field=field, typed=words, example=example)
    return reading.time


def as_typed(work: WorkUnit, text: str, platform: str) -> str:
    """*text* to be shown again: mentions with names, as somebody would type them. Who mentions a
    private channel by its id is not told what it is called."""

    def name_of(named: str) -> str:
        person = work.people.by_account(platform, named)
        if person is not None:
            return person.name
        homes = (each.id for each in work.people.installations() if each.platform == platform)
        places = (work.people.place_by(home, named) for home in homes)
        return next((place.name for place in places if place and not place.private), named)

    return spelled(text, name_of)


def require_future(due: Due, now: datetime, example: str) -> Due:
    """*due*, unless it is over: a date set on purpose lies ahead."""
    if due.at < now:
        # A day is said as the day: for whoever asks, elsewhere, its end may be on another one.
        said = due.at if due.has_time else due.day
        raise BadInput("past_date", field="due", when=said, example=example)
    return due


def somebody(people: People, typed: str, ctx: Context, field: str, example: str) -> PersonId:
    """The one person whom *typed* names, with or without an @."""
    return required(people, named_by(typed) or named_by(f"@{typed}"), ctx, field, example)
