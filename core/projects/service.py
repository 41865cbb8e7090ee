"""Projects: opened by name or by their first #word, changed, and given a digest."""

import re
from dataclasses import replace
from datetime import time

from core.calendar.zones import is_zone
from core.kernel.audience import System
from core.kernel.context import Act, Context
from core.kernel.errors import BadInput, Conflict, NotFound
from core.kernel.events import Event, Value, Verb
from core.kernel.refs import PersonId, PlaceId, ProjectId, project_ref
from core.kernel.text import NOTE_LIMIT, clean, one_line
from core.kernel.values import dataclass
from core.people.model import Role
from core.projects import homes
from core.projects.commands import OpenProject, SetDigest, SetProject
from core.projects.model import LadderName, Project
from core.projects.ports import ProjectUnit
from core.tasks.model import Text
from core.tasks.persons import able
from core.tasks.wording import bounded

NAME_LIMIT = 100
KEY_LIMIT = 40
EXAMPLE = "/project new Website"
LEAD_EXAMPLE = "/project lead #website @ana"
EVERYBODY = System("numbers")
"""Keys are unique whoever sees the project."""
_NO_KEY = re.compile(r"[^\w-]+")
_PLAIN = (
    "key", "lead", "home", "ladder", "speaks", "answered", "strict", "capture", "numbers",
    "digest_zone", "visible_in", "offered_to",
)  # fmt: skip
_MOMENTS = ("paused_at", "paused_until", "closed_at")
_TEXTS = ("why", "pause_reason", "outcome")


@dataclass(frozen=True, slots=True)
class Changed:
    """The project as it is now, and what happened; no events where nothing had to change."""

    project: Project
    events: tuple[Event, ...]


def open_project(work: ProjectUnit, intent: OpenProject, ctx: Context) -> Changed:
    """A new project; BadInput ``no_key``/``no_name``, Conflict ``key_taken``/``home_taken``."""
    key = normalised(intent.key)
    name = _name(intent.name or intent.key)
    why = bounded(clean(intent.why), NOTE_LIMIT, "why")
    if work.projects(EVERYBODY).by_key(key) is not None:
        raise Conflict("key_taken", key=key, example=f"/project new {name} 2")
    home = homes.free_home(work, intent.home, None, ctx)
    homes.require_heard(work, home, None, ctx)
    visible_in = _stays_in(work, home) or ctx.private_place
    lead = _human(work, intent.lead, visible_in)
    project = Project(
        workspace=work.workspace,
        id=ProjectId(work.new_id()),
        key=key,
        name=name,
        creator=ctx.actor,
        created_at=ctx.now,
        why=text_of(work, why, ctx),
        lead=lead if lead == ctx.actor else None,
        home=home,
        ladder=intent.ladder or LadderName(work.people.workspace().ladder),
        speaks=intent.speaks,
        visible_in=visible_in,
        offered_to=lead if lead != ctx.actor else None,
    )
    return _opened(work, project, ctx)


def open_by_word(work: ProjectUnit, word: str, ctx: Context) -> Changed:
    """The project behind a #word; its first use opens one that is gentle and does not speak.

    Nobody has answered for it yet (``answered`` is False): its creator is asked who leads it.
    Conflict ``key_taken`` when the word names a project that the asker does not see. Guests open
    none: to them unseen and unknown are one, NotFound ``project_not_found``.
    """
    key = normalised(word)
    known = work.projects(ctx.audience).by_key(key)
    if known is not None:
        return Changed(known, ())
    asker = work.people.person(ctx.actor)
    if asker is None or asker.role is not Role.MEMBER:
        raise NotFound("project_not_found")
    if work.projects(EVERYBODY).by_key(key) is not None:
        raise Conflict("key_taken", key=key, example=f"#{key}-2")
    project = Project(
        workspace=work.workspace,
        id=ProjectId(work.new_id()),
        key=key,
        name=one_line(word.lstrip("#"))[:NAME_LIMIT],
        creator=ctx.actor,
        created_at=ctx.now,
        ladder=LadderName.GENTLE,
        speaks=False,
        answered=False,
        visible_in=ctx.private_place,
    )
    return _opened(work, project, ctx)


def set_project(work: ProjectUnit, intent: SetProject, ctx: Context) -> Changed:
    """Changes what is given. Whoever sets a lead, a ladder or a voice has answered for it.

    A lead is asked first: until they take it, who leads it now goes on.
    """
    old = seen(work, intent.project, ctx)
    given: dict[str, object] = {
        name: value
        for name in ("ladder", "speaks", "strict", "capture", "numbers")
        if (value := getattr(intent, name)) is not None
    }
    if intent.ladder not in {None, old.ladder}:
        given["tuning"] = ()  # The numbers were changed of another ladder.
    if intent.name is not None:
        given["name"] = _name(intent.name)
    if intent.why is not None:
        given["why"] = text_of(work, bounded(clean(intent.why), NOTE_LIMIT, "why"), ctx)
    if intent.lead is not None:
        given |= _led_by(work, intent.lead, old, ctx)
    if given.keys() & {"lead", "offered_to", "ladder", "speaks"}:
        given["answered"] = True
    new: Project = replace(old, **given)  # type: ignore[arg-type]
    if intent.homeless:
        new = homes.moved_out(work, new, ctx)
    if intent.home is not None:
        new = homes.moved_in(work, intent.home, new, ctx)
    return save(work, old, new, ctx.act)


