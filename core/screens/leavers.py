"""Somebody has left: one message to who decides what becomes of all that they had."""

from collections import Counter
from collections.abc import Iterable, Sequence

from core.followup import leaving
from core.followup.around import has_left
from core.followup.leaving import Share
from core.followup.model import Notice
from core.kernel.context import cause_of
from core.kernel.errors import BadInput
from core.kernel.events import Verb
from core.kernel.refs import Kind, PersonId, PostId, TaskId
from core.kernel.text import Rich
from core.kernel.tokens import Token
from core.people.commands import HandOver
from core.people.joining import now_is
from core.projects.model import Project
from core.screens.facts import lines_of
from core.screens.ports import ScreenUnit
from core.screens.presses import Presser, of_project, plain_press
from core.screens.scene import Scene, scene_for
from core.screens.telling import soon
from core.screens.views import (
    Button,
    Field,
    FieldKind,
    Form,
    Notes,
    Reader,
    Said,
    Section,
    TaskList,
)
from core.tasks.model import Task

SHOWN = 15
"""Tasks in a part of the list; the rest is counted."""
NAMED = 2
"""So many projects that need a lead have a button."""


def left_note(scene: Scene, notice: Notice, post: PostId | None) -> Notes:
    """What they had, in numbers, as far as the reader decides about it; one line once settled."""
    gone = PersonId(notice.wanted.subject.id)
    name = scene.faces.name(gone)
    if not has_left(scene.faces.person(gone)):
        return Notes((scene.say("left.back", name=name),))
    share = _share(scene, gone)
    if not share.tasks and not share.projects:
        return Notes((scene.say("left.settled", name=name),))
    press = Presser(leaving.of_person(gone), name, post)
    repeating = len(scene.work.recurrences.of([task.id for task in share.held]))
    lines = (
        _had(scene, name, share),
        scene.say("left.repeats", n=repeating) if repeating else (),
        _led(scene, name, share.projects),
        scene.say("left.next", name=name) if share.tasks else (),
    )
    return Notes(tuple(line for line in lines if line), _ways(press, share, post))


def _share(scene: Scene, gone: PersonId) -> Share:
    reader = scene.reader.person
    return leaving.share(scene.work, gone, reader) if reader is not None else Share()


def _had(scene: Scene, name: str, share: Share) -> Rich:
    parts = _parts(scene, share)
    if not parts:
        return scene.say("left.gone", name=name)
    return scene.say("left.had", name=name, parts=parts)


def _parts(scene: Scene, share: Share) -> str:
    return _counted(scene, len(share.held), len(share.helps), len(share.checks))


def _counted(scene: Scene, held: int, helps: int, checks: int) -> str:
    counts = {"left.tasks": held, "left.helps": helps, "left.checks": checks}
    return ", ".join(scene.plain(key, n=n) for key, n in counts.items() if n)


def _led(scene: Scene, name: str, projects: Sequence[Project]) -> Rich:
    """Which projects need a lead, and who of those was asked already."""
    if not projects:
        return ()
    keys = ", ".join(f"#{project.key}" for project in projects)
    asked = [project for project in projects if project.offered_to is not None]
    line = list(scene.say("left.led", name=name, projects=keys, key=projects[0].key))
    for project in asked:
        who = scene.faces.name(project.offered_to or PersonId(0))
        line += scene.say("left.lead_asked", key=project.key, name=who)
    return tuple(line)


def _ways(press: Presser, share: Share, post: PostId | None) -> tuple[Button, ...]:
    found: tuple[Button, ...] = ()
    if share.tasks:
        found = (press.main("left_give"), press("left_each"), press("left_open"))
    leads = (
        of_project(project.id, project.key, post)("project_answer", "name_lead")
        for project in share.projects[:NAMED]
    )
    return (*found, *leads)


def give_form(work: ScreenUnit, token: Token, reader: Reader, platform: str) -> Form:
    """Who takes all of it; what it is stands above."""
    if token.subject is None or token.subject.kind is not Kind.PERSON:
        raise BadInput("stale_button")
    scene, gone = scene_for(work, reader, platform), now_is(work.people, token.subject.id)
    share = _share(scene, gone)
    name = scene.faces.name(gone)
    words = _had(scene, name, share) if share.tasks else scene.say("left.settled", name=name)
    about = Field("about", FieldKind.NOTE, "about", words=words)
    checks = scene.say("left.checks_stand_in") if share.checks else ()
    note = (Field("checks", FieldKind.NOTE, "about", words=checks),) if checks else ()
    owner = Field("owner", FieldKind.PERSON, "owner", "left_owner")
    return Form(token.encode(), "left_give", "left_give_now", (about, *note, owner))


