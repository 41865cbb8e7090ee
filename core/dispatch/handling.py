"""The first door: one intent, once, with everything that follows from it, in one unit of work."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from core.authority import authorise
from core.context import Outcome
from core.dispatch import lastly, linking
from core.dispatch.acts import ACTS, SAID, Done, Intent
from core.dispatch.narrowing import close, place_of
from core.dispatch.newest import is_newest
from core.dispatch.several import many_said
from core.followup import departing
from core.followup.commands import LoadIntent
from core.followup.model import Notice
from core.kernel.context import Act, Context
from core.kernel.errors import BadInput
from core.kernel.events import Event
from core.kernel.refs import PersonId, ProjectId, TaskId, WorkspaceId, task_ref
from core.kernel.values import dataclass
from core.news import hold_until
from core.people import founding
from core.people import service as people
from core.people.commands import AccountLink, AdminIntent, HandOver, PersonIntent
from core.people.model import Looked, Profile, Sender
from core.reactions import greet, react
from core.reading import away, kept
from core.reading.replies import guesses
from core.reading.spoken import spoken
from core.reading.typed import kept_key
from core.screens import (
    administration,
    answers,
    echoes,
    leavers,
    lists,
    loads,
    projects,
    replies,
    settings,
)
from core.screens.views import Reader, View
from core.tasks.commands import AddNote, HeardInThread
from core.tasks.commands_adding import AddMany, AddTask, Capture, CaptureMany
from core.tasks.model import Task
from core.tasks.several import ActOnMany
from core.unit import Unit, WorkUnit


def handle(unit: Unit, intent: Intent, ctx: Context) -> Outcome:
    """Authorises, acts, reacts, and answers; a key that was seen before only answers again."""
    receipt = unit.inbox.begin(ctx.key, ctx.now)
    work = unit.of(ctx.workspace)
    if receipt is not None and not isinstance(intent, AccountLink):
        return Outcome(_answer(work, intent, _decode(receipt.outcome), ctx, None))
    _know_people(work, intent, ctx)
    linking.spoke(work, ctx)
    authorise(work, intent, ctx)
    if isinstance(intent, AccountLink):
        return Outcome(linking.link(unit, intent, ctx, reader_of(ctx)))
    try:
        done = ACTS[type(intent)](work, spoken(work, intent, ctx.platform), ctx)
    except BadInput as refused:
        raise away.held(refused, intent) from None
    owed = react(work, done.events, ctx, done.now)
    unit.inbox.finish(ctx.key, _encode(done))
    if done.restore:
        kept.keep(unit, kept_key(ctx.key), done.restore, ctx)
    if isinstance(intent, PersonIntent):
        lastly.note(unit, intent, kept_key(ctx.key) if done.restore else "", ctx)
    return Outcome(_answer(work, intent, done, ctx, owed), done.events)


def _know_people(work: WorkUnit, intent: Intent, ctx: Context) -> None:
    """Everybody whom a new task names is looked up in one question: the unit remembers them."""
    if isinstance(intent, AddTask | Capture):
        named = {ctx.actor, intent.draft.owner, intent.draft.verifier}
        work.people.persons([person for person in named if person is not None])


def _encode(done: Done) -> str:
    return json.dumps({"tasks": done.tasks, "project": done.project})


def _decode(outcome: str) -> Done:
    stored = json.loads(outcome or "{}")
    tasks = tuple(TaskId(number) for number in stored.get("tasks", ()))
    project = stored.get("project")
    return Done((), tasks, ProjectId(project) if project is not None else None)


def _answer(
    work: WorkUnit, intent: Intent, done: Done, ctx: Context, owed: Sequence[Notice] | None
) -> View:
    """*owed*: what the intent made us owe; None for a repetition, which only answers again."""
    reader = reader_of(ctx)
    said = _said(work, intent, done, ctx, owed)
    return administration.with_pause(work, said, reader, ctx.platform)


def _said(
    work: WorkUnit, intent: Intent, done: Done, ctx: Context, owed: Sequence[Notice] | None
) -> View:
    reader = reader_of(ctx)
    if isinstance(intent, HandOver):
        return leavers.handed(work, intent, done.tasks, reader, ctx.platform, cause=ctx.key)
    if isinstance(intent, AdminIntent):
        return administration.admin_said(work, intent, reader, ctx.platform)
    if isinstance(intent, PersonIntent):
        undo = kept_key(ctx.key) if done.restore else ""
        return settings.settings_said(work, intent, reader, ctx.platform, undo=undo)
    if isinstance(intent, LoadIntent):
        return loads.load_said(work, intent, done.tasks, reader, ctx.platform, cause=ctx.key)
    if done.project is not None:
        return projects.project_said(
            work, SAID[type(intent)], done.project, reader, ctx.platform, cause=ctx.key
        )
    if isinstance(intent, AddMany | CaptureMany):
        left_out = intent.left_out if isinstance(intent, AddMany) else ()
        return lists.added_list(
            work, done.tasks, reader, ctx.platform, cause=ctx.key, left_out=left_out
        )
    if isinstance(intent, ActOnMany):
        return many_said(work, intent, done, owed or (), reader, ctx)
    if isinstance(intent, AddTask) and owed is not None and done.now:
        return _echo(work, intent, done.now[0], ctx, owed)  # Whoever adds a task sees it.
    task = work.tasks(ctx.audience).many(done.tasks[:1]).get(done.tasks[0]) if done.tasks else None
    if task is None:
        return answers.said_nothing(SAID[type(intent)], reader)
    if isinstance(intent, AddTask):
        return _echo(work, intent, task, ctx, None)
    if isinstance(intent, AddNote) and intent.reply:
        found = guesses(work, intent.text, ctx)
        return replies.reply(work, task, found, kept_key(ctx.key), reader, ctx.platform)
    cause = ctx.key if _changed(work, done, ctx, owed) else ""
    return answers.said(work, SAID[type(intent)], task, reader, ctx.platform, cause=cause)


def _changed(work: WorkUnit, done: Done, ctx: Context, owed: Sequence[Notice] | None) -> bool:
    """Whether there is anything to take back; of a repetition the log knows."""
    return bool(done.events or (owed is None and work.log.by_cause(ctx.key)))


def _echo(
    work: WorkUnit, intent: AddTask, task: Task, ctx: Context, owed: Sequence[Notice] | None
) -> View:
    found = owed if owed is not None else work.notices.of(task_ref(task.id))
    return echoes.echo(
        work, task, reader_of(ctx), ctx.platform,
        told_at=hold_until(task, found, ctx), hold=work.people.workspace().hold,
        other_due=intent.other_due, owner_doubt=intent.owner_doubt,
        owner_typed=intent.owner_typed, candidates=intent.candidates,
        cause=ctx.key, repeated=owed is None, repeats=intent.repeats, due_unread=intent.due_unread,
        linked=owed is None or bool(intent.draft.after),
        shown_in=ctx.place if intent.draft.share else None,
        repeating=owed is None or intent.draft.repeat is not None,
    )  # fmt: skip


def reader_of(ctx: Context) -> Reader:
    """For whom this request's answer is drawn."""
    return Reader(ctx.zone, ctx.locale, ctx.now, ctx.actor, ctx.roles)


