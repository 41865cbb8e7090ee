"""The one place that refuses: every intent has an act in the table of ``core.people.access``.

``dispatch.handle`` asks once, before the service runs. What is stale (help for what is no longer
blocked, a check of what is closed) passes here, for the service answers it in a friendlier way.
A guest sees tasks of their own places only, so whatever they see is in a place of theirs.
"""

from collections.abc import Mapping

from core import bounds
from core.followup.around import has_left
from core.followup.commands import AnswerLoad, GiveAway
from core.followup.covering import answers_for
from core.followup.leaving import was_told
from core.followup.model import CHECKS, HELPS, Notice, NoticeKind, NoticeState
from core.followup.ports import FollowupUnit
from core.kernel.context import Context
from core.kernel.errors import Conflict, NotAllowed, NotFound
from core.kernel.refs import Kind, PersonId, ProjectId, Ref, TaskId, task_ref
from core.links import commands as links
from core.people import commands as people
from core.people import present, standing
from core.people.access import COVERED, ActName, checkers, may, require
from core.people.model import Person, PlaceKind, Role
from core.projects import commands as projects
from core.projects.model import Project
from core.recurring import commands as recurring
from core.tasks import commands as tasks
from core.tasks.changes import seen
from core.tasks.checking import RULES, checkable
from core.tasks.commands_adding import AddMany, AddTask, Capture, CaptureMany
from core.tasks.commands_apart import CheckAgain, DeclineOffer, Erase, Move, OfferHelp, TakeOffer
from core.tasks.commands_blocking import (
    Block,
    DeclineHelp,
    GiveHelp,
    PromiseHelp,
    StillBlocked,
    Unblock,
)
from core.tasks.erasing import wrote_all
from core.tasks.model import OPEN, Status, Task
from core.tasks.ports import TaskFilter
from core.tasks.several import ActOnMany