def stay_at_home(work: ProjectUnit, home: PlaceId, act: Act) -> None:
    """The project that lives in *home*, which has become private, is seen there only."""
    old = work.projects(EVERYBODY).at_home(home)
    if old is not None and old.visible_in is None:
        save(work, old, replace(old, visible_in=home), act)


def set_digest(work: ProjectUnit, intent: SetDigest, ctx: Context) -> Changed:
    """When the digest comes, or that none does. ``digest.schedule`` keeps the row that fires."""
    old = seen(work, intent.project, ctx)
    if not is_zone(intent.zone):
        raise BadInput(
            "unknown_zone", field="zone", typed=intent.zone[:80], example="Europe/Berlin"
        )
    at = intent.at.replace(second=0, microsecond=0, tzinfo=None) if intent.at else None
    return save(work, old, replace(old, digest_at=at, digest_zone=intent.zone), ctx.act)


def normalised(word: str) -> str:
    """The key behind a typed word: lower case, words joined by "-"; BadInput ``no_key``."""
    key = _NO_KEY.sub("-", one_line(word)[: 2 * KEY_LIMIT].casefold()).strip("-_")
    if not key or key.isdigit():
        raise BadInput("no_key", field="key", typed=one_line(word)[:KEY_LIMIT], example="#website")
    return bounded(key, KEY_LIMIT, "key")


def seen(work: ProjectUnit, project: ProjectId, ctx: Context) -> Project:
    """The project; NotFound("project_not_found") for the unknown and the unseen alike."""
    found = work.projects(ctx.audience).get(project)
    if found is None:
        raise NotFound("project_not_found")
    return found


def _name(typed: str) -> str:
    line = bounded(one_line(typed), NAME_LIMIT, "name")
    if not line:
        raise BadInput("no_name", field="name", example=EXAMPLE)
    return line


def _human(work: ProjectUnit, lead: PersonId | None, visible_in: PlaceId | None) -> PersonId | None:
    """A member who sees the project; BadInput ``lead_outside`` or ``lead_guest`` else."""
    if lead is None:
        return None
    person = able(work, lead, "lead")
    if person.role is not Role.MEMBER:
        raise BadInput("lead_guest", field="lead", name=person.name, example=LEAD_EXAMPLE)
    if visible_in is not None and lead not in work.people.members(visible_in):
        raise BadInput("lead_outside", field="lead", name=person.name, example=LEAD_EXAMPLE)
    return lead


def _led_by(work: ProjectUnit, lead: PersonId, project: Project, ctx: Context) -> dict[str, object]:
    """Who takes it themselves leads it at once; anybody else is asked first."""
    found = _human(work, lead, project.visible_in)
    if found in {ctx.actor, project.lead}:
        return {"lead": found, "offered_to": None}
    return {"offered_to": found}


def text_of(work: ProjectUnit, body: str, ctx: Context) -> Text | None:
    """*body* as a text by the asker; nothing for nothing."""
    return work.texts.new(body, ctx.actor) if body else None


def _stays_in(work: ProjectUnit, home: PlaceId | None) -> PlaceId | None:
    place = work.people.place(home) if home is not None else None
    return place.id if place and place.private else None


def _opened(work: ProjectUnit, project: Project, ctx: Context) -> Changed:
    work.project_writer.add(project)
    homes.settle(work, None, project)
    act = ctx.act
    event = Event(
        project_ref(project.id), Verb.PROJECT_OPENED, act.actor, act.now,
        after={name: value for name, value in values_of(project).items() if value is not None},
        cause=act.cause,
    )  # fmt: skip
    work.log.append([event])
    return Changed(project, (event,))


def save(
    work: ProjectUnit,
    old: Project,
    new: Project,
    act: Act,
    verb: Verb = Verb.PROJECT_CHANGED,
    undoes: str = "",
) -> Changed:
    """Saves *new* as one version on, with the event that tells the difference; *undoes*: the
    command that it takes back."""
    if new == old:
        return Changed(old, ())
    new = replace(new, version=old.version + 1)
    work.project_writer.save(new)
    homes.settle(work, old, new)
    event = replace(_event(old, new, act, verb), undoes=undoes)
    work.log.append([event])
    return Changed(new, (event,))


def _event(old: Project, new: Project, act: Act, verb: Verb) -> Event:
    before, after = values_of(old), values_of(new)
    names = [name for name in after if before[name] != after[name]]
    return Event(
        project_ref(new.id), verb, act.actor, act.now,
        before={n: before[n] for n in names}, after={n: after[n] for n in names}, cause=act.cause,
    )  # fmt: skip


def values_of(project: Project) -> dict[str, Value]:
    """What events tell of a project: ids and values. Its name is told by the project itself."""
    values: dict[str, Value] = {name: getattr(project, name) for name in _PLAIN}
    values |= {n: at.isoformat() if (at := getattr(project, n)) else None for n in _MOMENTS}
    values |= {n: text.id if (text := getattr(project, n)) else None for n in _TEXTS}
    values |= {"digest_at": _wall(project.digest_at), "tuning": project.tuned}
    values["others"] = ",".join(map(str, project.others))
    return values


def _wall(at: time | None) -> str | None:
    return at.isoformat("minutes") if at else None