def workspace_of(unit: Unit, platform: str, team: str) -> WorkspaceId | None:
    """Where an installation is at home; None before the first contact."""
    found = unit.directory.find(platform, team)
    return found.workspace if found is not None else None


@dataclass(frozen=True, slots=True)
class Unknown:
    """What of a sender nobody has seen yet."""

    person: bool = True
    place: bool = True


def unknown(unit: Unit, sender: Sender) -> Unknown:
    """What is worth looking up before ``arrive``."""
    home = unit.directory.find(sender.platform, sender.team)
    if home is None:
        return Unknown(place=sender.place is not None)
    found = unit.of(home.workspace).people
    met = found.by_account(sender.platform, sender.user) is not None
    seen = sender.place is None or found.place_by(home.id, sender.place) is not None
    return Unknown(not met, not seen)


def arrive(
    unit: Unit, sender: Sender, now: datetime, key: str, admins: frozenset[str] = frozenset(),
    looked: Looked = people.NOTHING,
) -> Context:  # fmt: skip
    """First contact: creates what is missing of workspace, person and place, from what was
    *looked* up.

    *admins*: the platform's ids of those who are admins once they are known.
    """
    was = place_of(unit, sender)
    ctx = people.arrive(unit, sender, now, key, looked)
    work = unit.of(ctx.workspace)
    if was is not None:
        close(work, was, ctx.act)
    people.appoint(work, sender.platform, admins, now)
    greet(work, ctx.actor, now)
    return ctx


def learn(
    unit: Unit,
    sender: Sender,
    profiles: tuple[Profile, ...],
    now: datetime,
    admins: frozenset[str] = frozenset(),
    at: str = "",
) -> None:
    """What the platform says of its people and of a place: names, zones, roles, who left."""
    was = place_of(unit, sender)
    found = founding.at_home(unit, sender.platform, sender.team)
    work = unit.of(found.workspace)
    if sender.place is not None:
        called = is_newest(unit, sender, f"name:{sender.place}", at, now)
        name = sender.place_name if called else ""
        people.see_place(work, found.id, sender.place, name, sender.place_kind, now)
    if was is not None:
        close(work, was, Act(None, now))
    told = len(profiles) == 1  # A list is asked for at each start: a row for each is not worth it.
    profiles = tuple(
        each
        for each in profiles
        if is_newest(unit, sender, f"who:{each.external_id}", at, now, keep=told)
    )
    people.settle_zone(work, profiles)
    for event in people.learn(work, sender.platform, profiles, now):
        _learnt(work, event, now)
    people.appoint(work, sender.platform, admins, now)


def _learnt(work: WorkUnit, event: Event, now: datetime) -> None:
    """Somebody came, is another now, has left, or is here again."""
    person = PersonId(event.subject.id)
    active = event.after.get("active")
    if active is None:
        greet(work, person, now)
        work.watches.sooner_for_person(person, now)
        return
    (departing.returned if active else departing.left)(work, person, now)
    work.posts.soil(event.subject)


def appoint(unit: Unit, platform: str, admins: frozenset[str], now: datetime) -> None:
    """Who is named in the settings and known is admin, in every workspace."""
    for workspace in unit.directory.workspaces():
        people.appoint(unit.of(workspace), platform, admins, now)


def set_hold(unit: Unit, seconds: int) -> None:
    """How long what others hear waits for an Undo, in every workspace."""
    for workspace in unit.directory.workspaces():
        people_of = unit.of(workspace).people
        people_of.save_workspace(replace(people_of.workspace(), hold=seconds))


def spoke(unit: Unit, ctx: Context) -> None:
    """A human reply in a thread is activity of the tasks that live there."""
    if ctx.place is None or ctx.thread is None:
        return
    if unit.inbox.begin(ctx.key, ctx.now) is not None:
        return
    work = unit.of(ctx.workspace)
    linking.spoke(work, ctx)
    for task in work.tasks(ctx.audience).in_thread(ctx.place, ctx.thread):
        done = ACTS[HeardInThread](work, HeardInThread(task, ctx.now), ctx)
        react(work, done.events, ctx, done.now)