ACTS: Mapping[type, ActName] = {
    AddTask: ActName.ADD,
    AddMany: ActName.ADD,
    Capture: ActName.CAPTURE,
    CaptureMany: ActName.CAPTURE,
    tasks.Edit: ActName.EDIT,
    tasks.Assign: ActName.ASSIGN,
    tasks.Claim: ActName.CLAIM,
    tasks.LeaveOpen: ActName.ASSIGN,
    tasks.Decline: ActName.DECLINE,
    tasks.SetDue: ActName.DUE,
    Move: ActName.MOVE,
    tasks.SetPriority: ActName.PRIORITY,
    tasks.SetTitle: ActName.EDIT,
    tasks.UseText: ActName.EDIT,
    tasks.SetCriteria: ActName.CRITERIA,
    tasks.Start: ActName.START,
    tasks.NotNow: ActName.START,
    Block: ActName.BLOCK,
    Unblock: ActName.UNBLOCK,
    StillBlocked: ActName.UNBLOCK,
    CheckAgain: ActName.BLOCK,
    OfferHelp: ActName.NOTE,
    PromiseHelp: ActName.HELP,
    DeclineHelp: ActName.HELP,
    GiveHelp: ActName.HELP,
    tasks.Finish: ActName.FINISH,
    tasks.Accept: ActName.CHECK,
    tasks.CheckBy: ActName.CHECK_BY,
    tasks.SendBack: ActName.CHECK,
    tasks.Reopen: ActName.REOPEN,
    tasks.Drop: ActName.DROP,
    tasks.AddNote: ActName.NOTE,
    tasks.TickCriterion: ActName.TICK,
    tasks.Share: ActName.SHARE,
    Erase: ActName.ERASE,
    TakeOffer: ActName.ANSWER_OFFER,
    DeclineOffer: ActName.ANSWER_OFFER,
    tasks.Follow: ActName.FOLLOW,
    tasks.Snooze: ActName.SNOOZE,
    tasks.Nudge: ActName.NUDGE,
    tasks.AllFine: ActName.ANSWER,
    links.WaitFor: ActName.LINK,
    links.WaitNoMore: ActName.LINK,
    recurring.Repeat: ActName.REPEAT,
    recurring.StopRepeating: ActName.REPEAT,
    recurring.PauseRepeating: ActName.REPEAT,
    recurring.Skip: ActName.REPEAT,
    recurring.ApplyToComing: ActName.REPEAT,
    projects.OpenProject: ActName.OPEN_PROJECT,
    projects.SetProject: ActName.SET_PROJECT,
    projects.SetDigest: ActName.SET_PROJECT,
    projects.PostDigest: ActName.SET_PROJECT,
    projects.PauseProject: ActName.SET_PROJECT,
    projects.ResumeProject: ActName.SET_PROJECT,
    projects.CloseProject: ActName.SET_PROJECT,
    projects.ReopenProject: ActName.SET_PROJECT,
    projects.TakeLead: ActName.ANSWER_LEAD,
    projects.DeclineLead: ActName.ANSWER_LEAD,
    projects.TuneLadder: ActName.SET_PROJECT,
    projects.TakeBackProject: ActName.SET_PROJECT,
    AnswerLoad: ActName.SET_OWN,
    GiveAway: ActName.ASSIGN,
    people.SetMine: ActName.SET_OWN,
    people.SetLeave: ActName.SET_LEAVE,
    people.EndLeave: ActName.SET_LEAVE,
    people.SetWorkspace: ActName.ADMINISTER,
    people.PauseMessages: ActName.ADMINISTER,
    people.ResumeMessages: ActName.ADMINISTER,
    people.MakeAdmin: ActName.ADMINISTER,
    people.DismissAdmin: ActName.ADMINISTER,
    people.ClaimAdmin: ActName.CLAIM_ADMIN,
    people.JoinAdmins: ActName.JOIN_ADMINS,
    people.HandOver: ActName.HAND_OVER,
    people.OfferLink: ActName.SET_OWN,
    people.TakeLink: ActName.SET_OWN,
    people.PartLink: ActName.SET_OWN,
}
MOST = 200
"""Open tasks of somebody that are looked through for a project that the asker leads."""
UNGUARDED: frozenset[type] = frozenset({tasks.HeardInThread, tasks.Undo, ActOnMany})
"""Hearing is no act; ``core.undo`` and ``core.many`` ask for each task by itself."""
BOUNDED = (AddTask, AddMany, Capture, CaptureMany, ActOnMany)
"""What one person may do only so much of, see ``core.bounds``."""

_ASKING: Mapping[ActName, frozenset[NoticeKind]] = {
    ActName.SNOOZE: frozenset(NoticeKind),
    ActName.CHECK: CHECKS,
    ActName.CHECK_BY: CHECKS,
    ActName.TICK: CHECKS,
    ActName.HELP: HELPS,
}
"""Which messages carry the buttons of an act."""
_REACHED = {NoticeState.CLAIMED, NoticeState.SAID, NoticeState.ANSWERED}


def authorise(work: FollowupUnit, intent: object, ctx: Context) -> None:
    """Lets the asker's intent through, or raises NotFound or NotAllowed("not_allowed", ...)."""
    _authorise(work, intent, ctx)
    within_bounds(work, intent, ctx)


def within_bounds(work: FollowupUnit, intent: object, ctx: Context) -> None:
    """As ``authorise``, only for how much of it one person may do."""
    if isinstance(intent, BOUNDED):
        bounds.hold(work, asker(work, ctx), intent, ctx)


