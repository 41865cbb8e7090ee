"""Which service carries out an intent, and the key of the words that confirm it."""

from collections.abc import Callable, Mapping
from typing import Any

from core.compose import post_digest
from core.followup import easing, load, tuning
from core.followup import service as followup
from core.followup.admins import tell_admins
from core.followup.commands import AnswerLoad, GiveAway, LoadIntent
from core.followup.covering import tell_of_leave, tell_who_covered
from core.followup.nudging import nudge
from core.handing import hand_over
from core.kernel.context import Context
from core.kernel.events import Event
from core.kernel.refs import Kind, ProjectId, Ref, TaskId, task_ref
from core.kernel.values import dataclass
from core.links import service as links
from core.links.commands import LinkIntent, WaitFor, WaitNoMore
from core.many import Left, act_on_many
from core.people import administering, restoring, settling
from core.people.commands import (
    AccountLink,
    AdminIntent,
    ClaimAdmin,
    DismissAdmin,
    EndLeave,
    HandOver,
    JoinAdmins,
    MakeAdmin,
    PauseMessages,
    PersonIntent,
    ResumeMessages,
    SetLeave,
    SetMine,
    SetWorkspace,
)
from core.projects import life, returning
from core.projects import service as projects
from core.projects.adding import capture_many
from core.projects.commands import (
    CloseProject,
    DeclineLead,
    OpenProject,
    PauseProject,
    PostDigest,
    ProjectIntent,
    ReopenProject,
    ResumeProject,
    SetDigest,
    SetProject,
    TakeBackProject,
    TakeLead,
    TuneLadder,
)
from core.recurring import adding
from core.recurring import commands as r
from core.recurring.commands import RecurringIntent
from core.recurring.service import SERVICES as RECURRING
from core.tasks import commands as c
from core.tasks import service as tasks
from core.tasks.changes import being_open, seen
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
from core.tasks.erasing import erase
from core.tasks.model import Task
from core.tasks.several import ActOnMany
from core.undo import undo
from core.unit import WorkUnit

