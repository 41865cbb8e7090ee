"""Words, buttons and forms: what is asked for, as an intent to carry out or an answer at once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.authority import asker
from core.bounds import require_several
from core.catalogue import Command
from core.context import FieldValue, Told
from core.dispatch import lastly
from core.dispatch.acts import ACTS, Intent
from core.dispatch.capturing import one_captured, one_task_form, several_captured
from core.dispatch.found import Found, in_place
from core.dispatch.handling import reader_of
from core.dispatch.looking import look, many_form, open_form
from core.dispatch.missed import recall_missed
from core.dispatch.once import all_the_same, once, opened
from core.dispatch.several import foresee_many
from core.kernel.context import Context
from core.kernel.errors import BadInput
from core.kernel.refs import Kind, PersonId, PlaceId, TaskId
from core.kernel.tokens import Token
from core.people.commands import AccountLink
from core.people.joining import now_is
from core.queries import (
    ChooseTask,
    ForeseeMany,
    FormButton,
    ListTasks,
    OpenForm,
    Query,
    UnknownVerb,
)
from core.reading import (
    away,
    buttons,
    captures,
    kept,
    misnamed,
    options,
    pasted,
    replies,
)
from core.reading.filled import Filled
from core.reading.mentions import read_mention
from core.reading.projects import read_project
from core.reading.several import Ticked, filled_several
from core.reading.typed import Typed
from core.reading.verbs import read_task
from core.screens import elsewhere, forms, listing, offers
from core.screens.views import View
from core.tasks.commands import AddNote, Assign, LeaveOpen
from core.tasks.commands_adding import AddTask
from core.unit import Unit, WorkUnit

TEXT_LIMIT = 20_000
"""Characters: more than any surface lets people type, and fifty long lines."""
_KEPT = frozenset({"add_many", "list_several", "project_new"})


def read_words(
    unit: Unit, text: str, ctx: Context, home: str, *, at_once: bool, told: Sequence[Told] = ()
) -> Found:
    """``/task ...``, ``/project ...`` or ``@Chivvy ...`` (*home* is empty).

    *at_once*: whether the surface can open a form. *told*: what was filled in by itself.
    """
    if len(text) > TEXT_LIMIT:
        raise BadInput("line_too_long", limit=TEXT_LIMIT, length=len(text))
    work = unit.of(ctx.workspace)
    options.require_sound(work, home, text, told, ctx)
    if home == Command.PROJECT:
        return _found(work, read_project(Typed(work, ctx, text)), ctx, text, at_once)
    if home == Command.TASK:
        asked = lastly.meant(unit, read_task(work, text, ctx), ctx)
        return once(unit, asked, ctx) or _found(work, asked, ctx, text, at_once)
    request = read_mention(work, text, ctx)
    if request is None:
        rest = "".join(text.split(None, 1)[1:])
        return _found(work, read_project(Typed(work, ctx, rest)), ctx, rest, at_once)
    asked = lastly.meant(unit, request, ctx)
    return once(unit, asked, ctx) or _found(work, asked, ctx, text, at_once)


def _found(
    work: WorkUnit, request: Intent | Query, ctx: Context, typed: str = "", at_once: bool = False
) -> Found:
    if type(request) in ACTS or isinstance(request, AccountLink):
        keep = typed if isinstance(request, AddNote) and request.reply else ""
        return Found(intent=request, keep=keep)  # type: ignore[arg-type]
    if isinstance(request, FormButton):
        return _form_button(work, request, ctx, at_once)
    if isinstance(request, ForeseeMany):
        shown, held = foresee_many(work, request, reader_of(ctx), ctx)
        return Found(view=shown, keep=held)
    keeps = isinstance(request, UnknownVerb | ChooseTask)
    view = look(work, request, ctx)  # type: ignore[arg-type]
    if isinstance(request, ListTasks):
        again = request.listing.page == 0 and listing.goes_on(view)
        return Found(view=view, keep=request.asked if again else "")
    return Found(view=view, keep=typed if keeps else "")


def _form_button(work: WorkUnit, asked: FormButton, ctx: Context, at_once: bool) -> Found:
    """The form at once where the surface can open one, else a button that opens it."""
    view: View
    if asked.token.verb == "add_many":
        require_several(work, asker(work, ctx), ctx)
    if at_once:
        view = open_form(work, asked.token, asked.text, ctx)
    else:
        view = forms.form_button(asked.token, reader_of(ctx))
    return Found(view=view, keep=asked.text)


def read_press(unit: Unit, token: Token, ctx: Context) -> Found:
    """A pressed button."""
    work = unit.of(ctx.workspace)
    if token.verb == "add_kept":
        text = kept.recall(unit, token.value, ctx)
        added = read_task(work, f"add {text}", ctx)
        return once(unit, added, ctx) or _found(work, added, ctx, text)
    if token.verb == "open_same":
        return opened(unit, token, ctx)
    if token.verb == "add_same":
        return all_the_same(unit, token, ctx)
    if token.verb == "settings_undo":
        return Found(intent=lastly.settings_back(unit, token.value, ctx))
    if token.verb == "many_apply":
        return Found(intent=Ticked.read(kept.recall(unit, token.value, ctx)).many)
    if token.verb == "list_page":
        return _found(work, _page(unit, work, token, ctx), ctx)
    if token.verb == "insist":
        return _insist(unit, token, ctx)
    if token.verb == "left_unowned":
        line = misnamed.decode(kept.recall(unit, token.value, ctx))
        return _given_to(unit, line, None, ctx)
    if token.verb == "named":
        return _named(unit, token, ctx)
    if token.verb in {"reply_for", "reply_block"}:
        return _reply(work, token, kept.recall(unit, token.value, ctx), ctx)
    if token.verb == "do_missed":
        text, then = recall_missed(unit, token.value, ctx)
        return replace(read_words(unit, text, then, "", at_once=False), ctx=then)
    if token.verb == "leave_missed":
        return Found(view=offers.left(reader_of(ctx)))
    if token.verb == "capture":
        message = captures.decode(kept.recall(unit, token.value, ctx))
        return Found(view=one_task_form(work, message, ctx))
    request = buttons.read_press(work, token, ctx)
    if isinstance(request, OpenForm):
        typed = kept.recall(unit, token.value, ctx) if token.verb in _KEPT and token.value else ""
        return Found(view=open_form(work, token, typed, ctx))
    return _found(work, request, ctx)


def _page(unit: Unit, work: WorkUnit, token: Token, ctx: Context) -> Query:
    """Another page of a list: its words are read again, for the same person and place."""
    name, _, page = token.value.partition(":")
    query = read_task(work, kept.recall(unit, name, ctx), ctx)
    if not isinstance(query, ListTasks) or not page.isdecimal():
        raise BadInput("stale_button")
    return replace(query, listing=replace(query.listing, kept=name, page=int(page)))


def _insist(unit: Unit, token: Token, ctx: Context) -> Found:
    """What was typed, with another in the place of who is away, or with who is away after all."""
    kept_as, _, answer = token.value.partition("|")
    line = kept.recall(unit, kept_as, ctx)
    asked = away.decode(line) or read_mention(unit.of(ctx.workspace), line, ctx)
    if not isinstance(asked, away.Asking):
        raise BadInput("stale_button")
    return Found(intent=away.insisted(unit.of(ctx.workspace), asked, answer))


def _named(unit: Unit, token: Token, ctx: Context) -> Found:
    """What was typed, carried out with the person who was picked in the place of the name."""
    name, _, person = token.value.partition("|")
    if not person.isdecimal():
        raise BadInput("stale_button")
    who = now_is(unit.of(ctx.workspace).people, int(person))
    return meant(unit, kept.recall(unit, name, ctx), who, ctx)


def meant(unit: Unit, held: str, person: PersonId, ctx: Context) -> Found:
    """The line kept as *held*, read again with *person* where it names nobody in particular."""
    work, line = unit.of(ctx.workspace), misnamed.decode(held)
    if not line.name:
        return _given_to(unit, line, person, ctx)
    mention = _mention(work, person, ctx)
    words = misnamed.spelt_out(line, mention) if mention else None
    if words is None:
        raise BadInput("stale_button")
    return read_words(unit, words, in_place(work, line.place, ctx), "", at_once=True)


def _mention(work: WorkUnit, person: PersonId, ctx: Context) -> str:
    """How *person* is named in words; who is on another platform only, by a handle that nobody
    else has."""
    if (account := work.people.account(person, ctx.platform)) is not None:
        return f"<@{account.external_id}>"
    found = work.people.person(person)
    if found is None or len(work.people.by_name(found.handle)) != 1:
        return ""
    return f"@{found.handle}"


def _given_to(unit: Unit, line: misnamed.Misnamed, person: PersonId | None, ctx: Context) -> Found:
    """The line, read again, for somebody else than who takes no tasks; None: for nobody yet."""
    there = in_place(unit.of(ctx.workspace), line.place, ctx)
    found = read_words(unit, line.words, there, "", at_once=True)
    match found.intent:
        case AddTask():
            draft = replace(found.intent.draft, owner=person)
            return replace(found, intent=replace(found.intent, draft=draft), ctx=there)
        case Assign(task) if person is not None:
            return replace(found, intent=Assign(task, person), ctx=there)
        case Assign(task):
            return replace(found, intent=LeaveOpen(task), ctx=there)
        case _:
            return found


def _reply(work: WorkUnit, token: Token, text: str, ctx: Context) -> Found:
    """What was typed in answer to a question, now that a button says what is meant."""
    if token.subject is None or token.subject.kind is not Kind.TASK:
        raise BadInput("stale_button")
    task = TaskId(token.subject.id)
    if token.verb == "reply_for":
        return Found(intent=AddNote(task, text, reply=True), keep=text)
    return Found(intent=replies.read_block(work, task, text, ctx))


def read_form(unit: Unit, token: Token, values: Mapping[str, FieldValue], ctx: Context) -> Found:
    """A filled-in form."""
    work = unit.of(ctx.workspace)
    filled = Filled(work, values, ctx)
    if token.verb == "capture":
        message = captures.decode(kept.recall(unit, token.value, ctx))
        return one_captured(work, message, filled, ctx)
    if token.verb == "capture_thread":
        return several_captured(unit, token, filled, ctx)
    if token.verb == "list_several":
        held = kept.recall(unit, token.value, ctx) if token.value else ""
        return _found(work, filled_several(Ticked.read(held), filled), ctx)
    if token.verb == "name_pick":
        return meant(unit, kept.recall(unit, token.value, ctx), filled.needed_person("person"), ctx)
    if token.verb == "add_many":
        text = kept.recall(unit, token.value, ctx)
        return _many(work, token, text, filled, _where(work, token, ctx))
    return _found(work, buttons.read_form(work, token, filled, ctx), ctx)


def _many(work: WorkUnit, token: Token, text: str, filled: Filled, ctx: Context) -> Found:
    """The ticked lines; the form again where a line needs another look."""
    found = pasted.fill(work, pasted.read_pasted(work, text, ctx), filled, ctx)
    if found.refused:
        form = many_form(work, token, found, ctx)
        return Found(view=elsewhere.named_too(work, form, ctx.platform, reader_of(ctx)))
    return Found(intent=pasted.many(found), ctx=ctx)


def _where(work: WorkUnit, token: Token, ctx: Context) -> Context:
    """The place that a form was opened in: what comes back from it does not say."""
    if token.subject is None or token.subject.kind is not Kind.PLACE:
        return ctx
    return in_place(work, PlaceId(token.subject.id), ctx)
