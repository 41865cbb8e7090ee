"""The form of what was found in a thread or a message: a row for each, ticked only when sure."""

from collections.abc import Sequence
from datetime import date

from core.kernel.audience import Audience
from core.kernel.refs import PersonId
from core.kernel.text import When, WhenStyle, shorten
from core.kernel.tokens import Token
from core.kernel.values import dataclass
from core.screens.alike import same_words
from core.screens.ports import ScreenUnit
from core.screens.presses import plain_press
from core.screens.scene import Scene, scene_for, scene_of
from core.screens.views import (
    Field,
    FieldKind,
    Form,
    Notes,
    Option,
    Problem,
    Reader,
    RowStart,
    Said,
    View,
)
from core.screens.words import say
from core.tasks.model import Status, Task

LABEL = 75
"""Characters of an option's words, and as many again below them: what Slack takes."""
CAPTURED_MOST = 50
"""Tasks that one request captures."""
CAPTURED_SHOWN = 10
OURS_SHOWN = 5
ROWS = 45
"""Items in one form: a window takes a hundred blocks."""


@dataclass(frozen=True, slots=True)
class Found:
    """One item, as it is to be shown."""

    title: str
    owner: PersonId | None
    day: date | None
    ticked: bool
    author: PersonId | None
    """Whose message it comes from."""
    excerpt: str
    same: Task | None = None
    """The task that it would be a second time."""


def thread_form(
    work: ScreenUnit, token: Token, found: Sequence[Found | None], before: Sequence[Task],
    reader: Reader, platform: str, *, whole: bool = False,
) -> Form:  # fmt: skip
    """*found*: None for what was captured before, which is told of and not offered again.
    *whole*: whether it is one message, that may become a single task instead."""
    scene = scene_for(work, reader, platform)
    scene.faces.know(one.owner for one in found if one is not None)
    fresh = [(n, one) for n, one in enumerate(found) if one is not None][:ROWS]
    key = "ticked.message" if whole else "ticked.thread"
    fields = [Field("found", FieldKind.NOTE, "about", words=scene.say(key, n=len(fresh)))]
    if before:
        names = ", ".join(scene.handle(task.id) for task in before)
        told = scene.say("ticked.before", n=len(before), tasks=names)
        fields.append(Field("before", FieldKind.NOTE, "about", words=told))
    fields += [_row(scene, n, one) for n, one in fresh]
    fields.append(Field("owner", FieldKind.PERSON, "owner_rest", "owner_rest", optional=True))
    if whole:
        fields.append(_whole(scene))
    return Form(token.encode(), "capture_many" if whole else "capture_thread", "add", tuple(fields))


def _row(scene: Scene, number: int, one: Found) -> Field:
    owner = scene.faces.reached(one.owner) if one.owner is not None else None
    said = f"{scene.faces.name(one.author)}: {one.excerpt}" if one.author else one.excerpt
    said = same_words(scene, one.same, LABEL) if one.same is not None else said
    option = Option("yes", shorten(one.title, LABEL), shorten(said, LABEL))
    return Field(
        f"line_{number}", FieldKind.ROW, "about",
        initial=RowStart(one.ticked, owner, one.day), options=(option,),
    )  # fmt: skip


def _whole(scene: Scene) -> Field:
    options = tuple(Option(value, scene.plain(f"option.{value}")) for value in ("each", "whole"))
    return Field("as", FieldKind.CHOICE, "as", initial="each", options=options)


def nothing_found(
    before: Sequence[Task], handles: Sequence[str], kept: str, reader: Reader
) -> Said:
    """Friendly words, and the ordinary way."""
    key = "ticked.all_before" if before else "ticked.nothing"
    facts = {"n": len(before), "tasks": ", ".join(handles)} if before else {}
    return Said((say(key, reader.locale, **facts),), (plain_press("capture", value=kept),))


def offer(thread: str, reader: Reader, *, one: bool = False) -> Said:
    """Where no window can be opened: a button that reads the thread; *one*: or one message."""
    whole = plain_press("read_thread", value=thread)
    if not one:
        return Said((say("ticked.offer", reader.locale),), (whole,))
    above = plain_press("read_message", "capture_above", f"{thread}|above")
    first = plain_press("read_message", "capture_first", f"{thread}|first")
    return Said((say("ticked.offer_one", reader.locale),), (above, first, whole))


def ours(work: ScreenUnit, tasks: Sequence[Task], reader: Reader, platform: str) -> View:
    """Which tasks a message of ours tells of; one that tells of none is nothing to capture."""
    if not tasks:
        return refused("ours", reader)
    scene = scene_for(work, reader, platform)
    few = tasks[:OURS_SHOWN]
    lines = (scene.say("ticked.ours", n=len(tasks)), *((scene.named(task),) for task in few))
    return Said(lines, tuple(scene.presser(task)("show", "show_task") for task in few))


def refused(why: str, reader: Reader) -> Problem:
    """Why a thread was not read, and what to do."""
    return Problem((say(f"ticked.refused_{why}", reader.locale),), code=f"thread_{why}")


def captured_line(
    work: ScreenUnit, tasks: Sequence[Task], audience: Audience, reader: Reader, platform: str
) -> Notes | None:
    """What a thread was made into: one line for each, nobody mentioned; None when all were
    dropped again."""
    scene = scene_of(work, audience, reader, platform)
    kept = [task for task in tasks if task.status is not Status.DROPPED]
    if not kept:
        return None
    lines = [scene.say("list.captured", n=len(kept))]
    for task in kept[:CAPTURED_SHOWN]:
        who = scene.faces.name(task.owner) if task.owner is not None else scene.plain("list.nobody")
        key = "list.captured_due" if task.due else "list.captured_one"
        until = When(task.due.at, WhenStyle.DATE) if task.due else ""
        lines.append(scene.say(key, task=scene.named(task), owner=who, due=until))
    if (more := len(kept) - CAPTURED_SHOWN) > 0:
        lines.append(scene.say("list.more", n=more))
    return Notes(tuple(lines))
