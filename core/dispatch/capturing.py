"""Messages become tasks: the form that a message fills in, and what comes back of it."""

from collections.abc import Mapping, Sequence

from core.authority import asker
from core.bounds import require_several
from core.context import MessageRef, ThreadMessage
from core.dispatch.found import Found
from core.dispatch.handling import reader_of
from core.dispatch.once import same_line
from core.kernel.context import Context
from core.kernel.errors import NotAllowed
from core.kernel.tokens import Token
from core.kernel.values import dataclass
from core.reading import alike, captures, kept, threads
from core.reading.filled import Filled
from core.reading.typed import kept_key
from core.screens import elsewhere, forms, ticked
from core.screens.moments import typed_due
from core.screens.scene import scene_for
from core.screens.views import View
from core.unit import Unit, WorkUnit


@dataclass(frozen=True, slots=True)
class Shown:
    """A view for a window, and what is to be kept, by its short name, until it comes back."""

    view: View
    keep: Mapping[str, str]


def capture_form(unit: Unit, message: MessageRef, ctx: Context) -> Shown:
    """The list where the message holds several items, else the form of one task."""
    work = unit.of(ctx.workspace)
    keep = {capture_key(message, ctx): captures.encode(message)}
    items = threads.propose_items(work, message, ctx)
    if items and _may_several(work, ctx):
        return _list(work, message, items, ctx, keep, whole=True)
    return Shown(one_task_form(work, message, ctx), keep)


def thread_form(
    unit: Unit, message: MessageRef, thread: Sequence[ThreadMessage], ctx: Context
) -> Shown:
    """What a thread holds, to be ticked; friendly words where that is nothing."""
    work = unit.of(ctx.workspace)
    items = threads.propose_thread(work, thread, ctx)
    if len(items) > 1:
        require_several(work, asker(work, ctx), ctx)
    keep = {capture_key(message, ctx): captures.encode(message)}
    return _list(work, message, items, ctx, keep, whole=False)


def _list(
    work: WorkUnit, message: MessageRef, items: Sequence[threads.Item], ctx: Context,
    keep: dict[str, str], *, whole: bool,
) -> Shown:  # fmt: skip
    reader = reader_of(ctx)
    before = threads.earlier_tasks(work, items, ctx)
    if all(item.earlier is not None for item in items):
        handles = [work.people.workspace().handle(task.id) for task in before]
        view = ticked.nothing_found(before, handles, capture_key(message, ctx), reader)
        return Shown(view, keep)
    known = work.tasks(ctx.audience).many([item.same for item in items if item.same is not None])
    held = threads.encode(threads.Kept(message, tuple(items)))
    name = kept_key(f"{ctx.workspace}:{ctx.actor}:{held}")
    rows = [
        None if item.earlier is not None else ticked.Found(
            item.title, item.owner, threads.day_of(item.due, ctx),
            (item.sure or whole) and item.same is None,
            item.source.author if not whole else None, item.excerpt if not whole else "",
            known.get(item.same) if item.same is not None else None,
        )
        for item in items
    ]  # fmt: skip
    token = Token("capture_thread", value=name)
    form = ticked.thread_form(work, token, rows, before, reader, ctx.platform, whole=whole)
    return Shown(
        elsewhere.named_too(work, form, ctx.platform, reader_of(ctx)), {**keep, name: held}
    )


def _may_several(work: WorkUnit, ctx: Context) -> bool:
    """Whether the asker may make several tasks at once; who may not makes one of the whole."""
    try:
        require_several(work, asker(work, ctx), ctx)
    except NotAllowed:
        return False
    return True


def one_task_form(work: WorkUnit, message: MessageRef, ctx: Context) -> View:
    """The prefilled form; what the message was captured as before, with *Add anyway*."""
    reader = reader_of(ctx)
    found = captures.propose(work, message, ctx)
    faces = scene_for(work, reader, ctx.platform).faces
    prefill = forms.Prefill(
        title=found.title,
        notes=found.notes,
        owner=faces.reached(found.owner) if found.owner is not None else None,
        due=typed_due(found.due, reader) if found.due else "",
        same=same_line(work, found, ctx),
    )
    before = forms.captured_before(work, found.earlier, reader, ctx.platform)
    token = Token("capture", value=capture_key(message, ctx))
    form = forms.capture_form(token, prefill, reader, before)
    return elsewhere.named_too(work, form, ctx.platform, reader_of(ctx))


def capture_key(message: MessageRef, ctx: Context) -> str:
    """The short name under which the reference to a message is kept."""
    return kept_key(f"{ctx.workspace}:{ctx.actor}:{message.place}:{message.message}")


def one_captured(work: WorkUnit, message: MessageRef, filled: Filled, ctx: Context) -> Found:
    """The filled-in form; once more, as it was filled in, where that task is there already."""
    found = captures.propose(work, message, ctx)
    intent = captures.read_capture(work, found.source, filled, ctx)
    same = alike.same_as(work, intent.draft, ctx) if not intent.anyway else None
    if same is None or found.earlier:
        return Found(intent=intent)
    reader = reader_of(ctx)
    faces = scene_for(work, reader, ctx.platform).faces
    owner = intent.draft.owner
    prefill = forms.Prefill(
        title=intent.draft.title, notes=intent.draft.notes,
        owner=faces.reached(owner) if owner is not None else None,
        due=filled.text("due"), repeat=filled.text("repeat"),
        same=forms.captured_before(work, [same], reader, ctx.platform)[0],
    )  # fmt: skip
    token = Token("capture", value=capture_key(message, ctx))
    form = forms.capture_form(token, prefill, reader)
    return Found(view=elsewhere.named_too(work, form, ctx.platform, reader_of(ctx)))


def several_captured(unit: Unit, token: Token, filled: Filled, ctx: Context) -> Found:
    """What was ticked; the ordinary form where the whole message is to be one task."""
    work = unit.of(ctx.workspace)
    held = threads.decode(kept.recall(unit, token.value, ctx))
    if filled.text("as") == "whole":
        view = one_task_form(work, held.message, ctx)
        return Found(view=view)
    return Found(intent=threads.read_ticked(work, held.items, filled, ctx))