def one_by_one(work: ScreenUnit, gone: PersonId, reader: Reader, platform: str) -> TaskList:
    """All of it as a list, with what can be done about each."""
    scene = scene_for(work, reader, platform)
    share, name = _share(scene, gone), scene.faces.name(gone)
    sections = (
        _section(scene, "left.list_held", share.held, ("assign", "leave_open", "drop", "show")),
        _section(scene, "left.list_helps", share.helps, ("block_again", "show")),
        _section(scene, "left.list_checks", share.checks, ("check_by", "show")),
    )
    return TaskList(
        title=scene.say("left.list", name=name),
        sections=tuple(section for section in sections if section.lines),
        empty=scene.say("left.settled", name=name),
    )


def _section(scene: Scene, title: str, tasks: Sequence[Task], ways: Iterable[str]) -> Section:
    shown = tasks[:SHOWN]
    buttons = tuple(tuple(_way(scene, task, way) for way in ways) for task in shown)
    return Section(scene.say(title), lines_of(scene, shown), len(tasks) - len(shown), buttons)


def _way(scene: Scene, task: Task, way: str) -> Button:
    press = scene.presser(task)
    if way == "assign":
        return press("reassign", "assign")
    return press("block", way) if way == "block_again" else press(way)


def handed(
    work: ScreenUnit, intent: HandOver, tasks: Sequence[TaskId], reader: Reader, platform: str,
    *, cause: str,
) -> Said:  # fmt: skip
    """What went where, who is told, what stayed, and one Undo for all of it."""
    scene = scene_for(work, reader, platform)
    found = work.tasks(scene.audience).many(tasks)
    verbs = Counter(event.verb for event in work.log.by_cause(cause_of(cause)))
    asked = sum(found[task].helper == intent.to is not None for task in found)
    passed, checks = verbs[Verb.HELP_DECLINED], verbs[Verb.VERIFIER_CHANGED]
    offers = verbs[Verb.OFFERED]  # What is offered was left open first.
    parts = _counted(scene, verbs[Verb.ASSIGNED] - offers, min(asked, passed), 0)
    name = scene.faces.name(intent.of)
    lines = [_went(scene, name, parts, intent)] if parts else []
    if offers and intent.to is not None:
        to = scene.faces.name(intent.to)
        lines.append(scene.say("said.handed_offered", n=offers, to=to))
    if passed > asked:
        lines.append(scene.say("said.handed_helps", n=passed - asked))
    if checks:
        lines.append(scene.say("said.handed_checks", n=checks))
    lines.append(soon(scene, intent.to) if intent.to is not None and parts else ())
    stayed = len(_share(scene, intent.of).tasks)
    if stayed:
        lines.append(scene.say("said.handed_stayed", n=stayed))
    each = Presser(leaving.of_person(intent.of), name)("left_each") if stayed else None
    undo = scene.presser(next(iter(found.values()))).undo(cause) if found else ()
    buttons = (*undo, *((each,) if each is not None else ()))
    return Said(tuple(line for line in lines if line), buttons)


def _went(scene: Scene, name: str, parts: str, intent: HandOver) -> Rich:
    if intent.to is None:
        return scene.say("said.handed_open", name=name, parts=parts)
    return scene.say("said.handed", name=name, parts=parts, to=scene.faces.name(intent.to))


def admin_needed_note(scene: Scene, notice: Notice, post: PostId | None) -> Notes:
    """To owners of the workspace: the last admin has left, and there is always one."""
    if admins := scene.work.people.admins():
        names = ", ".join(scene.faces.name(admin.id) for admin in admins)
        return Notes((scene.say("admin.are", names=names),))
    name = scene.faces.name(PersonId(notice.wanted.subject.id))
    lines = (scene.say("admin.needed", name=name), scene.say("admin.needed_means"))
    return Notes(lines, (plain_press("admin_me"),))