Intent = (
    c.TaskIntent | ActOnMany | LinkIntent | ProjectIntent | PersonIntent | AdminIntent | AccountLink
    | RecurringIntent | HandOver | LoadIntent
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Done:
    """What an intent led to: the tasks or the project it changed, and the events.

    ``now`` holds the tasks as they are now, where that is known without reading them again.
    """

    events: tuple[Event, ...]
    tasks: tuple[TaskId, ...] = ()
    project: ProjectId | None = None
    now: tuple[Task, ...] = ()
    left: tuple[Left, ...] = ()
    """Of several tasks those that were left alone."""
    restore: str = ""
    """What a change of settings is taken back with."""


Act = Callable[[WorkUnit, Any, Context], Done]


def _on_task(service: Callable[..., tasks.Changed]) -> Act:
    def run(work: WorkUnit, intent: Any, ctx: Context) -> Done:
        changed = service(work, intent, ctx)
        return Done(changed.events, (changed.task.id,), now=(changed.task,))

    return run


def _add_many(work: WorkUnit, intent: AddMany, ctx: Context) -> Done:
    made = adding.add_many(work, intent, ctx)
    events = tuple(event for changed in made for event in changed.events)
    tasks_now = tuple(changed.task for changed in made)
    return Done(events, tuple(task.id for task in tasks_now), now=tasks_now)


def _capture_many(work: WorkUnit, intent: CaptureMany, ctx: Context) -> Done:
    made = capture_many(work, intent, ctx)
    events = tuple(event for changed in made for event in changed.events)
    tasks_now = tuple(changed.task for changed in made)
    return Done(events, tuple(task.id for task in tasks_now), now=tasks_now)


def _act_on_many(work: WorkUnit, intent: ActOnMany, ctx: Context) -> Done:
    many = act_on_many(work, intent, ctx)
    events = tuple(event for changed in many.changed for event in changed.events)
    tasks_now = tuple(changed.task for changed in many.changed)
    return Done(events, tuple(task.id for task in tasks_now), now=tasks_now, left=many.left)


def _undo(work: WorkUnit, intent: c.Undo, ctx: Context) -> Done:
    changes = undo(work, intent, ctx)
    events = tuple(event for changed in changes for event in changed.events)
    return Done(events, tuple(changed.task.id for changed in changes))


def _hand_over(work: WorkUnit, intent: HandOver, ctx: Context) -> Done:
    changes = hand_over(work, intent, ctx)
    events = tuple(event for changed in changes for event in changed.events)
    return Done(events, tuple(changed.task.id for changed in changes))


def _on_project(service: Callable[..., projects.Changed]) -> Act:
    def run(work: WorkUnit, intent: Any, ctx: Context) -> Done:
        changed = service(work, intent, ctx)
        return Done(changed.events, project=changed.project.id)

    return run


def _set_mine(work: WorkUnit, intent: SetMine, ctx: Context) -> Done:
    before = work.people.person(ctx.actor)
    after = settling.set_mine(work, intent, ctx)
    followup.settle_anew(work, after.id, ctx.now)
    was = restoring.of_person(before or after)
    return Done((), restore=restoring.encode(restoring.MINE, was, restoring.of_person(after)))


def _set_leave(work: WorkUnit, intent: SetLeave, ctx: Context) -> Done:
    before = work.people.person(intent.of)
    after = settling.set_leave(work, intent, ctx)
    followup.settle_anew(work, intent.of, ctx.now)
    tell_of_leave(work, intent.of, intent.first, ctx)
    tell_who_covered(work, before or after, ctx)
    return Done(())


def _end_leave(work: WorkUnit, intent: EndLeave, ctx: Context) -> Done:
    before = work.people.person(intent.of)
    after = settling.end_leave(work, intent, ctx)
    followup.settle_anew(work, intent.of, ctx.now)
    tell_who_covered(work, before or after, ctx)
    return Done(())


def _set_workspace(work: WorkUnit, intent: SetWorkspace, ctx: Context) -> Done:
    was = restoring.of_workspace(work.people.workspace())
    after = restoring.of_workspace(settling.set_workspace(work, intent, ctx))
    work.watches.sooner(Ref(Kind.WORKSPACE, work.workspace), ctx.now)
    if was["urgent_anytime"] != after["urgent_anytime"]:
        followup.settle_urgent(work, ctx.now)
    return Done((), restore=restoring.encode(restoring.HOME, was, after))


def _answer_load(work: WorkUnit, intent: AnswerLoad, ctx: Context) -> Done:
    easing.answer_load(work, intent, ctx)
    work.posts.soil(load.person_ref(ctx.actor))
    return Done(())


def _give_away(work: WorkUnit, intent: GiveAway, ctx: Context) -> Done:
    changed = easing.hand_over(work, intent, ctx)
    work.posts.soil(load.person_ref(ctx.actor))
    events = tuple(event for each in changed for event in each.events)
    return Done(events, tuple(each.task.id for each in changed))


def _on_admins(service: Callable[..., tuple[Event, ...]]) -> Act:
    def run(work: WorkUnit, intent: Any, ctx: Context) -> Done:
        events = service(work, intent, ctx)
        tell_admins(work, events, ctx.now)
        return Done(events)

    return run


def _all_fine(work: WorkUnit, intent: c.AllFine, ctx: Context) -> Done:
    until = followup.quiet_until(work, being_open(work, intent.task, ctx), ctx.now)
    changed = tasks.all_fine(work, intent, ctx, until)
    return Done(changed.events, (changed.task.id,), now=(changed.task,))


def _nudge(work: WorkUnit, intent: c.Nudge, ctx: Context) -> Done:
    """Nothing happened to the task, so there is no event: being asked after is no activity."""
    task = seen(work, intent.task, ctx.audience)
    nudge(work, task, ctx.actor, ctx.now)
    return Done((), (task.id,), now=(task,))


def _erase(work: WorkUnit, intent: Erase, ctx: Context) -> Done:
    """Whatever shows one of the tasks is drawn anew, also what a newer message has replaced."""
    change, touched = erase(work, intent, ctx)
    for task in touched:
        near = [*work.dependencies.before([task]), *work.dependencies.after([task])]
        around = {number for edge in near for number in (edge.earlier, edge.later)}
        for number in sorted({task, *around}):
            work.posts.soil(task_ref(number), retired=True)
    return Done(change.events, (change.task.id,), now=(change.task,))


def _post_digest(work: WorkUnit, intent: PostDigest, ctx: Context) -> Done:
    post_digest(work, intent.project, ctx.platform, ctx.now)
    return Done((), project=intent.project)


ACTS: Mapping[type, Act] = {
    **{intent: _on_task(service) for intent, service in tasks.SERVICES.items()},
    **{intent: _on_task(service) for intent, service in RECURRING.items()},
    c.Edit: _on_task(adding.edit),
    AddTask: _on_task(adding.add),
    AddMany: _add_many,
    Capture: _on_task(adding.capture),
    CaptureMany: _capture_many,
    c.AllFine: _all_fine,
    c.Nudge: _nudge,
    Erase: _erase,
    c.Undo: _undo,
    ActOnMany: _act_on_many,
    WaitFor: _on_task(links.wait_for),
    WaitNoMore: _on_task(links.wait_no_more),
    OpenProject: _on_project(projects.open_project),
    SetProject: _on_project(projects.set_project),
    SetDigest: _on_project(projects.set_digest),
    PostDigest: _post_digest,
    PauseProject: _on_project(life.pause),
    ResumeProject: _on_project(life.resume),
    CloseProject: _on_project(life.close),
    ReopenProject: _on_project(life.reopen),
    TakeLead: _on_project(life.take_lead),
    DeclineLead: _on_project(life.decline_lead),
    TuneLadder: _on_project(tuning.tune),
    TakeBackProject: _on_project(returning.take_back),
    AnswerLoad: _answer_load,
    GiveAway: _give_away,
    SetMine: _set_mine,
    SetLeave: _set_leave,
    EndLeave: _end_leave,
    SetWorkspace: _set_workspace,
    PauseMessages: _on_admins(administering.pause),
    ResumeMessages: _on_admins(administering.resume),
    ClaimAdmin: _on_admins(administering.claim),
    JoinAdmins: _on_admins(administering.join),
    MakeAdmin: _on_admins(administering.make_admin),
    DismissAdmin: _on_admins(administering.dismiss),
    HandOver: _hand_over,
}
SAID: Mapping[type, str] = {
    AddTask: "add",
    AddMany: "add_many",
    Capture: "capture",
    CaptureMany: "capture_many",
    c.Edit: "edit",
    c.Assign: "assign",
    c.Claim: "claim",
    c.LeaveOpen: "leave_open",
    c.Decline: "decline",
    c.SetDue: "due",
    Move: "move",
    c.SetPriority: "priority",
    c.SetTitle: "title",
    c.UseText: "use_text",
    c.SetCriteria: "criteria",
    c.Start: "start",
    c.NotNow: "not_now",
    Block: "block",
    Unblock: "unblock",
    StillBlocked: "still_blocked",
    CheckAgain: "check_again",
    OfferHelp: "offer_help",
    PromiseHelp: "promise",
    DeclineHelp: "decline_help",
    GiveHelp: "give_help",
    c.Finish: "done",
    c.Accept: "accept",
    c.CheckBy: "check_by",
    c.SendBack: "send_back",
    c.Reopen: "reopen",
    c.Drop: "drop",
    c.AddNote: "note",
    c.TickCriterion: "criterion",
    c.Share: "share",
    c.Follow: "follow",
    c.Snooze: "snooze",
    c.Nudge: "nudge",
    Erase: "erase",
    TakeOffer: "claim",
    DeclineOffer: "decline_offer",
    c.AllFine: "all_fine",
    c.Undo: "undo",
    ActOnMany: "many",
    WaitFor: "after",
    WaitNoMore: "not_after",
    r.Repeat: "repeat",
    r.StopRepeating: "repeat_off",
    r.PauseRepeating: "repeat_pause",
    r.Skip: "skip",
    r.ApplyToComing: "repeat_all",
    OpenProject: "project_new",
    SetProject: "project_set",
    SetDigest: "project_digest",
    PostDigest: "project_digest_post",
    PauseProject: "project_pause",
    ResumeProject: "project_resume",
    CloseProject: "project_close",
    ReopenProject: "project_reopen",
    TakeLead: "lead_taken",
    DeclineLead: "lead_declined",
    TuneLadder: "project_tuned",
    TakeBackProject: "project_back",
    AnswerLoad: "load",
    GiveAway: "handed_over",
    SetMine: "settings",
    SetLeave: "leave",
    EndLeave: "leave_off",
    SetWorkspace: "workspace",
    PauseMessages: "paused",
    ResumeMessages: "resumed",
    ClaimAdmin: "admin_claimed",
    JoinAdmins: "admin_claimed",
    MakeAdmin: "admin_made",
    DismissAdmin: "admin_dismissed",
    HandOver: "handed",
}
"""The confirmation of each intent: ``said.<key>``."""