def _authorise(work: FollowupUnit, intent: object, ctx: Context) -> None:
    if type(intent) in UNGUARDED:
        return
    act = ACTS[type(intent)]
    if isinstance(intent, people.PersonIntent):
        _authorise_settings(work, act, intent, ctx)
    elif isinstance(intent, AnswerLoad):
        _require(work, act, asker(work, ctx), own=True)
    elif isinstance(intent, GiveAway):
        for number, _ in intent.given:
            authorise_task(work, act, number, ctx)
    elif isinstance(intent, people.AdminIntent):
        _require(work, act, asker(work, ctx), admins=_admins(work))
    elif isinstance(intent, people.AccountLink):
        act = ActName.ADMINISTER if getattr(intent, "whole", False) else act
        _require(work, act, asker(work, ctx), own=True, admins=_admins(work))
    elif isinstance(intent, people.HandOver):
        _require(work, act, asker(work, ctx), asked=was_told(work, intent.of, ctx.actor))
    elif isinstance(project := getattr(intent, "project", None), int):
        authorise_project(work, act, ProjectId(project), ctx)
    elif isinstance(task := getattr(intent, "task", None), int):
        own = isinstance(intent, Erase) and wrote_all(work, intent, ctx.actor)
        authorise_task(work, act, TaskId(task), ctx, own=own)
    else:
        person = asker(work, ctx)
        anywhere = person.role is not Role.GUEST
        _require(work, act, person, own_place=anywhere or _in_own_place(work, intent, ctx))


def _authorise_settings(
    work: FollowupUnit, act: ActName, intent: people.PersonIntent, ctx: Context
) -> None:
    """One's own; leave also by who leads a project in which that person has something open."""
    person, of = asker(work, ctx), getattr(intent, "of", ctx.actor)
    project = None if of == ctx.actor else _led_with(work, of, ctx)
    admins = _admins(work)
    _require(work, act, person, None, project, own=of == ctx.actor, admins=admins)


def _led_with(work: FollowupUnit, person: PersonId, ctx: Context) -> Project | None:
    """A project that the asker leads and in which *person* has something open."""
    open_tasks = TaskFilter(owner=person, statuses=OPEN)
    numbers = {task.project for task in work.tasks(ctx.audience).find(open_tasks, MOST)}
    found = (led(work, number) for number in sorted(n for n in numbers if n is not None))
    return next((each for each in found if each and each.in_charge == ctx.actor), None)


def _in_own_place(work: FollowupUnit, intent: object, ctx: Context) -> bool:
    """Whether a guest is where they may do it: in a channel, or alone with us about their own."""
    if isinstance(intent, CaptureMany):
        return all(_in_own_place(work, one, ctx) for one in intent.captures)
    if isinstance(intent, Capture):
        return ctx.actor in work.people.members(intent.source.place)
    place = work.people.place(ctx.place) if ctx.place is not None else None
    if place is None or place.kind is not PlaceKind.DM:
        return place is not None
    draft = getattr(intent, "draft", None)
    drafts = getattr(intent, "drafts", (draft,) if draft is not None else ())
    return {each.owner for each in drafts} <= {None, ctx.actor}


def authorise_task(
    work: FollowupUnit, act: ActName, task: TaskId, ctx: Context, *, own: bool = False
) -> None:
    """As ``authorise``, for one act on one task. *own*: the command to be undone is the asker's."""
    found = seen(work, task, ctx.audience)
    if _settled(act, found):
        return
    person = asker(work, ctx)
    project = led(work, found.project)
    _point_to_check(work, act, found, person, project)
    _require(
        work,
        act,
        person,
        found,
        project,
        asked=_asked(work, act, found, person.id),
        own=own,
        leads=standing.leads(work.people.workspace().bounds, ctx.roles),
        covers=_covers(work, act, found, project, ctx),
        admins=_admins(work),
        handle=work.people.workspace().handle(task),
    )


def _covers(
    work: FollowupUnit, act: ActName, task: Task, project: Project | None, ctx: Context
) -> tuple[PersonId, ...]:
    """For whom the asker answers meanwhile, of those whose answer it would be."""
    if act not in COVERED or ctx.actor == task.owner:
        return ()
    lead = project.in_charge if project is not None else None
    return answers_for(work, ctx.actor, {task.owner, task.requester, lead}, ctx.now)


def _point_to_check(
    work: FollowupUnit, act: ActName, task: Task, person: Person, project: Project | None
) -> None:
    """Conflict("yours_to_check") for who says done of what was said to be done, and is asked."""
    if act is not ActName.FINISH or task.status is not Status.IN_REVIEW:
        return
    asked = _asked(work, ActName.CHECK, task, person.id)
    if may(ActName.CHECK, person, task, project, asked=asked):
        number = work.people.workspace().handle(task.id)
        raise Conflict("yours_to_check", task=number, id=int(task.id), who=task.finished_by)


