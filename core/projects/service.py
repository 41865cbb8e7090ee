"""Projects: opened by name or by their first #word, changed, and given a digest."""

import re
from dataclasses import dataclass, replace
from datetime import time

from core.calendar.zones import is_zone
from core.kernel.audience import System
from core.kernel.context import Act, Context
from core.kernel.errors import BadInput, Conflict, NotFound
from core.kernel.events import Event, Value, Verb
from core.kernel.refs import PersonId, PlaceId, ProjectId, project_ref
from core.kernel.text import NOTE_LIMIT, clean, one_line
from core.people.model import PlaceKind, Role
from core.projects.commands import OpenProject, SetDigest, SetProject
from core.projects.model import LadderName, Project
from core.projects.ports import ProjectUnit
from core.tasks.model import Text
from core.tasks.persons import able
from core.tasks.wording import bounded

NAME_LIMIT = 100
KEY_LIMIT = 40
EXAMPLE = "/project new Website"
EVERYBODY = System("numbers")
"""Keys and homes are unique whoever sees the project."""
_NO_KEY = re.compile(r"[^\w-]+")
_PLAIN = ("key", "lead", "home", "ladder", "speaks", "answered", "strict", "digest_zone")


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
    lead = _human(work, intent.lead)
    home = _free_home(work, intent.home, None, ctx)
    project = Project(
        workspace=work.workspace,
        id=ProjectId(work.new_id()),
        key=key,
        name=name,
        creator=ctx.actor,
        created_at=ctx.now,
        why=_text(work, why, ctx),
        lead=lead,
        home=home,
        ladder=intent.ladder,
        speaks=intent.speaks,
        visible_in=_stays_in(work, home) or ctx.private_place,
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
    """Changes what is given. Whoever sets a lead, a ladder or a voice has answered for it."""
    old = _seen(work, intent.project, ctx)
    given: dict[str, object] = {
        name: value
        for name in ("ladder", "speaks", "strict")
        if (value := getattr(intent, name)) is not None
    }
    if intent.name is not None:
        given["name"] = _name(intent.name)
    if intent.why is not None:
        given["why"] = _text(work, bounded(clean(intent.why), NOTE_LIMIT, "why"), ctx)
    if intent.lead is not None:
        given["lead"] = _human(work, intent.lead)
    if intent.home is not None:
        given |= _moved_home(work, intent.home, old, ctx)
    if given.keys() & {"lead", "ladder", "speaks"}:
        given["answered"] = True
    return _save(work, old, replace(old, **given), ctx.act)  # type: ignore[arg-type]


def stay_at_home(work: ProjectUnit, home: PlaceId, act: Act) -> None:
    """The project that lives in *home*, which has become private, is seen there only."""
    old = work.projects(EVERYBODY).at_home(home)
    if old is not None and old.visible_in is None:
        _save(work, old, replace(old, visible_in=home), act)


def set_digest(work: ProjectUnit, intent: SetDigest, ctx: Context) -> Changed:
    """When the digest comes, or that none does. ``digest.schedule`` keeps the row that fires."""
    old = _seen(work, intent.project, ctx)
    if not is_zone(intent.zone):
        raise BadInput(
            "unknown_zone", field="zone", typed=intent.zone[:80], example="Europe/Berlin"
        )
    at = intent.at.replace(second=0, microsecond=0, tzinfo=None) if intent.at else None
    return _save(work, old, replace(old, digest_at=at, digest_zone=intent.zone), ctx.act)


def normalised(word: str) -> str:
    """The key behind a typed word: lower case, words joined by "-"; BadInput ``no_key``."""
    key = _NO_KEY.sub("-", one_line(word)[: 2 * KEY_LIMIT].casefold()).strip("-_")
    if not key or key.isdigit():
        raise BadInput("no_key", field="key", typed=one_line(word)[:KEY_LIMIT], example="#website")
    return bounded(key, KEY_LIMIT, "key")


def _seen(work: ProjectUnit, project: ProjectId, ctx: Context) -> Project:
    found = work.projects(ctx.audience).get(project)
    if found is None:
        raise NotFound("project_not_found")
    return found


def _name(typed: str) -> str:
    line = bounded(one_line(typed), NAME_LIMIT, "name")
    if not line:
        raise BadInput("no_name", field="name", example=EXAMPLE)
    return line


def _human(work: ProjectUnit, lead: PersonId | None) -> PersonId | None:
    return able(work, lead, "lead").id if lead is not None else None


def _text(work: ProjectUnit, body: str, ctx: Context) -> Text | None:
    return work.texts.new(body, ctx.actor) if body else None


def _moved_home(
    work: ProjectUnit, home: PlaceId, project: Project, ctx: Context
) -> dict[str, object]:
    """A new home; a project that moves into a private place stays there from now on."""
    free = _free_home(work, home, project, ctx)
    return {"home": free, "visible_in": _stays_in(work, home) or project.visible_in}


def _free_home(
    work: ProjectUnit, home: PlaceId | None, project: Project | None, ctx: Context
) -> PlaceId | None:
    """*home* when no other project lives there and it is no direct message."""
    if home is None:
        return None
    place = work.people.place(home)
    if place is None or place.kind is PlaceKind.DM:
        raise BadInput("no_home", field="home", example="#general")
    other = work.projects(EVERYBODY).at_home(home)
    if other is not None and other != project:
        visible = work.projects(ctx.audience).get(other.id) is not None
        raise Conflict("home_taken", place=home, key=other.key if visible else None)
    return home


def _stays_in(work: ProjectUnit, home: PlaceId | None) -> PlaceId | None:
    place = work.people.place(home) if home is not None else None
    return place.id if place and place.private else None


def _opened(work: ProjectUnit, project: Project, ctx: Context) -> Changed:
    work.project_writer.add(project)
    if project.home is not None:
        _settle(work, project.home, project.id)
    act = ctx.act
    event = Event(
        project_ref(project.id), Verb.PROJECT_OPENED, act.actor, act.now,
        after={name: value for name, value in _values(project).items() if value is not None},
        cause=act.cause,
    )  # fmt: skip
    work.log.append([event])
    return Changed(project, (event,))


def _save(work: ProjectUnit, old: Project, new: Project, act: Act) -> Changed:
    if new == old:
        return Changed(old, ())
    new = replace(new, version=old.version + 1)
    work.project_writer.save(new)
    if new.home != old.home:
        if old.home is not None:
            _settle(work, old.home, None)
        if new.home is not None:
            _settle(work, new.home, new.id)
    event = _event(old, new, act)
    work.log.append([event])
    return Changed(new, (event,))


def _settle(work: ProjectUnit, home: PlaceId, project: ProjectId | None) -> None:
    """The place knows which project lives there."""
    place = work.people.place(home)
    if place is not None and place.project != project:
        work.people.save_place(replace(place, project=project))


def _event(old: Project, new: Project, act: Act) -> Event:
    before, after = _values(old), _values(new)
    names = [name for name in after if before[name] != after[name]]
    return Event(
        project_ref(new.id), Verb.PROJECT_CHANGED, act.actor, act.now,
        before={n: before[n] for n in names}, after={n: after[n] for n in names}, cause=act.cause,
    )  # fmt: skip


def _values(project: Project) -> dict[str, Value]:
    """What events tell of a project: ids and values. Its name is told by the project itself."""
    values: dict[str, Value] = {name: getattr(project, name) for name in _PLAIN}
    values["why"] = project.why.id if project.why else None
    values["digest_at"] = _wall(project.digest_at)
    values["visible_in"] = project.visible_in
    return values


def _wall(at: time | None) -> str | None:
    return at.isoformat("minutes") if at else None
