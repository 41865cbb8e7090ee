"""Erasing words: which of a task there are, what can't be reached, and what was done."""

from core.kernel.errors import NotAllowed, NotFound
from core.kernel.refs import PersonId, TaskId
from core.kernel.text import Link, Rich, shorten
from core.kernel.tokens import Token
from core.people import present
from core.people.access import ActName, may, who_may
from core.screens.confirming import Answer, Told
from core.screens.facts import facts_of
from core.screens.moments import day_words, local_day
from core.screens.ports import ScreenUnit
from core.screens.scene import Scene, scene_for
from core.screens.views import Field, FieldKind, Form, Option, Reader
from core.tasks.erasing import Piece, pieces
from core.tasks.model import Task

MOST = 40
"""Texts that one form offers, the present ones first."""
LABEL = 75


def erase_form(work: ScreenUnit, token: Token, reader: Reader, platform: str) -> Form:
    """What can be ticked: all of it for who steers the task, else what one wrote oneself.

    NotFound for the unseen, NotAllowed("not_allowed", ...) for who may erase nothing here.
    """
    scene = scene_for(work, reader, platform)
    number = TaskId(token.subject.id if token.subject else 0)
    task = work.tasks(scene.audience).get(number)
    if task is None:
        raise NotFound("not_found", task=scene.handle(number))
    offered = _offered(scene, task)[:MOST]
    options = tuple(
        Option(str(piece.text.id), _label(scene, piece), shorten(piece.text.body, LABEL))
        for piece in offered
    )
    fields = (
        Field("about", FieldKind.NOTE, "about", words=(scene.named(task),)),
        Field("what", FieldKind.CHECKS, "erase_what", options=options, optional=True),
        Field("warning", FieldKind.NOTE, "about", words=scene.say("erased.warning")),
    )
    return Form(token.encode(), "erase", "erase", fields)


def _offered(scene: Scene, task: Task) -> list[Piece]:
    reader = scene.reader.person or PersonId(0)
    person = scene.faces.person(reader)
    project = scene.faces.project(task.project)
    found = pieces(scene.work, scene.work.tasks(scene.audience), task)
    if person is not None and not may(ActName.ERASE, person, task, project):
        found = tuple(piece for piece in found if piece.text.author == reader)
    if person is None or not found or not may(ActName.ERASE, person, task, project, own=True):
        people = scene.work.people
        ids = who_may(ActName.ERASE, task, project, [p.id for p in people.admins()])
        ids = present.here(people, ids)
        who = tuple(str(name) for name in ("requester", "lead", "admin"))
        handle = scene.handle(task.id)
        raise NotAllowed("not_allowed", act=str(ActName.ERASE), who=who, ids=ids, task=handle)
    return list(found)


def _label(scene: Scene, piece: Piece) -> str:
    """Where it stands, by whom and since when."""
    who = scene.faces.name(piece.text.author) if piece.text.author is not None else ""
    kind = scene.plain(f"erased.kind_{piece.kind}")
    day = day_words(local_day(piece.at, scene.reader)) if piece.at is not None else ""
    return shorten(" · ".join(part for part in (kind, who, day) if part), LABEL)


def erased(it: Told) -> Answer:
    """That it is done, and what nobody but people can do."""
    lines: list[Rich] = [it.say("erase"), it.scene.say("erased.ours"), _source(it)]
    lines += [it.scene.say("erased.backups"), it.scene.say("erased.rotate")]
    return Answer(tuple(lines), (it.press("show"),), undoable=False)


def _source(it: Told) -> Rich:
    """The message that it came from, or where it was typed: deleted there, by who wrote it."""
    link = facts_of(it.scene, it.task, linked=False, repeating=False, parted=False).permalink
    if link is None:
        return it.scene.say("erased.typed")
    words = it.scene.plain("erased.message")
    return it.scene.say("erased.source", message=(Link(link, words),))