def authorise_project(work: FollowupUnit, act: ActName, project: ProjectId, ctx: Context) -> None:
    """As ``authorise``, for one act on one project."""
    found = work.projects(ctx.audience).get(project)
    if found is None:
        raise NotFound("project_not_found")
    person, lead = asker(work, ctx), led(work, project)
    leads = standing.leads(work.people.workspace().bounds, ctx.roles)
    try:
        _require(work, act, person, None, lead, leads=leads, admins=_admins(work))
    except NotAllowed as refusal:
        if lead is not None or refusal.code != "not_allowed_project":
            raise
        told = {**refusal.fields, "project": found.key}
        if refusal.fields.get("ids"):
            told["example"] = f"/project lead #{found.key} @{person.handle}"
        code = "not_allowed_leadless" if refusal.fields.get("ids") else "not_allowed_nobody"
        raise NotAllowed(code, **told) from None


def _require(
    work: FollowupUnit, act: ActName, person: Person, task: Task | None = None,
    project: Project | None = None, *, admins: tuple[PersonId, ...] = (), handle: str = "",
    covers: tuple[PersonId, ...] = (), **stands: bool,
) -> None:  # fmt: skip
    """As ``require``; who is named in a refusal is still here: NotAllowed("not_allowed_nobody")
    where none of those who may is."""
    try:
        require(act, person, task, project, covers=covers, admins=admins, handle=handle, **stands)
    except NotAllowed as refusal:
        named = refusal.fields.get("ids")
        if not isinstance(named, tuple) or not named:
            raise
        lead = (project.in_charge,) if project is not None else admins
        others = (*(checkers(task, project) if task is not None else ()), *lead)
        ids = present.here(work.people, named) or present.here(work.people, others)[:1]
        code = refusal.code if ids else "not_allowed_nobody"
        raise NotAllowed(code, **{**refusal.fields, "ids": ids}) from None


def asker(work: FollowupUnit, ctx: Context) -> Person:
    """Who asks; NotFound("unknown_person") for somebody who is not of this workspace."""
    person = work.people.person(ctx.actor)
    if person is None:
        raise NotFound("unknown_person")
    return person


def led(work: FollowupUnit, project: ProjectId | None) -> Project | None:
    """The project, while whoever is in charge of it is still there; else it leads nobody."""
    found = work.projects(RULES).get(project) if project is not None else None
    lead = work.people.person(found.in_charge) if found else None
    return found if lead and lead.active else None


def _settled(act: ActName, task: Task) -> bool:
    """Whether the act comes too late in any case, so that the service says what holds already."""
    if act is ActName.HELP or act is ActName.UNBLOCK:
        return task.blocker is None
    if act is ActName.DECLINE:
        return task.owner is None and task.blocker is None
    return act is ActName.CHECK and not checkable(task)


def _asked(work: FollowupUnit, act: ActName, task: Task, person: PersonId) -> bool:
    """Whether a message with the very button reached this person."""
    if act is ActName.ASSIGN:
        return _decides_for(work, task, person)
    if act not in _ASKING:
        return False
    return any(
        notice.state in _REACHED
        and notice.wanted.kind in _ASKING[act]
        and _addressed(notice, person)
        for notice in work.notices.of(task_ref(task.id))
    )


def _decides_for(work: FollowupUnit, task: Task, person: PersonId) -> bool:
    """Whether its owner has left, and *person* was asked what becomes of it."""
    owner = work.people.person(task.owner) if task.owner is not None else None
    gone = owner is not None and has_left(owner)
    return gone and task.owner is not None and was_told(work, task.owner, person)


def _addressed(notice: Notice, person: PersonId) -> bool:
    """Help that is asked for in the open is asked of everybody who sees the task."""
    if notice.wanted.kind is NoticeKind.HELP_CHANNEL:
        return True
    return notice.wanted.recipient == Ref(Kind.PERSON, person)


def _admins(work: FollowupUnit) -> tuple[PersonId, ...]:
    return tuple(person.id for person in work.people.admins())
